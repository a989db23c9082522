"""Workers that die, fail and finish in any order; the work itself is made up, so that nothing is loaded."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from framing.errors import DataError, FramingError
from framing.options import RunOptions
from framing.partitions import workers
from framing.partitions.job import Job
from framing.partitions.part import Part, parts_of
from framing.partitions.workers import MOST_LOSSES, Workers
from framing.records import Article


@dataclass(frozen=True, slots=True)
class MadeUp(Job):
    """Notes each partition with the process that had it, after doing something to one of them."""

    what: str = ""
    victim: int = 0

    def start(self) -> Callable[[Part], int]:
        return self._note

    def start_with(self, analysis: object) -> Callable[[Part], int]:
        (self.folder / f"shared-{os.getpid()}").write_text(str(analysis.answer()))  # type: ignore[attr-defined]
        return self._note

    def _note(self, part: Part) -> int:
        tries = len(list(self.folder.glob(f"{part.number}-*")))
        (self.folder / f"{part.number}-{os.getpid()}").touch()
        if part.number == self.victim:
            if self.what == "die" or (self.what == "die once" and not tries):
                os.kill(os.getpid(), signal.SIGKILL)
            while self.what == "be slow" and len(list(self.folder.glob("[0-9]*"))) < 3:
                time.sleep(0.05)
            if self.what == "look":
                (self.folder / "open").write_text("\n".join(str(path.readlink()) for path in _open_files()))
            if self.what == "find a mistake":
                raise DataError("cues.tsv", ["cues.tsv:1: wrong"])
            if self.what == "fill the disk":
                raise OSError(28, "No space left on device", str(self.folder / "p"))
            if self.what == "fail":
                raise ZeroDivisionError("a bug")
        return part.number


def _open_files() -> list[Path]:
    """What this process has open, but for the folder that tells it (Linux)."""
    return [path for path in Path("/proc/self/fd").iterdir() if path.is_symlink()]


class Unsendable:
    """An analysis that only a fork can have: it cannot be pickled."""

    def __init__(self) -> None:
        self.answer = lambda: 42
        self.ready = False

    def get_ready(self) -> None:
        self.ready = True


@pytest.fixture(params=["fork", "spawn"], autouse=True)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Every test holds for forks, where there are any, and for processes that load what they need."""
    way = str(request.param)
    if way == "fork" and sys.platform != "linux":
        pytest.skip("forks on Linux only")
    monkeypatch.setattr(workers, "can_fork", lambda: way == "fork")
    return way


def parts(n_parts: int) -> list[Part]:
    return list(parts_of([Article(f"a{number}", "Text.", path=f"f#{number}") for number in range(n_parts)], "f", 1))


def computed(folder: Path, number: int) -> int:
    """How many times a partition was begun."""
    return len(list(folder.glob(f"{number}-*")))


def numbers(folder: Path, what: str, victim: int = 0, n_workers: int = 2, n_parts: int = 5) -> list[int]:
    job = MadeUp(RunOptions(), {}, folder, what, victim)
    return list(Workers(n_workers, Unsendable())(job, parts(n_parts)))  # type: ignore[arg-type]


def test_every_partition_is_computed_once_by_as_many_processes_as_asked_for(tmp_path: Path) -> None:
    found = numbers(tmp_path, "be slow")
    assert sorted(found) == [0, 1, 2, 3, 4]
    assert found[0] != 0, "the slow one holds nobody up"
    assert [computed(tmp_path, number) for number in range(5)] == [1] * 5
    assert len({path.name.partition("-")[2] for path in tmp_path.glob("[0-9]*")}) == 2


def test_no_more_workers_than_partitions(tmp_path: Path) -> None:
    assert numbers(tmp_path, "", n_workers=5, n_parts=1) == [0]


def test_nothing_to_do(tmp_path: Path) -> None:
    assert numbers(tmp_path, "", n_parts=0) == []


def test_a_killed_worker_is_replaced_and_its_partition_computed_again(tmp_path: Path) -> None:
    assert sorted(numbers(tmp_path, "die once", victim=2)) == [0, 1, 2, 3, 4]
    assert [computed(tmp_path, number) for number in range(5)] == [1, 1, 2, 1, 1]


def test_a_partition_that_kills_every_worker_stops_the_run(tmp_path: Path) -> None:
    with pytest.raises(FramingError) as caught:
        numbers(tmp_path, "die", victim=1)
    assert str(caught.value) == (
        f"partition 2 (f#1): {MOST_LOSSES} workers died over it, the last with status -9; this machine may lack "
        "memory: go on with --resume and fewer --workers"
    )
    assert computed(tmp_path, 1) == MOST_LOSSES


@pytest.mark.parametrize(
    ("what", "kind", "message"),
    [
        ("find a mistake", FramingError, "cues.tsv: 1 problem\n  cues.tsv:1: wrong"),
        ("fill the disk", OSError, "[Errno 28] No space left on device"),
        ("fail", RuntimeError, "a worker failed:\nTraceback (most recent call last):"),
    ],
)
def test_what_stops_a_worker_stops_the_run(tmp_path: Path, what: str, kind: type[Exception], message: str) -> None:
    with pytest.raises(kind) as caught:
        numbers(tmp_path, what)
    assert str(caught.value).startswith(message)


def test_partitions_are_read_as_they_are_needed(tmp_path: Path) -> None:
    read: list[int] = []

    def stream() -> object:
        for part in parts(20):
            read.append(part.number)
            yield part

    done = Workers(2, Unsendable())(MadeUp(RunOptions(), {}, tmp_path), stream())  # type: ignore[arg-type]
    next(done)
    assert len(read) <= 4 + 1
    done.close()  # type: ignore[attr-defined]


def test_forks_share_what_is_loaded_and_others_load_it(tmp_path: Path, way: str) -> None:
    numbers(tmp_path, "")
    shared = [path.read_text() for path in tmp_path.glob("shared-*")]
    assert shared == (["42"] * 2 if way == "fork" else [])


@pytest.mark.skipif(sys.platform != "linux", reason="looks where Linux tells what is open")
def test_a_worker_keeps_no_file_of_the_process_that_began_the_run(tmp_path: Path) -> None:
    """A lock or a pipe kept open in a worker would outlive that process."""
    with (tmp_path / "lock").open("w"):
        numbers(tmp_path, "look", n_parts=1)
    assert "pipe" in (tmp_path / "open").read_text() or "socket" in (tmp_path / "open").read_text()
    assert str(tmp_path / "lock") not in (tmp_path / "open").read_text()


@pytest.mark.parametrize(("n_threads", "forks"), [(1, sys.platform == "linux"), (2, False)])
def test_a_process_with_threads_is_not_forked(monkeypatch: pytest.MonkeyPatch, n_threads: int, *, forks: bool) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(threading, "active_count", lambda: n_threads)
    assert workers.can_fork() == forks
