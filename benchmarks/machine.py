"""Where a figure was measured, and measures of time and memory that hold on a machine with other work on it."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
KIB_A_MIB = 1024
LOOK_SECONDS = 0.01


@dataclass(frozen=True, slots=True)
class Cost:
    """What something took: processor time counts this process alone, the clock also what others do.

    ``own_seconds`` is the processor time without that of processes it started, ``peak_mib`` the most that the process
    held, ``peak_worker_mib`` the most that one of those it started held, with what they share.
    """

    processor_seconds: float
    clock_seconds: float
    peak_mib: float
    peak_worker_mib: float = 0.0
    own_seconds: float = 0.0


def describe() -> dict[str, Any]:
    """The machine, and how busy it is."""
    return {
        "python": platform.python_version(),
        "system": platform.platform(),
        "processor": _processor(),
        "processors": os.cpu_count(),
        "load_of_the_last_minute": round(os.getloadavg()[0], 1),
    }


def cost_of(run: Callable[[], object]) -> Cost:
    """Processor time, clock time and the peak of resident memory while a function runs in this process (Linux)."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # sets the peak back to what is held now
    clock, processor = time.perf_counter(), time.process_time()
    run()
    return Cost(time.process_time() - processor, time.perf_counter() - clock, _peak_kib() / KIB_A_MIB)


def cost_of_call(words: Sequence[str | Path], cwd: Path = ROOT) -> Cost:
    """The same of one call of the command line, imports included; time also of the processes that it starts (Linux).

    Compiled modules are kept, as an installed package has them, even where the environment forbids it: then the first
    call of all compiles.
    """
    command = [sys.executable, "-m", "framing", *map(str, words)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=cwd, env=environment)
    peak, of_workers, own, ended = 0, 0, 0.0, 0
    while not ended:
        time.sleep(LOOK_SECONDS)
        peak = max(peak, _peak_kib(process.pid))  # what wait4 tells counts the memory of this process too
        own = max(own, _own_seconds(process.pid))
        of_workers = max([of_workers, *map(_peak_kib, _started_by(process.pid))])
        ended, status, usage = os.wait4(process.pid, os.WNOHANG)
    seconds = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"framing {' '.join(map(str, words))}: ended with status {process.returncode}")
    return Cost(usage.ru_utime + usage.ru_stime, seconds, peak / KIB_A_MIB, of_workers / KIB_A_MIB, own)


def _started_by(process: int) -> list[int]:
    """The processes that a process has started, by any of its threads, and those that they have (Linux)."""
    found: list[int] = []
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            found += map(int, children.read_text(encoding="utf-8").split())
    return [each for child in found for each in (child, *_started_by(child))]


def _own_seconds(process: int) -> float:
    """Processor time of a process itself; 0 once it has ended (Linux)."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")  # in user and in system mode


def _peak_kib(process: int | str = "self") -> int:
    """The peak of a process; 0 once it has ended."""
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")
