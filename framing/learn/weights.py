"""What a fitted scikit-learn pipeline over features of words says of texts: the same numbers, many times as fast.

A pipeline counts named features in hashed columns, weighs the counts (tf-idf), scales sums, and adds up coefficients.
Here names are looked up in the columns that training kept, and only those are counted; many texts at a time, without
sparse matrices. Sums are taken text by text, so no text depends on the others of its batch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.learn.murmur import columns_of

Feature = tuple[str, int]
"""The name of a feature and the token it was read from."""

Floats = NDArray[np.float64]
Places = NDArray[np.intp]

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
    rows, columns : array of int
        One entry a text and column read in it, by text and then by column.
    values : array of float
        Their weights after tf-idf and division by the length of the text's row.
    times : array of int
        How often each was read.
    entries, tokens : array of int
        One entry each time a feature is read: which of ``rows`` it counts for, and its token.
    """

    rows: Places
    columns: Places
    values: Floats
    times: Places
    entries: Places
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
        self._kept = kept
        self._idf = idf
        self._bits = bits
        self._names_of = names_of
        self._forget()

    def counts(self, texts: Sequence[Iterable[Feature]]) -> Counts:
        """The kept features of texts, with their weights."""
        read = [list(text) for text in texts]
        names, at = list(zip(*chain.from_iterable(read), strict=True)) or ((), ())
        known = self._look_up(names)
        times = self._lengths[known]
        named = np.repeat(np.arange(len(names)), times)
        within = np.arange(len(named)) - np.repeat(np.cumsum(times) - times, times)
        columns = self._columns[self._starts[known][named] + within]
        tokens = np.array(at, np.intp)[named]
        rows = np.repeat(np.arange(len(read)), [len(text) for text in read])[named]
        size = max(1, len(self._kept))
        pairs, entries, times = np.unique(rows * size + columns, return_inverse=True, return_counts=True)
        rows, columns = np.divmod(pairs, size)
        values = (1 + np.log(times)) * self._idf[columns]
        lengths = np.sqrt(np.bincount(rows, values * values, len(read)))
        return Counts(rows, columns, values / lengths[rows], times, entries, tokens)

    def add(self, counts: Counts, scores: Floats) -> None:
        """Adds to ``scores``, shape (n_texts, n_outputs), what the counted features say."""
        for output in range(scores.shape[1]):
            weighted = counts.values * self.coefficients[counts.columns, output]
            scores[:, output] += np.bincount(counts.rows, weighted, len(scores))

    def _forget(self) -> None:
        self._known: dict[str, int] = {}
        self._starts = self._lengths = self._columns = np.zeros(0, np.intp)

    def _look_up(self, names: Sequence[str]) -> Places:
        """The number of each name: ``_columns`` holds its kept columns, ``_lengths`` many from ``_starts`` on."""
        unknown = list(set(names) - self._known.keys())
        if len(self._known) + len(unknown) > MOST_NAMES:
            self._forget()
            unknown = list(set(names))
        if unknown:
            self._learn(unknown)
        return np.fromiter(map(self._known.__getitem__, names), np.intp, len(names))

    def _learn(self, names: Sequence[str]) -> None:
        meant = [self._names_of(name) for name in names]
        hashed = columns_of(list(chain.from_iterable(meant)), self._bits)
        places = np.searchsorted(self._kept, hashed)
        kept = places < len(self._kept)
        kept[kept] = self._kept[places[kept]] == hashed[kept]
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
    """A linear regression over columns of mean 0 and variance 1.

    Parameters
    ----------
    mean, scale : array, shape (n_columns,)
    coefficients : array, shape (n_columns, n_outputs)
    intercepts : array, shape (n_outputs,)
    """

    mean: Floats
    scale: Floats
    coefficients: Floats
    intercepts: Floats

    @classmethod
    def of(cls, regression: Any, scaler: Any = None) -> Regression:
        """Of a fitted regression, behind a fitted ``StandardScaler`` if there is one; or of their parameters."""
        coefficients = np.atleast_2d(regression.coef_).T.astype(np.float64)
        intercepts = np.atleast_1d(regression.intercept_).astype(np.float64)
        if scaler is None:
            return cls(np.zeros(len(coefficients)), np.ones(len(coefficients)), coefficients, intercepts)
        return cls(scaler.mean_, scaler.scale_, coefficients, intercepts)

    def scores(self, columns: NDArray[Any]) -> Floats:
        """Shape (n_rows, n_outputs)."""
        return np.asarray((columns - self.mean) / self.scale @ self.coefficients + self.intercepts)

    def probabilities(self, columns: NDArray[Any]) -> Floats:
        """Of a logistic regression of three labels or more, shape (n_rows, n_labels)."""
        return np.exp(log_softmax(self.scores(columns)))


def log_softmax(scores: Floats) -> Floats:
    """Natural logarithms of the probabilities behind scores (log-odds), row by row."""
    shifted = scores - scores.max(axis=1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True)))
