"""Words and sequences of words as features, looked up by the numbers of their words: only new ones get a name.

A feature is named by a prefix and words, as ``L2:said that``. Texts repeat words; so each word gets a number once, and
numpy finds the columns of all sequences of many texts at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from framing.learn.murmur import columns_of

Feature = tuple[str, int]
"""The name of a feature and the token it was read from."""

Places = NDArray[np.intp]
Number = Callable[[Sequence[str]], Places]
"""Gives each word its number."""

T = TypeVar("T")
WORD_BITS = 19
LONGEST = 3
MOST_WORDS = 1 << WORD_BITS
MOST_GRAMS = 1 << 19
"""Sequences of which the column is remembered."""
NOT_KEPT = -1
NOTHING = 0
"""The number of what is no word."""
BEHIND_ALL = np.iinfo(np.intp).max
"""A key behind every other, so that each has a place before it."""


@dataclass(frozen=True, slots=True)
class Lines:
    """The tokens of many texts, one text behind the other.

    Parameters
    ----------
    lengths, starts : array of int
        How many tokens each text has, and where the first of them stands.
    rows, tokens : array of int
        One entry a token: its text, and its place there.
    """

    lengths: Places
    starts: Places
    rows: Places
    tokens: Places

    @classmethod
    def of(cls, lengths: Sequence[int]) -> Self:
        """Of texts with so many tokens."""
        each = np.array(lengths, np.intp)
        starts = np.cumsum(each) - each
        rows = np.repeat(np.arange(len(each)), each)
        return cls(each, starts, rows, np.arange(len(rows)) - starts[rows])


@dataclass(frozen=True, slots=True)
class Grams:
    """Features of one kind: words, one behind the other, under a prefix.

    Parameters
    ----------
    prefix : str
    places : array of int
        The token that each is read from, counted over all texts.
    words : sequence of array of int
        The numbers of their first words, of their second words, of their third; ``LONGEST`` at most.
    """

    prefix: str
    places: Places
    words: Sequence[Places]

    def of_words(self) -> Grams:
        """Without those of which a part is ``NOTHING``."""
        if all(NOTHING not in numbers for numbers in self.words):
            return self
        whole = np.all(self.words, axis=0)
        return Grams(self.prefix, self.places[whole], [numbers[whole] for numbers in self.words])


class Vocabulary:
    """Words and prefixes by number, in the order in which they were met; words from 1 on."""

    def __init__(self) -> None:
        self._words: dict[str, int] = {}
        self._prefixes: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._words)

    def numbers(self, words: Sequence[str]) -> Places:
        """The number of each word; ``NOTHING`` for new ones where ``MOST_WORDS`` have one, which no news reaches."""
        known = self._words
        found = np.fromiter(map(known.get, words, repeat(NOTHING)), np.intp, len(words))
        for at in np.flatnonzero(found == NOTHING).tolist():
            if len(known) < MOST_WORDS - 1 or words[at] in known:
                found[at] = known.setdefault(words[at], len(known) + 1)
        return found

    def keys(self, grams: Grams) -> Places:
        """A number for each feature, which holds those of its prefix and words."""
        key = np.full(len(grams.places), self._prefixes.setdefault(grams.prefix, len(self._prefixes)), np.intp)
        for at in range(LONGEST):
            key <<= WORD_BITS
            if at < len(grams.words):
                key |= grams.words[at]
        return key

    def names(self, keys: Places) -> list[str]:
        """The names of features that are given by their keys."""
        words, prefixes = ["", *(f" {word}" for word in self._words)], list(self._prefixes)
        first, second, third = ((keys >> (WORD_BITS * (LONGEST - 1 - at))) % MOST_WORDS for at in range(LONGEST))
        parts = zip(
            (keys >> (WORD_BITS * LONGEST)).tolist(), first.tolist(), second.tolist(), third.tolist(), strict=True
        )
        return [prefixes[prefix] + words[one][1:] + words[two] + words[three] for prefix, one, two, three in parts]


class GramColumns:
    """Which kept column each feature counts in.

    Parameters
    ----------
    kept : array of int
        The hashed columns that training kept, rising.
    bits : int
        There are ``2 ** bits`` hashed columns.
    """

    def __init__(self, kept: NDArray[np.integer], bits: int) -> None:
        self._kept = kept
        self._bits = bits
        self._vocabulary = Vocabulary()
        self._keys = np.array([BEHIND_ALL])
        self._columns = np.array([NOT_KEPT])

    def numbers(self, words: Sequence[str]) -> Places:
        """The number of each word, good until :meth:`find` has been asked for features made of it."""
        return self._vocabulary.numbers(words)

    def find(self, grams: Iterable[Grams]) -> tuple[Places, Places]:
        """The places of the features that training kept, and their columns among the kept."""
        every = [each.of_words() for each in grams]
        keys = np.concatenate([self._vocabulary.keys(each) for each in every])
        places = np.concatenate([each.places for each in every])
        at = self._at(keys)
        columns = self._columns[at]
        here = np.flatnonzero(columns != NOT_KEPT)
        if len(self._keys) > MOST_GRAMS or len(self._vocabulary) > MOST_WORDS // 2:
            self._forget()
        return places[here], columns[here]

    def _at(self, keys: Places) -> Places:
        """Where each key stands among the known ones, which it joins if it is new."""
        at = np.searchsorted(self._keys, keys)
        new = np.unique(keys[self._keys[at] != keys])
        if len(new):
            names = self._vocabulary.names(new)
            where = np.searchsorted(self._keys, new)
            self._columns = np.insert(self._columns, where, kept_columns(names, self._kept, self._bits))
            self._keys = np.insert(self._keys, where, new)
            at = np.searchsorted(self._keys, keys)
        return at

    def _forget(self) -> None:
        self._vocabulary = Vocabulary()
        self._keys, self._columns = self._keys[-1:], self._columns[-1:]


def kept_columns(names: Sequence[str], kept: NDArray[np.integer], bits: int) -> Places:
    """Where the column of each name stands among the kept ones, ``NOT_KEPT`` for those of other columns."""
    hashed = columns_of(names, bits)
    places = np.searchsorted(kept, hashed)
    places[places == len(kept)] = 0
    return np.where(kept[places] == hashed, places, NOT_KEPT) if len(kept) else np.full(len(names), NOT_KEPT)


def preceding(numbers: Places, steps: int) -> Places:
    """What stands so many steps before each token; 0 where there is nothing."""
    return np.concatenate([np.zeros(min(steps, len(numbers)), np.intp), numbers[:-steps]])


def named(grams_of: Callable[[T, Number], Iterable[Grams]], text: T) -> list[Feature]:
    """The features of one text with their names, by token."""
    vocabulary = Vocabulary()
    found: list[Feature] = []
    for grams in grams_of(text, vocabulary.numbers):
        found += zip(vocabulary.names(vocabulary.keys(grams)), grams.places.tolist(), strict=True)
    return sorted(found, key=lambda feature: feature[1])
