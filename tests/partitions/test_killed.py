"""Real kill -9: of the whole program at several moments, of a worker, and a disk that is full."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from framing.partitions.working_folder import working_path
from tests.partitions.killing import kill, start, stored, wait_until, workers_of
from tests.partitions.test_runs import interrupt
from tests.program.conftest import framing as run_framing
from tests.program.conftest import tree

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="finds and limits processes as Linux does")


def words(corpus: Path, *further: str) -> list[str | Path]:
    return [corpus / "articles.jsonl", "--out", "r", "--study", corpus / "springfield", "--models", "linear", *further]


@pytest.mark.parametrize(("n_stored", "workers"), [(1, 1), (2, 2)])
def test_the_program_killed_goes_on_to_the_same_bytes(
    corpus: Path, undisturbed: dict[str, bytes], tmp_path: Path, n_stored: int, workers: int
) -> None:
    run = start(words(corpus, "--workers", str(workers)), tmp_path)
    begun = working_path(tmp_path / "r") / "run.json"
    wait_until(lambda: begun.is_file() and len(stored(tmp_path / "r")) >= n_stored, run)
    orphans = workers_of(run.pid)
    kill(run.pid)
    run.wait()
    wait_until(lambda: not any(Path(f"/proc/{orphan}").exists() for orphan in orphans), _Endless())
    before = stored(tmp_path / "r")
    assert len(before) >= n_stored
    assert not (tmp_path / "r" / "manifest.json").exists()
    again = start(words(corpus, "--resume"), tmp_path)
    wait_until(lambda: len(stored(tmp_path / "r")) > len(before), again)
    during = stored(tmp_path / "r")
    assert again.wait() == 1
    assert during.items() >= before.items() or not during, "finished partitions are left alone"
    assert tree(tmp_path / "r") == undisturbed
    assert not working_path(tmp_path / "r").exists()


class _Endless:
    """Stands for a run that does not end."""

    def poll(self) -> None:
        return None

    def kill(self) -> None:
        return None


def test_a_worker_killed_is_replaced(corpus: Path, undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    run = start(words(corpus, "--workers", "2"), tmp_path)
    wait_until(lambda: len(stored(tmp_path / "r")) >= 1 and len(workers_of(run.pid)) == 2, run)
    kill(workers_of(run.pid)[0])
    assert run.wait() == 1
    assert tree(tmp_path / "r") == undisturbed


def test_a_disk_that_is_full(corpus: Path, undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    """A limit on the size of files stands for the disk: the system refuses the write in the same way."""
    interrupt(corpus, tmp_path / "r")
    before = stored(tmp_path / "r")
    limit = len(undisturbed["sentences.csv"]) // 4
    command = [sys.executable, "-m", "framing", "analyze", *map(str, words(corpus, "--resume"))]
    done = subprocess.run(
        command,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    assert done.returncode == 2
    assert done.stderr.splitlines()[-2:] == [
        "2 partitions are finished; go on with the same call and --resume",
        "framing: File too large; mend this and run again",
    ]
    assert stored(tmp_path / "r") == before
    assert not (tmp_path / "r").exists()
    done = run_framing("analyze", *words(corpus, "--resume"), cwd=tmp_path)
    assert done.returncode == 1
    assert tree(tmp_path / "r") == undisturbed
