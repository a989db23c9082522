"""Sentiment lists of a user's own: what is right is loaded, what is wrong is listed whole."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from framing.errors import DataError
from framing.lexicons import PolarTerm, load_sentiment

HEAD = "# title: t\n# source: s\n# licence: CC0\n# language: en\n# date: 2026-01-01\nterm\tpolarity\tpos\n"


def test_a_list_brings_its_terms_and_hash(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text(HEAD + "deal\t0.5\tnoun\n", encoding="utf-8")
    found = load_sentiment(path)
    assert (found.name, found.terms) == ("mine", (PolarTerm("deal", 0.5, "noun"),))
    assert found.sha256 == sha256(path.read_bytes()).hexdigest()


def test_every_bad_line_is_listed(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text(
        HEAD + "deal\t5\tnoun\nwar\t\tverb\nwar\t-1\tthing\npeace\t1\tany\npeace\t1\tany\n", encoding="utf-8"
    )
    with pytest.raises(DataError) as caught:
        load_sentiment(path)
    assert list(caught.value.problems) == [
        "mine.tsv:7: column polarity: '5' is no number from -1 to 1",
        "mine.tsv:8: column polarity is empty",
        "mine.tsv:9: column pos: 'thing'; choices: adj, adv, any, noun, verb",
        "mine.tsv:11: peace, any stands on line 10 already",
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (HEAD, "mine.tsv: no term in it"),
        (HEAD.replace("pos\n", "part\n"), "mine.tsv:6: columns term, polarity, part; needs term, polarity, pos"),
    ],
)
def test_a_list_without_terms_or_with_other_columns_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_sentiment(path)
    assert list(caught.value.problems) == [problem]


def test_a_list_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        load_sentiment(tmp_path / "none.tsv")
    assert list(caught.value.problems) == [f"none.tsv: no such file in {tmp_path}"]
