"""How far articles, outlets or periods are apart in whose voice they carry and which frames they use.

Jensen-Shannon distance (base 2: 0 same, 1 nothing in common; Lin 1991) between profiles of voices and of frames; a map
by classical scaling (Torgerson 1952) and a tree by average linkage. Small groups are farther from each other by chance
alone, so each distance stands beside the mean distance of the same articles dealt out at random. The stability of the
tree is the share of resamples of articles (or events) in which a branch returns (Felsenstein 1985); that of the map how
far a group's point moves when maps of resamples are laid on it (Procrustes).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from framing.compare.corpora import joined
from framing.compare.describe import chance
from framing.compare.design import ARTICLE, SIDE, Design, Question, design_of
from framing.compare.intervals import Redraw
from framing.compare.measures import MEASURES
from framing.compare.multiplicity import adjusted
from framing.compare.pairs import dealt_pairs
from framing.compare.permutation import CLOSE, MAX_CELLS
from framing.compare.sums import Numbers, ratio, sums_of
from framing.draws import LARGE, shuffled
from framing.errors import FramingError

if TYPE_CHECKING:
    from framing.results import Result

PROFILES = ("voice-share", "frames")
MOST_GROUPS = 200
MAP_RESAMPLES = 500


@dataclass(frozen=True)
class Distances:
    """The tables of the distances, one row each a pair, a point of the map, and a branch of the tree.

    Attributes
    ----------
    pairs : DataFrame
        profile, first, second, distance (0 to 1), by_chance (mean distance when the articles of both are dealt out at
        random), p, p_adjusted (Holm, over the pairs of the profile), note.
    points : DataFrame
        profile, group, n_articles, x, y, spread (root mean square way of the point over resamples; in units of
        distance), explained (share of the map's squared distances along x and y).
    branches : DataFrame
        profile, members (joined by ';'), height, stability (0 to 1; missing where nothing can be redrawn).
    """

    pairs: pd.DataFrame
    points: pd.DataFrame
    branches: pd.DataFrame

    @property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        """The three tables by the names of their files."""
        return {"distances": self.pairs, "map": self.points, "branches": self.branches}


def distances(
    results: Result | Mapping[str, Result], by: str = "outlet", question: Question | None = None
) -> Distances:
    """The distances between groups of articles, by voices and by frames.

    Parameters
    ----------
    results, by, question
        As in ``compare``.

    Raises
    ------
    FramingError
        Sides, which have no profile, fewer than two groups or more than ``MOST_GROUPS``, or as in ``compare``.
    """
    chosen = Question(**{**asdict(question or Question()), "by": by})
    chosen.check()
    if by == SIDE:
        raise FramingError("distances are between groups of articles; leave --by side out")
    corpus = joined(results)
    design = design_of(corpus.tables["articles"], chosen)
    if not 2 <= len(design.groups) <= MOST_GROUPS:
        raise FramingError(f"--by {by}: {len(design.groups)} groups; distances take 2 to {MOST_GROUPS}")
    parts = []
    for name in PROFILES:
        if MEASURES[name].lacking(corpus.tables) is None:
            counts = sums_of(MEASURES[name], corpus.tables, design.article_ids).top
            if counts.size and counts.sum():
                parts.append(_Profile(name, counts, design, chosen).tables())
    if not parts:
        raise FramingError("no voice and no frame was found; there is nothing to measure distances by")
    return Distances(*(pd.concat(column, ignore_index=True) for column in zip(*parts, strict=True)))


def jensen_shannon(profiles: Numbers) -> Numbers:
    """Groups x groups: the distance of every two rows of counts; missing where a row has none.

    >>> jensen_shannon(np.array([[1, 1], [2, 2], [0, 3]])).round(3).tolist()
    [[0.0, 0.0, 0.558], [0.0, 0.0, 0.558], [0.558, 0.558, 0.0]]
    """
    return divergence(profiles[..., :, None, :], profiles[..., None, :, :])


def divergence(first: Numbers, second: Numbers) -> Numbers:
    """The distance of two profiles along the last axis; missing where one has no counts.

    >>> divergence(np.array([2, 2]), np.array([0, 3])).round(3).tolist()
    0.558
    """
    one, two = (ratio(profile, profile.sum(axis=-1, keepdims=True)) for profile in (first, second))
    middle = (one + two) / 2

    def entropy(share: Numbers) -> Numbers:
        terms = np.where(share > 0, share * np.log2(np.where(share > 0, share, 1)), share * 0)
        return np.asarray(-terms.sum(axis=-1))

    gap = entropy(middle) - (entropy(one) + entropy(two)) / 2
    return np.sqrt(np.maximum(np.round(gap, 12), 0))


def classical_map(apart: Numbers) -> tuple[Numbers, float]:
    """Two coordinates a row, the first with the largest spread, and the share of it that both hold."""
    n = len(apart)
    centre = np.eye(n) - 1 / n
    values, vectors = np.linalg.eigh(-centre @ apart**2 @ centre / 2)
    order = np.argsort(values)[::-1][:2]
    kept = np.maximum(values[order], 0)
    points = vectors[:, order] * np.sqrt(kept)
    for column in range(points.shape[1]):  # of the two mirror images, the one whose largest value is positive
        if points[np.argmax(np.abs(np.round(points[:, column], 9))), column] < 0:
            points[:, column] *= -1
    whole = np.maximum(values, 0).sum()
    return np.pad(points, ((0, 0), (0, 2 - points.shape[1]))), float(kept.sum() / whole) if whole > 0 else np.nan


@dataclass(frozen=True)
class _Profile:
    name: str
    counts: Numbers
    design: Design
    question: Question

    def tables(self) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
        masks = [self.design.members(place) for place in range(len(self.design.groups))]
        profiles = np.vstack([self.counts[mask].sum(axis=0) for mask in masks])
        seen = profiles.sum(axis=1) > 0
        names = [group for group, there in zip(self.design.groups, seen, strict=True) if there]
        masks = [mask for mask, there in zip(masks, seen, strict=True) if there]
        apart = jensen_shannon(profiles[seen])
        drawn = self._redrawn(masks)
        return (
            self._pairs(names, masks, apart),
            self._points(names, masks, apart, drawn),
            self._branches(names, apart, drawn),
        )

    def _redrawn(self, masks: list[Any]) -> Numbers | None:
        """Resamples x groups x groups, or None where a group is one article and nothing can be redrawn."""
        if self.question.by == ARTICLE or min(int(mask.sum()) for mask in masks) < 2:
            return None
        rng = chance(self.question.seed, self.name, "map")
        drawn = Redraw(rng, MAP_RESAMPLES, self.design.event_of).draw(self.counts, self.counts, masks)
        profiles = np.stack([each.top for each in drawn], axis=1)
        batch = max(1, MAX_CELLS // (profiles.shape[1] * profiles[0].size))
        parts = [jensen_shannon(profiles[start : start + batch]) for start in range(0, len(profiles), batch)]
        return np.concatenate(parts)

    def _pairs(self, names: list[str], masks: list[Any], apart: Numbers) -> pd.DataFrame:
        rows, tested = [], list[tuple[int, int]]()
        for one, two in combinations(range(len(names)), 2):
            row = {"profile": self.name, "first": names[one], "second": names[two], "distance": apart[one, two]}
            fewest = min(int(masks[one].sum()), int(masks[two].sum()))
            if self.question.by == ARTICLE:
                row["note"] = "single articles: no test"
            elif fewest < self.question.min_articles:
                row["note"] = f"too few: {fewest} articles, {self.question.min_articles} needed for a test"
            else:
                tested.append((one, two))
            rows.append(row)
        columns = ["profile", "first", "second", "distance", "by_chance", "p", "p_adjusted", "note"]
        table = pd.DataFrame(rows, columns=columns)
        if tested:
            there = table["note"].isna()
            observed = np.array([apart[pair] for pair in tested])
            table.loc[there, "by_chance"], table.loc[there, "p"] = self._tested(masks, tested, observed)
        table["p_adjusted"] = adjusted(table["p"].to_numpy(dtype=np.float64), "holm")
        return _typed(table, ("profile", "first", "second", "note"))

    def _tested(self, masks: list[Any], pairs: list[tuple[int, int]], observed: Numbers) -> tuple[Numbers, Numbers]:
        """The mean distance of each pair when its articles are dealt out at random, and its p.

        In a corpus of more than ``LARGE`` articles all pairs are dealt out at once, events apart.
        """
        dealt = self.question.permutations
        if len(self.counts) <= LARGE or self.design.event_of is not None:
            alone = [self._dealt(masks[one], masks[two]) for one, two in pairs]
            beyond = [(~(found < apart - CLOSE)).sum() for found, apart in zip(alone, observed, strict=True)]
            return np.array([np.nanmean(found) for found in alone]), (1 + np.array(beyond)) / (1 + dealt)
        rng = chance(self.question.seed, self.name, "pairs")
        groups = [np.flatnonzero(mask) for mask in masks]
        total, known, further = (np.zeros(len(pairs)) for _ in range(3))
        for first, second in dealt_pairs(self.counts, groups, pairs, dealt, rng):
            found = divergence(first, second)
            total += np.nansum(found, axis=0)
            known += (~np.isnan(found)).sum(axis=0)
            further += (~(found < observed - CLOSE)).sum(axis=0)
        return ratio(total, known), (1 + further) / (1 + dealt)

    def _dealt(self, one: Any, two: Any) -> Numbers:
        """The distances of two groups, one a deal."""
        used = one | two
        blocks = None if self.design.event_of is None else self.design.event_of[used]
        rng = chance(self.question.seed, self.name, "pair", str(np.flatnonzero(one)[0]), str(np.flatnonzero(two)[0]))
        dealt, counts, batch = self.question.permutations, self.counts[used], max(1, MAX_CELLS // int(used.sum()))
        sizes = [min(batch, dealt - start) for start in range(0, dealt, batch)]
        first = np.vstack(
            [shuffled(one[used], blocks, size, rng, len(used)).astype(np.float64) @ counts for size in sizes]
        )
        return divergence(first, counts.sum(axis=0) - first)

    def _points(self, names: list[str], masks: list[Any], apart: Numbers, drawn: Numbers | None) -> pd.DataFrame:
        points, explained = classical_map(apart)
        spread = np.full(len(names), np.nan)
        if drawn is not None:
            known = drawn[~np.isnan(drawn).any(axis=(1, 2))]
            moved = np.stack([laid_on(classical_map(each)[0], points) for each in known])
            spread = np.sqrt(((moved - points) ** 2).sum(axis=2).mean(axis=0))
        table = pd.DataFrame(
            {
                "profile": self.name,
                "group": names,
                "n_articles": [int(mask.sum()) for mask in masks],
                "x": points[:, 0],
                "y": points[:, 1],
                "spread": spread,
                "explained": explained,
            }
        )
        return _typed(table, ("profile", "group"))

    def _branches(self, names: list[str], apart: Numbers, drawn: Numbers | None) -> pd.DataFrame:
        found = tree_of(apart)
        counts = dict.fromkeys(found, 0)
        known = [] if drawn is None else [each for each in drawn if not np.isnan(each).any()]
        for each in known:
            for members in tree_of(each):
                if members in counts:
                    counts[members] += 1
        rows = [
            {
                "profile": self.name,
                "members": ";".join(names[place] for place in sorted(members)),
                "height": height,
                "stability": counts[members] / len(known) if known and len(members) < len(names) else np.nan,
            }
            for members, height in found.items()
        ]
        return _typed(pd.DataFrame(rows, columns=["profile", "members", "height", "stability"]), ("profile", "members"))


def tree_of(apart: Numbers) -> dict[frozenset[int], float]:
    """The branches of the average linkage tree, by their members, with the height where they join."""
    from scipy.cluster.hierarchy import linkage
    from scipy.spatial.distance import squareform

    n = len(apart)
    if n < 2:
        return {}
    parts: dict[int, frozenset[int]] = {place: frozenset([place]) for place in range(n)}
    found = {}
    for step, (one, two, height, _) in enumerate(linkage(squareform(np.round(apart, 9), checks=False), "average")):
        parts[n + step] = parts[int(one)] | parts[int(two)]
        found[parts[n + step]] = float(height)
    return found


def laid_on(points: Numbers, target: Numbers) -> Numbers:
    """The points turned and mirrored, not stretched, to lie as near to the target as they can."""
    u, _, vt = np.linalg.svd(points.T @ target)
    return np.asarray(points @ u @ vt)


def _typed(table: pd.DataFrame, texts: tuple[str, ...]) -> pd.DataFrame:
    kinds: dict[str, Any] = {}
    for name in table.columns:
        if name in texts:
            kinds[name] = "string"
        elif name.startswith("n_"):
            kinds[name] = "Int64"
        else:
            table[name] = np.round(table[name].to_numpy(dtype=np.float64), 6) + 0.0
            kinds[name] = "Float64"
    return table.astype(kinds)
