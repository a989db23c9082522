"""How the words of each side are reported: said, claimed or pointed out, and at which distance."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from framing.aggregate import voice_order
from framing.angles.shares import SAMPLING, Sampling, shares_of
from framing.ratios import Cells, codes_of, estimate, typed_table, words_of
from framing.records import NARRATOR

DOUBTING = "doubting"
CREDENCES = (DOUBTING, "neutral", "endorsing")


def credence_profile(
    attributions: pd.DataFrame,
    column: str = "credence",
    order: Sequence[str] = (),
    sampling: Sampling = SAMPLING,
) -> pd.DataFrame:
    """The share of each kind of cue among the reports of each side's words.

    Only the outlet's own reports count: an attribution within what another source says is that source's choice of
    words.

    Parameters
    ----------
    attributions : DataFrame
        The table ``attributions``; read are article_id, perspective, cue_start, cue_end, content_start, content_end
        and the column.
    column : str
        ``credence`` (doubting, neutral, endorsing) or ``cue_class``.
    order : sequence of str
        The sides to list first.
    sampling : Sampling
        How intervals are made, over whole articles.

    Returns
    -------
    DataFrame
        A row a side and kind: perspective, the column, n_part, n_group (reports with a listed cue), n_articles, share
        (0 to 1, adding up to 1 over the kinds), ci_low, ci_high.

    Notes
    -----
    What it cannot see: why a cue was chosen. "Claimed" may be apt; compare sides, and read the sentences.

    Examples
    --------
    >>> rows = pd.DataFrame({"article_id": ["a", "a"], "perspective": ["east", "east"],
    ...                      "credence": ["doubting", "neutral"], "cue_start": [5, 60], "cue_end": [12, 64],
    ...                      "content_start": [13, 65], "content_end": [50, 90]})
    >>> credence_profile(rows)[["perspective", "credence", "n_part", "share"]]
      perspective   credence  n_part  share
    0        east   doubting       1    0.5
    1        east    neutral       1    0.5
    2        east  endorsing       0    0.0
    """
    rows = own_reports(attributions, column).reset_index(drop=True)
    found = rows["perspective"]
    sides = [side for side in voice_order(found, order) if (found == side).any()]
    kinds = list(CREDENCES) if column == "credence" else sorted(map(str, rows[column].unique()))
    return shares_of(rows, ("perspective", column), sides, kinds, sampling)


def own_reports(attributions: pd.DataFrame, column: str = "credence") -> pd.DataFrame:
    """The rows of ``attributions`` by which an outlet itself reports a known side with a listed cue.

    A report within what another source says is that source's choice of words, and left out.
    """
    known = attributions["perspective"].notna() & attributions[column].notna()
    return attributions[known.to_numpy(dtype=bool) & ~_nested(attributions)]


def distance_rate(
    distancing: pd.DataFrame, mentions: pd.DataFrame, order: Sequence[str] = (), sampling: Sampling = SAMPLING
) -> pd.DataFrame:
    """How often the outlets keep a distance from each side's words or name, for 100 mentions of the side.

    Parameters
    ----------
    distancing, mentions : DataFrame
        The tables; of the first only rows in the outlet's own voice with a known side count.
    order : sequence of str
        The sides to list first.
    sampling : Sampling
        How intervals are made, over whole articles.

    Returns
    -------
    DataFrame
        A row a side: perspective, n_marks, n_mentions, n_articles (with a mention), per_100_mentions, ci_low, ci_high.
    """
    marks = distancing[(distancing["voice"] == NARRATOR) & distancing["perspective"].notna()]
    both = pd.concat([marks.assign(mark=True), mentions.assign(mark=False)], ignore_index=True)
    sides = [side for side in voice_order(both["perspective"], order) if (both["perspective"] == side).any()]
    articles, ids = pd.factorize(words_of(both["article_id"]), sort=True)
    cells = Cells(articles, np.arange(len(both)), codes_of(both["perspective"], sides), (len(ids), len(sides)))
    mark = both["mark"].to_numpy(dtype=bool)
    top, bottom = cells.tally(mark), cells.tally(~mark)
    rate, low, high = 100 * estimate(top, bottom, sampling.rng, sampling.bootstrap)
    size = {
        "n_marks": top.sum(axis=0),
        "n_mentions": bottom.sum(axis=0),
        "n_articles": (bottom > 0).sum(axis=0),
    }
    return typed_table({"perspective": sides}, size, per_100_mentions=rate, ci_low=low, ci_high=high)


def _nested(attributions: pd.DataFrame) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which attributions have their cue within what another one reports."""
    nested = np.zeros(len(attributions), dtype=bool)
    columns = ("cue_start", "cue_end", "content_start", "content_end")
    spans = np.column_stack([attributions[name].astype("Float64").to_numpy(float, na_value=np.nan) for name in columns])
    for places in attributions.reset_index(drop=True).groupby("article_id", sort=False).indices.values():
        cue_start, cue_end, start, end = spans[places].T
        holds = (start[:, None] <= cue_start) & (cue_end <= end[:, None])
        np.fill_diagonal(holds, False)
        nested[places] = holds.any(axis=0)
    return nested
