"""Training from files of rows: everything is checked at the door, and the figures on further rows go on the card."""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from framing.errors import FramingError, unknown
from framing.learn.choice import ModelChoice
from framing.measures import PARTS, Figures, Intervals
from framing.tasks import evaluate_file, task_of
from framing.tasks.rows import STANDARD, Row, read_rows

if TYPE_CHECKING:
    from framing.learn.store import Estimate, ModelCard
    from framing.learn.training import TrainingPlan
    from framing.learn.training.labels import CrossValidated

Progress = Callable[[str], None]
LEAST_EACH = 10
LEAST_ROWS, LEAST_LABELS = 20, 2
MEAN = {"attribution": "mean_f1"}
FEW_SIGNS = 30
"""Rows of a sign (positive, neutral, negative) under which its F1 can be off by some twenty points."""
OWN_LABELS = ("stance", "frames")
"""Tasks whose labels are those of the rows, whatever they are."""
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class TrainingFiles:
    """The rows to learn from, the folder of the model, and rows to evaluate it on."""

    train: Path
    out: Path
    dev: Path | None = None


@dataclass(frozen=True, slots=True)
class Trained:
    """A model that was written: its card, and its figures with their intervals where there were rows for them.

    ``validated`` are the figures of cross-validation, ``curve`` its learning curve: rows learnt from, and mean F1 from
    0 to 1; of all models but those of attribution, where the rows let themselves be dealt into folds.
    """

    card: ModelCard
    figures: Figures | None = None
    intervals: Intervals | None = None
    validated: Figures | None = None
    curve: tuple[tuple[int, float], ...] = ()


def train_file(
    task: str,
    files: TrainingFiles,
    choice: ModelChoice | None = None,
    seed: int = 0,
    name: str | None = None,
    progress: Progress | None = None,
) -> Trained:
    """Trains a model of a task from a file of rows, and evaluates it.

    Parameters
    ----------
    task : str
        Of ``framing.learn.training.TRAINABLE``.
    files : TrainingFiles
        What is read and written.
    choice : ModelChoice, optional
        The tier, and the encoder under the model in the encoder tier.
    seed : int
        Not negative; the same rows and seed give the same model.
    name : str, optional
        On the card; by default that of the folder where it will do, else task and tier.
    progress : callable, optional
        Gets a line at each step.

    Raises
    ------
    FramingError
        A task that cannot be trained, a folder that cannot take the model, an unknown tier or encoder, or too few rows.
    DataError
        Lines that are no rows, or whose answer has not the form of the task; all are listed. Nothing is written.
    """
    from framing.learn.models import Models
    from framing.learn.store import check_name, check_place
    from framing.learn.training import TRAINABLE, TrainingPlan, TrainingRows, train
    from framing.learn.training.estimates import compared
    from framing.lexicons import load_lexicons

    if task not in TRAINABLE:
        raise FramingError(unknown("task to train", task, TRAINABLE))
    check_place(files.out)
    rows = training_rows(task, files.train)
    if files.dev:
        training_rows(task, files.dev, least=1)
    models = Models(load_lexicons(), choice)
    named = check_name(name) if name else _name_of(files.out, f"{task}-{models.tier}")
    tell = progress or (lambda line: None)
    tell(f"{task}, {models.tier} tier: learning from {len(rows)} rows of {files.train}")
    data = TrainingRows(files.train.name, rows, _sha256(files.train))
    description = f"Trained with framing train {task} on {len(rows)} rows of {files.train.name}."
    for line in few_rows(task, rows):
        tell(f"warning: {line}")
    seen: list[CrossValidated] = []
    plan = TrainingPlan(data, models.lexicons, models.encoder, seed, named, description, observe=seen.append)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="lbfgs failed to converge")  # nothing a user can act on
        card = train(task, plan, files.out)
    if not seen and task != "attribution":
        tell("note: not cross-validated: too few articles or texts have each label; name further rows with --dev")
    for line in known_rows(plan):
        tell(f"note: {line}")
    tell(f"written: {files.out}")
    done = Trained(card, validated=compared(rows, seen[0]), curve=seen[0].curve) if seen else Trained(card)
    if files.dev is None:
        return done
    tell(f"evaluating on {files.dev}")
    own = ModelChoice(models.tier, choice.encoder if choice else None, files.out)
    figures = evaluate_file(task, files.dev, choice=own)
    intervals = figures.intervals()
    card = _with_figures(files, card, _estimates(task, figures, intervals))
    return replace(done, card=card, figures=figures, intervals=intervals)


