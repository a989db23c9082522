"""The blocks of a text's features: hashed words, characters, words by target, cues, sums of tone, and meaning."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.learn.grams import Feature, Grams, Number, Places, named
from framing.learn.labels.reading import Batch, TextReading
from framing.learn.labels.words import characters, cues, target_words, word_grams
from framing.learn.target.reading import CONTENT_TAGS
from framing.learn.target.vectors import STEPS, WordVectors

HASHED_BITS = 18
WORDS, CHARACTERS, TARGETS, CUES, TONE, MEANING = "words", "characters", "targets", "cues", "tone", "meaning"
BLOCKS = (WORDS, CHARACTERS, TARGETS, CUES, TONE, MEANING)
NAMINGS: Mapping[str, Callable[[TextReading], Iterable[Feature]]] = {CHARACTERS: characters, TARGETS: target_words}
SEQUENCES: Mapping[str, Callable[[Batch, Number], Iterable[Grams]]] = {WORDS: word_grams, CUES: cues}
NO_ROW = -1
MOST_COUNTED = 16
"""Words from which on a text's meaning weighs no more for having further words."""
TONES = ("news good", "news bad", "vader good", "vader bad", "favor", "against", "negated", "quoted", "length")


def names_of(block: str, reading: TextReading) -> Iterable[Feature]:
    """The features of a hashed block, each with the token it was read from."""
    return NAMINGS[block](reading) if block in NAMINGS else named(SEQUENCES[block], Batch([reading]))


def tones_of(texts: Batch) -> NDArray[np.float64]:
    """Sums of loaded words by lexicon and sign, counts of cues, the length, none below 0.

    Shape (n_texts, len(TONES)), in the order of ``TONES``.
    """
    rows, n_texts = texts.lines.rows, len(texts.readings)
    sums: list[NDArray[Any]] = [
        np.bincount(rows, np.maximum(sign * values, 0), n_texts)
        for values in (texts.valence, texts.vader)
        for sign in (1, -1)
    ]
    for side in ("favor", "against"):
        sums.append(np.bincount(rows[[at for at, stance in enumerate(texts.stances) if stance == side]], None, n_texts))
    lengths = texts.lines.lengths
    sums.append(np.array([len(reading.negated) for reading in texts.readings]))
    sums.append(np.bincount(rows, texts.quoted, n_texts) / np.maximum(1, lengths))
    sums.append(np.array([math.log1p(n_tokens) for n_tokens in lengths.tolist()]))
    return np.column_stack(sums)


def meanings_of(texts: Batch, vectors: WordVectors) -> NDArray[np.float64]:
    """What the content words of texts mean: the mean of their vectors times the root of how many there are.

    Words never seen in training count too. Of more than ``MOST_COUNTED`` words the root of ``MOST_COUNTED`` is taken.
    Shape (n_texts, dimensions of the vectors).
    """
    places, known, _ = meant(texts, vectors)
    text = texts.lines.rows[places]
    order = np.argsort(text, kind="stable")
    counts = np.bincount(text, None, len(texts.readings))
    some = np.flatnonzero(counts)
    sums = np.zeros((len(counts), vectors.values.shape[1]))
    starts = (np.cumsum(counts) - counts)[some]
    sums[some] = np.add.reduceat(vectors.values[known[order]].astype(np.int32), starts) if len(some) else 0
    means = sums / np.maximum(1, counts)[:, None] / STEPS
    return np.asarray(means * np.sqrt(np.minimum(counts, MOST_COUNTED))[:, None])


def meant(texts: Batch, vectors: WordVectors) -> tuple[Places, Places, NDArray[np.float64]]:
    """The words that ``meanings_of`` counts: their tokens, their vectors, and by text what a step of a vector counts.

    The words inside a hashtag share its token.
    """
    rows = vectors.rows
    inner, words = texts.inner
    content = [at for at, tag in enumerate(texts.tags) if tag.startswith(CONTENT_TAGS)]
    found = [rows.get(texts.words[at], rows.get(texts.lemmas[at], NO_ROW)) for at in content]
    found += [rows.get(word, NO_ROW) for word in words]
    places = np.concatenate([np.array(content, np.intp), inner])
    known = np.array(found, np.intp)
    places, known = places[known != NO_ROW], known[known != NO_ROW]
    counts = np.bincount(texts.lines.rows[places], None, len(texts.readings))
    shares = np.sqrt(np.minimum(counts, MOST_COUNTED)) / np.maximum(1, counts) / STEPS
    return places, known, shares
