"""Splits a text into sentences: nltk's Punkt with our abbreviations, corrected for the constructions of news."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from framing.lean_import import part_by_part
from framing.split.abbreviations import Abbreviations
from framing.split.layout import Block, blocks
from framing.split.review import Case, Setting, ends_sentence
from framing.split.stops import Stop, stops

PUNKT_CHARACTERS = 10_000
LONGEST_OPENER = 2  # Punkt counts a quotation mark that opens behind the gap to the sentence before

_ORTHO_UNKNOWN_LOWER = 1 << 6
_LOWER_WORD = re.compile(r"(?<![^\W_])[^\W\d_A-Z][^\W\d_]+")
_INNER_CAPITAL = re.compile(r"(?<=[^\W\d_A-Z,;] )[A-Z][^\W\d_]+")


def split_sentences(text: str, abbreviations: Abbreviations) -> list[tuple[int, int, int]]:
    """The sentences of a text as (start, end, paragraph), in order; together they hold all that is not blank.

    Blank lines and, unless the text is hard-wrapped, single line breaks end a sentence, so a heading is a sentence
    of its own. Sentences inside a quotation are counted one by one; a quotation that ends in a mark and goes on in
    lower case (``"Why?" he asked``) is one sentence with what follows.

    Parameters
    ----------
    text : str
        Any text, of any length.
    abbreviations : Abbreviations
        The abbreviations and sentence openers of its language.

    Notes
    -----
    Whether a capitalised word after ``U.S.`` opens a sentence is judged by the list of starters and by the text
    itself (Punkt's orthographic heuristic); a rare noun there ("in the U.S. Prosecutors said") is not seen.

    Punkt: T. Kiss and J. Strunk (2006), Unsupervised Multilingual Sentence Boundary Detection.

    Examples
    --------
    >>> known = Abbreviations(never_end=frozenset({"Gen"}))
    >>> split_sentences("Gen. Clark met him. He left.", known)
    [(0, 19, 0), (20, 28, 0)]
    """
    common = _common_words(text)
    found: list[tuple[int, int, int]] = []
    for block in blocks(text):
        start = block.start
        for end in [*_ends(text, block, abbreviations, common), block.end]:
            stretch = text[start:end]
            left = start + len(stretch) - len(stretch.lstrip())
            if stretch.strip():
                found.append((left, left + len(stretch.strip()), block.paragraph))
            start = end
    return found


def _ends(text: str, block: Block, abbreviations: Abbreviations, common: Callable[[str], bool]) -> Iterator[int]:
    """The ends of the sentences inside a block, the last one left out."""
    punkt: list[int] | None = None  # found at the first question that is left to it: most blocks ask none
    case = _case(text[block.start : block.end])
    start, following = block.start, 0
    types = _abbreviation_types(abbreviations)
    for stop in stops(text, block.start, block.end):
        if stop.tail >= block.end:
            return
        verdict = ends_sentence(stop, Setting(text, start, block.start, case, common, abbreviations))
        if verdict is None and _ends_for_punkt(stop, text, block, types):
            verdict = True
        if verdict is None:
            punkt = _punkt_ends(text, block, abbreviations) if punkt is None else punkt
            while following < len(punkt) and punkt[following] <= stop.start:
                following += 1
            verdict = following < len(punkt) and punkt[following] <= stop.tail + len(stop.gap) + LONGEST_OPENER
        if verdict:
            yield stop.tail
            start = stop.tail + len(stop.gap)


def _case(block: str) -> Case:
    if block.islower():
        return "lower"
    return "upper" if block.isupper() else "mixed"


def _ends_for_punkt(stop: Stop, text: str, block: Block, types: frozenset[str]) -> bool:
    """Whether Punkt, which is slow, need not be asked: a sentence ends for it at every "word. Next" of plain words.

    Only abbreviations, initials and numbers before the full stop, and marks behind it, make it think.
    """
    word, first = stop.before, stop.start - len(stop.before)
    return (
        stop.marks == "."
        and not stop.closers
        and stop.gap == " "
        and stop.after[:1].isalpha()
        and len(word) > 1
        and word.isalpha()
        and text.startswith(word, first)
        and (first == block.start or text[first - 1] == " ")
        and word.lower() not in types
        and block.end - block.start <= PUNKT_CHARACTERS
    )


def _punkt_ends(text: str, block: Block, abbreviations: Abbreviations) -> list[int]:
    """The sentence ends by Punkt; long blocks in pieces, for nltk stops an expression that runs for seconds."""
    tokenizer = _punkt(abbreviations)
    ends: list[int] = []
    start = block.start
    while start < block.end:
        limit = _cut(text, start, block.end)
        spans = [(start + first, start + last) for first, last in tokenizer.span_tokenize(text[start:limit])]
        if limit < block.end and spans:
            spans.pop()  # it ends where the piece does
            limit = spans[-1][1] if spans else limit
        ends.extend(last for _, last in spans)
        start = limit
    return ends


def _cut(text: str, start: int, end: int) -> int:
    if end - start <= PUNKT_CHARACTERS:
        return end
    blank = text.rfind(" ", start, start + PUNKT_CHARACTERS)
    return blank if blank > start else start + PUNKT_CHARACTERS


@lru_cache(maxsize=8)
def _abbreviation_types(abbreviations: Abbreviations) -> frozenset[str]:
    """The abbreviations as Punkt compares them."""
    return frozenset(word.lower() for word in abbreviations.never_end | abbreviations.may_end)


@lru_cache(maxsize=8)
def _punkt(abbreviations: Abbreviations) -> Any:
    part_by_part()
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

    parameters = PunktParameters()
    parameters.abbrev_types = set(_abbreviation_types(abbreviations))
    parameters.sent_starters = set(abbreviations.starters)
    for word in abbreviations.starters:
        parameters.add_ortho_context(word, _ORTHO_UNKNOWN_LOWER)
    return PunktSentenceTokenizer(parameters)


def _common_words(text: str) -> Callable[[str], bool]:
    """A judge of capitalised words by the text itself; it reads the text at the first question only."""
    seen: list[tuple[frozenset[str], frozenset[str]]] = []

    def common(word: str) -> bool:
        if not seen:
            seen.append((frozenset(_LOWER_WORD.findall(text)), frozenset(_INNER_CAPITAL.findall(text))))
        lower, capitalised = seen[0]
        return word.lower() in lower and word not in capitalised

    return common
