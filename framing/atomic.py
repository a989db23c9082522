"""Files that are there whole or not at all, also after a crash or a power cut."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path


def write_atomically(path: Path, content: bytes) -> None:
    """Writes a file beside its place, makes sure it is on the disk, and moves it in place in one step.

    Raises
    ------
    OSError
        The disk is full or cannot be written to; nothing of the file is left then.
    """
    waiting = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with waiting.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        waiting.replace(path)
    finally:
        waiting.unlink(missing_ok=True)
    sync(path.parent)


def link(path: Path, place: Path) -> None:
    """Gives a file a second name, where the disk can, or else a copy, on the disk."""
    with suppress(FileNotFoundError):
        place.unlink()
    try:
        place.hardlink_to(path)
    except FileNotFoundError:
        raise
    except OSError:
        shutil.copyfile(path, place)
        sync(place)


def sync(path: Path) -> None:
    """Makes sure that a file, or the names in a folder, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
