"""What a fitted scikit-learn pipeline over features of words says of texts: the same numbers, many times as fast.

A pipeline counts named features in hashed columns, weighs the counts (tf-idf), scales sums, and adds up coefficients.
Here names are looked up in the columns that training kept, and only those are counted; many texts at a time, without
sparse matrices. Sums are taken text by text, so no text depends on the others of its batch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.learn.grams import NOT_KEPT, Feature, GramColumns, Grams, Lines, Places, kept_columns

Floats = NDArray[np.float64]

MOST_NAMES = 1 << 16
"""Names of which a block remembers the column."""


def itself(name: str) -> Sequence[str]:
    """A name stands for one feature."""
    return (name,)


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each kept column is read in each text.

    Parameters
    ----------
    pairs : array of int
        One entry a text and column read in it, rising: the text's number before that of the column.
    rows, columns : array of int
        Of each pair.
    values : array of float
        Their weights after tf-idf and division by the length of the text's row.
    times : array of int
        How often each was read.
    read, texts, tokens : array of int
        One entry each time a feature is read: its pair, its text, and its token there.
    """

    pairs: Places
    rows: Places
    columns: Places
    values: Floats
    times: Places
    read: Places
    texts: Places
    tokens: Places


class CountedBlock:
    """Counts of named features, of which training kept some columns.

    Parameters
    ----------
    kept : array of int, shape (n_kept,)
        The hashed columns, rising.
    idf : array, shape (n_kept,)
        Inverse document frequencies.
    coefficients : array, shape (n_kept, n_outputs)
        Of the weighed counts.
    bits : int
        There are ``2 ** bits`` hashed columns.
    names_of : callable
        The names of features that a name stands for, as the pieces of a word.

    Attributes
    ----------
    grams : GramColumns
        Numbers the words of features that :meth:`counts_of_grams` is asked for.
    """

    def __init__(
        self,
        kept: NDArray[np.integer],
        idf: Floats,
        coefficients: Floats,
        bits: int,
        names_of: Callable[[str], Sequence[str]] = itself,
    ) -> None:
        self.coefficients = coefficients
        self.grams = GramColumns(kept, bits)
        self._outputs = np.ascontiguousarray(coefficients.T)
        self._kept = kept
        self._idf = idf
        self._bits = bits
        self._names_of = names_of
        self._forget()

    def counts(self, texts: Sequence[Iterable[Feature]]) -> Counts:
        """The kept features of texts, with their weights."""
        names: list[str] = []
        tokens: list[int] = []
        ends = []
        for text in texts:
            for name, token in text:
                names.append(name)
                tokens.append(token)
            ends.append(len(names))
        known = self._look_up(names)
        times = self._lengths[known]
        named = np.repeat(np.arange(len(names)), times)
        within = np.arange(len(named)) - np.repeat(np.cumsum(times) - times, times)
        columns = self._columns[self._starts[known][named] + within]
        rows = np.repeat(np.arange(len(texts)), np.diff(ends, prepend=0))[named]
        return self._counted(rows, columns, np.array(tokens, np.intp)[named], len(texts))

    def counts_of_grams(self, grams: Iterable[Grams], lines: Lines) -> Counts:
        """The kept features among sequences of words, with their weights.

        Parameters
        ----------
        grams : iterable of Grams
            Of words that ``self.grams`` has numbered.
        lines : Lines
            The texts.
        """
        places, columns = self.grams.find(grams)
        return self._counted(lines.rows[places], columns, lines.tokens[places], len(lines.lengths))

    def _counted(self, texts: Places, columns: Places, tokens: Places, n_texts: int) -> Counts:
        bits = len(self._kept).bit_length()
        read = (texts << bits) | columns
        ordered = np.sort(read)
        first = np.flatnonzero(np.diff(ordered, prepend=-1))
        times = np.diff(first, append=len(ordered))
        pairs = ordered[first]
        rows, columns = pairs >> bits, pairs & ((1 << bits) - 1)
        values = (1 + np.log(times)) * self._idf[columns]
        lengths = np.sqrt(np.bincount(rows, values * values, n_texts))
        return Counts(pairs, rows, columns, values / lengths[rows], times, read, texts, tokens)

    def add(self, counts: Counts, scores: Floats) -> None:
        """Adds to ``scores``, shape (n_texts, n_outputs), what the counted features say."""
        for output, coefficients in enumerate(self._outputs):
            scores[:, output] += np.bincount(counts.rows, counts.values * coefficients[counts.columns], len(scores))

    def _forget(self) -> None:
        self._known: dict[str, int] = {}
        self._starts = self._lengths = self._columns = np.zeros(0, np.intp)

    def _look_up(self, names: Sequence[str]) -> Places:
        """The number of each name: ``_columns`` holds its kept columns, ``_lengths`` many from ``_starts`` on."""
        found = np.fromiter(map(self._known.get, names, repeat(-1)), np.intp, len(names))
        unknown = np.flatnonzero(found < 0).tolist()
        if not unknown:
            return found
        new = list(dict.fromkeys(names[at] for at in unknown))
        if len(self._known) + len(new) > MOST_NAMES:
            self._forget()
            new = list(dict.fromkeys(names))
        self._learn(new)
        return np.fromiter(map(self._known.__getitem__, names), np.intp, len(names))

    def _learn(self, names: Sequence[str]) -> None:
        meant = [self._names_of(name) for name in names]
        places = kept_columns(list(chain.from_iterable(meant)), self._kept, self._bits)
        kept = places != NOT_KEPT
        owners = np.repeat(np.arange(len(names)), [len(features) for features in meant])[kept]
        lengths = np.bincount(owners, minlength=len(names))
        self._starts = np.concatenate([self._starts, len(self._columns) + np.cumsum(lengths) - lengths])
        self._lengths = np.concatenate([self._lengths, lengths])
        self._columns = np.concatenate([self._columns, places[kept]])
        self._known |= zip(names, range(len(self._known), len(self._known) + len(names)), strict=True)


