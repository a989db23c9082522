"""Measuring, wrapping and shortening."""

import pytest

from framing.charts.compared import Look
from framing.charts.lettering import shorten, width_of, wrap

LONG = "Nova Tribuna — daily newspaper for politics, culture, sport and everything else under the sun"


@pytest.mark.parametrize("width", [0.3, 1.0, 2.5, 20.0])
def test_shortened_text_fits(width):
    short = shorten(LONG, width, 9)
    assert width_of(short, 9) <= width
    assert short == LONG or (short.endswith("…") and LONG.startswith(short[:-1]))


def test_wrapped_lines_fit_and_lose_no_word():
    lines = wrap(LONG, 2.0, 9)
    assert " ".join(lines) == LONG
    assert max(width_of(line, 9) for line in lines) <= 2.0


def test_what_goes_beyond_the_lines_is_cut():
    lines = wrap(LONG, 2.0, 9, lines=2)
    assert len(lines) == 2
    assert lines[1].endswith("…")


def test_a_word_wider_than_the_line_is_cut():
    assert wrap("Verfassungsgerichtsentscheidung kam", 1.0, 9)[1] == "kam"
    assert wrap("", 1.0, 9) == [""]


def test_a_number_of_cases_stays_on_one_line() -> None:
    text = "Share of the deeds. n = 72 deeds"
    widths = [width / 10 for width in range(8, 30)]
    assert all("n = 72" in " / ".join(wrap(text, width, 9)) for width in widths)
    assert {len(wrap(text, width, 9)) for width in widths} >= {1, 2, 3}


def test_those_of_no_side_are_no_sources_where_they_act() -> None:
    look = Look({"other": "Other sources", "east": "The east"})
    assert [look.of(measure).label("other") for measure in ("agency", "tone")] == ["People of no side", "Other sources"]
    assert look.of("agency").label("east") == "The east"
