"""An article as the page opens it: its sentences with everything that was found in each, and where."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from framing.report.corpus import Corpus, Row, records
from framing.report.spans import Placed, content_pieces, within

Block = dict[str, Any]
PARTS = ("source", "cue", "content")
SCORES = (
    "lexicon_polarity",
    "sentiment_negative",
    "sentiment_neutral",
    "sentiment_positive",
    "vader_compound",
    "textblob_polarity",
    "textblob_subjectivity",
    "voice_confidence",
)
EVIDENCE = ("lexicon_evidence", "sentiment_evidence", "voice_evidence")
SPANNED = ("terms", "mentions", "actions", "distancing")
UNSPANNED = ("stances", "frames")
KEYS = ("article_id", "sentence_index", "attribution_index", "article", "place")
OFFSETS = ("start", "end", *(f"{part}_{side}" for part in PARTS for side in ("start", "end")))
LEFT_OUT = frozenset((*KEYS, *OFFSETS, "weight"))
DECIMALS = 3
SENTENCES = "sentences"
ARTICLES_AT_ONCE = 64


class Blocks:
    """The blocks of a corpus, made one by one.

    Parameters
    ----------
    corpus : Corpus
    """

    def __init__(self, corpus: Corpus) -> None:
        article, numbers = corpus.sentences["article"].to_numpy(), np.arange(len(corpus.articles) + 1)
        self._first = np.searchsorted(article, numbers)
        own = {name: table for name, table in corpus.tables.items() if name in ("attributions", *SPANNED, *UNSPANNED)}
        self._tables = {SENTENCES: _Rows(corpus.sentences.assign(place=range(len(article))), self._first)}
        for name, table in own.items():
            order = np.argsort(article[table["place"].to_numpy()], kind="stable")
            ordered = table.iloc[order]
            self._tables[name] = _Rows(ordered, np.searchsorted(article[ordered["place"].to_numpy()], numbers))

    def block(self, number: int) -> list[Block]:
        """The sentences of an article by its place in the corpus.

        Returns
        -------
        list of dict
            One a sentence: ``text``, ``paragraph``, ``quote`` (1 inside quotation marks), ``scores``, ``evidence``,
            ``marks`` (``[start, end, part, attribution]`` in UTF-16 units), ``attributions``, and the rows of the
            further tables that belong to it, ``at`` being their span.
        """
        rows = self._rows(SENTENCES, number)
        placed = [Placed(int(row["start"]), row["text"]) for row in rows]
        blocks = [_sentence(row) for row in rows]
        for order, row in enumerate(self._rows("attributions", number)):
            _attribute(row, order, placed, blocks)
        for name in (*SPANNED, *UNSPANNED):
            for row in self._rows(name, number):
                at = row["place"] - int(self._first[number])
                span = within(placed[at], row["start"], row["end"]) if name in SPANNED else None
                blocks[at].setdefault(name, []).append({**_told(row), **({"at": span} if span else {})})
        return blocks

    def _rows(self, name: str, number: int) -> Sequence[Row]:
        return self._tables[name].of(number) if name in self._tables else []


class _Rows:
    """The rows of a table by article, made plain for some articles at a time: all at once they fill the memory.

    Parameters
    ----------
    table : DataFrame
        In the order of the articles.
    starts : ndarray
        The first row of every article, and the number of rows.
    """

    def __init__(self, table: pd.DataFrame, starts: npt.NDArray[np.intp]) -> None:
        self._table, self._starts = table, starts
        self._made: tuple[int, int, list[Row]] = (-1, 0, [])

    def of(self, number: int) -> Sequence[Row]:
        """The rows of an article by its place."""
        group = number // ARTICLES_AT_ONCE
        made_for, first, rows = self._made
        if made_for != group:
            first = int(self._starts[group * ARTICLES_AT_ONCE])
            last = int(self._starts[min((group + 1) * ARTICLES_AT_ONCE, len(self._starts) - 1)])
            told = records(self._table.iloc[first:last])
            rows = [{name: _plain(value) for name, value in row.items()} for row in told]
            self._made = group, first, rows
        return rows[self._starts[number] - first : self._starts[number + 1] - first]


def _plain(value: Any) -> Any:
    """A cell as JSON has it: missing is None, numbers are rounded for reading."""
    if value is None or value is pd.NA or value != value:
        return None
    if hasattr(value, "item"):
        value = value.item()
    return round(value, DECIMALS) if isinstance(value, float) else value


def _told(row: Row) -> Block:
    """The cells of a row that have something to say."""
    return {name: value for name, value in row.items() if value is not None and name not in LEFT_OUT}


def _sentence(row: Row) -> Block:
    block: Block = {"text": row["text"], "paragraph": row["paragraph"], "quote": int(bool(row["in_quote"]))}
    for name, columns in (("scores", SCORES), ("evidence", EVIDENCE)):
        block[name] = {column: row[column] for column in columns if row.get(column) is not None}
    return block


def _attribute(row: Row, order: int, placed: Sequence[Placed], blocks: Sequence[Block]) -> None:
    """Adds an attribution to every sentence it touches, with the marks of its parts."""
    touched = set()
    for part, start, end in _parts(row, placed):
        first = max(0, bisect_right(placed, start, key=lambda sentence: sentence.start) - 1)
        last = bisect_left(placed, end, key=lambda sentence: sentence.start)
        for number in range(first, last):
            span = within(placed[number], start, end)
            if span:
                blocks[number].setdefault("marks", []).append([*span, part, order])
                touched.add(number)
    for number in sorted(touched):
        blocks[number].setdefault("attributions", []).append(_told(row))


def _parts(row: Row, placed: Sequence[Placed]) -> Iterator[tuple[str, int, int]]:
    for part in PARTS:
        start, end = row[f"{part}_start"], row[f"{part}_end"]
        if start is None:
            continue
        spans = [(start, end)]
        if part == "content":
            spans = content_pieces(placed, start, end, row["content_text"] or "")
        yield from ((part, *span) for span in spans)
