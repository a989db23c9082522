"""The second pass of the chain: probabilities of the first, what it learns from them, and files."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pytest

from framing.errors import FramingError
from framing.learn.chain import StackedChain, first_pass, train_chain, train_second
from framing.learn.likely import label_probabilities
from framing.learn.passages import Passage
from framing.learn.spans import LABELS, Transitions
from framing.lexicons import load_lexicons
from tests.learn.test_chain import SMALL, changed, lessons, passage_of

PLAN = replace(SMALL, parts=2, first_rounds=1, second_rounds=4)


@pytest.fixture(scope="module")
def stacked() -> StackedChain:
    passages, labels = lessons()
    found = first_pass(passages, labels, load_lexicons(), PLAN, 0)
    return train_second(found, train_chain(passages, labels, plan=SMALL), PLAN, 0)


def test_probabilities_of_labels_are_those_of_all_sequences() -> None:
    rng = np.random.default_rng(1)
    scores = rng.normal(size=(3, len(LABELS))).astype(np.float32)
    between = Transitions.constrained(rng.normal(size=(len(LABELS), len(LABELS))).astype(np.float32))
    wanted = np.zeros(scores.shape)
    for labels in product(range(len(LABELS)), repeat=3):
        sum_of_all = sum(float(scores[at, label]) for at, label in enumerate(labels))
        sum_of_all += float(between.begin[labels[0]]) + float(between.end[labels[-1]])
        sum_of_all += sum(float(between.between[one, other]) for one, other in pairwise(labels))
        for at, label in enumerate(labels):
            wanted[at, label] += np.exp(sum_of_all)
    [found, empty] = label_probabilities([scores, scores[:0]], between)
    assert np.allclose(found, wanted / wanted.sum(axis=1, keepdims=True), atol=1e-6)
    assert empty.shape == (0, len(LABELS))


def test_it_adds_to_what_the_first_pass_found(stacked: StackedChain) -> None:
    passage = passage_of("The teacher said the school was closed.")
    [first], [both] = stacked.first.scores([passage]), stacked.scores([passage])
    assert len(stacked.keys)
    assert first.shape == both.shape
    assert not np.array_equal(first, both)


def test_without_weights_the_scores_are_the_first_ones(stacked: StackedChain) -> None:
    none = StackedChain(stacked.keys[:0], stacked.weights[:0], stacked.learnt, stacked.first)
    passage = passage_of("The teacher said the school was closed.")
    assert np.array_equal(none.scores([passage])[0], stacked.first.scores([passage])[0])


def test_scores_do_not_depend_on_the_other_passages(stacked: StackedChain) -> None:
    empty = Passage((), (), ())
    passages = [passage_of(text) for text in ("He said no.", "Rain.", 'Ana said "the bridge was closed".')]
    together = stacked.scores([passages[0], empty, *passages[1:]] * 30)
    assert together[1].shape == (0, len(LABELS))
    for passage, at in zip(passages, (0, 2, 3), strict=True):
        assert np.array_equal(stacked.scores([passage])[0], together[at])
    assert [scores.shape for scores in stacked.scores([empty])] == [(0, len(LABELS))]
    assert stacked.scores([]) == []


def test_the_same_rows_and_seed_give_the_same_chain(stacked: StackedChain) -> None:
    passages, labels = lessons()
    again = train_second(first_pass(passages, labels, load_lexicons(), PLAN, 0), stacked.first, PLAN, 0)
    assert np.array_equal(again.keys, stacked.keys)
    assert np.array_equal(again.weights, stacked.weights)


def test_a_file_gives_the_same_chain(stacked: StackedChain, tmp_path: Path) -> None:
    one, other = tmp_path / "one.npz", tmp_path / "other.npz"
    stacked.save(one)
    stacked.save(other)
    assert one.read_bytes() == other.read_bytes()
    passage = passage_of("Officials said prices fell.")
    read = StackedChain.load(one, stacked.first)
    assert np.array_equal(read.scores([passage])[0], stacked.scores([passage])[0])


@pytest.mark.parametrize(
    ("name", "array", "message"),
    [
        ("keys", None, "a part is missing or damaged"),
        ("learnt", np.zeros((2, 2), np.float32), "a part is missing or damaged"),
        ("signature", np.array("0"), "made for other features than this version's; train it again"),
    ],
)
def test_a_file_with_a_wrong_part_is_named(
    stacked: StackedChain, tmp_path: Path, name: str, array: np.ndarray | None, message: str
) -> None:
    path = tmp_path / "second.npz"
    stacked.save(path)
    changed(path, name, array)
    with pytest.raises(FramingError, match=re.escape(f"{path}: {message}")):
        StackedChain.load(path, stacked.first)


def test_a_missing_file_is_named(stacked: StackedChain, tmp_path: Path) -> None:
    path = tmp_path / "none.npz"
    with pytest.raises(
        FramingError, match=re.escape(f"{path}: no such file; restore the file, or make the model again")
    ):
        StackedChain.load(path, stacked.first)
