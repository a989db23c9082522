"""Runs the plan of an experiment: comparisons of results, or a comparison in several variants."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from framing.comparisons import compare_folders
from framing.errors import FramingError
from framing.replicate.plans import questions_of
from framing.replicate.records import COMPARISON, SENSITIVITY, SHUFFLED
from framing.results import MANIFEST

Progress = Callable[[str], None]


def run_plan(
    name: str, kind: str, seed: int, plan: Mapping[str, Any], folder: Path, progress: Progress | None = None
) -> None:
    """Runs an experiment of the kinds ``comparison``, ``sensitivity``, ``shuffled`` and ``simulation`` into a folder.

    The results of another experiment are read where they lie: beside the folder, or in ``results/`` here.

    Raises
    ------
    FramingError
        Those results are missing, or as in ``framing.compare``.
    """
    if kind == COMPARISON:
        run_comparisons(results_of(name, str(plan["of"]), folder), folder, plan["comparisons"], seed)
    elif kind == SENSITIVITY:
        from framing.replicate.sensitivity import run_sensitivity

        run_sensitivity(results_of(name, str(plan["of"]), folder), folder, plan, seed, progress)
    elif kind == SHUFFLED:
        from framing.replicate.shuffled import run_shuffled

        run_shuffled(results_of(name, str(plan["of"]), folder), folder, plan, seed, progress)
    else:
        from framing.replicate.simulation import run_simulation

        run_simulation(folder, seed, plan.get("settings", {}), progress)


def results_of(name: str, other: str, folder: Path) -> Path:
    """Where the results of another experiment lie."""
    for place in (folder.parent / other, Path("results") / other, ROOT / "results" / other):
        if (place / MANIFEST).is_file():
            return place
    raise FramingError(
        f"experiments/{name}: compares the results of {other}, which are not here; "
        f"make them with `framing experiments run {other}`"
    )


ROOT = Path(__file__).resolve().parents[2]


def run_comparisons(
    results: Path,
    folder: Path,
    comparisons: Sequence[Mapping[str, Any]],
    seed: int | None,
    formats: Sequence[str] = ("svg", "png"),
) -> list[Path]:
    """Each comparison of the results into a folder of its name."""
    made = []
    for name, question in questions_of(comparisons, seed).items():
        compare_folders([results], question, folder / name, formats=formats)
        made.append(folder / name)
    return made
