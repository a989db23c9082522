"""Trains a model of labels: sentiment, stance to targets, or frames, whatever labels the rows bring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.errors import FramingError
from framing.learn.labels.answers import answer_of
from framing.learn.labels.decision import Decision, Flags, Scores, f1_mean, fit_decision
from framing.learn.labels.features import TextFeatures
from framing.learn.labels.model import DECISION, STATES, WORDS, save_decision
from framing.learn.labels.states import text_states
from framing.learn.labels.text import text_of
from framing.learn.labels.views import PENALTIES, Narrowed, View, fit_view, state_weights, word_weights
from framing.learn.readings import read_passages
from framing.learn.store import find_model, save_head
from framing.learn.store.folder import file_sha256
from framing.learn.target.models import VECTORS
from framing.learn.target.vectors import WordVectors
from framing.learn.training.curve import learning_curve
from framing.learn.training.folds import KNOWN, unseen_folds
from framing.learn.training.plan import Row, TrainingPlan

SMALLEST = 1e-12
COUNT = "weight"
"""The key of a row that says how much it counts; 1 by default."""

Folds = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class CrossValidated:
    """What models say of rows that they have not seen: each row was left out of the one that answers it.

    Parameters
    ----------
    answers : tuple of dict
        ``label`` or ``frames``, and ``probabilities``, in the order of ``places``.
    places : tuple of int
        Which rows are answered: all but those that the encoder was trained on.
    n_folds : int
    curve : tuple of (int, float)
        The learning curve: mean count of rows learnt from, and the mean F1 over the labels, in [0, 1].
    """

    answers: tuple[Row, ...]
    places: tuple[int, ...]
    n_folds: int
    curve: tuple[tuple[int, float], ...]

    def rows(self, rows: Sequence[Row]) -> list[Row]:
        """Of the rows that were learnt from those that are answered, in the order of the answers."""
        return [rows[at] for at in self.places]


@dataclass(frozen=True, slots=True)
class LabelTraining:
    """The files of a model that was written, what goes on its card, and what cross-validation found."""

    names: tuple[str, ...]
    labels: tuple[str, ...]
    settings: dict[str, Any]
    validated: CrossValidated


@dataclass(frozen=True, slots=True)
class LabelTable:
    """Labelled rows as numbers: the features of each view, the labels that each row has, and how much it counts."""

    labels: tuple[str, ...]
    exclusive: bool
    words: Narrowed
    states: NDArray[np.float32] | None
    flags: Flags
    counts: NDArray[np.float64]

    @property
    def views(self) -> tuple[str, ...]:
        """The names of the views."""
        return (WORDS,) if self.states is None else (WORDS, STATES)

    def columns(self, view: str) -> Any:
        """The features of a view, a row each."""
        return self.words.columns if view == WORDS else self.states

    def measured(self, rows: NDArray[Any]) -> LabelTable:
        """The labels of some rows, to choose and measure on; the features stay behind."""
        return replace(self, flags=self.flags[rows], counts=self.counts[rows])

    def fit(self, view: str, rows: NDArray[Any], penalty: float) -> View:
        """A view, learnt from some of the rows."""
        columns = self.columns(view)[rows]
        weights = word_weights(self.words.spans, columns) if view == WORDS else state_weights()
        return fit_view(columns, self.flags[rows], penalty, weights, self.counts[rows])


def train_labels(plan: TrainingPlan, folder: Path) -> LabelTraining:
    """Writes the files of a model of labels into a folder.

    Rows are dealt into folds (:func:`framing.learn.training.folds.unseen_folds`), but for those that the encoder was
    trained on: its states know their answers, so they are learnt from and nothing is chosen or measured on them. What
    views of all but one fold say of that fold chooses their penalties, weighs and calibrates them and gives the
    thresholds; then the views are learnt again from all rows. The figures of cross-validation take weights and
    thresholds from the other folds too; only the penalty, one of three, was chosen on all.
    """
    vectors = plan.vectors or find_model("target-sentiment-linear") / VECTORS
    table = label_table(plan, vectors)
    folds = unseen_folds(plan.data.rows, table.flags, plan.unseen(), plan.seed)
    if folds.max() < 1:
        raise FramingError(
            f"{plan.data.name}: all rows are of one article or text; at least two are needed to validate"
        )
    penalties, unseen = {}, {}
    for view in table.views:
        penalties[view], unseen[view] = _chosen_penalty(table, view, folds)
    validated = _validated(table, plan.data.rows, folds, penalties, unseen, plan.seed)
    decision = _decision(table, folds >= 0, list(unseen.values()))
    everything = np.arange(len(table.flags))
    for view, penalty in penalties.items():
        fitted = table.fit(view, everything, penalty)
        if view == WORDS:
            fitted = table.words.widened(fitted)
        save_head(folder / f"{view}.skops", [fitted.weights, fitted.regression])
    save_decision(folder / DECISION, decision)
    settings: dict[str, Any] = {
        "exclusive": table.exclusive,
        "least_one": decision.least_one,
        "penalties": penalties,
        "thresholds": {label: round(float(t), 4) for label, t in zip(table.labels, decision.thresholds, strict=True)},
        "vectors": file_sha256(vectors),
    }
    if known := int((folds == KNOWN).sum()):
        settings["rows_known_to_the_encoder"] = known
    if targets := sorted({" ".join(row["target"].lower().split()) for row in plan.data.rows if row.get("target")}):
        settings["targets"] = targets
    names = (DECISION, *(f"{view}.skops" for view in table.views))
    return LabelTraining(names, table.labels, settings, validated)


def cross_validated(plan: TrainingPlan) -> CrossValidated:
    """The answers to rows by models that have not seen them, as ``train_labels`` has them; no model is written."""
    table = label_table(plan, plan.vectors or find_model("target-sentiment-linear") / VECTORS)
    folds = unseen_folds(plan.data.rows, table.flags, plan.unseen(), plan.seed)
    return decided(table, folds, [_chosen_penalty(table, view, folds)[1] for view in table.views])


def decided(table: LabelTable, folds: Folds, views: Sequence[Scores]) -> CrossValidated:
    """The answers to rows from the scores of views that have not seen them; no learning curve."""
    return _given(table, folds, *_decided(table, folds, views))


def _given(
    table: LabelTable,
    folds: Folds,
    probabilities: NDArray[np.float64],
    chosen: Flags,
    curve: Sequence[tuple[int, float]] = (),
) -> CrossValidated:
    places = np.flatnonzero(folds >= 0)
    answers = _answers(table, probabilities[places], chosen[places])
    return CrossValidated(tuple(answers), tuple(places.tolist()), int(folds.max()) + 1, tuple(curve))


def _answers(table: LabelTable, probabilities: NDArray[np.float64], chosen: Flags) -> list[Row]:
    return [
        answer_of(table.labels, found, given, exclusive=table.exclusive)
        for found, given in zip(probabilities, chosen, strict=True)
    ]


def label_table(plan: TrainingPlan, vectors: Path) -> LabelTable:
    """The features and labels of the plan's rows."""
    rows = plan.data.rows
    exclusive = "frames" not in rows[0]
    given = [[row["label"]] if exclusive else row["frames"] for row in rows]
    labels = tuple(sorted({label for each in given for label in each}))
    flags = np.array([[label in each for label in labels] for each in given], np.bool_)
    texts = [text_of(document, str(row.get("target") or "")) for row, document in _documents(plan, rows)]
    features = TextFeatures(plan.lexicons, WordVectors.load(vectors))
    words = Narrowed.of(features.transform(texts), features.spans)
    states = None
    if plan.encoder:
        readings = read_passages([text.passage for text in texts], plan.encoder)
        states = text_states(texts, [reading.encoded for reading in readings])
    counts = np.array([float(row.get(COUNT, 1)) for row in rows])
    return LabelTable(labels, exclusive, words, states, flags, counts)


