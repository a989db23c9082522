"""scikit-learn estimators in skops files: nothing in them is executed, only types the caller trusts are made."""

from __future__ import annotations

import io
import json
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from framing.errors import FramingError
from framing.learn.store.arrays import CURE, check_archive
from framing.learn.store.verification import differs, version_here

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


def load_head(path: str | Path, trusted: Sequence[str] = ()) -> Any:
    """The estimator of a skops file.

    Parameters
    ----------
    path : str or Path
        The file.
    trusted : sequence of str
        Full names of the types the caller expects besides those of scikit-learn, numpy and scipy that skops knows; a
        fixed list in the code, never what a file says of itself.

    Raises
    ------
    FramingError
        No such file, not a skops file, a type that is not trusted, or made by libraries too far from those here.
    """
    import skops.io
    from sklearn.exceptions import InconsistentVersionWarning

    path = Path(path)
    check_archive(path, "a skops file")
    trusted = list(trusted)
    try:
        data = path.read_bytes()
        untrusted = sorted(set(skops.io.get_untrusted_types(data=data)) - set(trusted))
        if not untrusted:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", InconsistentVersionWarning)  # models verify tells of it
                return skops.io.loads(data, trusted=trusted)
    except Exception as error:  # a wrong file can make skops raise anything
        raise FramingError(f"{path}: {_why(path, error)}") from error
    raise FramingError(
        f"{path}: types that are not trusted: {', '.join(untrusted)}; do not use this file unless you made it; "
        "a model for framing has none"
    )


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


def _why(path: Path, error: Exception) -> str:
    """Why a file cannot be loaded: other libraries, or damage."""
    for library, version in _made_with(path).items():
        here = version_here(library)
        if here is None or differs(here, version, 2):
            return (
                f"made with {library} {version}, here is {here or 'none'}, and it cannot be read: {_line(error)}; "
                f"pip install '{library}=={version}', or train again"
            )
    return f"not a skops file, or damaged: {_line(error)}; {CURE}"


def _made_with(path: Path) -> dict[str, str]:
    try:
        with ZipFile(path) as archive:
            versions = json.loads(archive.read(LIBRARIES))
    except (KeyError, ValueError, OSError):
        return {}
    known = versions if isinstance(versions, dict) else {}
    return {library: known[library] for library in MADE_WITH if isinstance(known.get(library), str)}


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
