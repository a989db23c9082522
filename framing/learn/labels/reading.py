"""How a text is read for its words: forms, lemmas, hashtags taken apart, loaded words, where its target is named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.learn.grams import Lines, Places
from framing.learn.labels.text import LabelText
from framing.learn.target.reading import Reader

ADDRESS, NUMBER = "<address>", "<number>"
MASKS = frozenset((ADDRESS, NUMBER))
LEAST_TARGET_LETTERS = 3
MOST_FORMS = 1 << 15
"""Words of which the form is remembered."""
CLOSED_CLASSES = ("auxiliary", "conjunction", "definite", "determiner", "quantifier", "relative")
"""Categories of the grammar list whose words name no target, beside the prepositions."""
_ADDRESS = re.compile(r"(https?://|www\.)\S+")
_DRAWN_OUT = re.compile(r"(.)\1{2,}")
_WORD = re.compile(r"\w{2,}")
_HUMP = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


@dataclass(frozen=True, slots=True)
class TextReading:
    """A text as its word features see it; all sequences have one entry a token.

    Attributes
    ----------
    words : sequence of str
        Forms in lower case; addresses and figures masked, drawn-out letters shortened ("soooo" is "soo").
    lemmas : sequence of str
    tags : sequence of str
        Penn Treebank tags.
    inner : sequence of (str, int)
        The words inside hashtags with the token they stand in: "#ClimateHoax" has climate and hoax.
    valence, vader : sequence of float
        Polarity by the package's lexicon and by VADER's, shifters applied, 0 for words without one.
    negated : frozenset of int
        Tokens in reach of a negating function word.
    quoted : sequence of bool
    stances : sequence of str
        The class of each token's lemma in the stance lexicon, else empty.
    target : str
        What the stance is asked about, in lower case.
    named : frozenset of int
        Tokens that share a word with the target.
    """

    words: Sequence[str]
    lemmas: Sequence[str]
    tags: Sequence[str]
    inner: Sequence[tuple[str, int]]
    valence: Sequence[float]
    vader: Sequence[float]
    negated: frozenset[int]
    quoted: Sequence[bool]
    stances: Sequence[str]
    target: str
    named: frozenset[int]


class Batch:
    """Readings side by side, for what numpy counts in all of them at once.

    Parameters
    ----------
    readings : sequence of TextReading

    Attributes
    ----------
    lines : Lines
        Where their tokens stand.
    words, lemmas, tags, stances : list of str
        Of all tokens.
    """

    def __init__(self, readings: Sequence[TextReading]) -> None:
        self.readings = readings
        self.lines = Lines.of([len(reading.words) for reading in readings])
        self.words = list(chain.from_iterable(reading.words for reading in readings))
        self.lemmas = list(chain.from_iterable(reading.lemmas for reading in readings))
        self.tags = list(chain.from_iterable(reading.tags for reading in readings))
        self.stances = list(chain.from_iterable(reading.stances for reading in readings))

    @cached_property
    def inner(self) -> tuple[Places, list[str]]:
        """The words inside hashtags, with the places of these."""
        starts = self.lines.starts.tolist()
        found = [
            (start + at, word) for start, each in zip(starts, self.readings, strict=True) for word, at in each.inner
        ]
        return np.array([at for at, _ in found], np.intp), [word for _, word in found]

    @cached_property
    def negated(self) -> frozenset[int]:
        """The places of negated tokens."""
        starts = self.lines.starts.tolist()
        return frozenset(start + at for start, each in zip(starts, self.readings, strict=True) for at in each.negated)

    @cached_property
    def valence(self) -> NDArray[np.float64]:
        """The polarity of each token by the package's lexicon."""
        return self._row(np.float64, [reading.valence for reading in self.readings])

    @cached_property
    def vader(self) -> NDArray[np.float64]:
        """The polarity of each token by VADER's lexicon."""
        return self._row(np.float64, [reading.vader for reading in self.readings])

    @cached_property
    def values(self) -> NDArray[np.float64]:
        """The polarity of each token; the package's lexicon goes before VADER's."""
        return np.where(self.valence == 0, self.vader, self.valence)

    @cached_property
    def quoted(self) -> NDArray[np.bool_]:
        """Whether each token stands in a quotation."""
        return self._row(np.bool_, [reading.quoted for reading in self.readings])

    def _row(self, kind: Any, columns: Sequence[Sequence[Any]]) -> NDArray[Any]:
        return np.fromiter(chain.from_iterable(columns), kind, len(self.words))


class TextReader:
    """Reads texts for their word features.

    Parameters
    ----------
    reader : Reader
        Tells loaded words and negation; sharing one saves reading a sentence once more for each task.
    """

    def __init__(self, reader: Reader) -> None:
        lexicons = reader.lexicons
        self._valences = reader
        self._stance = lexicons.stance
        self._grammar = frozenset(
            word
            for category, words in lexicons.grammar.items()
            if category in CLOSED_CLASSES or category.endswith("preposition")
            for word in words
        )

    def read(self, text: LabelText) -> TextReading:
        """The words of a text, whatever its length; an empty one has none."""
        tokens = text.passage.tokens
        forms = _FORMS
        words = [
            NUMBER if token.tag == "CD" and forms[token.norm] != ADDRESS else forms[token.norm] for token in tokens
        ]
        hashtags = [(at, token.text) for at, token in enumerate(tokens) if token.text[:1] == "#"]
        inner = [(word, at) for at, hashtag in hashtags for word in words_in_hashtag(hashtag)]
        loaded = self._valences.read_passage(text.passage)
        return TextReading(
            words,
            [word if word in MASKS else token.lemma for word, token in zip(words, tokens, strict=True)],
            [token.tag for token in tokens],
            inner,
            loaded.valence,
            loaded.vader,
            loaded.negated,
            text.passage.quoted,
            [self._stance.get(token.lemma, "") for token in tokens],
            " ".join(text.target.lower().split()) if text.target else "",
            self._named(text, inner) if text.target else frozenset(),
        )

    def _named(self, text: LabelText, inner: Sequence[tuple[str, int]]) -> frozenset[int]:
        """The tokens that share a word with the target."""
        wanted = _content(text.target) - self._grammar
        tokens = enumerate(text.passage.tokens)
        named = {at for at, token in tokens if token.norm in wanted or token.lemma in wanted}
        return frozenset(named | {at for word, at in inner if word in wanted})


@lru_cache(maxsize=1 << 12)
def words_in_hashtag(text: str) -> tuple[str, ...]:
    """The words of a hashtag by its capitals; none where it is one word, and none of other words.

    >>> words_in_hashtag("#ClimateHoax"), words_in_hashtag("#GOPDebate2016"), words_in_hashtag("#vote")
    (('climate', 'hoax'), ('gop', 'debate', '2016'), ('vote',))
    """
    if not text.startswith("#"):
        return ()
    return tuple(part.lower() for part in _HUMP.findall(text[1:]))


class _Forms(dict[str, str]):
    """The form of each norm that is no figure."""

    def __missing__(self, norm: str) -> str:
        if len(self) >= MOST_FORMS:
            self.clear()
        form = self[norm] = ADDRESS if _ADDRESS.match(norm) else _DRAWN_OUT.sub(r"\1\1", norm)
        return form


_FORMS = _Forms()


@lru_cache(maxsize=256)
def _content(target: str) -> frozenset[str]:
    """The words of a target that are long enough to be its own, or are written in capitals ("EU")."""
    words = _WORD.findall(target)
    return frozenset(word.lower() for word in words if len(word) >= LEAST_TARGET_LETTERS or word.isupper())