def training_rows(task: str, path: Path, least: int = LEAST_EACH) -> list[Row]:
    """The labelled rows of a file as models learn from them.

    Raises
    ------
    FramingError
        No such file, standard input, or fewer than ``least`` rows or spans of a label; of stance and frames, whose
        labels are those of the rows, fewer than ``LEAST_ROWS`` rows or ``LEAST_LABELS`` labels.
    DataError
        Lines that are no rows; all are listed.
    """
    from framing.learn.models import LABEL_TASKS
    from framing.learn.target import LABELS

    chosen = task_of(task)
    if path == STANDARD:
        raise FramingError("-: rows to train on are read from a file, whose hash goes on the card; name one")
    own_labels = task in OWN_LABELS

    def problem(row: Row) -> str | None:
        found = chosen.problem(row)
        if found is None and chosen.answer == "label" and not own_labels and row["label"] not in LABELS:
            return unknown("label", row["label"], LABELS)
        if found is None and task in LABEL_TASKS:
            found = _wrong_weight(row)
        return found or (_empty_label(row, chosen.answer) if own_labels else None)

    rows = [_cleaned(row) for row in read_rows(path, ("id", "text", *chosen.keys, chosen.answer), problem)]
    if own_labels:
        if least > 1:
            _check_labels(path, rows, chosen.answer)
        return rows
    counts = _counts(rows, LABELS if chosen.answer == "label" else PARTS)
    if min(counts.values()) < least:
        listed = ", ".join(f"{count} {label}" for label, count in counts.items())
        raise FramingError(f"{path}: too few rows: {listed}; {least} of each or more are needed")
    return rows


def known_rows(plan: TrainingPlan) -> list[str]:
    """What to say of rows that the encoder itself was trained on."""
    known = int((~plan.unseen()).sum())
    if not known:
        return []
    return [
        f"the encoder was trained on {known:,} of these {len(plan.data.rows):,} rows; they are learnt from, but what "
        "is chosen and measured rests on the others, as far as there are enough"
    ]


def few_rows(task: str, rows: Sequence[Row]) -> list[str]:
    """A line for each label with so few rows that its figures, or its answers too, are of little use.

    Rows of signs are refused with fewer than ``LEAST_EACH`` of one; attributions have no labels.
    """
    if task_of(task).answer not in ("label", "frames"):
        return []
    few, told = (LEAST_EACH, "it is hardly learnt, and its figure") if task in OWN_LABELS else (FEW_SIGNS, "its figure")
    counts = Counter(label for row in rows for label in _labels(row))
    return [
        f"{label}: {count} of {len(rows)} rows; under {few} {told} says little"
        for label, count in sorted(counts.items())
        if count < few
    ]


def _labels(row: Row) -> list[str]:
    return list(row["frames"]) if "frames" in row else [row["label"]]


def _empty_label(row: Row, key: str) -> str | None:
    wrong = [label for label in _labels(row) if not label.strip()]
    return f"{key}: an empty label; name it, or leave the row out" if wrong else None


def _wrong_weight(row: Row) -> str | None:
    weight = row.get("weight", 1)
    right = isinstance(weight, int | float) and not isinstance(weight, bool) and 0 < weight < float("inf")
    return None if right else f"weight {weight!r} must be a number above 0"


def _check_labels(path: Path, rows: Sequence[Row], key: str) -> None:
    labels = {label for row in rows for label in _labels(row)}
    fewest = 1 if key == "frames" else LEAST_LABELS
    if len(rows) < LEAST_ROWS or len(labels) < fewest:
        raise FramingError(
            f"{path}: too few rows: {len(rows)} with {len(labels)} labels ({', '.join(sorted(labels))}); "
            f"{LEAST_ROWS} rows and {fewest} labels or more are needed"
        )


def _counts(rows: Sequence[Row], labels: Sequence[str]) -> dict[str, int]:
    found = Counter(
        part
        for row in rows
        for part in (
            [row["label"]] if "label" in row else [key for each in row["attributions"] for key in PARTS if each[key]]
        )
    )
    return {label: found[label] for label in labels}


def _cleaned(row: Row) -> Row:
    """A row without half characters, every part of its attributions a list of pieces."""
    row = {**row, "text": _HALF_CHARACTER.sub("\ufffd", row["text"])}
    if "attributions" in row:
        row["attributions"] = [{part: _pieces(each.get(part)) for part in PARTS} for each in row["attributions"]]
    return row


def _pieces(value: list[int] | list[list[int]] | None) -> list[list[int]]:
    pieces = [value] if value and isinstance(value[0], int) else value or []
    return [piece for piece in pieces if isinstance(piece, list) and piece[0] < piece[1]]


def _name_of(out: Path, otherwise: str) -> str:
    from framing.learn.store import check_name

    try:
        return check_name(out.resolve().name)
    except FramingError:
        return otherwise


def _sha256(path: Path) -> str:
    from framing.learn.store.folder import file_sha256

    return file_sha256(path)


def _estimates(task: str, figures: Figures, intervals: Intervals) -> dict[str, Estimate]:
    """The mean F1 and the F1 of what it is the mean of, from 0 to 1; without an interval there is none."""
    from framing.learn.store import Estimate

    found = {MEAN.get(task, "macro_f1"): (figures.mean_f1, intervals.mean_f1)}
    for score, interval in zip(figures.scores, intervals.scores, strict=True):
        if score.name in figures.averaged:
            found[f"{score.name}_f1"] = (100 * score.f1, interval)
    return {
        measure: Estimate(round(value / 100, 4), round(interval.low / 100, 4), round(interval.high / 100, 4))
        for measure, (value, interval) in found.items()
        if interval
    }


def _with_figures(files: TrainingFiles, card: ModelCard, figures: Mapping[str, Estimate]) -> ModelCard:
    from framing.learn.store import write_model

    if files.dev is None or not figures:
        return card
    both = {measure: {**card.figures.get(measure, {}), files.dev.name: found} for measure, found in figures.items()}
    whole = replace(card, figures={**card.figures, **both})
    return write_model(files.out, whole, {name: files.out / name for name in card.files})
