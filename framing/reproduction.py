"""Published experiments made again: charts from their tables, tables from their articles, compared to the byte."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from framing.comparisons import CHARTS_FOLDER, chart_comparison, is_comparison
from framing.errors import FramingError
from framing.experiments import experiment_folder, list_experiments, load_experiment, run_experiment
from framing.replicate.differences import MOST_LINES, differing, files_of, reasons, without_libraries
from framing.replicate.records import CORPUS, SENSITIVITY, SIMULATION, TRAINING, VALIDATION, Experiment
from framing.results import MANIFEST

if TYPE_CHECKING:
    from framing.run import Progress

SAME, DIFFERS, SKIPPED = "same", "differs", "skipped"
LEFT_OUT = {VALIDATION: ("speed.csv", "accuracy.svg", "accuracy.png"), CORPUS: ("report.html",)}
"""Files that hold times, which no two runs have in common, or that are not committed."""
IMAGES = (".svg", ".png", ".pdf")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one experiment.

    ``step`` is ``charts`` (redrawn from the committed tables) or ``tables`` (made again from the articles), ``outcome``
    same, differs or skipped; ``lines`` say which files differ and why, or why the step was skipped.
    """

    experiment: str
    step: str
    outcome: str
    lines: tuple[str, ...]


def reproduce(
    names: Sequence[str] | None = None, data: Path | None = None, progress: Progress | None = None
) -> list[Verdict]:
    """Makes experiments again beside their committed results, which stay as they are.

    Parameters
    ----------
    names : sequence of str, optional
        Of experiments; all by default.
    data : Path, optional
        The folder of articles and rows that are not in the repository; without it their experiments are checked as
        far as they can be.
    progress : callable, optional
        Gets a line an experiment.

    Raises
    ------
    FramingError
        An unknown experiment.
    """
    chosen = list_experiments() if names is None else [load_experiment(name) for name in names]
    verdicts: list[Verdict] = []
    with tempfile.TemporaryDirectory(prefix="framing-") as place:
        for experiment in sorted(chosen, key=lambda each: (each.kind != CORPUS, each.name)):
            if progress:
                progress(f"{experiment.name} ...")
            committed = experiment_folder().parent / "results" / experiment.name
            verdicts += _checked(experiment, committed, Path(place), data)
    return verdicts


def _checked(experiment: Experiment, committed: Path, place: Path, data: Path | None) -> list[Verdict]:
    if experiment.kind == TRAINING:
        return [Verdict(experiment.name, "tables", SKIPPED, ("trains models; run it by hand",))]
    if not committed.is_dir():
        return [Verdict(experiment.name, "tables", SKIPPED, (f"no committed results in {committed}",))]
    found = _charts(experiment, committed, place / "charts" / experiment.name)
    if experiment.needs_data and data is None:
        reason = "its articles or rows are not in this repository; name their folder with --data DIR"
        return [*found, Verdict(experiment.name, "tables", SKIPPED, (reason,))]
    before = files_of(committed)
    try:
        made = run_experiment(experiment.name, place / experiment.name, data if experiment.needs_data else None)
    except FramingError as error:
        return [*found, Verdict(experiment.name, "tables", DIFFERS, (f"cannot be run: {error}",))]
    after = files_of(made.folder)
    for name in LEFT_OUT.get(experiment.kind, ()):
        before.pop(name, None)
        after.pop(name, None)
    return [*found, _verdict(experiment.name, "tables", before, after)]


def _charts(experiment: Experiment, committed: Path, place: Path) -> list[Verdict]:
    """The charts of every folder with tables, redrawn from these alone."""
    before: dict[str, bytes] = {}
    after: dict[str, bytes] = {}
    lines: list[str] = []
    for manifest in sorted(committed.rglob(MANIFEST)):
        folder = manifest.parent
        inside = folder.relative_to(committed)
        try:
            drawn = _redrawn(experiment, folder, folder == committed, place / inside / CHARTS_FOLDER)
        except FramingError as error:
            lines.append(f"{inside.as_posix()}: charts cannot be drawn: {error}")
            continue
        after |= {(inside / name).as_posix(): content for name, content in drawn.items()}
        kept = {name: content for name, content in files_of(folder).items() if Path(name).suffix in IMAGES}
        before |= {(inside / name).as_posix(): content for name, content in kept.items()}
    if lines:
        return [Verdict(experiment.name, "charts", DIFFERS, tuple(lines))]
    return [_verdict(experiment.name, "charts", before, after)] if before or after else []


def _redrawn(experiment: Experiment, folder: Path, top: bool, place: Path) -> dict[str, bytes]:
    """The pictures of one folder by their paths in it."""
    if top and not experiment.corpus:
        return _pictures(experiment.kind, folder)
    formats = experiment.corpus.formats if experiment.corpus else ("svg", "png")
    if top and experiment.corpus:
        from framing.run import chart_results

        chart_results(folder, experiment.corpus.charts, place, formats)
    elif is_comparison(folder):
        chart_comparison(folder, None, place, formats)
    else:
        return {}
    return {f"{CHARTS_FOLDER}/{name}": content for name, content in files_of(place).items()}


def _pictures(kind: str, folder: Path) -> dict[str, bytes]:
    """The charts that an experiment without a corpus has beside its own tables."""
    if kind == SENSITIVITY:
        from framing.replicate.sensitivity import pictures
    elif kind == SIMULATION:
        from framing.replicate.simulation import pictures
    elif kind == VALIDATION:
        from framing.validation.run import pictures
    else:
        return {}
    return pictures(folder)


def _verdict(name: str, step: str, before: Mapping[str, bytes], after: Mapping[str, bytes]) -> Verdict:
    """Same where all bytes are, or all but the versions of libraries in manifests, which are told."""
    unlike, why = differing(before, after), reasons(before, after)
    if not unlike:
        return Verdict(name, step, SAME, (f"{len(before)} files are the same to the byte",))
    if _bare(before) == _bare(after):
        libraries = [each for each in why if each.startswith(("library ", "numpy "))]
        words = f"{len(before)} files are the same to the byte, but for libraries named in {_manifests(len(unlike))}"
        return Verdict(name, step, SAME, (words, *libraries))
    if not why and step == "tables":
        why = ["manifests name the same version, lexicons, models, articles and libraries: the code or machine differs"]
    further = [f"and {len(unlike) - MOST_LINES} more files"] if len(unlike) > MOST_LINES else []
    return Verdict(name, step, DIFFERS, (*(f"because {each}" for each in why), *unlike[:MOST_LINES], *further))


def _bare(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {name: without_libraries(name, content) for name, content in files.items()}


def _manifests(n_manifests: int) -> str:
    """How many manifests, in words."""
    return "a manifest" if n_manifests == 1 else f"{n_manifests} manifests"


def rewrite(name: str, data: Path | None = None) -> Path:
    """Runs an experiment into its committed results."""
    experiment = load_experiment(name)
    return run_experiment(name, None, data if experiment.needs_data else None).folder
