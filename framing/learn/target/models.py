"""Target sentiment at run time: the model of each tier behind one call."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from framing.errors import FramingError
from framing.learn.encoder import Encoded
from framing.learn.target.pools import pools_of
from framing.learn.target.sentiment import LABELS, TRUSTED, TargetSentiment
from framing.learn.target.target import Target
from framing.learn.target.vectors import WordVectors
from framing.lexicons import Lexicons

HEAD = "head.skops"
WORDS = "words.skops"
BLEND = "blend.skops"
VECTORS = "vectors.npz"

Probabilities = NDArray[np.float64]


class TargetModel(Protocol):
    """How passages make targets look."""

    def probabilities(self, targets: Sequence[Target], encoded: Sequence[Encoded | None]) -> Probabilities:
        """Shape (n_targets, 3), in the order of ``LABELS``."""
        ...


class LinearTargetModel:
    """The linear tier: words alone.

    Parameters
    ----------
    words : TargetSentiment
    """

    def __init__(self, words: TargetSentiment) -> None:
        self.words = words

    def probabilities(self, targets: Sequence[Target], encoded: Sequence[Encoded | None]) -> Probabilities:
        """Shape (n_targets, 3), in the order of ``LABELS``; what is encoded is not looked at."""
        return self.words.predict_proba(targets)


class EncoderTargetModel:
    """The encoder tier: a scikit-learn head over pooled states, optionally blended with the words alone.

    Parameters
    ----------
    head : estimator
        Takes ``pools_of`` and gives probabilities in the order of ``LABELS``.
    words : TargetSentiment, optional
    blend : estimator, optional
        Takes the log-probabilities of head and words side by side, shape (n, 6); needed with ``words``. Without
        words it takes those of the head, shape (n, 3), and calibrates them.
    """

    def __init__(self, head: Any, words: TargetSentiment | None = None, blend: Any = None) -> None:
        self.head = head
        self.words = words
        self.blend = blend

    def probabilities(self, targets: Sequence[Target], encoded: Sequence[Encoded | None]) -> Probabilities:
        """Shape (n_targets, 3), in the order of ``LABELS``."""
        if not len(targets):
            return np.zeros((0, len(LABELS)))
        found = self.head_probabilities(targets, encoded)
        return found if self.blend is None else np.asarray(self.blend.predict_proba(self.logarithms(found, targets)))

    def head_probabilities(self, targets: Sequence[Target], encoded: Sequence[Encoded | None]) -> Probabilities:
        """What the head says alone, before it is blended or calibrated."""
        read = [found for found in encoded if found is not None]
        if len(read) < len(targets):
            raise FramingError("this model of target sentiment reads an encoder's states; give it the encoder tier")
        return np.asarray(self.head.predict_proba(pools_of(targets, read)), np.float64)

    def logarithms(self, found: Probabilities, targets: Sequence[Target]) -> Probabilities:
        """What the blend takes: log-probabilities of the head and, with words, of the words beside them."""
        head = np.log(np.maximum(found, 1e-9))
        return np.hstack([head, self.words.log_probabilities(targets)]) if self.words else head


def load_target_model(folder: Path, tier: str, lexicons: Lexicons) -> TargetModel:
    """The model of a folder.

    Linear tier: ``words.skops`` and ``vectors.npz``. Encoder tier: ``head.skops``, and where they are there
    ``words.skops`` and ``blend.skops``.

    Raises
    ------
    FramingError
        A file is missing, damaged, or holds types that are not trusted.
    """
    from framing.learn.store import load_head

    words = _words(folder, lexicons) if tier == "linear" or (folder / WORDS).is_file() else None
    if tier == "linear" and words:
        return LinearTargetModel(words)
    blend = load_head(folder / BLEND) if (folder / BLEND).is_file() else None
    return EncoderTargetModel(load_head(folder / HEAD), words, blend)


def _words(folder: Path, lexicons: Lexicons) -> TargetSentiment:
    from framing.learn.store import load_head

    vectors = WordVectors.load(folder / VECTORS) if (folder / VECTORS).is_file() else None
    return TargetSentiment(lexicons, load_head(folder / WORDS, TRUSTED), vectors)
