"""Target sentiment at run time: the model of each tier behind one call."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from framing.errors import FramingError
from framing.learn.encoder import Encoded
from framing.learn.store.parameters import load_parameters
from framing.learn.target.pools import pools_of
from framing.learn.target.reading import Reader
from framing.learn.target.target import Target
from framing.learn.target.vectors import WordVectors
from framing.learn.target.word_model import LABELS, TargetWords
from framing.learn.weights import Regression

HEAD = "head.skops"
WORDS = "words.skops"
BLEND = "blend.skops"
VECTORS = "vectors.npz"

Probabilities = NDArray[np.float64]
Weights = list[tuple[int, float]]


class TargetModel(Protocol):
    """How passages make targets look."""

    def probabilities(self, targets: Sequence[Target], encoded: Sequence[Encoded | None]) -> Probabilities:
        """Shape (n_targets, 3), in the order of ``LABELS``."""
        ...

    def evidence(self, targets: Sequence[Target], labels: Sequence[str]) -> list[Weights]:
        """For each target the tokens of its passage that speak most for or against a label, with their weights."""
        ...


class LinearTargetModel:
    """The linear tier: words alone.

    Parameters
    ----------
    words : TargetWords
    """

    def __init__(self, words: TargetWords) -> None:
        self.words = words

    def probabilities(self, targets: Sequence[Target], encoded: Sequence[Encoded | None]) -> Probabilities:
        """Shape (n_targets, 3), in the order of ``LABELS``; what is encoded is not looked at."""
        return np.exp(self.words.log_probabilities(targets))

    def evidence(self, targets: Sequence[Target], labels: Sequence[str]) -> list[Weights]:
        """As ``TargetWords.evidence_of`` gives it."""
        return self.words.evidence_of(targets, labels)


class EncoderTargetModel:
    """The encoder tier: a regression over pooled states, blended with the words alone.

    Parameters
    ----------
    head : Regression
        Takes ``pools_of`` and gives probabilities in the order of ``LABELS``.
    words : TargetWords
        A model of words that was learnt from the same rows.
    blend : Regression
        Takes the log-probabilities of both side by side, shape (n, 6), and gives the probabilities to believe.
    """

    def __init__(self, head: Regression, words: TargetWords, blend: Regression) -> None:
        self.head = head
        self.words = words
        self.blend = blend

    def probabilities(self, targets: Sequence[Target], encoded: Sequence[Encoded | None]) -> Probabilities:
        """Shape (n_targets, 3), in the order of ``LABELS``."""
        if not len(targets):
            return np.zeros((0, len(LABELS)))
        read = [found for found in encoded if found is not None]
        if len(read) < len(targets):
            raise FramingError("this model of target sentiment reads an encoder's states; give it the encoder tier")
        found = self.head.probabilities(pools_of(targets, read))
        return self.blend.probabilities(side_by_side(found, self.words, targets))

    def evidence(self, targets: Sequence[Target], labels: Sequence[str]) -> list[Weights]:
        """As the words alone give it: what an encoder's states rest on cannot be told without reading again."""
        return self.words.evidence_of(targets, labels)


class WordModel(Protocol):
    """What words alone say of targets."""

    def log_probabilities(self, targets: Sequence[Target]) -> Probabilities:
        """Shape (n_targets, 3), in the order of ``LABELS``."""
        ...


def side_by_side(head: NDArray[Any], words: WordModel, targets: Sequence[Target]) -> Probabilities:
    """The log-probabilities of a head and of the words of targets, shape (n_targets, 6)."""
    logarithms = np.log(np.maximum(np.asarray(head, np.float64), 1e-9))
    return np.hstack([logarithms, words.log_probabilities(targets)])


def load_target_model(folder: Path, tier: str, reader: Reader) -> TargetModel:
    """The model of a folder.

    Linear tier: ``words.skops`` and ``vectors.npz``. Encoder tier: ``head.skops``, ``words.skops`` and
    ``blend.skops``.

    Raises
    ------
    FramingError
        A file is missing, damaged, or holds types that are not trusted.
    """
    if tier == "linear":
        return LinearTargetModel(_words(folder, reader))
    scaler, head = (step for _, step in load_parameters(folder / HEAD).steps)
    blend = Regression.of(load_parameters(folder / BLEND))
    return EncoderTargetModel(Regression.of(head, scaler), _words(folder, reader), blend)


def _words(folder: Path, reader: Reader) -> TargetWords:
    vectors = WordVectors.load(folder / VECTORS) if (folder / VECTORS).is_file() else None
    return TargetWords(reader, load_parameters(folder / WORDS), vectors)
