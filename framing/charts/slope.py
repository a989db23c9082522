"""Slope chart: every side in two groups, joined by a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing.charts.compared import (
    CERTAIN,
    PLAIN,
    WORDS,
    Look,
    Numbers,
    axes_of,
    chosen_sides,
    in_order,
    numbers,
    rows_of,
    share_axis,
    shown,
    tidy,
)
from framing.errors import FramingError, unknown

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LINE = 0.055


def plot_slope(
    table: pd.DataFrame,
    measure: str,
    ax: Axes | None = None,
    look: Look = PLAIN,
    groups: tuple[str, str] | None = None,
) -> Axes:
    """Draws the estimates of one measure in two groups.

    Parameters
    ----------
    table, measure, ax, look
        As ``plot_forest`` takes them.
    groups : tuple of two str, optional
        Which two; needed where the table has more.

    Returns
    -------
    Axes
        Thick lines: the groups differ (adjusted p below .05). Whiskers are the intervals of the estimates.

    Raises
    ------
    FramingError
        No such measure or group, not two groups, or no side with an estimate in both.
    """
    rows = rows_of(table, measure)
    pair = list(groups or in_order(rows["group"]))
    wrong = [unknown("group", group, in_order(rows["group"])) for group in pair if group not in in_order(rows["group"])]
    if wrong:
        raise FramingError("\n".join(wrong))
    if len(pair) != 2:
        raise FramingError(f"{measure}: {len(pair)} groups ({', '.join(pair)}); name two for a slope chart")
    columns = ["estimate", "ci_low", "ci_high", "p_adjusted"]
    ends = [rows[rows["group"] == group].set_index("side")[columns] for group in pair]
    both = [side for side in chosen_sides(rows, "estimate") if all(_known(end, side) for end in ends)]
    if not both:
        raise FramingError(f"{measure}: no side has an estimate in both groups; the table's notes say why")
    ax = axes_of(ax, 7, 4.5)
    values = np.array([numbers(end.loc[both, "estimate"]) for end in ends])
    for place, side in enumerate(both):
        certain = any((end.loc[[side], "p_adjusted"].astype("Float64") < CERTAIN).fillna(False).any() for end in ends)
        colour = look.colour(side, in_order(rows["side"]).index(side))
        ax.plot([0, 1], values[:, place], color=colour, linewidth=3 if certain else 1.4, marker="o", markersize=6)
        for x, end in enumerate(ends):
            low, high = numbers(end.loc[[side], "ci_low"])[0], numbers(end.loc[[side], "ci_high"])[0]
            ax.vlines(x, low, high, color=colour, linewidth=1.2, alpha=0.5)
    _label(ax, values, [look.label(side) for side in both], measure)
    ax.set_xticks([0, 1], [look.label(group) for group in pair])
    ax.set_xlim(-0.75, 1.75)
    tidy(ax, "y", ())
    share_axis(ax.yaxis, measure)
    ax.set_ylabel(WORDS.get(measure, measure))
    return ax


def _known(end: pd.DataFrame, side: str) -> bool:
    return side in end.index and bool(end.loc[[side], "estimate"].notna().all())


def _label(ax: Axes, values: Numbers, labels: list[str], measure: str) -> None:
    """Names and numbers beside both ends, moved apart where they would overlap."""
    low, high = ax.get_ylim()
    for x, align in ((0, "right"), (1, "left")):
        for place, y in zip(
            np.argsort(values[x], kind="stable"), _apart(np.sort(values[x]), (high - low) * LINE), strict=True
        ):
            number = shown(float(values[x][place]), measure)
            words = f"{labels[place]}  {number}" if x == 0 else f"{number}  {labels[place]}"
            ax.text(x + (-0.05 if x == 0 else 0.05), y, words, ha=align, va="center", fontsize=9)


def _apart(places: Numbers, least: float) -> Numbers:
    """Sorted places moved up and down until neighbours are far enough from each other."""
    moved = places.astype(float).copy()
    for _ in range(200):
        close = np.flatnonzero(np.diff(moved) < least * 0.999)
        if not len(close):
            break
        for first in close:
            push = (least - (moved[first + 1] - moved[first])) / 2
            moved[first] -= push
            moved[first + 1] += push
    return moved
