"""Calibration: whether what a model calls 70 % is right seven times out of ten.

The reliability curve groups the answers by their probability; the expected calibration error is the mean distance
between that probability and the share that is right, weighed by the answers in each bin (Naeini, Cooper & Hauskrecht
2015; Guo, Pleiss, Sun & Weinberger 2017). Of labels of which one is given it sees the likeliest only, and in a bin with
few answers mostly chance.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

BINS = 10
RESAMPLES = 1000
LEVEL = 0.95
FEWEST_UNITS = 5

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Bin:
    """The answers with a probability above ``low``, up to ``high``.

    ``confidence`` is the mean of these probabilities, ``accuracy`` the share of answers that is right, both 0 to 1.
    """

    low: float
    high: float
    n: int
    confidence: float
    accuracy: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """A reliability curve (bins without answers left out) and its error, 0 to 1, with both ends of its interval.

    The ends are None with fewer than ``FEWEST_UNITS`` groups. ``by_chance`` is the mean error of a model without fault
    that gives the same probabilities.
    """

    bins: tuple[Bin, ...]
    error: float
    ci_low: float | None
    ci_high: float | None
    n: int
    by_chance: float


def calibration_of(
    sure: Numbers, right: Numbers, groups: Sequence[str] | None = None, seed: int = 0, n_bins: int = BINS
) -> Calibration:
    """The calibration of answers.

    Parameters
    ----------
    sure : array, shape (n_answers,)
        The probability of each answer, 0 to 1.
    right : array, shape (n_answers,)
        1 where it is right, else 0.
    groups : sequence of str, optional
        What each answer is redrawn with (its sentence, its article); each by itself if not given.
    seed : int
        Of the interval (percentile bootstrap, 1,000 resamples of groups). It lies above 0 even for a model without
        fault: the error is a distance.
    n_bins : int
        Bins of equal width.

    Raises
    ------
    ValueError
        No answers, or not as many of each.

    Examples
    --------
    >>> found = calibration_of(np.array([0.75] * 4), np.array([1, 1, 1, 0]))
    >>> found.error, [(each.n, each.confidence, each.accuracy) for each in found.bins]
    (0.0, [(4, 0.75, 0.75)])
    """
    n_groups = len(sure) if groups is None else len(groups)
    if not len(sure) or len({len(sure), len(right), n_groups}) > 1:
        raise ValueError(
            f"{len(sure)} probabilities, {len(right)} answers, {n_groups} groups: as many of each are needed, and at "
            "least one"
        )
    place = np.clip(np.ceil(sure * n_bins).astype(np.intp) - 1, 0, n_bins - 1)
    unit = np.unique(np.array(groups if groups is not None else range(len(sure))), return_inverse=True)[1]
    sums = np.zeros((int(unit.max()) + 1, n_bins, 3))
    np.add.at(sums, (unit, place), np.stack([np.ones_like(sure), sure, right], axis=1))
    low, high = _interval(sums, np.random.default_rng(seed))
    total = sums.sum(axis=0)
    by_chance = _by_chance(sure, place, n_bins, np.random.default_rng(seed))
    bins = tuple(
        Bin(at / n_bins, (at + 1) / n_bins, int(n), round(float(said / n), 6), round(float(hits / n), 6))
        for at, (n, said, hits) in enumerate(total)
        if n
    )
    return Calibration(bins, round(float(_errors(total[None])[0]), 6), low, high, len(sure), by_chance)


def answers_of(
    rows: Sequence[Mapping[str, Any]], answers: Sequence[Mapping[str, Any]]
) -> tuple[Numbers, Numbers, list[int]]:
    """What the probabilities of answers speak of, whether it is so, and the row of each.

    Of rows with a ``label`` the likeliest label of each; of rows with ``frames`` every frame that has a probability.

    Examples
    --------
    >>> answers_of([{"label": "no"}], [{"probabilities": {"yes": 0.75, "no": 0.25}}])
    (array([0.75]), array([0.]), [0])
    """
    sure, right, places = [], [], []
    for at, (row, answer) in enumerate(zip(rows, answers, strict=True)):
        chances: Mapping[str, float] = answer["probabilities"]
        spoken = chances if "frames" in row else [max(chances, key=lambda label: chances[label])]
        wanted = row["frames"] if "frames" in row else [row["label"]]
        for label in spoken:
            sure.append(chances[label])
            right.append(label in wanted)
            places.append(at)
    return np.array(sure, np.float64), np.array(right, np.float64), places


def _errors(sums: Numbers) -> Numbers:
    """The error of each resample from its sums, shape (resamples, bins, 3)."""
    n = sums[:, :, 0].sum(axis=1)
    found: Numbers = np.abs(sums[:, :, 1] - sums[:, :, 2]).sum(axis=1) / np.maximum(n, 1)
    return found


def _by_chance(sure: Numbers, place: NDArray[np.intp], n_bins: int, rng: np.random.Generator) -> float:
    """The mean error where every answer is right as often as its probability says, answers apart from each other."""
    inside = np.eye(n_bins)[place]
    said = sure @ inside
    errors = [np.abs((rng.random(len(sure)) < sure) @ inside - said).sum() for _ in range(RESAMPLES)]
    return round(float(np.mean(errors)) / len(sure), 6)


def _interval(sums: Numbers, rng: np.random.Generator) -> tuple[float | None, float | None]:
    units = len(sums)
    if units < FEWEST_UNITS:
        return None, None
    weights = rng.multinomial(units, np.full(units, 1 / units), size=RESAMPLES).astype(np.float64)
    drawn = _errors((weights @ sums.reshape(units, -1)).reshape(RESAMPLES, *sums.shape[1:]))
    low, high = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return round(float(low), 6), round(float(high), 6)


@dataclass(frozen=True, slots=True)
class CalibrationRow:
    """A row of ``calibration.csv``: a bin, or with bounds 0 and 1 all rows together.

    ``error`` is the distance between ``confidence`` and ``accuracy``, of all rows the expected calibration error, with
    both ends of its 95 % interval and the error of a model without fault (None for bins).
    """

    task: str
    data: str
    model: str
    bin_low: float
    bin_high: float
    n_rows: int
    confidence: float
    accuracy: float
    error: float
    ci_low: float | None = None
    ci_high: float | None = None
    by_chance: float | None = None


def calibration_rows(names: tuple[str, str, str], found: Calibration) -> list[CalibrationRow]:
    """The rows of a calibration under its task, data and model: all together, then bin by bin."""
    sure = sum(each.n * each.confidence for each in found.bins) / found.n
    right = sum(each.n * each.accuracy for each in found.bins) / found.n
    beside = found.ci_low, found.ci_high, found.by_chance
    rows = [CalibrationRow(*names, 0.0, 1.0, found.n, round(sure, 6), round(right, 6), found.error, *beside)]
    for each in found.bins:
        error = round(abs(each.confidence - each.accuracy), 6)
        rows.append(CalibrationRow(*names, each.low, each.high, each.n, each.confidence, each.accuracy, error))
    return rows
