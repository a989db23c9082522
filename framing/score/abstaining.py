"""Abstaining: a label that its model is less sure of than was asked for is left out; its probabilities stay.

What word lists alone say has no probability and stays too. Who speaks is decided by attributions
(``framing.attribute.voices``), which have a confidence of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from framing.judgements import FrameScore, SentenceScore, StanceScore
from framing.records import Mention
from framing.score import Scored

PLACES = 6
"""Probabilities are compared as the tables hold them."""


def surest(scored: Scored, least: float) -> Scored:
    """The scores without the tones, stances and decisions on frames whose probability is below ``least``.

    Examples
    --------
    >>> frames = (FrameScore(0, "mine.moral", None, True, None, 0.7), FrameScore(0, "mine.law", None, False, None, 0.2))
    >>> [frame.present for frame in surest(Scored((), (), frames, ()), 0.75).frames]
    [None, False]
    """
    return replace(
        scored,
        scores=tuple(_tone(each, least) for each in scored.scores),
        stances=tuple(_stance(each, least) for each in scored.stances),
        frames=tuple(_frame(each, least) for each in scored.frames),
    )


def surely_portrayed(mentions: Sequence[Mention], least: float) -> tuple[Mention, ...]:
    """The mentions without the portrayals whose probability is below ``least``."""
    return tuple(_mention(each, least) for each in mentions)


def _tone(score: SentenceScore, least: float) -> SentenceScore:
    of_labels = {
        "negative": score.sentiment_negative,
        "neutral": score.sentiment_neutral,
        "positive": score.sentiment_positive,
    }
    return score if _sure(of_labels.get(score.sentiment or ""), least) else replace(score, sentiment=None)


def _stance(score: StanceScore, least: float) -> StanceScore:
    of_labels = {"favor": score.p_favor, "against": score.p_against, "none": score.p_none}
    return score if _sure(of_labels.get(score.stance or ""), least) else replace(score, stance=None)


def _mention(mention: Mention, least: float) -> Mention:
    of_labels = {
        "negative": mention.portrayal_negative,
        "neutral": mention.portrayal_neutral,
        "positive": mention.portrayal_positive,
    }
    return mention if _sure(of_labels.get(mention.portrayal or ""), least) else replace(mention, portrayal=None)


def _frame(score: FrameScore, least: float) -> FrameScore:
    """The probability of a decision that a frame is not there is what is left of the frame's own."""
    if score.probability is None:
        return score
    decided = score.probability if score.present else 1 - score.probability
    return score if _sure(decided, least) else replace(score, present=None)


def _sure(probability: float | None, least: float) -> bool:
    """Whether a probability, as it stands in the tables, is not too low; one that is missing is none to doubt."""
    return probability is None or round(probability, PLACES) >= least
