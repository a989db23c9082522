"""Runs the whole program as a person does, in a folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from framing.study.example import write_example

ROOT = Path(__file__).resolve().parent.parent.parent
SAMPLE = ROOT / "experiments" / "kosovo-sample" / "articles"
ARTICLE = "Mayor Jane Doe said the council would support a rent cap. The tenants rejected it as an insult."
BINARY = b"not text\x00\x01\x02\xff\xfe"

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def framing(
    *words: str | Path, cwd: Path, given: str | bytes | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """``python -m framing WORDS`` with ``given`` on standard input; it may end in an error, never in a traceback."""
    run = subprocess.run(
        [sys.executable, "-m", "framing", *map(str, words)],
        cwd=cwd,
        input=given.encode() if isinstance(given, str) else given or b"",
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "120", **environment},
        timeout=120,
    )
    done = subprocess.CompletedProcess(run.args, run.returncode, run.stdout.decode(), run.stderr.decode())
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode in (0, 1, 2)
    return done


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder with an article, a binary file, a study, and files that stand in the way."""
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "binary.txt").write_bytes(BINARY)
    (tmp_path / "file").touch()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes.txt").write_text("mine", encoding="utf-8")
    write_example(tmp_path / "springfield")
    return tmp_path


@pytest.fixture
def run(here: Path) -> Run:
    return lambda *words, **options: framing(*words, cwd=here, **options)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, hidden ones too, by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
