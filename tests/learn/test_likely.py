"""Probabilities of whole spans against all label sequences written out, and the set of spans taken from them."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest

from framing.learn.likely import FLOOR, likely_spans, span_probabilities
from framing.learn.spans import LABELS, FoundSpan, Transitions, spans_of

RNG = np.random.default_rng(7)
SIZE = len(LABELS)


def random_chain() -> Transitions:
    between, begin, end = (RNG.normal(size=shape).astype(np.float32) for shape in ((SIZE, SIZE), SIZE, SIZE))
    return Transitions.constrained(between, begin, end)


def written_out(scores: np.ndarray, chain: Transitions) -> dict[FoundSpan, float]:
    """The probability of every span: the share of all label sequences, by weight, that hold exactly it."""
    weights: dict[FoundSpan, float] = {}
    total = 0.0
    for labels in product(range(SIZE), repeat=len(scores)):
        value = float(chain.begin[labels[0]] + chain.end[labels[-1]])
        value += sum(float(scores[at, label]) for at, label in enumerate(labels))
        value += sum(float(chain.between[one, other]) for one, other in pairwise(labels))
        weight = float(np.exp(value)) if value > -1e3 else 0.0
        total += weight
        for span in spans_of(labels) if weight else ():
            weights[span] = weights.get(span, 0.0) + weight
    return {span: weight / total for span, weight in weights.items()}


@pytest.mark.parametrize("length", [1, 2, 4])
def test_probabilities_are_those_of_all_sequences(length: int) -> None:
    scores, chain = RNG.normal(scale=2, size=(length, SIZE)).astype(np.float32), random_chain()
    wanted = {span: p for span, p in written_out(scores, chain).items() if p > FLOOR}
    found = dict(span_probabilities([scores], chain)[0])
    assert found.keys() == wanted.keys()
    assert all(found[span] == pytest.approx(wanted[span], rel=1e-5) for span in wanted)


def test_spans_do_not_overlap_and_beat_every_other_choice() -> None:
    for _ in range(20):
        scores, chain = RNG.normal(scale=2, size=(5, SIZE)).astype(np.float32), random_chain()
        gains = {span: p - 0.2 for span, p in span_probabilities([scores], chain)[0] if p > 0.2}
        [taken] = likely_spans([scores], chain, 0.2)
        assert all(one.last <= other.first for one, other in pairwise(taken))
        choices = [[]]
        for span in gains:
            apart = [c for c in choices if all(span.last <= o.first or o.last <= span.first for o in c)]
            choices += [[*choice, span] for choice in apart]
        best = max(sum(gains[span] for span in choice) for choice in choices)
        assert sum(gains[span] for span in taken) == pytest.approx(best)


def test_covered_words_join_a_span_with_unsure_borders() -> None:
    """A content with many possible ends is no likely span anywhere, but its words are surely content."""
    scores = np.full((12, SIZE), -9.0, np.float32)
    scores[:, 0] = 0.0
    scores[2, LABELS.index("B-content")] = 9.0
    scores[3:, LABELS.index("I-content")] = [9.0, 9.0, *[0.0] * 7]
    chain = Transitions.constrained(*(np.zeros(shape, np.float32) for shape in ((SIZE, SIZE), SIZE, SIZE)))
    assert max(p for _, p in span_probabilities([scores], chain)[0]) < 0.15
    assert likely_spans([scores], chain, 0.3) == [[]]
    [[taken]] = likely_spans([scores], chain, 0.3, 0.5)
    assert (taken.part, taken.first) == ("content", 2)
    assert taken.last in (8, 9)


def test_a_higher_threshold_takes_fewer_spans() -> None:
    scores, chain = RNG.normal(scale=1, size=(40, SIZE)).astype(np.float32), random_chain()
    counts = [len(likely_spans([scores], chain, threshold)[0]) for threshold in (0.05, 0.3, 0.6, 0.95)]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[-1]


def test_no_tokens_no_spans() -> None:
    assert likely_spans([np.zeros((0, SIZE), np.float32)], random_chain(), 0.4) == [[]]
    assert likely_spans([], random_chain(), 0.4) == []


def test_a_passage_is_read_alike_whatever_stands_beside_it() -> None:
    chain = random_chain()
    lengths = [3, 0, 41, 1, *RNG.integers(1, 30, 200).tolist()]
    scores = [RNG.normal(scale=2, size=(length, SIZE)).astype(np.float32) for length in lengths]
    together = span_probabilities(scores, chain)
    assert together == [span_probabilities([each], chain)[0] for each in scores]
    assert len(together[2]) > len(together[0])
