"""Reads lexicon files, and says everything that is wrong with one at once.

A TSV sheet starts with ``# key: value`` lines (``title``, ``source``, ``licence``, ``language``, ``date``), then one
line of column names, then a row a line; lists inside a cell are separated by ``|``. A YAML file has the same keys
at its top.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from framing.records import record

try:  # the same safe loader by libyaml, which every wheel of PyYAML has: ten times as fast
    from yaml import CSafeLoader as SafeLoader
except ImportError:
    from yaml import SafeLoader  # type: ignore[assignment]

HEAD_KEYS = ("title", "source", "licence", "language", "date")


@record
class Field:
    """A column: whether it must be filled, its choices, its bounds, whether it is a list."""

    name: str
    required: bool = True
    choices: frozenset[str] | None = None
    bounds: tuple[float, float] | None = None
    many: bool = False


@record
class Row:
    """A checked row with the line it stands on."""

    line: int
    cells: Mapping[str, str]

    def text(self, name: str) -> str:
        """The cell as it stands; empty where nothing was given."""
        return self.cells[name]

    def number(self, name: str) -> float:
        """The cell as a number."""
        return float(self.cells[name])

    def many(self, name: str) -> tuple[str, ...]:
        """The parts of a list cell."""
        return tuple(part.strip() for part in self.cells[name].split("|") if part.strip())


@dataclass(slots=True)
class Sheet:
    """A file that was read: its head, its good rows, the broken ones, and what is wrong with these."""

    path: Path
    head: dict[str, str] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    broken: list[Row] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def wrong(self, line: int, message: str) -> None:
        """Notes a problem at a line."""
        self.problems.append(f"{self.path.name}:{line}: {message}")


def read_sheet(path: Path, fields: Sequence[Field]) -> Sheet:
    """The sheet at ``path``; problems are collected in it, not raised.

    Parameters
    ----------
    path : Path
        A UTF-8 TSV file in the form this module describes.
    fields : sequence of Field
        The columns it must have, in any order.
    """
    sheet = Sheet(path)
    lines = list(_lines(sheet))
    if sheet.problems:
        return sheet
    body: list[tuple[int, str]] = []
    for number, line in lines:
        if not line.startswith("#"):
            body.append((number, line))
        elif match := re.match(r"#\s*([a-z_]+):\s*(.+)", line):
            sheet.head.setdefault(match[1], match[2].strip())
    absent = [key for key in HEAD_KEYS if key not in sheet.head]
    if absent:
        sheet.wrong(1, f"the head lacks {', '.join(absent)}; write lines such as '# licence: CC BY 4.0'")
    if not body:
        sheet.wrong(1, "no line of column names")
        return sheet
    names = body[0][1].split("\t")
    wanted = [column.name for column in fields]
    if sorted(names) != sorted(wanted):
        sheet.wrong(body[0][0], f"columns {', '.join(names)}; needs {', '.join(wanted)}")
        return sheet
    checks = [_Check(column) for column in fields if column.required or column.bounds or column.choices]
    for number, line in body[1:]:
        _read_row(sheet, number, line, names, checks)
    return sheet


def _lines(sheet: Sheet) -> Iterator[tuple[int, str]]:
    try:
        text = sheet.path.read_text(encoding="utf-8")
    except FileNotFoundError:
        sheet.problems.append(f"{sheet.path.name}: no such file in {sheet.path.parent}")
        return
    except UnicodeDecodeError as error:
        sheet.problems.append(f"{sheet.path.name}: not UTF-8 at byte {error.start}; save it as UTF-8")
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, line.rstrip("\r")


class _Check(dict[str, tuple[str, ...]]):
    """What is wrong with each value of a column; the same few numbers and choices stand in many rows."""

    def __init__(self, column: Field) -> None:
        self.column = column
        self.name = column.name
        self.needs_look = bool(column.bounds or column.choices)

    def __missing__(self, value: str) -> tuple[str, ...]:
        found = self[value] = tuple(_problems_of(self.column, value))
        return found


def _read_row(sheet: Sheet, number: int, line: str, names: Sequence[str], checks: Sequence[_Check]) -> None:
    values = list(map(str.strip, line.split("\t")))
    if len(values) > len(names):
        sheet.wrong(number, f"{len(values)} cells for {len(names)} columns ({', '.join(names)})")
        return
    values += [""] * (len(names) - len(values))
    cells = dict(zip(names, values, strict=True))
    wrong: list[str] = []
    for check in checks:
        value = cells[check.name]
        if check.needs_look or not value:
            wrong += check[value]
    for message in wrong:
        sheet.wrong(number, message)
    (sheet.broken if wrong else sheet.rows).append(Row(number, cells))


def _problems_of(column: Field, value: str) -> Iterator[str]:
    if not value:
        if column.required:
            yield f"column {column.name} is empty"
        return
    if column.bounds:
        low, high = column.bounds
        try:
            inside = low <= float(value) <= high
        except ValueError:
            inside = False
        if not inside:
            yield f"column {column.name}: {value!r} is no number from {low:g} to {high:g}"
    if column.choices:
        for part in value.split("|") if column.many else (value,):
            if part.strip() not in column.choices:
                yield f"column {column.name}: {part.strip()!r}; choices: {', '.join(sorted(column.choices))}"


def read_yaml(path: Path, problems: list[str], keys: Sequence[str] = HEAD_KEYS) -> dict[str, Any]:
    """The mapping at ``path``, empty where it cannot be read; problems are appended with their place."""
    try:
        loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=SafeLoader)
    except FileNotFoundError:
        problems.append(f"{path.name}: no such file in {path.parent}")
        return {}
    except UnicodeDecodeError as error:
        problems.append(f"{path.name}: not UTF-8 at byte {error.start}; save it as UTF-8")
        return {}
    except yaml.YAMLError as error:
        problems.append(f"{path.name}: not YAML: {' '.join(str(error).split())}")
        return {}
    if not isinstance(loaded, dict):
        problems.append(f"{path.name}: needs a mapping at its top, has {type(loaded).__name__}")
        return {}
    absent = [key for key in keys if key not in loaded]
    if absent:
        problems.append(f"{path.name}: lacks {', '.join(absent)}")
    return loaded
