"""The list of lexicons for people who want to look."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing.errors import FramingError
from framing.lexicons.catalogue import as_markdown, catalogue, entries


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    head = "# title: Words\n# source: us\n# licence: CC0\n# language: en\n# date: 2026-01-01\n"
    (tmp_path / "words.tsv").write_text(head + "word\tkind\nwar\tnoun\n# a remark\nsay\tverb\n", encoding="utf-8")
    (tmp_path / "mine").mkdir()
    issues = "title: Issues\nlicence: CC0\ndate: 2026-02-01\nissues:\n- {id: rent, terms: [rent cap, rent control]}\n"
    (tmp_path / "mine" / "issues.yaml").write_text(issues, encoding="utf-8")
    (tmp_path / "README.md").write_text("no lexicon", encoding="utf-8")
    return tmp_path


def test_every_lexicon_has_its_row(folder: Path) -> None:
    assert [listing.row() for listing in catalogue(folder)] == [
        {"lexicon": "mine/issues", "title": "Issues", "entries": 1, "licence": "CC0", "date": "2026-02-01"},
        {"lexicon": "words", "title": "Words", "entries": 2, "licence": "CC0", "date": "2026-01-01"},
    ]


def test_entries_stand_as_in_the_file(folder: Path) -> None:
    assert entries("words", folder) == [{"word": "war", "kind": "noun"}, {"word": "say", "kind": "verb"}]
    assert entries("mine/issues", folder) == [{"id": "rent", "terms": "rent cap | rent control"}]


def test_an_unknown_lexicon(folder: Path) -> None:
    with pytest.raises(FramingError) as caught:
        entries("word", folder)
    assert str(caught.value) == "no lexicon 'word'; did you mean 'words'? choices: mine/issues, words"


def test_markdown(folder: Path) -> None:
    assert as_markdown(folder) == (
        "| lexicon | what | entries | licence | date |\n"
        "| --- | --- | ---: | --- | --- |\n"
        "| `mine/issues` | Issues | 1 | CC0 | 2026-02-01 |\n"
        "| `words` | Words | 2 | CC0 | 2026-01-01 |\n"
    )


def test_every_lexicon_that_ships_states_its_licence_and_date() -> None:
    assert [listing.name for listing in catalogue() if not (listing.licence and listing.date and listing.entries)] == []
