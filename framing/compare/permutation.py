"""Permutation tests: whether articles of a group are told otherwise than if labels were dealt out at random.

Whole articles change groups, within their event where events are named. The statistic is the difference of the two
ratios over its standard error (studentised, so that groups of unlike size and spread do not feign a difference:
Janssen 1997, Chung and Romano 2013). p = (1 + permutations at least as far from 0) / (1 + permutations), two-sided
(Phipson and Smyth 2010), so it is never 0. A permutation that leaves a group without evidence counts as far from 0.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from framing.compare.sums import Codes, Numbers, by_group, ratio
from framing.draws import Labels, coins, shuffled

MAX_CELLS = 4_000_000
CLOSE = 1e-9
Mask = npt.NDArray[np.bool_]


def p_values(
    top: Numbers, bottom: Numbers, chosen: Mask, blocks: Codes | None, permutations: int, rng: np.random.Generator
) -> Numbers:
    """The two-sided p of every side for the chosen articles against all others given.

    Parameters
    ----------
    top, bottom : ndarray
        Articles x sides, as in ``Sums``.
    chosen : ndarray of bool
        Which articles are the group; or labellings x articles, each with as many of every event, tested one by one
        against the same permutations.
    blocks : ndarray of int, optional
        The event of each article; labels are permuted within events.
    permutations : int
        How many.
    rng : Generator
        The source of chance.

    Returns
    -------
    ndarray
        One p a side, or labellings x sides; missing where a ratio is.
    """
    masks = np.atleast_2d(chosen)
    parts, places = _parts(top, bottom)
    whole = parts.sum(axis=0)[places]
    observed = _statistic((masks.astype(np.float64) @ parts)[:, places], whole)
    least = np.abs(observed) * (1 - CLOSE) - CLOSE
    beyond = np.zeros(observed.shape)
    batch = max(1, MAX_CELLS // masks.shape[1])
    for start in range(0, permutations, batch):
        labels = shuffled(masks[0], blocks, min(batch, permutations - start), rng).astype(np.float64)
        found = np.abs(_statistic((labels @ parts)[:, places], whole))
        beyond += [(~(found < each)).sum(axis=0) for each in least]
    p = np.where(np.isnan(observed), np.nan, (1 + beyond) / (1 + permutations))
    return p if chosen.ndim > 1 else np.asarray(p[0])


def group_p_values(top: Numbers, bottom: Numbers, group_of: Codes, deals: Iterable[Labels]) -> Numbers:
    """Groups x sides: the two-sided p of every group against all others, as ``p_values`` has it of one.

    ``deals`` (permutations x articles each) have the groups of all articles dealt out anew, for all groups at once, so
    the work does not grow with their number.
    """
    parts, places = _parts(top, bottom)
    whole, n_groups = parts.sum(axis=0)[places], int(group_of.max()) + 1
    observed = _statistic(by_group(parts, group_of[None], n_groups)[0][:, places], whole)
    least = np.abs(observed) * (1 - CLOSE) - CLOSE
    beyond, permutations = np.zeros(observed.shape), 0
    batch = max(1, MAX_CELLS // (n_groups * len(places)))
    for some in (dealt[start : start + batch] for dealt in deals for start in range(0, len(dealt), batch)):
        sums = by_group(parts, some, n_groups).reshape(len(some) * n_groups, -1)
        found = np.abs(_statistic(sums[:, places], whole)).reshape(len(some), *observed.shape)
        beyond += (~(found < least)).sum(axis=0)
        permutations += len(some)
    return np.where(np.isnan(observed), np.nan, (1 + beyond) / (1 + permutations))


def _parts(top: Numbers, bottom: Numbers) -> tuple[Numbers, Codes]:
    """What the statistic is made of, a row an article, each column once, and where each of them stands."""
    return _once(np.hstack([top, bottom, top**2, top * bottom, bottom**2, (bottom > 0).astype(np.float64)]))


def _once(columns: Numbers) -> tuple[Numbers, Codes]:
    """The different ones of some columns, and which of them each is: sides of a share have their bottoms in common."""
    known: dict[bytes, int] = {}
    places = np.array([known.setdefault(column.tobytes(), len(known)) for column in columns.T], dtype=np.intp)
    first = np.unique(places, return_index=True)[1]
    return columns[:, first], places


def swap_p_values(
    first: tuple[Numbers, Numbers], second: tuple[Numbers, Numbers], permutations: int, rng: np.random.Generator
) -> float:
    """The two-sided p of two sides within the same articles (or events): in each, both change places by a coin.

    ``first`` and ``second`` are top and bottom, one number a unit.
    """
    one, other = np.column_stack(first), np.column_stack(second)
    apart = one - other

    def gaps(kept: Numbers) -> Numbers:
        moved = kept @ apart
        sums = [other.sum(axis=0) + moved, one.sum(axis=0) - moved]
        return np.abs(ratio(sums[0][:, 0], sums[0][:, 1]) - ratio(sums[1][:, 0], sums[1][:, 1]))

    observed = gaps(np.ones((1, len(apart))))[0]
    if math.isnan(observed):
        return math.nan
    beyond, batch = 0, max(1, MAX_CELLS // len(apart))
    for start in range(0, permutations, batch):
        found = gaps(coins(len(apart), min(batch, permutations - start), rng))
        beyond += int((found >= observed * (1 - CLOSE) - CLOSE).sum())
    return (1 + beyond) / (1 + permutations)


def arrangements(chosen: Mask, blocks: Codes | None) -> float:
    """How many ways there are to deal out the labels: with few, no p can be small; inf where a float holds no more."""
    places = np.zeros(len(chosen), dtype=np.intp) if blocks is None else blocks
    sizes, inside = np.bincount(places), np.bincount(places, chosen)
    try:
        return float(math.prod(math.comb(int(n), int(k)) for n, k in zip(sizes, inside, strict=True)))
    except OverflowError:
        return math.inf


def _statistic(sums: Numbers, whole: Numbers) -> Numbers:
    """Permutations x sides: the difference of the ratios over its standard error; missing where a ratio is."""
    ones, spread_one = _ratio_and_variance(sums)
    others, spread_other = _ratio_and_variance(whole - sums)
    gap = ones - others
    gap = np.where(np.abs(gap) < CLOSE, 0.0 * gap, gap)
    error = np.sqrt(np.maximum(spread_one + spread_other, 0))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(gap == 0, 0.0, gap / np.maximum(error, 1e-12))


def _ratio_and_variance(sums: Numbers) -> tuple[Numbers, Numbers]:
    """A ratio and its variance by linearisation (Cochran 1977, chapter 6), from sums over articles."""
    top, bottom, top2, cross, bottom2, n = np.split(sums, 6, axis=1)
    value = ratio(top, bottom)
    spare = np.maximum(top2 - 2 * value * cross + value**2 * bottom2, 0)
    return value, ratio(n, n - 1) * ratio(spare, bottom**2)
