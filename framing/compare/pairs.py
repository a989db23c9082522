"""The articles of two groups dealt out anew between them, for all pairs of many groups at once.

To deal out the articles of two groups means to draw how many of the first stay (hypergeometric), and which: those at
the head of its articles in random order, and as many of the other as there is room for. So one random order of each
group and the running sums along it serve every pair. Each pair is dealt out as by itself; pairs share their orders.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from framing.compare.permutation import MAX_CELLS
from framing.compare.sums import Codes, Numbers


def dealt_pairs(
    counts: Numbers, groups: Sequence[Codes], pairs: Sequence[tuple[int, int]], deals: int, rng: np.random.Generator
) -> Iterator[tuple[Numbers, Numbers]]:
    """The sums of both sides of each pair, some deals at a time: twice deals x pairs x columns.

    Parameters
    ----------
    counts : ndarray
        Articles x columns.
    groups : sequence of ndarray
        The articles of each group.
    pairs : sequence of tuple of int
        Which groups are dealt out with each other; each side gets as many articles as it has.
    deals : int
        How many.
    rng : Generator
        The source of chance.

    Examples
    --------
    >>> counts = np.array([[1.0], [2.0], [4.0], [8.0]])
    >>> groups = [np.array([0]), np.array([1, 2, 3])]
    >>> [(first, second)] = dealt_pairs(counts, groups, [(0, 1)], 3, np.random.default_rng(1))
    >>> first.shape, (first + second).ravel().tolist()
    ((3, 1, 1), [15, 15, 15])
    """
    counts = counts.astype(np.int32) if (counts == np.rint(counts)).all() else counts  # half as many bytes, as exact
    one, two = np.array(pairs, dtype=np.intp).T
    sizes = np.array([len(group) for group in groups])
    starts = np.concatenate([[0], np.cumsum(sizes + 1)[:-1]])
    whole = np.vstack([counts[group].sum(axis=0) for group in groups])
    batch = max(1, MAX_CELLS // (max(len(counts), len(pairs)) * counts.shape[1]))
    for start in range(0, deals, batch):
        size = min(batch, deals - start)
        running = np.concatenate([_running(counts[group], size, rng) for group in groups], axis=1)
        kept = rng.hypergeometric(sizes[one], sizes[two], sizes[one], (size, len(pairs)))
        deal = np.arange(size)[:, None]
        first = running[deal, starts[one] + kept] + running[deal, starts[two] + sizes[one] - kept]
        yield first, whole[one] + whole[two] - first


def _running(counts: Numbers, size: int, rng: np.random.Generator) -> Numbers:
    """Size x articles + 1 x columns: the sums of the first none, one, two, ... articles of random orders."""
    orders = rng.permuted(np.broadcast_to(np.arange(len(counts)), (size, len(counts))), axis=1)
    running = np.zeros((size, len(counts) + 1, counts.shape[1]), counts.dtype)
    np.cumsum(counts.take(orders, axis=0), axis=1, out=running[:, 1:])
    return running
