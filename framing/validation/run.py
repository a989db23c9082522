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
from framing.measures import LEVEL, RESAMPLES, SEED
from framing.results import MANIFEST, check_out
from framing.study import load_study
from framing.tasks.rows import Row
from framing.validation.accuracy import Accuracy, accuracies_of
from framing.validation.calibration import CalibrationRow, calibration_of, calibration_rows
from framing.validation.data import DataSet, ValidationData, load_data
from framing.validation.labels import label_accuracies, label_sets
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
CHART = "accuracy"


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
        ``target-sentiment/dev_rw.jsonl``, ``dev_mt.jsonl`` and ``train.jsonl`` (for its most frequent label).
    out : Path
        Gets ``figures.csv``, ``labels.csv`` (tone, stance and frames, where the data has their rows),
        ``calibration.csv``, ``speed.csv``, ``accuracy.svg``, ``accuracy.png`` and, last, ``manifest.json``; no row of
        the data. ``speed.csv`` and the chart hold times, which differ from run to run; the others do not.
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
    models = {tier: reader.manifest() for tier, reader in readers.items()}
    methods = methods_of(readers, study, given.train_labels)
    calibrated: list[CalibrationRow] = []
    calibrate = partial(_calibrate, calibrated, seed)
    figures = _table(accuracies_of(methods, given.sets, seed, RESAMPLES, progress, calibrate), Accuracy)
    speeds = _table(speeds_of(methods, given.timed, progress=progress), Speed)
    labelled = label_sets(data)
    engines = {tier: reader.engine.models for tier, reader in readers.items()} if labelled else {}
    labels = _table(label_accuracies(labelled, engines, seed, RESAMPLES, progress), Accuracy)
    drawing = _drawing(figures, speeds, _table(anchors, Published))
    manifest = _manifest(given, study, models, seed, published)
    tables = {
        "calibration.csv": _csv(_table(calibrated, CalibrationRow)),
        "figures.csv": _csv(figures),
        "labels.csv": _csv(labels),
        "speed.csv": _csv(speeds),
    }
    _write(out, tables, drawing, manifest)
    return out


def pictures(folder: Path, published: Path = PUBLISHED) -> dict[str, bytes]:
    """The chart of a finished run by its files, drawn from its tables and the published figures alone."""
    import pandas as pd

    from framing.charts.write import encode

    figures, speeds = (
        pd.read_csv(folder / f"{name}.csv", float_precision="round_trip") for name in ("figures", "speed")
    )
    return encode(CHART, _drawing(figures, speeds, _table(read_published(published), Published)), ("svg", "png"))


def _calibrate(found: list[CalibrationRow], seed: int, data: DataSet, model: str, answers: Sequence[Row]) -> None:
    """Adds the calibration of answers that bring the probability of each label."""
    if all("probabilities" in answer for answer in answers) and all("label" in row for row in data.rows):
        labels, groups = ([str(row[key]) for row in data.rows] for key in ("label", "group"))
        chances = [answer["probabilities"] for answer in answers]
        measured = calibration_of(chances, [label.lower() for label in labels], groups, seed)
        found += calibration_rows((data.task, data.name, model), measured)


def _manifest(
    given: ValidationData, study: Study, models: Mapping[str, Any], seed: int, published: Path
) -> dict[str, Any]:
    """What produced the figures, without times or paths."""
    return {
        "framing": framing.__version__,
        "experiment": "validation",
        "study": {"id": study.study_id, "files": dict(study.sha256)},
        "lexicons": dict(study.lexicons.sha256),
        "models": dict(models),
        "data": dict(given.sha256),
        "published": sha256(published.read_bytes()).hexdigest(),
        "intervals": {
            "method": "percentile bootstrap",
            "level": LEVEL,
            "resamples": RESAMPLES,
            "seed": seed,
            "redrawn": {f"{each.task}/{each.name}": f"{each.n_units} {each.unit}" for each in given.sets},
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


def _drawing(figures: pd.DataFrame, speeds: pd.DataFrame, published: pd.DataFrame) -> Drawing:
    from framing.charts.drawing import house_style
    from framing.charts.validation import draw_validation

    with house_style():
        return draw_validation(figures, speeds, published)


def _write(out: Path, tables: Mapping[str, bytes], drawing: Drawing, manifest: Mapping[str, Any]) -> None:
    """Every file in its place in one step each, the manifest last: a folder with one is complete."""
    from framing.charts.write import encode, write

    kinds = ("svg", "png")
    pictures = encode(CHART, drawing, kinds)
    out.mkdir(parents=True, exist_ok=True)
    (out / MANIFEST).unlink(missing_ok=True)
    write(out, [CHART], kinds, pictures)
    text = json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    for name, content in {**tables, MANIFEST: text.encode()}.items():
        waiting = out / f".{name}.{os.getpid()}.part"
        try:
            waiting.write_bytes(content)
            waiting.replace(out / name)
        finally:
            waiting.unlink(missing_ok=True)
