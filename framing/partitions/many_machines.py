"""Many machines, by Dask: the same work on the same partitions, handed out by a scheduler.

Every worker must see the folder where the partitions are stored and the files that the options name; nothing but
articles goes to the workers, and nothing but numbers comes back.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from framing.errors import FramingError
from framing.partitions.fingerprint import sha256_of
from framing.partitions.job import Job, portable
from framing.partitions.part import Part

PARTS_A_WORKER = 3
"""So many partitions are with the scheduler for each worker, so that none waits for the next."""
SIGN = "seen-by-all"
PATIENCE = "30s"
_ONE_AT_A_TIME = Lock()


class Dask:
    """An engine of Dask workers.

    Parameters
    ----------
    scheduler : str, optional
        The address of a running scheduler; without one, a cluster on this machine is made for the run.
    n_workers : int
        How many workers that cluster has.

    Raises
    ------
    FramingError
        Dask is not installed.
    """

    def __init__(self, scheduler: str | None, n_workers: int) -> None:
        try:
            import distributed
        except ImportError as error:
            raise FramingError(
                "--engine dask needs the package distributed; install it (pip install 'framing[distributed]'), or "
                "leave --engine out and use --workers N"
            ) from error
        self._dask: Any = distributed
        self._scheduler, self._n_workers = scheduler, n_workers

    def __call__(self, job: Job, parts: Iterable[Part]) -> Iterator[int]:
        """Computes and stores the partitions; the number of each as it is stored.

        Raises
        ------
        FramingError
            No scheduler at the address, a worker that does not see the folder of the run or has other data, or a
            partition that several workers died over.
        """
        with _said_by_us(), self._client() as client:
            try:
                _check_folder(client, job.folder)
                yield from self._numbers(client, job, iter(parts))
            except (CancelledError, self._dask.comm.CommClosedError) as error:  # which of them is a matter of moments
                raise FramingError("the Dask scheduler was lost; start one and go on with --resume") from error

    def _numbers(self, client: Any, job: Job, parts: Iterator[Part]) -> Iterator[int]:
        waiting = self._dask.as_completed()
        at_work: dict[str, Part] = {}
        while True:
            most = PARTS_A_WORKER * max(1, len(client.scheduler_info(n_workers=-1)["workers"]))
            while len(at_work) < most and (part := next(parts, None)):
                future = client.submit(compute, job, part, pure=False)
                at_work[future.key] = part
                waiting.add(future)
            if not at_work:
                return
            future = next(waiting)
            yield self._number(future, at_work.pop(future.key))

    def _number(self, future: Any, part: Part) -> int:
        try:
            return int(future.result())
        except self._dask.KilledWorker as error:
            raise FramingError(
                f"partition {part.number + 1} ({part.places}): several workers died over it; they may lack memory: go "
                "on with --resume and more memory a worker"
            ) from error

    def _client(self) -> Any:
        if self._scheduler is None:
            return _own_cluster(self._dask, self._n_workers)
        try:
            return self._dask.Client(self._scheduler, timeout=PATIENCE)
        except (OSError, ValueError) as error:
            raise FramingError(
                f"--scheduler {self._scheduler}: no Dask scheduler answers there ({error}); start one with "
                "`dask scheduler` and give the address it prints"
            ) from error


@contextmanager
def _said_by_us() -> Iterator[None]:
    """Keeps Dask's client and its messages from logging tracebacks of what the errors of this module say."""
    loggers = [logging.getLogger(f"distributed.{name}") for name in ("client", "batched")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def _own_cluster(distributed: Any, n_workers: int) -> _OwnCluster:
    """A cluster on this machine.

    Workers do without what only a dashboard would show, looking at the stack 100 times a second, and keep memory that
    is free for the next batch, where Dask would have them give back every piece at once.
    """
    import dask

    own = {
        "distributed.worker.profile.enabled": False,
        "distributed.nanny.pre-spawn-environ.MALLOC_TRIM_THRESHOLD_": None,
    }
    with dask.config.set(own):
        cluster = distributed.LocalCluster(
            n_workers=n_workers, threads_per_worker=1, processes=True, dashboard_address=None
        )
    return _OwnCluster(cluster, distributed.Client(cluster))


class _OwnCluster:
    """A client whose cluster ends with it."""

    def __init__(self, cluster: Any, client: Any) -> None:
        self._cluster, self._client = cluster, client

    def __enter__(self) -> Any:
        return self._client

    def __exit__(self, *error: object) -> None:
        self._client.close()
        self._cluster.close()


def compute(job: Job, part: Part) -> int:
    """Computes and stores a partition in a worker, which loads models once a run and does one at a time."""
    try:
        with _ONE_AT_A_TIME:
            return _started(_Hashed(job))(part)
    except Exception as error:
        raise portable(error) from None


class _Hashed:
    """A job that is known by what decides it, so that a worker starts it once."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._key = (sha256_of(job.decides), repr(job.options), str(job.folder))

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Hashed) and self._key == other._key


@cache
def _started(hashed: _Hashed) -> Callable[[Part], int]:
    return hashed.job.start()


def _check_folder(client: Any, folder: Path) -> None:
    """Refuses workers that cannot see where the partitions go: their work would be lost."""
    sign = folder / SIGN
    sign.touch()
    try:
        client.wait_for_workers(1)
        blind = [worker for worker, sees in client.run(_sees, sign).items() if not sees]
    finally:
        sign.unlink()
    if blind:
        raise FramingError(
            f"{folder.parent}: not seen by {len(blind)} of the workers, first {sorted(blind)[0]}; put the results in a "
            "folder that every machine shares"
        )


def _sees(path: Path) -> bool:
    return path.is_file()
