"""Trains the second pass: first chains read rows that they did not learn from, a second learns from what they find."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.learn.chain.columns import columns_of
from framing.learn.chain.hashing import Hashes
from framing.learn.chain.learner import Labels, Learner, Plan
from framing.learn.chain.model import PASSAGES_AT_ONCE, LinearChain
from framing.learn.chain.second import StackedChain, second_features
from framing.learn.chain.train import (
    batches,
    fold_vocabularies,
    frequent_features,
    largest,
    opened,
    places_of,
    tokens_of,
    training_features,
)
from framing.learn.likely import label_probabilities
from framing.learn.passages import Passage
from framing.learn.spans import LABELS, Scores, Transitions
from framing.lexicons import Lexicons

TOKENS_AT_ONCE = 4096


@dataclass(frozen=True, slots=True)
class FirstPass:
    """What first chains find in passages that they did not learn from.

    ``scores`` (n_tokens, n_labels) are theirs, ``features`` (n_tokens, n_templates) those of the second pass, ``gold``
    the right labels, ``lengths`` the tokens of each passage; ``between`` scores labels behind each other, as the first
    chains do on average.
    """

    scores: Scores
    features: Hashes
    gold: Labels
    lengths: NDArray[np.int64]
    between: Scores


def first_pass(
    passages: Sequence[Passage], labels: Sequence[Sequence[int]], lexicons: Lexicons, plan: Plan, seed: int
) -> FirstPass:
    """Deals the passages, none of them empty, out to ``plan.parts`` and reads each by a chain learnt from the others.

    Neighbours stay together. The lists of words that a passage is read with are learnt without it as well.
    """
    rows = [opened(row) for row in labels]
    features, _ = training_features(passages, rows, lexicons, plan.folds)
    lengths = np.array([len(passage.tokens) for passage in passages])
    keys = frequent_features(features, np.repeat(np.arange(len(passages)), lengths), plan.least_passages)
    places = places_of(features, keys)
    del features
    gold = np.concatenate([np.array(row, np.int64) for row in rows])
    part = np.arange(len(passages)) * plan.parts // len(passages)
    scores = np.zeros((len(gold), len(LABELS)), np.float32)
    chances = np.zeros((len(gold), len(LABELS)))
    between = []
    for number in range(plan.parts):
        others, own = np.flatnonzero(part != number), np.flatnonzero(part == number)
        learner = Learner(len(keys), plan)
        generator = np.random.default_rng(seed + number)
        _read(learner, (places, gold, lengths), others, plan, generator, plan.first_rounds)
        weights, learnt = learner.averaged()
        tokens = tokens_of(lengths, own)
        scores[tokens] = _sums(places[tokens], weights)
        ends = np.cumsum(lengths[own])[:-1]
        found = label_probabilities(np.split(scores[tokens], ends), _transitions(learnt))
        chances[tokens] = np.concatenate(found)
        between.append(learnt)
    del places
    second = _second_features(passages, rows, lexicons, plan, chances)
    return FirstPass(scores, second, gold, lengths, np.mean(between, axis=0, dtype=np.float32))


def train_second(
    found: FirstPass, first: LinearChain, plan: Plan, seed: int, chosen: NDArray[np.int64] | None = None
) -> StackedChain:
    """A second chain over ``first``, learnt from what was found in the passages ``chosen`` (by default all)."""
    chosen = np.arange(len(found.lengths)) if chosen is None else chosen
    tokens = tokens_of(found.lengths, chosen)
    owners = np.repeat(np.arange(len(chosen)), found.lengths[chosen])
    keys = frequent_features(found.features[tokens], owners, plan.least_passages)
    places = places_of(found.features, keys)
    generator = np.random.default_rng(seed)
    learnt = []
    for _ in range(plan.runs):
        learner = Learner(len(keys), plan, found.between)
        _read(learner, (places, found.gold, found.lengths), chosen, plan, generator, plan.second_rounds, found.scores)
        learnt.append(learner.averaged())
    weights: Scores = np.mean([run[0] for run in learnt], axis=0, dtype=np.float32)
    between: Scores = np.mean([run[1] for run in learnt], axis=0, dtype=np.float32)
    counts = np.bincount(places[tokens].ravel(), minlength=len(keys) + 1)[: len(keys)]
    whole = largest(weights, counts, plan.second_kept)
    held = (whole != 0).any(axis=1)
    return StackedChain(keys[held], whole[held], between, first)


def _read(
    learner: Learner,
    rows: tuple[NDArray[np.int32], Labels, NDArray[np.int64]],
    chosen: NDArray[np.int64],
    plan: Plan,
    generator: np.random.Generator,
    rounds: int,
    base: Scores | None = None,
) -> None:
    """Has a learner read the chosen passages of rows (places, labels, lengths) so many times."""
    places, gold, lengths = rows
    seen = max(1, int(plan.keep * places.shape[1]))
    for _ in range(rounds):
        for batch in batches(lengths[chosen], plan.batch, generator):
            here = chosen[batch]
            tokens = tokens_of(lengths, here)
            columns = np.sort(generator.permutation(places.shape[1])[:seen])
            given = None if base is None else base[tokens]
            learner.learn(places[tokens][:, columns], gold[tokens], lengths[here], given)


def _sums(places: NDArray[np.int32], weights: Scores) -> Scores:
    rows = np.concatenate([weights, np.zeros((1, weights.shape[1]), np.float32)])
    parts = range(0, len(places), TOKENS_AT_ONCE)
    return np.concatenate([rows.take(places[at : at + TOKENS_AT_ONCE], axis=0).sum(axis=1) for at in parts])


def _transitions(learnt: Scores) -> Transitions:
    size = len(LABELS)
    return Transitions.constrained(learnt[:size], learnt[size], learnt[size + 1])


def _second_features(
    passages: Sequence[Passage],
    rows: Sequence[Sequence[int]],
    lexicons: Lexicons,
    plan: Plan,
    chances: NDArray[np.float64],
) -> Hashes:
    found = []
    ends = np.cumsum([0, *(len(passage.tokens) for passage in passages)])
    for low, high, vocabulary in fold_vocabularies(passages, rows, lexicons, plan.folds):
        for at in range(low, high, PASSAGES_AT_ONCE):
            last = min(at + PASSAGES_AT_ONCE, high)
            strip, columns = columns_of(passages[at:last], vocabulary)
            found.append(np.ascontiguousarray(second_features(strip, columns, chances[ends[at] : ends[last]]).T))
    return np.concatenate(found)
