"""A copy of the example study that a test may spoil."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from framing.errors import DataError
from framing.study import load_study
from framing.study.example import write_example

Add = Callable[[str, str], int]
Change = Callable[[str, str, str], None]


@pytest.fixture
def springfield(tmp_path: Path) -> Path:
    folder = tmp_path / "springfield"
    write_example(folder)
    return folder


@pytest.fixture
def add(springfield: Path) -> Add:
    """Adds a row (cells between ';') to a sheet and tells its line."""

    def append(name: str, row: str) -> int:
        path = springfield / f"{name}.tsv"
        text = path.read_text(encoding="utf-8") + row.replace(";", "\t") + "\n"
        path.write_text(text, encoding="utf-8")
        return text.count("\n")

    return append


@pytest.fixture
def change(springfield: Path) -> Change:
    """Replaces words in a file that stand there once."""

    def replace(name: str, old: str, new: str) -> None:
        text = (springfield / name).read_text(encoding="utf-8")
        assert text.count(old) == 1
        (springfield / name).write_text(text.replace(old, new), encoding="utf-8")

    return replace


def problems(folder: Path) -> list[str]:
    """What the loader has to say against a study."""
    with pytest.raises(DataError) as caught:
        load_study(folder)
    assert caught.value.what == str(folder)
    return list(caught.value.problems)
