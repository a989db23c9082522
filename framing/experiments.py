"""Published experiments: a question, and how to answer it again: on a corpus, by training, or by validating models."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.charts.registry import FORMATS
from framing.errors import DataError, FramingError, unknown
from framing.learn.choice import DEFAULT_TIER
from framing.lexicons.sheet import read_yaml
from framing.replicate.records import (
    COREFERENCE,
    CORPUS,
    DATA,
    FURTHER,
    KEYS,
    PLANNED,
    TRAINING,
    VALIDATION,
    Corpus,
    Experiment,
)

if TYPE_CHECKING:
    from framing.run import Outcome, Progress

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = "run.py"


@dataclass(frozen=True, slots=True)
class Finished:
    """A finished experiment: where its results lie and, of the kind ``corpus``, the run behind them."""

    folder: Path
    outcome: Outcome | None = None


def experiment_folder() -> Path:
    """The checkout's ``experiments/``, else that of the working directory.

    Raises
    ------
    FramingError
        Neither exists.
    """
    for folder in (ROOT / "experiments", Path("experiments")):
        if folder.is_dir():
            return folder
    raise FramingError("no experiments/ here; run this in a clone of the repository")


def list_experiments() -> list[Experiment]:
    """Every experiment, by name; what they compare is checked when one is loaded."""
    names = [path.parent.name for path in sorted(experiment_folder().glob("*/experiment.yaml"))]
    return [load_experiment(name, check_plan=False) for name in names]


def load_experiment(name: str, *, check_plan: bool = True) -> Experiment:
    """The experiment of a name; ``check_plan`` looks at its comparisons too, which takes pandas.

    Raises
    ------
    FramingError
        No such experiment.
    DataError
        Its YAML is wrong.
    """
    root = experiment_folder()
    names = [path.parent.name for path in root.glob("*/experiment.yaml")]
    if name not in names:
        raise FramingError(unknown("experiment", name, names))
    path = root / name / "experiment.yaml"
    problems: list[str] = []
    values = read_yaml(path, problems, ())
    kind = str(values.get("kind", CORPUS))
    if kind not in KEYS:
        problems.append(f"{path.name}: {unknown('kind of experiment', kind, KEYS)}")
    elif not problems:
        problems += [f"{path.name}: {text}" for text in _value_problems(values, kind, check_plan)]
    if problems:
        raise DataError(str(path), problems)
    return Experiment(
        name,
        " ".join(str(values["question"]).split()),
        str(values["version"]),
        kind,
        _corpus(root / name, values) if kind == CORPUS else None,
        values.get("seed"),
        str(values["out"]) if kind == TRAINING else None,
        {key: values[key] for key in PLANNED if key in values},
    )


def _value_problems(values: Mapping[str, Any], kind: str, check_plan: bool) -> list[str]:
    absent = [key for key in KEYS[kind] if key not in values]
    problems = [f"lacks {', '.join(absent)}"] if absent else []
    known = ("kind", *KEYS[kind], *FURTHER.get(kind, ()))
    problems += [unknown("key", str(key), known) for key in values if key not in known]
    charts = values.get("charts", [])
    if not isinstance(charts, list) or not all(isinstance(chart, str) for chart in charts):
        problems.append(f"charts: {charts!r}; write a list of names, such as [voice-share, tone]")
    formats = values.get("formats", [])
    if not isinstance(formats, list) or not set(map(str, formats)) <= set(FORMATS):
        problems.append(f"formats: {formats!r}; write a list of {', '.join(FORMATS)}")
    seed = values.get("seed", 0)
    if type(seed) is not int or seed < 0:
        problems.append(f"seed: {seed!r}; write a whole number, 0 or more")
    if absent or not check_plan:
        return problems
    from framing.replicate.plans import plan_problems

    return [*problems, *plan_problems(values, kind)]


def _corpus(folder: Path, values: Mapping[str, Any]) -> Corpus:
    own_study = folder / str(values["study"])
    given = str(values["corpus"])
    return Corpus(
        _relative(own_study).as_posix() if own_study.is_dir() else str(values["study"]),
        Path(given.removeprefix(DATA)) if given.startswith(DATA) else folder / given,
        str(values["corpus_sha256"]),
        tuple(values["charts"]),
        given.startswith(DATA),
        str(values.get("models", DEFAULT_TIER)),
        bool(values.get("text", True)),
        tuple(values.get("keep", ())),
        tuple(values.get("formats", ("svg", "png"))),
    )


def corpus_sha256(folder: Path) -> str:
    """One hash over the names and bytes of a corpus folder's files, hidden ones apart; of a single file, its own."""
    if folder.is_file():
        return hashlib.sha256(folder.read_bytes()).hexdigest()
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder)
        if not any(part.startswith(".") for part in name.parts):
            digest.update(f"{name.as_posix()}\t{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def run_experiment(
    name: str, out: Path | None = None, data: Path | None = None, progress: Progress | None = None
) -> Finished:
    """Runs an experiment into a folder.

    Parameters
    ----------
    name : str
        Of the experiment.
    out : Path, optional
        Where its results go; by default where it says, or ``results/NAME`` beside ``experiments/``.
    data : Path, optional
        The folder of labelled rows that training and validation read; a corpus brings its own articles.
    progress : callable, optional
        Gets a line at each step.

    Raises
    ------
    FramingError
        The corpus is not the one the experiment was written for, a chart or the study is unknown, the data are
        missing or not wanted, or training ended in an error.
    """
    experiment = load_experiment(name)
    folder = out or experiment_folder().parent / (experiment.out or f"results/{name}")
    _check_data(experiment, data)
    if folder.exists() and not folder.is_dir():
        raise FramingError(f"{folder}: is a file; name a folder for the results")
    if experiment.corpus:
        return Finished(folder, _run_corpus(experiment, experiment.corpus, folder, data, progress))
    if experiment.kind == TRAINING and data:
        _run_training(experiment, data, folder)
    elif experiment.kind == COREFERENCE and data:
        from framing.validation.coreference import run_coreference

        run_coreference(data, folder, experiment.seed or 0, progress)
    elif experiment.kind == VALIDATION and data:
        from framing.validation import run_validation

        run_validation(data, folder, experiment.seed or 0, progress)
    else:
        from framing.replicate.runs import run_plan

        run_plan(experiment.name, experiment.kind, experiment.seed or 0, experiment.plan, folder, progress)
    return Finished(folder)


