"""The tasks that can be trained, and the model folder that comes out."""

from __future__ import annotations

import importlib.metadata
import tempfile
from collections.abc import Mapping
from pathlib import Path

from framing.errors import FramingError, unknown
from framing.learn.models import ATTRIBUTION, LABEL_TASKS, TARGET_SENTIMENT, TARGET_STANCE, encoder_sha256
from framing.learn.spans import LABELS as SPAN_LABELS
from framing.learn.store import Estimate, ModelCard, TrainingData, write_model
from framing.learn.store.card import CALIBRATION_CURVE
from framing.learn.target import LABELS as SIGNS
from framing.learn.target.models import HEAD
from framing.learn.training.attribution import train_attribution
from framing.learn.training.estimates import calibration, curve_of, validated_figures
from framing.learn.training.labels import CrossValidated, train_labels
from framing.learn.training.plan import LIBRARIES, TrainingPlan
from framing.learn.training.target import STRENGTHS, target_table, train_target_sentiment
from framing.learn.training.target_folds import cross_validated_targets

TRAINABLE = (ATTRIBUTION, TARGET_SENTIMENT, *LABEL_TASKS)
"""What users train; the model of stances to targets is learnt for the package alone, its labels as signs."""


def train(task: str, plan: TrainingPlan, out: Path) -> ModelCard:
    """Trains a model and writes its folder.

    Raises
    ------
    FramingError
        A task that cannot be trained, or rows that do not suffice; nothing is written.
    """
    if task not in (*TRAINABLE, TARGET_STANCE):
        raise FramingError(unknown("task to train", task, TRAINABLE))
    data = plan.data
    figures: Mapping[str, Mapping[str, Estimate]] = {}
    validated: CrossValidated | None = None
    with tempfile.TemporaryDirectory() as draft:
        if task in LABEL_TASKS:
            trained = train_labels(plan, Path(draft))
            names, labels, settings = list(trained.names), trained.labels, dict(trained.settings)
            validated = trained.validated
        elif task == ATTRIBUTION:
            labels = SPAN_LABELS
            names, settings = train_attribution(plan, Path(draft))
        else:
            labels, table = SIGNS, target_table(plan)
            names, settings = train_target_sentiment(plan, table, Path(draft))
            if task in TRAINABLE:
                strength = settings[STRENGTHS][HEAD] if plan.encoder else None
                validated = cross_validated_targets(plan, table, strength)
        if validated:
            figures = validated_figures(data, validated, plan.seed)
            settings[CALIBRATION_CURVE] = curve_of(calibration(data.rows, validated))
            if plan.observe:
                plan.observe(validated)
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
