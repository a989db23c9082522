"""What cross-validation found, as figures for the card: F1 by label and over labels, accuracy and calibration."""

from __future__ import annotations

from collections.abc import Sequence

from framing.calibration import Calibration, answers_of, calibration_of
from framing.learn.store import Estimate
from framing.learn.training.folds import groups_of
from framing.learn.training.labels import CrossValidated
from framing.learn.training.plan import Row, TrainingRows
from framing.measures import SEED, Figures, label_figures, set_figures


def compared(rows: Sequence[Row], validated: CrossValidated) -> Figures:
    """The figures of the rows that were answered by models that had not seen them; texts are redrawn whole."""
    compare = set_figures if "frames" in rows[0] else label_figures
    answered = validated.rows(rows)
    grouped = [{**row, "group": group} for row, group in zip(answered, groups_of(answered), strict=True)]
    return compare(grouped, validated.answers)


def measured_on(data: TrainingRows, validated: CrossValidated, seed: int) -> str:
    """The data set of a card's figures: another deal of folds, or other rows of the file, give other figures.

    For instance "stance.jsonl, 5 folds of seed 1, 370 rows new to the encoder"; without the last where all rows are.
    """
    new = "" if len(validated.places) == len(data.rows) else f", {len(validated.places)} rows new to the encoder"
    return f"{data.name}, {validated.n_folds} folds of seed {seed}{new}"


def validated_figures(data: TrainingRows, validated: CrossValidated, seed: int) -> dict[str, dict[str, Estimate]]:
    """By measure, from 0 to 1, for the data set of ``measured_on``; what has no interval is left out."""
    name = measured_on(data, validated, seed)
    figures = compared(data.rows, validated)
    intervals = figures.intervals()
    whole = "micro_f1" if "frames" in data.rows[0] else "accuracy"
    found = {"macro_f1": (figures.mean_f1, intervals.mean_f1)}
    for score, interval in zip(figures.scores, intervals.scores, strict=True):
        found[whole if score.name == "all" else f"{score.name}_f1"] = (100 * score.f1, interval)
    estimates = {
        measure: Estimate(round(value / 100, 4), round(interval.low / 100, 4), round(interval.high / 100, 4))
        for measure, (value, interval) in found.items()
        if interval
    }
    calibrated = calibration(data.rows, validated)
    if calibrated.ci_low is not None and calibrated.ci_high is not None:
        low, high = min(calibrated.ci_low, calibrated.error), max(calibrated.ci_high, calibrated.error)
        estimates["calibration_error"] = Estimate(round(calibrated.error, 4), round(low, 4), round(high, 4))
    return {measure: {name: estimate} for measure, estimate in estimates.items()}


def calibration(rows: Sequence[Row], validated: CrossValidated) -> Calibration:
    """Whether the probabilities of cross-validation hold; answers to rows of one article or text are redrawn together.

    The expected calibration error is never below 0, so its interval leans upwards.
    """
    answered = validated.rows(rows)
    groups = groups_of(answered)
    sure, right, places = answers_of(answered, validated.answers)
    return calibration_of(sure, right, [groups[at] for at in places], SEED)


def curve_of(found: Calibration) -> list[dict[str, float]]:
    """The calibration curve for a card: of each bin bounds, answers, mean probability, share that is so."""
    return [
        {
            "low": round(each.low, 2),
            "high": round(each.high, 2),
            "n": each.n,
            "probability": round(each.confidence, 4),
            "share": round(each.accuracy, 4),
        }
        for each in found.bins
    ]
