"""The folder of a result: tables and manifest, written whole or not at all, and read back."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from framing.atomic import link, sync
from framing.errors import FramingError
from framing.schema import TABLES
from framing.table_bytes import FORMATS as FORMATS
from framing.table_bytes import PARQUET, TableBytes, arrow_table, decode, encode, read_table
from framing.table_bytes import check_format as check_format

if TYPE_CHECKING:
    import pandas as pd

MANIFEST = "manifest.json"
PARTS = "parts"
"""The option of the manifest that says how many articles a part file holds, where tables lie in parts."""
Needs = Mapping[str, Sequence[str]]
"""The tables that someone reads, with the columns of each; none named: all, further ones included."""


def check_folder(folder: Path, what: str = "results") -> Path:
    """A folder that exists or can be made, or an error that names the file in its way."""
    for place in (folder, *folder.parents):
        if place.is_dir():
            break
        if place.exists():
            wrong = "is a file" if place == folder else f"{place} is a file"
            raise FramingError(f"{folder}: {wrong}; name a folder for the {what}")
    return folder


def check_out(folder: Path) -> Path:
    """The folder results may go to: new, empty, or one that held results before.

    Raises
    ------
    FramingError
        It is a file or below one, or a folder with other things and no results.
    """
    check_folder(folder)
    if folder.is_dir() and any(folder.iterdir()) and not is_manifest(folder / MANIFEST):
        raise FramingError(f"{folder}: holds other files and no results; name a new folder for the results")
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
    text : bool
        Whether the tables hold words of the articles.
    draft : Path, optional
        The hidden folder, of a caller who has checked where the results go; a new one beside them by default.
    """

    def __init__(self, folder: Path, table_format: str = "csv", text: bool = True, draft: Path | None = None) -> None:
        self.folder = folder if draft else check_out(folder)
        self.text = text
        self._given_draft = draft
        self.table_format = check_format(table_format)
        self._columns: dict[str, list[str]] = {}
        self._parquet: dict[str, Any] = {}
        self._made: list[Path] = []

    def __enter__(self) -> ResultWriter:
        self._made = [place for place in self.folder.parents if not place.exists()]
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        if self._given_draft:
            shutil.rmtree(self._given_draft, ignore_errors=True)
            self._given_draft.mkdir()
        self._draft = self._given_draft or Path(
            tempfile.mkdtemp(prefix=f".{self.folder.name}-", dir=self.folder.parent)
        )
        return self

    def append(self, name: str, frame: pd.DataFrame) -> None:
        """Adds rows to a table, checked against its schema; columns that earlier rows lacked are added to them."""
        self.add(name, encode(name, frame, self.table_format, self.text))

    def add(self, name: str, rows: TableBytes) -> None:
        """Adds rows that were checked and encoded before, in the format and with the words of this folder."""
        columns = self._columns.setdefault(name, [])
        new = [column for column in rows.columns if column not in columns]
        if columns and new:
            self._close(name)
            earlier = read_table(self._path(name), name, self.table_format, self.text, columns)
            self._path(name).unlink()
            self._write(name, encode(name, earlier, self.table_format, self.text, [*columns, *new]))
        columns += new
        if list(rows.columns) != columns:
            frame = decode(name, rows, self.table_format, self.text)
            rows = encode(name, frame, self.table_format, self.text, columns)
        self._write(name, rows)

    def add_part(self, number: int, files: Mapping[str, Path]) -> None:
        """Takes over the part files of a partition by their tables, as they are: the tables are folders then.

        Raises
        ------
        FramingError
            A file is gone.
        """
        for name, path in files.items():
            place = self._path(name) / part_name(number)
            place.parent.mkdir(exist_ok=True)
            try:
                link(path, place)
            except FileNotFoundError as error:
                raise FramingError(f"{path}: is gone; begin anew with --fresh") from error

    def finish(self, manifest: Mapping[str, Any]) -> None:
        """Moves the tables in place and the manifest last: a folder with one is complete."""
        for name in self._columns:
            self._close(name)
        text = json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False)
        (self._draft / MANIFEST).write_text(text + "\n", encoding="utf-8")
        for path in self._draft.iterdir():
            sync(path)
        self.folder.mkdir(parents=True, exist_ok=True)
        for stale in (MANIFEST, *(f"{name}.{suffix}" for name in TABLES for suffix in FORMATS)):
            _remove(self.folder / stale)
        for path in sorted(self._draft.iterdir(), key=lambda path: path.name == MANIFEST):
            path.replace(self.folder / path.name)
        sync(self.folder)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for name in self._columns:
            self._close(name)
        shutil.rmtree(self._draft, ignore_errors=True)
        with suppress(OSError):  # those that hold something stay
            for place in self._made:
                place.rmdir()

    def _path(self, name: str) -> Path:
        return self._draft / f"{name}.{self.table_format}"

    def _write(self, name: str, rows: TableBytes) -> None:
        path = self._path(name)
        if self.table_format == PARQUET:
            self._write_parquet(name, path, rows)
            return
        header = b"" if path.exists() else rows.header
        with path.open("ab") as file:
            file.write(header + rows.content)

    def _write_parquet(self, name: str, path: Path, rows: TableBytes) -> None:
        import pyarrow.parquet as pq

        table = arrow_table(rows)
        writer = self._parquet.get(name)
        if writer is None:
            writer = self._parquet[name] = pq.ParquetWriter(path, table.schema)
        writer.write_table(table.cast(writer.schema))

    def _close(self, name: str) -> None:
        writer = self._parquet.pop(name, None)
        if writer is not None:
            writer.close()


