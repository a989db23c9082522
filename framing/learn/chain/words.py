"""What a chain knows of a word by itself: its form, ending, shape, tag, and the classes of word lists."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from framing.learn.chain.hashing import Wide, hash_of
from framing.records import Token

LARGEST_VOCABULARY = 50_000
NOMINAL_TAGS = frozenset(("DT", "PDT", "JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "CD", "PRP$", "POS", "PRP"))
NOUN_TAGS = frozenset(("NN", "NNS", "NNP", "NNPS"))
FINITE_TAGS = frozenset(("VBD", "VBZ", "VBP", "MD"))

# Marks of a word for the columns that look along the sentence, one bit each.
CUE, VERB, FINITE, COMMA, CONJUNCTION, OPENER, QUOTE, NOMINAL, NOUN, PAUSE, STOP = (1 << bit for bit in range(11))

LIKELY_CUE = 3  # least rank of a learnt cue that other columns look for

_DIGIT = re.compile(r"\d")
_QUOTES = frozenset(("``", "''", '"', "“", "”", "„", "«", "»"))


@dataclass(frozen=True, slots=True)
class WordClasses:
    """Lists of words by name: each maps the hash of a normalised word or lemma to a small number above 0.

    ``lexicon`` holds the cues of the package's own list; ``role`` its nouns for people and bodies; ``cue``,
    ``source`` and ``content`` what training rows taught: the rank of the share of a lemma's tokens in that part.
    """

    lists: Mapping[str, Mapping[int, int]] = field(default_factory=dict)

    def of(self, name: str, *words: str) -> int:
        """The class of the first of the words that the list ``name`` holds, or 0."""
        known = self.lists.get(name)
        if known:
            for word in words:
                if found := known.get(hash_of(word)):
                    return found
        return 0


@lru_cache(maxsize=50_000)
def shape_of(word: str) -> str:
    """The word's shape: capitals X, small letters x, figures d, each run as one sign ("Xx" for "Obama").

    >>> shape_of("U.S.-led"), shape_of("McCain")
    ('X.X.-x', 'XxXx')
    """
    signs = (
        "X" if sign.isupper() else "x" if sign.isalpha() else "d" if sign.isdigit() else sign for sign in word[:20]
    )
    return "".join(sign for sign, _ in groupby(signs))


COLUMNS = (
    "word", "lemma", "tag", "kind", "suffix2", "suffix3", "suffix4", "prefix3", "prefix4", "shape", "known_cue",
    "role", "cue", "source", "content", "judged",
)  # fmt: skip
TYPE = "type"
"""The column of numbers of types: words with the same form, lemma and tag are one."""


class Vocabulary:
    """The words met so far with their columns; what a word is given never depends on the others.

    Parameters
    ----------
    classes : WordClasses

    Attributes
    ----------
    renewals : int
        How often all words were forgotten, because they were too many; numbers of types begin anew each time.
    """

    def __init__(self, classes: WordClasses) -> None:
        self.renewals = 0
        self._classes = classes
        self._ids: dict[tuple[str, str, str], int] = {}
        self._columns = np.zeros((1024, len(COLUMNS)), np.uint64)
        self._marks = np.zeros(1024, np.int32)

    def look_up(self, tokens: Sequence[Token]) -> tuple[dict[str, Wide], NDArray[np.int32]]:
        """The columns of tokens by name, with the number of each token's type, from 1; and their marks."""
        if len(self._ids) > LARGEST_VOCABULARY:
            self._ids.clear()
            self.renewals += 1
        known = self._ids
        ids = np.empty(len(tokens), np.int64)
        for place, token in enumerate(tokens):
            key = (token.text, token.lemma, token.tag)
            number = known.get(key)
            ids[place] = self._add(token, key) if number is None else number
        columns = dict(zip(COLUMNS, np.ascontiguousarray(self._columns[ids].T), strict=True))
        return columns | {TYPE: (ids + 1).astype(np.uint64)}, self._marks[ids]

    def types(self, known: int) -> dict[str, Wide]:
        """The columns of the types met behind the first ``known``."""
        return dict(zip(COLUMNS, np.ascontiguousarray(self._columns[known : len(self._ids)].T), strict=True))

    def _add(self, token: Token, key: tuple[str, str, str]) -> int:
        number = len(self._ids)
        if number == len(self._marks):
            self._columns = np.concatenate([self._columns, np.zeros_like(self._columns)])
            self._marks = np.concatenate([self._marks, np.zeros_like(self._marks)])
        self._ids[key] = number
        row, mark = self._judge(token)
        self._columns[number] = row
        self._marks[number] = mark
        return number

    def _judge(self, token: Token) -> tuple[list[int], int]:
        of = self._classes.of
        word = '"' if token.text in _QUOTES else _DIGIT.sub("0", token.norm)
        listed, learnt = of("lexicon", token.norm, token.lemma), of("cue", token.lemma)
        cue = learnt >= LIKELY_CUE
        judged = (
            f"{learnt} {of('source', token.lemma)} {listed}"
            if learnt or listed
            else f"{token.tag[:2]} {of('source', token.lemma)}"
        )
        texts = (
            word, token.lemma, token.tag, token.tag[:2], word[-2:], word[-3:], word[-4:], word[:3], word[:4],
            shape_of(token.text), f"{listed}", f"{of('role', token.norm)}", f"{learnt}",
            f"{of('source', token.lemma)}", f"{of('content', token.lemma)}", judged,
        )  # fmt: skip
        mark = CUE * cue | _marks_of(token)
        return [hash_of(text) for text in texts], mark


def _marks_of(token: Token) -> int:
    tag = token.tag
    return (
        VERB * tag.startswith("VB")
        | FINITE * (tag in FINITE_TAGS)
        | COMMA * (tag == ",")
        | CONJUNCTION * (tag == "CC")
        | OPENER * (tag in ("IN", "WDT", "WP", "WRB"))
        | QUOTE * (token.text in _QUOTES)
        | NOMINAL * (tag in NOMINAL_TAGS)
        | NOUN * (tag in NOUN_TAGS)
        | PAUSE * (tag in (":", "-LRB-", "-RRB-"))
        | STOP * (tag == ".")
    )