@dataclass(frozen=True, slots=True)
class SummedBlock:
    """Sums, each in its column, of which training keeps all.

    Parameters
    ----------
    coefficients : array, shape (n_columns, n_outputs)
        Of the sums as they are.
    """

    coefficients: Floats

    def add(self, sums: Floats, scores: Floats) -> None:
        """Adds to ``scores`` what the sums, shape (n_texts, n_columns), say."""
        scores += np.einsum("tc,co->to", sums, self.coefficients)


Blocks = Mapping[str, CountedBlock | SummedBlock]


def blocks_of(
    union: Any, coefficients: NDArray[Any], bits: int, names_of: Mapping[str, Callable[[str], Sequence[str]]]
) -> Blocks:
    """The blocks of a fitted ``FeatureUnion`` of pipelines, by name.

    Parameters
    ----------
    union : FeatureUnion, or its parameters
        Each pipeline chooses ``columns`` and may have ``weights``: a ``TfidfTransformer`` for hashed columns, a
        ``StandardScaler`` without means for sums.
    coefficients : array, shape (n_outputs, n_columns)
        Of the regression behind it.
    bits : int
        There are ``2 ** bits`` columns in each hashed block.
    names_of : mapping
        Of hashed blocks whose names stand for several features: which.
    """
    blocks: dict[str, CountedBlock | SummedBlock] = {}
    start = 0
    for name, pipeline in union.transformer_list:
        steps = dict(pipeline.steps)
        kept = steps["columns"].columns_ - steps["columns"].start
        share = union.transformer_weights[name]
        here = share * coefficients[:, start : start + len(kept)].T.astype(np.float64)
        start += len(kept)
        weights: Any = steps.get("weights")
        if weights is None:
            blocks[name] = SummedBlock(here)
        elif hasattr(weights, "idf_"):
            blocks[name] = CountedBlock(kept, weights.idf_, here, bits, names_of.get(name, itself))
        else:
            blocks[name] = SummedBlock(here / weights.scale_[:, None])
    return blocks


@dataclass(frozen=True, slots=True)
class Regression:
    """A linear regression over columns as they are: what scales them is part of its coefficients.

    Parameters
    ----------
    coefficients : array, shape (n_columns, n_outputs)
    intercepts : array, shape (n_outputs,)
    """

    coefficients: Floats
    intercepts: Floats

    @classmethod
    def of(cls, regression: Any, scaler: Any = None) -> Regression:
        """Of a fitted regression, behind a fitted ``StandardScaler`` if there is one; or of their parameters."""
        coefficients = np.atleast_2d(regression.coef_).T.astype(np.float64)
        intercepts = np.atleast_1d(regression.intercept_).astype(np.float64)
        if scaler is None:
            return cls(coefficients, intercepts)
        scaled = coefficients / np.asarray(scaler.scale_)[:, None]
        return cls(scaled, intercepts - scaler.mean_ @ scaled)

    def scores(self, columns: NDArray[Any]) -> Floats:
        """Shape (n_rows, n_outputs)."""
        return np.asarray(columns @ self.coefficients + self.intercepts)

    def probabilities(self, columns: NDArray[Any]) -> Floats:
        """Of a logistic regression of three labels or more, shape (n_rows, n_labels)."""
        return np.exp(log_softmax(self.scores(columns)))


def log_softmax(scores: Floats) -> Floats:
    """Natural logarithms of the probabilities behind scores (log-odds), row by row."""
    shifted = scores - scores.max(axis=1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True)))
