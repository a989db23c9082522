"""Writes what is known of the shipped models onto their cards, from results/validation and known_failures.yaml.

    python experiments/validation/card_figures.py        # after framing experiments run validation

Attribution and target sentiment get their figures, calibration error and calibration curve; tone, beside those of its
own cross-validation, the figures on coded texts; the encoder the main figure of every task that reads it, and its
README; all of them what they are known to get wrong. The models of stance and frames, and that of stances to targets,
carry the figures of their own cross-validation. Nothing of this decides what a model predicts, so no hash in a manifest
changes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from framing.learn.store import Estimate, ModelCard, find_model, read_card, shipped_names
from framing.learn.store.card import CALIBRATION_CURVE, CARD

HERE = Path(__file__).resolve().parent
RESULTS = HERE.parents[1] / "results" / "validation"
FAILURES = HERE / "known_failures.yaml"
README, README_SOURCE = "README.md", HERE.parent / "encoder" / "model-card.md"
MEASURED = ("attribution", "target-sentiment")
"""Tasks whose figures are all of results/validation."""
CODED = "sentiment"
ENCODER = "encoder"
MAIN = {
    "attribution": "mean F1",
    "target-sentiment": "macro-F1",
    "sentiment": "macro-F1",
    "stance": "macro-F1",
    "frames": "micro-F1",
}
"""The figure of each task that the encoder's card repeats."""
LEFT_OUT = ("overlap", "accuracy")
CALIBRATION = "calibration error"
NUMBERS = ["estimate", "ci_low", "ci_high"]
DECIMALS = 4

Figures = dict[str, dict[str, Estimate]]


def main() -> None:
    """Rewrites the cards."""
    readme = README_SOURCE.read_bytes()
    (find_model(ENCODER) / README).write_bytes(readme)
    for name in shipped_names():
        folder = find_model(name)
        content = json.dumps(card_of(name).as_json(), indent=2, sort_keys=True, ensure_ascii=False)
        (folder / CARD).write_text(content + "\n", encoding="utf-8")
        print(name)


def card_of(name: str, results: Path = RESULTS) -> ModelCard:
    """The card of a shipped model with what is known of it."""
    card = read_card(find_model(name))
    failures: Mapping[str, list[str]] = yaml.safe_load(FAILURES.read_text(encoding="utf-8"))
    card = replace(card, known_failures=tuple(failures[name]))
    table, bins = _measured(results)
    if name == ENCODER:
        files = {**card.files, README: hashlib.sha256(README_SOURCE.read_bytes()).hexdigest()}
        return replace(card, files=files, figures=_of_all_tasks(table))
    here = table[(table["task"] == card.task) & (table["model"] == f"{card.tier} tier")]
    if card.task in MEASURED:
        curve = _curve(bins[(bins["task"] == card.task) & (bins["model"] == f"{card.tier} tier")])
        settings = {**card.settings, CALIBRATION_CURVE: curve} if curve else card.settings
        return replace(card, figures=figures_of(here), settings=settings)
    if card.task == CODED:
        return replace(card, figures=_added(card.figures, figures_of(here)))
    return card


def figures_of(rows: pd.DataFrame) -> Figures:
    """Measure to data set to estimate, in [0, 1], as cards have them; rows hold percent."""
    found: Figures = {}
    for row in rows.itertuples():
        if not row.measure.startswith(LEFT_OUT):
            found.setdefault(_key(row.measure), {})[row.data] = _estimate(row)
    return found


def _measured(results: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """All figures with the calibration errors among them, in percent; and the bins of the calibration curves."""
    calibration = pd.read_csv(results / "calibration.csv")
    whole = (calibration["bin_low"] == 0) & (calibration["bin_high"] == 1)
    errors = calibration[whole].rename(columns={"error": "estimate"}).assign(measure=CALIBRATION)
    errors[NUMBERS] *= 100
    tables = [*(pd.read_csv(results / name) for name in ("figures.csv", "labels.csv")), errors]
    return pd.concat([table[["task", "data", "measure", "model", *NUMBERS]] for table in tables]), calibration[~whole]


def _of_all_tasks(table: pd.DataFrame) -> Figures:
    """The main figure of the encoder tier in each task."""
    found: Figures = {}
    tier = table[table["model"] == f"{ENCODER} tier"]
    for task, measure in MAIN.items():
        for row in tier[(tier["task"] == task) & (tier["measure"] == measure)].itertuples():
            found.setdefault(_key(f"{task} {measure}"), {})[row.data] = _estimate(row)
    return found


def _added(figures: Mapping[str, Mapping[str, Estimate]], further: Figures) -> Figures:
    whole = {measure: dict(by_data) for measure, by_data in figures.items()}
    for measure, by_data in further.items():
        whole.setdefault(measure, {}).update(by_data)
    return whole


def _curve(bins: pd.DataFrame) -> list[dict[str, Any]]:
    """The calibration curve as the cards of labels have it, each bin with the data set it was counted on."""
    return [
        {
            "data": row.data,
            "low": round(row.bin_low, 2),
            "high": round(row.bin_high, 2),
            "n": row.n_rows,
            "probability": round(row.confidence, DECIMALS),
            "share": round(row.accuracy, DECIMALS),
        }
        for row in bins.itertuples()
    ]


def _estimate(row: Any) -> Estimate:
    """In [0, 1]; of a calibration error, whose resamples lie higher, the interval holds the estimate."""
    value, low, high = (round(each / 100, DECIMALS) for each in (row.estimate, row.ci_low, row.ci_high))
    return Estimate(value, min(low, value), max(high, value))


def _key(measure: str) -> str:
    return measure.lower().replace("-", "_").replace(" ", "_")


if __name__ == "__main__":
    main()
