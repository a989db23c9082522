from __future__ import annotations

import pytest

from framing.score.terms import TermFinder
from framing.study import Term, load_study

TERMS = (
    Term("kosovo_and_metohija", ("Kosovo and Metohija", "KiM"), "belgrade", ""),
    Term("kosova", ("Kosova",), "pristina", ""),
    Term("so_called_kosovo", ("so-called Kosovo", "so-called state of Kosovo"), "belgrade", ""),
    Term("office", ("Office for Kosovo and Metohija",), "belgrade", ""),
    Term("djakovica", ("Đakovica",), "belgrade", ""),
    Term("kosovar", ("Kosovar",), "pristina", ""),
    Term("fake_state", ("fake state",), "belgrade", ""),
    Term("illegal_mayor", ("illegal mayor",), "belgrade", ""),
    Term("territory", ("occupied territory",), "belgrade", ""),
    Term("prishtina", ("Prishtinë", "Prishtina"), "pristina", ""),
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He left Kosovo and Metohija, he said.", ["Kosovo and Metohija"]),
        ("(Kosovo and Metohija)", ["Kosovo and Metohija"]),
        ("“Kosova” is free.", ["Kosova"]),
        ("KOSOVO AND METOHIJA", ["KOSOVO AND METOHIJA"]),
        ("So-called Kosovo?", ["So-called Kosovo"]),
        ("The so-called Kosovo's army", ["so-called Kosovo"]),
        ("Kosova’s voters", ["Kosova"]),
        ("the Kosovars' hopes", ["Kosovars"]),
        ("in Đakovica and in Djakovica", ["Đakovica", "Djakovica"]),
        ("from Prishtine to Prishtinë", ["Prishtine", "Prishtinë"]),
        ("Illegal mayors of fake states", ["Illegal mayors", "fake states"]),
        ("occupied territories", ["occupied territories"]),
        # the longest term only
        ("the Office for Kosovo and Metohija", ["Office for Kosovo and Metohija"]),
        ("the so-called state of Kosovo", ["so-called state of Kosovo"]),
        # never inside another word, never in another case than a name has
        ("Kosovarisation and Kosovan plans", []),
        ("KiMono and kim", []),
        ("pre-Kosova", []),
        ("Kosovo, and Metohija", []),
    ],
)
def test_terms(split, text, found):
    (sentence,) = split(text).sentences
    uses = list(TermFinder(TERMS).find(sentence, text))
    assert [use.text for use in uses] == found
    assert all(text[use.start : use.end] == use.text for use in uses)


def test_offsets_are_those_of_the_article(split):
    text = "Talks went on.\n\nThen Kosova voted."
    document = split(text)
    (use,) = TermFinder(TERMS).find(document.sentences[1], text)
    assert (use.sentence_index, use.term_id, use.perspective, text[use.start : use.end]) == (
        1, "kosova", "pristina", "Kosova",
    )  # fmt: skip


def test_every_term_of_the_study_is_found_in_running_text(split):
    study = load_study("kosovo")
    finder = TermFinder(study.terms)
    lost = []
    for term in study.terms:
        for variant in term.variants:
            for text in (f"He named it {variant}, twice.", f"Of “{variant}”’s past"):
                place = text.index(variant)
                uses = [use for sentence in split(text).sentences for use in finder.find(sentence, text)]
                if not any(use.start <= place and place + len(variant) <= use.end for use in uses):
                    lost.append(text)
    assert lost == []
