"""What cross-validation found, as figures for the card: F1 by label and over labels, accuracy and calibration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from framing.learn.store import Estimate
from framing.learn.training.folds import groups_of
from framing.learn.training.labels import CrossValidated
from framing.learn.training.plan import Row, TrainingRows
from framing.measures import LEVEL, RESAMPLES, SEED, Figures, label_figures, set_figures

BINS = 10


def compared(rows: Sequence[Row], validated: CrossValidated) -> Figures:
    """The figures of the rows that were answered by models that had not seen them; rows of one article or text are redrawn together."""
    compare = set_figures if "frames" in rows[0] else label_figures
    answered = validated.rows(rows)
    grouped = [{**row, "group": group} for row, group in zip(answered, groups_of(answered), strict=True)]
    return compare(grouped, validated.answers)


def validated_figures(data: TrainingRows, validated: CrossValidated) -> dict[str, dict[str, Estimate]]:
    """By measure, from 0 to 1, for the data set "NAME, 5 folds"; what has no interval is left out."""
    name = f"{data.name}, {validated.n_folds} folds"
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
    estimates["calibration_error"] = calibration_estimate(data.rows, validated)
    return {measure: {name: estimate} for measure, estimate in estimates.items()}


def sure_and_right(rows: Sequence[Row], answers: Sequence[Row]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Probabilities and whether what they speak of is so: of the likeliest label of each row, or of every frame."""
    sure, right = [], []
    for row, answer in zip(rows, answers, strict=True):
        probabilities: Mapping[str, float] = answer["probabilities"]
        if "frames" in row:
            sure += list(probabilities.values())
            right += [label in row["frames"] for label in probabilities]
        else:
            likeliest = max(probabilities, key=lambda label: probabilities[label])
            sure.append(probabilities[likeliest])
            right.append(likeliest == row["label"])
    return np.array(sure), np.array(right, np.float64)


def calibration_curve(rows: Sequence[Row], answers: Sequence[Row]) -> list[dict[str, float]]:
    """In ``BINS`` bins of probability: their bounds, how many there are, mean probability, and the share that is so."""
    sure, right = sure_and_right(rows, answers)
    places = np.minimum((sure * BINS).astype(np.int64), BINS - 1)
    return [
        {
            "low": at / BINS,
            "high": (at + 1) / BINS,
            "n": int((places == at).sum()),
            "probability": round(float(sure[places == at].mean()), 4),
            "share": round(float(right[places == at].mean()), 4),
        }
        for at in range(BINS)
        if (places == at).any()
    ]


def calibration_error(sure: NDArray[np.float64], right: NDArray[np.float64]) -> float:
    """The expected calibration error: mean distance of probability and share over bins (Guo et al. 2017), in [0, 1].

    >>> round(calibration_error(np.array([0.9, 0.9]), np.array([1.0, 0.0])), 2)
    0.4
    """
    places = np.minimum((sure * BINS).astype(np.int64), BINS - 1)
    gaps = np.bincount(places, weights=right - sure, minlength=BINS)
    return float(np.abs(gaps).sum() / max(1, len(sure)))


def calibration_estimate(rows: Sequence[Row], validated: CrossValidated) -> Estimate:
    """The expected calibration error with its interval; rows are redrawn (it is never below 0, so it leans upwards)."""
    sure, right = sure_and_right(validated.rows(rows), validated.answers)
    count = len(validated.answers)
    sure, right = sure.reshape(count, -1), right.reshape(count, -1)
    rng = np.random.default_rng(SEED)
    drawn = []
    for _ in range(RESAMPLES):
        at = rng.integers(count, size=count)
        drawn.append(calibration_error(sure[at].ravel(), right[at].ravel()))
    low, high = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    estimate = calibration_error(sure.ravel(), right.ravel())
    return Estimate(round(estimate, 4), round(min(estimate, float(low)), 4), round(max(estimate, float(high)), 4))
