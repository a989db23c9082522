"""The model of stances to targets, learnt from sentences of our own (``sentences/``): rows, figure and model.

    python experiments/encoder/target_stance.py            # some ten minutes of a core; again after a new encoder
    python experiments/encoder/target_stance.py --figures  # the figures on its card alone, half as long

It is of the encoder tier alone. Its card has the macro-F1 and the calibration of its regression over states, without
words, in five folds by sentence: nothing is chosen on what is counted.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from framing.learn.encoder import Encoder
from framing.learn.labels.answers import answer_of
from framing.learn.models import TARGET_STANCE
from framing.learn.store import Estimate, ModelCard, read_card, write_model
from framing.learn.store.card import CALIBRATION_CURVE
from framing.learn.target import LABELS as SIGNS
from framing.learn.target import target_of
from framing.learn.training import TrainingPlan, TrainingRows, train
from framing.learn.training.estimates import calibration, curve_of, validated_figures
from framing.learn.training.labels import CrossValidated
from framing.learn.training.paragraphs import in_passages, pools_within
from framing.lexicons import Lexicons
from framing.study import load_study

MODELS = Path(__file__).resolve().parents[2] / "framing" / "models"
TARGETS = Path(__file__).with_name("sentences") / "targets.jsonl"
NAME = f"{TARGET_STANCE}-encoder"
DESCRIPTION = "How whoever speaks in a sentence stands to a target, from the encoder and words: its sign."
SIGN_OF = {"against": "negative", "none": "neutral", "favor": "positive"}
"""A model of targets knows signs; a stance has one."""
FOLDS = 5
STRENGTH = 3e-4
MEASURES = ("macro_f1", "calibration_error")
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


def plan_of(out: Path, lexicons: Lexicons, vectors: Path | None = None, seed: int = 1) -> TrainingPlan:
    """How the model is trained, on the encoder in a folder of models."""
    return TrainingPlan(
        stance_rows(), lexicons, Encoder(out / "encoder", shaped=True), seed, NAME, DESCRIPTION, vectors
    )


def fit_target_stance(out: Path, lexicons: Lexicons, vectors: Path | None = None, seed: int = 1) -> ModelCard:
    """Writes the model into a folder of models that holds the encoder, with its figures on its card."""
    plan = plan_of(out, lexicons, vectors, seed)
    return with_figures(out / NAME, train(TARGET_STANCE, plan, out / NAME), plan)


def with_figures(folder: Path, card: ModelCard, plan: TrainingPlan) -> ModelCard:
    """Writes what cross-validation finds onto the card of the model in a folder."""
    figures, curve = cross_validated(plan)
    found = {measure: {COUNTED_ON: estimate} for measure, estimate in figures.items()}
    whole = replace(card, figures=found, settings={**card.settings, CALIBRATION_CURVE: curve})
    return write_model(folder, whole, {name: folder / name for name in card.files})


def cross_validated(plan: TrainingPlan) -> tuple[dict[str, Estimate], list[dict[str, float]]]:
    """Figures and calibration curve of a regression over pooled states, each sentence read by one of the others'."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold, cross_val_predict
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    if plan.encoder is None:
        raise ValueError(f"{NAME} is of the encoder tier")
    rows = plan.data.rows
    documents = plan.documents(rows)
    targets = [target_of(document, row["start"], row["end"]) for row, document in zip(rows, documents, strict=True)]
    head = make_pipeline(StandardScaler(), LogisticRegression(C=STRENGTH, max_iter=500))
    labels, groups = (np.array([row[key] for row in rows]) for key in ("label", "article"))
    pools = pools_within(plan.encoder, in_passages(targets))
    said = cross_val_predict(head, pools, labels, groups=groups, cv=GroupKFold(FOLDS), method="predict_proba")
    answers = tuple(answer_of(SIGNS, row, row == row.max(), exclusive=True) for row in said)
    validated = CrossValidated(answers, tuple(range(len(rows))), FOLDS, ())
    found = validated_figures(plan.data, validated, plan.seed)
    figures = {measure: estimate for measure in MEASURES for estimate in found[measure].values()}
    return figures, curve_of(calibration(rows, validated))


def main() -> None:
    """The model, or its figures alone."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--figures", action="store_true", help="leave the model as it is, and count anew")
    lexicons = load_study("kosovo").lexicons
    if parser.parse_args().figures:
        print(with_figures(MODELS / NAME, read_card(MODELS / NAME), plan_of(MODELS, lexicons)).figures)
    else:
        print(fit_target_stance(MODELS, lexicons).figures)


if __name__ == "__main__":
    main()
