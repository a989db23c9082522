"""The blocks of a target's features: hashed words, words by side, roles, and sums by region."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from framing.learn.target.reading import Reading, WordLists
from framing.learn.target.roles import RoleReader
from framing.learn.target.words import passage_words, words_by_side
from framing.learn.weights import Feature

HASHED_BITS = 20
WORDS, SIDES, ROLES, REGIONS, VECTORS = "words", "sides", "roles", "regions", "vectors"
HASHED = (WORDS, SIDES, ROLES)


def namings(lists: WordLists) -> Mapping[str, Callable[[Reading], Iterable[Feature]]]:
    """What gives the features of each hashed block, in the order of ``HASHED``."""
    return {WORDS: passage_words, SIDES: words_by_side, ROLES: RoleReader(lists).features}
