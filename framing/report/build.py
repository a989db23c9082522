"""Puts a page together: figures, words, charts, methods, and the articles as blocks of data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from framing.charts.lettering import clean, shorten_letters
from framing.charts.palette import Palette
from framing.charts.wording import count
from framing.report.blocks import Block, Blocks
from framing.report.colours import voice_rules
from framing.report.compared import Contrasts
from framing.report.corpus import LONGEST_TITLE, Corpus, corpus_of, records
from framing.report.embed import json_block, policy
from framing.report.facets import facets_of
from framing.report.figures import Figures, figures_of
from framing.report.findings import findings_of
from framing.report.methods import methods_of
from framing.report.panels import panels_of

HERE = Path(__file__).resolve().parent
STYLES = ("type.css", "charts.css", "reader.css", "print.css")
SCRIPTS = (
    "elements.js",
    "data.js",
    "address.js",
    "choose.js",
    "sentence.js",
    "words.js",
    "reader.js",
    "pair.js",
    "main.js",
)
MOST_ENTITIES = 40
MOST_IN_FILE = 2_000
"""So many articles lie in a file; one with more of them does not open in a browser."""


class Report:
    """A report of a result, to be written as one file or served.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        The tables of a result by name (``framing.schema.TABLES``).
    manifest : mapping
        Its ``manifest.json``.
    palette : Palette
        Labels, colours and order of the study's voices.
    compared : sequence of Contrasts
        Comparisons of this result, whose tests the summary tells of.

    Raises
    ------
    FramingError
        A voice in the tables is none of the palette's.
    """

    def __init__(
        self,
        tables: Mapping[str, pd.DataFrame],
        manifest: Mapping[str, Any],
        palette: Palette,
        compared: Sequence[Contrasts] = (),
    ) -> None:
        self.tables, self.manifest, self.palette, self.compared = tables, manifest, palette, tuple(compared)
        self.corpus: Corpus = corpus_of(tables)

    @cached_property
    def blocks(self) -> Blocks:
        """The sentences of all articles."""
        return Blocks(self.corpus)

    @cached_property
    def figures(self) -> Figures:
        """The aggregates behind the words and the charts."""
        return figures_of(self.corpus, self.palette.order)

    def page(self, served: bool = False) -> str:
        """The page; a served one leaves the articles with the server, a file holds ``MOST_IN_FILE`` of them."""
        shown = self.corpus if served else self.corpus.evenly(MOST_IN_FILE)
        style = "\n".join((HERE / "page" / name).read_text(encoding="utf-8") for name in STYLES)
        style += voice_rules(self.palette)
        script = "\n".join((HERE / "page" / name).read_text(encoding="utf-8") for name in SCRIPTS)
        template = _environment(self.palette).get_template("page.html.j2")
        return template.render(
            policy=policy(style, script, served),
            style=Markup(style),  # noqa: S704 (ours)
            script=Markup(script),  # noqa: S704 (ours)
            title=self.manifest["study"].get("title") or self.manifest["study"]["id"],
            coverage=self._coverage(),
            topics=findings_of(self.corpus, self.figures, self.palette, self.compared),
            panels=panels_of(self.corpus, self.figures, self.palette, self.compared),
            methods=methods_of(self.manifest, self.tables),
            held=_held(shown, self.corpus),
            index=json_block(self._index(shown, served)),
            blocks=() if served else _blocks(shown),
            palette=self.palette,
        )

    def block(self, number: int) -> list[Block]:
        """The sentences of an article by its place; IndexError beyond the last."""
        if not 0 <= number < len(self.corpus.articles):
            raise IndexError(number)
        return self.blocks.block(number)

    def search(self, words: str) -> list[int]:
        """The places of the sentences that hold some words, whatever their case."""
        wanted = words.casefold()
        return [place for place, text in enumerate(self._folded) if wanted in text]

    @cached_property
    def _folded(self) -> list[str]:
        return [text.casefold() for text in self.corpus.sentences["text"]]

    def _coverage(self) -> str:
        articles = self.corpus.articles
        dates = sorted(date for date in articles["date"] if date)
        span = "" if not dates else f", dated {dates[0]}" + (f" to {dates[-1]}" if dates[-1] != dates[0] else "")
        aside = len(self.tables["articles"]) - len(articles)
        return (
            f"{count(len(articles), 'article')} of {count(len(self.corpus.outlets), 'outlet')}{span}: "
            f"{count(len(self.corpus.sentences), 'sentence')}."
            + (f" {count(aside, 'further article')} could not be read; Methods says why." if aside else "")
        )

    def _index(self, shown: Corpus, served: bool) -> dict[str, Any]:
        """What the page must know of every article it can show before one is opened."""
        palette, order = self.palette, self.palette.order
        letters = palette.letters()
        return {
            "served": served,
            "voices": [{"id": voice, "label": palette.label(voice), "letter": letters[voice]} for voice in order],
            "labels": dict(palette.labels),
            "facets": [facet.as_json() for facet in facets_of(shown, palette)],
            "outlets": [_outlet(outlet) for outlet in self.figures.outlets],
            **_articles(shown),
        }


def build_report(
    tables: Mapping[str, pd.DataFrame],
    manifest: Mapping[str, Any],
    palette: Palette,
    compared: Sequence[Contrasts] = (),
) -> Report:
    """A report of the tables of a result, checked against its study's voices.

    Raises
    ------
    FramingError
        A voice in the tables is none of the palette's.
    """
    spoken = tables["sentences"]["voices"].astype("string").str.split(";").explode().str.strip()
    palette.require(filter(None, spoken.dropna().unique()), "sentences")
    palette.require([*tables["stances"]["holder"].dropna()], "stances")
    return Report(tables, manifest, palette, compared)


def _blocks(shown: Corpus) -> Iterator[Markup]:
    blocks = Blocks(shown)
    return (json_block(blocks.block(number)) for number in range(len(shown.articles)))


def _held(shown: Corpus, corpus: Corpus) -> str:
    """Of which articles a file holds the sentences, where these are not all."""
    if len(shown.articles) == len(corpus.articles):
        return ""
    return (
        f"Summary and charts count all {len(corpus.articles):,} articles. This file holds the sentences of "
        f"{len(shown.articles):,} of them, spread evenly over outlets and dates, for a file of all would not open: "
        "what a mark leads to, the filters and the comparisons side by side are of these. `framing report --serve` "
        "shows every article."
    )


def _environment(palette: Palette) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    letters = palette.letters()
    environment.filters["tied"] = _tied
    environment.globals.update(
        label=palette.label,
        letter=letters.__getitem__,
        place=palette.order.index,
        count=count,
    )
    return environment


def _tied(text: str) -> str:
    """The text with ``n = 5`` kept on one line."""
    return text.replace("n = ", "n\u00a0=\u00a0")


def _outlet(outlet: Any) -> dict[str, Any]:
    """The shares of an outlet with their intervals, missing ones as null."""
    rows = records(outlet.voices)
    shares = [
        [None if pd.isna(row[end]) else float(row[end]) for end in ("share", "ci_low", "ci_high")] for row in rows
    ]
    return {"name": outlet.name, "articles": outlet.n_articles, "sentences": outlet.n_sentences, "shares": shares}


def _articles(corpus: Corpus) -> dict[str, Any]:
    """Articles with the place of their first sentence, and the entities they mention most."""
    sizes = Counter(corpus.sentences["article"].tolist())
    entities: dict[str, int] = {}
    mentioned = _mentioned(corpus)
    events = _events(corpus.articles)
    rows, first = [], 0
    for number, row in enumerate(records(corpus.articles)):
        found = [entities.setdefault(name, len(entities)) for name in mentioned.get(number, ())]
        rows.append(
            {
                "id": row["article_id"],
                **{name: row[name] for name in ("title", "outlet", "date", "url") if row[name]},
                **({"event": events[number]} if events[number] else {}),
                "first": first,
                "n": sizes[number],
                "entities": found,
            }
        )
        first += sizes[number]
    return {"articles": rows, "entities": list(entities)}


def _events(articles: pd.DataFrame) -> Sequence[str]:
    """What the input's own column ``event`` says of every article."""
    if "event" not in articles:
        return [""] * len(articles)
    return [shorten_letters(clean(str(cell)), LONGEST_TITLE) for cell in articles["event"].astype("string").fillna("")]


def _mentioned(corpus: Corpus) -> dict[int, list[str]]:
    mentions = corpus.table("mentions")
    if "entity_id" not in mentions:
        return {}
    article = corpus.sentences["article"].to_numpy()
    known = mentions[mentions["entity_id"].notna()]
    counted: dict[int, Counter[str]] = {}
    for place, entity in zip(known["place"], known["entity_id"], strict=True):
        counted.setdefault(int(article[place]), Counter())[entity] += 1
    return {number: sorted(dict(found.most_common(MOST_ENTITIES))) for number, found in counted.items()}
