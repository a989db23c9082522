"""Stance by hand-made mentions and attributions, so that nothing but stance is tested.

A case is marked up as "<source> {cue|class} [content]"; without marks the outlet speaks.
"""

from __future__ import annotations

import math
import re

import pytest

from framing.judgements import StanceScore
from framing.records import Attribution, Mention, Span, Voice
from framing.score.issues import IssueFinder
from framing.score.reading import Reading, attributions_by_sentence, sayings
from framing.score.sentiment import SentimentLexicon, name_positions, polarity_of
from framing.score.stance import StanceFinder
from framing.study import Issue

SIDES = {"Belgrade": "belgrade", "Serbia": "belgrade", "Serbian": "belgrade", "Vučić": "belgrade",
         "Pristina": "pristina", "Kurti": "pristina", "NATO": "west", "Moscow": "moscow"}  # fmt: skip
ISSUES = (
    Issue("recognition", "", "", ("recognition of Kosovo",), ("recognise Kosovo",), ("illegal secession",)),
    Issue("kfor", "", "", ("KFOR", "peacekeepers"), ("reinforce KFOR",), ("withdrawal of KFOR",)),
    Issue("raid", "", "", ("gunman",), ("heroic defence",), ("terrorist attack",), ("Banjska",)),
)


@pytest.fixture(scope="module")
def stances(lexicons, split):
    lexicon = SentimentLexicon(lexicons)
    finder = StanceFinder(lexicons.stance, set(SIDES.values()), lexicons.grammar)
    issues = IssueFinder(ISSUES, finder)

    def stances(marked: str) -> list[StanceScore]:
        text, source, cue, cue_class, content = unmarked(marked)
        document = split(text)
        (sentence,) = document.sentences
        mentions = tuple(
            Mention(0, token.start, token.end, token.text, None, SIDES[token.text])
            for token in sentence.tokens
            if token.text in SIDES
        )
        voice, attributions = Voice(0, ("narrator",), False), ()
        if source:
            side = SIDES.get(source.of(text), "other")
            attributions = (Attribution(0, "indirect", source, cue, content, cue_class, None, side, "test"),)
            voice = Voice(0, (side,), False)
        shifters = lexicon.shifters(sentence.tokens)
        loaded = lexicon.find(sentence.tokens, name_positions(sentence.tokens, mentions), shifters)
        reading = Reading(sentence, text, mentions, tuple(loaded), tuple(shifters), lexicons.grammar)
        said = sayings(reading, voice, attributions_by_sentence(document, attributions).get(0, []))
        found = [score for saying in said for score in finder.find(reading, saying)]
        return [*found, *issues.find(reading, said, issues.names(document))]

    return stances


def unmarked(marked: str) -> tuple[str, Span | None, Span | None, str, tuple[Span, ...]]:
    """The text of a marked-up case, its source, cue, class of the cue, and content."""
    text, spans, cue_class = "", {}, "neutral"
    for part in re.split(r"(<[^>]*>|\{[^}]*\}|\[[^]]*\])", marked):
        words = part
        if part[:1] in ("<", "{", "["):
            words, _, stated = part[1:-1].partition("|")
            cue_class = stated or cue_class
            spans[part[0]] = Span(len(text), len(text) + len(words))
        text += words
    return text, spans.get("<"), spans.get("{"), cue_class, (spans["["],) if "[" in spans else ()


