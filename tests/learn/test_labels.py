"""Labels of texts: how they are read, what views and decisions make of them, and folds that keep articles together."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from framing.learn.encoder import Encoded
from framing.learn.grams import named
from framing.learn.labels.blocks import BLOCKS, TONES, tones_of
from framing.learn.labels.decision import Decision, f1_mean, fit_decision
from framing.learn.labels.features import TextFeatures
from framing.learn.labels.reading import ADDRESS, NUMBER, Batch, TextReader, words_in_hashtag
from framing.learn.labels.states import text_states
from framing.learn.labels.text import LabelText, sentence_texts, text_of, without
from framing.learn.labels.views import Narrowed, fit_view, word_weights
from framing.learn.labels.words import characters, cues, target_words, word_grams
from framing.learn.passages import passages_of
from framing.learn.target.reading import Reader
from framing.learn.target.vectors import WordVectors
from framing.learn.training.folds import KNOWN, folds_of, groups_of, unseen_folds
from framing.lexicons import load_lexicons
from framing.records import Article, Document
from framing.split import Splitter

LEXICONS = load_lexicons()
VECTORS = WordVectors.of(["plan", "idea", "war"], np.array([[1.0, 2.0], [1.5, 0.5], [-1.0, 0.0]]))


def document(text: str) -> Document:
    return Splitter.from_lexicons(LEXICONS).split(Article("1", text))


def read(text: str, target: str = ""):
    return TextReader(Reader(LEXICONS)).read(text_of(document(text), target))


def test_a_post_is_read_by_its_words() -> None:
    reading = read("RT @ana: sooooo 30 lies!!! http://t.co/a #ClimateHoax", "Climate change")
    assert reading.words == ["rt", "@ana", ":", "soo", NUMBER, "lies", "!", "!", "!", ADDRESS, "#climatehoax"]
    assert reading.inner == [("climate", 10), ("hoax", 10)]
    assert reading.named == {10}


def test_words_inside_hashtags() -> None:
    assert words_in_hashtag("#ImWithHer") == ("im", "with", "her")
    assert words_in_hashtag("ClimateHoax") == ()


def test_sequences_of_words_and_characters() -> None:
    names = [name for name, _ in named(word_grams, Batch([read("Taxes rise now")]))]
    assert names == ["taxes", "^ taxes", "rise", "taxes rise", "now", "rise now", "taxes rise now"]
    assert ("#vo", 0) not in list(characters(read("#vote")))
    assert {at for _, at in characters(read("a #vote"))} == {0, 1}


def test_each_target_has_words_of_its_own() -> None:
    names = {name for name, _ in target_words(read("The new law helps.", "Gun law"))}
    assert {"gun law|", "named True", "gun law|law", "gun law|new law", "L:new", "R:help"} <= names
    assert list(target_words(read("The new law helps."))) == []


def test_negation_and_contrast_leave_their_marks() -> None:
    reading = read("They do not support the plan, but praised the mayor.")
    names = [name for name, _ in named(cues, Batch([reading]))]
    assert "N:support" in names
    assert {"S:favor N", "S:favor"} & set(names)
    good, bad = tones_of(Batch([read("It is a good plan."), read("It is not a good plan.")]))
    place = TONES.index("news good"), TONES.index("news bad")
    assert good[place[0]] > 0 and bad[place[0]] < good[place[0]]


def test_a_text_without_words_and_one_of_100_000() -> None:
    features = TextFeatures(LEXICONS, VECTORS, bits=10)
    rows = features.transform([text_of(document("")), text_of(document("war " * 100_000))])
    assert rows[[0]].nnz == 0
    assert np.isfinite(rows.data).all()
    assert rows[1, features.spans["meaning"].start] == -3.75  # 4 times that of "war"


def test_without_a_text_there_are_columns_still() -> None:
    features = TextFeatures(LEXICONS, VECTORS, bits=10)
    assert tuple(features.spans) == BLOCKS
    assert features.transform([]).shape == (0, features.spans["meaning"].stop)


def test_sentences_of_a_paragraph_are_cut_out() -> None:
    [passage] = passages_of(document("Taxes rise. Nobody cares. Rain fell."))
    found = sentence_texts(passage)
    assert [(index, text.first, len(text.passage.tokens)) for index, text in found] == [(0, 0, 3), (1, 3, 3), (2, 6, 3)]
    assert [token.text for token in without(found[1][1], [0]).passage.tokens] == ["cares", "."]


def test_states_are_means_over_the_words_of_the_text() -> None:
    states = np.arange(12, dtype=np.float32).reshape(6, 2)
    encoded = Encoded(states, np.array([-1, 0, 1, 1, 2, 3]), None, states + 100)
    [passage] = passages_of(document("Taxes rise."))
    [found] = text_states([LabelText(passage, first=0)], [encoded])
    assert found.tolist() == [5, 6, 105, 106]  # pieces 1 to 4
    one = LabelText(passage_of_one(), first=1)
    assert text_states([one], [encoded]).tolist() == [[5, 6, 105, 106]]  # pieces 2 and 3
    empty = text_of(document(""))
    assert text_states([empty], [Encoded(states[:0], np.zeros(0, np.int64), None)]).tolist() == [[0, 0]]


def passage_of_one():
    [passage] = passages_of(document("Rise"))
    return passage


TABLE = csr_matrix(np.array([[1.0, 0, 2, 0], [1, 0, 0, 0], [0, 1, 2, 0], [0, 1, 0, 0], [1, 0, 0, 1]]))
FLAGS = np.array([[True, False], [True, False], [False, True], [False, True], [True, False]])


def test_a_view_tells_the_labels_apart_and_fits_the_whole_matrix_again() -> None:
    narrowed = Narrowed.of(TABLE, {"words": slice(0, 4)})
    assert narrowed.kept.tolist() == [0, 1, 2]
    view = fit_view(narrowed.columns, FLAGS, 0.1, word_weights(narrowed.spans, narrowed.columns), np.ones(5))
    before = view.scores(narrowed.columns)
    assert (before.argmax(axis=1) == FLAGS.argmax(axis=1)).all()
    assert np.allclose(narrowed.widened(view).scores(TABLE), before)


def test_exclusive_labels_are_calibrated_and_weighed() -> None:
    rng = np.random.default_rng(0)
    truth = rng.integers(3, size=600)
    flags = truth[:, None] == np.arange(3)
    good = 0.6 * flags + rng.normal(0, 0.4, (600, 3))
    noise = rng.normal(0, 0.4, (600, 3))
    decision = fit_decision([good, noise], flags, np.ones(600), exclusive=True)
    found = decision.probabilities([good, noise])
    assert np.allclose(found.sum(axis=1), 1)
    assert abs(found.max(axis=1).mean() - (found.argmax(axis=1) == truth).mean()) < 0.03
    assert np.abs(decision.weights[:, :3]).sum() > 5 * np.abs(decision.weights[:, 3:]).sum()
    assert (decision.chosen(found).sum(axis=1) == 1).all()


def test_what_a_view_pulls_is_its_part_of_the_log_odds() -> None:
    rng = np.random.default_rng(1)
    views = [rng.normal(size=(4, 3)), rng.normal(size=(4, 3))]
    exclusive = Decision(rng.normal(size=(3, 6)), np.zeros(3), np.ones(3), True, least_one=False)
    odds = np.log(exclusive.probabilities(views))
    pulled = sum(view @ exclusive.pulls(at) for at, view in enumerate(views))
    assert pulled == pytest.approx(odds - odds.mean(axis=1, keepdims=True))
    apart = Decision(0.1 * rng.normal(size=(3, 2)), np.zeros(3), np.full(3, 0.5), False, least_one=False)
    found = apart.probabilities(views)
    assert sum(view @ apart.pulls(at) for at, view in enumerate(views)) == pytest.approx(np.log(found / (1 - found)))


def test_frames_each_have_a_threshold() -> None:
    probabilities = np.array([[0.6, 0.2], [0.2, 0.1]])
    decision = Decision(np.ones((2, 1)), np.zeros(2), np.array([0.5, 0.15]), False, least_one=False)
    assert decision.chosen(probabilities).tolist() == [[True, True], [False, False]]
    one = Decision(np.ones((2, 1)), np.zeros(2), np.array([0.5, 0.15]), False, least_one=True)
    assert one.chosen(probabilities).tolist() == [[True, True], [False, True]]


def test_the_mean_f1_counts_rows_by_their_weight() -> None:
    found, wanted = np.array([0, 0, 1]), np.array([0, 1, 1])
    assert f1_mean(found, wanted, 3) == pytest.approx((2 / 3 + 2 / 3) / 2)
    assert f1_mean(found, wanted, 3, np.array([1.0, 0, 1])) == 1


def test_folds_keep_articles_together_and_spread_labels() -> None:
    rows = [{"text": f"t{at // 2}", "article": at // 3 if at < 30 else None} for at in range(60)]
    flags = np.zeros((60, 2), np.bool_)
    flags[::6, 0] = True
    flags[:, 1] = ~flags[:, 0]
    folds = folds_of(rows, flags, seed=1)
    groups = groups_of(rows)
    assert all(len({folds[at] for at in range(60) if groups[at] == group}) == 1 for group in set(groups))
    assert [int(flags[folds == fold, 0].sum()) for fold in range(5)] == [2, 2, 2, 2, 2]
    assert (folds_of(rows, flags, seed=1) == folds).all()


def test_rows_that_the_encoder_was_trained_on_are_in_no_fold() -> None:
    rows = [{"text": f"text {at}"} for at in range(60)]
    flags = np.array([[at % 3 == label for label in range(3)] for at in range(60)])
    unseen = np.arange(60) >= 15
    folds = unseen_folds(rows, flags, unseen, seed=1)
    assert set(folds[:15]) == {KNOWN}
    assert set(folds[15:]) == {0, 1, 2, 3, 4}
    assert (folds[15:] == folds_of(rows[15:], flags[15:], seed=1)).all()
    too_few = np.arange(60) >= 30
    assert (unseen_folds(rows, flags, too_few, seed=1) == folds_of(rows, flags, seed=1)).all()


def test_each_label_gets_a_threshold_of_its_own_from_rows_the_views_have_not_seen() -> None:
    """A rare label whose scores overlap is best cut far below a half; a constant would never give it."""
    chance = np.random.default_rng(5)
    flags = np.column_stack([chance.random(2000) < 0.5, chance.random(2000) < 0.08])
    scores = np.clip(0.25 * flags + chance.normal(0, [0.1, 0.25], flags.shape), -1, 1)
    decision = fit_decision([scores], flags, np.ones(2000), exclusive=False)
    plain = Decision(decision.weights, decision.bias, np.full(2, 0.5), False, decision.least_one)
    found = decision.probabilities([scores])
    assert decision.thresholds[1] < 0.4

    def f1(each: Decision) -> float:
        return f1_mean(each.chosen(found)[:, 1].astype(int), flags[:, 1].astype(int), 2)

    assert f1(decision) > f1(plain) + 0.03
