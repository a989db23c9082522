"""Adjusting p for the number of tests: Benjamini and Hochberg (1995) or Holm (1979), over the tests that were made."""

from __future__ import annotations

import numpy as np

from framing.compare.sums import Numbers

NAMES = {"bh": "Benjamini-Hochberg", "holm": "Holm", "none": "none"}


def adjusted(p: Numbers, method: str) -> Numbers:
    """The adjusted p, missing where p is; missing ones are no tests and count for nothing.

    Examples
    --------
    >>> adjusted(np.array([0.01, 0.04, np.nan, 0.03]), "bh").round(3).tolist()
    [0.03, 0.04, nan, 0.04]
    >>> adjusted(np.array([0.01, 0.04, np.nan, 0.03]), "holm").round(3).tolist()
    [0.03, 0.06, nan, 0.06]
    """
    result = np.full(len(p), np.nan)
    known = np.flatnonzero(~np.isnan(p))
    if method == "none" or not len(known):
        result[known] = p[known]
        return result
    order = known[np.argsort(p[known], kind="stable")]
    rank = np.arange(1, len(order) + 1)
    if method == "bh":
        steps = np.minimum.accumulate((p[order] * len(order) / rank)[::-1])[::-1]
    else:
        steps = np.maximum.accumulate(p[order] * (len(order) - rank + 1))
    result[order] = np.minimum(steps, 1.0)
    return result
