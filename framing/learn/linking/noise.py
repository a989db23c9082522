"""Spans as a sequence model finds them: some lost, some with other borders, some in two, some that are none."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from framing.learn.spans import PARTS, FoundSpan

LOST = 0.1
SHIFTED = 0.15
SPLIT = 0.03
ADDED = 0.05
FARTHEST_SHIFT = 3
LONGEST_ADDED = {"source": 4, "cue": 3, "content": 15}
SHORTEST_SPLIT = 7


def disturbed(spans: Sequence[FoundSpan], n_tokens: int, rng: np.random.Generator) -> list[FoundSpan]:
    """The spans of a passage of ``n_tokens`` tokens with such errors, in order and never overlapping."""
    found: list[FoundSpan] = []
    for span in spans:
        if rng.random() < LOST:
            continue
        if rng.random() < SHIFTED:
            span = _shifted(span, n_tokens, rng)
        if span.last - span.first >= SHORTEST_SPLIT and rng.random() < SPLIT:
            middle = int(rng.integers(span.first + 1, span.last))
            found.append(FoundSpan(span.part, span.first, middle))
            span = FoundSpan(span.part, middle, span.last)
        found.append(span)
    for _ in range(rng.binomial(len(spans) + 1, ADDED)):
        part = PARTS[rng.integers(len(PARTS))]
        first = int(rng.integers(n_tokens))
        last = first + int(rng.integers(1, LONGEST_ADDED[part] + 1))
        found.append(FoundSpan(part, first, min(last, n_tokens)))
    return _apart(found)


def _shifted(span: FoundSpan, n_tokens: int, rng: np.random.Generator) -> FoundSpan:
    by = int(rng.integers(1, FARTHEST_SHIFT + 1)) * int(rng.choice([-1, 1]))
    if rng.random() < 0.5:
        return FoundSpan(span.part, min(max(span.first + by, 0), span.last - 1), span.last)
    return FoundSpan(span.part, span.first, min(max(span.last + by, span.first + 1), n_tokens))


def _apart(spans: Sequence[FoundSpan]) -> list[FoundSpan]:
    kept: list[FoundSpan] = []
    end = 0
    for span in sorted(spans, key=lambda span: (span.first, span.last, span.part)):
        if span.last > (first := max(span.first, end)):
            kept.append(FoundSpan(span.part, first, span.last))
            end = span.last
    return kept
