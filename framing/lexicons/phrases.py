"""Finds the phrases of a lexicon in a run of tokens: longest match first, one pass for any number of phrases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from framing.records import Token
from framing.tokens import norm_of, tokenize

T = TypeVar("T")
ACRONYM_LENGTH = 5
ANY = ("any",)


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """``tokens[first:last]`` is the phrase; ``value`` what the lexicon holds for it."""

    first: int
    last: int
    value: T


@dataclass(frozen=True, slots=True)
class _Pattern(Generic[T]):
    words: tuple[str, ...]
    shapes: tuple[str, ...]
    value: T

    @property
    def one_word(self) -> bool:
        """Whether the token that led to the phrase is all of it, whatever its capitals."""
        return self.shapes == ANY


class PhraseMatcher(Generic[T]):
    """A lexicon ready for matching.

    A phrase in lower case matches any case, by the token's form or its lemma. A word with a capital matches only
    tokens with a capital, and an acronym in capitals only tokens in capitals, so that "US" is not "us".
    Diacritics are folded on both sides.

    Parameters
    ----------
    phrases : iterable of (str, value)
        Later ones replace earlier ones of the same words and shape.
    lemmas : bool
        Whether a word also matches tokens of which it is the lemma; without, only the form itself.
    """

    def __init__(self, phrases: Iterable[tuple[str, T]], *, lemmas: bool = True) -> None:
        self._lemmas = lemmas
        found: dict[tuple[tuple[str, ...], tuple[str, ...]], T] = {}
        for phrase, value in phrases:
            words = words_of(phrase)
            if words:
                shapes = tuple(_shape(word) for word in words)
                found[tuple(norm_of(word) for word in words), shapes] = value
        patterns: dict[str, list[_Pattern[T]]] = {}
        for (norms, shapes), value in found.items():
            patterns.setdefault(norms[0], []).append(_Pattern(norms, shapes, value))
        self._starts = {word: _Bucket(beginning) for word, beginning in patterns.items()}

    def find(self, tokens: Sequence[Token], accept: Callable[[T], bool] | None = None) -> list[Match[T]]:
        """All matches in the order of the text; of overlapping ones the first, of those the longest accepted."""
        matches: list[Match[T]] = []
        starts, lemmas = self._starts, self._lemmas
        behind = 0
        for position, token in enumerate(tokens):
            if position < behind:
                continue
            bucket = starts.get(token.norm)
            pattern = self._longest(bucket, tokens, position, accept) if bucket else None
            if pattern is None and lemmas and token.lemma != token.norm:
                bucket = starts.get(token.lemma)
                pattern = self._longest(bucket, tokens, position, accept) if bucket else None
            if pattern is not None:
                behind = position + len(pattern.words)
                matches.append(Match(position, behind, pattern.value))
        return matches

    def _longest(
        self, bucket: _Bucket[T], tokens: Sequence[Token], position: int, accept: Callable[[T], bool] | None
    ) -> _Pattern[T] | None:
        for pattern in bucket.candidates(tokens, position, self._lemmas):
            fits = pattern.one_word or _fits(pattern, tokens, position, self._lemmas)
            if fits and (accept is None or accept(pattern.value)):
                return pattern
        return None


class _Bucket(Generic[T]):
    """The phrases that begin with a word: by their second word, so that few are tried however many there are."""

    __slots__ = ("_by_second", "_single")

    def __init__(self, patterns: Iterable[_Pattern[T]]) -> None:
        ordered = sorted(patterns, key=_longest_first)
        self._single = [pattern for pattern in ordered if len(pattern.words) == 1]
        self._by_second: dict[str, list[_Pattern[T]]] = {}
        for pattern in ordered:
            if len(pattern.words) > 1:
                self._by_second.setdefault(pattern.words[1], []).append(pattern)

    def candidates(self, tokens: Sequence[Token], position: int, lemmas: bool) -> Sequence[_Pattern[T]]:
        """The phrases that the token behind allows, the longest first."""
        if not self._by_second or position + 1 == len(tokens):
            return self._single
        second = tokens[position + 1]
        longer = self._by_second.get(second.norm)
        by_lemma = self._by_second.get(second.lemma) if lemmas and second.lemma != second.norm else None
        if longer and by_lemma:
            longer = sorted((*longer, *by_lemma), key=_longest_first)
        longer = longer or by_lemma
        return [*longer, *self._single] if longer else self._single


def _longest_first(pattern: _Pattern[T]) -> tuple[int, tuple[str, ...]]:
    return -len(pattern.words), pattern.shapes


def words_of(phrase: str) -> list[str]:
    """The tokens of a phrase, as they would stand in running text."""
    plain = phrase.split(" ")
    if all(map(str.isalpha, plain)):
        return plain
    return [phrase[start:end] for start, end in tokenize(phrase, 0, len(phrase))]


def can_match(phrase: str) -> bool:
    """Whether running text can hold the phrase: it has a word, and its tokens are the same among other words.

    >>> can_match("war crime"), can_match("..."), can_match("")
    (True, False, False)
    """
    if all(map(str.isalpha, phrase.split(" "))):
        return True
    if not any(map(str.isalnum, phrase)):
        return False
    context = f"x {phrase} x"
    inside = [context[start:end] for start, end in tokenize(context, 0, len(context))]
    return inside[1:-1] == words_of(phrase)


def _shape(word: str) -> str:
    if word.isupper() and 1 < len(word) <= ACRONYM_LENGTH:
        return "acronym"
    return "capital" if word[0].isupper() else "any"


def _fits(pattern: _Pattern[T], tokens: Sequence[Token], position: int, lemmas: bool) -> bool:
    if position + len(pattern.words) > len(tokens):
        return False
    for word, shape, token in zip(
        pattern.words, pattern.shapes, tokens[position : position + len(pattern.words)], strict=True
    ):
        if word != token.norm and not (lemmas and word == token.lemma):
            return False
        if shape != "any" and not (token.text.isupper() if shape == "acronym" else token.text[0].isupper()):
            return False
    return True
