"""From the scores of views to probabilities one can believe, and from those to labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

BLEND_STRENGTH = 1.0
SCALE = 4.0
"""Scores lie between -1 and 1; so spread, a unit is about one of log-odds, and the penalty hardly binds."""
BLEND_STEPS = 300
POWERS = (0.0, 0.25, 0.5, 0.75, 1.0)
CUTS = tuple(round(0.1 + 0.02 * step, 2) for step in range(31))
HIGHEST = 30.0

Floats = NDArray[np.float64]
Scores = NDArray[np.float64]
"""What a view gives each label, shape (n_rows, n_labels), the higher the likelier."""
Flags = NDArray[np.bool_]
"""Which labels a row has, shape (n_rows, n_labels)."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What views say together, and which labels follow.

    Parameters
    ----------
    weights : array
        Exclusive labels: (n_labels, n_views * n_labels), over the scores of all views side by side. Else
        (n_labels, n_views), over the scores that each view gives the label itself.
    bias : array, shape (n_labels,)
    thresholds : array, shape (n_labels,)
        Exclusive labels: the label with the highest probability over its threshold is taken. Else every label whose
        probability reaches its threshold.
    exclusive : bool
        Whether a row has exactly one label.
    least_one : bool
        Whether the likeliest label is taken where none reaches its threshold.
    """

    weights: Floats
    bias: Floats
    thresholds: Floats
    exclusive: bool
    least_one: bool

    def probabilities(self, views: Sequence[Scores]) -> Floats:
        """Shape (n_rows, n_labels); those of exclusive labels add up to 1."""
        if self.exclusive:
            odds = SCALE * np.hstack(views) @ self.weights.T + self.bias
            odds -= odds.max(axis=1, keepdims=True)
            raised = np.exp(odds)
            return np.asarray(raised / raised.sum(axis=1, keepdims=True))
        odds = sum(SCALE * view * self.weights[:, at] for at, view in enumerate(views)) + self.bias
        return np.asarray(1 / (1 + np.exp(-np.clip(odds, -HIGHEST, HIGHEST))))

    def pulls(self, view: int) -> Floats:
        """What a unit of each score of a view adds to the log-odds of each label, shape (n_scores, n_labels).

        Of exclusive labels over the mean of all labels, so that what all share is left out.
        """
        if not self.exclusive:
            return np.asarray(np.diag(SCALE * self.weights[:, view]))
        n_labels = len(self.bias)
        found = SCALE * self.weights[:, view * n_labels : (view + 1) * n_labels].T
        return np.asarray(found - found.mean(axis=1, keepdims=True))

    def chosen(self, probabilities: Floats) -> Flags:
        """Which labels are given, shape (n_rows, n_labels)."""
        over = probabilities / self.thresholds
        best = np.zeros(over.shape, np.bool_)
        if len(over):
            best[np.arange(len(over)), over.argmax(axis=1)] = True
        if self.exclusive:
            return best
        found = over >= 1
        return found | (best & ~found.any(axis=1, keepdims=True)) if self.least_one else found


def fit_decision(views: Sequence[Scores], flags: Flags, counts: NDArray[np.float64], *, exclusive: bool) -> Decision:
    """Weighs and calibrates views, and chooses thresholds, on rows that the views have not seen.

    A regression over their scores weighs the views and calibrates them at once (stacking, Wolpert 1992; matrix scaling,
    Guo et al. 2017). Exclusive labels get thresholds in proportion to a power of their frequency, that with the best
    macro-F1; others each the threshold with the best mean F1 of present and absent. ``counts`` says how much each row
    counts.
    """
    fit = _blend_exclusive if exclusive else _blend_each
    weights, bias = fit(views, flags, counts)
    plain = np.ones(flags.shape[1]) if exclusive else np.full(flags.shape[1], 0.5)
    draft = Decision(weights, bias, plain, exclusive, bool(flags.any(axis=1).all()))
    found = draft.probabilities(views)
    thresholds = _powers(found, flags, counts) if exclusive else _cuts(found, flags, counts)
    return Decision(weights, bias, thresholds, exclusive, draft.least_one)


def _blend_exclusive(views: Sequence[Scores], flags: Flags, counts: Floats) -> tuple[Floats, Floats]:
    n_labels = flags.shape[1]
    seen = np.flatnonzero(flags.any(axis=0))
    weights, bias = np.zeros((n_labels, len(views) * n_labels)), np.full(n_labels, -HIGHEST)
    if len(seen) == 1:
        bias[seen] = HIGHEST
        return weights, bias
    fitted = _regression(np.hstack(views), flags.argmax(axis=1), counts)
    rows, ends = fitted.coef_, fitted.intercept_
    if len(seen) == 2:
        rows, ends = np.vstack([-rows[0] / 2, rows[0] / 2]), np.array([-ends[0] / 2, ends[0] / 2])
    weights[seen], bias[seen] = rows, ends
    return weights, bias


def _blend_each(views: Sequence[Scores], flags: Flags, counts: Floats) -> tuple[Floats, Floats]:
    n_labels = flags.shape[1]
    weights, bias = np.zeros((n_labels, len(views))), np.full(n_labels, -HIGHEST)
    for at in range(n_labels):
        wanted = flags[:, at]
        if wanted.all():
            bias[at] = HIGHEST
        if wanted.all() or not wanted.any():
            continue
        fitted = _regression(np.column_stack([view[:, at] for view in views]), wanted, counts)
        weights[at], bias[at] = fitted.coef_[0], fitted.intercept_[0]
    return weights, bias


def _regression(scores: Floats, wanted: NDArray[Any], counts: Floats) -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=BLEND_STRENGTH, max_iter=BLEND_STEPS).fit(SCALE * scores, wanted, counts)


def _powers(probabilities: Floats, flags: Flags, counts: Floats) -> Floats:
    """Thresholds of exclusive labels; of powers that do alike the smallest."""
    shares = np.maximum(counts @ flags / counts.sum(), 1 / max(1, len(flags)))
    wanted = flags.argmax(axis=1)

    def macro(power: float) -> float:
        return f1_mean((probabilities / shares**power).argmax(axis=1), wanted, flags.shape[1], counts)

    best = max(POWERS, key=lambda power: (round(macro(power), 4), -power))
    raised = shares**best
    return np.asarray(raised / raised.max(), np.float64)


def _cuts(probabilities: Floats, flags: Flags, counts: Floats) -> Floats:
    """Thresholds of labels that may stand together; of cuts that do alike the one nearest to a half."""
    found = np.full(flags.shape[1], 0.5)
    for at in range(flags.shape[1]):
        wanted = flags[:, at].astype(np.int64)
        if wanted.any() and not wanted.all():
            trials = [
                (round(f1_mean((probabilities[:, at] >= cut).astype(int), wanted, 2, counts), 4), -abs(cut - 0.5), cut)
                for cut in CUTS
            ]
            found[at] = max(trials)[2]
    return found


def f1_mean(
    found: NDArray[np.integer], wanted: NDArray[np.integer], n_labels: int, counts: Floats | None = None
) -> float:
    """Mean F1 over the labels that stand among the wanted, in [0, 1]; ``counts`` says how much each row counts.

    >>> round(f1_mean(np.array([0, 1, 1]), np.array([0, 0, 1]), 2), 3)
    0.667
    """
    each = np.ones(len(wanted)) if counts is None else counts
    gold = np.bincount(wanted, each, n_labels)
    hits = np.bincount(wanted[found == wanted], each[found == wanted], n_labels)
    both = np.bincount(found, each, n_labels) + gold
    return float((2 * hits[gold > 0] / both[gold > 0]).mean())
