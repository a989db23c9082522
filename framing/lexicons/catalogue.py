"""Every lexicon there is, with what its head says of it, for people who want to look."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from framing.errors import DataError, FramingError, unknown
from framing.lexicons.locate import lexicon_folder
from framing.lexicons.sheet import read_yaml
from framing.records import record

UNITS = ("entries", "perspectives", "issues", "frames")


@record
class Listing:
    """One file: ``name`` is its path without suffix, ``entries`` how many rows it has."""

    name: str
    path: Path
    title: str
    entries: int
    licence: str
    date: str

    def row(self) -> dict[str, Any]:
        """The listing as a row to print."""
        return {
            "lexicon": self.name,
            "title": self.title,
            "entries": self.entries,
            "licence": self.licence,
            "date": self.date,
        }


def catalogue(folder: Path | None = None) -> list[Listing]:
    """Every lexicon of a folder, by name."""
    root = folder or lexicon_folder()
    paths = sorted(path for path in root.rglob("*") if path.suffix in (".tsv", ".yaml"))
    return [_listing(root, path) for path in paths]


def entries(name: str, folder: Path | None = None) -> list[dict[str, Any]]:
    """The rows of a lexicon as they stand in its file.

    Raises
    ------
    FramingError
        No lexicon of that name.
    """
    listings = {listing.name: listing for listing in catalogue(folder)}
    if name not in listings:
        raise FramingError(unknown("lexicon", name, listings))
    path = listings[name].path
    if path.suffix == ".tsv":
        names, *rows = _cells(path)
        return [dict(zip(names, row, strict=False)) for row in rows]
    problems: list[str] = []
    top = read_yaml(path, problems, ())
    if problems:
        raise DataError(str(path), problems)
    for unit in UNITS:
        if isinstance(top.get(unit), list):
            return [{key: _flat(value) for key, value in item.items()} for item in top[unit]]
    return [{"key": key, "value": _flat(value)} for key, value in top.items()]


def as_markdown(folder: Path | None = None) -> str:
    """The catalogue as a Markdown table: the generated part of ``lexicons/README.md``."""
    lines = ["| lexicon | what | entries | licence | date |", "| --- | --- | ---: | --- | --- |"]
    for item in catalogue(folder):
        lines.append(f"| `{item.name}` | {item.title} | {item.entries} | {item.licence} | {item.date} |")
    return "\n".join(lines) + "\n"


def _listing(root: Path, path: Path) -> Listing:
    name = path.relative_to(root).with_suffix("").as_posix()
    if path.suffix == ".tsv":
        head = dict(_head(path))
        count = len(_cells(path)) - 1
    else:
        head = read_yaml(path, [], ())
        count = next((len(head[unit]) for unit in UNITS if isinstance(head.get(unit), list)), len(head))
    fields = (str(head.get(key, "")) for key in ("licence", "date"))
    return Listing(name, path, str(head.get("title", "")), count, *fields)


def _head(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# ") and ": " in line:
            key, _, value = line[2:].partition(": ")
            yield key, value


def _cells(path: Path) -> list[list[str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]


def _flat(value: Any) -> Any:
    if isinstance(value, dict):
        return " | ".join(f"{key}: {item}" for key, item in value.items())
    if isinstance(value, list):
        return " | ".join(map(str, value))
    return " ".join(str(value).split())
