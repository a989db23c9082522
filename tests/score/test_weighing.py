"""From cues to a stance: what each cue is, and that weights add them up."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest

from framing.judgements import SentenceLabels, StanceProbabilities
from framing.lexicons import StanceWeight
from framing.records import Mention, Span
from framing.score.reading import Act, Reading, Saying, Signal
from framing.score.stance import StanceFinder, stance_score
from framing.score.weighing import StanceWeigher, issue_cues, side_cues
from framing.validation.stances import coded_stances

TEXT = "Vučić met Kurti and said NATO failed."
SURE = StanceProbabilities(favor=0.2, against=0.7, none=0.1)


def mention(name: str, side: str, portrayed: tuple[float, float, float] | None = (0.6, 0.3, 0.1)) -> Mention:
    start = TEXT.index(name)
    found = Mention(0, start, start + len(name), name, None, side)
    if portrayed is None:
        return found
    negative, neutral, positive = portrayed
    return replace(found, portrayal_negative=negative, portrayal_neutral=neutral, portrayal_positive=positive)


@pytest.fixture
def reading(split: Any, lexicons: Any) -> Reading:
    (sentence,) = split(TEXT).sentences
    mentions = (mention("Kurti", "pristina"), mention("NATO", "west"))
    return Reading(sentence, TEXT, mentions, (), (), lexicons.grammar)


def saying(reading: Reading, holder: str = "belgrade", cue_class: str = "neutral") -> Saying:
    said = frozenset(range(5, len(reading.tokens)))
    return Saying(holder, said, (Act(4, 5, cue_class),))


def test_each_cue_of_a_side(reading: Reading) -> None:
    tone = SentenceLabels(("negative",), {"negative": 0.5, "neutral": 0.4, "positive": 0.1})
    nato = reading.mentions[1]
    full = replace(reading, tone=tone, toward={Span(nato.start, nato.end): SURE})
    signals = [Signal(0.5, "backed")], [Signal(-0.25, "failed"), Signal(-0.5, "war")]
    cues = side_cues(full, saying(full, cue_class="condemning"), [nato], *signals, outside=False)
    assert cues is not None
    assert cues == pytest.approx(
        {
            "portrayed_negative": math.log(0.6 / 0.3),
            "portrayed_positive": math.log(0.1 / 0.3),
            "outside": 0,
            "critical_cue": 1,
            "praising_cue": 0,
            "governing": 0.5,
            "tone_near": -0.75,
            "narrator": 0,
            "outsider": 0,
            "tone_negative": math.log(0.5 / 0.4),
            "tone_positive": math.log(0.1 / 0.4),
            "toward_against": math.log(0.7 / 0.1),
            "toward_favor": math.log(0.2 / 0.1),
        }
    )


def test_without_models_their_cues_say_nothing(reading: Reading) -> None:
    cues = side_cues(reading, saying(reading, "other"), [reading.mentions[0]], [], [], outside=True)
    assert cues is not None
    assert (cues["outside"], cues["outsider"], cues["tone_negative"]) == (1, 1, 0)
    assert "toward_against" not in cues
    unread = mention("Kurti", "pristina", None)
    assert side_cues(reading, saying(reading), [unread], [], [], outside=False) is None


def test_a_cue_counts_for_whom_it_is_about(reading: Reading) -> None:
    nato = reading.mentions[1]
    at = reading.place(nato.start, nato.end)[0]
    condemns, offers = Act(1, 2, "condemning", frozenset((2,))), Act(4, 5, "neutral", frozenset((at,)))
    said = Saying("belgrade", frozenset(range(5, len(reading.tokens))), (condemns, offers))
    found = [
        side_cues(reading, replace(said, acts=acts), [nato], [], [], outside=False)
        for acts in ((condemns, offers), (condemns, replace(offers, cue_class="condemning")), (condemns,))
    ]
    assert [cues and cues["critical_cue"] for cues in found] == [0, 1, 1]


def test_the_phrases_of_an_issue_are_bounded(reading: Reading) -> None:
    cues = issue_cues(reading, saying(reading, "narrator"), [Span(0, 5)], [Signal(1.0, "a"), Signal(1.0, "b")])
    assert (cues["phrases"], cues["narrator"]) == (1.5, 1)


def test_the_likeliest_stance_by_the_weights() -> None:
    weights = [
        StanceWeight("linear", "issue", "intercept", 0.0, 0.0, 0.5),
        StanceWeight("linear", "issue", "phrases", 1.0, -1.0, 0.0),
        StanceWeight("encoder", "issue", "phrases", -9.0, 9.0, 0.0),
    ]
    weigher = StanceWeigher(weights, "linear")
    found = weigher.probabilities("issue", {"phrases": 1.5, "unknown": 3.0})
    assert found.favor == pytest.approx(math.exp(1.5) / (math.exp(1.5) + math.exp(-1.5) + math.exp(0.5)))
    assert [weigher.probabilities("issue", {"phrases": value}).label for value in (1.5, 0.0, -1.5)] == [
        "favor",
        "none",
        "against",
    ]


class Outside(StanceWeigher):
    """Is against all that is named outside what is said."""

    def __init__(self) -> None:
        super().__init__((), "")

    def probabilities(self, kind: str, cues: Any) -> StanceProbabilities:
        return StanceProbabilities(0.1, 0.8, 0.1) if cues["outside"] else StanceProbabilities(0.1, 0.1, 0.8)


def test_a_side_is_weighed_wherever_the_sentence_names_it(reading: Reading, lexicons: Any) -> None:
    weigher = Outside()
    finder = StanceFinder(lexicons.stance, {"belgrade", "pristina", "west"}, lexicons.grammar, weigher)
    found = [(score.target, score.stance) for score in finder.find(reading, saying(reading))]
    assert found == [("west", "none"), ("pristina", "against")]


@pytest.mark.parametrize(
    ("toward", "portrayal", "words"),
    [
        ("against", "negative", ["no signal", "failed", "weak"]),
        ("against", "positive", ["no signal", "failed"]),
        ("favor", "negative", ["no signal", "weak"]),
        ("none", None, ["no signal"]),
    ],
)
def test_evidence_are_the_words_of_models_that_say_the_same(
    reading: Reading, toward: str, portrayal: Any, words: list[str]
) -> None:
    nato = replace(reading.mentions[1], portrayal=portrayal, portrayal_evidence=portrayal and "weak +0.40")
    said = {"favor": 0.1, "against": 0.1, "none": 0.1, toward: 0.8}
    full = replace(reading, toward={Span(nato.start, nato.end): StanceProbabilities(**said, evidence="failed +0.61")})
    score = stance_score(full, "belgrade", ("perspective", "west"), [Signal(-0.5, "no signal")], SURE, [nato])
    assert score.stance == "against"
    assert sorted(str(score.evidence).split("; ")) == sorted(words)


def test_an_implied_stance_counts_neither_way(split: Any) -> None:
    pair = {"holder": "west", "target_kind": "perspective", "stance": "against"}
    stances = [{**pair, "target": "moscow"}, {**pair, "target": "belgrade", "implied": True}]
    optional = [{"holder": "west", "target_kind": "issue", "target": "kfor"}]
    row = {"sentences": [{"start": 0, "end": len(TEXT), "stances": stances, "optional_stances": optional}]}
    counted, neither = coded_stances(row, split(TEXT))
    assert counted == {(0, "west", "perspective", "moscow"): "against"}
    assert neither == {(0, "west", "perspective", "belgrade"), (0, "west", "issue", "kfor")}