@dataclass(frozen=True)
class Result:
    """The tables of a run, with the manifest that says what produced them.

    ``result.sentences``, ``result.attributions`` and so on are pandas DataFrames as ``framing.schema`` describes.
    """

    tables: Mapping[str, pd.DataFrame]
    manifest: Mapping[str, Any]

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name in TABLES and name in self.tables:
            return self.tables[name]
        raise AttributeError(f"no attribute or loaded table {name!r}")

    def save(self, folder: str | Path, table_format: str = "csv") -> Path:
        """Writes the tables and the manifest to a folder.

        Raises
        ------
        FramingError
            Unknown format, or a folder that holds other things.
        """
        options = {name: value for name, value in self.manifest.get("options", {}).items() if name != PARTS}
        with ResultWriter(Path(folder), table_format, has_text(self.manifest)) as writer:
            for name, frame in self.tables.items():
                writer.append(name, frame)
            writer.finish({**self.manifest, "options": options} if "options" in self.manifest else self.manifest)
        return Path(folder)


def load_results(folder: str | Path, tables: Sequence[str] | Needs = tuple(TABLES)) -> Result:
    """The tables of a result folder, whatever their format, in one file each or in parts.

    Parameters
    ----------
    folder : str or Path
        A folder that ``framing analyze`` wrote.
    tables : sequence of str, or mapping of str to sequence of str
        The tables to read, all by default; a mapping names the columns of each, none for all: a large result takes
        less time and memory so.

    Raises
    ------
    FramingError
        The folder holds no results, or a table is missing or damaged.
    """
    folder = Path(folder)
    manifest = read_manifest(folder)
    needs = tables if isinstance(tables, Mapping) else dict.fromkeys(tables, ())
    return Result({name: _read_table(folder, name, manifest, only) for name, only in needs.items()}, manifest)


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a result folder, or an error that says how one is made."""
    if not (folder / MANIFEST).is_file():
        raise FramingError(f"{folder}: no {MANIFEST} here; make results with `framing analyze ARTICLES --out {folder}`")
    if not is_manifest(folder / MANIFEST):
        raise FramingError(f"{folder / MANIFEST}: not a manifest of framing; name a folder `framing analyze` wrote")
    manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return manifest


def has_text(manifest: Mapping[str, Any]) -> bool:
    """Whether the tables of a manifest hold all words of the articles that their schema wants."""
    return manifest.get("options", {}).get("text", True) is True


def is_manifest(path: Path) -> bool:
    """Whether it is a manifest of framing: of a run, or of a comparison."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(found, dict) and {"framing", "study"} <= found.keys()


def table_file(folder: Path, name: str) -> Path | None:
    """Where a table of a result folder lies: a file, a folder of part files, or None where there is none."""
    return next((path for suffix in FORMATS if (path := folder / f"{name}.{suffix}").exists()), None)


def part_name(number: int) -> str:
    """What the file of a partition is called, from 0: the names sort as the articles do.

    >>> part_name(7)
    'part-00000007.parquet'
    """
    return f"part-{number:08}.{PARQUET}"


def _read_table(folder: Path, name: str, manifest: Mapping[str, Any], only: Sequence[str]) -> pd.DataFrame:
    path = table_file(folder, name)
    if path is None:
        choices = ", ".join(f"{name}.{suffix}" for suffix in FORMATS)
        raise FramingError(f"{folder}: table {name} is missing; looked for {choices}; run `framing analyze` again")
    try:
        if path.is_dir():
            _check_parts(path, manifest)
        return read_table(path, name, path.suffix.removeprefix("."), has_text(manifest), only=only)
    except (FramingError, ValueError, OSError) as error:
        reason = " ".join(str(error).split())
        raise FramingError(f"{path}: damaged: {reason}; run `framing analyze` again") from error


def _check_parts(path: Path, manifest: Mapping[str, Any]) -> None:
    """Raises a FramingError where there are not the parts that the manifest speaks of: a lost one would not be seen."""
    size = manifest.get("options", {}).get(PARTS)
    if not size:
        raise FramingError("the manifest knows of no parts")
    wanted = [part_name(number) for number in range(ceil(manifest["inputs"]["n_articles"] / size))]
    found = sorted(file.name for file in path.iterdir())
    if wanted != found:
        unlike = sorted({*wanted} ^ {*found})
        raise FramingError(f"{len(found)} part files, {len(wanted)} by the manifest; first that differs: {unlike[0]}")


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
