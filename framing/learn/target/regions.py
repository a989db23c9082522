"""How loaded the words round a target are: sums of lexicon values by region, good and bad words apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.learn.grams import Places
from framing.learn.target.batch import Batch

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


Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Loaded:
    """The loaded words of targets, one entry a word and lexicon.

    Parameters
    ----------
    places : array of int
        The token, counted over all targets.
    columns : array of int, shape (n_words, len(REGIONS))
        Where it counts among ``COLUMNS``.
    values : array, shape (n_words, len(REGIONS))
        How much, none below 0; 0 for regions in which it does not stand.
    """

    places: Places
    columns: Places
    values: Floats

    @classmethod
    def of(cls, targets: Batch) -> Loaded:
        """The words with a value, those of the package's lexicon before VADER's."""
        places = [np.flatnonzero(values) for values in targets.values]
        value = np.concatenate([values[at] for values, at in zip(targets.values, places, strict=True)])
        every = np.concatenate(places)
        lexicon = np.repeat(np.arange(len(LEXICONS)), [len(at) for at in places])
        columns = lexicon[:, None] * len(REGIONS) * len(SIGNS) + np.arange(len(REGIONS)) * len(SIGNS)
        return cls(every, columns + (value < 0)[:, None], _parts(targets, every) * np.abs(value)[:, None])

    def scores(self, targets: Batch) -> Floats:
        """The sums of the words' values by ``COLUMNS``, good ones and bad ones (as a positive number) apart.

        Distances are counted in tokens from the nearer edge of the target; ``decay_3`` weighs by exp(-distance / 3).
        The clause ends at the nearest clause marks. A region without a loaded word scores 0.
        Shape (n_targets, len(COLUMNS)).
        """
        cells = targets.lines.rows[self.places][:, None] * len(COLUMNS) + self.columns
        n_targets = len(targets.readings)
        sums = np.bincount(cells.ravel(), self.values.ravel(), n_targets * len(COLUMNS))
        return np.asarray(sums.reshape(n_targets, len(COLUMNS)), np.float64)

    def shares(self, targets: Batch, scores: Floats) -> Floats:
        """Of each word, its part of each score it counts in, in [0, 1]; a score's parts sum to 1 where it is not 0."""
        total = scores[targets.lines.rows[self.places][:, None], self.columns]
        return np.divide(self.values, total, out=np.zeros_like(total), where=total > 0)


def _parts(targets: Batch, places: Places) -> Floats:
    """How much tokens count in each of ``REGIONS``, in [0, 1], shape (n_places, len(REGIONS))."""
    at, left, distance = targets.lines.tokens[places], targets.left[places], targets.distance[places]
    rows = targets.lines.rows[places]
    together = targets.quoted[places] == targets.quoted[targets.lines.starts[rows] + targets.first[places]]
    parts = (
        np.ones(len(places)),
        (targets.begin[places] <= at) & (at < targets.end[places]),
        left,
        ~left,
        *(left & (distance <= width) for width in WINDOWS),
        *(~left & (distance <= width) for width in WINDOWS),
        targets.clause[places],
        *(targets.near(places, scale) for scale in DECAYS),
        together,
        ~together,
    )
    return np.column_stack(parts)
