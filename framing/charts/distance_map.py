"""Maps and trees of how far groups are apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing.charts.compared import COLOURS, MARKERS, PLAIN, Look, Numbers, axes_of, numbers
from framing.charts.lettering import POINTS_PER_INCH, SMALL, line_height, width_of
from framing.errors import FramingError, unknown

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FAINT = 0.08
DOT, BESIDE, ABOVE = 3.0, 6.0, 5.0  # points
SIDES = ((1, 1), (-1, 1), (1, -1), (-1, -1), (0, 1), (0, -1), (1, 0), (-1, 0))
Box = tuple[float, float, float, float]
PROFILES = {"voice-share": "whose voice they carry", "frames": "which frames they use"}


def plot_map(
    points: pd.DataFrame, profile: str, ax: Axes | None = None, look: Look = PLAIN, *, joined: bool = False
) -> Axes:
    """Draws the groups as points: the nearer, the more alike.

    Parameters
    ----------
    points : DataFrame
        The table ``map`` of a comparison (``Distances.points``).
    profile : str
        ``voice-share`` or ``frames``.
    ax, look
        As ``plot_forest`` takes them.
    joined : bool
        Whether a line leads from group to group, for periods.

    Returns
    -------
    Axes
        A circle round a point is how far it moves when articles are redrawn (root mean square). Up to ``len(COLOURS)``
        groups have a colour each. A name that would cover another one or a point is left out.

    Raises
    ------
    FramingError
        No such profile.
    """
    from matplotlib.patches import Circle

    rows = _part(points, profile)
    ax = axes_of(ax, 5.5, 5)
    x, y, spread = numbers(rows["x"]), numbers(rows["y"]), numbers(rows["spread"])
    few = len(rows) <= len(COLOURS)
    if joined:
        ax.plot(x, y, color="#8C8C8C", linewidth=0.8, zorder=1)
    for place, group in enumerate(rows["group"].astype(str)):
        colour, marker = (look.colour(group, place), MARKERS[place % len(MARKERS)]) if few else (COLOURS[0], "o")
        if spread[place] > 0:
            alpha = 0.2 if few else min(FAINT, 1 / len(rows))  # a hundred circles over each other stay pale
            ax.add_patch(Circle((x[place], y[place]), spread[place], color=colour, alpha=alpha, linewidth=0))
        ax.plot(x[place], y[place], marker=marker, color=colour, linestyle="", markersize=6 if few else 4)
    ax.set_aspect("equal", adjustable="datalim")
    ax.margins(0.3 if few else 0.15)
    _name(ax, [look.label(group) for group in rows["group"].astype(str)], x, y)
    ax.grid(color="#D5D5D5", linewidth=0.6)
    ax.set_axisbelow(True)
    ax.tick_params(length=0, labelsize=9)
    for spine in ax.spines.values():
        spine.set_visible(False)
    explained = numbers(rows["explained"])[0]
    share = "" if explained != explained else f" ({100 * explained:.0f}% explained)"
    ax.set_title(f"By {PROFILES.get(profile, profile)}{share}", fontsize=10, loc="left")
    return ax


def _name(ax: Axes, names: Sequence[str], x: Numbers, y: Numbers) -> None:
    """Writes each name beside its point, on the first side where it covers no other name and no point."""
    ax.apply_aspect()
    scale = POINTS_PER_INCH / ax.figure.dpi
    points = ax.transData.transform(np.column_stack([x, y])) * scale
    frame = np.asarray(ax.get_window_extent().extents) * scale
    taken = [(left - DOT, low - DOT, left + DOT, low + DOT) for left, low in points]
    height = line_height(SMALL) * POINTS_PER_INCH
    for place, name in enumerate(names):
        width = width_of(name, SMALL) * POINTS_PER_INCH
        left, low = points[place]
        for right, up in SIDES:
            begin = left + (BESIDE if right > 0 else -BESIDE - width if right < 0 else -width / 2)
            base = low + (ABOVE if up > 0 else -ABOVE - height if up < 0 else -height / 2)
            box = (begin, base, begin + width, base + height)
            others = (each for at, each in enumerate(taken) if at != place)
            if _inside(box, frame) and not any(_overlap(box, each) for each in others):
                break
        else:
            continue
        taken.append(box)
        away = (begin - left, base - low)
        ax.annotate(name, (x[place], y[place]), away, textcoords="offset points", fontsize=SMALL, va="bottom")


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _inside(box: Box, frame: Numbers) -> bool:
    return bool(frame[0] <= box[0] and frame[1] <= box[1] and box[2] <= frame[2] and box[3] <= frame[3])


def plot_tree(branches: pd.DataFrame, profile: str, ax: Axes | None = None, look: Look = PLAIN) -> Axes:
    """Draws how groups join, the most alike first, with how often a branch returns when articles are redrawn.

    Parameters
    ----------
    branches : DataFrame
        The table ``branches`` of a comparison (``Distances.branches``).
    profile, ax, look
        As ``plot_map`` takes them.

    Raises
    ------
    FramingError
        No such profile.
    """
    rows = _part(branches, profile)
    joins = sorted(
        zip(rows["members"].astype(str), numbers(rows["height"]), numbers(rows["stability"]), strict=True),
        key=lambda join: (len(join[0].split(";")), join[0]),
    )
    order = _leaves([frozenset(members.split(";")) for members, _, _ in joins])
    ax = axes_of(ax, 7, 1 + 0.3 * len(order))
    at: dict[frozenset[str], tuple[float, float]] = {
        frozenset([leaf]): (0.0, float(place)) for place, leaf in enumerate(order)
    }
    for members, height, stability in joins:
        whole = frozenset(members.split(";"))
        parts = sorted((part for part in at if part < whole), key=lambda part: at[part][1])
        ends = [at.pop(part) for part in parts]
        for left, y in ends:
            ax.plot([left, height], [y, y], color="#222222", linewidth=1.2)
        ax.plot([height, height], [ends[0][1], ends[-1][1]], color="#222222", linewidth=1.2)
        middle = (ends[0][1] + ends[-1][1]) / 2
        at[whole] = (height, middle)
        if stability == stability:
            ax.annotate(
                f"{100 * stability:.0f}%", (height, middle), (4, 2), textcoords="offset points", fontsize=9, va="bottom"
            )
    ax.set_yticks(range(len(order)), [look.label(leaf) for leaf in order])
    ax.set_ylim(len(order) - 0.5, -0.5)
    ax.set_xlim(left=0)
    ax.margins(x=0.12)
    for side, spine in ax.spines.items():
        spine.set_visible(side == "bottom")
    ax.tick_params(axis="y", length=0)
    ax.set_xlabel(f"Jensen-Shannon distance, by {PROFILES.get(profile, profile)}")
    return ax


def _part(table: pd.DataFrame, profile: str) -> pd.DataFrame:
    rows = table[(table["profile"] == profile).to_numpy(dtype=bool)]
    if rows.empty:
        raise FramingError(unknown("profile", profile, map(str, table["profile"].unique())))
    return rows.reset_index(drop=True)


def _leaves(joins: list[frozenset[str]]) -> list[str]:
    """The leaves in an order in which no branch crosses another."""
    order: dict[frozenset[str], list[str]] = {}
    for whole in joins:
        inside = [part for part in order if part < whole]
        loose = sorted(whole - frozenset().union(*inside))
        runs = sorted([order.pop(part) for part in inside] + [[leaf] for leaf in loose])
        order[whole] = [leaf for run in runs for leaf in run]
    return [leaf for run in sorted(order.values()) for leaf in run]
