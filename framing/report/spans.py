"""Where things stand in a sentence as a browser counts: in UTF-16 units from the start of the sentence.

The tables count code points from the start of the article. Signs beyond the basic plane (most emoji) are one for
Python and two for a browser, so every offset is turned before it leaves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

BASIC_PLANE = "\uffff"
JOINT = " ... "


@dataclass(frozen=True, slots=True)
class Placed:
    """A sentence with its place in the article, in code points."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """The code point after the sentence."""
        return self.start + len(self.text)


def within(sentence: Placed, start: int, end: int) -> list[int] | None:
    """The part of a span of the article that lies in a sentence, in UTF-16 units; None where none does.

    >>> within(Placed(10, "A 😀 said no."), 14, 18)
    [5, 9]
    """
    first, last = max(start, sentence.start) - sentence.start, min(end, sentence.end) - sentence.start
    if first >= last:
        return None
    units = _units(sentence.text)
    return [first, last] if units is None else [units[first], units[last]]


@lru_cache(maxsize=256)
def _units(text: str) -> list[int] | None:
    """The UTF-16 units before every code point and at the end; None where both count alike."""
    if not text or max(text) <= BASIC_PLANE:
        return None
    return list(accumulate((2 if sign > BASIC_PLANE else 1 for sign in text), initial=0))


def content_pieces(sentences: Sequence[Placed], start: int, end: int, words: str) -> list[tuple[int, int]]:
    """The spans of a content in pieces, which the table joins by ``' ... '``; the whole span where they are not found.

    >>> content_pieces([Placed(0, '"No," he said, "never."')], 0, 23, '"No," ... "never."')
    [(0, 5), (15, 23)]
    """
    if len(words) == end - start or JOINT not in words:
        return [(start, end)]
    text = _laid_out(sentences, start, end)
    pieces, at = [], 0
    for piece in words.split(JOINT):
        found = text.find(_flat(piece), at)
        if not piece or found < 0:
            return [(start, end)]
        at = found + len(piece)
        pieces.append((start + found, start + at))
    return pieces


def _laid_out(sentences: Sequence[Placed], start: int, end: int) -> str:
    """The article between two places; what stands between sentences is blanks."""
    return "".join(_parts(sentences, start, end)).ljust(end - start)


def _parts(sentences: Sequence[Placed], start: int, end: int) -> Iterator[str]:
    at = start
    for sentence in sentences:
        if sentence.end <= at or sentence.start >= end:
            continue
        yield " " * (sentence.start - at)
        part = sentence.text[max(0, at - sentence.start) : end - sentence.start]
        yield _flat(part)
        at = max(at, sentence.start) + len(part)


def _flat(text: str) -> str:
    """Every blank as a space, so that line breaks do not stand in the way."""
    return "".join(" " if sign.isspace() else sign for sign in text)
