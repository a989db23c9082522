"""How loaded the words round a target are: sums of lexicon values by region, good and bad words apart."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from framing.learn.target.reading import Reading

WINDOWS = (3, 6, 12)
DECAYS = (3.0, 8.0)
REGIONS = (
    "passage",
    "sentence",
    "left",
    "right",
    *(f"left_{width}" for width in WINDOWS),
    *(f"right_{width}" for width in WINDOWS),
    "clause",
    *(f"decay_{scale:g}" for scale in DECAYS),
    "same_quotation",
    "other_quotation",
)
LEXICONS = ("news", "vader")
SIGNS = ("good", "bad")
COLUMNS = tuple(f"{lexicon}:{region}:{sign}" for lexicon in LEXICONS for region in REGIONS for sign in SIGNS)


def region_scores(reading: Reading) -> list[float]:
    """The sums of the loaded words' values by ``COLUMNS``, good ones and bad ones (as a positive number) apart.

    Distances are counted in tokens from the nearer edge of the target; ``decay_3`` weighs by exp(-distance / 3).
    The clause ends at the nearest clause marks. A region without a loaded word scores 0.
    """
    low, high = clause_of(reading)
    sums: list[float] = []
    for values in (reading.valence, reading.vader):
        scores = [0.0] * (2 * len(REGIONS))
        for at, value in enumerate(values):
            if value:
                _add(scores, reading, at, value, low <= at < high)
        sums += scores
    return sums


def region_shares(reading: Reading) -> dict[int, NDArray[np.float64]]:
    """Of each loaded word, its part of each of ``COLUMNS``, in [0, 1]; a column's parts sum to 1 where it is not 0."""
    low, high = clause_of(reading)
    found: dict[int, NDArray[np.float64]] = {}
    for lexicon, values in enumerate((reading.valence, reading.vader)):
        for at, value in enumerate(values):
            if value:
                scores = [0.0] * (2 * len(REGIONS))
                _add(scores, reading, at, value, low <= at < high)
                row = found.setdefault(at, np.zeros(len(COLUMNS)))
                row[lexicon * len(scores) : (lexicon + 1) * len(scores)] = scores
    total = sum(found.values(), np.zeros(len(COLUMNS)))
    return {at: np.divide(row, total, out=np.zeros(len(COLUMNS)), where=total > 0) for at, row in found.items()}


def clause_of(reading: Reading) -> tuple[int, int]:
    """The tokens between the clause marks nearest to the target, as (first, behind the last)."""
    low, high = reading.first, reading.last
    while low > reading.begin and low - 1 not in reading.stops:
        low -= 1
    while high < reading.end and high not in reading.stops:
        high += 1
    return low, high


def _add(scores: list[float], reading: Reading, at: int, value: float, in_clause: bool) -> None:
    side = 0 if value > 0 else 1
    size = abs(value)
    left = at < reading.first
    distance = reading.first - at if left else at - reading.last + 1
    inside = reading.begin <= at < reading.end
    together = reading.quoted[at] == reading.quoted[reading.first]
    weights: Sequence[float] = (
        1.0,
        inside,
        left,
        not left,
        *(left and distance <= width for width in WINDOWS),
        *(not left and distance <= width for width in WINDOWS),
        in_clause,
        *(math.exp(-distance / scale) for scale in DECAYS),
        together,
        not together,
    )
    for region, weight in enumerate(weights):
        if weight:
            scores[2 * region + side] += weight * size
