"""How the program ends as a process of its own: its status, its last words, and what was left to be done."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

RUN = "import sys; from framing.cli.main import run; sys.argv = ['framing', *sys.argv[1:]]; run()"
FREED = "class Kept:\n    def __del__(self): print('freed')\nkept = Kept()\n"
AT_EXIT = "import atexit; atexit.register(print, 'done at exit')\n"
AT_WORK = "import threading, time; threading.Thread(target=lambda: (time.sleep(1), print('worked on'))).start()\n"


def ended(code: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code + RUN, *words], capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("words", "status"), [(["--version"], 0), (["studies", "show", "nowhere"], 2), (["studies", "--nothing"], 2)]
)
def test_its_status(words: list[str], status: int) -> None:
    done = ended("", *words)
    assert done.returncode == status
    assert bool(done.stdout) == (not status)
    assert bool(done.stderr) == bool(status)


def test_an_error_of_ours_shows_where_it_was() -> None:
    done = ended("import framing.cli.main as ours; ours.main = lambda: 1 / 0\n")
    assert done.returncode == 1
    assert "Traceback" in done.stderr


def test_memory_is_left_to_the_system_and_what_is_to_be_done_is_done() -> None:
    done = ended(FREED + AT_EXIT, "--version")
    assert done.returncode == 0
    assert done.stdout.splitlines()[1:] == ["done at exit"]


def test_a_thread_at_work_is_waited_for() -> None:
    done = ended(AT_WORK, "--version")
    assert done.returncode == 0
    assert "worked on" in done.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_words_that_cannot_be_written_are_an_error() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run([sys.executable, "-c", RUN, "--help"], stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode != 0
    assert done.stderr
