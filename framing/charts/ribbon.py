"""The article ribbon: sentence by sentence, whose voice and what tone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import pandas as pd
from matplotlib.figure import Figure

from framing.charts.drawing import Drawing, Heading, Nothing, new_page, table_of
from framing.charts.palette import Palette
from framing.charts.ribbon_rows import (
    HEADER,
    LINE,
    OUTLET,
    PER_LINE,
    Strip,
    key,
    key_height,
    outlet_head,
    sentence_numbers,
    strip_rows,
)
from framing.charts.wording import count

TITLE = "Whose voice, in which tone, sentence by sentence?"
PER_PAGE = 12
LINES_PER_PAGE = 20
MAX_PAGES = 5
NO_OUTLET = "No outlet given"
NEEDS = {
    "sentences": ("article_id", "sentence_index", "voices", "sentiment", "lexicon_polarity"),
    "articles": ("article_id", "outlet", "date", "title"),
}


@dataclass(frozen=True, slots=True)
class _Article:
    outlet: str
    date: str
    title: str
    article_id: str


def draw(tables: Mapping[str, pd.DataFrame], palette: Palette) -> Drawing | Nothing:
    """A row of cells an article, grouped by outlet; twelve articles a page."""
    sentences = table_of(tables, "sentences", NEEDS["sentences"])
    if isinstance(sentences, Nothing):
        return sentences
    spoken = sentences["voices"].astype("string").str.split(";").explode()
    palette.require({voice.strip() for voice in spoken.unique()}, "sentences")
    articles = _articles(tables.get("articles"), sorted(sentences["article_id"].unique()))
    chosen = _choose(articles, PER_PAGE * MAX_PAGES)
    wanted = sentences[sentences["article_id"].isin([article.article_id for article in chosen])]
    strips = _strips(chosen, wanted)
    heading = _heading(len(sentences), len(articles), len(chosen))
    pages = list(_pages(strips))
    figures = tuple(_figure(page, number, len(pages), heading, palette) for number, page in enumerate(pages, start=1))
    return Drawing(figures, heading.title, f"{heading.subtitle} {heading.note}")


def _articles(table: pd.DataFrame | None, ids: Sequence[str]) -> list[_Article]:
    """The articles by outlet (those without one last), date and title."""
    known: dict[str, tuple[str, ...]] = {}
    if table is not None:
        words = table.reindex(columns=list(NEEDS["articles"])).astype("string").fillna("")
        known = {row[0]: row[1:] for row in words.itertuples(index=False, name=None)}
    articles = []
    for article_id in ids:
        outlet, date, title = known.get(article_id, ("", "", ""))
        articles.append(_Article(outlet.strip(), date.strip(), title.strip() or f"Article {article_id}", article_id))
    return sorted(articles, key=lambda one: (not one.outlet, one.outlet, one.date, one.title, one.article_id))


def _choose(articles: Sequence[_Article], limit: int) -> list[_Article]:
    """As many articles as pages can hold, the first ones of every outlet in turn."""
    rank: dict[str, int] = {}
    places = []
    for place, article in enumerate(articles):
        rank[article.outlet] = rank.get(article.outlet, -1) + 1
        places.append((rank[article.outlet], place))
    return [articles[place] for place in sorted(place for _, place in sorted(places)[:limit])]


def _strips(articles: Sequence[_Article], sentences: pd.DataFrame) -> list[Strip]:
    ordered = sentences.sort_values(["article_id", "sentence_index"])
    voices = [tuple(dict.fromkeys(cell.strip() for cell in cells.split(";"))) for cells in ordered["voices"]]
    scored = ordered["lexicon_polarity"].notna() & ordered["sentiment"].notna()
    tones = ordered["sentiment"].astype("string").where(scored, "").to_list()
    told = list(zip(ordered["article_id"], voices, tones, strict=True))
    groups = {key: [(each[1], each[2]) for each in group] for key, group in groupby(told, key=lambda each: each[0])}
    return [
        Strip(article.outlet or NO_OUTLET, article.title, article.date, tuple(groups[article.article_id]))
        for article in articles
    ]


def _pages(strips: Sequence[Strip]) -> Iterator[list[Strip]]:
    """At most twelve articles and twenty lines of cells a page."""
    page: list[Strip] = []
    lines = 0
    for strip in strips:
        if page and (len(page) == PER_PAGE or lines + strip.n_lines > LINES_PER_PAGE):
            yield page
            page, lines = [], 0
        page.append(strip)
        lines += strip.n_lines
    if page:
        yield page


def _figure(strips: Sequence[Strip], number: int, n_pages: int, heading: Heading, palette: Palette) -> Figure:
    outlets = [(outlet, list(group)) for outlet, group in groupby(strips, key=lambda strip: strip.outlet)]
    top = key_height(palette) + HEADER
    height = top + len(outlets) * OUTLET + sum(strip.n_lines for strip in strips) * LINE
    subtitle = heading.subtitle if n_pages == 1 else f"{heading.subtitle} Page {number} of {n_pages}."
    page = new_page(Heading(heading.title, subtitle, heading.note), height)
    key(page, palette)
    sentence_numbers(page, top - 0.04, max(min(len(strip.sentences), PER_LINE) for strip in strips))
    y = top
    for outlet, group in outlets:
        outlet_head(page, y, outlet)
        y += OUTLET
        for strip in group:
            strip_rows(page, y, strip, palette)
            y += strip.n_lines * LINE
    return page.figure


def _heading(n_sentences: int, n_articles: int, n_shown: int) -> Heading:
    shown = "" if n_shown == n_articles else f" Shown: {n_shown:,} articles, as many of each outlet as fit."
    return Heading(
        TITLE,
        f"A cell is a sentence. n = {count(n_sentences, 'sentence')} of {count(n_articles, 'article')}.{shown}",
        "A cell in two halves has two voices, the main one above; +2 stands for two further ones. Tone from the words "
        "of the lexicon; nothing below a cell: no such word. No intervals: nothing is estimated.",
    )
