"""Every statistic beside an independent implementation: scipy, statsmodels, or counting by hand."""

from __future__ import annotations

import warnings
from itertools import combinations

import numpy as np
import pytest
from scipy import stats
from scipy.linalg import orthogonal_procrustes
from scipy.spatial.distance import jensenshannon
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_effectsize

from framing.compare.distances import classical_map, jensen_shannon, laid_on, tree_of
from framing.compare.effects import cohens_h, hedges_g
from framing.compare.intervals import Drawn, Redraw, difference_degrees, interval
from framing.compare.multiplicity import adjusted
from framing.compare.pairs import dealt_pairs
from framing.compare.permutation import arrangements, group_p_values, p_values, swap_p_values
from framing.compare.sums import ratio
from framing.draws import shuffled


@pytest.mark.parametrize(("ours", "theirs"), [("bh", "fdr_bh"), ("holm", "holm")])
def test_adjusted_p_as_statsmodels_has_it(ours: str, theirs: str) -> None:
    p = np.random.default_rng(3).random(40) ** 3
    assert adjusted(p, ours) == pytest.approx(multipletests(p, method=theirs)[1], abs=1e-12)


def test_benjamini_hochberg_as_scipy_has_it() -> None:
    p = np.random.default_rng(4).random(25)
    assert adjusted(p, "bh") == pytest.approx(stats.false_discovery_control(p), abs=1e-12)


def test_missing_p_are_no_tests() -> None:
    p = np.array([0.02, np.nan, 0.5])
    assert adjusted(p, "holm")[[0, 2]].tolist() == [0.04, 0.5]
    assert np.isnan(adjusted(p, "holm")[1])
    assert adjusted(p, "none")[[0, 2]].tolist() == [0.02, 0.5]


def test_cohens_h_as_statsmodels_has_it() -> None:
    found = cohens_h(np.array([0.4, 0.0]), np.array([0.1, 1.0]))
    assert found == pytest.approx([proportion_effectsize(0.4, 0.1), proportion_effectsize(0.0, 1.0)])


def test_hedges_g_by_the_book() -> None:
    chance = np.random.default_rng(5)
    one, two = chance.normal(0.4, 1, (9, 1)), chance.normal(0, 1, (14, 1))
    pooled = np.sqrt((8 * one.var(ddof=1) + 13 * two.var(ddof=1)) / 21)
    expected = (one.mean() - two.mean()) / pooled * (1 - 3 / (4 * 21 - 1))
    assert hedges_g((one, np.ones_like(one)), (two, np.ones_like(two)))[0] == pytest.approx(expected)


def test_hedges_g_leaves_out_articles_without_evidence() -> None:
    one, two = np.array([[1.0], [2.0], [4.0], [9.0]]), np.array([[0.0], [1.0], [5.0]])
    seen = np.array([[1.0], [1.0], [1.0], [0.0]])
    whole = hedges_g((one[:3], np.ones((3, 1))), (two, np.ones((3, 1))))
    assert hedges_g((one, seen), (two, np.ones((3, 1)))) == pytest.approx(whole)


def test_the_bootstrap_as_scipy_has_it() -> None:
    chance = np.random.default_rng(6)
    bottom = chance.integers(5, 30, 40).astype(float)
    top = chance.binomial(bottom.astype(int), chance.beta(2, 4, 40)).astype(float)
    drawn = Redraw(np.random.default_rng(7), 6000).draw(top[:, None], bottom[:, None], [np.ones(40, dtype=bool)])[0]
    plain = np.quantile(ratio(drawn.top, drawn.bottom)[:, 0], [0.025, 0.975])
    theirs = stats.bootstrap(
        (top, bottom), lambda t, b, axis: t.sum(axis=axis) / b.sum(axis=axis), paired=True, method="percentile",
        n_resamples=6000, vectorized=True, rng=np.random.default_rng(8),
    ).confidence_interval  # fmt: skip
    assert plain == pytest.approx([theirs.low, theirs.high], abs=0.006)
    estimate = np.array([top.sum() / bottom.sum()])
    wide = interval(drawn.values(estimate), drawn.units - 1, 0.95)[:, 0]
    assert wide[0] < plain[0] < plain[1] < wide[1]


