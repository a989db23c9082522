"""The word-based model of target sentiment: learnt, saved, loaded, and what it shows as evidence."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from framing.learn.store import load_parameters, save_head
from framing.learn.target.blocks import HASHED, namings
from framing.learn.target.features import HashedFeatures, TargetFeatures
from framing.learn.target.reading import Reader
from framing.learn.target.sentiment import FrequentColumns, TargetSentiment, _untrained, fit_target_sentiment
from framing.learn.target.target import Target, target_of
from framing.learn.target.word_model import LABELS, TargetWords
from framing.records import Article
from framing.split import Splitter
from framing.study import Study

NAMES = ("Kovač", "Petrov", "Ana Marić", "Lukić")
PATTERNS = {
    "negative": ("{} was accused of fraud.", "Critics condemned {} again.", "{} lied about the disaster."),
    "neutral": ("{} arrived on Monday.", "The train left before {} came.", "{} sat in the second row."),
    "positive": ("{} was praised for honesty.", "Voters admire {} greatly.", "{} won a brilliant victory."),
}


@pytest.fixture(scope="module")
def rows(kosovo: Study) -> list[tuple[Target, str]]:
    splitter = Splitter.from_lexicons(kosovo.lexicons)
    found = []
    for label, patterns in PATTERNS.items():
        for pattern in patterns:
            for name in NAMES:
                start = pattern.index("{")
                document = splitter.split(Article("case", pattern.format(name)))
                found.append((target_of(document, start, start + len(name)), label))
    return found


@pytest.fixture(scope="module")
def targets(rows: list[tuple[Target, str]]) -> list[Target]:
    return [target for target, _ in rows]


@pytest.fixture(scope="module")
def model(kosovo: Study, rows: list[tuple[Target, str]]) -> TargetSentiment:
    return fit_target_sentiment([target for target, _ in rows], [label for _, label in rows], kosovo.lexicons, seed=1)


def test_it_learns_its_rows(model: TargetSentiment, rows: list[tuple[Target, str]]) -> None:
    assert list(model.classes_) == list(LABELS)
    assert list(model.predict([target for target, _ in rows])) == [label for _, label in rows]


def test_probabilities_sum_to_one(model: TargetSentiment, targets: list[Target]) -> None:
    logs = model.log_probabilities(targets)
    assert (logs.shape, logs.dtype) == ((len(targets), 3), np.float64)
    assert np.exp(logs).sum(axis=1) == pytest.approx(np.ones(len(targets)))
    assert model.log_probabilities([]).shape == (0, 3)


def test_results_do_not_depend_on_the_batch(model: TargetSentiment, targets: list[Target]) -> None:
    together = model.log_probabilities(targets)
    alone = np.concatenate([model.log_probabilities([target]) for target in targets])
    assert together.tobytes() == alone.tobytes()


def test_learning_twice_gives_the_same_bytes(
    model: TargetSentiment, rows: list[tuple[Target, str]], kosovo: Study, tmp_path: Path
) -> None:
    again = fit_target_sentiment([target for target, _ in rows], [label for _, label in rows], kosovo.lexicons, seed=2)
    save_head(tmp_path / "one.skops", model.learnt_)
    save_head(tmp_path / "two.skops", again.learnt_)
    assert (tmp_path / "one.skops").read_bytes() == (tmp_path / "two.skops").read_bytes()


def test_a_saved_model_gives_the_same_probabilities(
    model: TargetSentiment, targets: list[Target], kosovo: Study, tmp_path: Path
) -> None:
    path = tmp_path / "target.skops"
    save_head(path, model.learnt_)
    loaded = TargetWords(Reader(kosovo.lexicons), load_parameters(path))
    assert loaded.log_probabilities(targets).tobytes() == model.log_probabilities(targets).tobytes()


def test_the_words_say_what_the_pipeline_says(model: TargetSentiment, targets: list[Target], kosovo: Study) -> None:
    table = TargetFeatures(kosovo.lexicons).transform(targets)
    assert np.exp(model.log_probabilities(targets)) == pytest.approx(model.learnt_.predict_proba(table), abs=1e-9)


def test_names_do_not_matter(model: TargetSentiment, rows: list[tuple[Target, str]]) -> None:
    one_word = [target for target, _ in rows if target.last - target.first == 1]
    by_pattern = model.log_probabilities(one_word).reshape(-1, 3, 3)
    assert (by_pattern == by_pattern[:, :1]).all()


def test_evidence_names_the_words_that_speak_for_the_label(model: TargetSentiment, targets: list[Target]) -> None:
    tokens = [token.text for token in targets[0].passage.tokens]
    [evidence] = model.words_.evidence_of(targets[:1], ["negative"], limit=2)
    assert {tokens[at] for at, _ in evidence} == {"accused", "fraud"}
    assert all(weight > 0 for _, weight in evidence)


def test_evidence_of_all_words_is_the_score_without_the_intercept(
    model: TargetSentiment, targets: list[Target]
) -> None:
    scores = model.log_probabilities(targets[:1])[0]
    intercept = model.learnt_[-1].intercept_
    for at, label in enumerate(LABELS):
        total = sum(weight for _, weight in model.words_.evidence_of(targets[:1], [label], limit=100)[0])
        expected = (scores[at] - scores.mean()) - (intercept[at] - intercept.mean())
        assert total == pytest.approx(expected, abs=1e-4)


def test_labels_must_be_the_three(kosovo: Study, targets: list[Target]) -> None:
    with pytest.raises(ValueError, match="must be"):
        fit_target_sentiment(targets, ["good"] * len(targets), kosovo.lexicons)


def test_frequent_columns_keep_those_of_two_rows() -> None:
    table = csr_matrix(np.array([[1, 0, 2, 0, 3], [1, 5, 2, 0, 0], [0, 0, 1, 0, 4]]))
    columns = FrequentColumns(1, 5).fit(table)
    assert list(columns.columns_) == [2, 4]
    assert columns.transform(table).toarray().tolist() == [[2, 3], [2, 0], [1, 4]]


def test_hashed_features_are_counted(kosovo: Study, targets: list[Target]) -> None:
    reader = Reader(kosovo.lexicons)
    reading, words = reader.read(targets[0]), namings(reader.lists)["words"]
    assert HashedFeatures(words, bits=16).transform([reading]).sum() == 6 + 5 + 4


def test_evidence_is_the_same_whatever_was_asked_before(model: TargetSentiment, targets: list[Target]) -> None:
    model.log_probabilities(targets)
    after = model.words_.evidence_of(targets[3:5], ["negative", "positive"])
    model.log_probabilities(targets[:1])
    assert model.words_.evidence_of(targets[3:5], ["negative", "positive"]) == after


def test_blocks_cover_the_features(kosovo: Study, targets: list[Target]) -> None:
    features = TargetFeatures(kosovo.lexicons, bits=8)
    assert features.transform(targets[:1]).shape == (1, features.blocks["regions"].stop)


@pytest.mark.parametrize(("n_rows", "least"), [(50, 2), (8_739, 2), (10_634, 3)])
def test_of_many_rows_rarer_columns_are_left_out(kosovo: Study, n_rows: int, least: int) -> None:
    learnt = _untrained(TargetFeatures(kosovo.lexicons), n_rows)
    hashed = {name: dict(each.steps)["columns"].least_rows for name, each in learnt[0].transformer_list}
    assert {rows for name, rows in hashed.items() if name in HASHED} == {least}
    assert {rows for name, rows in hashed.items() if name not in HASHED} == {0}
