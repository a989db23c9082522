"""Shares of categories within groups, with intervals over whole articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from framing.ratios import PERCENTILE, Bootstrap, Cells, Chance, Numbers, codes_of, estimate, typed_table, words_of

SEPARATOR = ";"


@dataclass(frozen=True, slots=True)
class Sampling:
    """How intervals are made: a source of chance (a fresh one from a fixed seed if None), and the bootstrap."""

    rng: Chance = None
    bootstrap: Bootstrap = PERCENTILE


SAMPLING = Sampling()


def shares_of(
    rows: pd.DataFrame,
    names: tuple[str, str],
    groups: Sequence[str],
    parts: Sequence[str],
    sampling: Sampling = SAMPLING,
) -> pd.DataFrame:
    """The share of each part among the observations of each group.

    Parameters
    ----------
    rows : DataFrame
        One observation a row: article_id and the two columns of ``names``.
    names : tuple of str
        The columns that hold group and part.
    groups, parts : sequence of str
        Their values, in the order of the result; every value in ``rows`` is among them.
    sampling : Sampling
        How intervals are made.

    Returns
    -------
    DataFrame
        A row a group and part: the two names, n_part, n_group, n_articles (of the group), share (0 to 1; missing where
        the group has none), ci_low, ci_high.
    """
    articles, ids = pd.factorize(words_of(rows["article_id"]), sort=True)
    group, part = codes_of(rows[names[0]], groups), codes_of(rows[names[1]], parts)
    place = np.arange(len(rows))
    shape = (len(ids), len(groups))
    whole = Cells(articles, place, group, shape)
    cells = Cells(articles, place, group * len(parts) + part, (len(ids), len(groups) * len(parts)))
    top, bottom = cells.tally(), whole.tally().repeat(len(parts), axis=1)
    share, low, high = estimate(top, bottom, sampling.rng, sampling.bootstrap)
    labels: dict[str, Any] = {
        names[0]: np.repeat(np.array(groups, dtype=object), len(parts)),
        names[1]: list(parts) * len(groups),
    }
    size: dict[str, Numbers] = {
        "n_part": top.sum(axis=0),
        "n_group": bottom.sum(axis=0),
        "n_articles": (bottom > 0).sum(axis=0),
    }
    return typed_table(labels, size, share=share, ci_low=low, ci_high=high)


def exploded(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """The rows once for each of the values that a column joins by ``;``; those without a value are left out."""
    known = rows[rows[column].notna()]
    long = known.assign(**{column: known[column].astype("string").str.split(SEPARATOR)}).explode(column)
    return long.assign(**{column: long[column].astype("string")}).reset_index(drop=True)
