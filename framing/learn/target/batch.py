"""Readings of targets side by side, so that numpy counts in all of them at once."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from framing.learn.grams import Lines, Places
from framing.learn.target.reading import Reading

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


class Batch:
    """Readings of targets; all arrays have one entry a token.

    Parameters
    ----------
    readings : sequence of Reading

    Attributes
    ----------
    lines : Lines
        Where the tokens stand.
    first, last, begin, end : array of int
        Those of the token's reading.
    left : array of bool
        Whether it stands before the target.
    distance : array of int
        Words from the nearer edge of the target; 1 beside it, 0 or less inside.
    clause : array of bool
        Whether it stands between the clause marks nearest to the target.
    """

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.readings = readings
        self.lines = Lines.of([len(reading.words) for reading in readings])
        at = self.lines.tokens
        self.first = self._spread([reading.first for reading in readings])
        self.last = self._spread([reading.last for reading in readings])
        self.begin = self._spread([reading.begin for reading in readings])
        self.end = self._spread([reading.end for reading in readings])
        self.left = at < self.first
        self.distance = np.where(self.left, self.first - at, at - self.last + 1)
        clauses = [clause_of(reading) for reading in readings]
        self.clause = (self._spread([low for low, _ in clauses]) <= at) & (
            at < self._spread([high for _, high in clauses])
        )

    @cached_property
    def words(self) -> list[str]:
        """The words of all tokens."""
        return list(chain.from_iterable(reading.words for reading in self.readings))

    @cached_property
    def lemmas(self) -> list[str]:
        """The lemmas of all tokens."""
        return list(chain.from_iterable(reading.lemmas for reading in self.readings))

    @cached_property
    def values(self) -> Sequence[Floats]:
        """The polarity of each token, by the package's lexicon and by VADER's."""
        by_lexicon = [reading.valence for reading in self.readings], [reading.vader for reading in self.readings]
        return [np.fromiter(chain.from_iterable(values), np.float64, len(self.left)) for values in by_lexicon]

    @cached_property
    def content(self) -> Flags:
        """Whether each token is a content word."""
        return np.fromiter(chain.from_iterable(reading.content for reading in self.readings), np.bool_, len(self.left))

    @cached_property
    def quoted(self) -> Flags:
        """Whether each token stands in a quotation."""
        return np.fromiter(chain.from_iterable(reading.quoted for reading in self.readings), np.bool_, len(self.left))

    @cached_property
    def negated(self) -> Flags:
        """Whether a negator reaches each token."""
        found = np.zeros(len(self.left), np.bool_)
        starts = self.lines.starts.tolist()
        found[[start + at for start, each in zip(starts, self.readings, strict=True) for at in each.negated]] = True
        return found

    def near(self, places: Places, decay: float) -> Floats:
        """What exp(-distance / decay) makes of the distance of tokens."""
        distances = self.distance[places]
        lowest = int(distances.min(initial=0))
        weights = [math.exp(-each / decay) for each in range(lowest, int(distances.max(initial=0)) + 1)]
        return np.asarray(np.array(weights)[distances - lowest])

    def _spread(self, values: Sequence[int]) -> Places:
        return np.array(values, np.intp)[self.lines.rows]


def clause_of(reading: Reading) -> tuple[int, int]:
    """The tokens between the clause marks nearest to the target, as (first, behind the last)."""
    low, high = reading.first, reading.last
    while low > reading.begin and low - 1 not in reading.stops:
        low -= 1
    while high < reading.end and high not in reading.stops:
        high += 1
    return low, high
