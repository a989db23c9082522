"""Timeline: how a measure of each side moves from period to period, with intervals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from framing.charts.compared import MARKERS, PLAIN, WORDS, Look, axes_of, in_order, numbers, rows_of, share_axis, tidy
from framing.errors import FramingError, unknown

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_TICKS, MOST_MARKED = 6, 40


def plot_timeline(
    table: pd.DataFrame,
    measure: str,
    ax: Axes | None = None,
    look: Look = PLAIN,
    sides: Sequence[str] | None = None,
) -> Axes:
    """Draws the estimates of one measure over the groups, which are periods in their order.

    Parameters
    ----------
    table, measure, ax, look
        As ``plot_forest`` takes them; the table of a comparison by date.
    sides : sequence of str, optional
        Which sides to draw; all by default.

    Returns
    -------
    Axes
        A line a side with its interval as a band; no line where there are too few articles. Of more than
        ``MOST_MARKED`` periods only those between two gaps have a mark.

    Raises
    ------
    FramingError
        No such measure or side, or fewer than two periods.
    """
    rows = rows_of(table, measure)
    periods, known = in_order(rows["group"]), in_order(rows["side"])
    wanted = known if sides is None else list(sides)
    wrong = [unknown("side", side, known) for side in wanted if side not in known]
    if wrong:
        raise FramingError("\n".join(wrong))
    if len(periods) < 2:
        raise FramingError(f"{measure}: one period; a timeline takes two or more")
    ax = axes_of(ax, 8, 4)
    x = np.arange(len(periods))
    for side in wanted:
        place = known.index(side)
        part = rows[rows["side"] == side].set_index("group").reindex(periods)
        value, low, high = (numbers(part[name]) for name in ("estimate", "ci_low", "ci_high"))
        colour = look.colour(side, place)
        ax.fill_between(x, low, high, color=colour, alpha=0.18, linewidth=0)
        marked, many = np.ones(len(x), dtype=bool), dict[str, Any]()
        if len(periods) > MOST_MARKED:
            gaps = np.isnan(np.concatenate([[np.nan], value, [np.nan]]))
            marked = gaps[:-2] & ~gaps[1:-1] & gaps[2:]
            many = {"markevery": marked, "linewidth": 1.2}
        ax.vlines(x[marked], low[marked], high[marked], color=colour, linewidth=0.8, alpha=0.6)
        marker = MARKERS[place % len(MARKERS)]
        ax.plot(x, value, color=colour, marker=marker, markersize=4.5, label=look.label(side), **many)
    step = -(-len(periods) // MOST_TICKS)
    ax.set_xticks(x[::step], periods[::step])
    ax.set_xlim(-0.4, len(periods) - 0.6)
    tidy(ax, "y", ("bottom",))
    share_axis(ax.yaxis, measure)
    ax.set_ylabel(WORDS.get(measure, measure))
    if len(wanted) > 1:
        ax.legend(frameon=False, loc="lower left", bbox_to_anchor=(0, 1), ncols=3, borderaxespad=0.2)
    return ax
