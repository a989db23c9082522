"""Intervals of ratios and of their differences, by redrawing whole articles, or whole events where these are named.

Percentile bootstrap of a ratio of sums (Davison and Hinkley 1997, chapter 5), widened for few units as Hesterberg
(2015, The American Statistician 69, 371-386) has it: draws are spread by sqrt(n / (n - 1)), and the tails are those of
Student's t with n - 1 degrees of freedom. The sentences of an article are never drawn apart from each other.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.compare.sums import AT_ONCE, Codes, Numbers, by_group, ratio
from framing.draws import weights

MAX_WEIGHTS = 4_000_000
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Drawn:
    """The redrawn sums of one group: resamples x sides, with the units behind them.

    ``units`` counts, for each side, the articles or events that have evidence.
    """

    top: Numbers
    bottom: Numbers
    units: Numbers

    def values(self, estimate: Numbers) -> Numbers:
        """The redrawn ratios, spread for few units."""
        n = np.maximum(self.units, 2)
        return np.asarray(estimate + np.sqrt(n / (n - 1)) * (ratio(self.top, self.bottom) - estimate))


@dataclass(frozen=True, slots=True)
class Redraw:
    """Redraws articles within their group, or, where ``event_of`` is given, events with all their articles.

    Parameters
    ----------
    rng : Generator
    resamples : int
    event_of : ndarray, optional
        The event of each article.
    """

    rng: np.random.Generator
    resamples: int
    event_of: Codes | None = None

    def draw(self, top: Numbers, bottom: Numbers, masks: Sequence[Mask]) -> list[Drawn]:
        """The redrawn sums of groups of articles; with events all groups share their draws, else none do."""
        if self.event_of is None:
            return [self._drawn(top[mask], bottom[mask], len(top)) for mask in masks]
        n_events = int(self.event_of.max()) + 1
        stacked = [_by_event(sums, mask, self.event_of, n_events) for mask in masks for sums in (top, bottom)]
        used = np.unique(self.event_of[np.any(masks, axis=0)])
        drawn = self._weighted(np.hstack(stacked)[used])
        width = top.shape[1]
        parts = [drawn[:, start : start + width] for start in range(0, drawn.shape[1], width)]
        units = [(sums > 0).sum(axis=0).astype(np.float64) for sums in stacked[1::2]]
        return [Drawn(parts[2 * place], parts[2 * place + 1], units[place]) for place in range(len(masks))]

    def rests(self, top: Numbers, bottom: Numbers, group_of: Codes) -> Iterator[Drawn]:
        """The redrawn sums of what is left of all articles without each group, one after the other.

        All articles are drawn at once and the draws of a group taken away, so that how many are left differs a little
        from draw to draw; the work does not grow with the number of groups.
        """
        n_groups, width = int(group_of.max()) + 1, top.shape[1]
        both = np.hstack([top, bottom])
        [seen] = by_group((bottom > 0).astype(np.float64), group_of[None], n_groups)
        units = seen.sum(axis=0) - seen
        step = max(1, MAX_WEIGHTS // (self.resamples * both.shape[1]))
        for start in range(0, n_groups, step):
            drawn = np.vstack([part[:, start : start + step] for part in self._left(both, group_of, n_groups)])
            for at in range(drawn.shape[1]):
                yield Drawn(drawn[:, at, :width], drawn[:, at, width:], units[start + at])

    def _left(self, both: Numbers, group_of: Codes, n_groups: int) -> Iterator[Numbers]:
        """Some draws of all articles x groups x columns, each less what it has of the group, until all are drawn."""
        for start in range(0, self.resamples, AT_ONCE):
            counted = weights(len(both), min(AT_ONCE, self.resamples - start), self.rng)
            sums = by_group(both, np.broadcast_to(group_of, counted.shape), n_groups, counted)
            yield sums.sum(axis=1, keepdims=True) - sums

    def _drawn(self, top: Numbers, bottom: Numbers, n_corpus: int) -> Drawn:
        both = self._weighted(np.hstack([top, bottom]), n_corpus)
        units = (bottom > 0).sum(axis=0).astype(np.float64)
        return Drawn(both[:, : top.shape[1]], both[:, top.shape[1] :], units)

    def _weighted(self, sums: Numbers, n_corpus: int | None = None) -> Numbers:
        """Resamples x columns: the sums when as many rows are drawn with replacement; a draw is a row of weights."""
        batch, parts = max(1, MAX_WEIGHTS // len(sums)), []
        for start in range(0, self.resamples, batch):
            parts.append(weights(len(sums), min(batch, self.resamples - start), self.rng, n_corpus) @ sums)
        return np.vstack(parts)


def _by_event(sums: Numbers, mask: Mask, event_of: Codes, n_events: int) -> Numbers:
    whole = np.zeros((n_events, sums.shape[1]))
    np.add.at(whole, event_of[mask], sums[mask])
    return whole


def interval(draws: Numbers, degrees: Numbers, level: float, fewest: float = 1) -> Numbers:
    """2 x columns: both ends; missing where all draws agree or there are fewer degrees of freedom than ``fewest``."""
    from scipy.stats import norm, t

    low, high = np.full(draws.shape[1], np.nan), np.full(draws.shape[1], np.nan)
    tails = norm.cdf(t.ppf((1 - level) / 2, np.maximum(degrees, 1)))
    for column in range(draws.shape[1]):
        known = draws[:, column][~np.isnan(draws[:, column])]
        if len(known) < len(draws) / 2 or degrees[column] < fewest or np.ptp(known) < 1e-12:
            continue
        low[column], high[column] = np.quantile(known, [tails[column], 1 - tails[column]])
    return np.vstack([low, high])


def difference_degrees(first: Drawn, second: Drawn, shared: bool) -> Numbers:
    """Degrees of freedom of a difference: Welch's for groups drawn apart, else the fewer units of both less one."""
    if shared:
        return np.minimum(first.units, second.units) - 1
    with np.errstate(divide="ignore", invalid="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a group without evidence has no spread
        spreads = [np.nanvar(ratio(each.top, each.bottom), axis=0) for each in (first, second)]
        sizes = [np.maximum(each.units - 1, 1) for each in (first, second)]
        found = (spreads[0] + spreads[1]) ** 2 / (spreads[0] ** 2 / sizes[0] + spreads[1] ** 2 / sizes[1])
    return np.where(np.isfinite(found), found, sizes[0] + sizes[1])
