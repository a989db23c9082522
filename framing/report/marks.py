"""The charts of the page before they are drawn: every mark with its numbers, its words and the view behind it.

A chart is a table whose cells are drawn: the numbers are there for readers who do not see the drawing, and every mark
is a link to the sentences it counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

import pandas as pd

from framing.charts.wording import FEW_SENTENCES, count, percent, polarity_range, share_range, signed
from framing.report.corpus import Row, records
from framing.report.views import pair_id, view

TONE_SIGNS = {"negative": "▼", "neutral": "–", "positive": "▲"}
STEPS = 3
SHARE_STEPS = 6
TICK_STEPS = (0.02, 0.05, 0.1, 0.2, 0.25)
MOST_TICKS = 5


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of an axis: where (per cent of the width), and its label."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A voice's share; places are per cent of the width, ``low`` is None without an interval."""

    voice: str
    n: int
    n_articles: int
    share: str
    interval: str
    width: float
    low: float | None
    high: float | None
    view: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar of tones."""

    tone: str
    sign: str
    share: str
    start: float
    width: float
    view: str


WHOLE = {"portrayal": "mention"}
"""The facet that holds all sentences of a row, where it is not the one of its segments."""


@dataclass(frozen=True, slots=True)
class ToneRow:
    """The tones of a voice; without ``segments`` where too few sentences are scored. ``view`` is that of its dot."""

    voice: str
    n: int
    n_without: int
    segments: tuple[Segment, ...]
    mean: str
    interval: str
    at: float | None
    low: float | None
    high: float | None
    view: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a matrix: ``step`` colours it (None: too few to say), ``words`` is its number, ``n`` its sentences."""

    step: int | None
    words: str
    interval: str
    n: str
    view: str | None
    name: str


def bars(shares: pd.DataFrame) -> tuple[list[Bar], list[Tick]]:
    """The chart ``voice-share``."""
    rows = records(shares)
    reach = max([0.05, *(_number(row[end], 0.0) for row in rows for end in ("share", "ci_high"))])
    step = next((step for step in TICK_STEPS if reach / step <= MOST_TICKS), TICK_STEPS[-1])
    end = min(1.0, reach * 1.06)
    ticks = [Tick(_scaled(place * step, 0, end) or 0.0, percent(place * step)) for place in range(int(end / step) + 1)]
    return [
        Bar(
            voice=row["voice"],
            n=row["n_sentences"],
            n_articles=row["n_articles"],
            share=percent(_number(row["share"], 0.0)),
            interval=share_range(_number(row["ci_low"]), _number(row["ci_high"])),
            width=_scaled(_number(row["share"], 0.0), 0, end) or 0.0,
            low=_scaled(_number(row["ci_low"]), 0, end),
            high=_scaled(_number(row["ci_high"]), 0, end),
            view=view("voice-share", voice=row["voice"]),
        )
        for row in rows
    ], ticks


def tone_rows(tones: pd.DataFrame, at: str, name: str = "voice") -> tuple[list[ToneRow], list[Tick]]:
    """The chart ``tone``, or another in its form; ``name`` is what the views call the rows by."""
    rows = records(tones)
    shown = [row for row in rows if row["n_scored"] >= FEW_SENTENCES]
    ends = [abs(_number(row[end], 0.0)) for row in shown for end in ("polarity", "ci_low", "ci_high")]
    reach = min(1.0, max(0.1, *ends, 0.1) * 1.12)
    side = max([0.4, *(half for row in shown for half in _halves(row))])
    step = next(step for step in (0.05, 0.1, 0.2, 0.5) if reach / step <= 2 or step == 0.5)
    places = [place * step for place in range(-int(reach / step), int(reach / step) + 1)]
    ticks = [Tick(_scaled(place, -reach, reach) or 0.0, "0" if not place else signed(place)) for place in places]
    return [_tone_row(row, at, name, side, reach) for row in rows], ticks


def _halves(row: Row) -> tuple[float, float]:
    """How far a bar goes to either side of the middle of its neutral part."""
    neutral = _number(row["neutral"], 0.0) / 2
    return _number(row["negative"], 0.0) + neutral, _number(row["positive"], 0.0) + neutral


