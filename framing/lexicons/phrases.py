"""Finds the phrases of a lexicon in a run of tokens: longest match first, one pass for any number of phrases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from framing.records import Token
from framing.tokens import norm_of, tokenize

T = TypeVar("T")
ACRONYM_LENGTH = 5


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
    shaped: bool


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
        self._starts: dict[str, list[_Pattern[T]]] = {}
        for (norms, shapes), value in found.items():
            self._starts.setdefault(norms[0], []).append(_Pattern(norms, shapes, value, set(shapes) != {"any"}))
        for patterns in self._starts.values():
            patterns.sort(key=lambda pattern: (-len(pattern.words), pattern.shapes))

    def find(self, tokens: Sequence[Token], accept: Callable[[T], bool] | None = None) -> list[Match[T]]:
        """All matches in the order of the text; of overlapping ones the first, of those the longest accepted."""
        matches: list[Match[T]] = []
        starts, lemmas = self._starts, self._lemmas
        position = 0
        while position < len(tokens):
            token = tokens[position]
            known = token.norm in starts or (lemmas and token.lemma in starts)
            pattern = self._longest(tokens, position, accept) if known else None
            if pattern is None:
                position += 1
                continue
            matches.append(Match(position, position + len(pattern.words), pattern.value))
            position += len(pattern.words)
        return matches

    def _longest(
        self, tokens: Sequence[Token], position: int, accept: Callable[[T], bool] | None
    ) -> _Pattern[T] | None:
        token = tokens[position]
        by_form = self._starts.get(token.norm, ())
        by_lemma = self._starts.get(token.lemma, ()) if self._lemmas and token.lemma != token.norm else ()
        for patterns in (by_form, by_lemma):
            for pattern in patterns:
                if _fits(pattern, tokens, position, self._lemmas) and (accept is None or accept(pattern.value)):
                    return pattern
        return None


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
    """Whether the pattern stands at a position, of whose token it is known that it has the pattern's first word."""
    size = len(pattern.words)
    if position + size > len(tokens):
        return False
    for offset in range(1, size):
        word, token = pattern.words[offset], tokens[position + offset]
        if word != token.norm and not (lemmas and word == token.lemma):
            return False
    return not pattern.shaped or all(
        _has_shape(tokens[position + offset].text, shape) for offset, shape in enumerate(pattern.shapes)
    )


def _has_shape(text: str, shape: str) -> bool:
    return shape == "any" or (text.isupper() if shape == "acronym" else text[0].isupper())
