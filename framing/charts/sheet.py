"""What a page is drawn on: a figure of its own, or the place of axes that a user has in a figure."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import cast

from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure
from matplotlib.gridspec import GridSpec
from matplotlib.lines import Line2D
from matplotlib.text import Text

PAPER = "#FFFFFF"


@dataclass(slots=True)
class _Place:
    """Where one page of a drawing goes, and how many pages come before it."""

    ax: Axes
    before: int
    drawn: SubFigure | None = None
    scale: float = 1.0


_PLACE: ContextVar[_Place | None] = ContextVar("place", default=None)


def sheet(width: float, height: float) -> Figure:
    """An empty figure of a size in inches, or within ``drawn_in`` the part of a figure that its page goes to."""
    place = _PLACE.get()
    if place is None or place.drawn is not None:
        return Figure(figsize=(width, height), facecolor=PAPER)
    if place.before:
        place.before -= 1
        return Figure(figsize=(width, height), facecolor=PAPER)
    place.drawn, place.scale = _part_of(place.ax, width, height)
    return cast(Figure, place.drawn)  # both draw axes and text; what only a figure has, no page uses


@contextmanager
def drawn_in(ax: Axes, page: int = 1) -> Iterator[None]:
    """Draws a page of what is drawn inside where axes are, as large as fits, and blanks the axes.

    The page keeps its proportions; its words, lines and signs shrink with it.
    """
    place = _Place(ax, page - 1)
    before = _PLACE.set(place)
    try:
        yield
    finally:
        _PLACE.reset(before)
    if place.drawn is not None:
        ax.set_axis_off()
        _shrink(place.drawn, place.scale)


def _part_of(ax: Axes, width: float, height: float) -> tuple[SubFigure, float]:
    """The largest part of the axes' rectangle with the page's proportions, from its upper left corner."""
    host = ax.figure
    pixels = ax.get_window_extent()
    scale = min(1.0, pixels.width / host.dpi / width, pixels.height / host.dpi / height)
    part = host.add_subfigure(GridSpec(1, 1)[0], facecolor="none")
    box = ax.get_position()
    across = scale * width * host.dpi / pixels.width * box.width
    upright = scale * height * host.dpi / pixels.height * box.height
    part.bbox_relative.p0 = (box.x0, box.y1 - upright)
    part.bbox_relative.p1 = (box.x0 + across, box.y1)
    return part, scale


def _shrink(part: SubFigure, scale: float) -> None:
    sizes = {}
    for axes in part.axes:
        for axis in (axes.xaxis, axes.yaxis):
            sizes[axis] = [float(label.get_fontsize()) * scale for label in axis.get_ticklabels()]
    for text in part.findobj(Text):
        text.set_fontsize(float(text.get_fontsize()) * scale)
    for line in part.findobj(Line2D):
        line.set_linewidth(line.get_linewidth() * scale)
        line.set_markersize(line.get_markersize() * scale)
    for axis, shrunk in sizes.items():
        if shrunk:
            axis.set_tick_params(labelsize=shrunk[0])
