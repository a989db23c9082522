"""What a reader of a format hands on: the named values of one article, or why there are none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


class UnreadableError(Exception):
    """Why something cannot be read as an article. It never leaves the stage: it becomes the article's problem."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One article as it was found; ``number`` counts from 1 in files of many articles and is None elsewhere.

    ``unit`` says what is counted: lines of the file, rows of a Parquet table, items of a JSON array.
    """

    values: Mapping[str, object] = field(default_factory=dict)
    number: int | None = None
    unit: Literal["line", "row", "item"] = "line"
    problem: str | None = None

    def path(self, file: str) -> str:
        """Where the article stands: the file, with ``#7`` behind it in a file of many."""
        return file if self.number is None else f"{file}#{self.number}"

    def placed(self, problem: str) -> str:
        """The problem with the place in the file before it."""
        return problem if self.number is None else f"{self.unit} {self.number}: {problem}"
