"""CSV and Parquet: one article a row, read row by row."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO, TextIO

from framing.ingest.decode import check_text, open_text
from framing.ingest.entries import Entry, UnreadableError

LONGEST_FIELD = 1 << 24
ROWS_AT_ONCE = 256
DELIMITERS = (",", ";", "\t", "|")


def csv_columns(stream: BinaryIO) -> list[str]:
    """The names in the first line that is not blank; empty for an empty file."""
    check_text(stream)
    text = open_text(stream)
    return _header(_csv_rows(text))


def read_csv(stream: BinaryIO) -> Iterator[Entry]:
    """The rows below the header; the delimiter is the one of comma, semicolon, tab and bar that the header shows.

    A row is numbered by the line of the file it begins on. A row that does not fit the header is set aside.
    """
    check_text(stream)
    rows = _csv_rows(open_text(stream))
    columns = _header(rows)
    for line, row, problem in rows:
        if not problem and len(row) != len(columns):
            problem = f"{len(row)} values, but the header names {len(columns)} columns"
        values = {} if problem else {name: value for name, value in zip(columns, row, strict=True) if name}
        yield Entry(values, line, "line", problem)


def parquet_columns(stream: BinaryIO) -> list[str]:
    """The names of a Parquet table's columns."""
    return [str(name) for name in _parquet(stream).schema_arrow.names]


def parquet_text_bytes(stream: BinaryIO) -> int:
    """How large the values of the column ``text`` of a Parquet table are, as its footer tells it."""
    about = _parquet(stream).metadata
    columns = (
        about.row_group(group).column(at) for group in range(about.num_row_groups) for at in range(about.num_columns)
    )
    return sum(each.total_uncompressed_size for each in columns if each.path_in_schema.strip().lower() == "text")


def read_parquet(stream: BinaryIO) -> Iterator[Entry]:
    """The rows of a Parquet table, numbered from 1."""
    import pyarrow as pa

    table = _parquet(stream)
    number = 0
    try:
        for batch in table.iter_batches(batch_size=ROWS_AT_ONCE):
            for values in batch.to_pylist():
                number += 1
                yield Entry(values, number, "row")
    except (pa.ArrowException, OSError) as error:
        problem = f"not Parquet: {_first_line(error)}; the file was not read further"
        yield Entry({}, number + 1, "row", problem)


def _header(rows: Iterator[tuple[int, list[str], str | None]]) -> list[str]:
    _, header, problem = next(rows, (0, [], None))
    if problem:
        raise UnreadableError(problem)
    return [name.strip() for name in header]


def _csv_rows(text: TextIO) -> Iterator[tuple[int, list[str], str | None]]:
    """Line of the file, values and problem of each row that is not blank, the header first."""
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_FIELD))
    first = next((line for line in text if line.strip()), "")
    text.seek(0)
    rows = csv.reader(text, delimiter=_delimiter(first), strict=True)
    while True:
        line = rows.line_num + 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, [], f"not CSV: {error}"
            continue
        if any(value.strip() for value in row):
            yield line, row, None


def _delimiter(header: str) -> str:
    def fits(delimiter: str) -> tuple[bool, int]:
        names = _split(header, delimiter)
        return "text" in (name.strip().lower() for name in names), len(names)

    return max(DELIMITERS, key=fits)


def _split(line: str, delimiter: str) -> Sequence[str]:
    return next(csv.reader([line], delimiter=delimiter), [])


def _parquet(stream: BinaryIO) -> Any:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return pq.ParquetFile(stream)
    except (pa.ArrowException, OSError) as error:
        raise UnreadableError(f"not Parquet: {_first_line(error)}") from None


def _first_line(error: BaseException) -> str:
    return str(error).partition("\n")[0].split(". ")[0].rstrip(".")
