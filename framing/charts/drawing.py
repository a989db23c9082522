"""The page of every chart: question on top, notes below, and between them a body measured in inches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from warnings import catch_warnings, filterwarnings

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.style import context

from framing.charts.lettering import BODY, FAMILY, POINTS_PER_INCH, SMALL, TITLE, line_height, wrap
from framing.charts.palette import contrast
from framing.charts.sheet import PAPER as PAPER
from framing.charts.sheet import sheet
from framing.charts.wording import FEW_SENTENCES as FEW_SENTENCES
from framing.errors import FramingError

if TYPE_CHECKING:
    import pandas as pd

MARGIN = 0.45
BODY_WIDTH = 9.1

INK, MUTED, FAINT, GREYED = "#222222", "#595959", "#D5D5D5", "#EFEFEF"
NEGATIVE, NEUTRAL, POSITIVE = "#B35806", "#D9D9D9", "#542788"

STYLE: Mapping[str, Any] = {
    "font.family": [FAMILY],
    "font.size": BODY,
    "text.color": INK,
    "text.parse_math": False,
    "axes.edgecolor": MUTED,
    "axes.labelcolor": INK,
    "axes.axisbelow": True,
    "xtick.color": MUTED,
    "xtick.labelsize": SMALL,
    "ytick.labelsize": SMALL,
    "hatch.linewidth": 0.8,
    "svg.fonttype": "path",
    "svg.hashsalt": "framing",
}


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart before it is written: its pages, its question and its notes."""

    pages: tuple[Figure, ...]
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """Why there is nothing to draw."""

    reason: str


@dataclass(frozen=True, slots=True)
class Heading:
    """The words round a chart: the question, what is shown, and the notes that go below."""

    title: str
    subtitle: str
    note: str


@dataclass(frozen=True, slots=True)
class Page:
    """A figure and its body; all places are inches from the body's upper left corner, downwards.

    ``size`` is the whole page's, margins included.
    """

    figure: Figure
    top: float
    canvas: Axes
    size: tuple[float, float]

    def axes(self, x: float, y: float, width: float, height: float) -> Axes:
        """Axes over a rectangle of the body, without spines and ticks on the left."""
        full_width, full_height = self.size
        bottom = full_height - self.top - y - height
        box = (MARGIN + x) / full_width, bottom / full_height, width / full_width, height / full_height
        axes = self.figure.add_axes(box)
        axes.spines[["top", "right", "left"]].set_visible(False)
        axes.tick_params(length=0)
        axes.set_yticks([])
        axes.patch.set_alpha(0)
        return axes

    def write(self, x: float, y: float, text: str, size: float = SMALL, va: str = "center", **style: Any) -> None:
        """Put lines of words on the page: centred on ``y``, or with the ``bottom`` of the last line there.

        Letters stand on a baseline of their own making, so that words with and without descenders line up.
        """
        lines = text.split("\n")
        last = 0.37 * size / POINTS_PER_INCH if va == "center" else -0.24 * size / POINTS_PER_INCH
        last += (len(lines) - 1) / 2 * line_height(size) if va == "center" else 0
        for place, line in enumerate(reversed(lines)):
            self.canvas.text(x, y + last - place * line_height(size), line, fontsize=size, va="baseline", **style)


@contextmanager
def house_style() -> Iterator[None]:
    """Matplotlib's defaults and our own settings, whatever the user's matplotlibrc says; undone afterwards.

    A letter that the font lacks (a title in Chinese) is drawn as a box, without a word on stderr.
    """
    with context(["default", dict(STYLE)]), catch_warnings():
        filterwarnings("ignore", message="Glyph .* missing from font")
        yield


def new_page(heading: Heading, height: float, width: float = BODY_WIDTH) -> Page:
    """A page with its words, and an empty body of a height and width in inches."""
    title = wrap(heading.title, width, TITLE, bold=True)
    subtitle = wrap(heading.subtitle, width, BODY)
    note = wrap(heading.note, width, SMALL)
    outer = width + 2 * MARGIN
    top = MARGIN + len(title) * line_height(TITLE) + 0.05 + len(subtitle) * line_height(BODY) + 0.15
    bottom = 0.2 + len(note) * line_height(SMALL) + MARGIN
    full = top + height + bottom
    figure = sheet(outer, full)
    lines = [(line, TITLE, INK, "bold") for line in title] + [(line, BODY, MUTED, "normal") for line in subtitle]
    y = MARGIN
    for place, (line, size, colour, weight) in enumerate(lines):
        y += 0.05 if place == len(title) else 0.0
        figure.text(MARGIN / outer, 1 - y / full, line, fontsize=size, color=colour, weight=weight, va="top")
        y += line_height(size)
    for place, line in enumerate(note):
        y = 1 - (top + height + 0.2 + place * line_height(SMALL)) / full
        figure.text(MARGIN / outer, y, line, fontsize=SMALL, color=MUTED, va="top")
    canvas = figure.add_axes((MARGIN / outer, bottom / full, width / outer, height / full))
    canvas.set(xlim=(0, width), ylim=(height, 0))
    canvas.set_axis_off()
    canvas.set_zorder(2)
    return Page(figure, top, canvas, (outer, full))


def table_of(tables: Mapping[str, pd.DataFrame], name: str, columns: Sequence[str]) -> pd.DataFrame | Nothing:
    """A table with the columns a chart reads; Nothing where it is absent or has no rows."""
    table = tables.get(name)
    if table is None:
        return Nothing(f"the result has no table {name}")
    absent = [column for column in columns if column not in table.columns]
    if absent:
        raise FramingError(
            f"table {name}: missing columns {', '.join(absent)}; has {', '.join(map(str, table.columns))}"
        )
    return Nothing(f"table {name} has no rows") if table.empty else table


def ink_on(colour: str) -> str:
    """Dark or light letters, whichever stands out more from a ground (WCAG contrast).

    >>> ink_on("#F0E442"), ink_on("#542788")
    ('#222222', '#FFFFFF')
    """
    return INK if contrast(colour, INK) > contrast(colour, PAPER) else PAPER
