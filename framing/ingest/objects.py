"""JSON: one object, an array of objects, or one object a line; read piece by piece."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO, TextIO

from framing.ingest.decode import check_text, open_text
from framing.ingest.entries import Entry, UnreadableError

CHUNK = 1 << 16
_KINDS = {"list": "an array", "str": "a string", "int": "a number", "float": "a number", "bool": "true or false"}


def read_lines(stream: BinaryIO) -> Iterator[Entry]:
    """JSON Lines: a broken line is set aside by itself."""
    check_text(stream)
    yield from _objects_by_line(open_text(stream))


def read_json(stream: BinaryIO) -> Iterator[Entry]:
    """One object or an array of objects; also JSON Lines under this suffix."""
    check_text(stream)
    text = open_text(stream)
    start = text.read(CHUNK).lstrip()
    text.seek(0)
    if start.startswith("["):
        yield from _items(text)
    elif _is_by_line(text):
        text.seek(0)
        yield from _objects_by_line(text)
    elif start:
        text.seek(0)
        yield _entry(_parsed(text.read()), None, "item")


def _objects_by_line(text: TextIO) -> Iterator[Entry]:
    for number, line in enumerate(text, start=1):
        if not line.strip():
            continue
        try:
            yield _entry(_parsed(line), number, "line")
        except UnreadableError as error:
            yield Entry(number=number, problem=str(error))


def _items(text: TextIO) -> Iterator[Entry]:
    """The items of an array, with no more of the file in memory than the longest of them needs."""
    waiting = text.read(CHUNK).lstrip()[1:]
    number = 0
    while True:
        waiting = _filled(waiting, text)
        if number == 0 and waiting.startswith("]"):
            break
        number += 1
        try:
            value, waiting = _next_item(waiting, text)
        except UnreadableError as error:
            yield Entry(number=number, unit="item", problem=f"{error}; the file was not read further")
            return
        try:
            yield _entry(value, number, "item")
        except UnreadableError as error:
            yield Entry(number=number, unit="item", problem=str(error))
        waiting = _filled(waiting, text)
        if waiting.startswith("]"):
            break
        if not waiting.startswith(","):
            problem = f"not JSON: no comma or bracket after item {number}; the file was not read further"
            yield Entry(number=number + 1, unit="item", problem=problem)
            return
        waiting = waiting[1:]


def _filled(waiting: str, text: TextIO) -> str:
    waiting = waiting.lstrip()
    while not waiting and (more := text.read(CHUNK)):
        waiting = more.lstrip()
    return waiting


def _next_item(waiting: str, text: TextIO) -> tuple[object, str]:
    decoder = json.JSONDecoder()
    size = CHUNK
    while True:
        try:
            value, end = decoder.raw_decode(waiting)
            if end < len(waiting):  # else a number may go on in the next piece
                return value, waiting[end:]
            problem = "the file ends within the array"
        except (ValueError, RecursionError) as error:
            problem = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        more = text.read(size)
        if not more:
            raise UnreadableError(f"not JSON: {problem}")
        waiting += more
        size *= 2


def _parsed(source: str) -> object:
    try:
        return json.loads(source)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}" if error.lineno > 1 else f"column {error.colno}"
        raise UnreadableError(f"not JSON: {error.msg} at {place}") from None
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"not JSON: {error}") from None


def _is_by_line(text: TextIO) -> bool:
    """Whether the first line is an object by itself and more follows."""
    filled = (line for line in text if line.strip())
    try:
        return isinstance(_parsed(next(filled, "")), dict) and next(filled, None) is not None
    except UnreadableError:
        return False


def _entry(value: object, number: int | None, unit: str) -> Entry:
    if not isinstance(value, dict):
        raise UnreadableError(f"{_KINDS.get(type(value).__name__, 'null')}, not an object")
    return Entry(value, number, "line" if unit == "line" else "item")
