"""Where the lexicons lie: beside the package in a checkout, else the copy shipped inside it."""

from __future__ import annotations

from pathlib import Path

from framing.errors import FramingError

PACKAGE = Path(__file__).resolve().parent.parent
State = tuple[tuple[str, int, int], ...]


def state_of(folder: Path) -> State:
    """Name, time and size of each lexicon file in a folder: equal as long as nobody has changed one."""
    files = sorted(path for path in folder.glob("*.*") if path.suffix in (".tsv", ".yaml"))
    return tuple((path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in files)


def lexicon_folder() -> Path:
    """The folder with the general lists and one folder a study.

    Raises
    ------
    FramingError
        Neither the checkout nor the installed package has one.
    """
    for folder in (PACKAGE.parent / "lexicons", PACKAGE / "shipped" / "lexicons"):
        if (folder / "cues.tsv").is_file():
            return folder
    raise FramingError(f"no lexicons beside {PACKAGE} or inside it; reinstall framing")
