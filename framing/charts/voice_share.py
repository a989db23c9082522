"""Whose voice the sentences carry: a bar a voice."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator, PercentFormatter

from framing.aggregate import voice_share
from framing.charts import rows
from framing.charts.drawing import BODY_WIDTH, FAINT, INK, MUTED, PAPER, Drawing, Heading, Nothing, new_page, table_of
from framing.charts.palette import Palette
from framing.charts.wording import count, interval_note, percent, share_range

NEEDS = {"sentences": ("article_id", "voices")}
TITLE = "Whose voice do the sentences carry?"
BARS = 3.9


def draw(tables: Mapping[str, pd.DataFrame], palette: Palette) -> Drawing | Nothing:
    """The share of sentences in which each voice speaks."""
    sentences = table_of(tables, "sentences", NEEDS["sentences"])
    if isinstance(sentences, Nothing):
        return sentences
    shares = voice_share(sentences, palette.order)
    palette.require(shares["voice"], "sentences")
    heading = _heading(len(sentences), sentences["article_id"].nunique())
    page = new_page(heading, rows.body_height(len(shares), rows.AXIS))
    rows.label_rows(page, palette, list(shares["voice"]))
    _bars(rows.row_axes(page, rows.LABEL, BARS, len(shares)), shares, palette)
    low, high = rows.numbers(shares["ci_low"]), rows.numbers(shares["ci_high"])
    rows.column(page, 6.45, "share", [percent(share) for share in rows.numbers(shares["share"])], bold=True)
    rows.column(page, 7.4, "95% interval", [share_range(*ends) for ends in zip(low, high, strict=True)])
    rows.column(page, 8.3, "n sentences", [f"{n:,}" for n in shares["n_sentences"]])
    rows.column(page, BODY_WIDTH, "n articles", [f"{n:,}" for n in shares["n_articles"]])
    return Drawing((page.figure,), heading.title, f"{heading.subtitle} {heading.note}")


def _heading(n_sentences: int, n_articles: int) -> Heading:
    return Heading(
        TITLE,
        f"Share of the sentences that convey each one’s position. n = {count(n_sentences, 'sentence')} "
        f"of {count(n_articles, 'article')}.",
        "A sentence with several voices counts for each of them, so shares may add up to more than 100%. "
        + interval_note(n_articles, "Dark line", "none for a voice that never speaks"),
    )


def _bars(axes: Axes, shares: pd.DataFrame, palette: Palette) -> None:
    share, low, high = (rows.numbers(shares[name]) for name in ("share", "ci_low", "ci_high"))
    for place, voice in enumerate(shares["voice"]):
        bar = axes.barh(place, share[place], height=0.62, color=palette.colour(voice), linewidth=0)
        bar.patches[0].set(hatch=palette.hatch(voice), edgecolor=PAPER)
        axes.barh(place, share[place], height=0.62, fill=False, edgecolor=MUTED, linewidth=0.7)
        if not np.isnan(low[place]):
            for width, colour in ((4.5, PAPER), (1.8, INK)):
                axes.plot([low[place], high[place]], [place, place], color=colour, linewidth=width)
    longest = float(np.nanmax([*share, *high, 0.05]))
    axes.set_xlim(0, min(1.0, longest * 1.06))
    axes.xaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
    axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    axes.grid(axis="x", color=FAINT, linewidth=0.8)
    axes.spines["bottom"].set_visible(False)
