"""Splits text into words and marks, after the Penn Treebank but without altering a character."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

from framing.lean_import import part_by_part

LONGEST_STRETCH = 20_000
LONGEST_KEPT = 40
_STRETCH = re.compile("[^ \n\t\r]+")  # no token crosses these; the rarer kinds of white space are left to the pattern

# Syntax of the regex package, which nltk compiles with: \p{L} is a letter, \p{M} a combining mark, \p{N} a number.
_INSIDE = r"\p{L}\p{N}\p{M}_\u00ad\u200c\u200d"
_ENDS = rf"(?![{_INSIDE}])"
_CLITIC = rf"(?i:s|re|ve|ll|d|m){_ENDS}"
_NOT = rf"(?i:n['’]t){_ENDS}"
_UNIT = rf"(?:(?!{_NOT})[{_INSIDE}])+"
_PATTERN = "|".join(
    (
        r"https?://[^\s<>\"“”«»]*[^\s<>\"“”«».,;:!?'’)\]]",  # web addresses
        r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",  # mail addresses
        r"[@#][^\W\d]\w*",  # names and topics of social media
        rf"(?:\p{{Lu}}\p{{Ll}}?\.|\p{{L}}\.){{2,}}(?:\p{{L}}{_ENDS})?(?:-{_UNIT})*",  # U.S., a.m., Ph.D., U.S.-led
        rf"\p{{L}}(?:\.\p{{L}})+{_ENDS}",  # U.S without its last stop
        rf"[\p{{L}}\p{{N}}][\w-]*(?:\.[\w-]+)*\.\p{{Ll}}{{2,6}}{_ENDS}",  # site.com
        rf"\p{{N}}+(?:[.,:/]\p{{N}}+)+(?:{_UNIT})?(?:-{_UNIT})*",  # 5,000, 3.5, 11:00, 9/11, 50,000th
        rf"\p{{Lu}}+(?:&\p{{Lu}}+)+{_ENDS}",  # AT&T
        _NOT,
        rf"(?<=[\w.])['’‘]{_CLITIC}",
        rf"(?=[\p{{L}}\p{{N}}]){_UNIT}(?:(?:[-\u2010\u2011]|['’](?!{_CLITIC})){_UNIT})*",
        r"\.{2,}|…+",
        r"-{2,}",
        r"''|``",
        r"\S",
    )
)
_FOLDS = str.maketrans(
    {
        "đ": "dj",
        "ß": "ss",
        "ø": "o",
        "ł": "l",
        "æ": "ae",
        "œ": "oe",
        "ð": "d",
        "þ": "th",
        "ı": "i",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "`": "'",
        "´": "'",
        "\u2010": "-",
        "\u2011": "-",
    }
)


def tokenize(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The tokens of ``text[start:end]`` as (start, end) in ``text``; only white space is left out.

    Words keep inner hyphens, unbreakable ones too, and apostrophes ("Serb-majority", "O'Brien"); ``n't`` and
    ``'s 're 've 'll 'd 'm`` are tokens of their own, as is the apostrophe of "citizens'". Initialisms keep their stops
    ("U.S.", "a.m."); the stop of any other abbreviation is a token ("Gen", "."), so that a phrase splits alike wherever
    it stands. Figures keep inner marks ("11:00", "5,000"); signs, quotation marks, dashes and an ellipsis stand alone.

    Examples
    --------
    >>> line = "Vučić's U.S.-led talks didn't open at 11:00."
    >>> [line[first:last] for first, last in tokenize(line, 0, len(line))]
    ['Vučić', "'s", 'U.S.-led', 'talks', 'did', "n't", 'open', 'at', '11:00', '.']
    """
    return tokens_of(text, start, end)[0]


def tokens_of(text: str, start: int, end: int) -> tuple[list[tuple[int, int]], list[str]]:
    """What ``tokenize`` gives, and the words themselves: the same string for a word wherever it stands."""
    spans: list[tuple[int, int]] = []
    words: list[str] = []
    for at, stretch in _stretches(text, start, end):
        for first, last, word in _parts(stretch) if len(stretch) <= LONGEST_KEPT else _long_parts(stretch):
            spans.append((at + first, at + last))
            words.append(word)
    return spans, words


def _stretches(text: str, start: int, end: int) -> list[tuple[int, str]]:
    """The stretches between blanks, with their starts."""
    line = text[start:end]
    if "\n" in line or "\t" in line or "\r" in line:
        return [(match.start(), match[0]) for match in _STRETCH.finditer(text, start, end)]
    found, at = [], start
    for stretch in line.split(" "):
        if stretch:
            found.append((at, stretch))
        at += len(stretch) + 1
    return found


@lru_cache(maxsize=1 << 16)
def _parts(stretch: str) -> tuple[tuple[int, int, str], ...]:
    """The tokens of a stretch without blanks; texts repeat most of them. Letters alone are one, whatever they are."""
    if stretch.isalpha():
        return ((0, len(stretch), stretch),)
    return tuple((first, last, stretch[first:last]) for first, last in _tokenizer().span_tokenize(stretch))


def _long_parts(text: str) -> list[tuple[int, int, str]]:
    tokenizer = _tokenizer()
    found: list[tuple[int, int, str]] = []
    start, end = 0, len(text)
    while start < end:
        limit = _cut(text, start, end)
        spans = [(start + first, start + last) for first, last in tokenizer.span_tokenize(text[start:limit])]
        found.extend((first, last, text[first:last]) for first, last in spans)
        start = limit
    return found


def _cut(text: str, start: int, end: int) -> int:
    """Where to stop reading: nltk gives up on an expression that runs for seconds, so endless runs are cut."""
    if end - start <= LONGEST_STRETCH:
        return end
    blank = max(text.rfind(space, start, start + LONGEST_STRETCH) for space in " \n\t\u00a0")
    return blank if blank > start else start + LONGEST_STRETCH


@lru_cache(maxsize=1)
def _tokenizer() -> Any:
    part_by_part()
    from nltk.tokenize.regexp import RegexpTokenizer

    return RegexpTokenizer(_PATTERN)


@lru_cache(maxsize=1 << 17)
def norm_of(text: str) -> str:
    """The form by which words are compared: lower case, without diacritics, apostrophes straight and hyphens plain.

    >>> norm_of("Đinđić’s"), norm_of("Thaçi"), norm_of("Preševo")
    ("djindjic's", 'thaci', 'presevo')
    """
    folded = text.lower().translate(_FOLDS)
    if folded.isascii():  # most words; none of its letters has a mark to lose
        return folded.translate(_FOLDS) or text
    letters = unicodedata.normalize("NFKD", folded)
    kept = "".join(letter for letter in letters if unicodedata.category(letter) not in ("Mn", "Cf"))
    return kept.translate(_FOLDS) or text
