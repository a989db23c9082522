"""What the words round a target mean, as vectors: sums over regions, so that words never seen in training count too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from framing.errors import FramingError
from framing.learn.grams import Places
from framing.learn.store.arrays import CURE, load_arrays, save_arrays
from framing.learn.target.batch import Batch

POOLS = ("passage", "left", "right", "clause", "negated")
NO_ROW = -1
SIDE_DECAY, NEGATED_DECAY = 3.0, 8.0
STEPS = 32
"""Steps of the 8-bit values in one standard deviation of a dimension."""


@dataclass(frozen=True, slots=True)
class WordVectors:
    """Vectors of lemmas: row ``rows[lemma]`` of ``values``, 8-bit, each dimension of about the same spread."""

    rows: Mapping[str, int]
    values: NDArray[np.int8]

    @classmethod
    def of(cls, words: Sequence[str], vectors: NDArray[np.floating]) -> Self:
        """Vectors of real numbers, shape (n_words, n_dimensions), brought to 8 bits."""
        steps = np.round(vectors / vectors.std(axis=0) * STEPS)
        return cls({word: at for at, word in enumerate(words)}, np.clip(steps, -127, 127).astype(np.int8))

    @classmethod
    def load(cls, path: str | Path) -> Self:
        """Reads what :meth:`save` wrote.

        Raises
        ------
        FramingError
            No such file, or not one of word vectors.
        """
        arrays = load_arrays(path, ("values", "words"))
        words = arrays["words"].tobytes().decode("utf-8").split("\n")
        if arrays["values"].dtype != np.int8 or arrays["values"].shape[:1] != (len(words),):
            raise FramingError(f"{path}: not a row of 8-bit values for each word; {CURE}")
        return cls({word: at for at, word in enumerate(words)}, arrays["values"])

    def save(self, path: str | Path) -> None:
        """Writes an ``.npz`` of two arrays: ``words`` (UTF-8, one a line) and ``values``."""
        words = np.frombuffer("\n".join(self.rows).encode("utf-8"), dtype=np.uint8)
        save_arrays(path, {"values": self.values, "words": words})

    @property
    def columns(self) -> int:
        """How many columns the pools have."""
        return len(POOLS) * int(self.values.shape[1])


@dataclass(frozen=True, slots=True)
class Pools:
    """The content words of a passage by ``POOLS``.

    ``passage`` and ``clause`` weigh all words alike, ``left`` and ``right`` by exp(-distance / 3), ``negated`` those a
    negator reaches by exp(-distance / 8). Each sum is divided by the root of its weights' sum, where that is over 1.

    Parameters
    ----------
    tokens : array of int
        The words that have a vector.
    weights : array, shape (len(POOLS), n_words)
    values : array, shape (n_words, n_dimensions)
        Their vectors.
    """

    tokens: Places
    weights: NDArray[np.float64]
    values: NDArray[np.float64]

    @classmethod
    def of(cls, targets: Batch, vectors: WordVectors) -> list[Pools]:
        """Of the content words outside each target that have a vector."""
        rows = np.fromiter(map(vectors.rows.get, targets.lemmas, repeat(NO_ROW)), np.intp, len(targets.lemmas))
        places = np.flatnonzero((rows != NO_ROW) & targets.content & (targets.left | (targets.distance > 0)))
        texts, n_targets = targets.lines.rows[places], len(targets.readings)
        weights = _weights(targets, places)
        sums = np.column_stack([np.bincount(texts, column, n_targets) for column in weights.T])
        weights /= np.sqrt(np.maximum(sums, 1.0))[texts]
        values = vectors.values[rows[places]].astype(np.float64) / STEPS
        tokens = targets.lines.tokens[places]
        ends = np.cumsum(np.bincount(texts, None, n_targets)).tolist()
        slices = [slice(start, end) for start, end in zip([0, *ends], ends, strict=False)]
        return [cls(tokens[here], weights[here].T, values[here]) for here in slices]

    @property
    def sums(self) -> NDArray[np.float64]:
        """The weighted sums of the vectors, pool by pool, shape (len(POOLS) * n_dimensions,)."""
        return (self.weights @ self.values).ravel()

    def dealt(self, amounts: NDArray[np.float64]) -> NDArray[np.float64]:
        """What each word gets of an amount for each of ``sums``, in proportion to its part of it, shape (n_words,).

        A word's part may be below 0 or over 1; of a sum that is 0 nothing is dealt.
        """
        total = self.sums
        rates = np.divide(amounts, total, out=np.zeros_like(total), where=total != 0).reshape(len(POOLS), -1)
        return np.asarray((self.weights.T @ rates * self.values).sum(axis=1))


def _weights(targets: Batch, places: Places) -> NDArray[np.float64]:
    """The weight of words in each pool before it is divided, shape (n_places, len(POOLS))."""
    left, near = targets.left[places], targets.near(places, SIDE_DECAY)
    negated = np.where(targets.negated[places], targets.near(places, NEGATED_DECAY), 0.0)
    sides = np.where(left, near, 0.0), np.where(left, 0.0, near)
    return np.column_stack((np.ones(len(places)), *sides, targets.clause[places], negated))
