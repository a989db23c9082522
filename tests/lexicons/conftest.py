"""A copy of the general lists that a test may spoil."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from framing.lexicons.locate import lexicon_folder

Spoil = Callable[[str, str], int]


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    """The general lists, each cut to its first 40 lines but the grammar, which must have every category, and cues."""
    for path in lexicon_folder().glob("*.tsv"):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        lines = lines if path.stem in ("grammar", "cues") else lines[:40]
        (tmp_path / path.name).write_text("".join(lines), encoding="utf-8")
    shutil.copytree(lexicon_folder() / "frames", tmp_path / "frames")
    return tmp_path


@pytest.fixture
def add(lists: Path) -> Spoil:
    """Adds a row to a list and tells its line."""

    def append(name: str, row: str) -> int:
        path = lists / f"{name}.tsv"
        text = path.read_text(encoding="utf-8") + row.replace(" / ", "\t") + "\n"
        path.write_text(text, encoding="utf-8")
        return text.count("\n")

    return append
