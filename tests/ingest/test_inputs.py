from __future__ import annotations

import io
import sys
import types
from pathlib import Path

import pytest

from framing.errors import FramingError
from framing.ingest import read_articles
from tests.ingest.conftest import ENGLISH, lines

SUFFIXES = ".txt, .md, .html, .htm, .json, .jsonl, .ndjson, .csv, .tsv, .parquet"


def write(*paths: str) -> None:
    for path in paths:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(f"{ENGLISH} {path}")


def paths(*inputs: str) -> list[str]:
    return [article.path for article in read_articles(inputs)]


def message(*inputs: str | Path) -> str:
    with pytest.raises(FramingError) as error:
        read_articles(inputs)
    return str(error.value)


def test_a_folder_is_walked_in_order(here: Path) -> None:
    write("in/b.txt", "in/a.txt", "in/z/c.md", "in/.hidden.txt", "in/.git/d.txt", "in/notes.pdf", "in/UP.TXT")
    assert paths("in") == ["in/UP.TXT", "in/a.txt", "in/b.txt", "in/z/c.md"]
    assert paths("./in/") == ["in/UP.TXT", "in/a.txt", "in/b.txt", "in/z/c.md"]


def test_absolute_paths_stay_absolute(here: Path) -> None:
    write("in/a.txt")
    assert paths(str(here / "in")) == [(here / "in" / "a.txt").as_posix()]


def test_a_path_object_and_a_lone_string(here: Path) -> None:
    write("a.txt")
    assert [article.path for article in read_articles(Path("a.txt"))] == ["a.txt"]
    assert [article.path for article in read_articles("a.txt")] == ["a.txt"]


def test_globs(here: Path) -> None:
    write("in/b.txt", "in/a.txt", "in/deep/c.txt", "in/x.pdf")
    assert paths("in/*.txt") == ["in/a.txt", "in/b.txt"]
    assert paths("in/**/*.txt") == ["in/a.txt", "in/b.txt", "in/deep/c.txt"]
    assert paths("in/*") == ["in/a.txt", "in/b.txt", "in/deep/c.txt"]


def test_a_name_with_brackets_is_no_glob(here: Path) -> None:
    write("a[1].txt")
    assert paths("a[1].txt") == ["a[1].txt"]


def test_a_file_named_twice_is_read_once(here: Path) -> None:
    write("in/a.txt", "in/b.txt")
    assert paths("in/b.txt", "in", "in/*.txt", "./in/b.txt") == ["in/b.txt", "in/a.txt"]


def test_missing_file_with_a_near_name(here: Path) -> None:
    write("articles/kosovo.txt")
    assert message("articles/kosvo.txt") == (
        "articles/kosvo.txt: no such file or folder; did you mean 'articles/kosovo.txt'?"
    )
    assert message("articels") == "articels: no such file or folder; did you mean 'articles'?"


def test_missing_file_without_a_near_name(here: Path) -> None:
    assert message("quite/other.txt") == "quite/other.txt: no such file or folder; there is no folder 'quite'"
    assert message("other.txt") == "other.txt: no such file or folder"
    assert message("") == "'': no such file or folder"


def test_missing_file_in_a_misspelt_folder(here: Path) -> None:
    write("articles/kosovo.txt")
    assert message("articels/kosovo.txt") == (
        "articels/kosovo.txt: no such file or folder; there is no folder 'articels'; did you mean 'articles'?"
    )


def test_folder_without_articles(here: Path) -> None:
    Path("empty").mkdir()
    write("other/a.pdf", "other/deep/b.docx", "other/README")
    assert message("empty") == f"empty: no article in this folder; it is empty; articles end in {SUFFIXES}"
    assert message("other") == (
        f"other: no article in this folder; it holds files in (no suffix), .docx, .pdf; articles end in {SUFFIXES}"
    )


def test_glob_without_articles(here: Path) -> None:
    assert message("*.txt") == f"*.txt: no article matches this pattern; articles end in {SUFFIXES}"


def test_unknown_suffix(here: Path) -> None:
    write("a.cvs", "b.pdf", "README")
    choices = "choices: .csv, .htm, .html, .json, .jsonl, .md, .ndjson, .parquet, .tsv, .txt; save it in one of them"
    assert message("a.cvs") == f"a.cvs: no format '.cvs'; did you mean '.csv'? {choices}"
    assert message("b.pdf") == f"b.pdf: no format '.pdf'; {choices}"
    assert message("README") == f"README: no format '(no suffix)'; {choices}"


def test_everything_wrong_at_once(here: Path) -> None:
    write("a.txt")
    assert message("x.txt", "a.txt", "y") == (
        "input: 2 problems\n  x.txt: no such file or folder; did you mean 'a.txt'?\n  y: no such file or folder"
    )


def test_no_input() -> None:
    assert message() == "no input; name a file, a folder, a glob or - for standard input"


def stdin(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", types.SimpleNamespace(buffer=io.BytesIO(content)))


def test_standard_input_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin(monkeypatch, f"\n  {ENGLISH}\n{{not JSON}}\n".encode())
    [article] = read_articles("-")
    assert (article.path, article.text) == ("-", f"{ENGLISH}\n{{not JSON}}")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_standard_input_as_json_lines(monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    rows = "\n" + lines({"text": f"{ENGLISH} “One”."}, {"text": f"{ENGLISH} Two."})
    stdin(monkeypatch, rows.encode(encoding))
    assert [(a.path, a.text) for a in read_articles("-")] == [
        ("-#2", f"{ENGLISH} “One”."),
        ("-#3", f"{ENGLISH} Two."),
    ]


def test_standard_input_without_text(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin(monkeypatch, b'{"texts": "x"}\n')
    assert message("-") == (
        "-: no key 'text'; did you mean 'texts'? choices: texts; rename the key that holds the articles to 'text'"
    )


def test_empty_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin(monkeypatch, b"")
    [article] = read_articles("-")
    assert (article.status, article.problem) == ("skipped", "no text")
