"""Many processes on one machine. One that is killed is replaced, and its partition given to another.

On Linux they are forks of the process that began the run, and share with it what it has loaded: models and lexicons are
in memory once, and a worker is at work at once. Elsewhere, and where that process has threads whose locks a fork would
keep, each loads its own.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING

from framing.collector import sparing
from framing.errors import FramingError
from framing.partitions.job import Job, portable
from framing.partitions.part import Part

if TYPE_CHECKING:
    from multiprocessing.context import ForkContext, SpawnContext

    from framing.partitions.analysis import PartitionAnalysis

MOST_LOSSES = 3
"""So many workers may die over one partition before the run stops: it is then too large, or a bug."""
FIRST_OF_OURS = 3
"""Open files below are the standard streams."""


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    connection: Connection
    part: Part


class Workers:
    """An engine of so many processes of one thread.

    Parameters
    ----------
    n_workers : int
    analysis : PartitionAnalysis
        What forks share.
    """

    def __init__(self, n_workers: int, analysis: PartitionAnalysis) -> None:
        self.n_workers = n_workers
        self._analysis = analysis

    def __call__(self, job: Job, parts: Iterable[Part]) -> Iterator[int]:
        """Computes and stores the partitions; the number of each as it is stored.

        Raises
        ------
        FramingError
            What a worker was stopped by, or a partition that several workers died over.
        """
        shared = self._analysis if can_fork() else None
        if shared:
            shared.get_ready()
        with sparing() if shared else nullcontext():
            yield from _Crew(self.n_workers, job, shared, iter(parts)).numbers()


def can_fork() -> bool:
    """Whether a fork of this process has all it needs, and no lock that another thread held."""
    return sys.platform == "linux" and threading.active_count() == 1


class _Crew:
    """The processes of one run, by the connection each is heard on."""

    def __init__(self, n_workers: int, job: Job, shared: PartitionAnalysis | None, parts: Iterator[Part]) -> None:
        self._n_workers, self._job, self._shared, self._parts = n_workers, job, shared, parts
        self._context: ForkContext | SpawnContext = get_context("fork") if shared else get_context("spawn")
        self._waiting: deque[Part] = deque()
        self._losses: Counter[int] = Counter()
        self._busy: dict[Connection, _Worker] = {}
        self._idle: list[_Worker] = []

    def numbers(self) -> Iterator[int]:
        try:
            while True:
                self._hand_out()
                if not self._busy:
                    return
                self._read_ahead(self._n_workers)
                heard = [self._heard(self._busy[connection]) for connection in wait(list(self._busy))]  # type: ignore[index]
                self._hand_out()  # before what is stored is joined, which may take a while
                yield from (number for number in heard if number is not None)
        finally:
            self._dismiss()

    def _read_ahead(self, n_parts: int) -> None:
        while len(self._waiting) < n_parts and (part := next(self._parts, None)):
            self._waiting.append(part)

    def _hand_out(self) -> None:
        """Gives every worker without a partition one, starting workers as long as there are too few."""
        while len(self._busy) < self._n_workers:
            self._read_ahead(1)
            if not self._waiting:
                return
            part = self._waiting.popleft()
            worker = self._idle.pop() if self._idle else self._started(part)
            worker.part = part
            self._busy[worker.connection] = worker
            with suppress(OSError):  # it is dead, which is heard next
                worker.connection.send(part)

    def _started(self, part: Part) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_work, args=(theirs, self._job, self._shared), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours, part)

    def _heard(self, worker: _Worker) -> int | None:
        """The number of the partition that a worker has stored; None where the worker has died."""
        del self._busy[worker.connection]
        try:
            answer = worker.connection.recv()
        except (EOFError, OSError):
            self._lost(worker)
            return None
        if isinstance(answer, BaseException):
            raise answer
        self._idle.append(worker)
        return int(answer)

    def _lost(self, worker: _Worker) -> None:
        worker.process.join()
        worker.connection.close()
        part = worker.part
        self._losses[part.number] += 1
        if self._losses[part.number] == MOST_LOSSES:
            raise FramingError(
                f"partition {part.number + 1} ({part.places}): {MOST_LOSSES} workers died over it, the last with "
                f"status {worker.process.exitcode}; this machine may lack memory: go on with --resume and fewer "
                "--workers"
            )
        self._waiting.appendleft(part)

    def _dismiss(self) -> None:
        for worker in (*self._busy.values(), *self._idle):
            worker.connection.close()
            worker.process.terminate()
        for worker in (*self._busy.values(), *self._idle):
            worker.process.join()


def _work(connection: Connection, job: Job, shared: PartitionAnalysis | None) -> None:
    """A worker's life: partitions in, numbers out, until the other end is closed or its process is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that began the run hears it, and ends this one
    if shared:
        _close_all_but(connection.fileno())
    with suppress(EOFError, OSError):
        try:
            compute = job.start_with(shared) if shared else job.start()
            while True:
                connection.send(compute(connection.recv()))
        except EOFError:
            return
        except BaseException as error:
            connection.send(portable(error))


def _close_all_but(kept: int) -> None:
    """Closes what a fork has open of the process that began the run: its locks, files, and ends of other workers."""
    os.closerange(FIRST_OF_OURS, kept)
    os.closerange(kept + 1, os.sysconf("SC_OPEN_MAX"))
