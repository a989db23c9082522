"""Spans of source, cue and content as labels of tokens: BIO labels, their constraints, and the best sequence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.learn.passages import Passage

PARTS = ("source", "cue", "content")
LABELS = ("O", *(f"{place}-{part}" for part in PARTS for place in "BI"))
FORBIDDEN = -1e4

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class FoundSpan:
    """A span that a sequence model found: tokens ``first`` up to, not including, ``last`` of a passage."""

    part: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Transitions:
    """What a sequence of labels scores beside its tokens: ``between`` (labels, labels), ``begin`` and ``end``."""

    between: Scores
    begin: Scores
    end: Scores

    @classmethod
    def constrained(
        cls, between: Scores | None = None, begin: Scores | None = None, end: Scores | None = None
    ) -> Transitions:
        """Transitions under which every I follows its own B or I; learnt scores are added."""
        size = len(LABELS)
        hard = np.zeros((size, size), np.float32)
        first = np.zeros(size, np.float32)
        for inside in range(2, size, 2):
            hard[[at for at in range(size) if at not in (inside, inside - 1)], inside] = FORBIDDEN
            first[inside] = FORBIDDEN
        zero = np.zeros(size, np.float32)
        return cls(
            hard + (0 if between is None else between),
            first + (zero if begin is None else begin),
            zero if end is None else end,
        )

    def divided(self, temperature: float) -> Transitions:
        """The transitions with every score divided by a number; what was forbidden stays so."""
        by = np.float32(temperature)
        return Transitions(self.between / by, self.begin / by, self.end / by)


def spans_of(labels: Sequence[int]) -> list[FoundSpan]:
    """The spans of a label sequence, in order; an I without its B begins a span.

    Examples
    --------
    >>> [(span.part, span.first, span.last) for span in spans_of([1, 2, 3, 5, 6, 6, 0])]
    [('source', 0, 2), ('cue', 2, 3), ('content', 3, 6)]
    """
    found: list[FoundSpan] = []
    before = 0
    for at, label in enumerate(labels):
        if label and (label % 2 or before not in (label, label - 1)):
            found.append(FoundSpan(PARTS[(label - 1) // 2], at, at + 1))
        elif label:
            found[-1] = FoundSpan(found[-1].part, found[-1].first, at + 1)
        before = label
    return found


def labels_of(passage: Passage, attributions: Sequence[Mapping[str, Sequence[Sequence[int]]]]) -> list[int]:
    """The labels of a passage's tokens from gold attributions with character spans; the first to claim a token wins."""
    labels = [0] * len(passage.tokens)
    for part_index, part in enumerate(PARTS):
        for attribution in attributions:
            for start, end in attribution.get(part) or ():
                touched = [at for at, token in enumerate(passage.tokens) if token.start < end and token.end > start]
                for place, at in enumerate(touched):
                    if labels[at] == 0:
                        labels[at] = 1 + 2 * part_index + (place > 0)
    return labels
