from __future__ import annotations

import pytest

from framing.score.frames import FrameFinder
from framing.study import Frame


def frame(frame_id: str, **terms: float) -> Frame:
    return Frame(frame_id, frame_id, "", {term.replace("_", " "): weight for term, weight in terms.items()})


FRAMES = (
    frame("policy.economic", economic_sanctions=1.0, price=0.5, trade=0.5, aid=0.4),
    frame("policy.security", sanctions=0.5, troops=1.0, border=0.6),
    frame("generic.conflict", sanctions=0.5, dispute=1.0),
    frame("generic.economic", trade=0.5),
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The minister arrived.", {}),
        ("NATO sent troops.", {"policy.security": (1.0, True, "troops")}),
        # two hints make a frame, one hint or the same hint twice does not
        (
            "Trade and prices.",
            {"policy.economic": (1.0, True, "Trade; prices"), "generic.economic": (0.5, False, "Trade")},
        ),
        ("A price is a price.", {"policy.economic": (0.5, False, "price")}),
        ("Aid, a border.", {"policy.economic": (0.4, False, "Aid"), "policy.security": (0.6, False, "border")}),
        # the longest term counts within a scheme; the other scheme is not disturbed
        (
            "Economic sanctions.",
            {"policy.economic": (1.0, True, "Economic sanctions"), "generic.conflict": (0.5, False, "sanctions")},
        ),
        # never inside another word
        ("Traders and a borderline case.", {}),
    ],
)
def test_frames(split, text, found):
    (sentence,) = split(text).sentences
    scores = list(FrameFinder(FRAMES).find(sentence, text))
    assert {score.frame: (score.weight, score.present, score.evidence) for score in scores} == found
    assert all(score.probability is None for score in scores)


def test_a_phrase_of_two_frames_counts_for_both(split):
    text = "A trade dispute."
    frames = (frame("s.a", trade_dispute=1.0), frame("s.b", trade_dispute=0.7))
    (sentence,) = split(text).sentences
    assert [(s.frame, s.weight, s.present) for s in FrameFinder(frames).find(sentence, text)] == [
        ("s.a", 1.0, True),
        ("s.b", 0.7, False),
    ]


def test_tenths_add_up_to_the_threshold(split):
    text = "One, two and three."
    frames = (frame("s.a", one=0.7, two=0.2, three=0.1),)
    (sentence,) = split(text).sentences
    assert [(s.weight, s.present) for s in FrameFinder(frames).find(sentence, text)] == [(1.0, True)]
