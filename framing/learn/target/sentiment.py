"""Word-based target sentiment as a scikit-learn classifier: how it is learnt."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.base import BaseEstimator, ClassifierMixin, TransformerMixin

from framing.learn.target.blocks import HASHED
from framing.learn.target.features import TargetFeatures
from framing.learn.target.target import Target
from framing.learn.target.vectors import WordVectors
from framing.learn.target.word_model import LABELS, TargetWords
from framing.lexicons import Lexicons

LEAST_ROWS = 2
ROWS_A_COLUMN = 3_000
"""A hashed column stands in one of so many rows: rarer ones add more to the file than to the answers."""
INVERSE_STRENGTH = 0.7
LONGEST_FIT_STEPS = 500

Probabilities = NDArray[np.float64]


class FrequentColumns(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Of the columns ``start`` up to, not including, ``stop``, those that are not 0 in at least ``least_rows`` rows.

    Attributes
    ----------
    columns_ : array of int32
        The columns kept, rising.
    """

    def __init__(self, start: int, stop: int, least_rows: int = LEAST_ROWS) -> None:
        self.start = start
        self.stop = stop
        self.least_rows = least_rows

    def fit(self, table: csr_matrix, y: object = None) -> Self:
        """Counts the rows of each column."""
        rows = np.bincount(table.indices, minlength=table.shape[1])[self.start : self.stop]
        self.columns_ = (self.start + np.flatnonzero(rows >= self.least_rows)).astype(np.int32)
        return self

    def transform(self, table: csr_matrix) -> csr_matrix:
        """The kept columns, shape (n_rows, len(columns_))."""
        places = np.searchsorted(self.columns_, table.indices)
        places[places == len(self.columns_)] = 0
        kept = self.columns_[places] == table.indices if len(self.columns_) else np.zeros(len(places), bool)
        ends = np.concatenate(([0], np.cumsum(kept)))[table.indptr]
        return csr_matrix((table.data[kept], places[kept], ends), shape=(table.shape[0], len(self.columns_)))


class TargetSentiment(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """How passages make their targets look, by a linear model over ``TargetFeatures``.

    The rows are taken as equally weighty; irony, what is only implied, and who is meant by a pronoun are beyond it.

    Parameters
    ----------
    lexicons : Lexicons
        The lists the features ask; give those the model was learnt with.
    learnt : estimator, optional
        A saved ``learnt_``, by which the model is ready without :meth:`fit`.
    vectors : WordVectors, optional
        The meanings of words; give those the model was learnt with, or none if it was learnt without.

    Attributes
    ----------
    learnt_ : Pipeline
        The weights: all that has to be saved.
    words_ : TargetWords
        What they make of targets.
    classes_ : array of str
        ``negative``, ``neutral``, ``positive``.
    """

    def __init__(self, lexicons: Lexicons, learnt: Any = None, vectors: WordVectors | None = None) -> None:
        self.lexicons = lexicons
        self.vectors = vectors
        self.learnt = learnt
        self._features = TargetFeatures(lexicons, vectors=vectors)
        if learnt is not None:
            self._take(learnt)

    def fit(self, targets: Sequence[Target], labels: Sequence[str]) -> Self:
        """Learns the weights from labelled targets; all of ``LABELS`` must be among the labels.

        Raises
        ------
        ValueError
            Labels other than ``LABELS``, or one of them missing.
        """
        from threadpoolctl import threadpool_limits

        if set(labels) != set(LABELS):
            raise ValueError(f"labels are {sorted(set(labels))}, must be {list(LABELS)}")
        learnt = _untrained(self._features, len(labels))
        with threadpool_limits(1):
            learnt.fit(self._features.transform(targets), np.asarray(labels))
        learnt[-1].coef_ = learnt[-1].coef_.astype(np.float32)
        self._take(learnt)
        return self

    def _take(self, learnt: Any) -> None:
        self.learnt_ = learnt
        self.classes_ = learnt[-1].classes_
        self.words_ = TargetWords(self._features.reader, learnt, self.vectors)

    def log_probabilities(self, targets: Sequence[Target]) -> Probabilities:
        """As :meth:`TargetWords.log_probabilities` gives them."""
        return self.words_.log_probabilities(targets)

    def predict_proba(self, targets: Sequence[Target]) -> Probabilities:
        """Probabilities, shape (n_targets, 3), in the order of ``LABELS``."""
        return np.exp(self.log_probabilities(targets))

    def predict(self, targets: Sequence[Target]) -> NDArray[np.str_]:
        """The likeliest label of each target."""
        return np.asarray(self.classes_[self.log_probabilities(targets).argmax(axis=1)])


def fit_target_sentiment(
    targets: Sequence[Target],
    labels: Sequence[str],
    lexicons: Lexicons,
    seed: int = 0,
    vectors: WordVectors | None = None,
) -> TargetSentiment:
    """A model of target sentiment from labelled targets, with the meanings of words if ``vectors`` are given.

    ``seed`` is the same argument as other tasks have; a convex loss with L-BFGS on one thread leaves nothing to chance.
    """
    del seed
    return TargetSentiment(lexicons, vectors=vectors).fit(targets, labels)


def _untrained(features: TargetFeatures, n_rows: int) -> Any:
    """Inverse document frequencies for the hashed columns, unit variance for the scores, multinomial regression."""
    from sklearn.feature_extraction.text import TfidfTransformer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import FeatureUnion, Pipeline
    from sklearn.preprocessing import StandardScaler

    steps, shares = [], {}
    for name, block in features.blocks.items():
        least = max(LEAST_ROWS, n_rows // ROWS_A_COLUMN) if name in HASHED else 0
        weigher = TfidfTransformer(sublinear_tf=True) if name in HASHED else StandardScaler(with_mean=False)
        columns = FrequentColumns(block.start, block.stop, least)
        steps.append((name, Pipeline([("columns", columns), ("weights", weigher)])))
        shares[name] = 1.0 if name in HASHED else 1 / math.sqrt(block.stop - block.start)
    weights = FeatureUnion(steps, transformer_weights=shares)
    regression = LogisticRegression(C=INVERSE_STRENGTH, max_iter=LONGEST_FIT_STEPS)
    return Pipeline([("weights", weights), ("regression", regression)])
