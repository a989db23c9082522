from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.errors import FramingError
from framing.ingest import objects, read_articles
from framing.ingest.entries import Entry
from framing.records import Article
from tests.ingest.conftest import ENGLISH, lines

Only = Callable[[str, str | bytes], Article]


def problems(path: str) -> list[tuple[str, str | None]]:
    return [(article.path, article.problem) for article in read_articles(path)]


def message(path: str) -> str:
    with pytest.raises(FramingError) as error:
        read_articles(path)
    return str(error.value)


def test_one_object(only: Only) -> None:
    row = {
        "text": ENGLISH,
        "title": " A\n title ",
        "id": 7,
        "date": "2023",
        "n": 1.5,
        "ok": True,
        "by": {"a": ["č"]},
        "x": None,
    }
    article = only("a.json", json.dumps(row, indent=1))
    assert (article.article_id, article.title, article.date, article.path) == ("7", "A title", "2023", "a.json")
    assert article.extra == {"n": "1.5", "ok": "true", "by": '{"a": ["č"]}'}


@pytest.mark.parametrize("indent", [None, 2])
def test_an_array(here: Path, indent: int | None) -> None:
    rows = [{"text": f"{ENGLISH} {i}"} for i in range(3)]
    Path("a.json").write_text(json.dumps(rows, indent=indent))
    assert [(a.path, a.text[-1]) for a in read_articles("a.json")] == [
        ("a.json#1", "0"),
        ("a.json#2", "1"),
        ("a.json#3", "2"),
    ]


def test_json_lines_under_the_suffix_json(here: Path) -> None:
    Path("a.json").write_text(lines({"text": f"{ENGLISH} 1"}, {"text": f"{ENGLISH} 2"}))
    assert problems("a.json") == [("a.json#1", None), ("a.json#2", None)]


@pytest.mark.parametrize("suffix", [".jsonl", ".ndjson"])
def test_broken_lines_are_set_aside(here: Path, suffix: str) -> None:
    path = Path(f"a{suffix}")
    path.write_text(
        lines({"text": ENGLISH}) + '\n{"text": "x"\n[1]\n' + lines("x", {"txt": "x"}, {"text": 5}, {"text": None})
        + '{"text": "\\u0000\\u0001\\u0002"}\n' + lines({"text": f"{ENGLISH} More."})
    )  # fmt: skip
    assert problems(path.name) == [
        (f"{path}#1", None),
        (f"{path}#3", "line 3: not JSON: Expecting ',' delimiter at line 2, column 1"),
        (f"{path}#4", "line 4: an array, not an object"),
        (f"{path}#5", "line 5: a string, not an object"),
        (f"{path}#6", "line 6: no key 'text'; did you mean 'txt'? choices: txt"),
        (f"{path}#7", "line 7: text is int, not a string"),
        (f"{path}#8", "no text"),
        (f"{path}#9", "line 9: not text: NUL bytes"),
        (f"{path}#10", None),
    ]


def test_one_line_in_another_encoding(here: Path) -> None:
    rows = [json.dumps({"text": f"{ENGLISH} “{name}”"}, ensure_ascii=False) for name in ("Vučić", "Thaçi")]
    Path("a.jsonl").write_bytes(rows[0].encode() + b"\n" + rows[1].encode("cp1252") + b"\n")
    assert [a.text.rpartition(" ")[2] for a in read_articles("a.jsonl")] == ["“Vučić”", "“Thaçi”"]


def test_a_broken_array_is_read_as_far_as_it_goes(here: Path) -> None:
    Path("a.json").write_text(f'[{{"text": "{ENGLISH}"}}, 5, {{"text": "cut')
    assert problems("a.json") == [
        ("a.json#1", None),
        ("a.json#2", "item 2: a number, not an object"),
        ("a.json#3", "item 3: not JSON: Unterminated string starting at; the file was not read further"),
    ]


def test_an_array_without_commas(here: Path) -> None:
    Path("a.json").write_text(f'[{{"text": "{ENGLISH}"}} {{"text": "b"}}]')
    assert problems("a.json") == [
        ("a.json#1", None),
        ("a.json#2", "item 2: not JSON: no comma or bracket after item 1; the file was not read further"),
    ]


@pytest.mark.parametrize("content", ["", "\n \n", "[]", "[ ]\n"])
def test_nothing_in_it(only: Only, content: str) -> None:
    assert only("a.json", content).problem == "no article in this file"


def test_broken_object(only: Only) -> None:
    assert only("a.json", '{"text": "x",\n "y" 1}').problem == "not JSON: Expecting ':' delimiter at line 2, column 6"


def test_without_text(here: Path) -> None:
    Path("a.json").write_text('{"body": "x", "Title": "y"}')
    Path("b.jsonl").write_text(lines({"txt": "x"}, {"id": 1}))
    Path("c.json").write_text('[{"articles": []}]')
    cure = "rename the key that holds the articles to 'text'"
    assert message("a.json") == f"a.json: no key 'text'; choices: Title, body; {cure}"
    assert message("b.jsonl") == f"b.jsonl: no key 'text'; did you mean 'txt'? choices: id, txt; {cure}"
    assert message("c.json") == f"c.json: no key 'text'; choices: articles; {cure}"


def test_an_object_without_text_in_a_folder_is_one_bad_article(here: Path) -> None:
    Path("in").mkdir()
    Path("in/a.json").write_text('{"version": 1}')
    Path("in/b.txt").write_text(ENGLISH)
    assert problems("in") == [("in/a.json", "no key 'text'; choices: version"), ("in/b.txt", None)]


def test_known_keys_in_any_case(only: Only) -> None:
    article = only("a.json", json.dumps({"Text": ENGLISH, " TITLE ": "T", "URL": "u", "url": "v"}))
    assert (article.text, article.title, article.url, article.extra) == (ENGLISH, "T", "v", {"URL": "u"})


values = st.dictionaries(
    st.text(max_size=5), st.text(max_size=30) | st.integers() | st.lists(st.text(max_size=3), max_size=2), max_size=3
)


@given(st.lists(values, max_size=6), st.sampled_from([None, 1]), st.integers(min_value=1, max_value=9))
def test_an_array_read_in_pieces_is_the_array(rows: list[dict[str, object]], indent: int | None, chunk: int) -> None:
    import io

    text = io.StringIO(json.dumps(rows, indent=indent))
    before, objects.CHUNK = objects.CHUNK, chunk
    try:
        found: list[Entry] = list(objects._items(text))
    finally:
        objects.CHUNK = before
    assert [dict(entry.values) for entry in found] == rows
    assert [entry.problem for entry in found] == [None] * len(rows)
