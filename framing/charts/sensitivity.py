"""Whether differences survive other ways to measure: a row a difference, a sign a variant."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing.charts.compared import (
    CERTAIN,
    COLOURS,
    MARKERS,
    PLAIN,
    SHARES,
    Look,
    axes_of,
    in_order,
    numbers,
    share_axis,
    tidy,
)
from framing.charts.drawing import BODY_WIDTH, Drawing, Heading, new_page
from framing.charts.lettering import BODY, wrap
from framing.errors import FramingError, unknown

if TYPE_CHECKING:
    from matplotlib.axes import Axes

TITLE = "Do the differences survive other ways to measure?"
LEFT, ROW, MOST_ROWS = 3.1, 0.3, 14


def plot_sensitivity(rows: pd.DataFrame, measure: str, ax: Axes | None = None, look: Look = PLAIN) -> Axes:
    """Draws the differences of one measure in every variant, the largest of the first variant.

    Parameters
    ----------
    rows : DataFrame
        variant, measure, side, group, difference, p_adjusted: the table ``variants`` of a sensitivity experiment.
    measure : str
        One of its measures.
    ax : Axes, optional
        Where to draw; axes of a new figure if not given.
    look : Look
        Labels of sides.

    Returns
    -------
    Axes
        A sign a variant, filled where the adjusted p is below .05.

    Raises
    ------
    FramingError
        No difference in such a measure.
    """
    known = rows[rows["difference"].notna()]
    part = known[(known["measure"] == measure).to_numpy(dtype=bool, na_value=False)]
    if part.empty:
        raise FramingError(unknown("measure with differences", measure, in_order(known["measure"])))
    pairs, variants = _largest(part), in_order(rows["variant"])
    ax = axes_of(ax, 8, _height(pairs) + 1)
    for place, variant in enumerate(variants):
        found = part[part["variant"] == variant].set_index(["side", "group"]).reindex(pairs)
        gap, p = numbers(found["difference"]), numbers(found["p_adjusted"])
        y = np.arange(len(pairs)) + (place - (len(variants) - 1) / 2) * 0.13
        colour, marker = COLOURS[place % len(COLOURS)], MARKERS[place % len(MARKERS)]
        for sure in (True, False):
            face = colour if sure else "#FFFFFF"
            picked = (p < CERTAIN) == sure
            ax.plot(gap[picked], y[picked], marker, color=colour, markerfacecolor=face, markersize=5.5)
        ax.plot([], [], marker, color=colour, label=variant, markersize=5.5)
    ax.axvline(0, color="#222222", linewidth=1)
    ax.set_yticks(range(len(pairs)), _names(pairs, look))
    ax.set_ylim(len(pairs) - 0.5, -0.5)
    tidy(ax, "x", ("bottom",))
    for edge in np.arange(len(pairs) - 1) + 0.5:
        ax.axhline(edge, color="#E5E5E5", linewidth=0.6)
    share_axis(ax.xaxis, measure)
    ax.set_xlabel("difference in percentage points" if measure in SHARES else "difference")
    ax.legend(frameon=False, loc="lower right", bbox_to_anchor=(1, 1), ncols=5, borderaxespad=0.2, handletextpad=0)
    return ax


def draw_sensitivity(rows: pd.DataFrame, look: Look = PLAIN) -> Drawing:
    """A page a measure; ``rows`` and ``look`` are those of ``plot_sensitivity``."""
    known = rows[rows["difference"].notna()]
    pages = []
    for measure in in_order(known["measure"]):
        pairs = _largest(known[known["measure"] == measure])
        heading = Heading(
            TITLE,
            f"Differences in {measure} to the reference, of the first variant the {len(pairs)} largest.",
            f"A sign a variant; filled: adjusted p below {CERTAIN:g}. Signs of a row on both sides of the line: the "
            "sign of the difference hangs on the way it is measured.",
        )
        page = new_page(heading, _height(pairs) + 1.0)
        plot_sensitivity(rows, measure, page.axes(LEFT, 0.4, BODY_WIDTH - LEFT, _height(pairs)), look)
        pages.append(page.figure)
    return Drawing(tuple(pages), TITLE, "A row a difference, a sign a variant.")


def _height(pairs: Sequence[tuple[str, str]]) -> float:
    return max(1.2, ROW * len(pairs))


def _largest(part: pd.DataFrame) -> list[tuple[str, str]]:
    first = part[part["variant"] == in_order(part["variant"])[0]]
    order = np.argsort(-np.abs(numbers(first["difference"])), kind="stable")[:MOST_ROWS]
    return [(str(first["side"].iloc[place]), str(first["group"].iloc[place])) for place in sorted(order)]


def _names(pairs: Sequence[tuple[str, str]], look: Look) -> list[str]:
    return ["\n".join(wrap(f"{look.label(side)}, {group}", LEFT - 0.2, BODY, lines=1)) for side, group in pairs]
