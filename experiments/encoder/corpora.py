"""Rows of labelled data as an encoder learns from them: word pieces with labels, prepared as at run time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from framing.learn.encoder.pieces import PieceReader, Pieces
from framing.learn.passages import Passage, passages_of
from framing.learn.spans import labels_of
from framing.learn.target import LABELS, Target, target_of
from framing.records import Article, Document
from framing.split import Splitter

Row = Mapping[str, Any]

LONGEST = 300  # pieces; a target in a longer text is learnt from the words around it
WORDS_AROUND = 80
UNLABELLED = -100


@dataclass(frozen=True, slots=True)
class Example:
    """What the network sees of one window, by piece.

    ``labels`` holds the label of each token at its first piece and ``UNLABELLED`` elsewhere (attribution), or the one
    label of the row (target sentiment); ``distances`` the distance in words of each piece to the target, empty for
    attribution.
    """

    ids: tuple[int, ...]
    types: tuple[int, ...]
    labels: tuple[int, ...]
    distances: tuple[int, ...] = ()


def read_rows(path: Path) -> list[Row]:
    """The rows of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def documents_of(rows: Sequence[Row], splitter: Splitter) -> Iterator[Document]:
    """The rows' texts, split."""
    for row in rows:
        yield splitter.split(Article(str(row["id"]), row["text"], date=row.get("date")))


def attribution_examples(rows: Sequence[Row], splitter: Splitter, reader: PieceReader) -> list[Example]:
    """An example a window of every paragraph of articles with gold attributions."""
    found = []
    for row, document in zip(rows, documents_of(rows, splitter), strict=True):
        passages = passages_of(document)
        for passage, windows in zip(passages, reader.read(passages), strict=True):
            labels = labels_of(passage, _inside(passage, row["attributions"]))
            found += [_tagged(window, labels) for window in windows]
    return found


def target_examples(rows: Sequence[Row], splitter: Splitter, reader: PieceReader) -> list[Example]:
    """An example a row with a target; of a text longer than ``LONGEST`` pieces the words around the target."""
    targets = [
        _near(target_of(document, row["start"], row["end"]))
        for row, document in zip(rows, documents_of(rows, splitter), strict=True)
    ]
    found = []
    for row, target in zip(rows, targets, strict=True):
        pieces = reader.read([target.passage])[0][0]
        distances = tuple(_distance(token, target, len(target.passage.tokens)) for token in pieces.tokens)
        found.append(Example(pieces.ids, pieces.types, (LABELS.index(row["label"]),), distances))
    return found


def _inside(passage: Passage, attributions: Sequence[Row]) -> list[dict[str, list[Sequence[int]]]]:
    start, end = passage.tokens[0].start, passage.tokens[-1].end
    return [
        {
            part: [piece for piece in gold[part] if piece[0] < end and piece[1] > start]
            for part in ("source", "cue", "content")
        }
        for gold in attributions
    ]


def _tagged(window: Pieces, labels: Sequence[int]) -> Example:
    seen: set[int] = set()
    tagged = []
    for token in window.tokens:
        first = window.first <= token < window.last and token not in seen
        tagged.append(labels[token] if first else UNLABELLED)
        seen.add(token)
    return Example(window.ids, window.types, tuple(tagged))


def _near(target: Target) -> Target:
    tokens = target.passage.tokens
    if len(tokens) <= 2 * WORDS_AROUND:
        return target
    first = max(0, target.first - WORDS_AROUND)
    kept = slice(first, first + 2 * WORDS_AROUND)
    passage = Passage(tokens[kept], target.passage.quoted[kept], target.passage.sentences[kept])
    return Target(passage, target.first - first, min(target.last - first, len(passage.tokens)))


FAR = 99


def _distance(token: int, target: Target, n_tokens: int) -> int:
    if not 0 <= token < n_tokens:
        return FAR
    return max(target.first - token, token - (target.last - 1), 0)
