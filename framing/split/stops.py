"""Finds the marks that might end a sentence, with what stands before and after each of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Literal

from framing.records import record

CONTEXT_CHARACTERS = 60

_MARKS = re.compile(r"(?:(?:\.[ \u00a0]){2,}\.|[.!?…‼⁇⁈⁉。！？])[.!?…‼⁇⁈⁉]*")
_CLOSERS = re.compile(r"(?:[\"'”’»›)\]}*_]|“(?!\w)|\[\d{1,3}\])*")
_SPACED_CLOSERS = re.compile(r"(?:[ \u00a0](?:[”»›)\]](?!\w)|''))+")
_SPACED_STRAIGHT = re.compile(r"[ \u00a0](?:\"|'')(?!\w)")
_WORD_BEFORE = re.compile(r"[^\s“”„\"«»()\[\]{}<>—]*$")
_OPENERS = re.compile(r"[\s“”„\"‘’'`«‹»(\[{*_–—.…-]*")
_NEXT_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")
_LINK = re.compile(r"https?://|www\.|pic\.|[@#]")
_OPENING = "“„\"‘'`«‹(["

NextCase = Literal["lower", "upper", "digit", "link", "other"]


@record
class Stop:
    """A run of final marks in a text.

    Attributes
    ----------
    start, end : int
        The marks themselves: ``.``, ``?!``, ``. . .``
    tail : int
        The end of the quotation marks and brackets that close after them: where the sentence would end.
    gap : str
        The white space after the tail.
    before : str
        The word that the marks stand on, without opening quotes; empty after white space.
    after : str
        The next characters behind the gap.
    next_word : str
        The next word behind opening marks; empty where none follows.
    next_case : str
        How it begins: ``lower`` ("he"), ``upper`` ("He", "iPhone"), ``digit``, ``link`` (a web address, @name,
        #topic) or ``other`` (nothing but marks).
    """

    start: int
    end: int
    tail: int
    marks: str
    closers: str
    gap: str
    before: str
    after: str
    next_word: str
    next_case: NextCase

    @property
    def is_ellipsis(self) -> bool:
        """Whether words are left out here."""
        return "…" in self.marks or self.marks.count(".") > 1

    @property
    def is_full_stop(self) -> bool:
        """Whether it is a plain full stop, the only mark that abbreviations have too."""
        return self.marks == "."

    @property
    def opening(self) -> bool:
        """Whether a quotation or a bracket opens behind the gap."""
        return self.after[:1] in tuple(_OPENING)


def stops(text: str, start: int, end: int) -> Iterator[Stop]:
    """The runs of final marks in ``text[start:end]``, in their order."""
    straight = [match.start() for match in re.finditer(r"\"|''", text[start:end])]
    position = start
    while match := _MARKS.search(text, position, end):
        first, last = _sentence_mark(text, match.start(), match.end(), start)
        tail = _tail(text, last, end, bisect_left(straight, last - start) % 2 == 1)
        behind = tail
        while behind < end and text[behind].isspace():
            behind += 1
        after = text[behind : min(end, behind + CONTEXT_CHARACTERS)]
        yield Stop(
            start=first,
            end=last,
            tail=tail,
            marks=text[first:last],
            closers=text[last:tail],
            gap=text[tail:behind],
            before=_word_before(text[max(start, first - CONTEXT_CHARACTERS) : first]),
            after=after,
            next_word=(next_word := _next_word(after)),
            next_case=_next_case(after, next_word),
        )
        position = tail


def _sentence_mark(text: str, first: int, last: int, start: int) -> tuple[int, int]:
    """Of ``end. . . . Next`` the full stop only: the ellipsis then opens the next sentence."""
    spaced = last - first >= len(". . . .") and text[first + 1].isspace()
    attached = first > start and not text[first - 1].isspace()
    if spaced and attached and text[last : last + 1].isspace() and text[last + 1 : last + 2].isupper():
        return first, first + 1
    return first, last


def _tail(text: str, last: int, end: int, inside_straight: bool) -> int:
    closers = _CLOSERS.match(text, last, end)
    tail = closers.end() if closers else last
    if text[tail - 1] == '"' and tail > last and not inside_straight and text[tail : tail + 1].isalnum():
        return tail - 1  # it opens the next word: over."We go
    spaced = _SPACED_CLOSERS.match(text, tail, end)
    if spaced is None and tail == last and inside_straight:
        spaced = _SPACED_STRAIGHT.match(text, tail, end)
    return spaced.end() if spaced else tail


def _word_before(context: str) -> str:
    """The word that ends a stretch of text, or ends before its last line break."""
    line = context.removesuffix("\n")
    if not line or line[-1].isspace():
        return ""
    found = _WORD_BEFORE.search(line.rsplit(None, 1)[-1])
    return found.group() if found else ""


def _next_word(after: str) -> str:
    opened = _OPENERS.match(after)
    word = _NEXT_WORD.match(after, opened.end() if opened else 0)
    return word.group() if word else ""


def _next_case(after: str, word: str) -> NextCase:
    if _LINK.match(after):
        return "link"
    if not word:
        return "other"
    if word[0].isdigit():
        return "digit"
    first = word.partition("-")[0]
    return "lower" if first[0].islower() and not any(letter.isupper() for letter in first) else "upper"
