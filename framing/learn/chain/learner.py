"""Learns the weights of a chain: a margin round the right sequence, adaptive steps, features left out by chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.learn.chain.hashing import Indices
from framing.learn.decode import best_paths
from framing.learn.spans import LABELS, Scores, Transitions

WIDTH = 8

Labels = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Plan:
    """How a chain is trained.

    Attributes
    ----------
    runs : int
        How many times weights are learnt, each time in another order; the model has their mean.
    rounds : int
        How often the training rows are read in a run.
    least_passages : int
        In how many passages a feature must stand to have weights.
    folds : int
        Parts of the rows; the learnt word lists that a part sees are counted on the others.
    batch : int
        Passages decoded with the same weights.
    rate : float
        Size of the first step; later ones shrink with the steps that a weight has taken.
    margin : float
        By how much the right sequence must beat another one, for each wrong label.
    missed : float
        How many times more it costs to leave a token of a span out of all spans.
    keep : float
        Share of the kinds of features that a step sees; the rest is left out by chance.
    weights_kept : int
        How many weights the model keeps, the largest by size and frequency.
    parts : int
        Into how many parts the rows are dealt for the second pass, each read by a first chain learnt from the others.
    first_rounds, second_rounds : int
        How often those chains, and the second, read their rows.
    second_kept : int
        How many weights the second chain keeps.
    """

    runs: int = 3
    rounds: int = 8
    least_passages: int = 3
    folds: int = 8
    batch: int = 8
    rate: float = 0.1
    margin: float = 1.0
    missed: float = 1.0
    keep: float = 0.5
    weights_kept: int = 1_200_000
    parts: int = 4
    first_rounds: int = 5
    second_rounds: int = 4
    second_kept: int = 400_000


class Learner:
    """The weights while they are learnt.

    Parameters
    ----------
    n_features : int
        Rows of weights; row ``n_features`` stands for features without weights and stays 0.
    plan : Plan
    between : array of shape (n_labels + 2, n_labels), optional
        What labels behind each other score at first.

    Notes
    -----
    Cost-augmented decoding with AdaGrad steps (J. Duchi, E. Hazan, Y. Singer 2011) on the difference of the features
    of the right sequence and of the best wrong one; the average of the weights over all steps is the result.
    """

    def __init__(self, n_features: int, plan: Plan, between: Scores | None = None) -> None:
        size = len(LABELS)
        self._plan = plan
        self._weights = np.zeros((n_features + 1) * WIDTH, np.float32)
        self._lag = np.zeros_like(self._weights)
        self._squares = np.ones_like(self._weights)
        self._between = np.zeros((size + 2, size), np.float32) if between is None else between.copy()
        self._between_lag = np.zeros_like(self._between)
        self._between_squares = np.ones_like(self._between)
        self._cost = np.float32(plan.margin) * (1 - np.eye(size, dtype=np.float32))
        self._cost[1:, 0] *= np.float32(plan.missed)
        self._steps = 1

    def learn(self, rows: Indices, gold: Labels, lengths: NDArray[np.int64], base: Scores | None = None) -> None:
        """One step on a batch of passages laid end to end.

        Parameters
        ----------
        rows : array of shape (n_tokens, n_features_seen)
            The rows of weights of each token's features.
        gold : array of shape (n_tokens,)
            The right labels.
        lengths : array of shape (n_passages,)
            Tokens of each passage.
        base : array of shape (n_tokens, n_labels), optional
            Scores that the learnt ones are added to.
        """
        self._steps += 1
        size = len(LABELS)
        sums = self._weights.reshape(-1, WIDTH).take(rows, axis=0).sum(axis=1)[:, :size]
        if base is not None:
            sums = sums + base
        learnt = self._between
        transitions = Transitions.constrained(learnt[:size], learnt[size], learnt[size + 1])
        guess = best_paths(sums + self._cost[gold], lengths.tolist(), transitions)
        wrong = np.flatnonzero(guess != gold)
        if len(wrong):
            self._move(*_difference(rows[wrong], gold[wrong], guess[wrong], len(self._weights) - WIDTH))
            self._move_between(_counts(gold, lengths) - _counts(guess, lengths))

    def _move(self, places: NDArray[np.int64], difference: Scores) -> None:
        squares = self._squares[places] + difference * difference
        self._squares[places] = squares
        step = np.float32(self._plan.rate) * difference / np.sqrt(squares)
        self._weights[places] += step
        self._lag[places] += step * np.float32(self._steps)

    def _move_between(self, difference: Scores) -> None:
        self._between_squares += difference * difference
        step = np.float32(self._plan.rate) * difference / np.sqrt(self._between_squares)
        self._between += step
        self._between_lag += step * np.float32(self._steps)

    def averaged(self) -> tuple[Scores, Scores]:
        """The weights of features, of shape (n_features, n_labels), and those between labels."""
        steps = np.float32(self._steps)
        weights = np.float32(self._plan.keep) * (self._weights - self._lag / steps)
        return weights.reshape(-1, WIDTH)[:-1, : len(LABELS)], self._between - self._between_lag / steps


def _difference(rows: Indices, gold: Labels, guess: Labels, limit: int) -> tuple[NDArray[np.int64], Scores]:
    """Where the features of two sequences differ, and by how much; places from ``limit`` on are left out."""
    base = rows.astype(np.int64) * WIDTH
    right, wrong = (base + gold[:, None]).ravel(), (base + guess[:, None]).ravel()
    signed = np.concatenate([right << 1, (wrong << 1) + 1])
    signed.sort()
    signs = (1 - 2 * (signed & 1)).astype(np.float32)
    places = signed >> 1
    heads = np.flatnonzero(np.concatenate([[True], places[1:] != places[:-1]]))
    difference = np.add.reduceat(signs, heads)
    places = places[heads]
    kept = (places < limit) & (difference != 0)
    return places[kept], difference[kept]


def _counts(labels: Labels, lengths: NDArray[np.int64]) -> Scores:
    """How often each label stands behind each other one, at the beginning and at the end."""
    size = len(LABELS)
    ends = np.cumsum(lengths)
    before = np.concatenate([[size], labels[:-1]])
    before[ends - lengths] = size
    counts = np.zeros((size + 2, size), np.float32)
    np.add.at(counts, (before, labels), np.float32(1))
    np.add.at(counts, (np.full(len(ends), size + 1), labels[ends - 1]), np.float32(1))
    return counts