def _documents(plan: TrainingPlan, rows: Sequence[Row]) -> Any:
    return zip(rows, plan.documents(rows), strict=True)


def _chosen_penalty(table: LabelTable, view: str, folds: Folds) -> tuple[float, Scores]:
    """The penalty under which a view is calibrated best on rows it has not seen, and what it says of them."""
    trials = []
    for penalty in PENALTIES[view]:
        scores = unseen_scores(table, view, folds, penalty)
        measured = folds >= 0
        found = _decision(table, measured, [scores]).probabilities([scores[measured]])
        trials.append((_loss(found, table.measured(measured)), penalty, scores))
    _, penalty, scores = min(trials, key=lambda trial: trial[0])
    return penalty, scores


def unseen_scores(
    table: LabelTable, view: str, folds: Folds, penalty: float, kept: NDArray[np.bool_] | None = None
) -> Scores:
    """The scores of every row by a view of the other folds' rows, of which ``kept`` are used; 0 for known rows."""
    scores = np.zeros(table.flags.shape)
    for fold in range(folds.max() + 1):
        others = folds != fold if kept is None else (folds != fold) & kept
        fitted = table.fit(view, np.flatnonzero(others), penalty)
        scores[folds == fold] = fitted.scores(table.columns(view)[folds == fold])
    return scores


