"""Scare quotes, "so-called" and their kin: what is a mark of distance, and whose words it keeps away."""

from __future__ import annotations

import pytest

from framing.attribute import Attributor
from framing.records import Article
from framing.score import Scorer
from framing.score.credence import CredenceReader
from framing.split import Splitter
from framing.study import load_study

STUDY = load_study("kosovo")
SPLITTER, ATTRIBUTOR, SCORER = Splitter.from_lexicons(STUDY.lexicons), Attributor(STUDY), Scorer(STUDY)


def marks(text):
    document = SPLITTER.split(Article("a", text, date="2023-05-30"))
    found = SCORER.score(document, ATTRIBUTOR.attribute(document)).distancing
    assert all(text[each.start : each.end] == each.text for each in found)
    return [(each.text, each.marker, each.voice, each.perspective) for each in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # scare quotes
        ("The “mayor” of Zvečan sat in the town hall.", [("mayor", "scare_quotes", "narrator", None)]),
        ("The “Republic of Kosovo” has a flag.", [("Republic of Kosovo", "scare_quotes", "narrator", "pristina")]),
        ("A 'victory' of this kind costs much.", [("victory", "scare_quotes", "narrator", None)]),
        # speech with a source, a name, a title, a word spoken of, a whole statement, a long quotation, letters
        ("Kurti spoke of a “victory” in the north.", []),
        ("“A victory,” Kurti said.", []),
        ("They read the novel “Silent Valley” at school.", []),
        ("The word “victory” has three vowels.", []),
        ("The bar “Black Raven” was full.", []),
        ("The road was closed. “Never again!”", []),
        ("The “long and winding road to peace” goes on.", []),
        ("The letter “c” is missing.", []),
        # words of distance
        (
            "The so-called president of Kosovo spoke.",
            [("so-called president of Kosovo", "so_called", "narrator", "pristina")],
        ),
        (
            "The so-called interior minister, Xhelal Sveçla, left.",
            [("so-called interior minister", "so_called", "narrator", "pristina")],
        ),
        (
            "Vučić said that the so-called Kosovo police left.",
            [("so-called Kosovo police", "so_called", "belgrade", "pristina")],
        ),
        ("The alleged attackers fled.", [("alleged attackers", "alleged", "narrator", None)]),
        ("The bus was supposed to leave.", []),
        # a word marked twice counts once
        (
            "The “so-called” Kosovo police left.",
            [("so-called” Kosovo police", "so_called", "narrator", "pristina")],
        ),
        (
            "Serbia's so-called “volunteers” left.",
            [("so-called “volunteers", "so_called", "narrator", "belgrade")],
        ),
        # what a passive does to a quoted name is not said by its agent
        (
            "The “Republic of Kosovo” was recognised by Israel in 2020.",
            [("Republic of Kosovo", "scare_quotes", "narrator", "pristina")],
        ),
        ("The mayors were called “thieves” by Vučić.", []),
    ],
)
def test_marks_of_distance(text, expected):
    assert marks(text) == expected


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Moscow's “concern” grew.", "moscow"),
        ("Serbia's own “police” stayed.", "belgrade"),
        ("The Kosovo “police” left.", "pristina"),
        ("The “peacekeepers” of Russia stayed.", "moscow"),
        ("The “attack” by Kosovo police was a drill.", "pristina"),
        ("So-called experts in Pristina met.", "pristina"),
        ("Self-proclaimed defenders from Serbia came.", "belgrade"),
        ("Alleged Serbian agents were arrested.", "belgrade"),
        ("Russia's alleged plot failed.", "moscow"),
        ("The alleged attack by Kosovo police was filmed.", "pristina"),
        # nobody's
        ("A man gave Kurti “gifts”.", None),
        ("Kurti's supporters' “victory” was short.", None),
        ("The “mayor” of Zvečan slept.", None),
        ("So-called crises in Kosovo are common.", None),
        ("Alleged attackers in Kosovo were held.", None),
        ("The alleged attack on Kosovo police was filmed.", None),
        ("The alleged attack by men with ties to Kosovo police was filmed.", None),
        ("The alleged murder of a Serbian policeman shocked many.", None),
        ("He was allegedly beaten by Kosovo police.", None),
    ],
)
def test_the_side_of_marked_words(text, side):
    assert [mark[3] for mark in marks(text)] == [side]


def test_a_named_term_is_kept_away_from_its_namer():
    [(words, marker, _, side)] = marks("Belgrade protested against what it calls the illegal mayors of Zvečan.")
    assert (words, marker, side) == ("what it calls the illegal mayors of Zvečan", "naming", "belgrade")


@pytest.mark.parametrize(
    ("text", "credence"),
    [
        ("Kurti said that he would stay.", "neutral"),
        ("Kurti claimed that he would stay.", "doubting"),
        ("Kurti admitted that he would stay.", "endorsing"),
        ("Kurti pointed out that he would stay.", "endorsing"),
        ("Kurti repeatedly claims that he will stay.", "doubting"),
        ("Kurti doubts that he will stay.", "neutral"),
        ("Kurti claimed to be ill.", "doubting"),
        ("Kurti claimed the north was quiet.", "doubting"),
        ("Kurti claimed “victory”.", "doubting"),
        ("Kurti alleged fraud.", "doubting"),
        ("Kurti rejected claims that he would stay.", "neutral"),
        ("A gang claimed responsibility for the raid.", "neutral"),
    ],
)
def test_the_credence_of_a_cue(text, credence):
    document = SPLITTER.split(Article("a", text, date="2023-05-30"))
    attributed = ATTRIBUTOR.attribute(document)
    assert CredenceReader(STUDY.lexicons.cues, STUDY.lexicons.grammar).read(document, attributed.attributions) == (
        credence,
    )
