"""Which lists have been checked as a whole already, so that a start need not check them again.

``lexicons/checked.txt`` names the shipped lists by a hash over their bytes; ``docs/generate.py`` writes it. Lists with
other bytes are checked whenever they are loaded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache

from framing.lexicons.locate import lexicon_folder

CHECKED = "checked.txt"


def digest_of(sha256: Mapping[str, str]) -> str:
    """One hash over files, from the hash of each by its name."""
    return hashlib.sha256("".join(f"{name} {sha256[name]}\n" for name in sorted(sha256)).encode()).hexdigest()


def is_checked(sha256: Mapping[str, str]) -> bool:
    """Whether exactly these files, by name and hash, are known to be right."""
    return digest_of(sha256) in _known()


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    path = lexicon_folder() / CHECKED
    return frozenset(path.read_text(encoding="utf-8").split()) if path.is_file() else frozenset()
