"""Target sentiment at run time: the model of each tier behind one call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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
HEAD_WITHIN = "head-within.skops"
WORDS = "words.skops"
BLEND = "blend.skops"
BLEND_WITHIN = "blend-within.skops"
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
    words : TargetWords
        A model of words that was learnt from the same rows.
    alone : StateModel
        For passages that the encoder read alone.
    within : StateModel
        For passages that it read within longer ones, whose other sentences have coloured the states.
    """

    def __init__(self, words: TargetWords, alone: StateModel, within: StateModel) -> None:
        self.words = words
        self.alone = alone
        self.within = within

    def probabilities(self, targets: Sequence[Target], encoded: Sequence[Encoded | None]) -> Probabilities:
        """Shape (n_targets, 3), in the order of ``LABELS``."""
        if not len(targets):
            return np.zeros((0, len(LABELS)))
        read = [found for found in encoded if found is not None]
        if len(read) < len(targets):
            raise FramingError("this model of target sentiment reads an encoder's states; give it the encoder tier")
        words = self.words.log_probabilities(targets)
        pools = pools_of(targets, read)
        here = np.array([found.within for found in read])
        probabilities = np.zeros(words.shape)
        for model, rows in ((self.alone, ~here), (self.within, here)):
            if rows.any():
                probabilities[rows] = model.probabilities(pools[rows], words[rows])
        return probabilities

    def evidence(self, targets: Sequence[Target], labels: Sequence[str]) -> list[Weights]:
        """As the words alone give it: what an encoder's states rest on cannot be told without reading again."""
        return self.words.evidence_of(targets, labels)


@dataclass(frozen=True, slots=True)
class StateModel:
    """What pooled states say, blended with what words say.

    Parameters
    ----------
    head : Regression
        Takes ``pools_of`` and gives probabilities in the order of ``LABELS``.
    blend : Regression
        Takes ``side_by_side`` and gives the probabilities to believe.
    """

    head: Regression
    blend: Regression

    def probabilities(self, pools: NDArray[Any], words: Probabilities) -> Probabilities:
        """Shape (n_targets, 3), from the pools and the log-probabilities of words."""
        return self.blend.probabilities(side_by_side(self.head.probabilities(pools), words))


def side_by_side(head: NDArray[Any], words: Probabilities) -> Probabilities:
    """The log-probabilities of a head, and those of words, of targets; shape (n_targets, 6)."""
    return np.hstack([np.log(np.maximum(np.asarray(head, np.float64), 1e-9)), words])


def load_target_model(folder: Path, tier: str, reader: Reader) -> TargetModel:
    """The model of a folder.

    Linear tier: ``words.skops`` and ``vectors.npz``. Encoder tier: ``words.skops``, and ``head.skops`` and
    ``blend.skops``, once for passages read alone and once for those read within longer ones.

    Raises
    ------
    FramingError
        A file is missing, damaged, or holds types that are not trusted.
    """
    if tier == "linear":
        return LinearTargetModel(_words(folder, reader))
    alone, within = _state_model(folder, HEAD, BLEND), _state_model(folder, HEAD_WITHIN, BLEND_WITHIN)
    return EncoderTargetModel(_words(folder, reader), alone, within)


def _state_model(folder: Path, head: str, blend: str) -> StateModel:
    scaler, regression = (step for _, step in load_parameters(folder / head).steps)
    return StateModel(Regression.of(regression, scaler), Regression.of(load_parameters(folder / blend)))


def _words(folder: Path, reader: Reader) -> TargetWords:
    vectors = WordVectors.load(folder / VECTORS) if (folder / VECTORS).is_file() else None
    return TargetWords(reader, load_parameters(folder / WORDS), vectors)
