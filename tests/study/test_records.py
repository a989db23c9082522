"""Periods whose ends are known to the year, month or day."""

from __future__ import annotations

import pytest

from framing.study.records import within


@pytest.mark.parametrize(
    ("date", "start", "end", "inside"),
    [
        ("2008-02-17", "", "", True),
        ("2008-02-17", "2008-02-17", "2008-02-17", True),
        ("2008-02-16", "2008-02-17", "", False),
        ("2008-02-18", "", "2008-02-17", False),
        ("2008-02-17", "2008-02", "2008-02", True),
        ("2008-12-31", "2007", "2008", True),
        ("2009-01-01", "2007", "2008", False),
        ("2008-02", "2008-02-17", "", True),
        ("2008-01", "2008-02-17", "", False),
    ],
)
def test_within(date: str, start: str, end: str, inside: bool) -> None:
    assert within(date, start, end) is inside
