"""The folder of a result: written whole or not at all, and read back equal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from framing.errors import FramingError
from framing.results import FORMATS, Result, ResultWriter, check_folder, check_format, check_out, load_results
from framing.schema import TABLES, validate

MANIFEST = {"framing": "0", "study": {}}
AWKWARD = [
    'a "quoted", line\nand a second',
    "  blanks  ",
    "NA",
    "null",
    "007",
    "1e5",
    "2023-05-29",
    "True",
    "Vučić\u2028Thaçi\x85",
    "tab\there",
    "back\\slash",
    "carriage\rreturn",
    "\N{GRINNING FACE}",
]


def articles(ids: str, **columns: Any) -> pd.DataFrame:
    """A table of articles, one for each letter."""
    fixed = {"text_sha256": "0", "n_sentences": 1, "n_words": 2, "status": "ok"}
    frame = pd.DataFrame({"article_id": list(ids), **columns}).assign(**fixed)
    return frame.reindex(columns=[*TABLES["articles"].names, *(columns.keys() - set(TABLES["articles"].names))])


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


@pytest.mark.parametrize("table_format", FORMATS)
def test_what_was_saved_is_loaded(result: Result, tmp_path: Path, table_format: str) -> None:
    assert result.save(tmp_path / "r", table_format) == tmp_path / "r"
    assert files(tmp_path / "r") == sorted(["manifest.json", *(f"{name}.{table_format}" for name in TABLES)])
    loaded = load_results(tmp_path / "r")
    assert loaded.manifest == result.manifest
    for name, table in result.tables.items():
        assert len(table), name
        assert_frame_equal(loaded.tables[name], table)


@pytest.mark.parametrize("table_format", FORMATS)
def test_awkward_text_survives(tmp_path: Path, table_format: str) -> None:
    ids = "abcdefghijklm"[: len(AWKWARD)]
    table = articles(ids, title=AWKWARD, path=AWKWARD, desk=AWKWARD)
    Result({"articles": table}, MANIFEST).save(tmp_path / "r", table_format)
    loaded = load_results(tmp_path / "r", ["articles"]).articles
    assert [loaded[name].tolist() for name in ("title", "path", "desk")] == [AWKWARD] * 3


@pytest.mark.parametrize("table_format", FORMATS)
def test_tables_without_rows(tmp_path: Path, table_format: str) -> None:
    empty = {name: pd.DataFrame(columns=table.names) for name, table in TABLES.items()}
    Result(empty, MANIFEST).save(tmp_path / "r", table_format)
    loaded = load_results(tmp_path / "r")
    for name, frame in empty.items():
        assert_frame_equal(loaded.tables[name], validate(name, frame))


@pytest.mark.parametrize("table_format", FORMATS)
def test_a_later_batch_may_bring_further_columns(tmp_path: Path, table_format: str) -> None:
    with ResultWriter(tmp_path / "r", table_format) as writer:
        writer.append("articles", articles("a"))
        writer.append("articles", articles("b", desk=["7"]))
        writer.append("articles", articles("c", page=["8"]))
        writer.append("articles", articles("d"))
        writer.finish(MANIFEST)
    loaded = load_results(tmp_path / "r", ["articles"]).articles
    assert list(loaded.columns) == [*TABLES["articles"].names, "desk", "page"]
    assert loaded[["article_id", "desk", "page"]].astype(object).where(loaded.notna(), None).values.tolist() == [
        ["a", None, None],
        ["b", "7", None],
        ["c", None, "8"],
        ["d", None, None],
    ]


def test_tables_of_another_format_and_an_old_manifest_are_replaced(result: Result, tmp_path: Path) -> None:
    (tmp_path / "r" / "charts").mkdir(parents=True)
    (tmp_path / "r" / "manifest.json").write_text(json.dumps(MANIFEST), encoding="utf-8")
    (tmp_path / "r" / "articles.csv").write_text("old", encoding="utf-8")
    (tmp_path / "r" / "notes.txt").write_text("mine", encoding="utf-8")
    result.save(tmp_path / "r", "jsonl")
    wanted = ["charts", "manifest.json", "notes.txt", *(f"{name}.jsonl" for name in TABLES)]
    assert files(tmp_path / "r") == sorted(wanted)
    assert load_results(tmp_path / "r").manifest == result.manifest


@pytest.mark.parametrize("table_format", FORMATS)
def test_nothing_is_left_after_an_error(tmp_path: Path, table_format: str) -> None:
    with pytest.raises(FramingError), ResultWriter(tmp_path / "new" / "deep" / "r", table_format) as writer:
        writer.append("articles", articles("a"))
        writer.append("articles", articles("bb"))
    assert files(tmp_path) == []


def test_what_a_folder_held_stays_after_an_error(result: Result, tmp_path: Path) -> None:
    result.save(tmp_path / "r")
    before = {path: path.read_bytes() for path in (tmp_path / "r").iterdir()}
    with pytest.raises(KeyboardInterrupt), ResultWriter(tmp_path / "r") as writer:
        writer.append("articles", articles("a"))
        raise KeyboardInterrupt
    assert {path: path.read_bytes() for path in (tmp_path / "r").iterdir()} == before
    assert files(tmp_path) == ["r", *sorted(f"r/{path.name}" for path in before)]


@pytest.mark.parametrize(
    ("name", "content"),
    [("notes.txt", "mine"), ("manifest.json", "{}"), ("manifest.json", '{"name": "web app"}'), ("manifest.json", "{")],
)
def test_a_folder_with_other_things_is_refused(result: Result, tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(FramingError) as caught:
        result.save(tmp_path)
    assert str(caught.value) == f"{tmp_path}: holds other files and no results; name a new folder for the results"
    assert files(tmp_path) == [name]
    assert (tmp_path / name).read_text(encoding="utf-8") == content


def test_an_empty_folder_will_do(result: Result, tmp_path: Path) -> None:
    result.save(tmp_path)
    assert (tmp_path / "manifest.json").is_file()


def test_a_file_in_the_way(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(FramingError) as caught:
        check_out(file)
    assert str(caught.value) == f"{file}: is a file; name a folder for the results"
    with pytest.raises(FramingError) as caught:
        check_folder(file / "a" / "b", "charts")
    assert str(caught.value) == f"{file / 'a' / 'b'}: {file} is a file; name a folder for the charts"


def test_an_unknown_format() -> None:
    with pytest.raises(FramingError) as caught:
        check_format("cvs")
    assert str(caught.value) == "no format 'cvs'; did you mean 'csv'? choices: csv, jsonl, parquet"


def test_a_folder_without_results(tmp_path: Path) -> None:
    with pytest.raises(FramingError) as caught:
        load_results(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path}: no manifest.json here; make results with `framing analyze ARTICLES --out {tmp_path}`"
    )


@pytest.mark.parametrize("content", ["{", "[]", '{"name": "web app"}'])
def test_a_manifest_of_something_else(tmp_path: Path, content: str) -> None:
    (tmp_path / "manifest.json").write_text(content, encoding="utf-8")
    with pytest.raises(FramingError) as caught:
        load_results(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path / 'manifest.json'}: not a manifest of framing; name a folder `framing analyze` wrote"
    )


def test_a_table_that_is_missing(result: Result, tmp_path: Path) -> None:
    result.save(tmp_path)
    (tmp_path / "terms.csv").unlink()
    with pytest.raises(FramingError) as caught:
        load_results(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path}: table terms is missing; looked for terms.csv, terms.parquet, terms.jsonl; "
        "run `framing analyze` again"
    )


@pytest.mark.parametrize(
    ("table_format", "content", "reason"),
    [
        ("csv", b"", "No columns to parse from file"),
        ("csv", b"article_id,term_id\n", None),
        ("csv", b"article_id,text\n\xff,x\n", None),
        ("jsonl", b'{"article_id": \n', None),
        ("jsonl", b'{"article_id": "a"}\n', None),
        ("parquet", b"PAR1", None),
    ],
)
def test_a_damaged_table(result: Result, tmp_path: Path, table_format: str, content: bytes, reason: str | None) -> None:
    result.save(tmp_path, table_format)
    path = tmp_path / f"terms.{table_format}"
    path.write_bytes(content)
    with pytest.raises(FramingError) as caught:
        load_results(tmp_path)
    message = str(caught.value)
    assert message.startswith(f"{path}: damaged: ")
    assert message.endswith("; run `framing analyze` again")
    assert "\n" not in message
    if reason:
        assert message == f"{path}: damaged: {reason}; run `framing analyze` again"


def test_a_damaged_value_is_named(result: Result, tmp_path: Path) -> None:
    result.save(tmp_path)
    path = tmp_path / "articles.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",ok,", ",,"), encoding="utf-8")
    with pytest.raises(FramingError) as caught:
        load_results(tmp_path)
    assert str(caught.value) == (
        f"{path}: damaged: table articles: column status: 2 missing values in a required column; "
        "run `framing analyze` again"
    )


def test_tables_are_attributes(result: Result, tmp_path: Path) -> None:
    assert result.sentences is result.tables["sentences"]
    few = load_results(result.save(tmp_path / "r"), ["articles"])
    for name in ("sentences", "sentence"):
        with pytest.raises(AttributeError, match=f"no attribute or loaded table '{name}'"):
            getattr(few, name)


@pytest.mark.parametrize("table_format", FORMATS)
def test_some_columns_are_those_of_the_whole(result: Result, tmp_path: Path, table_format: str) -> None:
    folder = result.save(tmp_path / "r", table_format)
    whole = load_results(folder)
    found = load_results(folder, {"sentences": ("voices", "article_id"), "frames": ("present",), "articles": ()})
    assert list(found.tables) == ["sentences", "frames", "articles"]
    assert_frame_equal(found.sentences, whole.sentences[["article_id", "voices"]])
    assert_frame_equal(found.frames, whole.frames[["present"]])
    assert_frame_equal(found.articles, whole.articles)


def test_a_column_that_is_not_there_is_told(result: Result, tmp_path: Path) -> None:
    folder = result.save(tmp_path / "r")
    path = folder / "terms.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("term_id", "term", 1), encoding="utf-8")
    with pytest.raises(FramingError, match="table terms: missing columns term_id"):
        load_results(folder, {"terms": ("article_id", "term_id")})
