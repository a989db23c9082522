"""Precision, recall and F1 of predictions against rows that carry the answer, counted as ``score.py`` counts.

Every figure is the sum of the counts of its rows, so its interval follows from redrawing the rows (percentile
bootstrap; Davison & Hinkley 1997, chapter 5.3). Rows that carry an ``article`` or ``group`` are redrawn by it, for
those of one article are not independent.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from framing.records import NARRATOR, OTHER

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Numbers = npt.NDArray[np.float64]

Row = Mapping[str, Any]
Pairs = Sequence[tuple[set[str], set[str]]]
PARTS = ("source", "cue", "content")
GROUP_KEYS = ("article", "group")
SEED = 20080217
RESAMPLES = 1000
LEVEL = 0.95
FEWEST_UNITS = 5
MAX_WEIGHTS = 4_000_000


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
class Interval:
    """Both ends of an interval of an F1, in percent."""

    low: float
    high: float

    def __str__(self) -> str:
        """The ends in brackets.

        >>> str(Interval(71.5, 80.0))
        '[71.50, 80.00]'
        """
        return f"[{self.low:.2f}, {self.high:.2f}]"


@dataclass(frozen=True, slots=True)
class Intervals:
    """The 95 % intervals of the scores, in their order, and of the mean F1; None where there is none.

    ``resamples`` is how often ``units`` rows, or groups of rows, were redrawn.
    """

    scores: tuple[Interval | None, ...]
    mean_f1: Interval | None
    resamples: int
    units: int


@dataclass(frozen=True, slots=True)
class Tally:
    """What one row adds to each score: hits, predicted, gold.

    ``group`` is the article or group it is redrawn with, None for a row by itself.
    """

    counts: tuple[tuple[int, int, int], ...]
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """The scores of a task, which of them the mean F1 is taken over, one line on how to read them, and their rows.

    ``coverage`` is the share of rows that got an answer, where a model may abstain; the scores are those of these rows.
    """

    scores: tuple[Score, ...]
    averaged: tuple[str, ...]
    note: str
    tallies: tuple[Tally, ...] = ()
    coverage: float | None = None

    @property
    def mean_f1(self) -> float:
        """The mean F1 of the ``averaged`` scores (macro-F1), in percent; 0 without any."""
        found = [round(100 * score.f1, 2) for score in self.scores if score.name in self.averaged]
        return round(sum(found) / max(1, len(found)), 2)

    def intervals(self, seed: int = SEED, resamples: int = RESAMPLES) -> Intervals:
        """The middle 95 % of the F1 that redrawn rows give, two decimals.

        Parameters
        ----------
        seed : int
            Of the generator; the same seed gives the same intervals.
        resamples : int
            How often the rows are redrawn, with replacement, as many as there are.

        Notes
        -----
        There is none (None) with fewer than ``FEWEST_UNITS`` rows or groups, or where all resamples agree. It does
        not see what another training run, other annotators or other sources of text would change.

        Examples
        --------
        >>> gold = [{"label": "favor"}, {"label": "against"}] * 20
        >>> answers = [{"label": "favor"}] * 15 + [{"label": "against"}] * 25
        >>> figures = label_figures(gold, answers)
        >>> figures.mean_f1, str(figures.intervals().mean_f1)
        (51.75, '[35.53, 66.49]')
        """
        import numpy as np

        counts = self._counts()
        units = counts.shape[0]
        if units < FEWEST_UNITS:
            return Intervals((None,) * len(self.scores), None, resamples, units)
        drawn = _redrawn(counts, np.random.default_rng(seed), resamples)
        averaged = [at for at, score in enumerate(self.scores) if score.name in self.averaged]
        scores = tuple(_interval(column) for column in drawn.T)
        mean = _interval(drawn[:, averaged].mean(axis=1)) if averaged else None
        return Intervals(scores, mean, resamples, units)

    def rows(self, intervals: Intervals | None = None) -> list[dict[str, Any]]:
        """A row a score, in percent; with intervals, ``ci_low`` and ``ci_high`` of its F1 (None where none)."""
        return [
            {
                "what": score.name,
                "precision": round(100 * score.precision, 2),
                "recall": round(100 * score.recall, 2),
                "f1": round(100 * score.f1, 2),
                **(_ends(intervals.scores[at]) if intervals else {}),
                "gold": score.gold,
                "predicted": score.predicted,
            }
            for at, score in enumerate(self.scores)
        ]

    def as_json(self, intervals: Intervals | None = None) -> dict[str, Any]:
        """The rows, the mean F1 and the note; with intervals, their ends and how they were made."""
        found: dict[str, Any] = {"figures": self.rows(intervals), "mean_f1": self.mean_f1, "note": self.note}
        if self.coverage is not None:
            found["coverage"] = round(100 * self.coverage, 2)
        if intervals:
            ends = {f"mean_f1_{name}": value for name, value in _ends(intervals.mean_f1).items()}
            found |= ends | {"level": LEVEL, "resamples": intervals.resamples, "units": intervals.units}
        return found

    def _counts(self) -> Numbers:
        """Units x scores x (hits, predicted, gold): rows of one group are added up, in the order of their first."""
        import numpy as np

        places: dict[int | str, int] = {}
        groups = [row if tally.group is None else tally.group for row, tally in enumerate(self.tallies)]
        units = [places.setdefault(group, len(places)) for group in groups]
        counts = np.zeros((len(places), len(self.scores), 3))
        if counts.size:
            np.add.at(counts, units, np.array([tally.counts for tally in self.tallies], dtype=np.float64))
        return counts


def span_figures(gold: Sequence[Row], predicted: Sequence[Row]) -> Figures:
    """Exact span F1 of source, cue and content, as CofeNet (COLING 2022) scores PolNeAR."""
    tallies = []
    for row, answer in zip(gold, predicted, strict=True):
        tokens = row.get("tokens") or [list(m.span()) for m in re.finditer(r"\w+|[^\w\s]", row["text"])]
        pairs = [[_spans(r["attributions"], part, tokens) for r in (row, answer)] for part in PARTS]
        tallies.append(
            Tally(tuple((len(right & found), len(found), len(right)) for right, found in pairs), group_of(row))
        )
    return Figures(sums(PARTS, tallies), PARTS, "exact spans, in percent", tuple(tallies))


def voice_figures(gold: Sequence[Row], predicted: Sequence[Row]) -> Figures:
    """Micro-F1 of the perspectives each sentence voices; ``narrator`` and ``other`` are no perspective.

    A gold sentence takes the voices of the predicted sentence that overlaps it most; ``optional`` perspectives of
    a gold sentence count neither way.
    """
    rows = []
    for row, answer in zip(gold, predicted, strict=True):
        pairs = []
        for sentence in row["sentences"]:
            best = max(answer["sentences"], key=lambda other: _overlap(sentence, other), default=None)
            found = best["voices"] if best and _overlap(sentence, best) > 0 else []
            drop = {NARRATOR, OTHER, "none", *(sentence.get("optional") or [])}
            pairs.append((set(sentence["voices"]) - drop, set(found) - drop))
        rows.append(pairs)
    return _sets(gold, rows, "perspectives of each sentence, in percent")


def set_figures(gold: Sequence[Row], predicted: Sequence[Row]) -> Figures:
    """Micro-F1 and per-label F1 of sets of frames; ``optional`` frames of a gold row count neither way."""
    rows = []
    for row, answer in zip(gold, predicted, strict=True):
        optional = set(row.get("optional") or [])
        rows.append([(set(row["frames"]) - optional, set(answer["frames"]) - optional)])
    return _sets(gold, rows, "sets of frames, in percent")


def label_figures(gold: Sequence[Row], predicted: Sequence[Row]) -> Figures:
    """F1 by label and over all rows (accuracy) where each row has one label, in any case of letters."""
    rows = [[({row["label"].lower()}, {answer["label"].lower()})] for row, answer in zip(gold, predicted, strict=True)]
    return _sets(gold, rows, "one label a row, in percent; 'all' is accuracy")


def _sets(gold: Sequence[Row], rows: Sequence[Pairs], note: str) -> Figures:
    """The figures by label, and of all labels together, from each row's pairs of right and found labels."""
    wanted = sorted({label for pairs in rows for right, _ in pairs for label in right})
    labels = sorted({*wanted, *(label for pairs in rows for _, found in pairs for label in found)})
    tallies = tuple(_tally(labels, pairs, group_of(row)) for row, pairs in zip(gold, rows, strict=True))
    return Figures(sums((*labels, "all"), tallies), tuple(wanted), note, tallies)


