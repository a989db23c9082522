"""A validation from the labelled rows to its folder: tables, chart and manifest."""

from __future__ import annotations

import importlib.metadata
import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, fields
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import framing
from framing.calibration import CalibrationRow, answers_of, calibration_of, calibration_rows
from framing.measures import LEVEL, RESAMPLES, SEED
from framing.results import MANIFEST, check_out
from framing.study import load_study
from framing.tasks.rows import Row
from framing.validation.accuracy import Accuracy, accuracies_of
from framing.validation.data import DataSet, ValidationData, load_data
from framing.validation.labels import FOLDS_SEED, TONE, LabelSet, label_accuracies, label_sets
from framing.validation.methods import TEXTBLOB_CUT, TIERS, VADER_CUT, TierReader, methods_of
from framing.validation.published import Published, read_published
from framing.validation.speed import Speed, speeds_of

if TYPE_CHECKING:
    import pandas as pd

    from framing.charts.drawing import Drawing
    from framing.study.records import Study

STUDY = "kosovo"
PUBLISHED = Path(__file__).resolve().parents[2] / "experiments" / "validation" / "anchors.csv"
LIBRARIES = (
    "nltk", "numpy", "onnxruntime", "scikit-learn", "scipy", "simplemma", "textblob", "tokenizers", "vaderSentiment"
)  # fmt: skip
CHART, CALIBRATION = "accuracy", "calibration"
KINDS = ("svg", "png")


def run_validation(
    data: Path,
    out: Path,
    seed: int = SEED,
    progress: Callable[[str], None] | None = None,
    published: Path = PUBLISHED,
) -> Path:
    """Measures both tiers and the baselines on labelled rows and writes tables, chart and manifest.

    Parameters
    ----------
    data : Path
        The folder of labelled rows: ``attribution/dev_rows.jsonl`` and ``dev.jsonl`` (the articles of the rows),
        ``target-sentiment/dev_rw.jsonl``, ``dev_mt.jsonl`` and ``train.jsonl`` (for its most frequent label); where
        they are there, ``stance/train.jsonl``, ``frames/headlines_train.jsonl`` and ``articles_train.jsonl``, on which
        both tiers are trained and measured anew in folds.
    out : Path
        Gets ``figures.csv``, ``labels.csv`` (tone, stance and frames, where the data has their rows),
        ``calibration.csv``, ``speed.csv``, the charts ``accuracy`` and ``calibration`` (SVG and PNG) and, last,
        ``manifest.json``; no row of the data. ``speed.csv`` and the chart of accuracy hold times, which differ from
        run to run; the others do not.
    seed : int
        Of the intervals.
    progress : callable, optional
        Gets a line before each step.
    published : Path
        Figures to show beside ours, see ``read_published``.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    FramingError
        Files of the data or models that are missing, or a folder with other things; nothing is written.
    """
    check_out(out)
    given = load_data(data)
    anchors = read_published(published)
    study = load_study(STUDY)
    readers = {tier: TierReader(study, tier) for tier in TIERS}
    labelled = label_sets(data)
    tone = [each.task for each in labelled if each.task == TONE][:1]
    models = {tier: reader.manifest(*tone) for tier, reader in readers.items()}
    methods = methods_of(readers, study, given.train_labels)
    calibrated: list[CalibrationRow] = []
    calibrate = partial(_calibrate, calibrated, seed)
    figures = _table(accuracies_of(methods, given.sets, seed, RESAMPLES, progress, calibrate), Accuracy)
    speeds = _table(speeds_of(methods, given.timed, progress=progress), Speed)
    engines = {tier: reader.engine.models for tier, reader in readers.items()} if labelled else {}
    labels = _table(label_accuracies(labelled, engines, seed, RESAMPLES, progress, calibrate), Accuracy)
    drawings = _drawings(figures, speeds, _table(calibrated, CalibrationRow), _table(anchors, Published))
    manifest = _manifest(given, labelled, study, models, seed, published)
    tables = {
        "calibration.csv": _csv(_table(calibrated, CalibrationRow)),
        "figures.csv": _csv(figures),
        "labels.csv": _csv(labels),
        "speed.csv": _csv(speeds),
    }
    _write(out, tables, drawings, manifest)
    return out


