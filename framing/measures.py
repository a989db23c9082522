"""Precision, recall and F1 of predictions against rows that carry the answer, counted as ``score.py`` counts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from framing.records import NARRATOR, OTHER

Row = Mapping[str, Any]
PARTS = ("source", "cue", "content")


@dataclass(frozen=True, slots=True)
class Score:
    """Counts behind one figure: what was right, what was predicted, what the gold rows hold."""

    name: str
    hits: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        """Share of the predicted that is right, 0 to 1."""
        return self.hits / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found, 0 to 1."""
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0 to 1."""
        both = self.predicted + self.gold
        return 2 * self.hits / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Figures:
    """The scores of a task, which of them the mean F1 is taken over, and one line on how to read them."""

    scores: tuple[Score, ...]
    averaged: tuple[str, ...]
    note: str

    @property
    def mean_f1(self) -> float:
        """The mean F1 of the ``averaged`` scores (macro-F1), in percent; 0 without any."""
        found = [round(100 * score.f1, 2) for score in self.scores if score.name in self.averaged]
        return round(sum(found) / max(1, len(found)), 2)

    def rows(self) -> list[dict[str, Any]]:
        """A row a score, in percent."""
        return [
            {
                "what": score.name,
                "precision": round(100 * score.precision, 2),
                "recall": round(100 * score.recall, 2),
                "f1": round(100 * score.f1, 2),
                "gold": score.gold,
                "predicted": score.predicted,
            }
            for score in self.scores
        ]

    def as_json(self) -> dict[str, Any]:
        """The rows, the mean F1 and the note."""
        return {"figures": self.rows(), "mean_f1": self.mean_f1, "note": self.note}


def span_figures(gold: Sequence[Row], predicted: Sequence[Row]) -> Figures:
    """Exact span F1 of source, cue and content, as CofeNet (COLING 2022) scores PolNeAR."""
    hits: Counter[str] = Counter()
    have: Counter[str] = Counter()
    want: Counter[str] = Counter()
    for row, answer in zip(gold, predicted, strict=True):
        tokens = row.get("tokens") or [list(m.span()) for m in re.finditer(r"\w+|[^\w\s]", row["text"])]
        for part in PARTS:
            right, found = (_spans(r["attributions"], part, tokens) for r in (row, answer))
            hits[part] += len(right & found)
            have[part] += len(found)
            want[part] += len(right)
    scores = tuple(Score(part, hits[part], have[part], want[part]) for part in PARTS)
    return Figures(scores, PARTS, "exact spans, in percent")


def voice_figures(gold: Sequence[Row], predicted: Sequence[Row]) -> Figures:
    """Micro-F1 of the perspectives each sentence voices; ``narrator`` and ``other`` are no perspective.

    A gold sentence takes the voices of the predicted sentence that overlaps it most; ``optional`` perspectives of
    a gold sentence count neither way.
    """
    pairs = []
    for row, answer in zip(gold, predicted, strict=True):
        for sentence in row["sentences"]:
            best = max(answer["sentences"], key=lambda other: _overlap(sentence, other), default=None)
            found = best["voices"] if best and _overlap(sentence, best) > 0 else []
            optional = set(sentence.get("optional") or [])
            pairs.append((set(sentence["voices"]) - optional, set(found) - optional))
    drop = {NARRATOR, OTHER, "none"}
    return _sets(((right - drop, found - drop) for right, found in pairs), "perspectives of each sentence, in percent")


def set_figures(gold: Sequence[Row], predicted: Sequence[Row]) -> Figures:
    """Micro-F1 and per-label F1 of sets of frames; ``optional`` frames of a gold row count neither way."""
    pairs = []
    for row, answer in zip(gold, predicted, strict=True):
        optional = set(row.get("optional") or [])
        pairs.append((set(row["frames"]) - optional, set(answer["frames"]) - optional))
    return _sets(pairs, "sets of frames, in percent")


def label_figures(gold: Sequence[Row], predicted: Sequence[Row]) -> Figures:
    """F1 by label and over all rows (accuracy) where each row has one label, in any case of letters."""
    pairs = [({row["label"].lower()}, {answer["label"].lower()}) for row, answer in zip(gold, predicted, strict=True)]
    return _sets(pairs, "one label a row, in percent; 'all' is accuracy")


def _sets(pairs: Iterable[tuple[set[str], set[str]]], note: str) -> Figures:
    hits: Counter[str] = Counter()
    have: Counter[str] = Counter()
    want: Counter[str] = Counter()
    for right, found in pairs:
        hits.update(right & found)
        have.update(found)
        want.update(right)
    labels = sorted(want | have)
    scores = [Score(label, hits[label], have[label], want[label]) for label in labels]
    everything = Score("all", hits.total(), have.total(), want.total())
    return Figures((*scores, everything), tuple(sorted(want)), note)


def _spans(attributions: Iterable[Row], part: str, tokens: Sequence[Sequence[int]]) -> set[tuple[int, int]]:
    found = set()
    for attribution in attributions:
        value = attribution.get(part) or []
        for start, end in [value] if value and isinstance(value[0], int) else value:
            touched = [index for index, (first, last) in enumerate(tokens) if first < end and last > start]
            if touched:
                found.add((touched[0], touched[-1]))
    return found


def _overlap(one: Row, other: Row) -> int:
    return int(min(one["end"], other["end"]) - max(one["start"], other["start"]))
