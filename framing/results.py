"""The folder of a result: tables and manifest, written whole or not at all, and read back."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from framing.errors import FramingError, unknown
from framing.schema import DTYPES, TABLES, validate

if TYPE_CHECKING:
    import pandas as pd

FORMATS = ("csv", "parquet", "jsonl")
MANIFEST = "manifest.json"
DECIMALS = 6


def check_format(name: str) -> str:
    """The format, or an error that lists the choices."""
    if name not in FORMATS:
        raise FramingError(unknown("format", name, FORMATS))
    return name


def check_out(folder: Path) -> Path:
    """The folder results may go to: new, empty, or one that held results before.

    Raises
    ------
    FramingError
        It is a file, or a folder with other things and no results.
    """
    if folder.exists() and not folder.is_dir():
        raise FramingError(f"{folder}: is a file; name a folder for the results")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MANIFEST).is_file():
        raise FramingError(f"{folder}: holds other files and no {MANIFEST}; name a new folder for the results")
    return folder


class ResultWriter:
    """Writes the tables of a run batch by batch into a hidden folder, and moves them in place at the end.

    Use as a context manager: after an error nothing of the run remains, and what the folder held stays.

    Parameters
    ----------
    folder : Path
        Where the results go.
    table_format : str
        One of ``FORMATS``.
    """

    def __init__(self, folder: Path, table_format: str = "csv") -> None:
        self.folder = check_out(folder)
        self.table_format = check_format(table_format)
        self._parquet: dict[str, Any] = {}

    def __enter__(self) -> ResultWriter:
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        self._draft = Path(tempfile.mkdtemp(prefix=f".{self.folder.name}-", dir=self.folder.parent))
        return self

    def append(self, name: str, frame: pd.DataFrame) -> None:
        """Adds rows to a table, checked against its schema."""
        checked = validate(name, frame).round(DECIMALS)
        path = self._draft / f"{name}.{self.table_format}"
        if self.table_format == "parquet":
            self._append_parquet(name, path, checked)
            return
        first = not path.exists()
        with path.open("a", encoding="utf-8", newline="") as file:
            if self.table_format == "csv":
                checked.to_csv(file, index=False, header=first, lineterminator="\n")
            elif len(checked):
                checked.to_json(file, orient="records", lines=True, force_ascii=False)

    def _append_parquet(self, name: str, path: Path, checked: pd.DataFrame) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        table = pa.Table.from_pandas(checked, preserve_index=False)
        writer = self._parquet.get(name)
        if writer is None:
            writer = self._parquet[name] = pq.ParquetWriter(path, table.schema)
        writer.write_table(table.cast(writer.schema))

    def finish(self, manifest: Mapping[str, Any]) -> None:
        """Writes the manifest last: a folder with one is complete."""
        for writer in self._parquet.values():
            writer.close()
        self._parquet.clear()
        text = json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False)
        (self._draft / MANIFEST).write_text(text + "\n", encoding="utf-8")
        self.folder.mkdir(parents=True, exist_ok=True)
        for stale in (self.folder / f"{name}.{suffix}" for name in TABLES for suffix in FORMATS):
            stale.unlink(missing_ok=True)
        for path in sorted(self._draft.iterdir(), key=lambda path: path.name == MANIFEST):
            path.replace(self.folder / path.name)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for writer in self._parquet.values():
            writer.close()
        shutil.rmtree(self._draft, ignore_errors=True)


@dataclass(frozen=True)
class Result:
    """The tables of a run, with the manifest that says what produced them.

    ``result.sentences``, ``result.attributions`` and so on are pandas DataFrames as ``framing.schema`` describes.
    """

    tables: Mapping[str, pd.DataFrame]
    manifest: Mapping[str, Any]

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name in TABLES:
            return self.tables[name]
        raise AttributeError(f"no attribute or table {name!r}")

    def save(self, folder: str | Path, table_format: str = "csv") -> Path:
        """Writes the tables and the manifest to a folder.

        Raises
        ------
        FramingError
            Unknown format, or a folder that holds other things.
        """
        with ResultWriter(Path(folder), table_format) as writer:
            for name, frame in self.tables.items():
                writer.append(name, frame)
            writer.finish(self.manifest)
        return Path(folder)


def load_results(folder: str | Path, tables: Sequence[str] = tuple(TABLES)) -> Result:
    """The tables of a result folder, whatever their format.

    Raises
    ------
    FramingError
        The folder holds no results, or a table is missing or damaged.
    """
    folder = Path(folder)
    if not (folder / MANIFEST).is_file():
        raise FramingError(f"{folder}: no {MANIFEST} here; make results with `framing analyze ARTICLES --out {folder}`")
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except ValueError as error:
        raise FramingError(f"{folder / MANIFEST}: not JSON: {error}; run `framing analyze` again") from error
    return Result({name: _read_table(folder, name) for name in tables}, manifest)


def _read_table(folder: Path, name: str) -> pd.DataFrame:
    import pandas as pd

    dtypes: dict[Any, Any] = {column.name: DTYPES[column.kind] for column in TABLES[name].columns}
    for suffix in FORMATS:
        path = folder / f"{name}.{suffix}"
        if not path.is_file():
            continue
        try:
            if suffix == "csv":
                frame = pd.read_csv(path, dtype=dtypes, keep_default_na=False, na_values=[""])
            elif suffix == "parquet":
                frame = pd.read_parquet(path)
            elif path.stat().st_size:
                frame = pd.read_json(path, lines=True, dtype=False, convert_dates=False)
                frame = frame.reindex(columns=[*dtypes, *(c for c in frame.columns if c not in dtypes)])
            else:
                frame = pd.DataFrame(columns=list(dtypes))
            return validate(name, frame)
        except (ValueError, OSError) as error:
            raise FramingError(f"{path}: damaged: {error}; run `framing analyze` again") from error
    choices = ", ".join(f"{name}.{suffix}" for suffix in FORMATS)
    raise FramingError(f"{folder}: table {name} is missing; looked for {choices}")
