"""How a text is read for its words: forms, lemmas, hashtags taken apart, loaded words, where its target is named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from framing.learn.labels.text import LabelText
from framing.learn.target.reading import Reader

ADDRESS, NUMBER = "<address>", "<number>"
LEAST_TARGET_LETTERS = 3
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
        words = [_form(token.norm, token.tag) for token in tokens]
        inner = [(word, at) for at, token in enumerate(tokens) for word in words_in_hashtag(token.text)]
        wanted = _content(text.target) - self._grammar
        named = {at for at, token in enumerate(tokens) if wanted & {token.norm, token.lemma}}
        named |= {at for word, at in inner if word in wanted}
        loaded = self._valences.read_passage(text.passage)
        return TextReading(
            words,
            [word if word in (ADDRESS, NUMBER) else token.lemma for word, token in zip(words, tokens, strict=True)],
            [token.tag for token in tokens],
            inner,
            loaded.valence,
            loaded.vader,
            loaded.negated,
            text.passage.quoted,
            [self._stance.get(token.lemma, "") for token in tokens],
            " ".join(text.target.lower().split()),
            frozenset(named),
        )


@lru_cache(maxsize=1 << 12)
def words_in_hashtag(text: str) -> tuple[str, ...]:
    """The words of a hashtag by its capitals; none where it is one word, and none of other words.

    >>> words_in_hashtag("#ClimateHoax"), words_in_hashtag("#GOPDebate2016"), words_in_hashtag("#vote")
    (('climate', 'hoax'), ('gop', 'debate', '2016'), ('vote',))
    """
    if not text.startswith("#"):
        return ()
    return tuple(part.lower() for part in _HUMP.findall(text[1:]))


@lru_cache(maxsize=1 << 15)
def _form(norm: str, tag: str) -> str:
    if _ADDRESS.match(norm):
        return ADDRESS
    if tag == "CD":
        return NUMBER
    return _DRAWN_OUT.sub(r"\1\1", norm)


@lru_cache(maxsize=256)
def _content(target: str) -> frozenset[str]:
    """The words of a target that are long enough to be its own, or are written in capitals ("EU")."""
    words = _WORD.findall(target)
    return frozenset(word.lower() for word in words if len(word) >= LEAST_TARGET_LETTERS or word.isupper())
