"""What the words round a target mean, as vectors: sums over regions, so that words never seen in training count too."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.base import BaseEstimator, TransformerMixin

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


class VectorPools(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Weighted sums of the vectors of a passage's content words, by ``POOLS``; stateless.

    ``passage`` and ``clause`` weigh all words alike, ``left`` and ``right`` by exp(-distance / 3), ``negated`` those a
    negator reaches by exp(-distance / 8). Each sum is divided by the root of its weights' sum, where that is over 1.

    Parameters
    ----------
    vectors : WordVectors
    """

    def __init__(self, vectors: WordVectors) -> None:
        self.vectors = vectors

    def fit(self, readings: Sequence[Reading], y: object = None) -> Self:
        """Nothing is learnt."""
        return self

    def transform(self, readings: Sequence[Reading]) -> csr_matrix:
        """The pools, shape (n_readings, vectors.columns)."""
        rows = np.zeros((len(readings), self.vectors.columns))
        for row, reading in zip(rows, readings, strict=True):
            _, weights, values = self._weighed(reading)
            row[:] = (weights @ values).ravel()
        return csr_matrix(rows)

    def shares(self, reading: Reading) -> dict[int, NDArray[np.float64]]:
        """Of each content word, its part of each column; parts sum to 1, single ones may be below 0 or over 1."""
        tokens, weights, values = self._weighed(reading)
        total = (weights @ values).ravel()
        parts = (weights.T[:, :, None] * values[:, None, :]).reshape(len(tokens), self.vectors.columns)
        shares = np.divide(parts, total, out=np.zeros_like(parts), where=total != 0)
        return dict(zip(tokens, shares, strict=True))

    def _weighed(self, reading: Reading) -> tuple[list[int], NDArray[np.float64], NDArray[np.float64]]:
        """The content words, their weights (len(POOLS), n_words) and their vectors (n_words, n_dimensions)."""
        rows = self.vectors.rows
        low, high = clause_of(reading)
        tokens, table, places = [], [], []
        for at, lemma in enumerate(reading.lemmas):
            place = rows.get(lemma)
            if place is None or reading.first <= at < reading.last or not reading.tags[at].startswith(CONTENT_TAGS):
                continue
            left = at < reading.first
            distance = reading.first - at if left else at - reading.last + 1
            near = math.exp(-distance / SIDE_DECAY)
            negated = math.exp(-distance / NEGATED_DECAY) if at in reading.negated else 0.0
            tokens.append(at)
            places.append(place)
            table.append((1.0, near if left else 0.0, 0.0 if left else near, float(low <= at < high), negated))
        weights = np.array(table).reshape(-1, len(POOLS)).T
        weights = weights / np.sqrt(np.maximum(weights.sum(axis=1, keepdims=True), 1.0))
        return tokens, weights, self.vectors.values[places].astype(np.float64) / STEPS

    def __sklearn_is_fitted__(self) -> bool:
        return True
