"""How large a difference is, on a scale that does not depend on the number of articles."""

from __future__ import annotations

import numpy as np

from framing.compare.sums import Numbers, ratio


def cohens_h(first: Numbers, second: Numbers) -> Numbers:
    """The difference of two shares on the arcsine scale (Cohen 1988, chapter 6); .2 is small, .5 middling, .8 large.

    >>> cohens_h(np.array([0.5]), np.array([0.25])).round(3).tolist()
    [0.524]
    """
    return 2 * (np.arcsin(np.sqrt(np.clip(first, 0, 1))) - np.arcsin(np.sqrt(np.clip(second, 0, 1))))


def hedges_g(first: tuple[Numbers, Numbers], second: tuple[Numbers, Numbers]) -> Numbers:
    """The difference of the means of the articles' own values over their pooled standard deviation (Hedges 1981).

    Parameters
    ----------
    first, second : tuple of ndarray
        Top and bottom of the articles (rows) of each group; an article without evidence does not count.
    """
    means, squares, sizes = [], [], []
    for top, bottom in (first, second):
        values = ratio(top, bottom)
        known = ~np.isnan(values)
        n = known.sum(axis=0)
        mean = ratio(np.where(known, values, 0).sum(axis=0), n)
        means.append(mean)
        squares.append(np.where(known, (values - mean) ** 2, 0).sum(axis=0))
        sizes.append(n)
    free = sizes[0] + sizes[1] - 2
    spread = np.sqrt(ratio(squares[0] + squares[1], np.maximum(free, 0)))
    correction = 1 - ratio(np.full(len(free), 3.0), 4 * free - 1)
    return np.where(spread > 1e-12, ratio(means[0] - means[1], spread) * correction, np.nan)
