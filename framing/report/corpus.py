"""The articles and sentences of a result in the order of the page, with the words the page calls them by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from framing.charts.lettering import clean, shorten_letters
from framing.records import NARRATOR

KEY = ["article_id", "sentence_index"]
NO_OUTLET = "No outlet given"
LONGEST_TITLE = 240
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Corpus:
    """What the page shows, each row at a fixed place.

    Parameters
    ----------
    articles : DataFrame
        The articles that were read, by outlet (those without one last), date and title; the columns ``outlet``,
        ``title``, ``date`` and ``url`` are filled and without signs that do not print.
    sentences : DataFrame
        Their sentences in order; ``article`` is the place of the article.
    tables : mapping of str to DataFrame
        The further tables; ``place`` is the row of the sentence in ``sentences``.
    """

    articles: pd.DataFrame
    sentences: pd.DataFrame
    tables: Mapping[str, pd.DataFrame]

    def evenly(self, most: int) -> Corpus:
        """At most so many of the articles, as far from each other in their order as they can be."""
        n_articles = len(self.articles)
        if n_articles <= most:
            return self
        chosen = np.arange(most) * n_articles // most
        number, place = np.full(n_articles, -1), np.full(len(self.sentences), -1)
        number[chosen] = np.arange(most)
        of = number[self.sentences["article"].to_numpy()]
        place[of >= 0] = np.arange(int((of >= 0).sum()))
        sentences = self.sentences[of >= 0].assign(article=of[of >= 0]).reset_index(drop=True)
        tables = {}
        for name, table in self.tables.items():
            at = place[table["place"].to_numpy()]
            tables[name] = table[at >= 0].assign(place=at[at >= 0]).reset_index(drop=True)
        return Corpus(self.articles.iloc[chosen].reset_index(drop=True), sentences, tables)

    def table(self, name: str) -> pd.DataFrame:
        """A further table; empty, without columns, where the result has none of that name."""
        return self.tables.get(name, pd.DataFrame({"place": []}))

    @property
    def outlets(self) -> list[str]:
        """The outlets in order."""
        return list(dict.fromkeys(self.articles["outlet"]))

    @property
    def outlet_of_sentence(self) -> npt.NDArray[np.object_]:
        """The outlet of every sentence."""
        names = self.articles["outlet"].to_numpy(dtype=object)
        return np.asarray(names[self.sentences["article"].to_numpy(dtype=np.intp)], dtype=object)


def corpus_of(tables: Mapping[str, pd.DataFrame]) -> Corpus:
    """Orders the tables of a result; articles that were set aside are left out."""
    articles = _articles(tables["articles"])
    number = dict(zip(articles["article_id"], range(len(articles)), strict=True))
    sentences = tables["sentences"].copy()
    sentences["article"] = sentences["article_id"].map(number)
    sentences = sentences.dropna(subset="article").sort_values(["article", "sentence_index"], ignore_index=True)
    sentences["article"] = sentences["article"].astype(np.intp)
    key = pd.MultiIndex.from_frame(sentences[KEY])
    further = {}
    for name, table in tables.items():
        if set(KEY) <= set(table.columns) and name != "sentences":
            place = key.get_indexer(pd.MultiIndex.from_frame(table[KEY]))
            further[name] = table.assign(place=place)[place >= 0].reset_index(drop=True)
    return Corpus(articles, sentences, further)


def _articles(table: pd.DataFrame) -> pd.DataFrame:
    read = table[table["status"] == "ok"].copy()
    for name in ("outlet", "title", "date", "url"):
        read[name] = [
            shorten_letters(clean(str(cell)), LONGEST_TITLE) for cell in read[name].astype("string").fillna("")
        ]
    read["title"] = read["title"].where(read["title"] != "", "Article " + read["article_id"].astype("string"))
    read["nowhere"] = read["outlet"] == ""
    ordered = read.sort_values(["nowhere", "outlet", "date", "title", "article_id"], ignore_index=True)
    ordered.loc[ordered["nowhere"], "outlet"] = NO_OUTLET
    return ordered.drop(columns="nowhere")


def attributed(stances: pd.DataFrame) -> pd.DataFrame:
    """The stances that a voice other than the narrator takes: those that the chart of who on whom counts."""
    if "holder" not in stances:
        return stances
    return stances[(stances["holder"].astype("string") != NARRATOR).to_numpy(dtype=bool, na_value=False)]


def records(table: pd.DataFrame) -> list[Row]:
    """The rows of a table, each a mapping from column to cell."""
    return [{str(name): cell for name, cell in row.items()} for row in table.to_dict("records")]


def missing(value: Any) -> bool:
    """Whether a cell is empty."""
    return bool(pd.isna(value))
