"""Finds the files behind what the user named: files, folders, globs and ``-``."""

from __future__ import annotations

import difflib
import glob
import hashlib
import os
import shutil
import sys
import tempfile
import weakref
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from framing.errors import DataError, FramingError, unknown

SUFFIXES = (".txt", ".md", ".html", ".htm", ".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".parquet")
PARQUET = ".parquet"
PLAIN_SUFFIXES = frozenset(SUFFIXES) - {".html", ".htm", PARQUET}
STDIN = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read: ``path`` as the user gave it, ``named`` where the user named this very file."""

    path: str
    suffix: str
    named: bool
    open: Callable[[], BinaryIO]


def find_sources(inputs: str | Path | Iterable[str | Path]) -> list[Source]:
    """Every file behind the inputs, in their order, folders and globs sorted; a file named twice is read once.

    Raises
    ------
    FramingError
        An input does not exist, has no known suffix, or holds no article. Lists all such inputs.
    """
    given = [inputs] if isinstance(inputs, str | Path) else list(inputs)
    if not given:
        raise FramingError("no input; name a file, a folder, a glob or - for standard input")
    sources: dict[str, Source] = {}
    problems: list[str] = []
    for one in given:
        try:
            for source in _behind(str(one) if str(one) else "''"):
                sources.setdefault(source.path if source.path == STDIN else os.path.realpath(source.path), source)
        except FramingError as error:
            problems.append(str(error))
    raise_all(problems)
    return list(sources.values())


def text_bytes(inputs: str | Path | Iterable[str | Path]) -> int | None:
    """About how large the text behind the inputs is: that of files, of Parquet that of its column ``text``.

    None where neither tells it (markup, a stream, a broken file).
    """
    sources = _files_of(inputs)
    if sources is None or any(source.suffix not in (*PLAIN_SUFFIXES, PARQUET) for source in sources):
        return None
    sizes = [
        _parquet_text_bytes(source) if source.suffix == PARQUET else Path(source.path).stat().st_size
        for source in sources
    ]
    return None if None in sizes else sum(size for size in sizes if size)


def _parquet_text_bytes(source: Source) -> int | None:
    from framing.ingest.entries import UnreadableError
    from framing.ingest.tables import parquet_text_bytes

    try:
        with source.open() as stream:
            return parquet_text_bytes(stream)
    except UnreadableError:
        return None  # told where it is read


def input_sizes(inputs: str | Path | Iterable[str | Path]) -> dict[str, object] | None:
    """How many files there are behind the inputs, how large, and a hash of their names and sizes; None for a stream."""
    sources = _files_of(inputs)
    if sources is None:
        return None
    sizes = {source.path: Path(source.path).stat().st_size for source in sources}
    listing = "".join(f"{path}\0{size}\n" for path, size in sizes.items())
    return {
        "files": len(sizes),
        "bytes": sum(sizes.values()),
        "names and sizes": hashlib.sha256(listing.encode("utf-8", "surrogateescape")).hexdigest(),
    }


def _files_of(inputs: str | Path | Iterable[str | Path]) -> list[Source] | None:
    """The files behind the inputs; None where standard input, which can be read but once, is among them."""
    given = [inputs] if isinstance(inputs, str | Path) else list(inputs)
    return None if STDIN in map(str, given) else find_sources(given)


def raise_all(problems: list[str]) -> None:
    """Raise one FramingError that lists every problem; nothing where there is none."""
    if len(problems) == 1:
        raise FramingError(problems[0])
    if problems:
        raise DataError("input", problems)


def _behind(given: str) -> list[Source]:
    if given == STDIN:
        return [_standard_input()]
    path = Path(given)
    if path.is_dir():
        found = list(_articles_below(path))
        if not found:
            raise FramingError(f"{given}: no article in this folder; {_what_it_holds(path)}")
        return found
    if path.is_file():
        if path.suffix.lower() not in SUFFIXES:
            wrong = unknown("format", path.suffix.lower() or "(no suffix)", SUFFIXES)
            raise FramingError(f"{given}: {wrong}; save it in one of them")
        return [_file(path, named=True)]
    if path.exists():
        raise FramingError(f"{given}: neither a file nor a folder; to read a pipe, feed it to -")
    if glob.has_magic(given):
        return _matches(given)
    raise FramingError(f"{given}: no such file or folder{_near(path)}")


def _file(path: Path, *, named: bool) -> Source:
    return Source(path.as_posix(), path.suffix.lower(), named, partial(_open, path))


def _open(path: Path) -> BinaryIO:
    return path.open("rb")


def _articles_below(folder: Path) -> Iterator[Source]:
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(place, name)
            if not name.startswith(".") and path.suffix.lower() in SUFFIXES:
                yield _file(path, named=False)


def _matches(pattern: str) -> list[Source]:
    found: list[Source] = []
    for match in sorted(glob.glob(pattern, recursive=True)):  # noqa: PTH207 (Path.glob takes no absolute pattern)
        path = Path(match)
        if path.is_dir():
            found.extend(_articles_below(path))
        elif path.suffix.lower() in SUFFIXES:
            found.append(_file(path, named=False))
    if not found:
        raise FramingError(f"{pattern}: no article matches this pattern; articles end in {', '.join(SUFFIXES)}")
    return found


def _what_it_holds(folder: Path) -> str:
    names = [name for _, _, files in os.walk(folder) for name in files if not name.startswith(".")]
    held = sorted({Path(name).suffix.lower() or "(no suffix)" for name in names})
    holds = f"it holds files in {', '.join(held[:8])}" if held else "it is empty"
    return f"{holds}; articles end in {', '.join(SUFFIXES)}"


def _near(path: Path) -> str:
    parent = path.parent
    if not parent.is_dir():
        missing = [folder for folder in (parent, *parent.parents) if not folder.exists()]
        return f"; there is no folder '{missing[-1].as_posix()}'" + _near(missing[-1]) if missing else ""
    names = sorted(entry.name for entry in parent.iterdir())
    near = difflib.get_close_matches(path.name, names, n=1)
    return f"; did you mean '{(parent / near[0]).as_posix()}'?" if near else ""


def _standard_input() -> Source:
    """Standard input, kept in a temporary file so that it can be checked before anything is handed on."""
    kept = tempfile.TemporaryFile()  # noqa: SIM115 (closed below, with the last reference to the source)
    shutil.copyfileobj(sys.stdin.buffer, kept)

    def reopen() -> BinaryIO:
        kept.seek(0)
        return os.fdopen(os.dup(kept.fileno()), "rb")

    weakref.finalize(reopen, kept.close)
    kept.seek(0)
    start = kept.read(1 << 16).replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n")
    return Source(STDIN, ".jsonl" if start.startswith(b"{") else ".txt", named=True, open=reopen)