def test_the_interval_of_a_mean_is_nearly_students() -> None:
    values = np.random.default_rng(9).normal(0, 1, 25)
    drawn = Redraw(np.random.default_rng(1), 20_000).draw(values[:, None], np.ones((25, 1)), [np.ones(25, dtype=bool)])[
        0
    ]
    ours = interval(drawn.values(np.array([values.mean()])), drawn.units - 1, 0.95)[:, 0]
    theirs = stats.t.interval(0.95, 24, values.mean(), values.std(ddof=1) / 5)
    assert ours == pytest.approx(theirs, abs=0.06)


def test_events_are_redrawn_whole_and_shared() -> None:
    events = np.array([0, 0, 1, 1, 2, 2])
    first = np.array([True, False] * 3)
    top = np.array([[1.0], [1.0], [5.0], [5.0], [9.0], [9.0]])
    one, two = Redraw(np.random.default_rng(2), 50, events).draw(top, np.ones((6, 1)), [first, ~first])
    assert np.array_equal(one.top, two.top)
    assert set(one.bottom[:, 0]) == {3.0}
    assert one.units.tolist() == [3.0]


def statistic(top: np.ndarray, bottom: np.ndarray, chosen: np.ndarray) -> float:
    """The studentised difference of ratios, written out."""
    values, spreads = [], []
    for part in (chosen, ~chosen):
        t, b = top[part], bottom[part]
        value = t.sum() / b.sum()
        n = (b > 0).sum()
        values.append(value)
        spreads.append(n / (n - 1) * ((t - value * b) ** 2).sum() / b.sum() ** 2)
    return float((values[0] - values[1]) / np.sqrt(sum(spreads)))


def test_the_permutation_p_nears_that_of_all_permutations() -> None:
    chance = np.random.default_rng(11)
    bottom = chance.integers(4, 12, 10).astype(float)
    top = np.minimum(bottom, chance.integers(0, 6, 10) + np.array([3, 3, 2, 3, 2, 0, 0, 0, 0, 0])).astype(float)
    chosen = np.arange(10) < 5
    observed = abs(statistic(top, bottom, chosen))
    everything = [
        abs(statistic(top, bottom, np.isin(np.arange(10), picked))) >= observed - 1e-9
        for picked in combinations(range(10), 5)
    ]
    exact = float(np.mean(everything))
    found = p_values(top[:, None], bottom[:, None], chosen, None, 9999, np.random.default_rng(12))[0]
    assert found == pytest.approx(exact, abs=0.012)


def test_the_permutation_p_of_means_is_near_scipys() -> None:
    chance = np.random.default_rng(13)
    one, two = chance.normal(0.7, 1, 15), chance.normal(0, 1, 15)
    values = np.concatenate([one, two])[:, None]
    ours = p_values(values, np.ones_like(values), np.arange(30) < 15, None, 9999, np.random.default_rng(14))[0]
    theirs = stats.permutation_test(
        (one, two), lambda a, b, axis: stats.ttest_ind(a, b, axis=axis, equal_var=False).statistic,
        n_resamples=9999, rng=np.random.default_rng(15),
    ).pvalue  # fmt: skip
    assert ours == pytest.approx(theirs, abs=0.01)


def test_labels_stay_within_their_event() -> None:
    events = np.array([1, 0, 1, 0, 2])
    labels = np.array([True, False, False, True, True])
    mixed = shuffled(labels, events, 400, np.random.default_rng(1))
    for event in range(3):
        assert (mixed[:, events == event].sum(axis=1) == labels[events == event].sum()).all()
    assert len({tuple(row) for row in mixed.tolist()}) == 4
    assert arrangements(labels, events) == 4
    assert arrangements(labels, None) == 10
    assert arrangements(np.arange(10_000) < 3_333, None) == np.inf


def test_sides_are_swapped_as_in_a_sign_flip_test() -> None:
    chance = np.random.default_rng(16)
    one, two = chance.normal(0.4, 1, 12), chance.normal(0, 1, 12)
    ones = np.ones(12)
    ours = swap_p_values((one, ones), (two, ones), 9999, np.random.default_rng(17))
    theirs = stats.permutation_test(
        (one, two), lambda a, b, axis: a.mean(axis=axis) - b.mean(axis=axis), permutation_type="samples",
        n_resamples=4096, rng=np.random.default_rng(18),
    ).pvalue  # fmt: skip
    assert ours == pytest.approx(theirs, abs=0.015)


