"""The file of a partition: its tables as bytes, batch after batch, checked when it is read again."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from framing.atomic import write_atomically
from framing.errors import FramingError
from framing.partitions.packed import Kept
from framing.table_bytes import PARQUET, TableBytes

CONTENTS = "contents.json"
TALLIES = "tallies.json"
ROWS = "rows"


@dataclass(frozen=True, slots=True)
class StoredPart:
    """What was found in a partition.

    Parameters
    ----------
    batches : sequence of mappings
        The tables by name, of each batch of articles.
    new : mapping of int to Kept
        What was computed for the first time, by the place of the article in the partition.
    tallies : sequence of mappings
        What a summary says of each batch, as plain values.
    files : mapping of str to bytes
        In place of batches, a Parquet file of each table, which lies beside the file of the partition and becomes part
        of the results as it is.
    """

    batches: Sequence[Mapping[str, TableBytes]]
    new: Mapping[int, Kept] = field(default_factory=dict)
    tallies: Sequence[Mapping[str, Any]] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)

    def write(self, path: Path) -> None:
        """Writes the file, whole or not at all; those of the tables before it: where it is, they are."""
        for name, table in self.files.items():
            beside = table_path(path, name)
            beside.parent.mkdir(exist_ok=True)
            write_atomically(beside, table)
        content = io.BytesIO()
        batches = [
            {name: [list(rows.columns), rows.header.decode()] for name, rows in batch.items()} for batch in self.batches
        ]
        new = [[place, sorted(kept.answers)] for place, kept in sorted(self.new.items())]
        contents = {"batches": batches, "new": new, "files": sorted(self.files)}
        with zipfile.ZipFile(content, "w") as file:
            _add(file, CONTENTS, json.dumps(contents).encode())
            _add(file, TALLIES, json.dumps(self.tallies).encode())
            for number, batch in enumerate(self.batches):
                for name, rows in batch.items():
                    _add(file, f"{number}/{name}", rows.content)
            for place, kept in sorted(self.new.items()):
                _add(file, f"new/{place}/{ROWS}", kept.rows or b"")
                for task, answers in sorted(kept.answers.items()):
                    _add(file, f"new/{place}/{task}", answers)
        write_atomically(path, content.getvalue())


def table_path(path: Path, name: str) -> Path:
    """Where the file of a table lies that belongs to the file of a partition."""
    return path.with_suffix("") / f"{name}.{PARQUET}"


def read_files(path: Path) -> dict[str, Path]:
    """The files of the tables beside a stored partition; none where it holds the tables."""
    with _opened(path) as file:
        return {name: table_path(path, name) for name in json.loads(_read(file, path, CONTENTS))["files"]}


def read_batches(path: Path) -> Iterator[dict[str, TableBytes]]:
    """The batches of a stored partition, one at a time.

    Raises
    ------
    FramingError
        The file is damaged.
    """
    with _opened(path) as file:
        for number, tables in enumerate(json.loads(_read(file, path, CONTENTS))["batches"]):
            yield {
                name: TableBytes(tuple(columns), header.encode(), _read(file, path, f"{number}/{name}"))
                for name, (columns, header) in tables.items()
            }


def read_tallies(path: Path) -> list[dict[str, Any]]:
    """What a summary says of each batch of a stored partition, as plain values."""
    with _opened(path) as file:
        found: list[dict[str, Any]] = json.loads(_read(file, path, TALLIES))
        return found


def read_new(path: Path) -> dict[int, Kept]:
    """What the partition was the first to find, by the place of the article."""
    with _opened(path) as file:
        return {
            place: Kept(
                _read(file, path, f"new/{place}/{ROWS}"),
                {task: _read(file, path, f"new/{place}/{task}") for task in tasks},
            )
            for place, tasks in json.loads(_read(file, path, CONTENTS))["new"]
        }


def _add(file: zipfile.ZipFile, name: str, content: bytes) -> None:
    file.writestr(zipfile.ZipInfo(name), content)  # with a fixed date: the same rows, the same bytes


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except zipfile.BadZipFile as error:
        raise _damaged(path) from error


def _read(file: zipfile.ZipFile, path: Path, name: str) -> bytes:
    try:
        return file.read(name)
    except (zipfile.BadZipFile, KeyError) as error:
        raise _damaged(path) from error


def _damaged(path: Path) -> FramingError:
    return FramingError(f"{path}: damaged; delete it and go on with --resume, which computes it again")
