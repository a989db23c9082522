"""Fitted scikit-learn estimators are saved as skops files, which ``parameters`` reads without making them again."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from framing.errors import FramingError
from framing.learn.store.verification import version_here

SCHEMA, LIBRARIES = "schema.json", "libraries.json"
ADDRESSES = ("_stop_words_id",)  # attributes in which scikit-learn keeps one; it sets them anew
MADE_WITH = ("numpy", "scikit-learn", "scipy", "skops")


def save_head(path: str | Path, estimator: Any) -> None:
    """Writes a fitted estimator, compressed, with the versions of the libraries that made it.

    The same estimator gives the same bytes: the addresses in memory by which skops numbers objects are replaced by
    their order, and the archive holds no times.

    Raises
    ------
    FramingError
        skops cannot hold a part of it.
    """
    import skops.io

    try:
        raw = skops.io.dumps(estimator)
    except (TypeError, ValueError, AttributeError) as error:
        raise FramingError(f"{path}: {_line(error)}; keep only arrays, plain values and named functions") from error
    Path(path).write_bytes(_settled(raw))


def _settled(raw: bytes) -> bytes:
    """A skops archive with objects and arrays numbered by their order, and the versions of the libraries."""
    with ZipFile(io.BytesIO(raw)) as archive:
        schema = json.loads(archive.read(SCHEMA))
        numbers: dict[int, int] = {}
        names: dict[str, str] = {}
        _number(schema, numbers, names)
        members = {new: archive.read(old) for old, new in names.items()}
    versions = {library: version_here(library) for library in MADE_WITH}
    members = {SCHEMA: json.dumps(schema).encode(), LIBRARIES: json.dumps(versions).encode(), **members}
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(ZipInfo(name), content, compress_type=ZIP_DEFLATED, compresslevel=9)
    return buffer.getvalue()


def _number(node: Any, numbers: dict[int, int], names: dict[str, str]) -> None:
    """Renumbers ``__id__`` and names of members in place, in the order of the document; blanks ``ADDRESSES``."""
    if isinstance(node, list):
        for each in node:
            _number(each, numbers, names)
    elif isinstance(node, dict):
        if isinstance(node.get("__id__"), int):
            node["__id__"] = numbers.setdefault(node["__id__"], len(numbers))
        if "__loader__" in node and isinstance(node.get("file"), str):
            old = node["file"]
            node["file"] = names.setdefault(old, f"{len(names)}{Path(old).suffix}")
        for key, each in node.items():
            if key in ADDRESSES and isinstance(each, dict) and "content" in each:
                each["content"] = "0"
            _number(each, numbers, names)


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
