"""How sentiment lexicons differ on a corpus, by numbers a person can redo."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import framing
from framing.lexicon_comparison import compare_lexicons
from framing.lexicons import PolarTerm, SentimentList
from framing.study.records import Study

TEXT = "The talks failed. A good deal was signed. Rain fell."
OWN = SentimentList("mine", (PolarTerm("deal", -0.5, "noun"), PolarTerm("rain", -0.4, "noun")), "")


@pytest.fixture(scope="module")
def study() -> Study:
    return framing.load_study("kosovo")


def test_every_lexicon_has_its_row_and_every_two_of_them_theirs(study: Study) -> None:
    found = compare_lexicons([framing.read_text(TEXT)], study, [OWN])
    assert (found.n_articles, found.n_sentences) == (1, 3)
    assert [row["lexicon"] for row in found.lexicons] == ["news", "mine", "VADER", "TextBlob"]
    assert [(row["one"], row["other"]) for row in found.pairs] == [
        ("news", "mine"), ("news", "VADER"), ("news", "TextBlob"), ("mine", "VADER"), ("mine", "TextBlob"),
        ("VADER", "TextBlob"),
    ]  # fmt: skip
    mine = found.lexicons[1]
    assert (mine["n_scored"], mine["negative"], mine["neutral"]) == (2, 0.666667, 0.333333)


def test_agreement_counts_sentences_with_the_same_label(study: Study) -> None:
    news_vader = compare_lexicons([framing.read_text(TEXT)], study).pairs[0]
    assert (news_vader["agreement"], news_vader["kappa"], news_vader["n_both"]) == (1.0, 1.0, 2)
    assert news_vader["pearson"] is None  # two sentences are too few


def test_a_word_weighs_what_the_lexicons_make_of_it(study: Study) -> None:
    words = {row["word"]: row for row in compare_lexicons([framing.read_text(TEXT)], study, [OWN]).words}
    assert words["rain"] == {
        "word": "rain", "n_sentences": 1, "news": None, "mine": -0.4, "VADER": None, "TextBlob": None, "weight": 0.4
    }  # fmt: skip
    assert words["good"]["TextBlob"] == 0.7


def test_the_sentences_furthest_apart_come_first(study: Study) -> None:
    rows = compare_lexicons([framing.read_text(TEXT)], study, [OWN]).sentences
    assert rows[0]["text"] == "A good deal was signed."
    assert [row["distance"] for row in rows] == sorted((row["distance"] for row in rows), reverse=True)


def test_nothing_to_compare_gives_empty_tables(study: Study) -> None:
    found = compare_lexicons([], study)
    assert (found.n_sentences, found.lexicons, found.pairs, found.words, found.sentences) == (0, [], [], [], [])
    assert json.dumps(found.as_json())


def test_names_are_no_loaded_words(study: Study) -> None:
    rows = compare_lexicons([framing.read_text("He met Peace Corps staff in Prague.")], study).lexicons
    assert rows[0]["n_scored"] == 0


def test_an_own_list_extends_ours_and_wins(tmp_path: Path) -> None:
    base = (PolarTerm("deal", 0.3, "noun"), PolarTerm("war", -0.8, "noun"))
    assert OWN.over(base).terms == (base[1], *OWN.terms)
