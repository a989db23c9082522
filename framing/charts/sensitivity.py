"""Whether differences survive other ways to measure: a row a difference, a sign a variant."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from framing.charts.compared import CERTAIN, COLOURS, MARKERS, PLAIN, SHARES, Look, in_order, numbers, share_axis, tidy
from framing.charts.drawing import BODY_WIDTH, Drawing, Heading, new_page
from framing.charts.lettering import BODY, wrap

TITLE = "Do the differences survive other ways to measure?"
LEFT, ROW, MOST_ROWS = 3.1, 0.3, 14


def draw_sensitivity(rows: pd.DataFrame, look: Look = PLAIN) -> Drawing:
    """Draws the differences of every variant, a page a measure, the largest of the first variant.

    Parameters
    ----------
    rows : DataFrame
        variant, measure, side, group, difference, p_adjusted: the table ``variants`` of a sensitivity experiment.
    look : Look
        Labels of sides.
    """
    known = rows[rows["difference"].notna()]
    pages = []
    for measure in in_order(known["measure"]):
        part = known[known["measure"] == measure]
        pairs = _largest(part)
        height = max(1.2, ROW * len(pairs))
        heading = Heading(
            TITLE,
            f"Differences in {measure} to the reference, of the first variant the {len(pairs)} largest.",
            f"A sign a variant; filled: adjusted p below {CERTAIN:g}. Signs of a row on both sides of the line: the "
            "sign of the difference hangs on the way it is measured.",
        )
        page = new_page(heading, height + 1.0)
        axes = page.axes(LEFT, 0.4, BODY_WIDTH - LEFT, height)
        variants = in_order(rows["variant"])
        for place, variant in enumerate(variants):
            found = part[part["variant"] == variant].set_index(["side", "group"]).reindex(pairs)
            gap, p = numbers(found["difference"]), numbers(found["p_adjusted"])
            y = np.arange(len(pairs)) + (place - (len(variants) - 1) / 2) * 0.13
            colour, marker = COLOURS[place % len(COLOURS)], MARKERS[place % len(MARKERS)]
            for sure in (True, False):
                face = colour if sure else "#FFFFFF"
                picked = (p < CERTAIN) == sure
                axes.plot(gap[picked], y[picked], marker, color=colour, markerfacecolor=face, markersize=5.5)
            axes.plot([], [], marker, color=colour, label=variant, markersize=5.5)
        axes.axvline(0, color="#222222", linewidth=1)
        axes.set_yticks(range(len(pairs)), _names(pairs, look))
        axes.set_ylim(len(pairs) - 0.5, -0.5)
        tidy(axes, "x", ("bottom",))
        for edge in np.arange(len(pairs) - 1) + 0.5:
            axes.axhline(edge, color="#E5E5E5", linewidth=0.6)
        share_axis(axes.xaxis, measure)
        axes.set_xlabel("difference in percentage points" if measure in SHARES else "difference")
        axes.legend(
            frameon=False, loc="lower right", bbox_to_anchor=(1, 1), ncols=5, borderaxespad=0.2, handletextpad=0
        )
        pages.append(page.figure)
    return Drawing(tuple(pages), TITLE, "A row a difference, a sign a variant.")


def _largest(part: pd.DataFrame) -> list[tuple[str, str]]:
    first = part[part["variant"] == in_order(part["variant"])[0]]
    order = np.argsort(-np.abs(numbers(first["difference"])), kind="stable")[:MOST_ROWS]
    return [(str(first["side"].iloc[place]), str(first["group"].iloc[place])) for place in sorted(order)]


def _names(pairs: Sequence[tuple[str, str]], look: Look) -> list[str]:
    return ["\n".join(wrap(f"{look.label(side)}, {group}", LEFT - 0.2, BODY, lines=1)) for side, group in pairs]
