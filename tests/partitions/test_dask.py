"""Many machines: a cluster of Dask's own, and what it is told when it is not as it should be."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import ExitStack, nullcontext
from pathlib import Path

import pytest

from framing.errors import FramingError
from framing.options import Execution, RunOptions
from framing.partitions import many_machines
from framing.partitions.job import Job
from framing.partitions.many_machines import Dask
from tests.partitions.killing import ROOT, kill, start, stored, wait_until
from tests.partitions.test_runs import run
from tests.program.conftest import tree

distributed = pytest.importorskip("distributed")


def test_a_cluster_of_its_own_ends_with_the_same_bytes(
    corpus: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    run(corpus, tmp_path / "r", Execution(workers=2, engine="dask"))
    assert tree(tmp_path) == {f"r/{name}": content for name, content in undisturbed.items()}


def test_a_scheduler_that_does_not_answer(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many_machines, "PATIENCE", "1s")
    with pytest.raises(FramingError) as caught:
        run(corpus, tmp_path / "r", Execution(engine="dask", scheduler="tcp://127.0.0.1:9"))
    assert str(caught.value).startswith("--scheduler tcp://127.0.0.1:9: no Dask scheduler answers there (")
    assert str(caught.value).endswith("); start one with `dask scheduler` and give the address it prints")
    assert list(tmp_path.iterdir()) == []


class _Blind:
    """A client of one worker that sees nothing."""

    def wait_for_workers(self, n_workers: int) -> None:
        assert n_workers == 1

    def run(self, function: object, path: Path) -> dict[str, bool]:
        assert many_machines._sees(path)
        return {"tcp://a:1": False, "tcp://b:1": True}


def test_workers_that_do_not_see_the_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "partitions").mkdir()
    with pytest.raises(FramingError) as caught:
        many_machines._check_folder(_Blind(), tmp_path / "partitions")
    assert str(caught.value) == (
        f"{tmp_path}: not seen by 1 of the workers, first tcp://a:1; put the results in a folder that every "
        "machine shares"
    )
    assert list((tmp_path / "partitions").iterdir()) == []


class Machines:
    """A scheduler and workers, each a process that can be killed, as on machines of their own."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._file, self._stack = folder / "scheduler.json", stack
        self._environment = {**os.environ, "PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "3s"}
        self.scheduler = self._begun("scheduler", "--port", "0", "--host", "127.0.0.1")
        wait_until(self._file.is_file, self.scheduler)
        self.address = str(json.loads(self._file.read_text(encoding="utf-8"))["address"])

    def add_worker(self) -> subprocess.Popen[bytes]:
        return self._begun("worker", "--nthreads", "1", "--no-nanny")

    def _begun(self, part: str, *words: str) -> subprocess.Popen[bytes]:
        module = f"distributed.cli.dask_{part}"
        command = [sys.executable, "-m", module, "--scheduler-file", str(self._file), "--no-dashboard", *words]
        process = subprocess.Popen(
            command, env=self._environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self._file.parent
        )
        self._stack.callback(process.wait)
        self._stack.callback(process.kill)
        return process


@pytest.fixture
def machines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Machines]:
    monkeypatch.setenv("DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT", "3s")  # how long a lost scheduler is looked for
    with ExitStack() as stack:
        yield Machines(tmp_path, stack)


def words(corpus: Path, *further: str) -> list[str | Path]:
    options = ("--out", "r", "--study", corpus / "springfield", "--models", "linear", "--engine", "dask")
    return [corpus / "articles.jsonl", *options, *further]


@pytest.mark.skipif(sys.platform != "linux", reason="kills as Linux does")
def test_a_worker_killed_on_a_running_cluster(
    corpus: Path, undisturbed: dict[str, bytes], tmp_path: Path, machines: Machines
) -> None:
    first = machines.add_worker()
    going = start(words(corpus, "--scheduler", machines.address), tmp_path)
    wait_until(lambda: len(stored(tmp_path / "r")) >= 1, going)
    kill(first.pid)
    machines.add_worker()
    assert going.wait() == 1
    assert tree(tmp_path / "r") == undisturbed


@pytest.mark.skipif(sys.platform != "linux", reason="kills as Linux does")
@pytest.mark.parametrize("lost", [distributed.comm.CommClosedError("gather"), CancelledError("a partition")])
def test_a_scheduler_is_lost_in_more_than_one_way(
    lost: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def numbers(*_: object) -> Iterator[int]:
        yield 0
        raise lost

    engine = Dask("tcp://127.0.0.1:1", 1)
    monkeypatch.setattr(engine, "_client", nullcontext)
    monkeypatch.setattr(engine, "_numbers", numbers)
    monkeypatch.setattr(many_machines, "_check_folder", lambda *_: None)
    stored = engine(Job(RunOptions(), {}, tmp_path), [])
    assert next(stored) == 0
    with pytest.raises(FramingError, match="scheduler was lost; start one and go on with --resume"):
        next(stored)


def test_a_scheduler_killed_is_told_and_the_run_goes_on(
    corpus: Path, undisturbed: dict[str, bytes], tmp_path: Path, machines: Machines
) -> None:
    machines.add_worker()
    going = start(words(corpus, "--scheduler", machines.address, "--quiet"), tmp_path)
    wait_until(lambda: len(stored(tmp_path / "r")) >= 1, going)
    kill(machines.scheduler.pid)
    assert going.wait() == 2
    before = stored(tmp_path / "r")
    assert before
    said = (tmp_path / "log").read_text(encoding="utf-8").splitlines()
    assert said[-1] == "framing: the Dask scheduler was lost; start one and go on with --resume"
    assert "Traceback (most recent call last):" not in said
    again = start(words(corpus, "--resume", "--workers", "2"), tmp_path)
    assert again.wait() == 1
    assert tree(tmp_path / "r") == undisturbed


def test_dask_logs_no_traceback_of_a_lost_scheduler(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "distributed.batched"):
        logger = logging.getLogger("distributed.batched")
        with many_machines._said_by_us():
            logger.info("Batched Comm Closed", exc_info=OSError())
        assert not caplog.records
        logger.info("heard")
        assert [record.message for record in caplog.records] == ["heard"]