def _tone_row(row: Row, at: str, name: str, side: float, reach: float) -> ToneRow:
    voice, n = row["voice"], row["n_scored"]
    enough = n >= FEW_SENTENCES
    middle = [_number(row[end]) if enough else float("nan") for end in ("polarity", "ci_low", "ci_high")]
    mean, low, high = (_scaled(value, -reach, reach) for value in middle)
    return ToneRow(
        voice=voice,
        n=n,
        n_without=row["n_without_evidence"],
        segments=_segments(row, at, name, side) if enough else (),
        mean=signed(middle[0]) if enough else "",
        interval=polarity_range(middle[1], middle[2]),
        at=mean,
        low=low,
        high=high,
        view=view(at, **{WHOLE.get(name, name): voice}),
    )


def _segments(row: Row, at: str, name: str, side: float) -> tuple[Segment, ...]:
    start = -_halves(row)[0]
    found = []
    for tone, sign in TONE_SIGNS.items():
        share = _number(row[tone], 0.0)
        choice = {name: row["voice"], "tone": tone} if name == "voice" else {name: f"{row['voice']}:{tone}"}
        place, width = _scaled(start, -side, side) or 0.0, round(100 * share / (2 * side), 3)
        found.append(Segment(tone, sign, percent(share), place, width, view(at, **choice)))
        start += share
    return tuple(found)


def pair_cells(pairs: pd.DataFrame, holders: Sequence[str], targets: Sequence[str]) -> list[list[Cell | None]]:
    """The chart ``who-on-whom``: a row a holder, a column a target; None where the two never meet."""
    rows = {(row["holder"], row["target"]): row for row in records(pairs)}
    shown = [abs(_number(row["polarity"], 0.0)) for row in rows.values() if row["n_scored"] >= FEW_SENTENCES]
    reach = min(1.0, max(0.2, ceil(max(shown, default=0.0) * 10 - 1e-9) / 10))
    return [
        [_pair_cell(rows[holder, target], reach) if (holder, target) in rows else None for target in targets]
        for holder in holders
    ]


def _pair_cell(row: Row, reach: float) -> Cell:
    n, size = row["n_scored"], f"n = {row['n_scored']:,}"
    name = pair_id(row["holder"], row["target"])
    where = view("who-on-whom", pair=name) if n else None
    if n < FEW_SENTENCES:
        return Cell(None, "", "", size, where, name)
    value = _number(row["polarity"])
    interval = polarity_range(_number(row["ci_low"]), _number(row["ci_high"]))
    return Cell(round(STEPS * value / reach), signed(value), interval, size, where, name)


def frame_cells(shares: pd.DataFrame, frames: Sequence[str], voices: Sequence[str]) -> list[list[Cell | None]]:
    """The chart ``frames``: a row a frame, a column a voice; None where the voice never speaks."""
    rows = {(row["frame"], row["voice"]): row for row in records(shares)}
    largest = max((_number(r["share"], 0.0) for r in rows.values() if r["n_sentences"] >= FEW_SENTENCES), default=0.0)
    return [[_frame_cell(rows[frame, voice], max(largest, 0.08)) for voice in voices] for frame in frames]


def _frame_cell(row: Row, largest: float) -> Cell | None:
    n, found = row["n_sentences"], row["n_present"]
    if not n:
        return None
    where = view("frames", frame=row["frame"], voice=row["voice"]) if found else None
    size = f"{found:,} of {n:,}"
    return (
        _share_cell(row, largest, size, where, row["frame"])
        if n >= FEW_SENTENCES
        else Cell(None, "", "", size, where, row["frame"])
    )


def outlet_cells(voices: pd.DataFrame, outlet: str, largest: float) -> list[Cell | None]:
    """A row of the chart ``outlets``: the share of every voice in the sentences of an outlet."""
    cells: list[Cell | None] = []
    for row in records(voices):
        n = row["n_sentences"]
        where = view("outlets", outlet=outlet, voice=row["voice"]) if n else None
        cells.append(_share_cell(row, largest, f"n = {n:,}", where, row["voice"]))
    return cells


def _share_cell(row: Row, largest: float, size: str, where: str | None, name: str) -> Cell:
    share = _number(row["share"], 0.0)
    interval = share_range(_number(row["ci_low"]), _number(row["ci_high"]))
    return Cell(round(SHARE_STEPS * min(1.0, share / largest)), percent(share), interval, size, where, name)


def sentences_words(n: int) -> str:
    """A number of sentences in words."""
    return count(n, "sentence")


def _number(value: Any, missing: float = float("nan")) -> float:
    return missing if pd.isna(value) else float(value)


def _scaled(value: float, start: float, end: float) -> float | None:
    """A place in per cent of the width; None where missing."""
    return None if value != value else round(100 * (value - start) / (end - start), 3)
