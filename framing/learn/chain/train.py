"""Trains a linear chain from passages with labels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from framing.learn.chain.features import features_of
from framing.learn.chain.hashing import Hashes, Indices, KeyIndex
from framing.learn.chain.learner import Learner, Plan
from framing.learn.chain.lists import given_lists, learnt_lists
from framing.learn.chain.model import PASSAGES_AT_ONCE, LinearChain
from framing.learn.chain.weights import STEP
from framing.learn.chain.words import Vocabulary, WordClasses
from framing.learn.passages import Passage
from framing.learn.spans import Scores
from framing.lexicons import Lexicons, load_lexicons

BATCHES_SORTED = 64  # so many batches are sorted by length at a time


def train_chain(
    passages: Sequence[Passage],
    labels: Sequence[Sequence[int]],
    lexicons: Lexicons | None = None,
    plan: Plan | None = None,
    seed: int = 0,
) -> LinearChain:
    """A chain that learnt from passages.

    Parameters
    ----------
    passages : sequence of Passage
        In the order of their articles; neighbours end up in the same fold.
    labels : sequence of sequence of int
        Of each passage, by their place in ``spans.LABELS``.
    lexicons : Lexicons, optional
        The lists of cues and roles that the model takes in; by default the package's.
    plan : Plan, optional
        How to train.
    seed : int
        Of the order of the rows and of the features left out.

    Raises
    ------
    ValueError
        Without any token to learn from.

    Notes
    -----
    The same rows, plan and seed give the same model on the same machine and numpy. Needs some 700 bytes a token.
    """
    plan = plan or Plan()
    rows = [(passage, opened(row)) for passage, row in zip(passages, labels, strict=True) if passage.tokens]
    if not rows:
        raise ValueError("no tokens to learn from")
    kept, gold_rows = [passage for passage, _ in rows], [row for _, row in rows]
    features, classes = training_features(kept, gold_rows, lexicons or load_lexicons(), plan.folds)
    lengths = np.array([len(passage.tokens) for passage in kept])
    keys = frequent_features(features, np.repeat(np.arange(len(kept)), lengths), plan.least_passages)
    places = places_of(features, keys)
    del features
    gold = np.concatenate([np.array(row, np.int64) for row in gold_rows])
    generator = np.random.default_rng(seed)
    learnt = [_learnt((len(keys), places, gold, lengths), plan, generator) for _ in range(plan.runs)]
    weights: Scores = np.mean([run[0] for run in learnt], axis=0, dtype=np.float32)
    between: Scores = np.mean([run[1] for run in learnt], axis=0, dtype=np.float32)
    counts = np.bincount(places.ravel(), minlength=len(keys) + 1)[: len(keys)]
    return compressed(keys, weights, between, counts, classes, plan.weights_kept)


def _learnt(
    rows: tuple[int, Indices, NDArray[np.int64], NDArray[np.int64]], plan: Plan, generator: np.random.Generator
) -> tuple[Scores, Scores]:
    """The weights of one run over the rows: how many features there are, their places, labels, passages' lengths."""
    size, places, gold, lengths = rows
    learner = Learner(size, plan)
    seen = max(1, int(plan.keep * places.shape[1]))
    for _ in range(plan.rounds):
        for batch in batches(lengths, plan.batch, generator):
            tokens = tokens_of(lengths, batch)
            columns = np.sort(generator.permutation(places.shape[1])[:seen])
            learner.learn(places[tokens][:, columns], gold[tokens], lengths[batch])
    return learner.averaged()


def tokens_of(lengths: NDArray[np.int64], chosen: NDArray[np.int64]) -> NDArray[np.int64]:
    """The places of the tokens of the chosen passages, of passages laid end to end."""
    starts = np.cumsum(lengths) - lengths
    return np.concatenate([np.arange(starts[at], starts[at] + lengths[at]) for at in chosen])


def opened(labels: Sequence[int]) -> list[int]:
    """The labels with every I that follows neither its B nor itself turned into B.

    >>> opened([0, 2, 2, 3, 6])
    [0, 1, 2, 3, 5]
    """
    return [
        label - 1 if label and label % 2 == 0 and last not in (label, label - 1) else label
        for last, label in zip((0, *labels), labels, strict=False)
    ]


