"""Reliability and expected calibration error, by numbers a person can redo."""

from __future__ import annotations

import pytest

from framing.validation.calibration import calibration_of, calibration_rows


def test_the_error_is_the_distance_of_confidence_and_accuracy_weighed_by_rows() -> None:
    rows = [{"a": 0.95, "b": 0.05}] * 4 + [{"a": 0.45, "b": 0.55}] * 6
    labels = ["a", "a", "b", "b"] + ["b"] * 3 + ["a"] * 3
    found = calibration_of(rows, labels)
    assert [(each.n, each.confidence, each.accuracy) for each in found.bins] == [(6, 0.55, 0.5), (4, 0.95, 0.5)]
    assert found.error == pytest.approx((6 * 0.05 + 4 * 0.45) / 10)
    assert found.ci_low is not None
    assert found.ci_high is not None
    assert found.ci_low <= found.error <= found.ci_high


def test_rows_of_one_group_are_redrawn_together() -> None:
    rows = [{"a": 0.9, "b": 0.1}] * 8
    assert calibration_of(rows, ["a"] * 8, ["x", "y"] * 4).ci_low is None


def test_the_rows_of_the_table_begin_with_all() -> None:
    found = calibration_of([{"a": 0.8, "b": 0.2}] * 5, ["a"] * 4 + ["b"])
    first, second = calibration_rows(("task", "data", "model"), found)
    assert (first.bin_low, first.bin_high, first.n_rows, first.confidence, first.accuracy) == (0, 1, 5, 0.8, 0.8)
    assert (second.bin_low, second.bin_high, second.error, second.ci_low) == (0.7, 0.8, 0.0, None)


def test_without_rows_there_is_nothing_to_measure() -> None:
    with pytest.raises(ValueError) as caught:
        calibration_of([], [])
    assert str(caught.value) == ("0 probabilities, 0 labels, 0 groups: as many of each are needed, and at least one")
