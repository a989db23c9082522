"""The labelled rows of a validation: which files, checked at the door, and which rows are redrawn together."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from framing.errors import FramingError
from framing.tasks import task_of
from framing.tasks.rows import Row, read_rows

ATTRIBUTION, TARGET = "attribution", "target-sentiment"
ARTICLES = "attribution/dev.jsonl"
TRAIN = "target-sentiment/train.jsonl"
SPEED_DATA = "dev_rw"

BRACKETS = re.compile(r"-[LR][CRS]B-")
"""Brackets as treebanks write them."""


@dataclass(frozen=True, slots=True)
class DataSet:
    """Rows of a task that carry the answer; each has a ``group``, and rows of one group are redrawn together.

    ``unit`` says what a group is.
    """

    task: str
    name: str
    unit: str
    rows: tuple[Row, ...]

    @property
    def n_units(self) -> int:
        """How many groups there are."""
        return len({row["group"] for row in self.rows})

    @property
    def questions(self) -> list[Row]:
        """The rows without their answers and groups."""
        hidden = (task_of(self.task).answer, "group", "tokens")
        return [{key: value for key, value in row.items() if key not in hidden} for row in self.rows]


@dataclass(frozen=True, slots=True)
class ValidationData:
    """What a validation reads: the rows to answer, the labels to learn the most frequent from, each file's SHA-256."""

    sets: tuple[DataSet, ...]
    train_labels: tuple[str, ...]
    sha256: Mapping[str, str]

    @property
    def timed(self) -> list[Row]:
        """The rows on which speed is measured."""
        return next(each.questions for each in self.sets if each.name == SPEED_DATA)


Grouping = Callable[[Sequence[Row], Path], "list[str]"]


def articles_of(rows: Sequence[Row], folder: Path) -> list[str]:
    """The article that each row was cut from: the one whose letters and digits hold the row's.

    Rows are in the order of their articles; one that is found in no article, or in several, is taken for part of the
    article before it where that is possible.
    """
    articles = {str(row["id"]): _letters(row["text"]) for row in read_rows(folder / ARTICLES, ("id", "text"))}
    found: list[str] = []
    for row in rows:
        letters = _letters(row["text"])
        holding = [key for key, text in articles.items() if letters in text]
        before = found[-1] if found else None
        if before is not None and (not holding or before in holding):
            found.append(before)
        else:
            found.append(holding[0] if holding else f"row {row['id']}")
    return found


def sentences_of(rows: Sequence[Row], folder: Path) -> list[str]:
    """The text of each row: a sentence with several targets is one sentence."""
    return [row["text"] for row in rows]


SETS: tuple[tuple[str, str, str, Grouping], ...] = (
    (ATTRIBUTION, "dev_rows", "articles", articles_of),
    (TARGET, "dev_rw", "sentences", sentences_of),
    (TARGET, "dev_mt", "sentences", sentences_of),
)
"""Task, name of the file in the task's folder, what is redrawn, and how it is told."""


def load_data(folder: Path) -> ValidationData:
    """Reads the files of a validation below ``folder``.

    Raises
    ------
    FramingError
        Files are missing or empty; all are listed.
    DataError
        Lines of a file that are no rows, or whose answer has not the form of the task.
    """
    names = sorted([ARTICLES, TRAIN, *(_file(task, name) for task, name, _, _ in SETS)])
    missing = [name for name in names if not (folder / name).is_file()]
    empty = [name for name in names if name not in missing and not (folder / name).read_bytes().strip()]
    if missing or empty:
        listed = [f"  {name}: no such file" for name in missing] + [f"  {name}: no row in it" for name in empty]
        raise FramingError(
            "\n".join([f"{folder}: not the data of this validation; name its folder with --data", *listed])
        )
    sha256 = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}
    train = _rows(TARGET, folder / TRAIN)
    return ValidationData(tuple(_sets(folder)), tuple(row["label"].lower() for row in train), sha256)


def _sets(folder: Path) -> Iterator[DataSet]:
    for task, name, unit, grouping in SETS:
        rows = _rows(task, folder / _file(task, name))
        groups = grouping(rows, folder)
        grouped = tuple({**row, "group": group} for row, group in zip(rows, groups, strict=True))
        yield DataSet(task, name, unit, grouped)


def _rows(task: str, path: Path) -> list[Row]:
    chosen = task_of(task)
    return read_rows(path, ("id", "text", *chosen.keys, chosen.answer), chosen.problem)


def _file(task: str, name: str) -> str:
    return f"{task}/{name}.jsonl"


def _letters(text: str) -> str:
    return "".join(sign for sign in BRACKETS.sub("", text) if sign.isalnum())
