"""Accuracy: a row for each task, data set, measure and method, with its interval."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from framing.measures import Figures, Interval
from framing.tasks import task_of
from framing.tasks.rows import Row
from framing.validation.data import ATTRIBUTION, DataSet
from framing.validation.methods import Method


@dataclass(frozen=True, slots=True)
class Accuracy:
    """A figure in percent, with both ends of its 95 % interval (None where there is none).

    ``n_units`` of ``unit`` were redrawn to make the interval.
    """

    task: str
    data: str
    measure: str
    model: str
    estimate: float
    ci_low: float | None
    ci_high: float | None
    n_rows: int
    n_units: int
    unit: str


def accuracies_of(
    methods: Sequence[Method],
    data: Sequence[DataSet],
    seed: int,
    resamples: int,
    progress: Callable[[str], None] | None = None,
    answered: Callable[[DataSet, str, list[Row]], None] | None = None,
) -> list[Accuracy]:
    """Every method's figures on the rows of its tasks; all methods share the resamples of a data set.

    ``answered`` gets the rows, the name and the answers of each method, for those who look at more than labels.
    """
    found: list[Accuracy] = []
    for rows in data:
        for method in methods:
            if rows.task not in method.answers:
                continue
            if progress:
                progress(f"{method.name}: {rows.task}, {rows.name} ({len(rows.rows):,} rows)")
            answers = method.answers[rows.task](rows.questions)
            if answered:
                answered(rows, method.name, answers)
            figures = task_of(rows.task).compare(rows.rows, answers)
            found += _rows(rows, method.name, figures, seed, resamples)
    return found


def _rows(data: DataSet, model: str, figures: Figures, seed: int, resamples: int) -> Iterator[Accuracy]:
    for measure, estimate, interval in _measures(data.task, figures, seed, resamples):
        low, high = (interval.low, interval.high) if interval else (None, None)
        yield Accuracy(
            data.task, data.name, measure, model, estimate, low, high, len(data.rows), data.n_units, data.unit
        )


def _measures(task: str, figures: Figures, seed: int, resamples: int) -> Iterator[tuple[str, float, Interval | None]]:
    intervals = figures.intervals(seed, resamples)
    by_name = list(zip(figures.rows(), intervals.scores, strict=True))
    yield "mean F1" if task == ATTRIBUTION else "macro-F1", figures.mean_f1, intervals.mean_f1
    for row, interval in by_name:
        yield "accuracy" if row["what"] == "all" else f"{row['what']} F1", row["f1"], interval
