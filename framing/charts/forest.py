"""Forest plot: how far each group is from its reference, side by side, with intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing.charts.compared import (
    CERTAIN,
    MARKERS,
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
    tidy,
)
from framing.errors import FramingError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

STEP = 0.3
MOST_GROUPS = 8


def plot_forest(table: pd.DataFrame, measure: str, ax: Axes | None = None, look: Look = PLAIN) -> Axes:
    """Draws the differences of one measure, the sides from top to bottom and the groups within each.

    Parameters
    ----------
    table : DataFrame
        The table of a comparison (``framing.compare.COLUMNS``).
    measure : str
        One of its measures.
    ax : Axes, optional
        Where to draw; axes of a new figure if not given.
    look : Look
        Labels and colours of groups and sides.

    Returns
    -------
    Axes
        Filled signs: adjusted p below .05. Without a difference a side is left out; of many sides the twelve with the
        largest differences are drawn.

    Raises
    ------
    FramingError
        No such measure, no difference in it, or more groups than can be told apart.
    """
    rows = rows_of(table, measure)
    sides = chosen_sides(rows, "difference")
    groups = in_order(rows.loc[rows["difference"].notna(), "group"])
    if not sides:
        raise FramingError(f"{measure}: no difference to draw; the table's notes say why")
    if len(groups) > MOST_GROUPS:
        raise FramingError(f"{measure}: {len(groups)} groups; a forest plot takes {MOST_GROUPS}")
    ax = axes_of(ax, 8, height_of(len(sides), len(groups)) + 0.8)
    block = len(groups) * STEP + 0.3
    middles: Numbers = np.arange(len(sides), dtype=np.float64) * block
    for place, group in enumerate(groups):
        part = rows[(rows["group"] == group) & rows["difference"].notna()].set_index("side").reindex(sides)
        y = middles + (place - (len(groups) - 1) / 2) * STEP
        _signs(ax, part, y, look.colour(group, place), MARKERS[place % len(MARKERS)], look.label(group))
    ax.axvline(0, color="#222222", linewidth=1)
    ax.set_yticks(middles, [look.label(side) for side in sides])
    ax.set_ylim(middles[-1] + block / 2, -block / 2)
    for edge in middles[:-1] + block / 2:
        ax.axhline(edge, color="#D5D5D5", linewidth=0.6)
    tidy(ax, "x", ("bottom",))
    share_axis(ax.xaxis, measure)
    references = in_order(rows["reference"].dropna())
    of_what, to = f"difference in {WORDS.get(measure, measure)}", " / ".join(map(look.label, references))
    of_two_groups = len(groups) == 1 and set(references) <= set(rows["group"])
    ax.set_xlabel(f"{of_what}, {look.label(groups[0])} less {to}" if of_two_groups else f"{of_what} to {to}")
    if len(groups) > 1:
        ax.legend(frameon=False, loc="lower left", bbox_to_anchor=(0, 1), ncols=len(groups), borderaxespad=0.2)
    return ax


def height_of(n_sides: int, n_groups: int) -> float:
    """Inches that so many sides and groups need."""
    return n_sides * (n_groups * STEP + 0.3) * 0.62


def _signs(ax: Axes, part: pd.DataFrame, y: Numbers, colour: str, marker: str, label: str) -> None:
    gap, low, high = (numbers(part[name]) for name in ("difference", "difference_low", "difference_high"))
    certain = numbers(part["p_adjusted"]) < CERTAIN
    ax.hlines(y, low, high, color=colour, linewidth=1.6)
    ax.plot([], [], marker=marker, color=colour, linestyle="-", linewidth=1.6, markersize=7, label=label)
    for filled in (True, False):
        face = colour if filled else "#FFFFFF"
        picked = certain == filled
        ax.plot(
            gap[picked], y[picked], linestyle="", marker=marker, markersize=7, markeredgewidth=1.5, color=colour,
            markerfacecolor=face,
        )  # fmt: skip
