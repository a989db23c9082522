"""Whose naming each outlet and voice uses: "Kosovo and Metohija" or "Kosova"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import pandas as pd

from framing.aggregate import voice_order
from framing.angles.shares import SAMPLING, Sampling, exploded, shares_of
from framing.records import NARRATOR

NO_OUTLET = "no outlet given"


def naming_index(
    terms: pd.DataFrame,
    articles: pd.DataFrame,
    by: Literal["outlet", "voice"] = "outlet",
    order: Sequence[str] = (),
    sampling: Sampling = SAMPLING,
) -> pd.DataFrame:
    """The share of each side's terms among all the terms of the sides that a group uses.

    By outlet, only the outlet's own words count: what it quotes or reports of others is left out. By voice, terms
    count for the side whose words they stand in, quoted or reported; ``narrator`` is all outlets' own words. Terms
    in quotation marks without a known source count for nobody.

    Parameters
    ----------
    terms : DataFrame
        The table ``terms``; read are article_id, perspective, voice and in_quote.
    articles : DataFrame
        The table ``articles``; read are article_id and outlet.
    by : str
        ``outlet`` or ``voice``.
    order : sequence of str
        The sides and voices to list first.
    sampling : Sampling
        How intervals are made, over whole articles.

    Returns
    -------
    DataFrame
        A row a group and side: the group (``outlet`` or ``voice``), perspective, n_part (terms of the side), n_group
        (terms of all sides), n_articles (with a term of the group), share (0 to 1, adding up to 1 over the sides),
        ci_low, ci_high.

    Notes
    -----
    What it cannot see: names that both sides share ("Kosovo"), how often a side was to be named at all, and in
    reported words whether the outlet or its source chose the name.

    Examples
    --------
    >>> used = pd.DataFrame({"article_id": ["a", "a", "b"], "perspective": ["east", "west", "east"],
    ...                      "voice": ["narrator", "west", "narrator"], "in_quote": [False, True, False]})
    >>> outlets = pd.DataFrame({"article_id": ["a", "b"], "outlet": ["Post", "Post"]})
    >>> naming_index(used, outlets)[["outlet", "perspective", "n_part", "n_group", "share"]]
      outlet perspective  n_part  n_group  share
    0   Post        east       2        2    1.0
    """
    rows = exploded(terms[["article_id", "perspective", "voice", "in_quote"]], "voice")
    if by == "outlet":
        rows = own_terms(rows).merge(articles[["article_id", "outlet"]], on="article_id", how="left")
        rows = rows.assign(outlet=rows["outlet"].astype("string").fillna(NO_OUTLET))
        groups = sorted(rows["outlet"].unique())
    else:
        groups = [voice for voice in voice_order(rows["voice"], order) if (rows["voice"] == voice).any()]
    sides = [side for side in voice_order(rows["perspective"], order) if (rows["perspective"] == side).any()]
    return shares_of(rows, (by, "perspective"), groups, sides, sampling)


def own_terms(terms: pd.DataFrame) -> pd.DataFrame:
    """The rows of the table ``terms`` that are the outlets' own words: neither quoted nor reported."""
    own = (terms["voice"] == NARRATOR).fillna(False) & ~terms["in_quote"].astype("boolean").fillna(False)
    return terms[own.to_numpy(dtype=bool)]
