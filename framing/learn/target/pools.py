"""What an encoder says of a target: its states, pooled by distance from the target."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from framing.learn.encoder import Encoded
from framing.learn.target.target import Target

DECAYS = (3.0, 10.0)  # words over which a word's weight falls to 1/e

Floats = NDArray[np.float32]


def pools_of(targets: Sequence[Target], encoded: Sequence[Encoded]) -> Floats:
    """The features of targets, shape (n_targets, 4 * hidden), or 8 * hidden with the layer before the last.

    Of each layer the state of the mark of the begin, the mean over the target, and means over all words whose weight
    falls with exp(-distance / 3) and exp(-distance / 10), the distance counted in words.
    """
    rows = [_pooled(target, found) for target, found in zip(targets, encoded, strict=True)]
    return np.array(rows, np.float32).reshape(len(rows), -1)


def _pooled(target: Target, encoded: Encoded) -> Floats:
    tokens = encoded.tokens
    inside = (tokens >= target.first) & (tokens < target.last)
    distance = np.maximum(np.maximum(target.first - tokens, tokens - (target.last - 1)), 0).astype(np.float32)
    words = (tokens >= 0) & (tokens < len(target.passage.tokens))
    weights = np.array([inside, *(np.exp(-distance / decay) * words for decay in DECAYS)], np.float32)
    weights /= np.maximum(weights.sum(axis=1, keepdims=True), 1e-6)
    layers = [encoded.states] if encoded.inner is None else [encoded.states, encoded.inner]
    return np.concatenate([pool for states in layers for pool in (states[0], *(weights @ states))])
