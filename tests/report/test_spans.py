"""Offsets as a browser counts them."""

from __future__ import annotations

import pytest

from framing.report.spans import Placed, content_pieces, within


@pytest.mark.parametrize(
    ("text", "start", "end", "expected"),
    [
        ("He said no.", 111, 114, None),
        ("He said no.", 90, 102, [0, 2]),
        ("He said no.", 103, 107, [3, 7]),
        ("He said no.", 108, 130, [8, 11]),
        ("😀 he said", 102, 104, [3, 5]),
        ("he 😀😀 said", 103, 105, [3, 7]),
        ("Vučić said", 100, 105, [0, 5]),
        ("", 100, 105, None),
    ],
)
def test_the_part_of_a_span_in_a_sentence_in_utf16_units(
    text: str, start: int, end: int, expected: list[int] | None
) -> None:
    assert within(Placed(100, text), start, end) == expected


def test_a_browser_cuts_the_same_words() -> None:
    text = "😀 “No”, 🏳️‍🌈 he said."
    start = text.index("he said")
    [first, last] = within(Placed(0, text), start, start + len("he said")) or [0, 0]
    assert text.encode("utf-16-le")[2 * first : 2 * last].decode("utf-16-le") == "he said"


SENTENCES = (Placed(0, '"We waited," he said.'), Placed(23, '"They came."'))


@pytest.mark.parametrize(
    ("end", "words", "expected"),
    [
        (12, '"We waited,"', [(0, 12)]),
        (35, '"We waited," ... "They came."', [(0, 12), (23, 35)]),
        (35, '"We waited," he said.\n\n"They came."', [(0, 35)]),
        (35, '"We waited," ... not there', [(0, 35)]),
        (35, '"We waited," ...  ... "They came."', [(0, 35)]),
    ],
)
def test_content_in_pieces(end: int, words: str, expected: list[tuple[int, int]]) -> None:
    assert content_pieces(SENTENCES, 0, end, words) == expected


def test_a_piece_over_a_line_break() -> None:
    pieces = content_pieces(SENTENCES, 1, 35, 'We waited ... said.\n\n"They came."')
    assert pieces == [(1, 10), (16, 35)]
