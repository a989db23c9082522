"""Stances against hand-coded ones: F1 of (sentence, holder, target, stance), with intervals over articles.

A coded row is a text with ``sentences``, each with ``stances`` (holder, target, target_kind, stance) and perhaps
``optional_stances`` (holder, target, target_kind), on which careful coders could differ and which count neither way;
nor does a stance that is ``implied``: to a target that the sentence does not refer to.
A predicted sentence is compared with the coded one that overlaps it most.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from framing.judgements import StanceScore
from framing.measures import Figures, Score, Tally
from framing.records import Article, Document, Sentence

if TYPE_CHECKING:
    from framing.pipeline import Analyzer

KINDS = ("perspective", "issue")
LABELS = ("favor", "against", "none")
AVERAGED = ("favor", "against")

Row = Mapping[str, Any]
Pair = tuple[int, str, str, str]
"""Sentence, holder, kind of target, target."""


def coded_stances(row: Row, document: Document) -> tuple[dict[Pair, str], set[Pair]]:
    """The coded stance of each pair of a text, and the pairs that count neither way."""
    stances: dict[Pair, str] = {}
    optional: set[Pair] = set()
    for coded in row["sentences"]:
        index = _nearest(coded, document.sentences)
        implied = [found for found in coded.get("stances") or () if found.get("implied")]
        for found in coded.get("stances") or ():
            if not found.get("implied"):
                stances[_pair(index, found)] = found["stance"]
        optional.update(_pair(index, found) for found in [*implied, *(coded.get("optional_stances") or ())])
    return stances, optional


def found_stances(stances: Sequence[StanceScore]) -> dict[Pair, str]:
    """The stance of each pair that scoring found in a text."""
    told = [(each, each.stance) for each in stances]
    return {(each.sentence_index, each.holder, each.target_kind, each.target): found for each, found in told if found}


def stance_figures(rows: Sequence[Row], analyzer: Analyzer) -> Figures:
    """Precision, recall and F1 of an analyzer's stances on coded texts.

    Scores: each label; ``for or against`` of all, of sides and of issues (a pair that is ``none`` or absent is not
    found there, so a missed pair and a wrong direction both count); the mean is over favor and against.
    """
    tallies = []
    for row, heard in zip(rows, analyzer.heard(articles_of(rows)), strict=True):
        gold, optional = coded_stances(row, heard[0])
        found = found_stances(analyzer.scorer.score(*heard).stances)
        found = {pair: stance for pair, stance in found.items() if pair not in optional}
        tallies.append(Tally(tuple(_counts(gold, found)), str(row["id"])))
    names = (*LABELS, "for or against", *(f"for or against: {kind}" for kind in KINDS))
    columns = zip(*(tally.counts for tally in tallies), strict=True)
    sums = ([sum(count[at] for count in column) for at in range(3)] for column in columns)
    scores = tuple(Score(name, *counts) for name, counts in zip(names, sums, strict=True))
    return Figures(scores, AVERAGED, "(sentence, holder, target, stance), in percent", tuple(tallies))


def articles_of(rows: Sequence[Row]) -> list[Article]:
    """The coded texts as articles, with their dates."""
    return [Article(str(row["id"]), row["text"], date=row.get("date")) for row in rows]


def _counts(gold: Mapping[Pair, str], found: Mapping[Pair, str]) -> Iterator[tuple[int, int, int]]:
    for label in LABELS:
        yield _count(gold, found, (label,), KINDS)
    yield _count(gold, found, AVERAGED, KINDS)
    for kind in KINDS:
        yield _count(gold, found, AVERAGED, (kind,))


def _count(
    gold: Mapping[Pair, str], found: Mapping[Pair, str], labels: Sequence[str], kinds: Sequence[str]
) -> tuple[int, int, int]:
    """Hits, found and gold among the pairs of some labels and kinds of target."""
    wanted = {item for item in gold.items() if item[1] in labels and item[0][2] in kinds}
    have = {item for item in found.items() if item[1] in labels and item[0][2] in kinds}
    return len(wanted & have), len(have), len(wanted)


def _pair(index: int, found: Row) -> Pair:
    return index, found["holder"], found["target_kind"], found["target"]


def _nearest(coded: Row, sentences: Sequence[Sentence]) -> int:
    best = max(sentences, key=lambda each: min(coded["end"], each.end) - max(coded["start"], each.start))
    return best.index
