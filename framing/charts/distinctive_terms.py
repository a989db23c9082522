"""The terms that set each outlet, or each side, apart from all others, with their log-odds and intervals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.ticker import FuncFormatter

from framing.angles.distinctive import DISTINCTION, VOICE, distinctive_terms, sentences_of
from framing.charts.dot_plot import AXIS, Rows, Series, dots, tick_within
from framing.charts.drawing import BODY_WIDTH, FAINT, INK, MUTED, Drawing, Heading, Nothing, Page, new_page, table_of
from framing.charts.lettering import BODY, SMALL, shorten
from framing.charts.palette import Palette
from framing.charts.rows import numbers
from framing.charts.wording import count
from framing.errors import FramingError

NEEDS = {
    "sentences": ("article_id", "sentence_index", "text", "voice", "voices"),
    "articles": ("article_id", "outlet"),
}
TOP_TERMS, MOST_GROUPS = 8, 6
ROW, HEAD, PLOT = 0.27, 0.42, 3.9
SIGNIFICANT = 0.05
COLOUR, UNSURE = "#0072B2", "#8C8C8C"
NOTE = (
    "Log-odds by Monroe, Colaresi & Quinn (2008), drawn towards the whole corpus; line: 95% interval, which takes "
    "words for independent and so is rather too narrow. No interval is resampled. Grey: not significant at 0.05 after "
    "correction for all terms tested (Benjamini–Hochberg). Terms made of function words alone are left out."
)


@dataclass(frozen=True, slots=True)
class Wording:
    """What a chart of one kind of groups says: ``by`` is what sets them up, ``words`` whose words count."""

    by: str
    title: str
    noun: str
    words: str
    note: str


OUTLETS = Wording(
    "outlet",
    "Which words set each outlet apart?",
    "outlet",
    "in its own words",
    "Outlets that report on other events differ by topic too.",
)


def draw(tables: Mapping[str, pd.DataFrame], palette: Palette) -> Drawing | Nothing:
    """The terms with the highest z of each outlet, in its own words."""
    return draw_groups(tables, palette, OUTLETS)


def draw_groups(tables: Mapping[str, pd.DataFrame], palette: Palette, wording: Wording) -> Drawing | Nothing:
    """The terms with the highest z of each group."""
    sentences = table_of(tables, "sentences", NEEDS["sentences"])
    if isinstance(sentences, Nothing):
        return sentences
    articles = table_of(tables, "articles", NEEDS["articles"])
    if isinstance(articles, Nothing):
        return articles
    if sentences["text"].isna().all():
        return Nothing("the sentences have no text")
    by = wording.by
    try:
        counted = sentences_of(tables, by)
        found = distinctive_terms(tables, by)
    except FramingError:
        return Nothing(f"fewer than two {wording.noun}s have sentences {wording.words.replace('its', 'their')}")
    top = found[found["log_odds"] > 0].groupby(by, sort=False).head(TOP_TERMS)
    groups = _groups(top[by], counted[by], palette, wording)
    if not groups:
        return Nothing("no term is used often enough to be compared")
    top = top[top[by].isin(groups)]
    heights = [HEAD + ROW * int((top[by] == name).sum()) for name in groups]
    heading = _heading(counted, found, top, wording)
    page = new_page(heading, 0.2 + sum(heights) + AXIS)
    reach = min(0.0, float(np.nanmin(numbers(top["ci_low"])))) * 1.04, float(np.nanmax(numbers(top["ci_high"]))) * 1.04
    y = 0.2
    for name, height in zip(groups, heights, strict=True):
        label = palette.label(name) if by == VOICE else name
        _block(page, top[top[by] == name], y, reach, axis=name == groups[-1])
        page.write(0, y + HEAD / 2 + 0.02, shorten(label, 5.0, BODY, bold=True), BODY, weight="bold")
        y += height
    return Drawing((page.figure,), heading.title, f"{heading.subtitle} {heading.note}")


def _groups(found: pd.Series[Any], counted: pd.Series[Any], palette: Palette, wording: Wording) -> list[str]:
    """The groups with the most sentences: sides in the order of the palette, outlets in that of their names."""
    n = counted.value_counts()
    kept = sorted(dict.fromkeys(found), key=lambda name: (-n[name], name))[:MOST_GROUPS]
    if wording.by == VOICE:
        palette.require(found, "sentences")
        return sorted(kept, key=palette.order.index)
    return sorted(kept)


def _block(page: Page, rows: pd.DataFrame, y: float, reach: tuple[float, float], *, axis: bool) -> None:
    """One group's terms: dots with intervals, counts and z."""
    value, low, high = (np.array(numbers(rows[name])) for name in ("log_odds", "ci_low", "ci_high"))
    sure = numbers(rows["p_adjusted"]) < SIGNIFICANT
    place = Rows(y + HEAD, len(rows), ROW)
    series = []
    for colour, which in ((COLOUR, sure), (UNSURE, ~sure)):
        shown = [np.where(which, part, np.nan) for part in (value, low, high)]
        series.append(Series("", colour, "o", shown[0], shown[1], shown[2]))
    axes = dots(page, place, series[:1], 2.6, PLOT)
    twin = dots(page, place, series[1:], 2.6, PLOT)
    for each in (axes, twin):
        each.axvline(0, color=MUTED, linewidth=1)
        tick_within(each, *reach, 6)
        each.xaxis.set_major_formatter(FuncFormatter(lambda number, _: f"{number:g}"))
        each.tick_params(labelbottom=axis and each is axes)
    for row, (term, n, rest, n_articles, z) in enumerate(
        zip(rows["term"], rows["n_group"], rows["n_rest"], rows["n_articles"], rows["z"], strict=True)
    ):
        middle = place.middle(row)
        page.write(2.45, middle, shorten(term, 2.3, BODY), BODY, ha="right", color=INK)
        for x, cell in zip(
            (6.95, 7.65, 8.4, BODY_WIDTH), (f"{n:,}", f"{rest:,}", f"{n_articles:,}", f"{z:.1f}"), strict=True
        ):
            page.write(x, middle, cell, BODY, ha="right", color=INK)
    page.canvas.plot([0, BODY_WIDTH], [y + HEAD - 0.04] * 2, color=FAINT, linewidth=0.6)
    for x, title in zip((6.95, 7.65, 8.4, BODY_WIDTH), ("n here", "n others", "n articles", "z"), strict=True):
        page.write(x, y + HEAD / 2 + 0.02, title, SMALL, ha="right", color=MUTED)


def _heading(counted: pd.DataFrame, found: pd.DataFrame, top: pd.DataFrame, wording: Wording) -> Heading:
    n_sure = int((numbers(top["p_adjusted"]) < SIGNIFICANT).sum())
    n_sentences = len(counted.drop_duplicates(["article_id", "sentence_index"]))
    return Heading(
        wording.title,
        f"The {TOP_TERMS} terms of each of {count(top[wording.by].nunique(), wording.noun)} with the highest z "
        f"{wording.words}, {n_sure} of them significant. n = "
        f"{count(n_sentences, 'sentence')} of {count(counted['article_id'].nunique(), 'article')}; "
        f"{count(found['term'].nunique(), 'term')} used {DISTINCTION.min_count} times or more were compared.",
        f"{NOTE} {wording.note}",
    )
