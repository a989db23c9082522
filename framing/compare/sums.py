"""From observations to two numbers an article and side: the sum of the values, and how many there are.

Everything after this (estimates, intervals, tests) works on these two matrices, whatever the measure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from framing.aggregate import voice_order
from framing.compare.measures import Measure, Observed, Tables

Numbers = npt.NDArray[np.float64]
Codes = npt.NDArray[np.intp]
STEPS = 1_000_000
AT_ONCE = 8  # groupings that are added up in one go: their sums stay close to the processor


@dataclass(frozen=True, slots=True)
class Sums:
    """Articles x sides: ``top`` over ``bottom`` is an article's value of a side, missing where ``bottom`` is 0.

    Attributes
    ----------
    measure : Measure
    sides : tuple of str
        The voices, sides, pairs or frames that the measure is about, the study's order first.
    top, bottom : ndarray
        Sum of the values, and number of observations.
    """

    measure: Measure
    sides: tuple[str, ...]
    top: Numbers
    bottom: Numbers


def sums_of(measure: Measure, tables: Tables, article_ids: Sequence[str], order: Sequence[str] = ()) -> Sums:
    """The sums of a measure for articles in a given order; rows of other articles are left out.

    Examples
    --------
    >>> from framing.compare.measures import MEASURES
    >>> said = pd.DataFrame({"article_id": ["a", "a", "b"], "sentence_index": [0, 1, 0],
    ...                      "voices": ["east", "east;west", "west"]})
    >>> found = sums_of(MEASURES["voice-share"], {"sentences": said}, ["a", "b"])
    >>> found.sides, found.top.tolist(), found.bottom.tolist()
    (('east', 'west'), [[2.0, 1.0], [0.0, 1.0]], [[2.0, 2.0], [1.0, 1.0]])
    """
    observed = measure.observe(tables)
    place = {article: row for row, article in enumerate(article_ids)}
    known = observed.rows[observed.rows["article_id"].isin(place)]
    sides = _sides(known, order)
    shape = (len(place), len(sides))
    row = known["article_id"].map(place).to_numpy(dtype=np.intp)
    column = known["side"].map({side: number for number, side in enumerate(sides)}).to_numpy(dtype=np.intp)
    value = np.rint(known["value"].to_numpy(dtype=np.float64) * STEPS)
    top = _tally(row * shape[1] + column, value, shape) / STEPS
    return Sums(measure, tuple(sides), top, _bottom(observed, place, row * shape[1] + column, sides))


def _bottom(observed: Observed, place: dict[str, int], cells: Any, sides: Sequence[str]) -> Numbers:
    shape = (len(place), len(sides))
    if observed.base is None:
        return _tally(cells, np.ones(len(cells)), shape)
    rows = observed.base.map(place).dropna().to_numpy(dtype=np.intp)
    whole = np.repeat(np.bincount(rows, minlength=shape[0]).astype(np.float64)[:, None], shape[1], axis=1)
    if observed.undecided is None:
        return whole
    known = observed.undecided[observed.undecided["article_id"].isin(place) & observed.undecided["side"].isin(sides)]
    column = known["side"].map({side: number for number, side in enumerate(sides)}).to_numpy(dtype=np.intp)
    left_out = known["article_id"].map(place).to_numpy(dtype=np.intp) * shape[1] + column
    return whole - _tally(left_out, np.ones(len(left_out)), shape)


def _tally(cells: Any, weight: Numbers, shape: tuple[int, int]) -> Numbers:
    return np.bincount(cells, weight, shape[0] * shape[1]).astype(np.float64).reshape(shape)


def _sides(rows: pd.DataFrame, order: Sequence[str]) -> list[str]:
    """Those that occur: the order's first, pairs by their holder's and target's place, the rest by name."""
    found = {str(side) for side in rows["side"].unique()}
    names = voice_order((part for side in found for part in side.split(" on ")), order)
    place = {name: number for number, name in enumerate(names)}
    return sorted(found, key=lambda side: ([place[part] for part in side.split(" on ")], side))


def by_group(columns: Numbers, groupings: npt.NDArray[Any], n_groups: int, weights: Numbers | None = None) -> Numbers:
    """Groupings x groups x columns: the sums of articles x columns over each group.

    Parameters
    ----------
    columns : ndarray
        Articles x columns.
    groupings : ndarray
        Groupings x articles: the group of each article.
    n_groups : int
        How many there are.
    weights : ndarray, optional
        Groupings x articles: how often each article counts, once by default.

    Examples
    --------
    >>> by_group(np.array([[1.0], [2.0], [4.0]]), np.array([[0, 1, 0]]), 2).tolist()
    [[[5.0], [2.0]]]
    """
    from scipy.sparse import csc_array

    n, found = len(columns), []
    for start in range(0, len(groupings), AT_ONCE):
        codes = np.ascontiguousarray(groupings[start : start + AT_ONCE].T)  # turned round while its numbers are small
        size = codes.shape[1]
        rows = (codes + n_groups * np.arange(size, dtype=np.int32)).ravel()
        counted = np.ones(size * n) if weights is None else weights[start : start + AT_ONCE].T.ravel()
        ends = np.arange(0, size * n + 1, size, dtype=np.int32)
        found.append(csc_array((counted, rows, ends), shape=(size * n_groups, n)) @ columns)
    return np.vstack(found).reshape(len(groupings), n_groups, -1)


def ratio(top: Any, bottom: Any) -> Numbers:
    """The quotient, missing where the denominator is 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(np.asarray(bottom) == 0, np.nan, np.divide(top, bottom))
