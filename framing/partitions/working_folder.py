"""The hidden folder of an unfinished run: what began it, its finished partitions, and the tables as they are joined.

It lies beside the results, so that a run that was killed goes on from there, and goes when the run is done.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from framing.atomic import write_atomically
from framing.errors import FramingError
from framing.partitions.fingerprint import differences
from framing.partitions.part import Part
from framing.results import check_folder, check_out

BEGUN = "run.json"
PARTS = "partitions"
DRAFT = "tables"
LOCK = "lock"


class WorkingFolder:
    """The working folder of the results ``out``.

    Parameters
    ----------
    out : Path
        Where the results go.

    Attributes
    ----------
    path : Path
        The working folder itself.
    n_found : int
        How many finished partitions of an earlier, killed run there are.
    """

    def __init__(self, out: Path) -> None:
        self.out = out
        self.path = working_path(out)
        self._found: dict[int, str] = {}
        self._made: list[Path] = []
        self._kept = True
        self._lock: Any = None

    @property
    def n_found(self) -> int:
        """How many finished partitions an earlier run left."""
        return len(self._found)

    @property
    def n_stored(self) -> int:
        """How many finished partitions there are now."""
        return len(_files(self.parts))

    @property
    def draft(self) -> Path:
        """Where the tables are joined."""
        return self.path / DRAFT

    @property
    def parts(self) -> Path:
        """Where the partitions are stored."""
        return self.path / PARTS

    def check(self, unfinished: str) -> None:
        """Refuses a call that would throw an unfinished run away without being asked to, and a folder of other things.

        Raises
        ------
        FramingError
            Finished partitions lie here and ``unfinished`` is ``refuse``; or as ``framing.results.check_out``.
        """
        if unfinished == "refuse" and (n_left := self.n_stored):
            raise FramingError(
                f"{self.out}: an unfinished run was left here with {_counted(n_left)} done; go on with --resume, or "
                "begin anew with --fresh"
            )
        check_folder(self.out) if self.n_stored else check_out(self.out)

    def begin(self, unfinished: str, begun: Mapping[str, Any]) -> None:
        """Makes the folder, or with ``resume`` takes over what an unfinished run left there.

        Parameters
        ----------
        unfinished : str
            As ``framing.options.Execution`` has it.
        begun : mapping
            All that decides what the results are, as plain values.

        Raises
        ------
        FramingError
            Another run is at work here, or the unfinished one was begun with other inputs, options or data.
        """
        self._made = [place for place in (self.path, *self.path.parents) if not place.exists()]
        self.path.mkdir(parents=True, exist_ok=True)
        self._take_lock()
        try:
            if unfinished == "resume" and (self.path / BEGUN).is_file():
                self._take_over(begun)
            else:
                shutil.rmtree(self.parts, ignore_errors=True)
            self.parts.mkdir(exist_ok=True)
            write_atomically(self.path / BEGUN, (json.dumps(begun, indent=1, sort_keys=True) + "\n").encode())
        except BaseException:
            self.close()
            raise

    def finished(self, part: Part) -> Path | None:
        """The file of a partition that an earlier run finished; None where it must be computed.

        Raises
        ------
        FramingError
            The earlier run found other articles at its place.
        """
        name = self._found.get(part.number)
        if name is None:
            return None
        if name != part.file_name:
            raise FramingError(
                f"{self.out}: the articles have changed since the unfinished run began: partition {part.number + 1} "
                f"({part.places}) is not what it was; begin anew with --fresh"
            )
        return self.parts / name

    def was_found(self, part: Part) -> bool:
        """Whether an earlier run finished the partition."""
        return part.number in self._found

    def check_count(self, n_parts: int) -> None:
        """Raises a FramingError where the unfinished run had found more partitions than there are now."""
        if self._found and max(self._found) >= n_parts:
            raise FramingError(
                f"{self.out}: the articles have changed since the unfinished run began: it had finished partition "
                f"{max(self._found) + 1}, now there are {n_parts}; begin anew with --fresh"
            )

    def discard(self) -> None:
        """Says that nothing here is of use any more: the folder goes when it is closed."""
        self._kept = False

    def close(self) -> None:
        """Lets go of the folder; it stays where an unfinished run can go on from it."""
        shutil.rmtree(self.draft, ignore_errors=True)
        if not self._kept or not self.n_stored:
            self._remove()
        if self._lock:
            self._lock.close()

    def _remove(self) -> None:
        """Removes the folder, and those made for it that hold nothing else."""
        shutil.rmtree(self.path, ignore_errors=True)
        with suppress(OSError):
            for place in self._made:
                if place != self.path:
                    place.rmdir()

    def _take_over(self, begun: Mapping[str, Any]) -> None:
        before = json.loads((self.path / BEGUN).read_text(encoding="utf-8"))
        if changed := differences(before, begun):
            listed = "\n".join(f"  {line}" for line in changed)
            raise FramingError(
                f"{self.out}: the unfinished run was begun otherwise:\n{listed}\nput this back as it was to go on with "
                "--resume, or begin anew with --fresh"
            )
        self._found = {int(path.name.partition("-")[0]): path.name for path in _files(self.parts)}

    def _take_lock(self) -> None:
        try:
            import fcntl
        except ImportError:  # Windows has none; there two runs over one folder are not told apart
            return
        self._lock = (self.path / LOCK).open("a")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._lock.close()
            self._lock = None
            raise FramingError(f"{self.out}: another run is writing these results; wait until it is done") from None


def working_path(out: Path) -> Path:
    """Where the working folder of results lies."""
    place = Path(os.path.abspath(out))  # noqa: PTH100 (a link is not followed: the folder lies beside it)
    return place.parent / f".{place.name}.unfinished"


def _files(parts: Path) -> list[Path]:
    return sorted(parts.glob("[0-9]*.zip")) if parts.is_dir() else []


def _counted(number: int) -> str:
    return "1 partition" if number == 1 else f"{number:,} partitions"
