"""Finds the phrases of a lexicon in a run of tokens: longest match first, one pass for any number of phrases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar

from framing.records import Token, Words, record
from framing.tokens import norm_of, tokenize

T = TypeVar("T")
ACRONYM_LENGTH = 5


@record
class Match(Generic[T]):
    """``tokens[first:last]`` is the phrase; ``value`` what the lexicon holds for it."""

    first: int
    last: int
    value: T


@record
class _Pattern(Generic[T]):
    words: tuple[str, ...]
    shapes: tuple[str, ...]
    value: T
    capitals: tuple[tuple[int, str], ...]  # which words must be capitalised, mixed or acronyms


class PhraseMatcher(Generic[T]):
    """A lexicon ready for matching.

    A phrase in lower case matches any case, by the token's form or its lemma. A word with a capital matches only
    tokens with a capital, and an acronym in capitals only tokens in capitals, so that "US" is not "us". A short word
    with a capital inside ("KiM") matches only tokens that have more than one, so that it is not the name "Kim".
    Diacritics are folded on both sides.

    Parameters
    ----------
    phrases : iterable of (str, value)
        Later ones replace earlier ones of the same words and shape.
    lemmas : bool
        Whether a word also matches tokens of which it is the lemma; without, only the form itself.

    Notes
    -----
    Phrases are sorted by their first word, and read further when a text has that word.
    """

    def __init__(self, phrases: Iterable[tuple[str, T]], *, lemmas: bool = True) -> None:
        self._lemmas = lemmas
        self._unread: dict[str, list[tuple[str, T]]] = {}
        for phrase, value in phrases:
            word = _first_word(phrase)
            if word:
                self._unread.setdefault(norm_of(word), []).append((phrase, value))
        self._read: dict[str, _Bucket[T]] = {}

    @property
    def first_words(self) -> Iterable[str]:
        """The norms of the words that phrases begin with."""
        return self._unread.keys()

    def find(
        self,
        tokens: Sequence[Token],
        accept: Callable[[T], bool] | None = None,
        starts: Sequence[int] | None = None,
    ) -> list[Match[T]]:
        """All matches in the order of the text; of overlapping ones the first, of those the longest accepted.

        ``starts`` are the positions that ``FirstWords`` has found. Fastest on ``Words``, which are read once for any
        number of lexicons.
        """
        words = tokens if isinstance(tokens, Words) else Words(tokens)
        matches: list[Match[T]] = []
        behind = 0
        for position in self._starts(words) if starts is None else starts:
            if position < behind:
                continue
            token = words[position]
            pattern = self._longest(token.norm, words, position, accept)
            if pattern is None and self._lemmas and token.lemma != token.norm:
                pattern = self._longest(token.lemma, words, position, accept)
            if pattern is not None:
                behind = position + len(pattern.words)
                matches.append(Match(position, behind, pattern.value))
        return matches

    def _starts(self, words: Words) -> list[int]:
        """The positions, in order, of words that phrases begin with."""
        places = words.forms if self._lemmas else words.norms
        found = [at for word in self._unread.keys() & places.keys() for at in places[word]]
        return sorted(set(found)) if len(found) > 1 else found

    def _longest(
        self, word: str, tokens: Words, position: int, accept: Callable[[T], bool] | None
    ) -> _Pattern[T] | None:
        """The longest accepted phrase that begins with a word and stands at a position."""
        bucket = self._read.get(word)
        if bucket is None:
            if word not in self._unread:
                return None
            bucket = self._read[word] = _Bucket(self._unread[word])
        for pattern in bucket.candidates(tokens, position, self._lemmas):
            if _fits(pattern, tokens, position, self._lemmas) and (accept is None or accept(pattern.value)):
                return pattern
        return None


class FirstWords:
    """The words that the phrases of several lexicons begin with, so that a sentence is looked through once for all.

    Parameters
    ----------
    matchers : PhraseMatcher
        Such as match forms only, no lemmas.
    """

    def __init__(self, *matchers: PhraseMatcher[Any]) -> None:
        self._number = len(matchers)
        self._matchers_of: dict[str, list[int]] = {}
        for index, matcher in enumerate(matchers):
            for word in matcher.first_words:
                self._matchers_of.setdefault(word, []).append(index)

    def starts(self, words: Words) -> list[list[int]]:
        """For each matcher the positions, in order, at which a phrase of its may begin."""
        of = self._matchers_of.get
        found: list[list[int]] = [[] for _ in range(self._number)]
        for matchers, places in [(known, places) for word, places in words.norms.items() if (known := of(word))]:
            for index in matchers:
                found[index] += places
        for starts in found:
            starts.sort()
        return found


class _Bucket(Generic[T]):
    """The phrases that begin with a word: by their second word, so that few are tried however many there are."""

    __slots__ = ("_by_second", "_single")

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        found: dict[tuple[tuple[str, ...], tuple[str, ...]], T] = {}
        for phrase, value in phrases:
            words = words_of(phrase)
            found[tuple(map(norm_of, words)), tuple(map(_shape, words))] = value
        patterns = [_Pattern(words, shapes, value, _capitals(shapes)) for (words, shapes), value in found.items()]
        ordered = sorted(patterns, key=_longest_first)
        self._single = [pattern for pattern in ordered if len(pattern.words) == 1]
        self._by_second: dict[str, list[_Pattern[T]]] = {}
        for pattern in ordered:
            if len(pattern.words) > 1:
                self._by_second.setdefault(pattern.words[1], []).append(pattern)
        for longer in self._by_second.values():
            longer += self._single

    def candidates(self, tokens: Sequence[Token], position: int, lemmas: bool) -> Sequence[_Pattern[T]]:
        """The phrases that the token behind allows, the longest first."""
        if not self._by_second or position + 1 == len(tokens):
            return self._single
        second = tokens[position + 1]
        by_form = self._by_second.get(second.norm)
        by_lemma = self._by_second.get(second.lemma) if lemmas and second.lemma != second.norm else None
        if by_form and by_lemma:
            return sorted((*by_form, *by_lemma), key=_longest_first)
        return by_form or by_lemma or self._single


def _longest_first(pattern: _Pattern[T]) -> tuple[int, tuple[str, ...]]:
    return -len(pattern.words), pattern.shapes


def _capitals(shapes: Sequence[str]) -> tuple[tuple[int, str], ...]:
    return tuple((at, shape) for at, shape in enumerate(shapes) if shape != "any")


def _first_word(phrase: str) -> str:
    """The first of ``words_of`` a phrase; empty where it has none."""
    first = phrase.partition(" ")[0]
    return first if first.isalpha() else next(iter(words_of(phrase)), "")


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


def is_mixed(word: str) -> bool:
    """Whether a word is an abbreviation by its capitals inside, though not all of it is in capitals.

    >>> is_mixed("KiM"), is_mixed("KIM"), is_mixed("Kim"), is_mixed("Al-Qaeda")
    (True, False, False, False)
    """
    return len(word) <= ACRONYM_LENGTH and word[0].isupper() and word[1:].lower() != word[1:] and not word.isupper()


def _shape(word: str) -> str:
    if word.islower():
        return "any"
    if word.isupper() and 1 < len(word) <= ACRONYM_LENGTH:
        return "acronym"
    if is_mixed(word):
        return "mixed"
    return "capital" if word[0].isupper() else "any"


def _fits(pattern: _Pattern[T], tokens: Sequence[Token], position: int, lemmas: bool) -> bool:
    """Whether a phrase stands at a position, of which its first word is known."""
    words = pattern.words
    if position + len(words) > len(tokens):
        return False
    for at in range(1, len(words)):
        token = tokens[position + at]
        if words[at] != token.norm and not (lemmas and words[at] == token.lemma):
            return False
    for at, shape in pattern.capitals:
        text = tokens[position + at].text
        if not _has_shape(text, shape):
            return False
    return True


def _has_shape(text: str, shape: str) -> bool:
    if shape == "acronym":
        return text.isupper()
    return text[0].isupper() and (shape == "capital" or text[1:] != text[1:].lower())
