"""Fitted pipelines told without scikit-learn: the same columns, the same scores."""

from __future__ import annotations

import random

import numpy as np
import pytest
from sklearn.feature_extraction import FeatureHasher

from framing.learn.grams import Grams, Lines, Number, Vocabulary, named, preceding
from framing.learn.labels.blocks import TONES
from framing.learn.labels.features import TextFeatures
from framing.learn.labels.text import LabelText, text_of
from framing.learn.labels.views import fit_view, word_weights
from framing.learn.labels.word_view import WordView
from framing.learn.murmur import columns_of
from framing.learn.target.reading import Reader
from framing.learn.target.vectors import WordVectors
from framing.learn.weights import MOST_NAMES, CountedBlock
from framing.lexicons import load_lexicons
from framing.records import Article
from framing.split import Splitter

LEXICONS = load_lexicons()
VECTORS = WordVectors.of(["plan", "idea", "war"], np.array([[1.0, 2.0], [1.5, 0.5], [-1.0, 0.0]]))
SENTENCES = ("They support the plan.", "A war of lies!", "Nobody praised the idea.", "Rain fell, and rain fell again.")


def texts() -> list[LabelText]:
    splitter = Splitter.from_lexicons(LEXICONS)
    return [text_of(splitter.split(Article("1", sentence))) for sentence in SENTENCES]


def test_names_go_to_the_columns_of_feature_hasher() -> None:
    chance = random.Random(0)
    letters = "abcdefgh čšž日 \x00"
    names = ["", *("".join(chance.choices(letters, k=chance.randint(1, 30))) for _ in range(2000))]
    hasher = FeatureHasher(1 << 12, input_type="string", alternate_sign=False)
    wanted = [hasher.transform([[name]]).indices[0] for name in names]
    assert columns_of(names, 12).tolist() == wanted
    assert columns_of([], 12).tolist() == []


def test_words_score_as_the_pipeline_does() -> None:
    features = TextFeatures(LEXICONS, VECTORS)
    columns = features.transform(texts())
    flags = np.array([[True, False], [False, True], [True, True], [False, False]])
    view = fit_view(columns, flags, 1.0, word_weights(features.spans, columns), np.ones(4))
    told = WordView(Reader(LEXICONS), VECTORS, view.weights, view.regression)
    found = told.scores(texts())
    assert found == pytest.approx(view.scores(columns), abs=1e-9)
    alone = np.concatenate([told.scores([text]) for text in texts()])
    assert alone.tobytes() == found.tobytes()
    assert told.scores([]).shape == (0, 2)


def test_what_words_add_is_the_score_but_for_what_belongs_to_none() -> None:
    features = TextFeatures(LEXICONS, VECTORS)
    given = [
        *texts(),
        text_of(Splitter.from_lexicons(LEXICONS).split(Article("1", "#StopThePlan! A plan, not a war."))),
    ]
    columns = features.transform(given)
    flags = np.array([[True, False], [False, True], [True, True], [False, False], [False, True]])
    view = fit_view(columns, flags, 1.0, word_weights(features.spans, columns), np.ones(5))
    told = WordView(Reader(LEXICONS), VECTORS, view.weights, view.regression)
    scores, added = told.scores(given), told.of_words(given)
    assert [each.shape for each in added] == [(len(text.passage.tokens), 2) for text in given]
    of_none = features.transform(given)[:, features.spans["tone"]].toarray()
    of_none[:, : TONES.index("quoted")] = 0
    [tone] = [block for name, block in told._blocks.items() if name == "tone"]
    whole = np.array([each.sum(axis=0) for each in added]) + of_none @ tone.coefficients + view.regression.intercept_
    assert whole == pytest.approx(scores, abs=1e-9)
    [alone] = told.of_words(given[1:2])
    assert alone == pytest.approx(added[1], abs=1e-12)
    assert told.of_words([]) == []


def test_names_are_forgotten_when_they_are_many() -> None:
    block = CountedBlock(np.array([5]), np.ones(1), np.ones((1, 1)), 4)
    names = [[(str(number), 0)] for number in range(MOST_NAMES + 10)]
    before = block.counts(names).rows.tolist()
    assert block.counts(names[:100]).rows.tolist() == [row for row in before if row < 100]
    assert len(block._known) <= MOST_NAMES + 10


def test_grams_count_as_their_names_do(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [["a", "b", "a"], [], ["b", "a", "c", "a"]]
    kept = np.unique(columns_of(["a", "b", "P:a b", "P:b a"], 12))
    block = CountedBlock(kept, np.arange(1.0, 5), np.ones((len(kept), 1)), 12)
    lines = Lines.of([len(text) for text in texts])

    def grams(number: Number) -> list[Grams]:
        numbers = number([word for text in texts for word in text])
        second = np.flatnonzero(lines.tokens > 0)
        pairs = preceding(numbers, 1)[second], numbers[second]
        return [Grams("", np.arange(len(numbers)), (numbers,)), Grams("P:", second, pairs)]

    wanted = block.counts([named(lambda _, number: grams(number), None)])
    assert sorted(wanted.times.tolist()) == [1, 2, 2, 4]
    for _ in range(2):
        found = block.counts_of_grams(grams(block.grams.numbers), lines)
        assert np.bincount(found.columns, found.times).tolist() == wanted.times.tolist()
        assert sorted(set(found.rows.tolist())) == [0, 2]
        monkeypatch.setattr("framing.learn.grams.MOST_GRAMS", 0)  # forgets what it has seen


def test_beyond_the_most_words_new_ones_count_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("framing.learn.grams.MOST_WORDS", 3)
    numbers = Vocabulary().numbers(["a", "b", "a", "c", "b"])
    assert numbers.tolist() == [1, 2, 1, 0, 2]
    pairs = Grams("", np.arange(1, 5), (numbers[:-1], numbers[1:])).of_words()
    assert (pairs.places.tolist(), [part.tolist() for part in pairs.words]) == ([1, 2], [[1, 2], [2, 1]])
