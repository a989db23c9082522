"""One process, this one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from framing.collector import sparing
from framing.partitions.analysis import PartitionAnalysis
from framing.partitions.job import Job, store
from framing.partitions.part import Part


class Here:
    """An engine that computes one partition after the other with an analysis at hand.

    Parameters
    ----------
    analysis : PartitionAnalysis
    """

    def __init__(self, analysis: PartitionAnalysis) -> None:
        self._analysis = analysis

    def __call__(self, job: Job, parts: Iterable[Part]) -> Iterator[int]:
        """Computes and stores the partitions; the number of each as it is stored."""
        from threadpoolctl import threadpool_limits

        with sparing():
            for part in parts:
                with threadpool_limits(1):  # as every worker: no bit depends on the number of cores
                    number = store(self._analysis.of(part), part, job.folder)
                yield number