def _loss(probabilities: NDArray[np.float64], table: LabelTable) -> float:
    """The mean negative log-likelihood of the rows' labels."""
    right = np.where(table.flags, probabilities, 1.0 if table.exclusive else 1 - probabilities)
    return float(np.average(-np.log(np.maximum(right, SMALLEST)).sum(axis=1), weights=table.counts))


def _validated(
    table: LabelTable,
    rows: Sequence[Row],
    folds: Folds,
    penalties: Mapping[str, float],
    unseen: Mapping[str, Scores],
    seed: int,
) -> CrossValidated:
    probabilities, chosen = _decided(table, folds, list(unseen.values()))

    def of_part(kept: NDArray[np.bool_]) -> float:
        scores = [unseen_scores(table, view, folds, penalty, kept) for view, penalty in penalties.items()]
        return _mean_f1(table, folds, _decided(table, folds, scores)[1])

    curve = learning_curve(rows, folds, seed, of_part, _mean_f1(table, folds, chosen))
    return _given(table, folds, probabilities, chosen, curve)


def _decided(table: LabelTable, folds: Folds, views: Sequence[Scores]) -> tuple[NDArray[np.float64], Flags]:
    """Probabilities and labels of every row by a decision that was fitted to the other folds."""
    probabilities, chosen = np.zeros(table.flags.shape), np.zeros(table.flags.shape, np.bool_)
    for fold in range(folds.max() + 1):
        here = folds == fold
        decision = _decision(table, ~here & (folds >= 0), views)
        probabilities[here] = decision.probabilities([view[here] for view in views])
        chosen[here] = decision.chosen(probabilities[here])
    return probabilities, chosen


def _decision(table: LabelTable, rows: NDArray[np.bool_], views: Sequence[Scores]) -> Decision:
    """What is learnt from the views' scores of some rows."""
    return fit_decision(
        [view[rows] for view in views], table.flags[rows], table.counts[rows], exclusive=table.exclusive
    )


def _mean_f1(table: LabelTable, folds: Folds, chosen: Flags) -> float:
    """The mean over labels of the F1: of the label (exclusive), else of its presence; known rows do not count."""
    flags, chosen = table.flags[folds >= 0], chosen[folds >= 0]
    if table.exclusive:
        return round(f1_mean(chosen.argmax(axis=1), flags.argmax(axis=1), len(table.labels)), 4)
    hits, both = (chosen & flags).sum(axis=0), chosen.sum(axis=0) + flags.sum(axis=0)
    return round(float((2 * hits / np.maximum(both, 1)).mean()), 4)
