"""Reliability and expected calibration error, by numbers a person can redo."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from framing.calibration import answers_of, calibration_of, calibration_rows


def test_the_error_is_the_distance_of_confidence_and_accuracy_weighed_by_answers() -> None:
    sure, right = np.array([0.95] * 4 + [0.55] * 6), np.array([1, 1, 0, 0] + [1] * 3 + [0] * 3)
    found = calibration_of(sure, right)
    assert [(each.n, each.confidence, each.accuracy) for each in found.bins] == [(6, 0.55, 0.5), (4, 0.95, 0.5)]
    assert found.error == pytest.approx((6 * 0.05 + 4 * 0.45) / 10)
    assert found.ci_low is not None
    assert found.ci_high is not None
    assert found.ci_low <= found.error <= found.ci_high


def test_the_likeliest_label_counts_or_every_frame() -> None:
    rows = [{"label": "a"}, {"label": "a"}, {"frames": ["x"]}]
    answers = [
        {"probabilities": {"a": 0.9, "b": 0.1}},
        {"probabilities": {"a": 0.4, "b": 0.6}},
        {"probabilities": {"x": 0.7, "y": 0.2}},
    ]
    sure, right, places = answers_of(rows, answers)
    assert (sure.tolist(), right.tolist(), places) == ([0.9, 0.6, 0.7, 0.2], [1, 0, 1, 0], [0, 1, 2, 2])


def test_answers_of_one_group_are_redrawn_together() -> None:
    assert calibration_of(np.full(8, 0.9), np.ones(8), ["x", "y"] * 4).ci_low is None


def test_the_rows_of_the_table_begin_with_all() -> None:
    found = calibration_of(np.full(5, 0.8), np.array([1, 1, 1, 1, 0]))
    first, second = calibration_rows(("task", "data", "model"), found)
    assert (first.bin_low, first.bin_high, first.n_rows, first.confidence, first.accuracy) == (0, 1, 5, 0.8, 0.8)
    assert (second.bin_low, second.bin_high, second.error, second.ci_low) == (0.7, 0.8, 0.0, None)


@pytest.mark.parametrize("n", [40, 400])
def test_by_chance_is_the_error_of_a_model_whose_probabilities_hold(n: int) -> None:
    """Answers of one bin: the mean distance of a binomial share from its probability."""
    found = calibration_of(np.full(n, 0.75), np.ones(n))
    share = stats.binom(n, 0.75)
    wanted = sum(share.pmf(hits) * abs(hits / n - 0.75) for hits in range(n + 1))
    assert found.by_chance == pytest.approx(wanted, rel=0.1)
    assert found.error == 0.25
    assert [row.by_chance for row in calibration_rows(("task", "data", "model"), found)] == [found.by_chance, None]


def test_without_answers_there_is_nothing_to_measure() -> None:
    with pytest.raises(ValueError) as caught:
        calibration_of(np.zeros(0), np.zeros(0))
    assert str(caught.value) == "0 probabilities, 0 answers, 0 groups: as many of each are needed, and at least one"
