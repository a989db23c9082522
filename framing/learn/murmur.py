"""The columns in which scikit-learn's ``FeatureHasher`` counts features, for many names at a time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_FIRST, _SECOND = np.uint32(0xCC9E2D51), np.uint32(0x1B873593)
_STEP, _ADDED = np.uint32(5), np.uint32(0xE6546B64)
_FINISH = (np.uint32(0x85EBCA6B), np.uint32(0xC2B2AE35))
BLOCK = 4


def columns_of(names: Sequence[str], bits: int) -> NDArray[np.int64]:
    """The column of each name among ``2 ** bits``.

    MurmurHash3 with 32 bits and seed 0 (Appleby 2011, public domain) of the name in UTF-8, as a signed number without
    its sign, modulo the columns.

    Examples
    --------
    >>> columns_of(["accused", "said no"], 20).tolist()
    [711113, 806039]
    """
    encoded = [name.encode("utf-8", "surrogatepass") for name in names]
    lengths = np.array([len(each) for each in encoded], np.int64)
    width = -(-int(lengths.max(initial=0) + 1) // BLOCK) * BLOCK
    padded = np.array(encoded, f"S{width}").view(np.uint8).reshape(len(encoded), width)
    return _hashed(padded.view("<u4"), lengths) % (1 << bits)


def _hashed(words: NDArray[np.uint32], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Of rows of four bytes a column, zeros behind their end: the absolute value of the hash."""
    state = np.zeros(len(words), np.uint32)
    whole, rest = lengths // BLOCK, lengths % BLOCK
    for at in range(words.shape[1]):
        here = np.flatnonzero(whole > at)
        mixed = state[here] ^ _mixed(words[here, at])
        state[here] = _turned(mixed, 13) * _STEP + _ADDED
    tail = np.flatnonzero(rest > 0)
    state[tail] ^= _mixed(words[tail, whole[tail]])
    state ^= lengths.astype(np.uint32)
    state ^= state >> np.uint32(16)
    state *= _FINISH[0]
    state ^= state >> np.uint32(13)
    state *= _FINISH[1]
    state ^= state >> np.uint32(16)
    return np.abs(state.view(np.int32).astype(np.int64))


def _mixed(words: NDArray[np.uint32]) -> NDArray[np.uint32]:
    return _turned(words * _FIRST, 15) * _SECOND


def _turned(words: NDArray[np.uint32], by: int) -> NDArray[np.uint32]:
    return (words << np.uint32(by)) | (words >> np.uint32(32 - by))
