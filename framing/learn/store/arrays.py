"""Arrays of a model in one ``.npz`` file, without pickles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile, is_zipfile
from zlib import error as ZlibError  # noqa: N812

from framing.errors import FramingError, unknown

if TYPE_CHECKING:
    from numpy.typing import NDArray

CURE = "restore the file, or make the model again"


def save_arrays(path: str | Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Writes arrays by name, compressed; the same arrays give the same bytes.

    Raises
    ------
    FramingError
        An array of Python objects, which only a pickle could hold.
    """
    import numpy as np

    objects = sorted(name for name, array in arrays.items() if np.asarray(array).dtype.hasobject)
    if objects:
        raise FramingError(f"{path}: {', '.join(objects)}: arrays of objects; turn them into numbers or fixed texts")
    with Path(path).open("wb") as file:
        np.savez_compressed(file, **{name: arrays[name] for name in sorted(arrays)})  # type: ignore[arg-type]


def load_arrays(path: str | Path, names: Sequence[str] = ()) -> dict[str, NDArray[Any]]:
    """The arrays of a file by name.

    Parameters
    ----------
    path : str or Path
        The file.
    names : sequence of str
        Arrays the file must have; it may have others.

    Raises
    ------
    FramingError
        No such file, not an ``.npz``, damaged, an array of objects, or a name is missing.
    """
    import numpy as np

    check_archive(Path(path), "arrays in .npz")
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in sorted(file.files)}
    except Exception as error:  # a wrong file can make numpy raise anything
        raise FramingError(f"{path}: damaged, or no arrays in .npz: {_line(error)}; {CURE}") from error
    if strange := sorted(name for name, array in arrays.items() if not isinstance(array, np.ndarray)):
        raise FramingError(f"{path}: {', '.join(strange)}: no array; {CURE}")
    if missing := [name for name in names if name not in arrays]:
        raise FramingError(f"{path}: {unknown('array', missing[0], arrays)}; {CURE}")
    return arrays


def check_archive(path: Path, kind: str) -> None:
    """Raises a FramingError for a file that is not there, is empty, or is no zip archive."""
    if not path.is_file():
        wrong = "is a folder" if path.is_dir() else "no such file"
        raise FramingError(f"{path}: {wrong}; {CURE}")
    if not path.stat().st_size:
        raise FramingError(f"{path}: empty; {CURE}")
    if not is_zipfile(path):
        raise FramingError(f"{path}: not {kind}; {CURE}")
    try:
        with ZipFile(path) as archive:
            broken = archive.testzip()
    except (BadZipFile, ZlibError, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise FramingError(f"{path}: damaged: {_line(error)}; {CURE}") from error
    if broken:
        raise FramingError(f"{path}: damaged in {broken}; {CURE}")


def _line(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__
