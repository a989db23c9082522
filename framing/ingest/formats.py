"""Which reader serves which suffix, and what can be seen to be wrong with a file before it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import BinaryIO

from framing.errors import unknown
from framing.ingest.entries import Entry, UnreadableError
from framing.ingest.inputs import Source
from framing.ingest.objects import read_json, read_lines
from framing.ingest.tables import csv_columns, parquet_columns, read_csv, read_parquet
from framing.ingest.texts import read_markdown, read_page, read_plain

OBJECTS_CHECKED = 20

_READERS: dict[str, Callable[[BinaryIO], Iterator[Entry]]] = {
    ".txt": read_plain,
    ".md": read_markdown,
    ".html": read_page,
    ".htm": read_page,
    ".json": read_json,
    ".jsonl": read_lines,
    ".ndjson": read_lines,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".parquet": read_parquet,
}
_COLUMNS = {".csv": csv_columns, ".tsv": csv_columns, ".parquet": parquet_columns}


def read_entries(source: Source) -> Iterator[Entry]:
    """The articles of one file; what cannot be read comes as an entry with its problem."""
    empty = True
    try:
        with source.open() as stream:
            for entry in _READERS[source.suffix](stream):
                empty = False
                yield entry
    except UnreadableError as error:
        yield Entry(problem=str(error))
        return
    except OSError as error:
        yield Entry(problem=f"cannot be read: {error.strerror or error}")
        return
    if empty:
        yield Entry(problem="no article in this file")


def missing_text(source: Source) -> str | None:
    """What to tell the user whose table or objects have no ``text``; None where they have it, or cannot be read.

    Tables and JSON Lines are looked at wherever they were found: a whole table would be lost. A ``.json`` file
    found in a folder is one article, which is set aside when its turn comes.
    """
    try:
        if source.suffix in _COLUMNS:
            with source.open() as stream:
                return _problem_of(source.path, "column", _COLUMNS[source.suffix](stream))
        if source.suffix in (".jsonl", ".ndjson") or (source.suffix == ".json" and source.named):
            with source.open() as stream:
                entries = islice(_READERS[source.suffix](stream), OBJECTS_CHECKED)
                return _problem_of(source.path, "key", [key for entry in entries for key in entry.values])
    except (UnreadableError, OSError):
        return None  # set aside with its reason when it is read
    return None


def _problem_of(path: str, kind: str, names: list[str]) -> str | None:
    found = [name.strip() for name in dict.fromkeys(names) if name.strip()]
    if not found or "text" in map(str.lower, found):
        return None
    return f"{path}: {unknown(kind, 'text', found)}; rename the {kind} that holds the articles to 'text'"
