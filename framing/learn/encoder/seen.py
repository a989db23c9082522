"""Which texts an encoder was trained on, by their fingerprints, so that nothing is measured or weighed on them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from framing.learn.store.arrays import load_arrays, save_arrays

SEEN = "seen.npz"
TEXTS = "texts"


def fingerprint(text: str) -> int:
    """32 bits of the SHA-256 of a text, whatever its case and spacing.

    >>> fingerprint("Talks  resumed.") == fingerprint("talks resumed.")
    True
    """
    return int.from_bytes(hashlib.sha256(" ".join(text.lower().split()).encode()).digest()[:4], "big")


class SeenTexts:
    """Fingerprints of texts, from which no text can be read.

    Of texts never seen about two in a million are taken for seen, at 10,000 fingerprints.
    """

    def __init__(self, fingerprints: Iterable[int] = ()) -> None:
        self._fingerprints = frozenset(fingerprints)

    @classmethod
    def of(cls, texts: Iterable[str]) -> SeenTexts:
        """Of the texts themselves."""
        return cls(map(fingerprint, texts))

    @classmethod
    def load(cls, folder: Path) -> SeenTexts:
        """From an encoder's folder; none where it has no such file."""
        path = folder / SEEN
        return cls(load_arrays(path, (TEXTS,))[TEXTS].tolist()) if path.is_file() else cls()

    def save(self, path: Path) -> None:
        """Writes the fingerprints."""
        save_arrays(path, {TEXTS: np.array(sorted(self._fingerprints), np.uint32)})

    def among(self, texts: Sequence[str]) -> NDArray[np.bool_]:
        """Whether each text was seen."""
        if not self._fingerprints:
            return np.zeros(len(texts), np.bool_)
        return np.array([fingerprint(text) in self._fingerprints for text in texts], np.bool_)
