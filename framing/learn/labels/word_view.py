"""The views of a model of labels at run time: what words, and an encoder's states, say for each label."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol

import numpy as np

from framing.learn.encoder import Encoded
from framing.learn.labels.blocks import CHARACTERS, HASHED_BITS, NAMINGS, TONE, meaning_of, tones_of
from framing.learn.labels.reading import TextReader, TextReading
from framing.learn.labels.states import text_states
from framing.learn.labels.text import LabelText
from framing.learn.labels.words import spelled
from framing.learn.target.reading import Reader
from framing.learn.target.vectors import WordVectors
from framing.learn.target.words import pieces_of
from framing.learn.weights import CountedBlock, Feature, Floats, Regression, blocks_of


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
        self._namings: Mapping[str, Callable[[TextReading], Iterable[Feature]]] = {**NAMINGS, CHARACTERS: spelled}

    def scores(self, texts: Sequence[LabelText], encoded: Sequence[Encoded | None] = ()) -> Floats:
        """Shape (n_texts, n_labels); what is encoded is not looked at."""
        if not texts:
            return np.zeros((0, len(self._intercepts)))
        readings = [self._reader.read(text) for text in texts]
        scores = np.tile(self._intercepts, (len(texts), 1))
        for name, block in self._blocks.items():
            if isinstance(block, CountedBlock):
                naming = self._namings[name]
                block.add(block.counts([naming(reading) for reading in readings]), scores)
            elif name == TONE:
                block.add(np.sqrt(np.array([tones_of(reading) for reading in readings])), scores)
            else:
                block.add(np.array([meaning_of(reading, self._vectors) for reading in readings]), scores)
        return scores


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
