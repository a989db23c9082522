"""The model of stances to targets, learnt from sentences of our own (``sentences/``): rows, figure and model.

    python experiments/encoder/target_stance.py        # some ten minutes of a core; again after a new encoder

It is of the encoder tier alone. Its card has the macro-F1 of its regression over states, without words, in five folds
by sentence: nothing is chosen on what is counted.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from framing.learn.encoder import Encoder
from framing.learn.models import TARGET_STANCE
from framing.learn.store import Estimate, ModelCard, write_model
from framing.learn.target import target_of
from framing.learn.training import TrainingPlan, TrainingRows, train
from framing.learn.training.paragraphs import in_passages, pools_within
from framing.lexicons import Lexicons
from framing.measures import label_figures
from framing.study import load_study

MODELS = Path(__file__).resolve().parents[2] / "framing" / "models"
TARGETS = Path(__file__).with_name("sentences") / "targets.jsonl"
NAME = f"{TARGET_STANCE}-encoder"
DESCRIPTION = "How whoever speaks in a sentence stands to a target, from the encoder and words: its sign."
SIGN_OF = {"against": "negative", "none": "neutral", "favor": "positive"}
"""A model of targets knows signs; a stance has one."""
FOLDS = 5
STRENGTH = 3e-4
COUNTED_ON = "own sentences, 5 folds, states alone"


def stance_rows(path: Path = TARGETS) -> TrainingRows:
    """A row for each target to which a stance is coded: all but who speaks."""
    rows: list[dict[str, Any]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        sentence = json.loads(line)
        for number, target in enumerate(sentence["targets"]):
            if target["stance"] is not None:
                rows.append(
                    {
                        "id": f"{sentence['id']}_{number}",
                        "article": sentence["id"],
                        "text": sentence["text"],
                        "start": target["start"],
                        "end": target["end"],
                        "label": SIGN_OF[target["stance"]],
                    }
                )
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return TrainingRows("experiments/encoder/sentences/targets.jsonl", rows, digest, "our own, CC BY 4.0")


def fit_target_stance(out: Path, lexicons: Lexicons, vectors: Path | None = None, seed: int = 1) -> ModelCard:
    """Writes the model into a folder of models that holds the encoder, with its figure on its card."""
    encoder = Encoder(out / "encoder", shaped=True)
    plan = TrainingPlan(stance_rows(), lexicons, encoder, seed, NAME, DESCRIPTION, vectors)
    folder = out / NAME
    card = replace(
        train(TARGET_STANCE, plan, folder), figures={"macro_f1": {COUNTED_ON: cross_validated(plan, encoder)}}
    )
    return write_model(folder, card, {name: folder / name for name in card.files})


def cross_validated(plan: TrainingPlan, encoder: Encoder) -> Estimate:
    """The macro-F1 of a regression over pooled states, each sentence read by one that was learnt from the others."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold, cross_val_predict
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    rows = plan.data.rows
    documents = plan.documents(rows)
    targets = [target_of(document, row["start"], row["end"]) for row, document in zip(rows, documents, strict=True)]
    head = make_pipeline(StandardScaler(), LogisticRegression(C=STRENGTH, max_iter=500))
    labels, groups = (np.array([row[key] for row in rows]) for key in ("label", "article"))
    pools = pools_within(encoder, in_passages(targets))
    said = cross_val_predict(head, pools, labels, groups=groups, cv=GroupKFold(FOLDS))
    figures = label_figures(rows, [{"label": label} for label in said])
    interval = figures.intervals().mean_f1
    if interval is None:
        raise ValueError(f"{plan.data.name}: too few sentences for an interval")
    return Estimate(*(round(value / 100, 4) for value in (figures.mean_f1, interval.low, interval.high)))


if __name__ == "__main__":
    print(fit_target_stance(MODELS, load_study("kosovo").lexicons).figures)
