"""The learning curve: how good a model is that has learnt from a part of the rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from framing.learn.training.folds import groups_of
from framing.learn.training.plan import Row

SHARES = (0.25, 0.5)
"""Of the rows to learn from: the points below all of them."""
FEWEST_LEARNT = 10
"""Rows under which there is no point."""


def learning_curve(
    rows: Sequence[Row],
    folds: NDArray[np.int64],
    seed: int,
    mean_f1: Callable[[NDArray[np.bool_]], float | None],
    whole: float,
) -> list[tuple[int, float]]:
    """Mean count of rows learnt from, and the mean F1 on the folds left out.

    ``mean_f1`` is that of models that learn from the kept rows of the other folds, None where they cannot; articles and
    texts are kept or left whole, drawn by the seed. ``whole`` is that of all rows of the other folds.
    """
    groups = groups_of(rows)
    names = sorted(set(groups))
    drawn = dict(zip(names, np.random.default_rng(seed).permutation(len(names)) / len(names), strict=True))
    place = np.array([drawn[group] for group in groups])
    learnt = [folds != fold for fold in range(folds.max() + 1)]
    share_learnt = float(np.mean([each.mean() for each in learnt]))
    curve = []
    for share in SHARES:
        kept = place < share
        if min(int((each & kept).sum()) for each in learnt) < FEWEST_LEARNT:
            continue
        found = mean_f1(kept)
        if found is not None:
            curve.append((round(kept.sum() * share_learnt), found))
    return [*curve, (round(len(rows) * share_learnt), whole)]
