"""Sentences that an encoder reads within paragraphs: how rows are set into them, and which head answers."""

from __future__ import annotations

import numpy as np
import pytest

from framing.learn.encoder import Encoded
from framing.learn.portrayal import sentence_of
from framing.learn.readings import Reading
from framing.learn.target import Target
from framing.learn.target.models import EncoderTargetModel
from framing.learn.target.target import target_of
from framing.learn.training import TrainingPlan, TrainingRows
from framing.learn.training.paragraphs import AROUND, in_paragraphs
from framing.lexicons import load_lexicons
from framing.records import Article
from framing.split import Splitter

LEXICONS = load_lexicons()
TEXTS = ("Critics attacked the mayor.", "Rain fell on the harbour.", "Voters praised the mayor again.")
ROWS = [{"id": str(at), "text": text, "start": 0, "end": 4, "label": "neutral"} for at, text in enumerate(TEXTS)]


class Words:
    """Says nothing of any target."""

    def log_probabilities(self, targets: list[Target]) -> np.ndarray:
        return np.zeros((len(targets), 3))


class Head:
    """Gives one answer."""

    def __init__(self, label: int) -> None:
        self.label = label

    def probabilities(self, pools: np.ndarray, words: np.ndarray) -> np.ndarray:
        return np.eye(3)[np.full(len(pools), self.label)]


@pytest.fixture(scope="module")
def target() -> Target:
    document = Splitter.from_lexicons(LEXICONS).split(Article("1", " ".join(TEXTS)))
    return target_of(document, 0, 7)


def test_rows_keep_their_words_between_others() -> None:
    rows = [row for row in ROWS for _ in range(10)]
    placed = in_paragraphs(TrainingPlan(TrainingRows("rows", rows), LEXICONS, None, 1, "rows", ""))
    others = set()
    for row, each in zip(rows, placed, strict=True):
        tokens = each.target.passage.tokens
        start = tokens[each.first].start
        assert tokens[each.last - 1].end - start == len(row["text"])
        assert tokens[each.target.first].start == start
        others.add((each.first > 0, each.last < len(tokens)))
    assert others >= {(True, True), (True, False), (False, True)}
    assert (0, 0) not in AROUND
    again = in_paragraphs(TrainingPlan(TrainingRows("rows", rows), LEXICONS, None, 1, "rows", ""))
    assert [(each.first, each.last) for each in again] == [(each.first, each.last) for each in placed]


def test_what_was_cut_out_of_a_longer_reading_has_a_head_of_its_own(target: Target) -> None:
    n_tokens = len(target.passage.tokens)
    pieces = np.array([-1, *range(n_tokens), n_tokens])
    whole = Reading(target.passage, Encoded(np.ones((n_tokens + 2, 4), np.float32), pieces, None))
    last = target.passage.sentences.count(target.passage.sentences[0])
    cut = sentence_of(whole, 0, last)
    assert whole.encoded is not None and cut.encoded is not None
    assert sentence_of(whole, 0, n_tokens) is whole
    model = EncoderTargetModel(Words(), Head(0), Head(2))  # type: ignore[arg-type]
    here = Target(cut.passage, target.first, target.last)
    found = model.probabilities([target, here], [whole.encoded, cut.encoded])
    assert found.argmax(axis=1).tolist() == [0, 2]
