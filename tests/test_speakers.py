"""Whose words stand at a place of the text."""

from __future__ import annotations

from framing.quotations import find_quotations
from framing.records import Attribution, Span
from framing.speakers import Speakers

TEXT = "Kurti said that Belgrade claims it owns the north. The “north” is far."


def said(start: int, end: int, side: str | None) -> Attribution:
    return Attribution(0, "indirect", None, None, (Span(start, end),), None, None, side, "subject")


SPEAKERS = Speakers([said(33, 49, "belgrade"), said(11, 49, "pristina")], find_quotations(TEXT))


def test_the_outermost_source_speaks() -> None:
    assert SPEAKERS.voice(40, 49) == "pristina"


def test_what_nobody_says_is_the_outlets() -> None:
    assert SPEAKERS.voice(0, 5) == "narrator"
    assert SPEAKERS.voice(63, 69) == "narrator"


def test_quoted_words_without_a_source_are_nobodys() -> None:
    assert SPEAKERS.quoted(56, 61)
    assert SPEAKERS.voice(56, 61) is None


def test_sides_share_a_statement_and_an_unknown_source_is_missing() -> None:
    shared = Speakers([said(0, 20, "east"), said(0, 20, "west")])
    assert shared.voice(3, 9) == "east;west"
    assert Speakers([said(0, 20, None)]).voice(3, 9) is None


def test_touching_needs_one_character() -> None:
    assert SPEAKERS.touching(48, 60)
    assert not SPEAKERS.touching(49, 60)
