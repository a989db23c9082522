"""The blocks of a text's features: hashed words, characters, words by target, cues, sums of tone, and meaning."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from framing.learn.labels.reading import TextReading
from framing.learn.labels.words import characters, cues, target_words, word_grams
from framing.learn.target.vectors import STEPS, WordVectors
from framing.learn.target.words import CONTENT_TAGS
from framing.learn.weights import Feature

HASHED_BITS = 18
WORDS, CHARACTERS, TARGETS, CUES, TONE, MEANING = "words", "characters", "targets", "cues", "tone", "meaning"
BLOCKS = (WORDS, CHARACTERS, TARGETS, CUES, TONE, MEANING)
NAMINGS: Mapping[str, Callable[[TextReading], Iterable[Feature]]] = {
    WORDS: word_grams,
    CHARACTERS: characters,
    TARGETS: target_words,
    CUES: cues,
}
MOST_COUNTED = 16
"""Words from which on a text's meaning weighs no more for having further words."""
TONES = ("news good", "news bad", "vader good", "vader bad", "favor", "against", "negated", "quoted", "length")


def tones_of(reading: TextReading) -> list[float]:
    """Sums of loaded words by lexicon and sign, counts of cues, the length: in the order of ``TONES``, none below 0."""
    sums = []
    for values in (reading.valence, reading.vader):
        sums += [sum(max(value, 0.0) for value in values), sum(max(-value, 0.0) for value in values)]
    sums += [float(sum(stance == side for stance in reading.stances)) for side in ("favor", "against")]
    n_tokens = len(reading.words)
    return [*sums, float(len(reading.negated)), sum(reading.quoted) / max(1, n_tokens), math.log1p(n_tokens)]


def meaning_of(reading: TextReading, vectors: WordVectors) -> NDArray[np.float64]:
    """What the content words of a text mean: the mean of their vectors times the root of how many there are.

    Words never seen in training count too. Of more than ``MOST_COUNTED`` words the root of ``MOST_COUNTED`` is taken.
    Shape (dimensions of the vectors,).
    """
    rows = vectors.rows
    inner = [rows[word] for word, _ in reading.inner if word in rows]
    found = [rows.get(word, rows.get(lemma)) for word, lemma in _content_words(reading)]
    places = inner + [place for place in found if place is not None]
    if not places:
        return np.zeros(vectors.values.shape[1])
    mean = vectors.values[places].mean(axis=0, dtype=np.float64) / STEPS
    return np.asarray(mean * math.sqrt(min(len(places), MOST_COUNTED)))


def _content_words(reading: TextReading) -> list[tuple[str, str]]:
    together = zip(reading.words, reading.lemmas, reading.tags, strict=True)
    return [(word, lemma) for word, lemma, tag in together if tag.startswith(CONTENT_TAGS)]
