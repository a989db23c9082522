"""Trains a model of target sentiment: how a passage makes a target look."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
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


def train_target_sentiment(plan: TrainingPlan, folder: Path) -> tuple[list[str], dict[str, Any]]:
    """Writes the files of a model into a folder; their names, and the settings for its card.

    In the encoder tier a regression over the pooled states is fitted, its strength chosen on held-out rows (by the
    hash of the text), and it is blended there with the word-based model: once for texts read alone, and once for texts
    read within paragraphs, as an analysis reads its sentences.
    """
    rows = plan.data.rows
    documents = plan.documents(rows)
    targets = [target_of(document, row["start"], row["end"]) for row, document in zip(rows, documents, strict=True)]
    labels = np.array([row["label"] for row in rows])
    if plan.encoder is None:
        shutil.copyfile(plan.vectors or find_model("target-sentiment-linear") / VECTORS, folder / VECTORS)
        vectors = WordVectors.load(folder / VECTORS)
        words = fit_target_sentiment(targets, list(labels), plan.lexicons, plan.seed, vectors)
        save_head(folder / WORDS, words.learnt_)
        return [VECTORS, WORDS], {}
    unseen = plan.unseen()
    apart = np.array([held_out(row["text"]) for row in rows]) & unseen
    if apart.sum() < LEAST_HELD_OUT or set(labels[apart]) != set(labels[~apart]):
        apart = _every_fifth(labels, plan.seed, unseen)
    return _train_on_states(plan, folder, targets, labels, apart)


def _every_fifth(labels: NDArray[np.str_], seed: int, unseen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """A fifth of the rows of each label, drawn by chance, from those that the encoder has not seen where it can be."""
    rng = np.random.default_rng(seed)
    apart = np.zeros(len(labels), np.bool_)
    for label in sorted(set(labels)):
        here = labels == label
        apart[rng.permutation(np.flatnonzero(here & unseen if (here & unseen).any() else here))[::5]] = True
    return apart


def _train_on_states(
    plan: TrainingPlan, folder: Path, targets: Sequence[Target], labels: NDArray[np.str_], apart: NDArray[np.bool_]
) -> tuple[list[str], dict[str, Any]]:
    """Two models over states: of rows that the encoder reads alone, and of the same within made-up paragraphs."""
    if plan.encoder is None:
        raise ValueError("the linear tier has no states")
    rest, held = (
        [target for target, here in zip(targets, apart, strict=True) if here is kept] for kept in (np.False_, np.True_)
    )
    words = fit_target_sentiment(rest, list(labels[~apart]), plan.lexicons, plan.seed)
    save_head(folder / WORDS, words.learnt_)
    said = words.log_probabilities(held)
    strengths = {}
    for files, reading in (((HEAD, BLEND), in_passages(targets)), ((HEAD_WITHIN, BLEND_WITHIN), in_paragraphs(plan))):
        pools = pools_within(plan.encoder, reading)
        strengths[files[0]], head = _chosen(pools, labels, apart)
        save_head(folder / files[0], head)
        both = side_by_side(head.predict_proba(pools[apart]), said)
        save_head(folder / files[1], _blend(both, labels[apart]))
    return [BLEND, BLEND_WITHIN, HEAD, HEAD_WITHIN, WORDS], {"head_strength": strengths}


def _chosen(pools: NDArray[np.float32], labels: NDArray[np.str_], apart: NDArray[np.bool_]) -> tuple[float, Any]:
    """The strength and head that are least wrong about the rows apart."""
    from sklearn.metrics import log_loss

    trials = []
    for strength in HEAD_STRENGTHS:
        head = _fitted(pools[~apart], labels[~apart], strength)
        trials.append((log_loss(labels[apart], head.predict_proba(pools[apart])), strength, head))
    _, strength, head = min(trials, key=lambda trial: trial[0])
    return strength, head


def _fitted(pools: NDArray[np.float32], labels: NDArray[np.str_], strength: float) -> Any:
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        return make_pipeline(StandardScaler(), LogisticRegression(C=strength, max_iter=MOST_STEPS)).fit(pools, labels)


def _blend(both: NDArray[np.float64], labels: NDArray[np.str_]) -> Any:
    """A regression over the log-probabilities of head and words on rows neither has seen.

    It weighs the two and calibrates them at once (stacking, Wolpert 1992; matrix scaling, Guo et al. 2017).
    """
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=BLEND_STRENGTH, max_iter=MOST_STEPS).fit(both, labels)
