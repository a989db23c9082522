"""Kills a run at a moment, without a word, as the machine or its scheduler would."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from framing.partitions.working_folder import working_path

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE_SECONDS = 900


def start(words: Sequence[str | Path], here: Path) -> subprocess.Popen[bytes]:
    """``framing analyze WORDS`` in a process of its own."""
    command = [sys.executable, "-m", "framing", "analyze", *map(str, words)]
    log = (here / "log").open("ab")
    return subprocess.Popen(command, cwd=here, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=log, stderr=log)


def wait_until(moment: Callable[[], bool], run: subprocess.Popen[bytes]) -> None:
    """Waits for a moment of a run, or for its end."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not moment() and run.poll() is None:
        if time.monotonic() > until:
            run.kill()
            raise AssertionError("the moment never came")
        time.sleep(0.05)


def kill(process_id: int) -> None:
    """kill -9."""
    os.kill(process_id, signal.SIGKILL)


def stored(out: Path) -> dict[str, int]:
    """The finished partitions of an unfinished run, with the time each was written."""
    parts = working_path(out) / "partitions"
    return {path.name: path.stat().st_mtime_ns for path in sorted(parts.glob("[0-9]*.zip"))}


def children_of(process_id: int) -> list[int]:
    """The processes that a process has started and that are alive (Linux)."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        if int(fields[1]) == process_id and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


def workers_of(process_id: int) -> list[int]:
    """The workers among the children of a run: all but the one that looks after multiprocessing's own things."""
    return [child for child in children_of(process_id) if "resource_tracker" not in _command(child)]


def _command(process_id: int) -> str:
    try:
        return Path(f"/proc/{process_id}/cmdline").read_text(encoding="utf-8")
    except OSError:
        return ""
