"""The word features of texts, by name: sequences of words and characters, the target's own ones, and cues."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from framing.learn.grams import Feature, Grams, Number, preceding
from framing.learn.labels.reading import Batch, TextReading
from framing.learn.target.reading import CONTENT_TAGS
from framing.learn.target.words import pieces_of

LONGEST_GRAM = 3
NEAR = 4
_EDGE = "^"


def word_grams(texts: Batch, number: Number) -> Iterator[Grams]:
    """Words, pairs and triples of neighbours, and the words inside hashtags; a sequence is read from its last word."""
    at = texts.lines.tokens
    words = number(texts.words)
    before, twice_before = preceding(words, 1), preceding(words, 2)
    before[at == 0] = number([_EDGE])
    every, third = np.arange(len(at)), np.flatnonzero(at > 1)
    yield Grams("", every, (words,))
    yield Grams("", every, (before, words))
    yield Grams("", third, (twice_before[third], before[third], words[third]))
    places, inner = texts.inner
    yield Grams("", places, (number(inner),))


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


def cues(texts: Batch, number: Number) -> Iterator[Grams]:
    """Negated words, loaded words by sign, terms of support and opposition, and tags in sequence."""
    tags = texts.tags
    denied = np.array([at for at in texts.negated if tags[at].startswith(CONTENT_TAGS)], np.intp)
    yield Grams("N:", denied, (number([texts.lemmas[at] for at in denied.tolist()]),))
    loaded = np.flatnonzero(texts.values)
    signs = ["+" if value > 0 else "-" for value in texts.values[loaded].tolist()]
    within = ["Q" if quoted else "" for quoted in texts.quoted[loaded].tolist()]
    kinds = [sign + mark + tags[at][:2] for sign, mark, at in zip(signs, within, loaded.tolist(), strict=True)]
    yield Grams("V:", loaded, (number(signs),))
    yield Grams("V:", loaded, (number(kinds),))
    sided = [at for at, stance in enumerate(texts.stances) if stance]
    taken = [texts.stances[at] + (" N" if at in texts.negated else "") for at in sided]
    yield Grams("S:", np.array(sided, np.intp), (number(taken),))
    third, numbers = np.flatnonzero(texts.lines.tokens > 1), number(tags)
    yield Grams("T:", third, (preceding(numbers, 2)[third], preceding(numbers, 1)[third], numbers[third]))
