"""Published figures of the same tasks, from a table with their sources."""

from __future__ import annotations

import csv
from dataclasses import dataclass, fields
from pathlib import Path

from framing.errors import DataError, FramingError

ALL_DATA = "all"


@dataclass(frozen=True, slots=True)
class Published:
    """A figure in percent from the literature, on that work's own held-out rows; ``data`` may be ``all``."""

    task: str
    data: str
    measure: str
    model: str
    estimate: float
    source: str


def read_published(path: Path) -> list[Published]:
    """The figures of a CSV file, in its order.

    Raises
    ------
    FramingError
        No such file.
    DataError
        Other columns, empty cells, or estimates that are no percentage; all are listed.
    """
    if not path.is_file():
        raise FramingError(f"{path}: no such file; restore it, or run this in a clone of the repository")
    columns = [field.name for field in fields(Published)]
    found, problems = [], []
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if reader.fieldnames is None or list(reader.fieldnames) != columns:
            raise DataError(str(path), [f"line 1: columns {reader.fieldnames}; needs {', '.join(columns)}"])
        for row in reader:
            absent = [name for name in columns if not row[name]]
            estimate = _percent(row["estimate"])
            if absent:
                problems.append(f"line {reader.line_num}: lacks {', '.join(absent)}")
            elif estimate is None:
                problems.append(f"line {reader.line_num}: estimate {row['estimate']!r} is no number from 0 to 100")
            else:
                texts = {name: row[name] for name in columns if name != "estimate"}
                found.append(Published(estimate=estimate, **texts))
    if problems:
        raise DataError(str(path), problems)
    return found


def _percent(text: str | None) -> float | None:
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if 0 <= value <= 100 else None
