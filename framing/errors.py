"""Errors a user can cause. The command line prints them and exits 2; nothing else derives from them."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence


class FramingError(Exception):
    """Anything wrong that the person at the keyboard can mend: the text says place, value, choices and cure."""


class DataError(FramingError):
    """A file whose content is wrong, with every problem found in it.

    Parameters
    ----------
    what : str
        The file or folder that was read.
    problems : sequence of str
        One line each, place first (``cues.tsv:12: ...``).
    """

    def __init__(self, what: str, problems: Sequence[str]) -> None:
        self.what = what
        self.problems = tuple(problems)
        count = "1 problem" if len(self.problems) == 1 else f"{len(self.problems)} problems"
        super().__init__("\n".join([f"{what}: {count}", *(f"  {problem}" for problem in self.problems)]))


def unknown(kind: str, value: str, choices: Iterable[str]) -> str:
    """The sentence for a value that is not among its choices, with the nearest match first.

    >>> unknown("study", "kosvo", ["kosovo"])
    "no study 'kosvo'; did you mean 'kosovo'? choices: kosovo"
    """
    known = sorted(choices)
    near = difflib.get_close_matches(value, known, n=1)
    hint = f" did you mean {near[0]!r}?" if near else ""
    listing = ", ".join(known) if known else "(none)"
    return f"no {kind} {value!r};{hint} choices: {listing}"
