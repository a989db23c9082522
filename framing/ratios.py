"""Ratios of sums over articles with their 95 % intervals, and the typed tables they stand in.

Sentences of one article are not independent, so every interval resamples whole articles (percentile bootstrap of a
ratio of sums; Davison & Hinkley 1997, chapter 5.3). It cannot see articles that were never collected, and with fewer
than some twenty articles it is rather too narrow than too wide. All sums are of integers below 2**53, so neither the
order of rows nor the number of BLAS threads changes a bit of the result.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from framing.draws import weights

Numbers = npt.NDArray[np.float64]
Codes = npt.NDArray[np.intp]
Chance = np.random.Generator | None

SEED = 20080217
POLARITY_STEPS = 1_000_000
MAX_WEIGHTS = 200_000


@dataclass(frozen=True, slots=True)
class Bootstrap:
    """How an interval is made: ``resamples`` of all articles, the middle ``level`` of them.

    No interval is given where fewer than ``min_articles`` articles bear on the number, or where every resample agrees
    (a voice that never speaks): no number is better than a wrong one.
    """

    resamples: int = 2000
    level: float = 0.95
    min_articles: int = 5


PERCENTILE = Bootstrap()


@dataclass(frozen=True, slots=True)
class Cells:
    """Where each observation belongs: its row of the table (hence its article) and the column it counts for."""

    article_of_row: Codes
    row: Codes
    column: Codes
    shape: tuple[int, int]

    def tally(self, which: npt.NDArray[np.bool_] | None = None, amount: Any = 1) -> Numbers:
        """Articles x columns: how many observations, or the sum of an amount over them."""
        weight = np.where(np.ones(len(self.row), dtype=bool) if which is None else which, amount, 0)
        flat = self.article_of_row[self.row] * self.shape[1] + self.column
        return np.bincount(flat, weight, self.shape[0] * self.shape[1]).astype(np.float64).reshape(self.shape)

    def size(self) -> dict[str, Numbers]:
        """How many observations each column has, and from how many articles."""
        return size_of(self.tally())


def size_of(counts: Numbers) -> dict[str, Numbers]:
    """How many observations each column has, and from how many articles."""
    return {"n_sentences": counts.sum(axis=0), "n_articles": (counts > 0).sum(axis=0)}


def words_of(column: pd.Series[Any]) -> npt.NDArray[np.object_]:
    """The cells as text, empty where missing."""
    return column.astype("string").to_numpy(dtype=object, na_value="")


def codes_of(column: pd.Series[Any], names: Sequence[str]) -> Codes:
    """The place of each cell in a list of names."""
    place = {name: code for code, name in enumerate(names)}
    return np.array([place[word] for word in words_of(column)], dtype=np.intp)


def steps_of(polarity: pd.Series[Any]) -> Numbers:
    """Polarities in whole millionths (nan where missing), so that their sums are exact."""
    values: Numbers = np.asarray(polarity.astype("Float64").to_numpy(dtype=np.float64, na_value=np.nan))
    return np.rint(values * POLARITY_STEPS)


def estimate(top: Numbers, bottom: Numbers, rng: Chance, bootstrap: Bootstrap) -> Numbers:
    """3 x columns: the ratio of the column sums, and both ends of its interval when articles (rows) are redrawn."""
    ends = np.full((2, top.shape[1]), np.nan)
    enough = (bottom > 0).sum(axis=0) >= bootstrap.min_articles
    if enough.any():
        draws = _redraw(top[:, enough], bottom[:, enough], rng or np.random.default_rng(SEED), bootstrap.resamples)
        tail = (1 - bootstrap.level) / 2
        found = np.nanquantile(draws, [tail, 1 - tail], axis=0)
        ends[:, enough] = np.where(np.nanmin(draws, axis=0) < np.nanmax(draws, axis=0), found, np.nan)
    return np.vstack([ratio(top.sum(axis=0), bottom.sum(axis=0)), ends])


def _redraw(top: Numbers, bottom: Numbers, rng: np.random.Generator, resamples: int) -> Numbers:
    """Resamples x columns: the ratios when as many articles are drawn with replacement; a draw is a row of weights."""
    batch, parts = max(1, MAX_WEIGHTS // len(top)), []
    for start in range(0, resamples, batch):
        drawn = weights(len(top), min(batch, resamples - start), rng)
        parts.append(ratio(drawn @ top, drawn @ bottom))
    return np.vstack(parts)


def ratio(top: Any, bottom: Any) -> Numbers:
    """The quotient, missing where the denominator is 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(np.asarray(bottom) == 0, np.nan, np.divide(top, bottom))


def typed_table(labels: dict[str, Any], size: dict[str, Numbers], **numbers: Numbers) -> pd.DataFrame:
    """The columns with the types of ``framing.schema``: text string, n_* Int64, further numbers Float64."""
    kinds = {name: "Int64" if name.startswith("n_") else "Float64" for name in (*size, *numbers)}
    return pd.DataFrame({**labels, **size, **numbers}).astype({**dict.fromkeys(labels, "string"), **kinds})
