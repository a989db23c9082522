"""The blocks of a target's features: hashed words, words by side, roles, and sums by region."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from framing.learn.grams import Feature, Grams, Number, named
from framing.learn.target.batch import Batch
from framing.learn.target.reading import Reading, WordLists
from framing.learn.target.roles import RoleReader
from framing.learn.target.words import passage_words, words_by_side

HASHED_BITS = 20
WORDS, SIDES, ROLES, REGIONS, VECTORS = "words", "sides", "roles", "regions", "vectors"
HASHED = (WORDS, SIDES, ROLES)


SEQUENCES: Mapping[str, Callable[[Batch, Number], Iterable[Grams]]] = {WORDS: passage_words, SIDES: words_by_side}
"""What gives the features of blocks that are words in sequence, of many targets at a time."""


def namings(lists: WordLists) -> Mapping[str, Callable[[Reading], Iterable[Feature]]]:
    """What gives the features of each hashed block by name, in the order of ``HASHED``."""
    roles = RoleReader(lists).features
    return {**{name: partial(_named, sequence) for name, sequence in SEQUENCES.items()}, ROLES: roles}


def _named(sequence: Callable[[Batch, Number], Iterable[Grams]], reading: Reading) -> list[Feature]:
    return named(sequence, Batch([reading]))
