"""Word vectors: their file, their pools by hand, and a model that uses them."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from framing.errors import FramingError
from framing.learn.store.arrays import save_arrays
from framing.learn.target.batch import Batch
from framing.learn.target.features import VectorPools
from framing.learn.target.reading import Reader, Reading
from framing.learn.target.sentiment import TargetSentiment, fit_target_sentiment
from framing.learn.target.target import Target, target_of
from framing.learn.target.vectors import STEPS, Pools, WordVectors
from framing.records import Article
from framing.split import Splitter
from framing.study import Study

WORDS = {"crook": 0, "thief": 1, "saint": 2, "angel": 3}
VECTORS = WordVectors(WORDS, np.array([[32, 0], [32, 16], [-32, 0], [-32, 16]], dtype=np.int8))


@pytest.fixture(scope="module")
def splitter(kosovo: Study) -> Splitter:
    return Splitter.from_lexicons(kosovo.lexicons)


def target(splitter: Splitter, marked: str) -> Target:
    """The target between [ and ]."""
    start, end = marked.index("["), marked.index("]") - 1
    return target_of(splitter.split(Article("case", marked.replace("[", "").replace("]", ""))), start, end)


@pytest.fixture(scope="module")
def reading(kosovo: Study, splitter: Splitter) -> Reading:
    return Reader(kosovo.lexicons).read(target(splitter, "The thief saw [Kovač], the saint."))


def test_real_numbers_become_steps_of_a_deviation() -> None:
    vectors = WordVectors.of(["a", "b"], np.array([[1.0, -3.0], [-1.0, 3.0]]))
    assert vectors.values.tolist() == [[STEPS, -STEPS], [-STEPS, STEPS]]


def test_a_file_gives_the_vectors_back(tmp_path: Path) -> None:
    VECTORS.save(tmp_path / "vectors.npz")
    loaded = WordVectors.load(tmp_path / "vectors.npz")
    assert (loaded.rows, loaded.values.tolist()) == (WORDS, VECTORS.values.tolist())


def test_a_file_of_other_arrays_is_refused(tmp_path: Path) -> None:
    save_arrays(tmp_path / "other.npz", {"words": np.zeros(1, np.uint8), "values": np.zeros((2, 2))})
    with pytest.raises(FramingError, match="not a row of 8-bit values for each word"):
        WordVectors.load(tmp_path / "other.npz")


def test_pools_by_hand(reading: Reading) -> None:
    """The thief stands 2 tokens left of the target, the saint 3 right of it, behind a comma."""
    pools = VectorPools(VECTORS).transform([reading]).toarray().reshape(5, 2)
    left, right = math.exp(-2 / 3), math.exp(-3 / 3)
    expected = [
        [(1 - 1) / math.sqrt(2), 0.5 / math.sqrt(2)],
        [left, left * 0.5],
        [-right, 0],
        [1, 0.5],
        [0, 0],
    ]
    assert pools == pytest.approx(np.array(expected))


def test_all_is_dealt_of_pools_that_are_not_zero(reading: Reading) -> None:
    [pools] = Pools.of(Batch([reading]), VECTORS)
    dealt = pools.dealt(np.arange(10.0))
    assert dealt.sum() == pytest.approx(np.arange(10.0)[pools.sums != 0].sum())
    assert len(dealt) == len(pools.tokens)


def test_a_passage_without_known_words(kosovo: Study, splitter: Splitter) -> None:
    reading = Reader(kosovo.lexicons).read(target(splitter, "[Kovač] slept."))
    [pools] = Pools.of(Batch([reading]), VECTORS)
    assert pools.dealt(np.ones(10)).tolist() == []
    assert VectorPools(VECTORS).transform([reading]).nnz == 0


def test_a_word_not_seen_in_training_counts_by_its_vector(kosovo: Study, splitter: Splitter) -> None:
    rows = [
        *[(target(splitter, f"[{name}] is a crook."), "negative") for name in ("Kovač", "Petrov", "Lukić")],
        *[(target(splitter, f"[{name}] is a saint."), "positive") for name in ("Kovač", "Petrov", "Lukić")],
        *[(target(splitter, f"[{name}] slept here."), "neutral") for name in ("Kovač", "Petrov", "Lukić")],
    ]
    targets, labels = [row for row, _ in rows], [label for _, label in rows]
    model = fit_target_sentiment(targets, labels, kosovo.lexicons, vectors=VECTORS)
    new = [target(splitter, "[Marić] is a thief."), target(splitter, "[Marić] is an angel.")]
    assert list(model.predict(new)) == ["negative", "positive"]
    loaded = TargetSentiment(kosovo.lexicons, model.learnt_, VECTORS)
    assert loaded.predict_proba(new).tobytes() == model.predict_proba(new).tobytes()
    scores, intercept = model.log_probabilities(new[:1])[0], model.learnt_[-1].intercept_
    total = sum(weight for _, weight in model.words_.evidence_of(new[:1], ["negative"], limit=100)[0])
    assert total == pytest.approx((scores[0] - scores.mean()) - (intercept[0] - intercept.mean()), abs=1e-4)
