"""What each word of texts adds to the scores of labels: the parts of a view's features go to the words they stand for.

A pair or triple of words counts for its last word, as it is read from there. How long a text is and how much of it is
quoted belongs to no word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.learn.grams import Places
from framing.learn.labels.blocks import MEANING, TONE, TONES, meant, tones_of
from framing.learn.labels.reading import Batch
from framing.learn.labels.text import LabelText
from framing.learn.target.vectors import WordVectors
from framing.learn.weights import Blocks, CountedBlock, Counts, Floats


@dataclass(frozen=True, slots=True)
class Measured:
    """Texts, read, with what each hashed block counts in them; ``places`` finds them again."""

    texts: Sequence[LabelText]
    places: Mapping[int, int]
    batch: Batch
    counts: Mapping[str, Counts]

    @classmethod
    def of(cls, texts: Sequence[LabelText], batch: Batch, counts: Mapping[str, Counts]) -> Measured:
        """Of texts as they were read; their ids last as long as the texts, which are kept."""
        return cls(texts, {id(text): at for at, text in enumerate(texts)}, batch, counts)

    def of_words(self, blocks: Blocks, vectors: WordVectors, asked: Sequence[LabelText], n_labels: int) -> list[Floats]:
        """For each text asked about, what its tokens add to the score of each label, shape (n_tokens, n_labels)."""
        places = [self.places[id(text)] for text in asked]
        lines = self.batch.lines
        wanted = np.zeros(len(self.texts), np.bool_)
        wanted[places] = True
        sums = np.zeros((len(lines.rows), n_labels))
        for name, block in blocks.items():
            if isinstance(block, CountedBlock):
                _add_counted(sums, block, self.counts[name], wanted, lines.starts)
            elif name == TONE:
                _add_tones(sums, block.coefficients, self.batch)
            elif name == MEANING:
                _add_meanings(sums, block.coefficients, self.batch, vectors, wanted)
        ends = lines.starts + lines.lengths
        return [sums[lines.starts[place] : ends[place]] for place in places]


def _add_counted(
    sums: Floats, block: CountedBlock, counts: Counts, wanted: NDArray[np.bool_], starts: NDArray[np.integer]
) -> None:
    """Adds the parts of counted features to the tokens they were read from, those of a column in equal shares."""
    read = np.flatnonzero(wanted[counts.texts])
    pairs = np.searchsorted(counts.pairs, counts.read[read])
    _add(
        sums,
        starts[counts.texts[read]] + counts.tokens[read],
        counts.values[pairs] / counts.times[pairs],
        block.coefficients[counts.columns[pairs]],
    )


def _add_tones(sums: Floats, coefficients: Floats, batch: Batch) -> None:
    """Adds the parts of sums of loaded words and cues to these, in proportion to their part of the sum."""
    rows, places = batch.lines.rows, np.arange(len(batch.lines.rows))
    roots = np.sqrt(tones_of(batch))
    parts = {
        f"{name} {kind}": np.maximum(sign * values, 0)
        for name, values in (("news", batch.valence), ("vader", batch.vader))
        for kind, sign in (("good", 1), ("bad", -1))
    }
    for side in ("favor", "against"):
        parts[side] = np.array([stance == side for stance in batch.stances], np.float64)
    parts["negated"] = np.isin(places, list(batch.negated)).astype(np.float64)
    for name, part in parts.items():
        column = TONES.index(name)
        at = np.flatnonzero(part)
        _add(sums, at, part[at] / roots[rows[at], column], coefficients[[column]])


def _add_meanings(
    sums: Floats, coefficients: Floats, batch: Batch, vectors: WordVectors, wanted: NDArray[np.bool_]
) -> None:
    """Adds what the vector of each word adds to the mean."""
    places, rows, shares = meant(batch, vectors)
    here = wanted[batch.lines.rows[places]]
    known = places[here]
    _add(sums, known, shares[batch.lines.rows[known]], vectors.values[rows[here]].astype(np.float64) @ coefficients)


def _add(sums: Floats, tokens: Places, amounts: Floats, coefficients: Floats) -> None:
    """Adds amounts times their coefficients, shape (n, n_labels) or one row for all, to tokens."""
    for label in range(sums.shape[1]):
        sums[:, label] += np.bincount(tokens, amounts * coefficients[:, label], len(sums))
