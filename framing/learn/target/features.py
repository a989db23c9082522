"""Targets as rows of a sparse matrix: hashed words, words by side, roles, and lexicon scores by region."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Self

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.feature_extraction import FeatureHasher
from sklearn.pipeline import FeatureUnion

from framing.learn.grams import Feature
from framing.learn.target.batch import Batch
from framing.learn.target.blocks import HASHED, HASHED_BITS, REGIONS, VECTORS, namings
from framing.learn.target.reading import Reader, Reading
from framing.learn.target.regions import COLUMNS, Loaded
from framing.learn.target.target import Target
from framing.learn.target.vectors import Pools, WordVectors
from framing.lexicons import Lexicons


class HashedFeatures(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Counts of named features in hashed columns; stateless.

    Parameters
    ----------
    naming : callable
        Gives a reading's features, each with the token it was read from.
    bits : int
        There are ``2 ** bits`` columns; two features may share one.
    """

    def __init__(self, naming: Callable[[Reading], Iterable[Feature]], bits: int = HASHED_BITS) -> None:
        self.naming = naming
        self.bits = bits

    def fit(self, readings: Sequence[Reading], y: object = None) -> Self:
        """Nothing is learnt."""
        return self

    def transform(self, readings: Sequence[Reading]) -> csr_matrix:
        """Counts, shape (n_readings, 2 ** bits)."""
        hasher = FeatureHasher(2**self.bits, input_type="string", alternate_sign=False)
        return csr_matrix(hasher.transform([name for name, _ in self.naming(reading)] for reading in readings))

    def __sklearn_is_fitted__(self) -> bool:
        return True


class RegionScores(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Square roots of the lexicon scores by region, ``regions.COLUMNS``; stateless."""

    def fit(self, readings: Sequence[Reading], y: object = None) -> Self:
        """Nothing is learnt."""
        return self

    def transform(self, readings: Sequence[Reading]) -> csr_matrix:
        """Scores, shape (n_readings, len(COLUMNS)), none below 0."""
        targets = Batch(readings)
        return csr_matrix(np.sqrt(Loaded.of(targets).scores(targets)))

    def __sklearn_is_fitted__(self) -> bool:
        return True


class VectorPools(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """The sums of ``vectors.Pools``; stateless.

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
        rows = [pools.sums for pools in Pools.of(Batch(readings), self.vectors)]
        return csr_matrix(np.array(rows).reshape(len(readings), self.vectors.columns))

    def __sklearn_is_fitted__(self) -> bool:
        return True


class TargetFeatures(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Targets as rows of a sparse matrix; a row depends on its target alone.

    Parameters
    ----------
    lexicons : Lexicons
        The general lists of the package.
    bits : int
        Hashed columns of each block: ``2 ** bits``.
    vectors : WordVectors, optional
        Adds what words mean.

    Attributes
    ----------
    blocks : dict of str to slice
        The columns of ``words``, ``sides``, ``roles`` (counts), ``regions`` (scores) and, with vectors, ``vectors``.

    Examples
    --------
    >>> import framing
    >>> from framing.learn.target.target import target_of
    >>> from framing.split import Splitter
    >>> lexicons = framing.load_study("kosovo").lexicons
    >>> document = Splitter.from_lexicons(lexicons).split(framing.read_text("Critics attacked Ana Kovač."))
    >>> TargetFeatures(lexicons, bits=10).fit_transform([target_of(document, 17, 26)]).shape
    (1, 3132)
    """

    def __init__(self, lexicons: Lexicons, bits: int = HASHED_BITS, vectors: WordVectors | None = None) -> None:
        self.lexicons = lexicons
        self.bits = bits
        self.vectors = vectors
        self._reader: Reader | None = None

    @property
    def reader(self) -> Reader:
        """Reads the passages; made when first asked for."""
        if self._reader is None:
            self._reader = Reader(self.lexicons)
        return self._reader

    @property
    def blocks(self) -> dict[str, slice]:
        """The columns of each block."""
        sizes = [*((name, 2**self.bits) for name in HASHED), (REGIONS, len(COLUMNS))]
        if self.vectors is not None:
            sizes.append((VECTORS, self.vectors.columns))
        found, start = {}, 0
        for name, size in sizes:
            found[name] = slice(start, start + size)
            start += size
        return found

    @property
    def union(self) -> FeatureUnion:
        """The transformers of readings, by block."""
        named = namings(self.reader.lists)
        steps: list[tuple[str, Any]] = [(name, HashedFeatures(naming, self.bits)) for name, naming in named.items()]
        steps.append((REGIONS, RegionScores()))
        if self.vectors is not None:
            steps.append((VECTORS, VectorPools(self.vectors)))
        return FeatureUnion(steps)

    def fit(self, targets: Sequence[Target], y: object = None) -> Self:
        """Nothing is learnt: what the columns weigh is left to the model."""
        return self

    def transform(self, targets: Sequence[Target]) -> csr_matrix:
        """Counts and scores, shape (n_targets, columns of all blocks)."""
        readings = [self.reader.read(target) for target in targets]
        return csr_matrix(self.union.transform(readings))

    def __sklearn_is_fitted__(self) -> bool:
        return True
