"""Small inputs: a folder to write into and to name paths from."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from framing.ingest import read_articles
from framing.records import Article

ENGLISH = "The president said on Monday that he would not accept the agreement with the government."
SERBIAN = "Predsednik je danas izjavio da neće prihvatiti sporazum sa vladom i da je razgovor odložen."


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is also the current one, so that messages name relative paths."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def only(here: Path) -> Callable[[str, str | bytes], Article]:
    """Writes one file, reads it and gives its only article."""

    def read(name: str, content: str | bytes) -> Article:
        (here / name).write_bytes(content.encode() if isinstance(content, str) else content)
        [article] = read_articles(name)
        return article

    return read


def lines(*rows: object) -> str:
    """JSON Lines."""
    return "".join(json.dumps(row) + "\n" for row in rows)
