from __future__ import annotations

from datetime import UTC, date, datetime

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.ingest.dates import iso_date


@pytest.mark.parametrize(
    ("given", "iso"),
    [
        ("2023-02-14", "2023-02-14"),
        (" 2023-02-14 ", "2023-02-14"),
        ("2023-02", "2023-02"),
        ("2023", "2023"),
        (2023, "2023"),
        (2023.0, "2023"),
        (20230214, "2023-02-14"),
        ("2023-W07-2", "2023-02-14"),
        ("2023/2/14", "2023-02-14"),
        ("2023-02-14T23:30:00-05:00", "2023-02-14"),
        ("2023-02-14 10:00:00 UTC", "2023-02-14"),
        ("2023-02-14T10:00:00.000Z", "2023-02-14"),
        ("Tue, 14 Feb 2023 10:00:00 GMT", "2023-02-14"),
        ("Tue Feb 14 10:00:00 +0000 2023", "2023-02-14"),
        ("14 February 2023", "2023-02-14"),
        ("Tuesday, February 14, 2023", "2023-02-14"),
        ("Feb. 14, 2023 at 10:00 AM", "2023-02-14"),
        ("Sept. 5th, 2023", "2023-09-05"),
        ("25/12/2023", "2023-12-25"),
        ("12/25/2023", "2023-12-25"),
        ("05.05.2023.", "2023-05-05"),
        (date(2023, 2, 14), "2023-02-14"),
        (datetime(2023, 2, 14, 23, tzinfo=UTC), "2023-02-14"),
        (pd.Timestamp("2023-02-14 10:00"), "2023-02-14"),
    ],
)
def test_dates_that_can_be_read(given: object, iso: str) -> None:
    assert iso_date(given) == iso


@pytest.mark.parametrize(
    "given",
    [
        None, "", "03/04/2023", "03.04.2023", "03-04-2023", "yesterday", "2023-02-31", "31 February 2023",
        "14 Thermidor 2023", 1676332800, 12.5, True, pd.NaT, float("nan"), ["2023"], "14/02/23", "Winter 2023",
        "13/13/2023",
    ],
)  # fmt: skip
def test_dates_that_are_not_guessed(given: object) -> None:
    assert iso_date(given) is None


@given(st.dates(min_value=date(1500, 1, 1)))
def test_every_way_of_writing_a_day_agrees(day: date) -> None:
    iso = day.isoformat()
    assert iso_date(iso) == iso_date(f"{iso}T12:00:00Z") == iso_date(iso.replace("-", "/")) == iso


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = iso_date(text)
    assert found is None or found[:4].isdigit()
