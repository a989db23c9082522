"""Abstaining: a label that its model is less sure of than was asked for is left out; its probabilities stay.

What word lists alone say has no probability and stays too. Who speaks is decided by attributions
(``framing.attribute.voices``), which have a confidence of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar

from framing.judgements import FrameScore, SentenceScore, StanceScore
from framing.records import Mention
from framing.score import Scored

PLACES = 6
"""Probabilities are compared as the tables hold them."""
Record = TypeVar("Record", SentenceScore, StanceScore, Mention)


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
        scores=tuple(_sure_label(each, "sentiment", "sentiment_", least) for each in scored.scores),
        stances=tuple(_sure_label(each, "stance", "p_", least) for each in scored.stances),
        frames=tuple(_frame(each, least) for each in scored.frames),
    )


def surely_portrayed(mentions: Sequence[Mention], least: float) -> tuple[Mention, ...]:
    """The mentions without the portrayals whose probability is below ``least``."""
    return tuple(_sure_label(each, "portrayal", "portrayal_", least) for each in mentions)


def _sure_label(record: Record, column: str, prefix: str, least: float) -> Record:
    """The record without its label where that is unsure; a label's probability has its name behind a prefix."""
    label = getattr(record, column)
    if label is None or _sure(getattr(record, prefix + label), least):
        return record
    without: dict[str, Any] = {column: None}
    return replace(record, **without)


def _frame(score: FrameScore, least: float) -> FrameScore:
    """The probability of a decision that a frame is not there is what is left of the frame's own."""
    if score.probability is None:
        return score
    decided = score.probability if score.present else 1 - score.probability
    return score if _sure(decided, least) else replace(score, present=None)


def _sure(probability: float | None, least: float) -> bool:
    """Whether a probability, as it stands in the tables, is not too low; one that is missing is none to doubt."""
    return probability is None or round(probability, PLACES) >= least
