from __future__ import annotations

import csv
import io
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.errors import FramingError
from framing.ingest import read_articles
from framing.ingest.tables import read_csv
from framing.records import Article
from tests.ingest.conftest import ENGLISH

CURE = "rename the column that holds the articles to 'text'"


def read(name: str, content: str | bytes) -> list[Article]:
    Path(name).write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read_articles(name))


def message(path: str) -> str:
    with pytest.raises(FramingError) as error:
        read_articles(path)
    return str(error.value)


def test_csv(here: Path) -> None:
    first, second = read(
        "a.csv",
        'id,text,title,outlet,date,url,language,side,note\n1,"He said ""no"",\nand left. The talks ended.",T,Danas,'
        f"2023-02-14,u,en,belgrade,\n\n2,{ENGLISH},,,03/04/2023,,,,x\n",
    )
    assert first.text == 'He said "no",\nand left. The talks ended.'
    assert (first.article_id, first.title, first.outlet, first.date, first.url) == (
        "1",
        "T",
        "Danas",
        "2023-02-14",
        "u",
    )
    assert (first.path, second.path) == ("a.csv#2", "a.csv#5")
    assert first.extra == {"side": "belgrade"}
    assert (second.date, second.title) == (None, None)
    assert second.extra == {"note": "x", "date_as_given": "03/04/2023"}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("name", ["a.csv", "a.tsv"])
def test_delimiters(here: Path, name: str, delimiter: str) -> None:
    [article] = read(name, f'"a, b"{delimiter}text\nx{delimiter}"{ENGLISH}"\n')
    assert (article.text, article.extra) == (ENGLISH, {"a, b": "x"})


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings(here: Path, encoding: str) -> None:
    [article] = read("a.csv", f"text\n{ENGLISH} “Thaçi”\n".encode(encoding))
    assert article.text == f"{ENGLISH} “Thaçi”"


def test_cp1250_of_a_serbian_spreadsheet(here: Path) -> None:
    [article] = read("a.csv", f"text;outlet\n{ENGLISH} “Vučić”;Tanjug\n".encode("cp1250"))
    assert article.text == f"{ENGLISH} “Vučić”"


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_newlines(here: Path, newline: str) -> None:
    [article] = read("a.csv", f'text,id\n"{ENGLISH}\nSo.",1\n'.replace("\n", newline))
    assert article.text == f"{ENGLISH}\nSo."


def test_rows_that_do_not_fit(here: Path) -> None:
    articles = read("a.csv", f'id,text\n1\n2,x,y\n3,"{ENGLISH}"z\n4,{ENGLISH}\n5,\n6,"open\n')
    assert [(a.path, a.problem) for a in articles] == [
        ("a.csv#2", "line 2: 1 values, but the header names 2 columns"),
        ("a.csv#3", "line 3: 3 values, but the header names 2 columns"),
        ("a.csv#4", "line 4: not CSV: ',' expected after '\"'"),
        ("a.csv#5", None),
        ("a.csv#6", "no text"),
        ("a.csv#7", "line 7: not CSV: unexpected end of data"),
    ]


def test_csv_without_text(here: Path) -> None:
    Path("a.csv").write_text("id,texts,title\n1,x,y\n")
    assert message("a.csv") == f"a.csv: no column 'text'; did you mean 'texts'? choices: id, texts, title; {CURE}"
    Path("in").mkdir()
    Path("in/b.csv").write_text("body\nx\n")
    assert message("in") == f"in/b.csv: no column 'text'; choices: body; {CURE}"


@pytest.mark.parametrize("content", ["", "\n\n", "text,id\n", "text,id\n\n"])
def test_csv_without_rows(here: Path, content: str) -> None:
    [article] = read("a.csv", content)
    assert (article.status, article.problem) == ("skipped", "no article in this file")


def test_a_very_long_field(here: Path) -> None:
    [article] = read("a.csv", f'text\n"{ENGLISH * 3000}"\n')
    assert len(article.text) == len(ENGLISH) * 3000


cell = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufeff"), max_size=20)


@given(st.lists(st.tuples(cell, cell.filter(str.strip)), min_size=1, max_size=5))
def test_what_csv_wrote_is_read(rows: list[tuple[str, str]]) -> None:
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL).writerows([("text", "title"), *rows])
    entries = list(read_csv(io.BytesIO(written.getvalue().encode())))
    assert [entry.values for entry in entries] == [{"text": text, "title": title} for text, title in rows]


def test_parquet(here: Path) -> None:
    table = pa.table(
        {
            "text": [ENGLISH, None, f"{ENGLISH} So."],
            "id": [1.0, float("nan"), None],
            "date": pa.array([datetime(2023, 2, 14, 10), None, None], pa.timestamp("ns")),
            "side": pa.array(["west", None, "moscow"]).dictionary_encode(),
            "topics": [["a", "b"], None, []],
        }
    )
    pq.write_table(table, "a.parquet")
    first, second, third = read_articles("a.parquet")
    assert (first.article_id, first.date, first.extra) == ("1", "2023-02-14", {"side": "west", "topics": '["a", "b"]'})
    assert (second.path, second.problem) == ("a.parquet#2", "no text")
    assert (third.path, third.date, third.extra) == ("a.parquet#3", None, {"side": "moscow", "topics": "[]"})


def test_parquet_without_text(here: Path) -> None:
    pq.write_table(pa.table({"Text_": ["x"], "n": [1]}), "a.parquet")
    assert message("a.parquet") == f"a.parquet: no column 'text'; did you mean 'Text_'? choices: Text_, n; {CURE}"


def test_not_parquet(here: Path) -> None:
    [article] = read("a.parquet", "text\n")
    assert article.status == "skipped"
    assert article.problem is not None
    assert article.problem.startswith("not Parquet: ")
