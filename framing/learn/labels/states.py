"""What an encoder says of a text: its states, averaged over the words of the text."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from framing.errors import FramingError
from framing.learn.encoder import Encoded
from framing.learn.labels.text import LabelText

Floats = NDArray[np.float32]


def text_states(texts: Sequence[LabelText], encoded: Sequence[Encoded | None]) -> Floats:
    """The features of texts, shape (n_texts, hidden), or 2 * hidden with the layer before the last.

    Of each layer the mean over the pieces of the text's words; the marks of begin and end are left out, so that a
    sentence read within its paragraph and one read alone are pooled alike. A text without words has zeros.

    Parameters
    ----------
    texts : sequence of LabelText
        Each says where in its passage it begins.
    encoded : sequence of Encoded or None
        Of the passage that each text stands in.

    Raises
    ------
    FramingError
        A text that no encoder has read.
    """
    read = [found for found in encoded if found is not None]
    if len(read) < len(texts):
        raise FramingError("this model reads an encoder's states; give it the encoder tier")
    rows = [_pooled(text, found) for text, found in zip(texts, read, strict=True)]
    return np.array(rows, np.float32).reshape(len(rows), -1)


def _pooled(text: LabelText, encoded: Encoded) -> Floats:
    begin, end = np.searchsorted(encoded.tokens, [text.first, text.first + len(text.passage.tokens)])
    layers = [encoded.states] if encoded.inner is None else [encoded.states, encoded.inner]
    if begin == end:
        return np.zeros(sum(states.shape[1] for states in layers), np.float32)
    return np.concatenate([states[begin:end].mean(axis=0, dtype=np.float32) for states in layers])
