"""The best label sequences of many passages at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from framing.learn.spans import Scores, Transitions


def padded(scores: Scores, lengths: Sequence[int]) -> Scores:
    """Scores laid end to end as one array of shape (n_passages, longest, n_labels), zero behind each end."""
    sizes = np.asarray(lengths)
    grid = np.zeros((len(sizes), int(sizes.max()), scores.shape[1]), np.float32)
    grid[np.arange(grid.shape[1]) < sizes[:, None]] = scores
    return grid


def best_paths(scores: Scores, lengths: Sequence[int], transitions: Transitions) -> NDArray[np.int64]:
    """The label sequences of the highest sums (Viterbi), laid end to end.

    Parameters
    ----------
    scores : array of shape (n_tokens, n_labels)
        The scores of all tokens of all passages, in order.
    lengths : sequence of int
        The number of tokens of each passage, none of them 0.
    transitions : Transitions
        Constraints included.
    """
    sizes = np.asarray(lengths)
    grid = np.ascontiguousarray(padded(scores, lengths).transpose(1, 0, 2))
    longest, count, _ = grid.shape
    into = np.ascontiguousarray(transitions.between.T)
    back = np.zeros((longest, count, grid.shape[2]), np.int64)
    best = grid[0] + transitions.begin
    for at in range(1, longest):
        going = int((sizes > at).sum())
        live = slice(None) if going == count else sizes > at
        paths = best[live][:, None, :] + into
        back[at, live] = paths.argmax(axis=2)
        best[live] = paths.max(axis=2) + grid[at, live]
    label = (best + transitions.end).argmax(axis=1)
    labels = np.zeros((count, longest), np.int64)
    everyone = np.arange(count)
    for at in range(longest - 1, -1, -1):
        labels[:, at] = label
        inside = sizes > at
        label = np.where(inside, back[at, everyone, label], label)
    return labels[np.arange(longest) < sizes[:, None]]
