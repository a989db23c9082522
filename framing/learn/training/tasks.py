"""The tasks that can be trained, and the model folder that comes out."""

from __future__ import annotations

import importlib.metadata
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from framing.errors import FramingError, unknown
from framing.learn.models import LABEL_TASKS, TARGET_STANCE, encoder_sha256
from framing.learn.spans import LABELS as SPAN_LABELS
from framing.learn.store import Estimate, ModelCard, TrainingData, write_model
from framing.learn.store.card import CALIBRATION_CURVE
from framing.learn.target import LABELS as SIGNS
from framing.learn.training.attribution import train_attribution
from framing.learn.training.estimates import calibration, curve_of, validated_figures
from framing.learn.training.labels import train_labels
from framing.learn.training.plan import LIBRARIES, TrainingPlan
from framing.learn.training.target import train_target_sentiment

Trainer = Callable[[TrainingPlan, Path], tuple[list[str], dict[str, Any]]]

TRAINERS: dict[str, tuple[Trainer, tuple[str, ...]]] = {
    "attribution": (train_attribution, SPAN_LABELS),
    "target-sentiment": (train_target_sentiment, SIGNS),
    TARGET_STANCE: (train_target_sentiment, SIGNS),
}
TRAINABLE = ("attribution", "target-sentiment", *LABEL_TASKS)
"""What users train; the model of stances to targets is learnt for the package alone, its labels as signs."""


def train(task: str, plan: TrainingPlan, out: Path) -> ModelCard:
    """Trains a model and writes its folder.

    Raises
    ------
    FramingError
        A task that cannot be trained, or rows that do not suffice; nothing is written.
    """
    if task not in (*TRAINERS, *LABEL_TASKS):
        raise FramingError(unknown("task to train", task, TRAINABLE))
    data = plan.data
    figures: Mapping[str, Mapping[str, Estimate]] = {}
    with tempfile.TemporaryDirectory() as draft:
        if task in LABEL_TASKS:
            trained = train_labels(plan, Path(draft))
            names, labels, settings = list(trained.names), trained.labels, dict(trained.settings)
            figures = validated_figures(data, trained.validated, plan.seed)
            settings[CALIBRATION_CURVE] = curve_of(calibration(data.rows, trained.validated))
            if plan.observe:
                plan.observe(trained.validated)
        else:
            trainer, labels = TRAINERS[task]
            names, settings = trainer(plan, Path(draft))
        card = ModelCard(
            name=plan.name,
            task=task,
            tier=plan.tier,
            description=plan.description,
            labels=labels,
            encoder=encoder_sha256(plan.encoder.folder) if plan.encoder else None,
            libraries={name: importlib.metadata.version(name) for name in LIBRARIES},
            data=(TrainingData(data.name, data.sha256, len(data.rows), data.licence),),
            figures=figures,
            settings=settings,
        )
        return write_model(out, card, {name: Path(draft) / name for name in names})
