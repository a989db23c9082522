"""What is left to chance: how often each article is drawn again, coins, and labels dealt out anew.

Up to ``LARGE`` articles the draws are what they were before there was a second way, to the bit. A corpus of more takes
ways that are the same to statistics and some four times as fast: n places drawn and counted instead of a binomial
number an article, and the articles of the group picked instead of all put in order.
"""

from __future__ import annotations

from itertools import combinations
from math import comb

import numpy as np
import numpy.typing as npt

LARGE = 2_000
COUNTED_AT_ONCE = 16_384
MOST_WAYS = 10_000
"""An event whose labels can be dealt out in more ways than this has no list of them."""
Labels = npt.NDArray[np.generic]
Mask = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.intp]
Numbers = npt.NDArray[np.float64]


def weights(n_units: int, size: int, rng: np.random.Generator, n_corpus: int | None = None) -> Numbers:
    """``size`` x units: how often each unit is drawn when as many as there are are drawn with replacement.

    The units may be a part of a corpus of ``n_corpus``, which then decides the way.

    >>> weights(3, 2, np.random.default_rng(1)).sum(axis=1).tolist()
    [3.0, 3.0]
    """
    if (n_corpus or n_units) <= LARGE:
        return rng.multinomial(n_units, np.full(n_units, 1 / n_units), size=size).astype(np.float64)
    drawn = np.empty((size, n_units))
    at_once = max(1, COUNTED_AT_ONCE // n_units)  # few at a time: their counts stay close to the processor
    for start in range(0, size, at_once):
        rows = drawn[start : start + at_once]
        places = rng.integers(0, n_units, rows.shape) + n_units * np.arange(len(rows))[:, None]
        rows[:] = np.bincount(places.ravel(), minlength=rows.size).reshape(rows.shape)
    return drawn


def coins(n_units: int, size: int, rng: np.random.Generator) -> Numbers:
    """``size`` x units: 1 or 0, each as likely."""
    if n_units <= LARGE:
        return rng.integers(0, 2, (size, n_units)).astype(np.float64)
    tossed = np.unpackbits(np.frombuffer(rng.bytes(size * -(-n_units // 8)), np.uint8).reshape(size, -1), axis=1)
    return tossed[:, :n_units].astype(np.float64)


def shuffled(
    labels: Labels, blocks: Codes | None, size: int, rng: np.random.Generator, n_corpus: int | None = None
) -> Labels:
    """``size`` x articles: the labels in other orders, each within its block.

    The articles may be a part of a corpus of ``n_corpus``, which then decides the way.

    >>> shuffled(np.array([True, False, False]), None, 2, np.random.default_rng(1)).sum(axis=1).tolist()
    [1, 1]
    """
    large = (n_corpus or len(labels)) > LARGE
    if large and labels.dtype == np.bool_:
        chosen = np.asarray(labels, dtype=np.bool_)
        return _picked(chosen, size, rng) if blocks is None else _picked_within(chosen, blocks, size, rng)
    if large and blocks is None:
        return np.stack([rng.permutation(labels) for _ in range(size)])
    keys = rng.random((size, len(labels)))
    if blocks is None:
        return np.asarray(labels[np.argsort(keys, axis=1)])
    places = np.argsort(blocks, kind="stable")
    orders = np.argsort(keys + blocks, axis=1)
    mixed = np.empty((size, len(labels)), dtype=labels.dtype)
    mixed[:, places] = labels[orders]
    return mixed


def _picked(chosen: Mask, size: int, rng: np.random.Generator) -> Mask:
    """As many articles as are chosen: those with the smallest of random keys."""
    n_chosen = int(chosen.sum())
    if n_chosen in (0, len(chosen)):
        return np.broadcast_to(chosen, (size, len(chosen)))
    keys = rng.integers(0, 1 << 32, (size, len(chosen)), dtype=np.uint32)
    last = np.partition(keys, n_chosen - 1, axis=1)[:, [n_chosen - 1]]
    picked = keys <= last
    for row in np.flatnonzero(np.count_nonzero(picked, axis=1) != n_chosen):  # two keys alike, once in some 400,000
        picked[row] = False
        picked[row, np.argsort(keys[row])[:n_chosen]] = True
    return picked


def _picked_within(chosen: Mask, blocks: Codes, size: int, rng: np.random.Generator) -> Mask:
    """As many articles of every block as are chosen of it: one of the ways to choose them, drawn from a list of all."""
    picked = np.empty((size, len(chosen)), dtype=np.bool_)
    order = np.argsort(blocks, kind="stable")
    sizes = np.bincount(blocks)
    kept = np.bincount(blocks, chosen).astype(np.intp)
    starts = np.cumsum(sizes) - sizes
    for n, k in sorted(set(zip(sizes.tolist(), kept.tolist(), strict=True)) - {(0, 0)}):
        alike = np.flatnonzero((sizes == n) & (kept == k))
        places = order[starts[alike][:, None] + np.arange(n)]
        if comb(n, k) <= MOST_WAYS:
            ways = _ways(n, k)
            picked[:, places] = ways[rng.integers(0, len(ways), (size, len(alike)))]
        else:
            ranks = np.argsort(np.argsort(rng.random((size, *places.shape)), axis=2), axis=2)
            picked[:, places] = ranks < k
    return picked


def _ways(n: int, k: int) -> Mask:
    """Every way to choose k of n places, a row each."""
    ways = np.zeros((comb(n, k), n), dtype=np.bool_)
    for row, places in enumerate(combinations(range(n), k)):
        ways[row, list(places)] = True
    return ways
