"""How each side is presented, and by whom: rows of dots with their intervals."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from framing.charts.dot_plot import (
    AXIS,
    Numbers,
    Rows,
    Series,
    column,
    dots,
    label_rows,
    legend,
    legend_height,
    row_height,
)
from framing.charts.drawing import (
    BODY_WIDTH,
    FEW_SENTENCES,
    INK,
    MUTED,
    NEGATIVE,
    POSITIVE,
    Drawing,
    Heading,
    Nothing,
    new_page,
    table_of,
)
from framing.charts.lettering import SMALL, line_height
from framing.charts.palette import Palette
from framing.charts.rows import numbers
from framing.charts.wording import FEW_ARTICLES, count, interval_note
from framing.portrayals import CHANCES, LABEL, SPEAKERS, portrayal_by_speaker

TITLE = "How is each side presented, and by whom?"
LEFT, PLOT = 1.85, 3.9
SIGNS = {
    "outlets": ("the outlets’ own voice", INK, "o", True),
    "itself": ("the side itself", INK, "o", False),
    "other sides": ("the other sides", MUTED, "s", True),
    "other sources": ("other sources", MUTED, "D", False),
}
HEADS = {
    "outlets": "n\noutlets",
    "itself": "n\nitself",
    "other sides": "n other\nsides",
    "other sources": "n other\nsources",
}
NEEDS = {
    "mentions": ("article_id", "sentence_index", "perspective", LABEL, *CHANCES),
    "sentences": ("article_id", "sentence_index", "voices"),
}


def draw(tables: Mapping[str, pd.DataFrame], palette: Palette) -> Drawing | Nothing:
    """The mean portrayal of each side in the sentences of the outlets, of itself, of other sides and sources."""
    mentions = table_of(tables, "mentions", NEEDS["mentions"])
    sentences = table_of(tables, "sentences", NEEDS["sentences"])
    if isinstance(mentions, Nothing):
        return mentions
    if isinstance(sentences, Nothing):
        return sentences
    found = portrayal_by_speaker(mentions, sentences, palette.order)
    if found.empty:
        return Nothing("no side is mentioned as an actor")
    palette.require(found["perspective"], "mentions")
    sides = list(dict.fromkeys(found["perspective"]))
    series = [_series(found, speaker, sides) for speaker in SPEAKERS]
    legend_top = legend_height([each.label for each in series], BODY_WIDTH)
    rows = Rows(legend_top + 2 * line_height(SMALL) + 0.1, len(sides), row_height(len(series)))
    heading = _heading(found, sentences)
    page = new_page(heading, rows.bottom + AXIS)
    legend(page, series, 0, 0, BODY_WIDTH)
    label_rows(page, rows, [palette.label(side) for side in sides], LEFT - 0.2)
    page.write(LEFT, rows.top - 0.06, "◀ negative", va="bottom", color=NEGATIVE)
    page.write(LEFT + PLOT, rows.top - 0.06, "positive ▶", va="bottom", ha="right", color=POSITIVE)
    _scale(dots(page, rows, series, LEFT, PLOT), series)
    for place, speaker in enumerate(SPEAKERS):
        sizes = _column(found, speaker, sides, "n_sentences")
        cells = ["0" if np.isnan(n) else f"{n:,.0f}" for n in sizes]
        column(page, rows, 6.7 + 0.8 * place, HEADS[speaker], cells)
    return Drawing((page.figure,), heading.title, f"{heading.subtitle} {heading.note}")


def _column(found: pd.DataFrame, speaker: str, sides: list[str], name: str) -> Numbers:
    """One number of each side, nan where the speaker never mentions it."""
    rows = found[found["speaker"] == speaker].set_index("perspective")[name]
    return np.array(numbers(rows.reindex(sides)))


def _series(found: pd.DataFrame, speaker: str, sides: list[str]) -> Series:
    value, low, high = (_column(found, speaker, sides, name) for name in ("balance", "ci_low", "ci_high"))
    value[~(_column(found, speaker, sides, "n_sentences") >= FEW_SENTENCES)] = np.nan
    label, colour, marker, filled = SIGNS[speaker]
    return Series(label, colour, marker, value, low, high, filled)


def _scale(axes: Axes, series: list[Series]) -> None:
    seen = np.concatenate([part for each in series for part in (each.value, each.low, each.high)])
    known = np.abs(seen[~np.isnan(seen)])
    reach = min(1.0, max(0.2, float(known.max(initial=0)) * 1.1))
    axes.set_xlim(-reach, reach)
    axes.axvline(0, color=MUTED, linewidth=1, zorder=1)
    axes.xaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10], symmetric=True))
    axes.xaxis.set_major_formatter(
        FuncFormatter(lambda value, _: "0" if abs(value) < 1e-9 else f"{value:+.1f}".replace("-", "−"))
    )


def _heading(found: pd.DataFrame, sentences: pd.DataFrame) -> Heading:
    n_articles = sentences["article_id"].nunique()
    return Heading(
        TITLE,
        "How sentences make each side look: mean of the probability of positive less that of negative (−1 to +1). "
        f"n = {count(int(found['n_sentences'].sum()), 'portrayal')} in {count(n_articles, 'article')}.",
        "Mentions of a side as an actor, judged by the model of target sentiment; those of one sentence are averaged, "
        "and a sentence of several voices counts for each. Near 0 are sentences that report a side without tone. "
        f"Below {FEW_SENTENCES} sentences only n is given. "
        + interval_note(n_articles, "Line", f"none where fewer than {FEW_ARTICLES} articles mention a side so"),
    )
