"""A matrix of cells with words in them, coloured by a number; the ground of two charts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import seaborn as sns
from matplotlib.colorbar import Colorbar
from matplotlib.colors import LinearSegmentedColormap, Normalize, to_hex
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter, LinearLocator

from framing.charts.drawing import GREYED, INK, MUTED, PAPER, Page, ink_on
from framing.charts.lettering import BODY, SMALL, line_height, shorten, wrap

# Light enough at both ends for dark letters throughout (contrast above 4.5).
DIVERGING = LinearSegmentedColormap.from_list("tone", ["#D9822B", "#F7F4EF", "#9B82CB"])
SEQUENTIAL = LinearSegmentedColormap.from_list("share", ["#F3F7FA", "#5B9BC8"])

LEGEND = 0.6
NOTE = 0.65


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its value in ``words`` in bold (nan and none: the cell is greyed) over small lines."""

    value: float
    words: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the matrix lies on the page, in inches."""

    left: float
    top: float
    width: float
    height: float
    n_rows: int
    n_columns: int

    @property
    def cell(self) -> tuple[float, float]:
        """Width and height of a cell."""
        return self.width / self.n_columns, self.height / self.n_rows

    def centre(self, row: int, column: int) -> tuple[float, float]:
        """The middle of a cell."""
        return self.left + (column + 0.5) * self.cell[0], self.top + (row + 0.5) * self.cell[1]


def header_height(labels: Sequence[str], width: float) -> float:
    """How much room the labels of columns of a width need."""
    return max(len(wrap(label, width - 0.1, BODY, lines=3)) for label in labels) * line_height(BODY) + 0.12


def label_columns(page: Page, grid: Grid, labels: Sequence[str], notes: Sequence[str] = ()) -> None:
    """Heads over the columns, each with a small note (its n) below."""
    below = line_height(SMALL) if notes else 0.0
    for place, label in enumerate(labels):
        words = "\n".join(wrap(label, grid.cell[0] - 0.1, BODY, lines=3))
        page.write(grid.centre(0, place)[0], grid.top - 0.08 - below, words, BODY, ha="center", va="bottom")
    for place, note in enumerate(notes):
        page.write(grid.centre(0, place)[0], grid.top - 0.06, note, ha="center", va="bottom", color=MUTED)


def label_rows(page: Page, grid: Grid, labels: Sequence[str], notes: Sequence[str] = ()) -> None:
    """Words before the rows, and a column of small notes between them and the cells."""
    right = grid.left - 0.12 - (NOTE if notes else 0)
    for place, label in enumerate(labels):
        words = "\n".join(wrap(label, right, BODY, lines=2))
        page.write(right, grid.centre(place, 0)[1], words, BODY, ha="right")
    for place, note in enumerate(notes):
        page.write(grid.left - 0.12, grid.centre(place, 0)[1], note, ha="right", color=MUTED)


def fill(page: Page, grid: Grid, cells: Sequence[Sequence[Cell | None]], scale: Normalize) -> None:
    """Colour the cells that have a value, grey those that only have lines, and leave the others blank."""
    colours = _colours(scale)
    values = np.array([[np.nan if cell is None else cell.value for cell in row] for row in cells], dtype=np.float64)
    axes = page.axes(grid.left, grid.top, grid.width, grid.height)
    look = {"linewidths": 2, "linecolor": PAPER, "xticklabels": False, "yticklabels": False, "cbar": False}
    sns.heatmap(values, ax=axes, cmap=colours, vmin=scale.vmin, vmax=scale.vmax, **look)
    for row, line in enumerate(cells):
        for column, cell in enumerate(line):
            if cell is None:
                continue
            ink = ink_on(to_hex(colours(scale(cell.value)))) if cell.words else MUTED
            if not cell.words:
                axes.add_patch(Rectangle((column, row), 1, 1, facecolor=GREYED, edgecolor=PAPER, linewidth=2))
            _write_cell(page, grid.centre(row, column), grid.cell[0], cell, ink)


def _colours(scale: Normalize) -> LinearSegmentedColormap:
    return DIVERGING if scale.vmin is not None and scale.vmin < 0 else SEQUENTIAL


def _write_cell(page: Page, centre: tuple[float, float], width: float, cell: Cell, ink: str) -> None:
    words = [*filter(None, [cell.words]), *cell.lines]
    sizes = [BODY + 1] * bool(cell.words) + [SMALL] * len(cell.lines)
    x, y = centre
    y -= sum(line_height(size) for size in sizes) / 2
    for size, word in zip(sizes, words, strict=True):
        y += line_height(size)
        weight = "bold" if size > BODY else "normal"
        page.write(
            x, y - line_height(size) / 2, shorten(word, width, size), size, ha="center", color=ink, weight=weight
        )


def outline(page: Page, grid: Grid, row: int, column: int) -> None:
    """A dark line round a cell."""
    x, y = grid.centre(row, column)
    width, height = grid.cell[0] - 0.05, grid.cell[1] - 0.05
    page.canvas.add_patch(
        Rectangle((x - width / 2, y - height / 2), width, height, fill=False, edgecolor=INK, linewidth=1.2)
    )


def colour_bar(page: Page, grid: Grid, scale: Normalize, title: str, words: Callable[[float], str]) -> None:
    """The scale of the colours below the matrix."""
    from matplotlib.cm import ScalarMappable

    top = grid.top + grid.height + 0.2
    axes = page.axes(grid.left, top, min(3.0, grid.width / 2), 0.14)
    bar = Colorbar(axes, ScalarMappable(scale, _colours(scale)), orientation="horizontal")
    bar.ax.xaxis.set_major_locator(LinearLocator(5))
    bar.ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: words(float(value))))
    bar.outline.set_visible(False)
    bar.ax.tick_params(length=0, labelsize=SMALL)
    page.write(grid.left - 0.12, top + 0.07, title, SMALL, ha="right", color=MUTED)
