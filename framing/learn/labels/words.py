"""The word features of a text, by name: sequences of words and characters, the target's own ones, and cues."""

from __future__ import annotations

from collections.abc import Iterator

from framing.learn.labels.reading import TextReading
from framing.learn.target.words import CONTENT_TAGS, pieces_of
from framing.learn.weights import Feature

LONGEST_GRAM = 3
NEAR = 4
_EDGE = "^"


def word_grams(reading: TextReading) -> Iterator[Feature]:
    """Words, pairs and triples of neighbours, and the words inside hashtags; a sequence is read from its last word."""
    words = reading.words
    for at, word in enumerate(words):
        yield word, at
        before = words[at - 1] if at else _EDGE
        yield f"{before} {word}", at
        if at > 1:
            yield f"{words[at - 2]} {before} {word}", at
    yield from reading.inner


def characters(reading: TextReading) -> Iterator[Feature]:
    """Sequences of 3, 4 and 5 characters inside words and hashtags."""
    for word, at in spelled(reading):
        for piece in pieces_of(word):
            yield piece, at


def spelled(reading: TextReading) -> Iterator[Feature]:
    """The words that ``characters`` takes apart, without the marks before hashtags and addresses."""
    for at, word in enumerate(reading.words):
        yield word.lstrip("#@") or word, at


def target_words(reading: TextReading) -> Iterator[Feature]:
    """Words and pairs for this target alone, that the target is asked about at all, and what stands round its name.

    Targets of one training set share what ``word_grams`` gives and have these for themselves (Daumé 2007, Frustratingly
    easy domain adaptation). Nothing for tasks without a target.
    """
    target = reading.target
    if not target:
        return
    lemmas = reading.lemmas
    yield f"{target}|", 0
    yield f"named {bool(reading.named)}", min(reading.named, default=0)
    yield f"{target}|named {bool(reading.named)}", min(reading.named, default=0)
    for at, lemma in enumerate(lemmas):
        yield f"{target}|{lemma}", at
        if at:
            yield f"{target}|{lemmas[at - 1]} {lemma}", at
    for word, at in reading.inner:
        yield f"{target}|{word}", at
    for name in sorted(reading.named):
        for at in range(max(0, name - NEAR), min(len(lemmas), name + NEAR + 1)):
            if at not in reading.named:
                yield f"{'L' if at < name else 'R'}:{lemmas[at]}", at


def cues(reading: TextReading) -> Iterator[Feature]:
    """Negated words, loaded words by sign, terms of support and opposition, and tags in sequence."""
    tags = reading.tags
    for at, lemma in enumerate(reading.lemmas):
        value = reading.valence[at] or reading.vader[at]
        sign = "+" if value > 0 else "-" if value < 0 else ""
        if at in reading.negated and tags[at].startswith(CONTENT_TAGS):
            yield f"N:{lemma}", at
        if sign:
            yield f"V:{sign}", at
            yield f"V:{sign}{'Q' if reading.quoted[at] else ''}{tags[at][:2]}", at
        if reading.stances[at]:
            yield f"S:{reading.stances[at]}{' N' if at in reading.negated else ''}", at
        if at > 1:
            yield f"T:{tags[at - 2]} {tags[at - 1]} {tags[at]}", at
