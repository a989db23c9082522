"""Both ways to draw and to deal out, the one of few articles and the one of many, do what they say."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest

from framing import draws
from framing.draws import LARGE, MOST_WAYS, coins, shuffled, weights

SIZES = [50, LARGE + 50]


@pytest.mark.parametrize("n_units", SIZES)
def test_as_many_are_drawn_as_there_are_and_all_alike(n_units: int) -> None:
    drawn = weights(n_units, 400, np.random.default_rng(1))
    assert drawn.shape == (400, n_units) and (drawn.sum(axis=1) == n_units).all()
    assert abs(drawn.var() - (1 - 1 / n_units)) < 0.05  # that of a binomial number of n draws with chance 1 / n
    assert (np.abs(drawn.mean(axis=0) - 1) < 5 / sqrt(400)).all()


def test_few_articles_are_drawn_as_ever() -> None:
    wanted = np.random.default_rng(7).multinomial(50, np.full(50, 1 / 50), size=3)
    assert (weights(50, 3, np.random.default_rng(7)) == wanted).all()
    assert (coins(9, 5, np.random.default_rng(7)) == np.random.default_rng(7).integers(0, 2, (5, 9))).all()


@pytest.mark.parametrize("n_units", SIZES)
def test_a_coin_falls_on_either_side(n_units: int) -> None:
    tossed = coins(n_units, 400, np.random.default_rng(1))
    assert set(np.unique(tossed)) == {0.0, 1.0}
    assert abs(tossed.mean() - 0.5) < 0.02
    assert (np.abs(tossed.mean(axis=0) - 0.5) < 0.15).all()


@pytest.mark.parametrize("n_units", SIZES)
def test_as_many_labels_are_dealt_out_and_each_place_as_often(n_units: int) -> None:
    labels = np.arange(n_units) < n_units // 3
    dealt = shuffled(labels, None, 400, np.random.default_rng(1))
    assert (dealt.sum(axis=1) == labels.sum()).all()
    assert (np.abs(dealt.mean(axis=0) - labels.mean()) < 0.15).all()


@pytest.mark.parametrize("most_ways", [MOST_WAYS, 1])
def test_labels_stay_within_their_events(monkeypatch: pytest.MonkeyPatch, most_ways: int) -> None:
    """Events of one to five articles, not in order; with the list of all ways and without."""
    monkeypatch.setattr(draws, "MOST_WAYS", most_ways)
    chance = np.random.default_rng(1)
    events = chance.permutation(np.repeat(np.arange(900), 1 + np.arange(900) % 5))
    labels = chance.random(len(events)) < 0.4
    assert len(labels) > LARGE
    dealt = shuffled(labels, events, 300, np.random.default_rng(2))
    inside = np.bincount(events, labels)
    for row in dealt[:20]:
        assert (np.bincount(events, row) == inside).all()
    expected = (inside / np.bincount(events))[events]
    assert (np.abs(dealt.mean(axis=0) - expected) < 0.16).all()


def test_a_part_of_a_large_corpus_is_dealt_out_the_way_of_the_whole() -> None:
    labels = np.arange(60) < 20
    parted, alone = (shuffled(labels, None, 400, np.random.default_rng(1), n) for n in (LARGE + 1, None))
    assert (parted.sum(axis=1) == 20).all() and (np.abs(parted.mean(axis=0) - 1 / 3) < 0.15).all()
    assert not (parted == alone).all()


def test_a_part_of_a_large_corpus_is_redrawn_the_way_of_the_whole() -> None:
    parted, alone = (weights(60, 800, np.random.default_rng(1), n) for n in (LARGE + 1, None))
    assert (parted.sum(axis=1) == 60).all() and not (parted == alone).all()
    assert (np.abs(parted.mean(axis=0) - 1) < 0.2).all()
    assert np.cov(parted.T)[0, :2] == pytest.approx(np.cov(alone.T)[0, :2], abs=0.2)


def test_two_keys_alike_do_not_add_a_label(monkeypatch: pytest.MonkeyPatch) -> None:
    class Alike:
        def integers(self, low: int, high: int, shape: tuple[int, int], dtype: type) -> np.ndarray:  # type: ignore[type-arg]
            return np.zeros(shape, dtype)

    labels = np.arange(LARGE + 1) < 10
    assert shuffled(labels, None, 2, Alike()).sum(axis=1).tolist() == [10, 10]  # type: ignore[arg-type]
