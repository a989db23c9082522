"""Heat map of a comparison: a row a side, a column a group, the estimate in each cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing.charts.compared import (
    CERTAIN,
    PLAIN,
    SHARES,
    WORDS,
    Look,
    Numbers,
    axes_of,
    chosen_sides,
    in_order,
    numbers,
    rows_of,
    shown,
)
from framing.errors import FramingError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_GROUPS = 16


def plot_heat(table: pd.DataFrame, measure: str, ax: Axes | None = None, look: Look = PLAIN) -> Axes:
    """Draws the estimates of one measure as coloured cells.

    Parameters
    ----------
    table, measure, ax, look
        As ``plot_forest`` takes them.

    Returns
    -------
    Axes
        In bold with a star: the group differs from its reference (adjusted p below .05). A dash: too few articles.

    Raises
    ------
    FramingError
        No such measure, no estimate in it, or more groups than fit.
    """
    rows = rows_of(table, measure)
    sides, groups = chosen_sides(rows, "estimate"), in_order(rows["group"])
    if not sides:
        raise FramingError(f"{measure}: no estimate to draw; the table's notes say why")
    if len(groups) > MOST_GROUPS:
        raise FramingError(f"{measure}: {len(groups)} groups; a heat map takes {MOST_GROUPS}")
    values = np.full((len(sides), len(groups)), np.nan)
    certain = np.zeros(values.shape, dtype=bool)
    p = numbers(rows["p_adjusted"]) if "p_adjusted" in rows else np.full(len(rows), np.nan)
    for side, group, value, adjusted in zip(rows["side"], rows["group"], numbers(rows["estimate"]), p, strict=True):
        if side in sides:
            cell = sides.index(side), groups.index(group)
            values[cell], certain[cell] = value, adjusted < CERTAIN
    ax = axes_of(ax, 2.5 + 1.3 * len(groups), 1 + 0.42 * len(sides))
    _cells(ax, values, certain, measure)
    ax.set_xticks(np.arange(len(groups)) + 0.5, [look.label(group) for group in groups])
    ax.set_yticks(np.arange(len(sides)) + 0.5, [look.label(side) for side in sides])
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    ax.set_xlabel(WORDS.get(measure, measure))
    return ax


def _cells(ax: Axes, values: Numbers, certain: Numbers, measure: str) -> None:
    from matplotlib.colors import Normalize, to_hex

    from framing.charts.drawing import MUTED, ink_on
    from framing.charts.heat_map import DIVERGING, SEQUENTIAL

    reach = max(float(np.nanmax(np.abs(values))), 0.02)
    colours = SEQUENTIAL if measure in SHARES else DIVERGING
    scale = Normalize(0 if measure in SHARES else -reach, reach)
    ax.pcolormesh(values, cmap=colours, norm=scale, edgecolors="#FFFFFF", linewidth=2)
    ax.set_ylim(len(values), 0)
    for row, column in np.ndindex(*values.shape):
        value, sure = values[row, column], certain[row, column]
        words = "–" if np.isnan(value) else shown(float(value), measure) + (" *" if sure else "")
        ink = MUTED if np.isnan(value) else ink_on(to_hex(colours(scale(value))))
        ax.text(
            column + 0.5, row + 0.5, words, ha="center", va="center", color=ink, weight="bold" if sure else "normal"
        )
