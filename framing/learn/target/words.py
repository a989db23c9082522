"""Words round a target, by side and distance, and the passage's word and character sequences with names masked."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from framing.learn.target.reading import NAME, NUMBER, TARGET, Reading
from framing.learn.target.regions import clause_of
from framing.learn.weights import Feature

NEAR, MIDDLE = 3, 6
CHARACTER_SIZES = (3, 4, 5)
CONTENT_TAGS = ("NN", "VB", "JJ", "RB", "UH")


def passage_words(reading: Reading) -> Iterator[Feature]:
    """Words, pairs of neighbours, and triples of the passage; the target, other names and figures masked."""
    words = reading.words
    for at, word in enumerate(words):
        yield word, at
        if at:
            yield f"{words[at - 1]} {word}", at
        if at > 1:
            yield f"{words[at - 2]} {words[at - 1]} {word}", at


def passage_characters(reading: Reading) -> Iterator[Feature]:
    """The character sequences of every word of three letters or more that is not masked."""
    for at, word in enumerate(reading.words):
        for piece in pieces_of(word):
            yield piece, at


@lru_cache(maxsize=1 << 15)
def pieces_of(word: str) -> tuple[str, ...]:
    """The sequences of 3, 4 and 5 characters of a word between blanks; none of a mask or mark.

    >>> pieces_of("war")
    (' wa', 'war', 'ar ', ' war', 'war ', ' war ')
    """
    if word in (TARGET, NAME, NUMBER) or not word[0].isalpha():
        return ()
    padded = f" {word} "
    return tuple(padded[start : start + size] for size in CHARACTER_SIZES for start in range(len(padded) - size + 1))


def words_by_side(reading: Reading) -> Iterator[Feature]:
    """Words of the target's sentence by side and window, words of its clause, pairs by side, and negated words."""
    low, high = clause_of(reading)
    lemmas = reading.lemmas
    for at in range(reading.begin, reading.end):
        if reading.first <= at < reading.last:
            continue
        left = at < reading.first
        distance = reading.first - at if left else at - reading.last + 1
        side = "L" if left else "R"
        lemma = lemmas[at]
        yield f"{side}:{lemma}", at
        if distance <= NEAR:
            yield f"{side}3:{lemma}", at
        if distance <= MIDDLE:
            yield f"{side}6:{lemma}", at
        if low <= at < high:
            yield f"C:{lemma}", at
        if at + 1 < reading.end and at + 1 != reading.first:
            yield f"{side}2:{lemma} {lemmas[at + 1]}", at
        if distance == 1:
            yield from _edge_pairs(reading, at, side)
    for at in sorted(reading.negated):
        if reading.tags[at].startswith(CONTENT_TAGS):
            yield f"N:{lemmas[at]}", at


def _edge_pairs(reading: Reading, at: int, side: str) -> Iterator[Feature]:
    """The word beside the target with its tag, and the next two words together."""
    step = -1 if side == "L" else 1
    yield f"{side}1:{reading.lemmas[at]}", at
    yield f"{side}T:{reading.tags[at]}", at
    if reading.begin <= at + step < reading.end:
        yield f"{side}12:{reading.lemmas[at]} {reading.lemmas[at + step]}", at
