"""What the words round a target mean, as vectors: sums over regions, so that words never seen in training count too."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from framing.errors import FramingError
from framing.learn.store.arrays import CURE, load_arrays, save_arrays
from framing.learn.target.reading import Reading
from framing.learn.target.regions import clause_of
from framing.learn.target.words import CONTENT_TAGS

POOLS = ("passage", "left", "right", "clause", "negated")
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
    tokens : list of int
        The words that have a vector.
    weights : array, shape (len(POOLS), n_words)
    values : array, shape (n_words, n_dimensions)
        Their vectors.
    """

    tokens: list[int]
    weights: NDArray[np.float64]
    values: NDArray[np.float64]

    @classmethod
    def of(cls, reading: Reading, vectors: WordVectors) -> Pools:
        """Of the words of a reading that have a vector."""
        tokens, table, places = [], [], []
        for at, place, weights in _content_words(reading, vectors.rows):
            tokens.append(at)
            places.append(place)
            table.append(weights)
        weighed = np.array(table).reshape(-1, len(POOLS)).T
        weighed = weighed / np.sqrt(np.maximum(weighed.sum(axis=1, keepdims=True), 1.0))
        return cls(tokens, weighed, vectors.values[places].astype(np.float64) / STEPS)

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


def _content_words(reading: Reading, rows: Mapping[str, int]) -> Iterator[tuple[int, int, tuple[float, ...]]]:
    """The content words outside the target that have a vector: token, row of the vector, weight in each pool."""
    low, high = clause_of(reading)
    for at, lemma in enumerate(reading.lemmas):
        place = rows.get(lemma)
        if place is None or reading.first <= at < reading.last or not reading.tags[at].startswith(CONTENT_TAGS):
            continue
        left = at < reading.first
        distance = reading.first - at if left else at - reading.last + 1
        near = math.exp(-distance / SIDE_DECAY)
        negated = math.exp(-distance / NEGATED_DECAY) if at in reading.negated else 0.0
        yield at, place, (1.0, near if left else 0.0, 0.0 if left else near, float(low <= at < high), negated)
