"""The tone of each side’s sentences: a diverging bar, and the mean with its interval."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from framing.aggregate import tone
from framing.charts import rows
from framing.charts.drawing import (
    BODY_WIDTH,
    FAINT,
    FEW_SENTENCES,
    INK,
    MUTED,
    NEGATIVE,
    NEUTRAL,
    PAPER,
    POSITIVE,
    Drawing,
    Heading,
    Nothing,
    ink_on,
    new_page,
    table_of,
)
from framing.charts.lettering import SMALL
from framing.charts.palette import Palette
from framing.charts.wording import FEW_ARTICLES, count, interval_note, percent, signed, unsure_note

NEEDS = {"sentences": ("article_id", "voices", "lexicon_polarity", "sentiment")}
TITLE = "In which tone are each side’s sentences told?"
BARS, DOTS, GAP = 3.1, 1.7, 0.3
SMALLEST_INSIDE, OUTSIDE = 0.15, 0.16
TONES = {"negative": NEGATIVE, "neutral": NEUTRAL, "positive": POSITIVE}


def draw(tables: Mapping[str, pd.DataFrame], palette: Palette) -> Drawing | Nothing:
    """The tone of the sentences of each voice, from those with a word of the lexicon."""
    sentences = table_of(tables, "sentences", NEEDS["sentences"])
    if isinstance(sentences, Nothing):
        return sentences
    tones = tone(sentences, palette.order)
    palette.require(tones["voice"], "sentences")
    if not tones["n_scored"].sum():
        return Nothing("no sentence has a word of the tone lexicon")
    heading = _heading(sentences)
    page = new_page(heading, rows.body_height(len(tones), rows.AXIS))
    rows.label_rows(page, palette, list(tones["voice"]))
    centre = _bars(rows.row_axes(page, rows.LABEL, BARS, len(tones)), tones)
    rows.head(page, rows.LABEL, "◀ negative", "left", NEGATIVE)
    rows.head(page, rows.LABEL + centre, "neutral", "center")
    rows.head(page, rows.LABEL + BARS, "positive ▶", "right", POSITIVE)
    left = rows.LABEL + BARS + GAP
    _dots(rows.row_axes(page, left, DOTS, len(tones)), tones, palette)
    rows.head(page, left + DOTS / 2, "mean polarity", "center")
    enough = tones["n_scored"] >= FEW_SENTENCES
    means = [signed(mean) if shown else "" for mean, shown in zip(rows.numbers(tones["polarity"]), enough, strict=True)]
    rows.column(page, 7.6, "mean", means, bold=True)
    rows.column(page, 8.3, "n scored", [f"{n:,}" for n in tones["n_scored"]])
    rows.column(page, BODY_WIDTH, "n without\ntone word", [f"{n:,}" for n in tones["n_without_evidence"]])
    return Drawing((page.figure,), heading.title, f"{heading.subtitle} {heading.note}")


def _heading(sentences: pd.DataFrame) -> Heading:
    scored = int(sentences["lexicon_polarity"].notna().sum())
    n_articles = sentences["article_id"].nunique()
    return Heading(
        TITLE,
        f"Sentences by the tone of their words. n = {count(scored, 'sentence')} with a word of the tone lexicon, "
        f"{len(sentences) - scored:,} without, in {count(n_articles, 'article')}.",
        "Bars: shares of the scored sentences, the neutral ones centred. Polarity runs from −1 to +1. A sentence with "
        f"several voices counts for each of them; below {FEW_SENTENCES} scored sentences only n is given. "
        + unsure_note(sentences)
        + interval_note(
            n_articles,
            "Line through the mean",
            f"none where fewer than {FEW_ARTICLES} articles have scored sentences of a side",
        ),
    )


def _bars(axes: Axes, tones: pd.DataFrame) -> float:
    """Draw the bars; returns where their zero lies, in inches from the left."""
    shares = np.nan_to_num(np.column_stack([rows.numbers(tones[name]) for name in TONES]))
    few = rows.numbers(tones["n_scored"]) < FEW_SENTENCES
    starts = np.cumsum(shares, axis=1) - shares - shares[:, :1] - shares[:, 1:2] / 2
    ends = starts + shares
    small = shares < SMALLEST_INSIDE
    for place, voice_is_rare in enumerate(few):
        if voice_is_rare:
            _words(axes, 0, place, f"fewer than {FEW_SENTENCES}", MUTED)
            continue
        for part, colour in enumerate(TONES.values()):
            width, words = shares[place, part], percent(shares[place, part])
            axes.barh(place, width, left=starts[place, part], height=0.62, color=colour, edgecolor=PAPER, linewidth=1)
            if not small[place, part]:
                _words(axes, starts[place, part] + width / 2, place, words, ink_on(colour))
            elif part == 0:
                _words(axes, starts[place, part] - 0.015, place, words, INK, "right")
            elif part == len(TONES) - 1:
                _words(axes, ends[place, part] + 0.015, place, words, INK, "left")
    left = max(0.4, float((small[~few, 0] * OUTSIDE - starts[~few, 0]).max(initial=0)))
    right = max(0.4, float((small[~few, 2] * OUTSIDE + ends[~few, 2]).max(initial=0)))
    axes.set(xlim=(-left, right), xticks=[])
    axes.spines["bottom"].set_visible(False)
    return BARS * left / (left + right)


def _words(axes: Axes, x: float, y: float, words: str, colour: str, align: str = "center") -> None:
    axes.text(x, y, words, ha=align, va="center_baseline", fontsize=SMALL, color=colour)


def _dots(axes: Axes, tones: pd.DataFrame, palette: Palette) -> None:
    mean, low, high = (rows.numbers(tones[name]) for name in ("polarity", "ci_low", "ci_high"))
    shown = rows.numbers(tones["n_scored"]) >= FEW_SENTENCES
    axes.axvline(0, color=MUTED, linewidth=1)
    for place, voice in enumerate(tones["voice"]):
        if shown[place]:
            axes.plot([low[place], high[place]], [place, place], color=INK, linewidth=1.8)
            dot = axes.plot(mean[place], place, color=palette.colour(voice), marker=palette.marker(voice), markersize=9)
            dot[0].set_markeredgecolor(INK)
    seen = np.concatenate([part[shown] for part in (mean, low, high)])
    reach = min(1.0, max(0.1, float(np.nanmax(np.abs(seen), initial=0)) * 1.12))
    axes.set_xlim(-reach, reach)
    axes.xaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 5, 10], symmetric=True))
    axes.xaxis.set_major_formatter(
        FuncFormatter(lambda value, _: "0" if value == 0 else f"{value:+.1f}".replace("-", "−"))
    )
    axes.grid(axis="x", color=FAINT, linewidth=0.8)
    axes.spines["bottom"].set_visible(False)
