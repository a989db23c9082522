"""Cross-validation of target sentiment: what models say of rows that they have not learnt from."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from framing.learn.labels.answers import answer_of
from framing.learn.labels.decision import f1_mean
from framing.learn.target import LABELS
from framing.learn.target.models import side_by_side
from framing.learn.target.sentiment import fit_target_sentiment
from framing.learn.target.vectors import WordVectors
from framing.learn.training.curve import learning_curve
from framing.learn.training.folds import unseen_folds
from framing.learn.training.labels import CrossValidated
from framing.learn.training.plan import TrainingPlan
from framing.learn.training.target import TargetTable, blended, fitted, set_apart, vectors_of

Probabilities = NDArray[np.float64]


def cross_validated_targets(plan: TrainingPlan, table: TargetTable, strength: float | None) -> CrossValidated | None:
    """The answers to rows by models of the other folds' rows, each text read alone; rows of one article stay together.

    ``strength`` is that of the regression over states (chosen on all rows, as penalties of labels are), None in the
    linear tier. None where the rows of other folds lack a label: too few articles or texts have it.
    """
    rows = plan.data.rows
    flags = table.labels[:, None] == np.array(LABELS)
    folds = unseen_folds(rows, flags, table.unseen, plan.seed)
    if folds.max() < 1:
        return None
    found = _unseen(plan, table, folds, strength, np.ones(len(rows), np.bool_))
    if found is None:
        return None

    def mean_f1(given: Probabilities) -> float:
        answered = folds >= 0
        return round(f1_mean(given.argmax(axis=1)[answered], flags.argmax(axis=1)[answered], len(LABELS)), 4)

    def of_part(kept: NDArray[np.bool_]) -> float | None:
        part = _unseen(plan, table, folds, strength, kept)
        return None if part is None else mean_f1(part)

    curve = learning_curve(rows, folds, plan.seed, of_part, mean_f1(found))
    places = np.flatnonzero(folds >= 0)
    answers = tuple(answer_of(LABELS, row, row == row.max(), exclusive=True) for row in found[places])
    return CrossValidated(answers, tuple(places.tolist()), int(folds.max()) + 1, tuple(curve))


def _unseen(
    plan: TrainingPlan,
    table: TargetTable,
    folds: NDArray[np.int64],
    strength: float | None,
    kept: NDArray[np.bool_],
) -> Probabilities | None:
    """Probabilities of every row by a model of the kept rows of the other folds; None where these lack a label."""
    found = np.zeros((len(folds), len(LABELS)))
    for fold in range(folds.max() + 1):
        given = _of_fold(plan, table, np.flatnonzero((folds != fold) & kept), np.flatnonzero(folds == fold), strength)
        if given is None:
            return None
        found[folds == fold] = given
    return found


def _of_fold(
    plan: TrainingPlan,
    table: TargetTable,
    others: NDArray[np.intp],
    fold: NDArray[np.intp],
    strength: float | None,
) -> Probabilities | None:
    if table.pools is None or strength is None:
        if not _every_label(table, others):
            return None
        vectors = WordVectors.load(vectors_of(plan))
        words = fit_target_sentiment(
            table.targets_of(others), list(table.labels[others]), plan.lexicons, plan.seed, vectors
        )
        return words.predict_proba(table.targets_of(fold))
    apart = set_apart(table.part(others), plan.seed)
    rest, held = others[~apart], others[apart]
    if not _every_label(table, rest) or not _every_label(table, held):
        return None
    words = fit_target_sentiment(table.targets_of(rest), list(table.labels[rest]), plan.lexicons, plan.seed)
    head = fitted(table.pools[rest], table.labels[rest], strength)
    both = [
        side_by_side(head.predict_proba(table.pools[part]), words.log_probabilities(table.targets_of(part)))
        for part in (held, fold)
    ]
    found: Probabilities = blended(both[0], table.labels[held]).predict_proba(both[1])
    return found


def _every_label(table: TargetTable, rows: NDArray[np.intp]) -> bool:
    return set(table.labels[rows]) == set(LABELS)
