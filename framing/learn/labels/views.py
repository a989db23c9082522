"""Views of texts as they are learnt: each is a regression over features of one kind, and scores every label."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.learn.labels.blocks import MEANING, TONE
from framing.learn.labels.decision import Flags, Scores

LEAST_ROWS = 2
CLOSE_ENOUGH = 1e-3
PENALTIES: Mapping[str, tuple[float, ...]] = {"words": (1.0, 3.0, 10.0), "states": (400.0, 1600.0, 6400.0)}
BLOCK_WEIGHTS: Mapping[str, float] = {"cues": 0.5, "tone": 1 / 3, "meaning": 0.075}


@dataclass(frozen=True, slots=True)
class View:
    """A fitted view.

    Parameters
    ----------
    weights : transformer
        Scales the columns.
    regression : Ridge
        Gives each label about 1 where a row has it and -1 where not.
    """

    weights: Any
    regression: Any

    def scores(self, columns: Any) -> Scores:
        """Shape (n_rows, n_labels), the higher the likelier the label."""
        n_labels = self.regression.intercept_.shape[0]
        if not columns.shape[0]:
            return np.zeros((0, n_labels))
        found = self.regression.predict(self.weights.transform(columns))
        return np.asarray(found, np.float64).reshape(-1, n_labels)


def fit_view(columns: Any, flags: Flags, penalty: float, weights: Any, counts: NDArray[np.float64]) -> View:
    """A view from the features of rows and the labels they have.

    Least squares with an L2 penalty: as good as logistic regression here once its scores are calibrated, and many
    times faster (Rifkin, Yeo & Poggio 2003, Regularized least-squares classification).

    Parameters
    ----------
    columns : matrix, shape (n_rows, n_columns)
        The features.
    flags : array of bool, shape (n_rows, n_labels)
        Which labels each row has.
    penalty : float
        Of the squared coefficients.
    weights : transformer
        Not fitted; is fitted here.
    counts : array, shape (n_rows,)
        How much each row counts.
    """
    from scipy.sparse import issparse
    from sklearn.linear_model import Ridge
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        weighted = weights.fit_transform(columns)
        sparse = issparse(weighted)
        regression = Ridge(penalty, solver="sparse_cg" if sparse else "cholesky", tol=CLOSE_ENOUGH)
        regression.fit(weighted, np.where(flags, 1.0, -1.0), sample_weight=counts)
    regression.coef_ = np.atleast_2d(regression.coef_).astype(np.float32)
    regression.intercept_ = np.atleast_1d(regression.intercept_)
    return View(weights, regression)


def word_weights(spans: Mapping[str, slice], columns: Any) -> Any:
    """Inverse document frequencies for the hashed columns, unit variance for the sums of loaded words; not fitted.

    Meanings stay as they are. Blocks of which no column stands in ``LEAST_ROWS`` rows of ``columns`` are left out.
    """
    from sklearn.feature_extraction.text import TfidfTransformer
    from sklearn.pipeline import FeatureUnion, Pipeline
    from sklearn.preprocessing import StandardScaler

    from framing.learn.target.sentiment import FrequentColumns

    rows = np.bincount(columns.indices, minlength=columns.shape[1])
    steps = []
    for name, block in spans.items():
        least = 0 if name in (TONE, MEANING) else LEAST_ROWS
        if (rows[block] < least).all():
            continue
        chain: list[tuple[str, Any]] = [("columns", FrequentColumns(block.start, block.stop, least))]
        if name == TONE:
            chain.append(("weights", StandardScaler(with_mean=False)))
        elif name != MEANING:
            chain.append(("weights", TfidfTransformer(sublinear_tf=True)))
        steps.append((name, Pipeline(chain)))
    return FeatureUnion(steps, transformer_weights={name: BLOCK_WEIGHTS.get(name, 1.0) for name, _ in steps})


def state_weights() -> Any:
    """Zero mean and unit variance by dimension; not fitted."""
    from sklearn.preprocessing import StandardScaler

    return StandardScaler()


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The columns of a sparse matrix that any model can use: those in ``LEAST_ROWS`` rows, and all that are no counts.

    Parameters
    ----------
    columns : sparse matrix, shape (n_rows, len(kept))
    kept : array
        Where each stood in the whole matrix, rising.
    spans, whole_spans : mapping of str to slice
        The columns of each block here, and in the whole matrix.
    """

    columns: Any
    kept: NDArray[np.intp]
    spans: Mapping[str, slice]
    whole_spans: Mapping[str, slice]

    @classmethod
    def of(cls, whole: Any, spans: Mapping[str, slice]) -> Narrowed:
        """Of a matrix whose blocks are ``spans``."""
        enough = np.bincount(whole.indices, minlength=whole.shape[1]) >= LEAST_ROWS
        for name in (TONE, MEANING):
            if name in spans:
                enough[spans[name]] = True
        kept = np.flatnonzero(enough)
        here = {name: slice(*np.searchsorted(kept, [block.start, block.stop])) for name, block in spans.items()}
        return cls(whole[:, kept].tocsr(), kept, here, spans)

    def widened(self, view: View) -> View:
        """A view that was fitted here, for the whole matrix; it is changed in place."""
        for name, pipeline in view.weights.transformer_list:
            step = pipeline["columns"]
            step.columns_ = self.kept[step.columns_].astype(np.int32)
            step.start, step.stop = self.whole_spans[name].start, self.whole_spans[name].stop
        return view
