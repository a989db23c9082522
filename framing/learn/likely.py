"""The spans of a passage that are most likely right: probabilities of whole spans, and the best set without overlaps.

The best label sequence is the one most likely right as a whole. What counts is how many spans are right, so each
possible span gets its own probability under the chain (forward and backward sums), and those spans are taken, none
overlapping another, whose probabilities above a threshold add up highest (minimum Bayes risk, Goel and Byrne 2000).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from framing.learn.spans import PARTS, FoundSpan, Scores, Transitions

FLOOR = 0.03  # spans less likely than this are not looked at
Likely = list[tuple[FoundSpan, float]]

Floats = NDArray[np.float64]


def likely_spans(scores: Scores, transitions: Transitions, threshold: float) -> list[FoundSpan]:
    """The spans of a passage in order.

    Parameters
    ----------
    scores : array of shape (n_tokens, n_labels)
        Log-potentials of the labels of each token.
    transitions : Transitions
        Log-potentials between them.
    threshold : float
        In [0, 1): higher finds fewer and surer spans.
    """
    if not len(scores):
        return []
    gains: dict[int, list[tuple[float, FoundSpan]]] = {}
    for span, probability in span_probabilities(scores, transitions):
        if probability > threshold:
            gains.setdefault(span.last, []).append((probability - threshold, span))
    best = [0.0]
    chosen: list[FoundSpan | None] = [None]
    for end in range(1, len(scores) + 1):
        best.append(best[-1])
        chosen.append(None)
        for gain, span in gains.get(end, ()):
            if best[span.first] + gain > best[end]:
                best[end], chosen[end] = best[span.first] + gain, span
    found = []
    end = len(scores)
    while end:
        taken = chosen[end]
        if taken:
            found.append(taken)
        end = taken.first if taken else end - 1
    return found[::-1]


def span_probabilities(scores: Scores, transitions: Transitions) -> Likely:
    """Every span with its probability, from ``FLOOR`` up."""
    pairs = np.exp(transitions.between.astype(np.float64))
    end = np.exp(transitions.end.astype(np.float64))
    emitted = scores.astype(np.float64)
    emitted = np.exp(emitted - emitted.max(axis=1, keepdims=True))
    forward, backward, sums, tail = _passes(emitted, pairs, np.exp(transitions.begin.astype(np.float64)), end)
    found: Likely = []
    for place, part in enumerate(PARTS):
        first, inside = 2 * place + 1, 2 * place + 2
        leaving = np.empty((len(emitted), 2))
        for at, label in enumerate((first, inside)):
            others = pairs[label].copy()
            others[inside] = 0
            leaving[-1, at] = end[label] / tail
            leaving[:-1, at] = (emitted[1:] * backward[1:]) @ others / sums[1:]
        staying = pairs[inside, inside] * emitted[:, inside] / sums
        for start in np.flatnonzero(forward[:, first] * backward[:, first] > FLOOR).tolist():
            begun = forward[start, first]
            lengths = [begun * leaving[start, 0]]
            if start + 1 < len(emitted):
                second = begun * pairs[first, inside] * emitted[start + 1, inside] / sums[start + 1]
                going = second * np.concatenate([[1.0], np.cumprod(staying[start + 2 :])])
                lengths += (going * leaving[start + 1 :, 1]).tolist()
            found += [
                (FoundSpan(part, start, start + 1 + at), probability)
                for at, probability in enumerate(lengths)
                if probability > FLOOR
            ]
    return found


def _passes(emitted: Floats, pairs: Floats, begin: Floats, end: Floats) -> tuple[Floats, Floats, Floats, float]:
    """Forward and backward sums, each step scaled to 1, the scales, and the mass of the end."""
    forward, backward, sums = np.empty_like(emitted), np.empty_like(emitted), np.empty(len(emitted))
    here = begin * emitted[0]
    for at in range(len(emitted)):
        if at:
            here = (forward[at - 1] @ pairs) * emitted[at]
        sums[at] = here.sum()
        forward[at] = here / sums[at]
    tail = float(forward[-1] @ end)
    backward[-1] = end / tail
    for at in range(len(emitted) - 2, -1, -1):
        backward[at] = pairs @ (emitted[at + 1] * backward[at + 1]) / sums[at + 1]
    return forward, backward, sums, tail