def test_labellings_tested_together_have_the_p_they_have_alone() -> None:
    chance = np.random.default_rng(21)
    top, bottom = chance.normal(0, 1, (12, 3)), np.ones((12, 3))
    masks = shuffled(np.arange(12) < 5, None, 4, chance)
    both = p_values(top, bottom, masks, None, 199, np.random.default_rng(1))
    alone = p_values(top, bottom, masks[0], None, 199, np.random.default_rng(1))
    assert both.shape == (4, 3)
    assert both[0].tolist() == alone.tolist()
    for mask, row in zip(masks, both, strict=True):
        assert row == pytest.approx(p_values(top, bottom, mask, None, 1999, np.random.default_rng(2)), abs=0.12)


def test_the_p_within_events_nears_that_of_all_permutations() -> None:
    chance = np.random.default_rng(22)
    events = np.repeat(np.arange(5), 2)
    chosen = np.arange(10) % 2 == 0
    values = chance.normal(0, 1, 10) + 1.1 * chosen
    ones = np.ones(10)
    observed = abs(statistic(values, ones, chosen))
    swaps = [np.repeat([(number >> event) & 1 for event in range(5)], 2).astype(bool) for number in range(32)]
    exact = float(np.mean([abs(statistic(values, ones, chosen ^ swap)) >= observed - 1e-9 for swap in swaps]))
    found = p_values(values[:, None], ones[:, None], chosen, events, 9999, np.random.default_rng(23))[0]
    assert found == pytest.approx(exact, abs=0.012)


def test_groups_dealt_out_together_have_the_p_they_have_one_by_one() -> None:
    chance = np.random.default_rng(26)
    group_of = chance.permutation(np.repeat(np.arange(3), [10, 20, 30]))
    bottom = chance.integers(0, 9, (60, 2)).astype(float)
    top = np.minimum(bottom, chance.integers(0, 5, (60, 2)) + 2 * (group_of == 0)[:, None])
    found = group_p_values(top, bottom, group_of, [shuffled(group_of, None, 1333, chance) for _ in range(3)])
    assert found.shape == (3, 2)
    for group, row in enumerate(found):
        alone = p_values(top, bottom, group_of == group, None, 3999, np.random.default_rng(28))
        assert row == pytest.approx(alone, abs=0.025)


@pytest.mark.parametrize("unit", [1, 0.5])
def test_two_groups_dealt_out_from_running_sums_have_every_deal_equally_often(unit: float) -> None:
    """Two of five articles for the first group: ten deals, told apart by their sums; a third group changes nothing."""
    counts = unit * np.array([[1.0], [2.0], [4.0], [8.0], [16.0], [99.0], [99.0]])
    groups = [np.array([0, 3]), np.array([1, 2, 4]), np.array([5, 6])]
    dealt = list(dealt_pairs(counts, groups, [(0, 1), (0, 2)], 20_000, np.random.default_rng(31)))
    first, second = (np.vstack(side)[:, 0, 0] / unit for side in zip(*dealt, strict=True))
    assert (first + second == 31).all()
    found, often = np.unique(first, return_counts=True)
    assert found.tolist() == sorted(2.0**one + 2.0**two for one, two in combinations(range(5), 2))
    assert stats.chisquare(often).pvalue > 0.001


def test_a_group_without_evidence_has_no_p_among_others() -> None:
    group_of, bottom = np.repeat(np.arange(3), 6), np.ones((18, 1))
    bottom[group_of == 1] = 0
    top = bottom * np.arange(18)[:, None] / 18
    found = group_p_values(top, bottom, group_of, [shuffled(group_of, None, 99, np.random.default_rng(1))])[:, 0]
    assert np.isnan(found[1]) and not np.isnan(found[[0, 2]]).any()


def test_the_rest_of_each_group_is_redrawn_as_it_is_alone() -> None:
    chance = np.random.default_rng(29)
    group_of, bottom = np.arange(2400) % 3, chance.integers(1, 9, (2400, 1)).astype(float)
    top = bottom * chance.random((2400, 1)) * (1 + group_of[:, None])
    rests = list(Redraw(np.random.default_rng(30), 1500).rests(top, bottom, group_of))
    assert [rest.units.tolist() for rest in rests] == [[1600.0]] * 3
    for group, rest in enumerate(rests):
        [alone] = Redraw(np.random.default_rng(31), 1500).draw(top, bottom, [group_of != group])
        means, spreads = ([float(f(ratio(each.top, each.bottom))) for each in (rest, alone)] for f in (np.mean, np.std))
        assert means[0] == pytest.approx(means[1], abs=0.003)
        assert spreads[0] == pytest.approx(spreads[1], rel=0.07)


