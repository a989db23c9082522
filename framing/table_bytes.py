"""Rows of a table as the bytes of a file format and back, so that they can be made in one place and joined in another.

Bytes made of the same rows are the same wherever they are made; a file is the header of its first rows, then the bytes
of all its rows one after the other.
"""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from framing.errors import FramingError, unknown
from framing.schema import DTYPES, TABLES, validate

if TYPE_CHECKING:
    import pandas as pd

PARQUET = "parquet"
FORMATS = ("csv", PARQUET, "jsonl")


@dataclass(frozen=True, slots=True)
class TableBytes:
    """Checked rows of one table.

    Parameters
    ----------
    columns : tuple of str
        The columns in the order of the file.
    header : bytes
        What stands before the first rows of a file; only CSV has one.
    content : bytes
        The rows as text, or for Parquet as an Arrow stream.
    """

    columns: tuple[str, ...]
    header: bytes
    content: bytes


def check_format(name: str) -> str:
    """The format, or an error that lists the choices."""
    if name not in FORMATS:
        raise FramingError(unknown("format", name, FORMATS))
    return name


def encode(
    name: str, frame: pd.DataFrame, table_format: str, text: bool = True, columns: Sequence[str] = ()
) -> TableBytes:
    """The rows of a table, checked as ``checked`` does, as bytes of one of ``FORMATS``."""
    return to_bytes(checked(name, frame, text, columns), table_format)


def to_bytes(rows: pd.DataFrame, table_format: str) -> TableBytes:
    """Checked rows as bytes of one of ``FORMATS``."""
    header, content = _ENCODERS[table_format](rows)
    return TableBytes(tuple(map(str, rows.columns)), header, content)


def checked(name: str, frame: pd.DataFrame, text: bool = True, columns: Sequence[str] = ()) -> pd.DataFrame:
    """The rows of a table, checked against its schema.

    Parameters
    ----------
    name : str
        A key of ``framing.schema.TABLES``.
    frame : DataFrame
        The rows.
    text : bool
        Whether the table holds words of the articles.
    columns : sequence of str
        The columns to have, further ones that the rows lack being empty; those of the rows by default.

    Raises
    ------
    FramingError
        The rows are not what the schema says.
    """
    wanted = list(columns) or list(frame.columns)
    lacking = [column for column in wanted if column not in (*frame.columns, *TABLES[name].names)]
    rows = validate(name, frame.reindex(columns=[*frame.columns, *lacking]) if lacking else frame, text)
    return rows if list(rows.columns) == wanted else rows[wanted]


def decode(name: str, rows: TableBytes, table_format: str, text: bool = True) -> pd.DataFrame:
    """The rows as a table again."""
    if table_format == PARQUET:
        return validate(name, arrow_table(rows).to_pandas(), text)
    return read_table(io.BytesIO(rows.header + rows.content), name, table_format, text, rows.columns)


def parquet_file(name: str, batches: Sequence[pd.DataFrame], text: bool = True) -> bytes:
    """A Parquet file of checked batches of a table, one below the other; columns that a batch lacks are empty there."""
    import pandas as pd
    import pyarrow.parquet as pq

    rows = checked(name, pd.concat(batches, ignore_index=True), text)
    content = io.BytesIO()
    pq.write_table(arrow_table(to_bytes(rows, PARQUET)), content)
    return content.getvalue()


def arrow_table(rows: TableBytes) -> Any:
    """The Arrow table of rows that were made for Parquet."""
    import pyarrow as pa

    with pa.ipc.open_stream(rows.content) as stream:
        return stream.read_all()


def read_table(
    source: Path | io.BytesIO,
    name: str,
    table_format: str,
    text: bool = True,
    columns: Sequence[str] = (),
    only: Sequence[str] = (),
) -> pd.DataFrame:
    """The table of a file, of the part files of a folder, or of bytes.

    Parameters
    ----------
    source : Path or BytesIO
        A folder holds Parquet files, whose rows follow each other in the order of their names.
    name, table_format, text
        As in ``encode``.
    columns : sequence of str
        Those of JSON Lines without a row.
    only : sequence of str
        Columns of the schema: no others are read. All by default, further ones included.
    """
    import pandas as pd

    dtypes: dict[Any, Any] = {column.name: DTYPES[column.kind] for column in TABLES[name].columns}
    if table_format == "csv":
        kinds = defaultdict(lambda: "string", dtypes)
        wanted = (lambda column: column in only) if only else None
        found = pd.read_csv(source, dtype=kinds, keep_default_na=False, na_values=[""], usecols=wanted)
    elif table_format == PARQUET:
        found = _read_parquet(source, only).to_pandas()
    else:
        with source.open("rb") if isinstance(source, Path) else source as lines:
            rows = [_chosen(json.loads(line), only) for line in lines]
        found = pd.DataFrame(rows, dtype=object) if rows else pd.DataFrame(columns=list(only or columns or dtypes))
    return validate(name, found, text, only)


def _read_parquet(source: Path | io.BytesIO, only: Sequence[str]) -> Any:
    """The Arrow table of a Parquet file or of a folder of them; columns that a part lacks are empty there."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder = isinstance(source, Path) and source.is_dir()
    files = sorted(source.glob(f"*.{PARQUET}")) if folder else [source]  # type: ignore[union-attr]
    parts = []
    for file in files:
        with pq.ParquetFile(file) as part:
            names = part.schema_arrow.names
            parts.append(part.read([column for column in names if column in only] if only else None))
    return parts[0] if len(parts) == 1 else pa.concat_tables(parts, promote_options="default")


def _chosen(row: dict[str, Any], only: Sequence[str]) -> dict[str, Any]:
    return {column: value for column, value in row.items() if column in only} if only else row


def _csv(rows: pd.DataFrame) -> tuple[bytes, bytes]:
    """Head and rows; all cells are quoted where one holds a carriage return, which the csv module forgets."""
    content = rows.to_csv(index=False, header=False, lineterminator="\n")
    quoting: Literal[0, 1] = csv.QUOTE_ALL if "\r" in content else csv.QUOTE_MINIMAL
    if quoting == csv.QUOTE_ALL:
        content = rows.to_csv(index=False, header=False, lineterminator="\n", quoting=quoting)
    head = io.StringIO()
    csv.writer(head, quoting=quoting, lineterminator="\n").writerow(rows.columns)
    return head.getvalue().encode(), content.encode()


def _jsonl(rows: pd.DataFrame) -> tuple[bytes, bytes]:
    content = rows.to_json(orient="records", lines=True, force_ascii=False) if len(rows) else ""
    return b"", content.encode()


def _arrow(rows: pd.DataFrame) -> tuple[bytes, bytes]:
    import pyarrow as pa

    table = pa.Table.from_pandas(rows, preserve_index=False)
    content = io.BytesIO()
    with pa.ipc.new_stream(content, table.schema) as stream:
        stream.write_table(table)
    return b"", content.getvalue()


_ENCODERS = {"csv": _csv, "jsonl": _jsonl, "parquet": _arrow}
