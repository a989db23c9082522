"""Texts as rows of a sparse matrix: hashed words, characters, the target's own words, cues, tone, and meaning."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, Self

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.feature_extraction import FeatureHasher
from sklearn.pipeline import FeatureUnion

from framing.learn.grams import Feature
from framing.learn.labels.blocks import BLOCKS, HASHED_BITS, MEANING, TONE, TONES, meanings_of, names_of, tones_of
from framing.learn.labels.reading import Batch, TextReader, TextReading
from framing.learn.labels.text import LabelText
from framing.learn.target.reading import Reader
from framing.learn.target.vectors import WordVectors
from framing.lexicons import Lexicons


class HashedTexts(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Counts of named features of readings in ``2 ** bits`` hashed columns; stateless.

    Parameters
    ----------
    naming : callable
        Gives a reading's features, each with the token it was read from.
    bits : int
    """

    def __init__(self, naming: Callable[[TextReading], Iterable[Feature]], bits: int = HASHED_BITS) -> None:
        self.naming = naming
        self.bits = bits

    def fit(self, readings: Sequence[TextReading], y: object = None) -> Self:
        """Nothing is learnt."""
        return self

    def transform(self, readings: Sequence[TextReading]) -> csr_matrix:
        """Counts, shape (n_readings, 2 ** bits)."""
        hasher = FeatureHasher(2**self.bits, input_type="string", alternate_sign=False)
        return csr_matrix(hasher.transform([name for name, _ in self.naming(reading)] for reading in readings))

    def __sklearn_is_fitted__(self) -> bool:
        return True


class ToneSums(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """``TONES`` of readings: sums of loaded words by lexicon and sign, counts of cues, and the length; stateless."""

    def fit(self, readings: Sequence[TextReading], y: object = None) -> Self:
        """Nothing is learnt."""
        return self

    def transform(self, readings: Sequence[TextReading]) -> csr_matrix:
        """Square roots of the sums, shape (n_readings, len(TONES)), none below 0."""
        return csr_matrix(np.sqrt(tones_of(Batch(readings))))

    def __sklearn_is_fitted__(self) -> bool:
        return True


class MeaningSums(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """``meanings_of`` texts; stateless.

    Parameters
    ----------
    vectors : WordVectors
    """

    def __init__(self, vectors: WordVectors) -> None:
        self.vectors = vectors

    def fit(self, readings: Sequence[TextReading], y: object = None) -> Self:
        """Nothing is learnt."""
        return self

    def transform(self, readings: Sequence[TextReading]) -> csr_matrix:
        """Sums, shape (n_readings, dimensions of the vectors)."""
        return csr_matrix(meanings_of(Batch(readings), self.vectors))

    def __sklearn_is_fitted__(self) -> bool:
        return True


class TextFeatures(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Texts as rows of a sparse matrix; a row depends on its text alone.

    Parameters
    ----------
    lexicons : Lexicons
        The general lists of the package.
    vectors : WordVectors
        What words mean.
    blocks : sequence of str
        Which of ``BLOCKS``, in their order.
    bits : int
        Hashed columns of each block: ``2 ** bits``.

    Attributes
    ----------
    spans : dict of str to slice
        The columns of each block.

    Examples
    --------
    >>> import framing
    >>> from framing.learn.labels.text import text_of
    >>> from framing.learn.target.vectors import WordVectors
    >>> from framing.split import Splitter
    >>> lexicons = framing.load_study("kosovo").lexicons
    >>> document = Splitter.from_lexicons(lexicons).split(framing.read_text("Critics attacked the plan."))
    >>> vectors = WordVectors.of(["plan", "idea"], np.array([[1.0, 2.0], [1.5, 0.0]]))
    >>> TextFeatures(lexicons, vectors, bits=10).fit_transform([text_of(document)]).shape
    (1, 4107)
    """

    def __init__(
        self, lexicons: Lexicons, vectors: WordVectors, blocks: Sequence[str] = BLOCKS, bits: int = HASHED_BITS
    ) -> None:
        self.lexicons = lexicons
        self.vectors = vectors
        self.blocks = blocks
        self.bits = bits
        self._reader: TextReader | None = None

    @property
    def reader(self) -> TextReader:
        """Reads the texts; made when first asked for."""
        if self._reader is None:
            self._reader = TextReader(Reader(self.lexicons))
        return self._reader

    @property
    def spans(self) -> dict[str, slice]:
        """The columns of each block."""
        found, start = {}, 0
        for name in self.blocks:
            size = {TONE: len(TONES), MEANING: int(self.vectors.values.shape[1])}.get(name, 2**self.bits)
            found[name] = slice(start, start + size)
            start += size
        return found

    def fit(self, texts: Sequence[LabelText], y: object = None) -> Self:
        """Nothing is learnt: what the columns weigh is left to the model."""
        return self

    def transform(self, texts: Sequence[LabelText]) -> csr_matrix:
        """Counts and sums, shape (n_texts, columns of all blocks)."""
        if not len(texts):
            return csr_matrix((0, max(block.stop for block in self.spans.values())))
        own: dict[str, Any] = {TONE: ToneSums(), MEANING: MeaningSums(self.vectors)}
        steps = [(name, own.get(name) or HashedTexts(partial(names_of, name), self.bits)) for name in self.blocks]
        return csr_matrix(FeatureUnion(steps).transform([self.reader.read(text) for text in texts]))

    def __sklearn_is_fitted__(self) -> bool:
        return True
