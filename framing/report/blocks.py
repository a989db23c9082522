"""An article as the page opens it: its sentences with everything that was found in each, and where."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

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
EVIDENCE = ("lexicon_evidence", "voice_evidence")
SPANNED = ("terms", "mentions", "actions", "distancing")
UNSPANNED = ("stances", "frames")
KEYS = ("article_id", "sentence_index", "attribution_index", "article", "place")
OFFSETS = ("start", "end", *(f"{part}_{side}" for part in PARTS for side in ("start", "end")))
LEFT_OUT = frozenset((*KEYS, *OFFSETS, "weight"))
DECIMALS = 3


class Blocks:
    """The blocks of a corpus, made one by one.

    Parameters
    ----------
    corpus : Corpus
    """

    def __init__(self, corpus: Corpus) -> None:
        self._sentences = _grouped(corpus.sentences, "article")
        article = corpus.sentences["article"].to_numpy()
        self._first = {number: rows[0]["place"] for number, rows in self._sentences.items()}
        self._tables = {
            name: _grouped(table.assign(article=article[table["place"].to_numpy()]), "article")
            for name, table in corpus.tables.items()
            if name in ("attributions", *SPANNED, *UNSPANNED)
        }

    def block(self, number: int) -> list[Block]:
        """The sentences of an article by its place in the corpus.

        Returns
        -------
        list of dict
            One a sentence: ``text``, ``paragraph``, ``quote`` (1 inside quotation marks), ``scores``, ``evidence``,
            ``marks`` (``[start, end, part, attribution]`` in UTF-16 units), ``attributions``, and the rows of the
            further tables that belong to it, ``at`` being their span.
        """
        rows = self._sentences.get(number, [])
        placed = [Placed(int(row["start"]), row["text"]) for row in rows]
        blocks = [_sentence(row) for row in rows]
        for order, row in enumerate(self._rows("attributions", number)):
            _attribute(row, order, placed, blocks)
        for name in (*SPANNED, *UNSPANNED):
            for row in self._rows(name, number):
                at = row["place"] - self._first[number]
                span = within(placed[at], row["start"], row["end"]) if name in SPANNED else None
                blocks[at].setdefault(name, []).append({**_told(row), **({"at": span} if span else {})})
        return blocks

    def _rows(self, name: str, number: int) -> Sequence[Row]:
        return self._tables.get(name, {}).get(number, [])


def _grouped(table: pd.DataFrame, by: str) -> dict[int, list[Row]]:
    if "place" not in table:
        table = table.assign(place=range(len(table)))
    rows = [{name: _plain(value) for name, value in row.items()} for row in records(table)]
    groups: dict[int, list[Row]] = {}
    for row in rows:
        groups.setdefault(row[by], []).append(row)
    return groups


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