def labels(found: list[StanceScore]) -> list[str]:
    return [f"{score.holder} {score.stance} {score.target}" for score in found]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        # the object of a cue of praise or condemnation, straight or by its acts
        ("<Moscow> {condemned|condemning} [NATO].", ["moscow against west"]),
        ("<Moscow> {condemned|condemning} [the raids of Pristina].", ["moscow against pristina"]),
        ("<Vučić> {thanked|praising} NATO [for its help].", ["belgrade favor west"]),
        ("<Kurti> {dismissed|denying} [Serbian claims].", ["pristina against belgrade"]),
        # what harms the target stands between
        ("<Moscow> {supports} [the withdrawal of NATO].", ["moscow against west"]),
        ("<Moscow> {condemned|condemning} [the attack on NATO].", ["moscow none west"]),
        # a demand alone is not yet against, nor is what stands behind "that"
        ("<NATO> {urged|demanding} Pristina [to wait].", ["west none pristina"]),
        ("<Moscow> {complained|condemning} [that NATO came late].", ["moscow none west"]),
        # a stance verb as cue, or in what is said with the holder as subject; negated
        ("<Belgrade> {supports} [Moscow].", ["belgrade favor moscow"]),
        ("<Kurti> {said} [we support NATO].", ["pristina favor west"]),
        ("<Kurti> {said} [we do not support NATO].", ["pristina against west"]),
        ("<Kurti> {said} [they support NATO].", ["pristina none west"]),
        # loaded words near the target
        ("<Kurti> {said} [Belgrade was reckless].", ["pristina against belgrade"]),
        ("<Vučić> {said} [Kurti was to blame].", ["belgrade against pristina"]),
        ("<Vučić> {said} [Kurti was not honest].", ["belgrade against pristina"]),
        ("<Vučić> {said} [Kurti met the people of the town in a crisis].", ["belgrade none pristina"]),
        # opposite portrayals in one sentence
        (
            "An <observer> {had} [praise for Belgrade but blame for Pristina].",
            ["other favor belgrade", "other against pristina"],
        ),
        # the one to whom harm is done is not spoken against
        ("<Moscow> {said} [NATO attacked Belgrade].", ["moscow against west", "moscow none belgrade"]),
        ("<Kurti> {spoke} [of violence against Serbia].", ["pristina none belgrade"]),
        ("<Vučić> {spoke} [of the killing of NATO soldiers].", ["belgrade none west"]),
        ("<Kurti> {said} [Serbia was attacked].", ["pristina none belgrade"]),
        # how a side presents itself is no stance; others have one to it, and it to others
        ("<Vučić> {said} [Serbia was honest].", []),
        ("<Kurti> {said} [Serbia was honest].", ["pristina favor belgrade"]),
        ("<Vučić> {said} [Serbia was honest but NATO was reckless].", ["belgrade against west"]),
        # the outlet's voice
        ("Reckless Serbian aggression went on.", ["narrator against belgrade"]),
        ("NATO soldiers were injured.", ["narrator none west"]),
        ("The tension between Belgrade and Pristina grows.", ["narrator none belgrade", "narrator none pristina"]),
        # the outlet tells what others hold; that is not its own stance
        ("Serbia opposes NATO.", ["narrator none belgrade", "narrator none west"]),
        ("The minister arrived at noon.", []),
    ],
)
def test_stance_to_sides(stances, marked, expected):
    assert labels(stances(marked)) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("<Belgrade> {opposes} [the recognition of Kosovo].", "against"),
        ("<Belgrade> {denounced|condemning} [the recognition of Kosovo].", "against"),
        ("<Kurti> {demanded|demanding} [the recognition of Kosovo].", "favor"),
        ("<Vučić> {said} [we will never recognise Kosovo].", "against"),
        ("<Vučić> {refused|denying} [to recognise Kosovo].", "against"),
        ("<Kurti> {demanded|demanding} [that they recognise Kosovo].", "none"),
        ("<Kurti> {opposes} [illegal secession].", "favor"),
        ("<Kurti> {said} [Moscow will recognise Kosovo].", "none"),
        ("<Vučić> {spoke} [of illegal secession].", "against"),
        ("<Vučić> {spoke} [of the recognition of Kosovo].", "none"),
        ("<Kurti> {accused|condemning} NATO [of failing to recognise Kosovo].", "favor"),
    ],
)
def test_stance_to_issues(stances, marked, expected):
    found = [score for score in stances(marked) if score.target_kind == "issue"]
    assert [(score.target, score.stance) for score in found] == [("recognition", expected)]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("<Kurti> {called|condemning} [the blast a terrorist attack].", []),
        ("<Kurti> {called|condemning} [it a terrorist attack, as in Banjska].", ["pristina against raid"]),
        ("The gunman fled.", []),
        ("The gunman of Banjska fled.", ["narrator none raid"]),
    ],
)
def test_an_issue_with_anchors_is_spoken_of_where_one_stands(stances, marked, expected):
    assert labels(stances(marked)) == expected


def test_polarity_decays_with_distance(stances):
    (near,) = stances("<Vučić> {said} [Kurti was reckless].")
    (far,) = stances("<Vučić> {said} [Kurti saw reckless men].")
    assert near.polarity == pytest.approx(polarity_of([-0.6]), abs=1e-6)  # "was" does not count as distance
    assert far.polarity == pytest.approx(polarity_of([-0.6 * math.exp(-1 / 3)]), abs=1e-6)
    assert (near.evidence, far.evidence) == ("reckless", "reckless")


def test_nothing_said_about_a_target_is_missing_not_zero(stances):
    (score,) = stances("<Vučić> {said} [Kurti came].")
    assert score == StanceScore(0, "belgrade", "perspective", "pristina", "none")