def training_features(
    passages: Sequence[Passage], labels: Sequence[Sequence[int]], lexicons: Lexicons, folds: int
) -> tuple[Hashes, WordClasses]:
    """The features of all tokens, each fold with lists learnt from the others; and the lists learnt from all.

    The features have the shape (n_tokens, n_templates).
    """
    found = []
    for low, high, vocabulary in fold_vocabularies(passages, labels, lexicons, folds):
        for at in range(low, high, PASSAGES_AT_ONCE):
            features = features_of(passages[at : min(at + PASSAGES_AT_ONCE, high)], vocabulary)
            found.append(np.ascontiguousarray(features.T))
    return np.concatenate(found), WordClasses(given_lists(lexicons) | learnt_lists(passages, labels))


def fold_vocabularies(
    passages: Sequence[Passage], labels: Sequence[Sequence[int]], lexicons: Lexicons, folds: int
) -> Iterator[tuple[int, int, Vocabulary]]:
    """The first passage of each fold, the one behind its last, and a vocabulary with lists learnt from the others."""
    given = given_lists(lexicons)
    cuts = np.linspace(0, len(passages), max(2, min(folds, len(passages))) + 1).astype(int).tolist()
    for low, high in pairwise(cuts):
        others = [*passages[:low], *passages[high:]], [*labels[:low], *labels[high:]]
        yield low, high, Vocabulary(WordClasses(given | learnt_lists(*others)))


def frequent_features(features: Hashes, owners: NDArray[np.int64], least: int) -> Hashes:
    """The features that stand in at least so many passages, in ascending order."""
    numbers = owners.astype(np.uint64)
    kept = []
    for column in features.T:
        pairs = (column.astype(np.uint64) << np.uint64(32)) | numbers
        pairs.sort()
        keys = (pairs[_changes(pairs)] >> np.uint64(32)).astype(np.uint32)
        heads = np.flatnonzero(_changes(keys))
        kept.append(keys[heads[np.diff(heads, append=len(keys)) >= least]])
    return np.unique(np.concatenate(kept))


def _changes(ordered: NDArray[np.unsignedinteger]) -> NDArray[np.bool_]:
    return np.concatenate([[True], ordered[1:] != ordered[:-1]])


def places_of(features: Hashes, keys: Hashes) -> Indices:
    """The place of each feature among keys; ``len(keys)`` for one that is none of them."""
    index = KeyIndex(keys)
    places = np.empty(features.shape, np.int32)
    for at in range(0, len(features), 4096):
        found = index.find(features[at : at + 4096])
        places[at : at + 4096] = np.where(found < 0, len(keys), found)
    return places


def batches(lengths: NDArray[np.int64], size: int, generator: np.random.Generator) -> Iterator[NDArray[np.int64]]:
    """The passages in batches of about equal lengths, by chance."""
    order = generator.permutation(len(lengths))
    for start in range(0, len(order), BATCHES_SORTED * size):
        chunk = order[start : start + BATCHES_SORTED * size]
        chunk = chunk[np.argsort(lengths[chunk], kind="stable")]
        parts = [chunk[at : at + size] for at in range(0, len(chunk), size)]
        for at in generator.permutation(len(parts)).tolist():
            yield parts[at]


def compressed(
    keys: Hashes,
    weights: Scores,
    between: Scores,
    counts: NDArray[np.int64],
    classes: WordClasses,
    weights_kept: int,
) -> LinearChain:
    """The chain with the weights that matter most: by size times the root of the feature's frequency."""
    whole = largest(weights, counts, weights_kept)
    held = (whole != 0).any(axis=1)
    return LinearChain(keys[held], whole[held], between, classes)


def largest(weights: Scores, counts: NDArray[np.int64], kept: int) -> NDArray[np.int16]:
    """Weights in multiples of ``STEP``, all but the ``kept`` largest by size and frequency set to 0."""
    whole: NDArray[np.int16] = np.clip(np.rint(weights / STEP), -32767, 32767).astype(np.int16)
    matter = np.abs(whole) * np.sqrt(counts, dtype=np.float32)[:, None]
    if np.count_nonzero(matter) > kept:
        least = np.partition(matter.ravel(), -kept)[-kept]
        whole[matter < least] = 0
    return whole
