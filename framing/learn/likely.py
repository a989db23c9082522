"""The spans of passages that are most likely right: probabilities of whole spans, and the best set without overlaps.

The best label sequence is the one most likely right as a whole. What counts is how many spans are right, so each
possible span gets its own probability under the chain (forward and backward sums), and those spans are taken, none
overlapping another, whose probabilities above a threshold add up highest (minimum Bayes risk, Goel and Byrne 2000).
Of a long content with several possible ends no single span may be likely, though most of its words surely belong to
it; so the words that a span covers can count beside its borders.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.learn.spans import PARTS, FoundSpan, Scores, Transitions

FLOOR = 0.03  # spans less likely than this are not looked at
FLOOR_COVERED = 0.005  # the same where covered tokens count
EVEN = 0.5  # a covered token adds what its probability lies above this
PASSAGES_AT_ONCE = 128
Likely = list[tuple[FoundSpan, float]]

Floats = NDArray[np.float64]


def likely_spans(
    scores: Sequence[Scores], transitions: Transitions, threshold: float, cover: float = 0.0
) -> list[list[FoundSpan]]:
    """The spans of each passage, in order.

    Parameters
    ----------
    scores : sequence of arrays of shape (n_tokens, n_labels)
        For each passage the log-potentials of the labels of its tokens.
    transitions : Transitions
        Log-potentials between them.
    threshold : float
        In [0, 1): higher finds fewer and surer spans.
    cover : float
        How much covered tokens count: to the worth of a span, its probability, each token adds so many times what its
        probability of belonging to the part lies above ``EVEN``. With 0 only the borders count.
    """
    least = FLOOR_COVERED if cover else max(threshold, FLOOR)
    found: list[list[FoundSpan]] = [[] for _ in scores]
    for at, place, length, chances in _each_passage(scores, transitions):
        likely = chances.spans(place, length, least)
        gained = chances.covered(place, length, cover) if cover else None
        found[at] = _best_set([(span, p - threshold + (gained(span) if gained else 0.0)) for span, p in likely])
    return found


def _best_set(worths: Likely) -> list[FoundSpan]:
    """Of spans with their worths those, none overlapping another, with the highest sum above 0."""
    best: list[tuple[float, FoundSpan | None, int]] = [(0.0, None, 0)]  # by end: gain, span taken last, ends before it
    ends = [0]
    for span, worth in sorted(worths, key=lambda each: (each[0].last, each[0].first)):
        before = len(ends) - 1
        while ends[before] > span.first:
            before -= 1
        gain = best[before][0] + worth
        if gain > best[-1][0]:
            best.append((gain, span, before))
            ends.append(span.last)
    found = []
    at = len(best) - 1
    while (taken := best[at][1]) is not None:
        found.append(taken)
        at = best[at][2]
    return found[::-1]


def span_probabilities(scores: Sequence[Scores], transitions: Transitions, least: float = FLOOR) -> list[Likely]:
    """For each passage every span more likely than ``least`` with its probability.

    What a passage is given does not depend on the others, to the last bit.
    """
    found: list[Likely] = [[] for _ in scores]
    for at, place, length, chances in _each_passage(scores, transitions):
        found[at] = chances.spans(place, length, least)
    return found


def label_probabilities(scores: Sequence[Scores], transitions: Transitions) -> list[Floats]:
    """For each passage the probabilities of the labels of its tokens, each of shape (n_tokens, n_labels)."""
    size = 1 + 2 * len(PARTS)
    found = [np.zeros((0, size)) for _ in scores]
    for at, place, length, chances in _each_passage(scores, transitions):
        labels = np.empty((length, size))
        labels[:, 1::2] = chances.beginning[:, place, :length].T
        labels[:, 2::2] = chances.within[:, place, :length].T
        labels[:, 0] = 1.0 - labels[:, 1:].sum(axis=1)
        found[at] = labels
    return found


def _each_passage(scores: Sequence[Scores], transitions: Transitions) -> Iterator[tuple[int, int, int, _Chances]]:
    """For each passage with tokens its index, then its place and length in the chances of its group."""
    lengths = np.array([len(each) for each in scores], np.int64)
    order = np.argsort(-lengths, kind="stable")
    order = order[: np.count_nonzero(lengths)]
    for start in range(0, len(order), PASSAGES_AT_ONCE):
        group = order[start : start + PASSAGES_AT_ONCE].tolist()
        chances = _chances([scores[at] for at in group], transitions)
        for place, at in enumerate(group):
            yield at, place, int(lengths[at]), chances


@dataclass(frozen=True, slots=True)
class _Chances:
    """What becomes of the spans of passages; all arrays have shape (n_parts, n_passages, longest).

    ``beginning`` is the probability that a span of a part begins at a token; ``begun`` and ``inside`` those that the
    next token belongs to it too, if it begins at the token, and if it began before; ``within`` that the token belongs
    to the part and does not begin a span.
    """

    beginning: Floats
    begun: Floats
    inside: Floats
    within: Floats

    def covered(self, passage: int, length: int, weight: float) -> Callable[[FoundSpan], float]:
        """What the tokens that a span of a passage covers add to its worth."""
        tokens = self.beginning[:, passage, :length] + self.within[:, passage, :length] - EVEN
        sums = np.zeros((len(PARTS), length + 1))
        np.cumsum(weight * tokens, axis=1, out=sums[:, 1:])
        of_part = dict(zip(PARTS, sums.tolist(), strict=True))
        return lambda span: of_part[span.part][span.last] - of_part[span.part][span.first]

    def spans(self, passage: int, length: int, least: float) -> Likely:
        """The spans of a passage above a probability, part by part."""
        found: Likely = []
        for place, part in enumerate(PARTS):
            beginning = self.beginning[place, passage, :length]
            starts = np.flatnonzero(beginning > least).tolist()
            if not starts:
                continue
            begun, inside = self.begun[place, passage].tolist(), self.inside[place, passage].tolist()
            for start in starts:
                probability, further = float(beginning[start]), begun[start]
                for last in range(start + 1, length + 1):
                    if (ending := probability * (1.0 - further)) > least:
                        found.append((FoundSpan(part, start, last), ending))
                    probability *= further
                    if probability <= least:
                        break
                    further = inside[last]
        return found


def _chances(scores: Sequence[Scores], transitions: Transitions) -> _Chances:
    """The chances of passages that are sorted by length, the longest first."""
    lengths = np.array([len(each) for each in scores])
    pairs, begin, end = (
        np.exp(each.astype(np.float64)) for each in (transitions.between, transitions.begin, transitions.end)
    )
    flat = np.concatenate(scores).astype(np.float64)
    grid = np.zeros((len(scores), int(lengths[0]), flat.shape[1]))
    grid[np.arange(grid.shape[1]) < lengths[:, None]] = np.exp(flat - flat.max(axis=1, keepdims=True))
    emitted = np.ascontiguousarray(grid.transpose(1, 0, 2))
    live = [int(np.count_nonzero(lengths > at)) for at in range(len(emitted))]
    forward, sums = _forward(emitted, live, pairs, begin)
    tails = (forward[lengths - 1, np.arange(len(scores))] * end).sum(axis=1)
    backward, ahead = _backward(emitted / sums[:, :, None], live, pairs, end / tails[:, None])
    first = np.arange(1, 2 * len(PARTS), 2)
    beginning, within = (forward[:, :, at] * backward[:, :, at] for at in (first, first + 1))
    going = (_share(pairs[at, first + 1] * ahead[:, :, first + 1], backward[:, :, at]) for at in (first, first + 1))
    return _Chances(*(np.ascontiguousarray(each.transpose(2, 1, 0)) for each in (beginning, *going, within)))


def _share(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)


def _forward(emitted: Floats, live: Sequence[int], pairs: Floats, begin: Floats) -> tuple[Floats, Floats]:
    """Forward sums (longest, n_passages, n_labels), each step scaled to 1, and the scales; 1 behind a passage's end."""
    forward, sums = np.zeros_like(emitted), np.ones(emitted.shape[:2])
    for at, count in enumerate(live):
        reached = (forward[at - 1, :count, :, None] * pairs).sum(axis=1) if at else begin
        here = reached * emitted[at, :count]
        sums[at, :count] = here.sum(axis=1)
        forward[at, :count] = here / sums[at, :count, None]
    return forward, sums


def _backward(scaled: Floats, live: Sequence[int], pairs: Floats, last: Floats) -> tuple[Floats, Floats]:
    """Backward sums, and those of the next token times what it emits (0 behind the last), from scaled emissions.

    ``last`` (n_passages, n_labels) are the backward sums of each passage's last token.
    """
    backward, ahead = np.zeros_like(scaled), np.zeros_like(scaled)
    going = 0
    for at in range(len(live) - 1, -1, -1):
        if going:
            ahead[at, :going] = scaled[at + 1, :going] * backward[at + 1, :going]
            backward[at, :going] = (ahead[at, :going, None, :] * pairs).sum(axis=2)
        backward[at, going : live[at]] = last[going : live[at]]
        going = live[at]
    return backward, ahead
