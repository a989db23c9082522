"""Published experiments: a question, a corpus with its hash, a study, and the charts that answer."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.errors import DataError, FramingError, unknown
from framing.lexicons.sheet import read_yaml

if TYPE_CHECKING:
    from framing.run import Outcome, Progress

ROOT = Path(__file__).resolve().parent.parent
KEYS = ("question", "version", "study", "corpus", "corpus_sha256", "charts")


@dataclass(frozen=True, slots=True)
class Experiment:
    """One experiment; ``corpus`` is a folder relative to the experiment's own, ``charts`` names of charts."""

    name: str
    question: str
    version: str
    study: str
    corpus: Path
    corpus_sha256: str
    charts: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The fields as plain values."""
        return {**asdict(self), "corpus": self.corpus.as_posix(), "charts": list(self.charts)}


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
    """Every experiment, by name."""
    return [load_experiment(path.parent.name) for path in sorted(experiment_folder().glob("*/experiment.yaml"))]


def load_experiment(name: str) -> Experiment:
    """The experiment of a name.

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
    values = read_yaml(path, problems, KEYS)
    charts = values.get("charts", [])
    if not isinstance(charts, list) or not all(isinstance(chart, str) for chart in charts):
        problems.append(f"{path.name}: charts: {charts!r}; write a list of names, such as [voice-share, tone]")
    if problems:
        raise DataError(str(path), problems)
    return Experiment(
        name,
        " ".join(str(values["question"]).split()),
        str(values["version"]),
        str(values["study"]),
        root / name / str(values["corpus"]),
        str(values["corpus_sha256"]),
        tuple(charts),
    )


def corpus_sha256(folder: Path) -> str:
    """One hash over the names and bytes of a corpus folder's files; hidden ones, which are not read, do not count."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder)
        if not any(part.startswith(".") for part in name.parts):
            digest.update(f"{name.as_posix()}\t{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def run_experiment(name: str, out: Path | None = None, progress: Progress | None = None) -> Outcome:
    """Runs an experiment into a folder (``results/NAME`` beside ``experiments/`` by default).

    Raises
    ------
    FramingError
        The corpus is not the one the experiment was written for, or a chart or the study is unknown.
    """
    from framing.run import analyze_to, chart_results, check_charts

    experiment = load_experiment(name)
    check_charts(experiment.charts)
    if not experiment.corpus.is_dir():
        raise FramingError(
            f"experiments/{name}: no corpus folder {experiment.corpus}; restore it, or mend experiment.yaml"
        )
    found = corpus_sha256(experiment.corpus)
    if found != experiment.corpus_sha256:
        raise FramingError(
            f"experiments/{name}: the corpus has changed: SHA-256 {found}, experiment.yaml has "
            f"{experiment.corpus_sha256}; restore the articles, or write the new hash and a new version"
        )
    folder = out or experiment_folder().parent / "results" / name
    outcome = analyze_to([_relative(experiment.corpus)], folder, experiment.study, progress=progress)
    chart_results(folder, experiment.charts)
    return outcome


def _relative(path: Path) -> Path:
    """The path from the working directory where it lies below it: committed tables hold no machine's paths."""
    try:
        return path.resolve().relative_to(Path.cwd())
    except ValueError:
        return path
