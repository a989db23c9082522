"""Folds for cross-validation: rows of one article stay together, and every label is spread over the folds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from framing.learn.labels.decision import Flags
from framing.learn.training.plan import Row

FOLDS = 5
KNOWN = -1
"""The fold of rows that the encoder was trained on: they are learnt from, never answered."""
FEWEST_UNSEEN = 40
GROUP_KEYS = ("article", "group")


def groups_of(rows: Sequence[Row]) -> list[str]:
    """What each row is kept together with: its article or group where it names one, else its text.

    >>> groups_of([{"text": "a", "article": 7}, {"text": " A "}])
    ['article 7', 'a']
    """
    found = []
    for row in rows:
        named = next((f"{key} {row[key]}" for key in GROUP_KEYS if row.get(key) is not None), None)
        found.append(named or " ".join(row["text"].lower().split()))
    return found


def unseen_folds(rows: Sequence[Row], flags: Flags, unseen: NDArray[np.bool_], seed: int) -> NDArray[np.int64]:
    """The fold of each row, dealt as by ``folds_of`` among those that the encoder was not trained on; else ``KNOWN``.

    Of fewer than ``FEWEST_UNSEEN`` unseen rows no figure could be taken: then all rows are dealt out.
    """
    if unseen.all() or unseen.sum() < FEWEST_UNSEEN:
        return folds_of(rows, flags, seed)
    found = np.full(len(rows), KNOWN, np.int64)
    found[unseen] = folds_of([row for row, new in zip(rows, unseen, strict=True) if new], flags[unseen], seed)
    return found


def folds_of(rows: Sequence[Row], flags: Flags, seed: int, n_folds: int = FOLDS) -> NDArray[np.int64]:
    """The fold of each row, from 0.

    Groups are dealt out one by one, in an order drawn from the seed, rarer labels first: each goes to the fold that
    has fewest rows of the group's rarest label, of equal ones to the smallest. Fewer groups than folds give as many
    folds as groups.
    """
    groups = groups_of(rows)
    order = list(dict.fromkeys(groups))
    place = {group: at for at, group in enumerate(order)}
    members: list[list[int]] = [[] for _ in order]
    for row, group in enumerate(groups):
        members[place[group]].append(row)
    shuffled = np.random.default_rng(seed).permutation(len(order))
    counts = flags.sum(axis=0)
    kinds = np.concatenate([flags, ~flags.any(axis=1, keepdims=True)], axis=1)
    commonness = np.append(counts, len(flags) + 1)
    rarest = [int(min(np.flatnonzero(kinds[rows_].any(axis=0)), key=lambda at: commonness[at])) for rows_ in members]
    tallies = np.zeros((min(n_folds, len(order)), kinds.shape[1]))
    sizes = np.zeros(len(tallies))
    found = np.zeros(len(rows), np.int64)
    for at in sorted(shuffled, key=lambda at: commonness[rarest[at]]):
        fold = min(range(len(tallies)), key=lambda fold: (tallies[fold, rarest[at]], sizes[fold]))
        found[members[at]] = fold
        tallies[fold] += kinds[members[at]].sum(axis=0)
        sizes[fold] += len(members[at])
    return found