def _tally(labels: Sequence[str], pairs: Pairs, group: str | None) -> Tally:
    hits = Counter(label for right, found in pairs for label in right & found)
    have = Counter(label for _, found in pairs for label in found)
    want = Counter(label for right, _ in pairs for label in right)
    by_label = [(hits[label], have[label], want[label]) for label in labels]
    return Tally((*by_label, (hits.total(), have.total(), want.total())), group)


def sums(names: Sequence[str], tallies: Sequence[Tally]) -> tuple[Score, ...]:
    """The scores of names from the counts of all rows."""
    columns = zip(*(tally.counts for tally in tallies), strict=True) if tallies else ([] for _ in names)
    sums = ([sum(count[at] for count in column) for at in range(3)] for column in columns)
    return tuple(Score(name, *each) for name, each in zip(names, sums, strict=True))


def group_of(row: Row) -> str | None:
    """The article or group a row is redrawn with, None for a row by itself."""
    return next((str(row[key]) for key in GROUP_KEYS if row.get(key) is not None), None)


def _redrawn(counts: Numbers, rng: np.random.Generator, resamples: int) -> Numbers:
    """Resamples x scores: F1 in percent when as many units are drawn with replacement; a draw is a row of weights."""
    import numpy as np

    units, n_scores, _ = counts.shape
    flat, batch = counts.reshape(units, n_scores * 3), max(1, MAX_WEIGHTS // units)
    parts = []
    for start in range(0, resamples, batch):
        weights = rng.multinomial(units, np.full(units, 1 / units), size=min(batch, resamples - start))
        hits, have, want = np.moveaxis((weights.astype(np.float64) @ flat).reshape(-1, n_scores, 3), 2, 0)
        parts.append(200 * hits / np.maximum(have + want, 1))
    return np.concatenate(parts)


def _interval(drawn: Numbers) -> Interval | None:
    import numpy as np

    if drawn.min() == drawn.max():
        return None
    low, high = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(round(float(low), 2), round(float(high), 2))


def _ends(interval: Interval | None) -> dict[str, float | None]:
    return {"ci_low": interval.low if interval else None, "ci_high": interval.high if interval else None}


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
