"""Deterministic hashes of words and of combinations of them, and a table that finds known features by their hash."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint32]
Wide = NDArray[np.uint64]
Indices = NDArray[np.int32]

KEYS_AT_ONCE = 1 << 16
"""Keys looked up in one go: so many that what is known of them stays close to the processor."""
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_FINISH = np.uint64(0xFF51AFD7ED558CCD)
_HALF = np.uint64(32)
_FOLD = np.uint64(29)


def hash_of(text: str) -> int:
    """The hash of a string, 32 bits, the same on every machine."""
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))


def combined(seed: int, columns: Sequence[Wide]) -> Hashes:
    """One 32-bit hash a row of equally long ``columns``; ``seed`` and the order of the columns count."""
    mixed = columns[0] + np.uint64(hash_of(f"feature {seed}"))
    mixed *= _MULTIPLIER
    for column in columns[1:]:
        mixed ^= mixed >> _FOLD
        mixed += column
        mixed *= _MULTIPLIER
    mixed ^= mixed >> _HALF
    mixed *= _FINISH
    mixed >>= _HALF
    return mixed.astype(np.uint32)


class KeyIndex:
    """Finds the place of a key among ``keys``, many at a time.

    Keys are hashes, so their highest bits spread them evenly: these tell where to begin, a key or two before the place.

    Parameters
    ----------
    keys : array of uint32, ascending, without repeats

    Examples
    --------
    >>> index = KeyIndex(np.array([7, 40], np.uint32))
    >>> index.find(np.array([40, 8, 7], np.uint32)).tolist()
    [1, -1, 0]
    """

    def __init__(self, keys: Hashes) -> None:
        self._keys = keys
        bits = max(4, int(np.ceil(np.log2(len(keys) + 1))))
        self._shift = np.uint32(32 - bits)
        counts = np.bincount(keys >> self._shift, minlength=1 << bits)
        self._starts = (np.cumsum(counts) - counts).astype(np.int32)

    def find(self, keys: Hashes) -> Indices:
        """The place of each key, -1 for an unknown one; of the shape of ``keys``."""
        found = np.full(keys.size, -1, np.int32)
        flat = keys.ravel()
        for start in range(0, keys.size if len(self._keys) else 0, KEYS_AT_ONCE):
            part = slice(start, start + KEYS_AT_ONCE)
            found[part] = self._found(flat[part])
        return found.reshape(keys.shape)

    def _found(self, flat: Hashes) -> Indices:
        places = self._starts.take(flat >> self._shift)
        there = self._keys.take(places, mode="clip")
        before = np.flatnonzero(there < flat)
        while len(before):
            places[before] += 1
            there[before] = self._keys.take(places[before], mode="clip")
            before = before[(there[before] < flat[before]) & (places[before] < len(self._keys))]
        places[there != flat] = -1
        return places
