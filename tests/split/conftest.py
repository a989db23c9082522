"""The abbreviations of the package as the splitter takes them, read here without the loaders of other stages."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from framing.split.abbreviations import Abbreviations

ROOT = Path(__file__).parents[2]
SHARED = Path(__file__).parents[3] / "shared" / "data"
REPORTING_VERBS = ("asked", "said", "added")


@dataclass(frozen=True)
class Entry:
    abbreviation: str
    kind: str
    never_ends: bool


def rows(name: str) -> Iterator[list[str]]:
    lines = (ROOT / "lexicons" / name).read_text(encoding="utf-8").splitlines()
    body = [line.split("\t") for line in lines if line and not line.startswith("#")]
    yield from body[1:]


@pytest.fixture(scope="session")
def abbreviations() -> Abbreviations:
    entries = [Entry(word, kind, may_end == "never") for word, kind, may_end, *_ in rows("abbreviations.tsv")]
    return Abbreviations.from_entries(entries, (word for word, *_ in rows("sentence_starters.tsv")), REPORTING_VERBS)


@pytest.fixture(scope="session")
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip("the shared data folder does not lie beside the repository")
    return SHARED