def test_rests_come_in_order_however_many_are_drawn_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    group_of, ones = np.arange(40) % 4, np.ones((40, 1))
    top = group_of[:, None] * 1.0
    monkeypatch.setattr("framing.compare.intervals.MAX_WEIGHTS", 1)
    rests = list(Redraw(np.random.default_rng(1), 200).rests(top, ones, group_of))
    assert [rest.values(np.array([0.0])).mean() for rest in rests] == pytest.approx([2, 5 / 3, 4 / 3, 1], abs=0.06)


def test_no_p_is_below_what_the_permutations_allow() -> None:
    top, chosen = np.r_[np.full(9, 5.0), np.zeros(9)][:, None] + np.arange(18)[:, None] / 100, np.arange(18) < 9
    assert p_values(top, np.ones((18, 1)), chosen, None, 99, np.random.default_rng(1))[0] == 0.01


def test_degrees_of_freedom_of_a_difference_are_near_welchs() -> None:
    chance = np.random.default_rng(24)
    one, two = chance.normal(0, 1, 15), chance.normal(0, 3, 40)
    redraw = Redraw(np.random.default_rng(25), 20_000)
    first, second = (redraw.draw(each[:, None], np.ones((len(each), 1)), [np.ones(len(each), dtype=bool)])[0]
                     for each in (one, two))  # fmt: skip
    theirs = stats.ttest_ind(one, two, equal_var=False).df
    assert difference_degrees(first, second, shared=False)[0] == pytest.approx(theirs, rel=0.05)
    assert difference_degrees(first, second, shared=True).tolist() == [14]


def test_a_group_without_evidence_has_degrees_and_prints_no_warning() -> None:
    none = Drawn(np.zeros((50, 1)), np.zeros((50, 1)), np.zeros(1))
    some = Drawn(np.arange(50.0)[:, None], np.full((50, 1), 60.0), np.full(1, 9.0))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert difference_degrees(none, some, shared=False).tolist() == [9]


def test_branches_join_at_the_mean_distance_of_their_members() -> None:
    apart = np.array([[0, 0.2, 0.5, 0.9], [0.2, 0, 0.7, 0.6], [0.5, 0.7, 0, 0.4], [0.9, 0.6, 0.4, 0]])
    assert {tuple(sorted(members)): height for members, height in tree_of(apart).items()} == {
        (0, 1): pytest.approx(0.2),
        (2, 3): pytest.approx(0.4),
        (0, 1, 2, 3): pytest.approx((0.5 + 0.9 + 0.7 + 0.6) / 4),
    }


def test_a_map_laid_on_another_undoes_turns_as_scipy_does() -> None:
    points = np.random.default_rng(26).normal(0, 1, (5, 2))
    points -= points.mean(axis=0)
    turned = points @ np.array([[0.6, -0.8], [0.8, 0.6]]) * [1, -1]
    turn, _ = orthogonal_procrustes(turned, points)
    assert laid_on(turned, points) == pytest.approx(turned @ turn)
    assert laid_on(turned, points) == pytest.approx(points)


def test_jensen_shannon_as_scipy_has_it() -> None:
    counts = np.random.default_rng(19).integers(0, 9, (5, 6)).astype(float)
    found = jensen_shannon(counts)
    for one in range(5):
        for two in range(5):
            assert found[one, two] == pytest.approx(jensenshannon(counts[one], counts[two], base=2), abs=1e-5)


def test_the_map_keeps_distances_that_fit_in_a_plane() -> None:
    points = np.random.default_rng(20).normal(0, 1, (6, 2))
    apart = np.linalg.norm(points[:, None] - points[None, :], axis=2)
    found, explained = classical_map(apart)
    assert np.linalg.norm(found[:, None] - found[None, :], axis=2) == pytest.approx(apart, abs=1e-9)
    assert explained == pytest.approx(1)
