"""Whose names each outlet uses in its own words, and each side in its own: dots with intervals."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from framing.angles.naming import naming_index
from framing.charts.dot_plot import FEW, Series, column, dot_page, dots, share_scale, values_of
from framing.charts.drawing import BODY_WIDTH, Drawing, Heading, Nothing, table_of
from framing.charts.palette import Palette
from framing.charts.rows import numbers
from framing.charts.wording import FEW_ARTICLES, count, interval_note

NEEDS = {"terms": ("article_id", "perspective", "voice", "in_quote"), "articles": ("article_id", "outlet")}
TITLE = "Whose names for things does each outlet use?"
LEFT, PLOT, MOST_OUTLETS = 2.3, 4.9, 20


def draw(tables: Mapping[str, pd.DataFrame], palette: Palette) -> Drawing | Nothing:
    """The share of each side's terms in the own words of each outlet, and in those of each voice."""
    terms = table_of(tables, "terms", NEEDS["terms"])
    if isinstance(terms, Nothing):
        return terms
    articles = table_of(tables, "articles", NEEDS["articles"])
    if isinstance(articles, Nothing):
        return articles
    palette.require(terms["perspective"].dropna(), "terms")
    outlets = naming_index(terms, articles, "outlet", palette.order)
    voices = naming_index(terms, articles, "voice", palette.order)
    palette.require(voices["voice"], "terms")
    voices = voices[voices["voice"] != palette.order[-1]]
    size = outlets.groupby("outlet")["n_group"].first()
    kept = sorted(sorted(size.index, key=lambda name: (-size[name], name))[:MOST_OUTLETS])
    outlets = outlets[outlets["outlet"].isin(kept)]
    if outlets.empty and voices.empty:
        return Nothing("no aligned term stands in the words of an outlet or side")
    rows_of_plot = pd.concat([outlets.rename(columns={"outlet": "group"}), voices.rename(columns={"voice": "group"})])
    groups = [*dict.fromkeys(outlets["outlet"]), *dict.fromkeys(voices["voice"])]
    series = _series(rows_of_plot, groups, palette)
    names = [f"{name}, own words" for name in dict.fromkeys(outlets["outlet"])]
    names += [f"{palette.label(voice)}, as quoted or reported" for voice in dict.fromkeys(voices["voice"])]
    heading = _heading(terms, int(rows_of_plot["n_part"].sum()), len(size) - len(kept))
    page, rows = dot_page(heading, series, names, LEFT, head_lines=1)
    share_scale(dots(page, rows, series, LEFT, PLOT), series, full=True)
    totals = rows_of_plot.drop_duplicates("group").set_index("group").loc[groups]
    column(page, rows, BODY_WIDTH - 0.95, "n terms", [f"{n:,}" for n in totals["n_group"]])
    column(page, rows, BODY_WIDTH, "n articles", [f"{n:,}" for n in totals["n_articles"]])
    return Drawing((page.figure,), heading.title, f"{heading.subtitle} {heading.note}")


def _series(shares: pd.DataFrame, groups: list[str], palette: Palette) -> list[Series]:
    series = []
    for side in [side for side in palette.order if (shares["perspective"] == side).any()]:
        of_side = shares[shares["perspective"] == side].set_index("group").reindex(groups)
        values = values_of(of_side, size=numbers(of_side["n_group"]))
        series.append(Series(f"{palette.label(side)}’s names", palette.colour(side), palette.marker(side), *values))
    return series


def _heading(terms: pd.DataFrame, n_shown: int, n_left_out: int) -> Heading:
    n_articles = terms["article_id"].nunique()
    unknown = int(terms["voice"].isna().sum())
    left = f" {count(n_left_out, 'outlet')} with fewer terms left out." if n_left_out else ""
    return Heading(
        TITLE,
        f"Share of each side’s terms among all aligned terms (“Kosovo and Metohija”, “Kosova”). n = "
        f"{count(n_shown, 'term')} in {count(n_articles, 'article')}.",
        "Own words: what an outlet neither quotes nor reports. A side’s words are those that outlets quote or report. "
        f"{count(unknown, 'term')} without a known source left out. Below {FEW} terms only n is given.{left} "
        + interval_note(n_articles, "Line", f"none where fewer than {FEW_ARTICLES} articles have terms or all agree"),
    )
