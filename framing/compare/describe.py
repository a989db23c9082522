"""A group of articles by itself: estimate, interval and note of every side."""

from __future__ import annotations

import zlib
from typing import Any

import numpy as np

from framing.compare.design import Design, Question
from framing.compare.intervals import Drawn, Mask, Redraw, interval
from framing.compare.sums import Numbers, Sums, ratio

Row = dict[str, Any]


def chance(seed: int, *names: str) -> np.random.Generator:
    """A source of chance for a part of the work, the same whatever other parts there are."""
    return np.random.default_rng([seed, zlib.crc32("/".join(names).encode())])


def redraw_of(sums: Sums, design: Design, question: Question) -> Redraw:
    """How the articles of a measure are redrawn."""
    return Redraw(chance(question.seed, sums.measure.name), question.resamples, design.event_of)


def described(sums: Sums, mask: Mask, question: Question, drawn: Drawn | None) -> list[Row]:
    """A group by itself: estimate and interval of every side."""
    top, bottom = sums.top[mask], sums.bottom[mask]
    n_articles, n_seen = (bottom > 0).sum(axis=0), bottom.sum(axis=0)
    estimate = ratio(top.sum(axis=0), n_seen)
    ends = np.full((2, len(estimate)), np.nan)
    if drawn is not None:
        ends = interval(drawn.values(estimate), drawn.units - 1, question.level, question.min_articles - 1)
        low = 0 if sums.measure.kind == "share" else -1
        ends = np.clip(ends, low, 1)
    rows = []
    for side in range(len(estimate)):
        note = too_few(int(n_articles[side]), question) if drawn is not None else _single(n_seen[side])
        known = note is None or (drawn is None and n_seen[side] > 0)
        rows.append(
            {
                "n_articles": int(n_articles[side]),
                "n_sentences": int(n_seen[side]),
                "estimate": estimate[side] if known else np.nan,
                "ci_low": ends[0, side] if known else np.nan,
                "ci_high": ends[1, side] if known else np.nan,
                "note": note or _no_interval(ends[0, side], side, drawn, question),
            }
        )
    return rows


def too_few(n_articles: int, question: Question) -> str | None:
    """Why so few articles carry no number; None where there are enough."""
    if n_articles >= question.min_articles:
        return None
    if n_articles == 0:
        return "no evidence"
    noun = "article" if n_articles == 1 else "articles"
    return f"too few: {n_articles} {noun} with evidence, {question.min_articles} needed"


def _single(n_seen: float) -> str:
    return "one article: no interval, no test" if n_seen else "no evidence"


def _no_interval(low: float, side: int, drawn: Drawn | None, question: Question) -> str | None:
    if drawn is None or not np.isnan(low):
        return None
    if drawn.units[side] < question.min_articles:
        return f"no interval: {drawn.units[side]:.0f} events, {question.min_articles} needed"
    return "no interval: all resamples agree"


def means_of(sums: Sums, mask: Mask) -> Numbers:
    """The estimate of every side over some articles."""
    return ratio(sums.top[mask].sum(axis=0), sums.bottom[mask].sum(axis=0))
