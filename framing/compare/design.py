"""Who is compared with whom: the group of every article, its event, and what the groups are measured against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from framing.errors import FramingError, unknown

Codes = npt.NDArray[np.intp]
REST = "the rest"
SIDE, ARTICLE, DATE, CORPUS = "side", "article", "date", "corpus"
PERIODS = ("day", "week", "month", "quarter", "year")
CORRECTIONS = ("bh", "holm", "none")
SEED = 20080217
_LENGTH = {"day": 10, "week": 10, "month": 7, "quarter": 7, "year": 4}


@dataclass(frozen=True, slots=True)
class Question:
    """What to compare and how sure to be.

    Parameters
    ----------
    by : str
        ``outlet``, ``article``, ``date``, ``side``, ``corpus`` (of several results), or a column of the articles.
    measures : tuple of str
        Keys of ``MEASURES``; all that the tables can answer if empty.
    reference : str, optional
        The group that the others are measured against; by default the rest of the articles. With ``by="side"`` a
        side, by default the first one of the study.
    events : str, optional
        The column that names the event of an article. Tests then permute articles within events, and intervals
        redraw whole events.
    period : str
        Of ``PERIODS``, for ``by="date"``.
    correction : str
        ``bh`` (Benjamini and Hochberg 1995), ``holm`` (1979) or ``none``, over all tests of the table.
    resamples, permutations : int
        How many for an interval and a test.
    level : float
        Of the intervals.
    min_articles : int
        With evidence in fewer articles than this there is no number, only a note.
    seed : int
        Of all that is left to chance.
    """

    by: str = "outlet"
    measures: tuple[str, ...] = ()
    reference: str | None = None
    events: str | None = None
    period: str = "month"
    correction: str = "bh"
    resamples: int = 2000
    permutations: int = 4999
    level: float = 0.95
    min_articles: int = 5
    seed: int = SEED

    def check(self) -> None:
        """Raises a FramingError that lists everything wrong with the values."""
        from framing.compare.measures import MEASURES

        problems = [unknown("measure", name, MEASURES) for name in self.measures if name not in MEASURES]
        if self.period not in PERIODS:
            problems.append(unknown("period", self.period, PERIODS))
        if self.correction not in CORRECTIONS:
            problems.append(unknown("correction", self.correction, CORRECTIONS))
        for name, low in (("resamples", 100), ("permutations", 99), ("min_articles", 2), ("seed", 0)):
            if getattr(self, name) < low:
                problems.append(f"{name} {getattr(self, name)}: write {low} or more")
        if not 0.5 <= self.level < 1:
            problems.append(f"level {self.level}: write a number from 0.5 to 1, such as 0.95")
        if problems:
            raise FramingError("\n".join(problems))


@dataclass(frozen=True, slots=True)
class Design:
    """The articles that are compared.

    Attributes
    ----------
    article_ids : tuple of str
    groups : tuple of str
        In their order: by name, periods by time.
    group_of : ndarray
        Of each article, an index into ``groups``.
    event_of : ndarray or None
        Of each article, a number; an article without an event is one of its own.
    notes : tuple of str
        What was left out.
    """

    article_ids: tuple[str, ...]
    groups: tuple[str, ...]
    group_of: Codes
    event_of: Codes | None
    notes: tuple[str, ...] = ()

    def members(self, group: int) -> npt.NDArray[np.bool_]:
        """Which articles a group has."""
        return np.asarray(self.group_of == group)


def design_of(articles: pd.DataFrame, question: Question) -> Design:
    """The groups and events of the articles that were analysed.

    Raises
    ------
    FramingError
        An unknown column (the nearest one is named), no article with a value there, or an unknown reference.
    """
    ok = articles[articles["status"] == "ok"].reset_index(drop=True)
    names = _group_names(ok, question)
    known = names.notna().to_numpy(dtype=bool)
    if not known.any():
        raise FramingError(f"--by {question.by}: no article has a value there; nothing can be compared")
    notes = []
    if not known.all():
        notes.append(f"{int((~known).sum())} of {len(ok)} articles left out: no {question.by}")
    ok, names = ok[known].reset_index(drop=True), names[known].astype(str)
    codes, groups = pd.factorize(names.to_numpy(dtype=object), sort=True)
    event_of, event_notes = _events(ok, question.events)
    if question.by != SIDE and question.reference is not None and question.reference not in groups:
        raise FramingError(unknown(f"{question.by} to measure against", question.reference, map(str, groups)))
    ids = tuple(ok["article_id"].astype(str))
    return Design(ids, tuple(map(str, groups)), codes.astype(np.intp), event_of, (*notes, *event_notes))


def _group_names(articles: pd.DataFrame, question: Question) -> pd.Series[Any]:
    if question.by == SIDE:
        return pd.Series("all", index=articles.index)
    if question.by == ARTICLE:
        return articles["article_id"]
    if question.by == DATE:
        return periods(articles["date"], question.period)
    return _column(articles, question.by, "--by", (ARTICLE, DATE, SIDE))


def _column(articles: pd.DataFrame, name: str, option: str, further: Sequence[str] = ()) -> pd.Series[Any]:
    if name not in articles.columns:
        raise FramingError(f"{option}: {unknown('column', name, {*map(str, articles.columns), *further})}")
    values = articles[name].astype("string").str.strip()
    return values.mask(values == "")


def _events(articles: pd.DataFrame, column: str | None) -> tuple[Codes | None, list[str]]:
    if column is None:
        return None, []
    names = _column(articles, column, "--events")
    alone = names.isna()
    notes = [f"{int(alone.sum())} articles have no {column}: each is an event of its own"] if alone.any() else []
    whole = names.where(~alone, "\0" + articles["article_id"].astype("string"))
    return pd.factorize(whole.to_numpy(dtype=object), sort=True)[0].astype(np.intp), notes


def periods(dates: pd.Series[Any], period: str) -> pd.Series[Any]:
    """The calendar period of ISO dates; missing where the date does not say it.

    Examples
    --------
    >>> periods(pd.Series(["2024-02-09", "2024-02", None]), "quarter").tolist()
    ['2024-Q1', '2024-Q1', <NA>]
    >>> periods(pd.Series(["2024-02-09"]), "week").tolist()
    ['2024-W06']
    """
    days = dates.astype("string").str.slice(0, _LENGTH[period])
    days = days.mask((days.str.len() < _LENGTH[period]).fillna(True))
    if period == "quarter":
        return days.str.slice(0, 4) + "-Q" + ((days.str.slice(5, 7).astype("Int64") - 1) // 3 + 1).astype("string")
    if period == "week":
        week = pd.to_datetime(days, errors="coerce").dt.isocalendar()
        names = week["year"].astype("string") + "-W" + week["week"].astype("string").str.zfill(2)
        return names.mask(week["year"].isna())
    return days


def article_labels(articles: pd.DataFrame) -> Mapping[str, str]:
    """A word for each article: its title, else its id."""
    titles = articles["title"].fillna(articles["article_id"])
    return dict(zip(articles["article_id"].astype(str), titles.astype(str), strict=True))
