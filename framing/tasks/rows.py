"""Rows of JSON Lines: read whole, with everything wrong reported at once, and written whole or not at all."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from framing.errors import DataError, FramingError
from framing.tasks.sheets import sheet_rows

Row = dict[str, Any]
Check = Callable[[Row], str | None]
STANDARD = Path("-")


def read_rows(path: Path | None, keys: Sequence[str], check: Check | None = None) -> list[Row]:
    """The rows of a file (JSON Lines, or ``.csv``; standard input for None or ``-``), each with the keys named.

    Parameters
    ----------
    path : Path or None
        The file.
    keys : sequence of str
        What every row must hold; ``id`` and ``text`` among them.
    check : callable, optional
        Says what else is wrong with a row, or None.

    Raises
    ------
    FramingError
        No such file, or not UTF-8.
    DataError
        With every line that is not JSON, no object, lacks a key, repeats an id or fails the check.
    """
    standard = path is None or path == STANDARD
    name = "standard input" if standard else str(path)
    rows: list[Row] = []
    problems: list[str] = []
    seen: dict[str, int] = {}
    text = _read(name, path)
    for number, row, problem in sheet_rows(name, text) if path and path.suffix.lower() == ".csv" else _lines(text):
        problem = problem or _problem_of(row, keys, seen) or (check(row) if check else None)
        if problem:
            problems.append(f"line {number}: {problem}")
        else:
            seen[str(row["id"])] = number
            rows.append(row)
    if problems:
        raise DataError(name, problems)
    return rows


def _lines(text: str) -> Iterator[tuple[int, Any, str | None]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield (number, *_parsed(line))


@contextmanager
def written(path: Path | None) -> Iterator[IO[str]]:
    """Standard output (None or ``-``), or a file that appears only when it is whole.

    Half a character, which JSON can hold and UTF-8 cannot, is written as the escape it came as.
    """
    if path is None or path == STANDARD:
        yield sys.stdout
        return
    if path.is_dir():
        raise FramingError(f"{path}: is a folder; name a file")
    if not path.parent.is_dir():
        raise FramingError(f"{path}: no folder {path.parent}; make it first")
    draft = path.with_name(f".{path.name}.part")
    try:
        with draft.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            yield file
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _read(name: str, path: Path | None) -> str:
    try:
        if path is None or path == STANDARD:
            return sys.stdin.buffer.read().decode("utf-8-sig")
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise FramingError(f"{name}: no such file") from error
    except UnicodeDecodeError as error:
        raise FramingError(
            f"{name}: not UTF-8 at byte {error.start}; save it as UTF-8, one JSON object a line"
        ) from error
    except OSError as error:
        raise FramingError(f"{name}: cannot be read: {error.strerror}; name a file of JSON Lines") from error


def _parsed(line: str) -> tuple[Any, str | None]:
    try:
        return json.loads(line), None
    except (ValueError, RecursionError) as error:
        return None, f"not JSON: {error}"


def _problem_of(row: Any, keys: Sequence[str], seen: Mapping[str, int]) -> str | None:
    if not isinstance(row, dict):
        return f"an object with {', '.join(keys)} is needed, not {type(row).__name__}"
    absent = [key for key in keys if row.get(key) is None]
    if absent:
        return f"lacks {', '.join(absent)}; has {', '.join(row) or 'nothing'}"
    if not isinstance(row["text"], str):
        return f"text must be a string, not {type(row['text']).__name__}"
    if str(row["id"]) in seen:
        return f"id {row['id']!r} stands on line {seen[str(row['id'])]} already"
    return None
