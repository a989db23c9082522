"""Arrays of a model in one ``.npz`` file, without pickles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile, is_zipfile

from framing.errors import FramingError, unknown

if TYPE_CHECKING:
    from numpy.typing import NDArray

ARRAY = ".npy"
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
    check_archive(Path(path), "arrays in .npz")
    try:
        with ZipFile(path) as archive:
            members = sorted(archive.namelist())
            arrays = {name.removesuffix(ARRAY): read_array(archive, name) for name in members if name.endswith(ARRAY)}
    except Exception as error:  # a wrong file can make numpy raise anything
        raise FramingError(f"{path}: damaged, or no arrays in .npz: {_line(error)}; {CURE}") from error
    if strange := [name for name in members if not name.endswith(ARRAY)]:
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


def read_array(archive: ZipFile, member: str) -> NDArray[Any]:
    """The array of a member of an archive, decompressed once: reading to the end compares the checksum."""
    import numpy as np

    array: NDArray[Any] = np.lib.format.read_array(BytesIO(archive.read(member)), allow_pickle=False)
    return array


def _line(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__
