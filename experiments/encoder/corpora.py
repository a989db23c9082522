"""Rows of labelled data as an encoder learns from them: word pieces with labels, prepared as at run time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from framing.learn.encoder.pieces import PieceReader, Pieces
from framing.learn.passages import Passage, passages_of, whole_passage
from framing.learn.spans import labels_of
from framing.learn.target import LABELS, Target, target_of
from framing.records import Article, Document
from framing.split import Splitter
from framing.split.tags import tags_of

Row = Mapping[str, Any]

LONGEST = 300  # pieces; a target in a longer text is learnt from the words around it
WORDS_AROUND = 80
LONGEST_ASKED = 150
MOST_ASKED = 4
NAME_TAGS = ("NNP", "NNPS")
PERSONS = ("he", "she")
UNLABELLED = -100
VOTES = {"against": "disagree", "none": "neutral", "favor": "agree"}  # GWSD's names of its labels


@dataclass(frozen=True, slots=True)
class MarkedTarget:
    """A target in a window.

    Parameters
    ----------
    shares : tuple of float
        How much of each sign it has: all of one where people labelled it, what teachers say of it, or empty where
        nobody has been asked yet.
    place : int
        The piece at which its mark stands.
    distances : tuple of int
        Of each piece, in words.
    """

    shares: tuple[float, ...]
    place: int
    distances: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """What the network sees of one window, by piece.

    ``labels`` holds the label of each token at its first piece and ``UNLABELLED`` elsewhere, empty but for attribution;
    ``targets`` the targets of the window, empty but for target sentiment; ``shares`` how much of each label the whole
    text has, empty but for stance and frames; ``firsts`` the places of the first pieces of words.
    """

    ids: tuple[int, ...]
    types: tuple[int, ...]
    labels: tuple[int, ...] = ()
    targets: tuple[MarkedTarget, ...] = ()
    shares: tuple[float, ...] = ()
    firsts: tuple[int, ...] = ()


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
    """An example a text with all targets that rows name in it.

    Of a text longer than ``LONGEST`` pieces each target is an example with the words around it.
    """
    found: dict[Example, list[MarkedTarget]] = {}
    for row, document in zip(rows, documents_of(rows, splitter), strict=True):
        target = _near(target_of(document, row["start"], row["end"]))
        pieces = next(window for window in reader.read([target.passage])[0] if target.head in window.tokens)
        shares = tuple(float(label == row["label"]) for label in LABELS)
        found.setdefault(_bare(pieces, target.passage), []).append(marked(target, pieces, shares))
    return [replace(example, targets=tuple(targets)) for example, targets in found.items()]


def asked_examples(
    rows: Sequence[Row], known: Mapping[str, Sequence[tuple[int, int]]], splitter: Splitter, reader: PieceReader
) -> list[Example]:
    """An example a text with its names and its "he" and "she" as targets that have no sign yet.

    ``known`` are, by text, the spans whose sign people gave; what touches one is left out, and so is a text that is
    longer than a window or ``LONGEST_ASKED``, or names nobody.
    """
    found = []
    for row, document in zip(rows, documents_of(rows, splitter), strict=True):
        passage = whole_passage(document)
        windows = reader.read([passage])[0]
        if len(windows) != 1 or len(windows[0].ids) > LONGEST_ASKED:
            continue
        taken = [covered for span in known.get(row["text"], ()) if (covered := passage.covering(*span))]
        targets = [
            marked(Target(passage, first, last), windows[0], ())
            for first, last in _names(passage, row["text"])
            if all(last <= begin or first >= end for begin, end in taken)
        ]
        if targets:
            found.append(replace(_bare(windows[0], passage), targets=tuple(targets[:MOST_ASKED])))
    return found


def marked(target: Target, pieces: Pieces, shares: tuple[float, ...]) -> MarkedTarget:
    """A target as the network sees it."""
    distances = tuple(_distance(token, target, len(target.passage.tokens)) for token in pieces.tokens)
    return MarkedTarget(shares, pieces.tokens.index(target.head), distances)


def _bare(pieces: Pieces, passage: Passage) -> Example:
    """A window without labels."""
    seen: dict[int, int] = {}
    for place, token in enumerate(pieces.tokens):
        if 0 <= token < len(passage.tokens):
            seen.setdefault(token, place)
    return Example(pieces.ids, pieces.types, firsts=tuple(seen.values()))


def _names(passage: Passage, text: str) -> Iterator[tuple[int, int]]:
    """Runs of tokens that are tagged as names, and "he" and "she"."""
    tokens = passage.tokens
    tags = tags_of(text, [(token.start, token.end) for token in tokens])
    named = [tag in NAME_TAGS and token.text[:1].isupper() for tag, token in zip(tags, tokens, strict=True)]
    first = 0
    while first < len(tokens):
        last = first + 1
        if named[first]:
            while last < len(tokens) and named[last]:
                last += 1
            yield first, last
        elif tokens[first].text.lower() in PERSONS:
            yield first, last
        first = last


def label_examples(
    rows: Sequence[Row], labels: Sequence[str], splitter: Splitter, reader: PieceReader
) -> list[tuple[Example, ...]]:
    """The windows of each text, each with the labels of the whole text: one of them is learnt from in an epoch.

    Where rows say how sure their annotators are (``prob``), the shares are theirs.
    """
    found = []
    for row, document in zip(rows, documents_of(rows, splitter), strict=True):
        given = row.get("frames", [row.get("label")])
        shares = tuple(float(label in given) for label in labels)
        if votes := row.get("prob"):
            shares = tuple(votes[VOTES[label]] for label in labels)
        windows = reader.read([whole_passage(document)])[0]
        found.append(tuple(Example(window.ids, window.types, shares=shares) for window in windows))
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