def _check_data(experiment: Experiment, data: Path | None) -> None:
    name = experiment.name
    if not experiment.needs_data:
        if data is not None:
            raise FramingError(f"experiments/{name}: brings its own articles; leave --data out")
        return
    what = "articles that are not in this repository" if experiment.corpus else "labelled rows"
    if data is None:
        raise FramingError(f"experiments/{name}: needs {what}; name their folder with --data DIR")
    if not data.is_dir():
        raise FramingError(f"--data {data}: no such folder; name the folder of the {what}")


def _run_training(experiment: Experiment, data: Path, folder: Path) -> None:
    """Runs the ``run.py`` of an experiment with this Python; what it prints goes to stderr."""
    script = experiment_folder() / experiment.name / SCRIPT
    if not script.is_file():
        raise FramingError(f"experiments/{experiment.name}: no {SCRIPT}; restore it from the repository")
    if importlib.util.find_spec("torch") is None:
        raise FramingError(
            f"experiments/{experiment.name}: trains with torch, which is not installed; pip install 'framing[train]'"
        )
    words = [sys.executable, str(script), "--data", str(data), "--out", str(folder), "--seed", str(experiment.seed)]
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    status = subprocess.run(words, stdout=2, env=environment, check=False).returncode
    if status:
        raise FramingError(
            f"experiments/{experiment.name}: {SCRIPT} ended with status {status}; what it printed says why"
        )


def _run_corpus(
    experiment: Experiment, corpus: Corpus, folder: Path, data: Path | None, progress: Progress | None
) -> Outcome:
    from framing.learn.choice import ModelChoice
    from framing.progress import told_as_text
    from framing.run import Execution, RunOptions, analyze_to, chart_results, check_charts, report_results

    name = experiment.name
    check_charts(corpus.charts)
    place = data / corpus.folder if corpus.outside and data else corpus.folder
    if not place.exists():
        cure = "name another folder with --data" if corpus.outside else "restore it, or mend experiment.yaml"
        raise FramingError(f"experiments/{name}: no corpus folder {place}; {cure}")
    found = corpus_sha256(place)
    if found != corpus.sha256:
        raise FramingError(
            f"experiments/{name}: the corpus has changed: SHA-256 {found}, experiment.yaml has {corpus.sha256}; "
            "restore the articles, or write the new hash and a new version"
        )
    options = RunOptions(corpus.study, models=ModelChoice(corpus.models), text=corpus.text, keep=corpus.keep)
    outcome = analyze_to([_relative(place)], folder, options, told_as_text(progress), Execution(unfinished="fresh"))
    chart_results(folder, corpus.charts, None, corpus.formats)
    if "comparisons" in experiment.plan:
        from framing.replicate.runs import run_comparisons

        run_comparisons(folder, folder, experiment.plan["comparisons"], experiment.seed, corpus.formats)
    if corpus.text:
        report_results(folder)
    return outcome


def _relative(path: Path) -> Path:
    """The path from the working directory where it lies below it: committed tables hold no machine's paths."""
    try:
        return path.resolve().relative_to(Path.cwd())
    except ValueError:
        return path
