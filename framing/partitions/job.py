"""What a process needs to know to compute partitions, and where it stores them."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.collector import loading, spare_the_loaded
from framing.errors import FramingError
from framing.options import RunOptions
from framing.partitions.part import Part

if TYPE_CHECKING:
    from framing.partitions.analysis import PartitionAnalysis

Engine = Callable[["Job", Iterable[Part]], Iterator[int]]
"""Computes and stores partitions, and gives the number of each as soon as it is stored, in any order."""


@dataclass(frozen=True, slots=True)
class Job:
    """The work of a run, as it is handed to every process.

    Parameters
    ----------
    options : RunOptions
    decides : dict
        All that decides what is found, as the process that began the run has it.
    folder : Path
        Where the files of the partitions go; every process sees it.
    """

    options: RunOptions
    decides: dict[str, Any]
    folder: Path

    def start(self) -> Callable[[Part], int]:
        """Loads what is needed, checks that it is the same as where the run began, and gives what does the work."""
        with loading():
            from framing.partitions.analysis import PartitionAnalysis

            analysis = PartitionAnalysis(self.options)
        analysis.check(self.decides)
        return self.start_with(analysis)

    def start_with(self, analysis: PartitionAnalysis) -> Callable[[Part], int]:
        """What does the work with an analysis at hand.

        From then on the process computes with one thread: the others are other processes'.
        """
        from threadpoolctl import threadpool_limits

        threadpool_limits(1)
        spare_the_loaded()
        return lambda part: store(analysis.of(part), part, self.folder)


def store(found: Any, part: Part, folder: Path) -> int:
    """Writes what was found in a partition; its number."""
    found.write(folder / part.file_name)
    return part.number


def portable(error: BaseException) -> BaseException:
    """The error as one that survives the way between processes; what is no user's mistake with its traceback."""
    if isinstance(error, FramingError):
        return FramingError(str(error))
    if isinstance(error, OSError):
        return OSError(error.errno, error.strerror, error.filename)
    return RuntimeError(f"a worker failed:\n{''.join(traceback.format_exception(error))}")
