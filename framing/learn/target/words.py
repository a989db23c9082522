"""Words round a target, by side and distance, and the passage's word and character sequences with names masked."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from framing.learn.grams import Feature, Grams, Number, Places, preceding
from framing.learn.target.batch import Batch
from framing.learn.target.reading import NAME, NUMBER, TARGET, Reading

NEAR, MIDDLE = 3, 6
CHARACTER_SIZES = (3, 4, 5)


def passage_words(targets: Batch, number: Number) -> Iterator[Grams]:
    """Words, pairs of neighbours, and triples of the passage; the target, other names and figures masked."""
    at = targets.lines.tokens
    words = number(targets.words)
    before, twice_before = preceding(words, 1), preceding(words, 2)
    second, third = np.flatnonzero(at > 0), np.flatnonzero(at > 1)
    yield Grams("", np.arange(len(at)), (words,))
    yield Grams("", second, (before[second], words[second]))
    yield Grams("", third, (twice_before[third], before[third], words[third]))


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


def words_by_side(targets: Batch, number: Number) -> Iterator[Grams]:
    """Words of the target's sentence by side and window, words of its clause, pairs by side, and negated words."""
    at, distance = targets.lines.tokens, targets.distance
    lemmas = number(targets.lemmas)
    here = (targets.begin <= at) & (at < targets.end) & (targets.left | (distance > 0))
    paired = here & (at + 1 < targets.end) & (at + 1 != targets.first)
    for side, beside in (("L", targets.left), ("R", ~targets.left)):
        for prefix, kept in (
            (f"{side}:", here),
            (f"{side}3:", here & (distance <= NEAR)),
            (f"{side}6:", here & (distance <= MIDDLE)),
            ("C:", here & targets.clause),
        ):
            places = np.flatnonzero(kept & beside)
            yield Grams(prefix, places, (lemmas[places],))
        places = np.flatnonzero(paired & beside)
        yield Grams(f"{side}2:", places, (lemmas[places], lemmas[places + 1]))
        yield from _edge_pairs(targets, number, lemmas, side, np.flatnonzero(here & beside & (distance == 1)))
    places = np.flatnonzero(targets.negated & targets.content)
    yield Grams("N:", places, (lemmas[places],))


def _edge_pairs(targets: Batch, number: Number, lemmas: Places, side: str, places: Places) -> Iterator[Grams]:
    """The word beside the target with its tag, and the next two words together."""
    yield Grams(f"{side}1:", places, (lemmas[places],))
    rows, tokens = targets.lines.rows[places].tolist(), targets.lines.tokens[places].tolist()
    tags = [targets.readings[row].tags[token] for row, token in zip(rows, tokens, strict=True)]
    yield Grams(f"{side}T:", places, (number(tags),))
    step = -1 if side == "L" else 1
    further = targets.lines.tokens[places] + step
    pairs = places[(targets.begin[places] <= further) & (further < targets.end[places])]
    yield Grams(f"{side}12:", pairs, (lemmas[pairs], lemmas[pairs + step]))
