"""Reading one lexicon file: every bad line is noted with its place, the good ones are kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing.lexicons.sheet import Field, Sheet, read_sheet, read_yaml

HEAD = "# title: Words\n# source: us\n# licence: CC BY 4.0\n# language: en\n# date: 2026-01-01\n"
FIELDS = (
    Field("word"),
    Field("kind", choices=frozenset(("noun", "verb"))),
    Field("weight", required=False, bounds=(-1, 1)),
    Field("places", required=False, choices=frozenset(("in", "at")), many=True),
)


@pytest.fixture
def sheet(tmp_path: Path):
    def read(body: str, head: str = HEAD) -> Sheet:
        path = tmp_path / "words.tsv"
        path.write_bytes((head + body).encode())
        return read_sheet(path, FIELDS)

    return read


def test_a_good_sheet(sheet) -> None:
    found = sheet("kind\tword\tweight\tplaces\nnoun\twar\t-0.8\tin | at\n\n# a remark\nverb\tsay\n")
    assert found.problems == []
    assert found.head["licence"] == "CC BY 4.0"
    assert [(row.line, row.text("word"), row.many("places")) for row in found.rows] == [
        (7, "war", ("in", "at")),
        (10, "say", ()),
    ]
    assert found.rows[0].number("weight") == -0.8
    assert found.rows[1].text("weight") == ""


def test_windows_line_ends(sheet) -> None:
    found = sheet("word\tkind\tweight\tplaces\r\nwar\tnoun\t\tin\r\n")
    assert (found.problems, found.rows[0].many("places")) == ([], ("in",))


@pytest.mark.parametrize(
    ("row", "problems"),
    [
        ("\tnoun\t\t", ["words.tsv:7: column word is empty"]),
        ("war\tname\t\t", ["words.tsv:7: column kind: 'name'; choices: noun, verb"]),
        ("war\tnoun\t1.5\t", ["words.tsv:7: column weight: '1.5' is no number from -1 to 1"]),
        ("war\tnoun\tmuch\t", ["words.tsv:7: column weight: 'much' is no number from -1 to 1"]),
        ("war\tnoun\tnan\t", ["words.tsv:7: column weight: 'nan' is no number from -1 to 1"]),
        ("war\tnoun\t0\tin | by", ["words.tsv:7: column places: 'by'; choices: at, in"]),
        ("war\tnoun\t0\tin\tmore", ["words.tsv:7: 5 cells for 4 columns (word, kind, weight, places)"]),
        (
            "\tname\t2\tby",
            [
                "words.tsv:7: column word is empty",
                "words.tsv:7: column kind: 'name'; choices: noun, verb",
                "words.tsv:7: column weight: '2' is no number from -1 to 1",
                "words.tsv:7: column places: 'by'; choices: at, in",
            ],
        ),
    ],
)
def test_a_bad_row_is_left_out_and_the_others_kept(sheet, row: str, problems: list[str]) -> None:
    found = sheet(f"word\tkind\tweight\tplaces\n{row}\npeace\tnoun\t0.5\t\n")
    assert found.problems == problems
    assert [row.text("word") for row in found.rows] == ["peace"]


def test_a_bad_row_is_remembered_as_broken(sheet) -> None:
    found = sheet("word\tkind\tweight\tplaces\nwar\tname\t\t\n")
    assert [row.text("word") for row in found.broken] == ["war"]


def test_the_head_must_be_whole(sheet) -> None:
    found = sheet("word\tkind\tweight\tplaces\n", head="# title: Words\n# date: 2026\n")
    assert found.problems == [
        "words.tsv:1: the head lacks source, licence, language; write lines such as '# licence: CC BY 4.0'"
    ]


def test_the_columns_must_be_those_asked_for(sheet) -> None:
    assert sheet("word\tsort\n").problems == ["words.tsv:6: columns word, sort; needs word, kind, weight, places"]
    assert sheet("").problems == ["words.tsv:1: no line of column names"]


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "words.tsv"
    assert read_sheet(path, FIELDS).problems == [f"words.tsv: no such file in {tmp_path}"]
    path.write_bytes(b"# title: caf\xe9\n")
    assert read_sheet(path, FIELDS).problems == ["words.tsv: not UTF-8 at byte 12; save it as UTF-8"]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"- a\n- b\n", "some.yaml: needs a mapping at its top, has list"),
        (b"", "some.yaml: needs a mapping at its top, has NoneType"),
        (b"title: caf\xe9\n", "some.yaml: not UTF-8 at byte 10; save it as UTF-8"),
        (b"title: x\n", "some.yaml: lacks date"),
        (b"title: !!python/name:os.system\ndate: 1\n", None),
        (b"title: [\n", None),
    ],
)
def test_yaml_problems(tmp_path: Path, content: bytes, problem: str | None) -> None:
    path = tmp_path / "some.yaml"
    path.write_bytes(content)
    problems: list[str] = []
    read_yaml(path, problems, ("title", "date"))
    assert len(problems) == 1
    assert problems[0] == problem if problem else problems[0].startswith("some.yaml: not YAML: ")


def test_yaml_that_is_not_there(tmp_path: Path) -> None:
    problems: list[str] = []
    assert read_yaml(tmp_path / "some.yaml", problems) == {}
    assert problems == [f"some.yaml: no such file in {tmp_path}"]
