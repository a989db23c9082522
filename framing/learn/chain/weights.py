"""The learnt weights of hashed features: what they score together, and how a file holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from framing.learn.chain.hashing import Hashes, KeyIndex
from framing.learn.spans import LABELS, Scores, Transitions

WIDTH = 8  # numbers in a row of weights: the labels, and one that stays 0 so that rows lie on even addresses
STEP = 2.0**-10  # weights are whole multiples of it, so that their sums do not depend on any order

Weights = NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class FeatureWeights:
    """What features score for each label, and labels behind each other.

    Attributes
    ----------
    keys : array of uint32, ascending
        The hashes of the features that have weights.
    weights : array of int16, shape (n_keys, n_labels)
        In multiples of ``STEP``.
    learnt : array of float32, shape (n_labels + 2, n_labels)
        What a label scores behind each other one, at the beginning and at the end; the constraints not included.
    """

    keys: Hashes
    weights: Weights
    learnt: Scores
    transitions: Transitions = field(init=False, repr=False)
    _index: KeyIndex = field(init=False, repr=False)
    _rows: Weights = field(init=False, repr=False)

    def __post_init__(self) -> None:
        size = len(LABELS)
        rows = np.zeros((len(self.keys) + 1, WIDTH), np.int16)
        rows[:-1, :size] = self.weights
        learnt = self.learnt
        object.__setattr__(self, "transitions", Transitions.constrained(learnt[:size], learnt[size], learnt[size + 1]))
        object.__setattr__(self, "_index", KeyIndex(self.keys))
        object.__setattr__(self, "_rows", rows)

    def sums_of(self, features: Hashes) -> Scores:
        """The scores of the labels of tokens, from their features of shape (n_templates, n_tokens)."""
        places = self._index.find(features)
        sums = np.zeros((places.shape[1], WIDTH), np.int32)
        for of_template in places:
            sums += self._rows.take(of_template, axis=0, mode="wrap")
        found: Scores = (sums[:, : len(LABELS)] * STEP).astype(np.float32)
        return found

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """The parts of a file that ``unpacked`` reads."""
        return {
            "keys": _packed(np.diff(self.keys, prepend=np.uint32(0))),
            "held": np.packbits(self.weights != 0, axis=1),
            "weights": _packed(self.weights[self.weights != 0]),
            "learnt": self.learnt,
        }


def unpacked(arrays: Mapping[str, NDArray[np.generic]]) -> tuple[Hashes, Weights, Scores]:
    """Keys, weights and the scores between labels, from ``keys``, ``held``, ``weights`` and ``learnt`` of a file.

    Raises
    ------
    KeyError, ValueError, IndexError
        A part is missing or damaged.
    """
    size = len(LABELS)
    keys = np.cumsum(_unpacked(arrays["keys"], np.uint32), dtype=np.uint32)
    held = np.unpackbits(np.asarray(arrays["held"], np.uint8), axis=1, count=size).astype(bool)
    weights = np.zeros((len(keys), size), np.int16)
    weights[held] = _unpacked(arrays["weights"], np.int16)
    learnt = np.asarray(arrays["learnt"], np.float32)
    if learnt.shape != (size + 2, size):
        raise ValueError("shape of learnt")
    return keys, weights, learnt


def _packed(numbers: NDArray[np.generic]) -> NDArray[np.uint8]:
    """The bytes of numbers, lowest bytes first together, which compresses better."""
    plain = numbers.astype(numbers.dtype.newbyteorder("<"))
    return np.ascontiguousarray(plain.view(np.uint8).reshape(len(plain), -1).T)


def _unpacked(packed: NDArray[np.generic], kind: type[np.generic]) -> NDArray[np.generic]:
    plain = np.ascontiguousarray(np.asarray(packed, np.uint8).T)
    return plain.view(np.dtype(kind).newbyteorder("<")).ravel().astype(kind)
