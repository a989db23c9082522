"""Rows of dots with their intervals: several series on one scale, told apart by colour and sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator, PercentFormatter

from framing.charts.drawing import BODY_WIDTH, FAINT, INK, MUTED, PAPER, Heading, Page, new_page
from framing.charts.lettering import BODY, SMALL, line_height, width_of, wrap
from framing.charts.rows import numbers

Numbers = npt.NDArray[np.float64]
DOT = 0.15
"""Inches from one series to the next within a row."""
SPACE = 0.26
"""Inches of a row that no dot takes."""
LEAST_ROW = 0.5
FEW = 5
"""A share of fewer observations is not drawn."""
AXIS = 0.12 + line_height(SMALL)
SIGN = 0.25


@dataclass(frozen=True, slots=True)
class Series:
    """Dots of one colour and sign, one a row; nan where there is none. An open sign has its colour as edge only."""

    label: str
    colour: str
    marker: str
    value: Numbers
    low: Numbers
    high: Numbers
    filled: bool = True


@dataclass(frozen=True, slots=True)
class Rows:
    """Where the rows of a plot lie, in inches from the top of the body."""

    top: float
    n_rows: int
    height: float

    @property
    def bottom(self) -> float:
        """Where the last row ends."""
        return self.top + self.n_rows * self.height

    def middle(self, row: int) -> float:
        """The middle of a row."""
        return self.top + (row + 0.5) * self.height


def dot_page(
    heading: Heading, series: Sequence[Series], labels: Sequence[str], left: float, head_lines: int = 0
) -> tuple[Page, Rows]:
    """A page with the legend on top and a labelled row each below it; ``head_lines`` is the height of column heads."""
    above = legend_height([each.label for each in series], BODY_WIDTH)
    above += head_lines * line_height(SMALL) + 0.1 if head_lines else 0
    rows = Rows(above, len(labels), row_height(len(series)))
    page = new_page(heading, rows.bottom + AXIS)
    legend(page, series, 0, 0, BODY_WIDTH)
    label_rows(page, rows, labels, left - 0.2)
    return page, rows


def values_of(
    found: pd.DataFrame, share: str = "share", low: str = "ci_low", high: str = "ci_high", size: Numbers | None = None
) -> tuple[Numbers, Numbers, Numbers]:
    """Values and their intervals from a table; a value of fewer than ``FEW`` observations (``size``) is left out."""
    value, lows, highs = (np.array(numbers(found[name])) for name in (share, low, high))
    if size is not None:
        value[~(size >= FEW)] = np.nan
    return value, lows, highs


def row_height(n_series: int) -> float:
    """The height that a row of so many dots needs."""
    return max(LEAST_ROW, n_series * DOT + SPACE)


def legend_height(labels: Sequence[str], width: float) -> float:
    """The height of the legend's lines."""
    return (1 + max((line for line, _ in _places(labels, width)), default=0)) * line_height(BODY) + 0.12


def legend(page: Page, series: Sequence[Series], x: float, y: float, width: float) -> None:
    """The sign and label of every series, from left to right, in lines of a width."""
    for each, (line, left) in zip(series, _places([each.label for each in series], width), strict=True):
        height = y + (line + 0.5) * line_height(BODY)
        face = each.colour if each.filled else PAPER
        edge = INK if each.filled else each.colour
        page.canvas.plot(
            x + left + 0.1, height, marker=each.marker, markersize=8, color=face, markeredgecolor=edge, zorder=3
        )
        page.write(x + left + SIGN, height, each.label, BODY)


def _places(labels: Sequence[str], width: float) -> list[tuple[int, float]]:
    """The line and the left end of every entry."""
    found, line, left = [], 0, 0.0
    for label in labels:
        needed = SIGN + width_of(label, BODY) + 0.3
        if left and left + needed > width:
            line, left = line + 1, 0.0
        found.append((line, left))
        left += needed
    return found


def label_rows(page: Page, rows: Rows, labels: Sequence[str], width: float) -> None:
    """Words before the rows, with a faint line between rows."""
    for place, label in enumerate(labels):
        page.write(0, rows.middle(place), "\n".join(wrap(label, width, BODY, lines=2)), BODY)
    for place in range(rows.n_rows + 1):
        y = rows.top + place * rows.height
        page.canvas.plot([0, page.canvas.get_xlim()[1]], [y, y], color=FAINT, linewidth=0.6, zorder=0)


def column(page: Page, rows: Rows, x: float, title: str, cells: Sequence[str], *, bold: bool = False) -> None:
    """A column of numbers that ends at ``x``."""
    page.write(x, rows.top - 0.06, title, va="bottom", ha="right", color=MUTED)
    for place, cell in enumerate(cells):
        weight = "bold" if bold else "normal"
        page.write(x, rows.middle(place), cell, BODY, ha="right", color=INK, weight=weight)


def dots(page: Page, rows: Rows, series: Sequence[Series], x: float, width: float, title: str = "") -> Axes:
    """Axes over the rows with the dots and their intervals; the scale is left to the caller."""
    axes = page.axes(x, rows.top, width, rows.n_rows * rows.height)
    axes.set_ylim(rows.n_rows - 0.5, -0.5)
    step = DOT / rows.height
    for number, each in enumerate(series):
        places = np.arange(rows.n_rows) + (number - (len(series) - 1) / 2) * step
        for place, value, low, high in zip(places, each.value, each.low, each.high, strict=True):
            if np.isnan(value):
                continue
            if not np.isnan(low):
                axes.plot([low, high], [place, place], color=each.colour, linewidth=1.8, clip_on=False)
            face, edge = (each.colour, INK) if each.filled else (PAPER, each.colour)
            [dot] = axes.plot(value, place, marker=each.marker, markersize=7, color=face, clip_on=False, zorder=3)
            dot.set_markeredgecolor(edge)
    axes.grid(axis="x", color=FAINT, linewidth=0.8)
    axes.spines["bottom"].set_visible(False)
    if title:
        page.write(x + width / 2, rows.top - 0.06, title, va="bottom", ha="center", color=MUTED)
    return axes


def share_scale(axes: Axes, series: Sequence[Series], *, full: bool = False, ticks: int = 5) -> None:
    """A scale of shares from 0 to what the series reach, or to 1."""
    seen = np.concatenate([part for each in series for part in (each.value, each.high)])
    reach = 1.0 if full or not len(seen) or np.isnan(seen).all() else min(1.0, max(0.05, float(np.nanmax(seen)) * 1.06))
    tick_within(axes, 0, reach, ticks)
    axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))


def tick_within(axes: Axes, low: float, high: float, ticks: int) -> None:
    """A scale with round ticks, none of them beyond its ends."""
    axes.set_xlim(low, high)
    places = MaxNLocator(ticks, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
    axes.set_xticks([place for place in places if low <= place <= high])
