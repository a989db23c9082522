"""Cuts a text into blocks that no sentence crosses: paragraphs, headings, list items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from framing.records import record

NARROWEST_WRAP = 40
WIDEST_WRAP = 110
WRAPPED_SHARE = 0.9

_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_ENDED = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_BULLET = re.compile(r"[•⁃◦▪‣●■·*–—-]\s|[•⁃◦▪‣●■]|\(?(?:\d{1,3}|[a-z])[.)]{1,2}\s")
_ITEM = re.compile(r"(?P<value>\d{1,3}|[a-z])(?P<style>\.\)|\.|\))\s+(?=[^\W\d_])")
_NEXT_ITEM = re.compile(r"(?<=\s)(?P<value>\d{1,3}|[a-z])(?P<style>\.\)|\.|\))\s+(?=[^\Wa-z\d_])")
_SIGN = "•⁃◦▪‣●■"


@record
class Block:
    """A stretch of text that no sentence crosses; ``paragraph`` counts from 0, list items in a line share it."""

    start: int
    end: int
    paragraph: int


def blocks(text: str) -> list[Block]:
    r"""The blocks of a text, in order, without white space at their ends.

    A blank line always parts two blocks. A single line break does so too, as in most news texts, unless the text is
    hard-wrapped there: the next line goes on in lower case after a line without a final mark, or the lines of the
    text are filled up to a common width of at most 110 characters.

    >>> [text[b.start : b.end] for text in ["Talks fail\nBoth sides left\nearly."] for b in blocks(text)]
    ['Talks fail', 'Both sides left\nearly.']
    """
    found: list[Block] = []
    for paragraph, (start, end) in enumerate(_paragraphs(text)):
        edges = [start, *_inline_items(text, start, end), end]
        for left, right in pairwise(edges):
            stripped = text[left:right].rstrip()
            found.append(Block(left, left + len(stripped), paragraph))
    return found


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    lines = [_stripped(text, match.start(), match.end()) for match in _LINE.finditer(text)]
    lines = [(start, end) for start, end in lines if start < end]
    if not lines:
        return
    joined = _joins(text, lines)
    first = lines[0][0]
    for index, (_, end) in enumerate(lines):
        if index == len(lines) - 1 or not joined[index]:
            yield first, end
            if index < len(lines) - 1:
                first = lines[index + 1][0]


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    line = text[start:end]
    kept = line.strip()
    left = start + len(line) - len(line.lstrip())
    return left, left + len(kept)


def _joins(text: str, lines: Sequence[tuple[int, int]]) -> list[bool]:
    """For each line but the last, whether the paragraph goes on in the next one."""
    touching = [_touch(text[end:start]) for (_, end), (start, _) in pairwise(lines)]
    full = _full_lines(text, lines, touching)
    joins = []
    for index, touches in enumerate(touching):
        line = text[lines[index][0] : lines[index][1]]
        following = text[lines[index + 1][0] : lines[index + 1][1]]
        goes_on = following[:1].islower() and not _ENDED.search(line)
        joins.append(touches and not _BULLET.match(following) and (goes_on or full[index]))
    return joins


def _touch(gap: str) -> bool:
    breaks = gap.replace("\r\n", "\n")
    return sum(not character.isspace() or character in "\n\r\x0b\x85\u2028" for character in breaks) == 1


def _full_lines(text: str, lines: Sequence[tuple[int, int]], touching: Sequence[bool]) -> list[bool]:
    """Which lines were broken because the next word did not fit: all False where the text is not hard-wrapped."""
    width = max(end - start for start, end in lines)
    nothing = [False] * len(touching)
    if not NARROWEST_WRAP <= width <= WIDEST_WRAP:
        return nothing
    full, fitting, goes_on = [], 0, 0
    for index, touches in enumerate(touching):
        line = text[lines[index][0] : lines[index][1]]
        following = text[lines[index + 1][0] : lines[index + 1][1]]
        first_word = following.split(None, 1)[0]
        full.append(touches and len(line) + 1 + len(first_word) > width)
        fitting += full[-1] or not touches or _ENDED.search(line) is not None
        goes_on += touches and following[:1].islower()
    return full if goes_on and fitting >= WRAPPED_SHARE * len(touching) else nothing


def _inline_items(text: str, start: int, end: int) -> list[int]:
    """Where further items of a list begin that was run together in one paragraph ("1. One thing 2. Another")."""
    sign = text[start]
    if sign in _SIGN:
        return [start + match.start(1) for match in re.finditer(rf"\s({re.escape(sign)})", text[start:end])]
    item = _ITEM.match(text, start, end)
    if item is None:
        return []
    value, style, found = item["value"], item["style"], []
    for match in _NEXT_ITEM.finditer(text, item.end(), end):
        if match["style"] == style and match["value"] == _successor(value):
            found.append(match.start())
            value = match["value"]
    return found


def _successor(value: str) -> str:
    return str(int(value) + 1) if value.isdigit() else chr(ord(value) + 1)
