"""Trains a model of target sentiment: how a passage makes a target look."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.learn.store import find_model, save_head
from framing.learn.target import Target, target_of
from framing.learn.target.models import BLEND, BLEND_WITHIN, HEAD, HEAD_WITHIN, VECTORS, WORDS, side_by_side
from framing.learn.target.sentiment import fit_target_sentiment
from framing.learn.target.vectors import WordVectors
from framing.learn.training.paragraphs import in_paragraphs, in_passages, pools_within
from framing.learn.training.plan import TrainingPlan, held_out

HEAD_STRENGTHS = (1e-4, 3e-4, 1e-3, 1e-2)
LEAST_HELD_OUT = 60
MOST_STEPS = 500
BLEND_STRENGTH = 0.1
STRENGTHS = "head_strength"
"""The setting that holds, by file, how strongly each regression over states was held back."""


@dataclass(frozen=True, slots=True)
class TargetTable:
    """A plan's rows as they are learnt from; ``pools`` are the states of texts read alone, None in the linear tier."""

    texts: tuple[str, ...]
    targets: tuple[Target, ...]
    labels: NDArray[np.str_]
    unseen: NDArray[np.bool_]
    pools: NDArray[np.float32] | None = None

    def targets_of(self, rows: NDArray[np.intp]) -> list[Target]:
        """The targets of some rows."""
        return [self.targets[at] for at in rows]

    def part(self, rows: NDArray[np.intp]) -> TargetTable:
        """Some of the rows; their states stay behind."""
        texts = tuple(self.texts[at] for at in rows)
        return TargetTable(texts, tuple(self.targets_of(rows)), self.labels[rows], self.unseen[rows])


def target_table(plan: TrainingPlan) -> TargetTable:
    """The targets, labels and states of the plan's rows."""
    rows = plan.data.rows
    documents = plan.documents(rows)
    targets = [target_of(document, row["start"], row["end"]) for row, document in zip(rows, documents, strict=True)]
    pools = pools_within(plan.encoder, in_passages(targets)) if plan.encoder else None
    labels = np.array([row["label"] for row in rows])
    return TargetTable(tuple(str(row["text"]) for row in rows), tuple(targets), labels, plan.unseen(), pools)


def vectors_of(plan: TrainingPlan) -> Path:
    """The word vectors of the linear tier."""
    return plan.vectors or find_model("target-sentiment-linear") / VECTORS


def train_target_sentiment(plan: TrainingPlan, table: TargetTable, folder: Path) -> tuple[list[str], dict[str, Any]]:
    """Writes the files of a model into a folder; their names, and the settings for its card.

    In the encoder tier a regression over the pooled states is fitted, its strength chosen on held-out rows (by the
    hash of the text), and it is blended there with the word-based model: once for texts read alone, and once for texts
    read within paragraphs, as an analysis reads its sentences.
    """
    if plan.encoder is None:
        shutil.copyfile(vectors_of(plan), folder / VECTORS)
        vectors = WordVectors.load(folder / VECTORS)
        words = fit_target_sentiment(table.targets, list(table.labels), plan.lexicons, plan.seed, vectors)
        save_head(folder / WORDS, words.learnt_)
        return [VECTORS, WORDS], {}
    return _train_on_states(plan, table, folder, set_apart(table, plan.seed))


def set_apart(table: TargetTable, seed: int) -> NDArray[np.bool_]:
    """The rows to choose and blend on: by the hash of their texts, or where these are too few every fifth."""
    apart = np.array([held_out(text) for text in table.texts]) & table.unseen
    if apart.sum() < LEAST_HELD_OUT or set(table.labels[apart]) != set(table.labels[~apart]):
        apart = _every_fifth(table.labels, seed, table.unseen)
    return apart


def _every_fifth(labels: NDArray[np.str_], seed: int, unseen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """A fifth of the rows of each label, drawn by chance, from those that the encoder has not seen where it can be."""
    rng = np.random.default_rng(seed)
    apart = np.zeros(len(labels), np.bool_)
    for label in sorted(set(labels)):
        here = labels == label
        apart[rng.permutation(np.flatnonzero(here & unseen if (here & unseen).any() else here))[::5]] = True
    return apart


def _train_on_states(
    plan: TrainingPlan, table: TargetTable, folder: Path, apart: NDArray[np.bool_]
) -> tuple[list[str], dict[str, Any]]:
    """Two models over states: of rows that the encoder reads alone, and of the same within made-up paragraphs."""
    if plan.encoder is None or table.pools is None:
        raise ValueError("the linear tier has no states")
    labels = table.labels
    rest, held = (table.targets_of(np.flatnonzero(here)) for here in (~apart, apart))
    words = fit_target_sentiment(rest, list(labels[~apart]), plan.lexicons, plan.seed)
    save_head(folder / WORDS, words.learnt_)
    said = words.log_probabilities(held)
    strengths = {}
    within = pools_within(plan.encoder, in_paragraphs(plan))
    for files, pools in (((HEAD, BLEND), table.pools), ((HEAD_WITHIN, BLEND_WITHIN), within)):
        strengths[files[0]], head = _chosen(pools, labels, apart)
        save_head(folder / files[0], head)
        both = side_by_side(head.predict_proba(pools[apart]), said)
        save_head(folder / files[1], blended(both, labels[apart]))
    return [BLEND, BLEND_WITHIN, HEAD, HEAD_WITHIN, WORDS], {STRENGTHS: strengths}


def _chosen(pools: NDArray[np.float32], labels: NDArray[np.str_], apart: NDArray[np.bool_]) -> tuple[float, Any]:
    """The strength and head that are least wrong about the rows apart."""
    from sklearn.metrics import log_loss

    trials = []
    for strength in HEAD_STRENGTHS:
        head = fitted(pools[~apart], labels[~apart], strength)
        trials.append((log_loss(labels[apart], head.predict_proba(pools[apart])), strength, head))
    _, strength, head = min(trials, key=lambda trial: trial[0])
    return strength, head


def fitted(pools: NDArray[np.float32], labels: NDArray[np.str_], strength: float) -> Any:
    """A regression over pooled states."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        return make_pipeline(StandardScaler(), LogisticRegression(C=strength, max_iter=MOST_STEPS)).fit(pools, labels)


def blended(both: NDArray[np.float64], labels: NDArray[np.str_]) -> Any:
    """A regression over the log-probabilities of head and words on rows neither has seen.

    It weighs the two and calibrates them at once (stacking, Wolpert 1992; matrix scaling, Guo et al. 2017).
    """
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=BLEND_STRENGTH, max_iter=MOST_STEPS).fit(both, labels)
