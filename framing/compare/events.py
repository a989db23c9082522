"""Articles of one event: named in a column, or found by date and the words they share; and how each outlet tells it.

Found events are connected articles: published within some days of each other, and with a cosine of their TF-IDF vectors
of at least a threshold (average linkage, so that a chain of small steps does not join unlike stories).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from framing.errors import FramingError, unknown

if TYPE_CHECKING:
    from framing.results import Result

FOUND = "event"
EVENT_NEEDS = {"sentences": ("article_id", "text")}
"""What ``find_events`` reads besides the articles."""
SIDE_BY_SIDE_NEEDS = {
    "sentences": ("article_id", "sentence_index", "voices", "lexicon_polarity", "text"),
    "mentions": ("article_id", "sentence_index", "perspective"),
    "frames": ("article_id", "sentence_index", "frame", "present"),
    "terms": ("article_id", "sentence_index", "term_id"),
}
"""What ``side_by_side`` reads besides the articles."""
FAR = 2.0


@dataclass(frozen=True, slots=True)
class EventSettings:
    """When two articles tell one event: at most ``days`` apart, their words at least ``likeness`` alike (0 to 1)."""

    days: int = 3
    likeness: float = 0.15
    most_articles: int = 5000


def find_events(result: Result, settings: EventSettings | None = None) -> pd.Series[Any]:
    """The event of every article by its article_id, named after its first article in time; missing without a date.

    Raises
    ------
    FramingError
        The result holds no text, or more articles than fit in memory pairwise.
    """
    settings = settings or EventSettings()
    articles = result.tables["articles"]
    ok = articles[(articles["status"] == "ok") & (articles["date"].astype("string").str.len() >= 10).fillna(False)]
    ok = ok.sort_values(["date", "article_id"], ignore_index=True)
    if len(ok) > settings.most_articles:
        raise FramingError(
            f"{len(ok)} articles: events are found among at most {settings.most_articles}; split by date"
        )
    if ok.empty:
        return pd.Series(dtype="string", name=FOUND)
    labels = _clusters(_texts(result, ok["article_id"].astype(str).tolist()), ok["date"], settings)
    first = ok["article_id"].astype(str).groupby(labels).first()
    return pd.Series(first.loc[labels].to_numpy(), index=ok["article_id"].astype(str), name=FOUND, dtype="string")


def _texts(result: Result, article_ids: list[str]) -> list[str]:
    sentences = result.tables["sentences"]
    if sentences["text"].isna().all():
        raise FramingError(
            "these results hold no text; put it back with `framing rehydrate`, or name the column of events"
        )
    joined = sentences.groupby("article_id", sort=False)["text"].agg(" ".join)
    return [str(joined.get(article_id, "")) for article_id in article_ids]


def _clusters(texts: list[str], dates: pd.Series[Any], settings: EventSettings) -> Any:
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform
    from sklearn.feature_extraction.text import TfidfVectorizer

    if len(texts) < 2:
        return np.ones(len(texts), dtype=int)
    words = TfidfVectorizer(sublinear_tf=True, stop_words="english", max_df=max(20, len(texts) // 4))
    try:
        vectors = words.fit_transform(texts)
    except ValueError:  # no word but those that every article has
        return np.arange(1, len(texts) + 1)
    apart = np.clip(1 - (vectors @ vectors.T).toarray(), 0, 1)
    days = (
        pd.to_datetime(dates.astype(str).str.slice(0, 10), errors="coerce").to_numpy(dtype="datetime64[D]").astype(int)
    )
    apart[np.abs(days[:, None] - days[None, :]) > settings.days] = FAR
    np.fill_diagonal(apart, 0)
    tree = linkage(squareform(np.round(apart, 9), checks=False), "average")
    return fcluster(tree, 1 - settings.likeness, "distance")


def side_by_side(result: Result, event: str, column: str = FOUND, by: str = "outlet") -> pd.DataFrame:
    """How each outlet tells one event, down to the sentences.

    Parameters
    ----------
    result : Result
        With its text.
    event : str
        A value of ``column``.
    column, by : str
        Columns of the articles.

    Returns
    -------
    DataFrame
        A row a sentence: the group (named as ``by``), article_id, date, title, sentence_index, voices,
        lexicon_polarity, mentions (sides named, joined by ';'), frames, terms, text; ordered by group and place.

    Raises
    ------
    FramingError
        No such event or column.
    """
    articles = result.tables["articles"]
    for name in (column, by):
        if name not in articles.columns:
            raise FramingError(unknown("column", name, map(str, articles.columns)))
    chosen = articles[(articles[column] == event).fillna(False) & (articles["status"] == "ok")]
    if chosen.empty:
        raise FramingError(unknown("event", event, articles[column].dropna().astype(str).unique()))
    key = ["article_id", "sentence_index"]
    sentences = result.tables["sentences"]
    rows = sentences[sentences["article_id"].isin(chosen["article_id"])].copy()
    for table, source, name in (
        ("mentions", "perspective", "mentions"), ("frames", "frame", "frames"), ("terms", "term_id", "terms")
    ):  # fmt: skip
        found = result.tables[table]
        found = found[found["present"].fillna(False).astype(bool)] if table == "frames" else found
        listed = found.groupby(key)[source].agg(lambda values: ";".join(sorted(set(values)))).rename(name)
        rows = rows.merge(listed, on=key, how="left")
    kept = [by, "article_id", "date", "title"] if by not in ("date", "title") else ["article_id", "date", "title"]
    rows = rows.merge(chosen[kept], on="article_id")
    columns = [*kept, "sentence_index", "voices", "lexicon_polarity", "mentions", "frames", "terms", "text"]
    return rows.sort_values([by, "article_id", "sentence_index"], kind="stable", ignore_index=True)[columns]
