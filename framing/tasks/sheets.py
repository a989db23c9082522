"""Rows of a spreadsheet: a CSV file with a heading, as people label texts in."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from framing.errors import FramingError

SEPARATOR = ";"
PLACES = ("start", "end")
LARGEST_FIELD = 1 << 27


def sheet_rows(name: str, text: str) -> Iterator[tuple[int, dict[str, Any], str | None]]:
    r"""Line, row and what is wrong with it, of every record of a CSV file.

    ``frames`` holds labels with ``;`` between them, ``start`` and ``end`` whole numbers; an empty field is a missing
    one, but empty ``frames`` are a row without a frame. Rows without a column ``id`` are numbered.

    Raises
    ------
    FramingError
        No heading with a column ``text``, or the file is no CSV.

    Examples
    --------
    >>> [row for _, row, _ in sheet_rows("a.csv", "text,frames\nTaxes rise.,economic; moral\n")]
    [{'id': '1', 'text': 'Taxes rise.', 'frames': ['economic', 'moral']}]
    """
    csv.field_size_limit(LARGEST_FIELD)
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey="", restval="")
    heading = [column for column in reader.fieldnames or () if column]
    if "text" not in heading:
        raise FramingError(f"{name}: no column text; the first line must name the columns, has {', '.join(heading)}")
    numbered = "id" not in heading
    try:
        for count, record in enumerate(reader, start=1):
            row: dict[str, Any] = {"id": str(count)} if numbered else {}
            wrong = "more fields than columns; put quotation marks round texts with commas" if record.get("") else None
            for key in heading:
                row[key], problem = _value(key, record[key] or "")
                wrong = wrong or problem
            yield reader.line_num, {key: value for key, value in row.items() if value is not None}, wrong
    except csv.Error as error:
        raise FramingError(f"{name}: line {reader.line_num}: not CSV: {error}; save it as CSV with commas") from error


def _value(key: str, field: str) -> tuple[Any, str | None]:
    if key == "frames":
        return [label.strip() for label in field.split(SEPARATOR) if label.strip()], None
    if key in PLACES and field:
        return (int(field), None) if field.strip().isdecimal() else (None, f"{key} {field!r} must be a whole number")
    return field or None, None