def pictures(folder: Path, published: Path = PUBLISHED) -> dict[str, bytes]:
    """The charts of a finished run by their files, drawn from its tables and the published figures alone."""
    import pandas as pd

    figures, speeds, calibrated = (
        pd.read_csv(folder / f"{name}.csv", float_precision="round_trip")
        for name in ("figures", "speed", "calibration")
    )
    return _encoded(_drawings(figures, speeds, calibrated, _table(read_published(published), Published)))


def _calibrate(
    found: list[CalibrationRow], seed: int, data: DataSet | LabelSet, model: str, answers: Sequence[Row]
) -> None:
    """Adds the calibration of answers that bring the probability of each label."""
    if all(answer.get("probabilities") for answer in answers) and all(_labelled(row) for row in data.rows):
        rows = [{**row, "label": str(row["label"]).lower()} if "label" in row else row for row in data.rows]
        sure, right, places = answers_of(rows, answers)
        measured = calibration_of(sure, right, [str(rows[at]["group"]) for at in places], seed)
        found += calibration_rows((data.task, data.name, model), measured)


def _labelled(row: Row) -> bool:
    return "label" in row or "frames" in row


def _manifest(
    given: ValidationData,
    labelled: Sequence[LabelSet],
    study: Study,
    models: Mapping[str, Any],
    seed: int,
    published: Path,
) -> dict[str, Any]:
    """What produced the figures, without times or paths."""
    from framing.learn.training.folds import FOLDS

    measured: tuple[DataSet | LabelSet, ...] = (*given.sets, *labelled)
    redrawn = {f"{each.task}/{each.name}": f"{each.n_units} {each.unit}" for each in measured}
    folds = {each.file: {"folds": FOLDS, "seed": FOLDS_SEED} for each in labelled if each.task != TONE}
    return {
        "framing": framing.__version__,
        "experiment": "validation",
        "study": {"id": study.study_id, "files": dict(study.sha256)},
        "lexicons": dict(study.lexicons.sha256),
        "models": dict(models),
        "data": {**given.sha256, **{each.file: each.sha256 for each in labelled}},
        "cross_validated": folds,
        "published": sha256(published.read_bytes()).hexdigest(),
        "intervals": {
            "method": "percentile bootstrap",
            "level": LEVEL,
            "resamples": RESAMPLES,
            "seed": seed,
            "redrawn": redrawn,
        },
        "cuts": {"VADER": VADER_CUT, "TextBlob": TEXTBLOB_CUT},
        "libraries": {name: version for name in LIBRARIES if (version := _version(name))},
    }


def _version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _table(records: Sequence[Any], kind: type) -> pd.DataFrame:
    import pandas as pd

    table = pd.DataFrame([asdict(record) for record in records], columns=[field.name for field in fields(kind)])
    return table.astype({name: "float64" for name in ("estimate", "ci_low", "ci_high") if name in table.columns})


def _csv(table: pd.DataFrame) -> bytes:
    return table.to_csv(index=False, lineterminator="\n").encode()


def _drawings(
    figures: pd.DataFrame, speeds: pd.DataFrame, calibrated: pd.DataFrame, published: pd.DataFrame
) -> dict[str, Drawing]:
    from framing.charts.calibration import draw_calibration
    from framing.charts.drawing import house_style
    from framing.charts.validation import draw_validation

    with house_style():
        found = {CHART: draw_validation(figures, speeds, published)}
        return {**found, CALIBRATION: draw_calibration(calibrated)} if len(calibrated) else found


def _encoded(drawings: Mapping[str, Drawing]) -> dict[str, bytes]:
    from framing.charts.write import encode

    found: dict[str, bytes] = {}
    for name, drawing in drawings.items():
        found |= encode(name, drawing, KINDS)
    return found


def _write(
    out: Path, tables: Mapping[str, bytes], drawings: Mapping[str, Drawing], manifest: Mapping[str, Any]
) -> None:
    """Every file in its place in one step each, the manifest last: a folder with one is complete."""
    from framing.charts.write import write

    pictures = _encoded(drawings)
    out.mkdir(parents=True, exist_ok=True)
    (out / MANIFEST).unlink(missing_ok=True)
    write(out, list(drawings), KINDS, pictures)
    text = json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    for name, content in {**tables, MANIFEST: text.encode()}.items():
        waiting = out / f".{name}.{os.getpid()}.part"
        try:
            waiting.write_bytes(content)
            waiting.replace(out / name)
        finally:
            waiting.unlink(missing_ok=True)
