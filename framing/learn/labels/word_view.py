"""The views of a model of labels at run time: what words, and an encoder's states, say for each label."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol

import numpy as np

from framing.learn.encoder import Encoded
from framing.learn.grams import Feature
from framing.learn.labels.blocks import CHARACTERS, HASHED_BITS, NAMINGS, SEQUENCES, TONE, meanings_of, tones_of
from framing.learn.labels.dealt import Measured
from framing.learn.labels.reading import Batch, TextReader, TextReading
from framing.learn.labels.states import text_states
from framing.learn.labels.text import LabelText
from framing.learn.labels.words import spelled
from framing.learn.target.reading import Reader
from framing.learn.target.vectors import WordVectors
from framing.learn.target.words import pieces_of
from framing.learn.weights import CountedBlock, Counts, Floats, Regression, blocks_of


class RunView(Protocol):
    """What scores every label."""

    def scores(self, texts: Sequence[LabelText], encoded: Sequence[Encoded | None]) -> Floats:
        """Shape (n_texts, n_labels), the higher the likelier the label."""
        ...


class WordView:
    """The words of texts.

    Parameters
    ----------
    reader : Reader
        With the lists that the view was learnt with.
    vectors : WordVectors
        What words mean.
    weights, regression : FeatureUnion and Ridge, or their parameters
        As ``views.fit_view`` fitted them.
    """

    def __init__(self, reader: Reader, vectors: WordVectors, weights: Any, regression: Any) -> None:
        self._reader = TextReader(reader)
        self._vectors = vectors
        self._intercepts = regression.intercept_
        self._blocks = blocks_of(weights, regression.coef_, HASHED_BITS, {CHARACTERS: pieces_of})
        self._last: Measured | None = None
        self._namings: Mapping[str, Callable[[TextReading], Iterable[Feature]]] = {**NAMINGS, CHARACTERS: spelled}

    def scores(self, texts: Sequence[LabelText], encoded: Sequence[Encoded | None] = ()) -> Floats:
        """Shape (n_texts, n_labels); what is encoded is not looked at."""
        if not texts:
            return np.zeros((0, len(self._intercepts)))
        measured = self._last = self._measure(texts)
        scores = np.tile(self._intercepts, (len(texts), 1))
        for name, block in self._blocks.items():
            if isinstance(block, CountedBlock):
                block.add(measured.counts[name], scores)
            elif name == TONE:
                block.add(np.sqrt(tones_of(measured.batch)), scores)
            else:
                block.add(meanings_of(measured.batch, self._vectors), scores)
        return scores

    def of_words(self, texts: Sequence[LabelText]) -> list[Floats]:
        """What the tokens of each text add to the score of each label, shape (n_tokens, n_labels).

        Texts that were among those last scored are not read again. For tasks without a target.
        """
        if not texts:
            return []
        last = self._last
        if last is None or any(id(text) not in last.places for text in texts):
            last = self._last = self._measure(texts)
        return last.of_words(self._blocks, self._vectors, texts, len(self._intercepts))

    def _measure(self, texts: Sequence[LabelText]) -> Measured:
        batch = Batch([self._reader.read(text) for text in texts])
        blocks = self._blocks.items()
        counts = {name: self._counts(name, block, batch) for name, block in blocks if isinstance(block, CountedBlock)}
        return Measured.of(list(texts), batch, counts)

    def _counts(self, name: str, block: CountedBlock, batch: Batch) -> Counts:
        if name in self._namings:
            return block.counts([self._namings[name](reading) for reading in batch.readings])
        grams = SEQUENCES[name](batch, block.grams.numbers)
        return block.counts_of_grams(grams, batch.lines)


class StateView:
    """An encoder's states of texts.

    Parameters
    ----------
    scaler, regression : StandardScaler and Ridge, or their parameters
        As ``views.fit_view`` fitted them.
    """

    def __init__(self, scaler: Any, regression: Any) -> None:
        self._regression = Regression.of(regression, scaler)

    def scores(self, texts: Sequence[LabelText], encoded: Sequence[Encoded | None]) -> Floats:
        """Shape (n_texts, n_labels).

        Raises
        ------
        FramingError
            A text that no encoder has read.
        """
        return self._regression.scores(text_states(texts, encoded))
