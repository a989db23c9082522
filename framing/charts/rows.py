"""One row a voice: its label on the left, and columns of numbers on the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.axes import Axes

from framing.charts.drawing import FAINT, INK, MUTED, Page
from framing.charts.lettering import BODY, SMALL, line_height, wrap
from framing.charts.palette import Palette

ROW = 0.5
HEADER = 0.42
LABEL = 1.85


def numbers(column: pd.Series[Any]) -> npt.NDArray[np.float64]:
    """A column as floats, nan where missing."""
    return np.asarray(column.astype("Float64").to_numpy(dtype=np.float64, na_value=np.nan))


def label_rows(page: Page, palette: Palette, voices: Sequence[str], lines: int = 2) -> None:
    """Each voice's label at its row, with a faint line between rows."""
    for place, voice in enumerate(voices):
        label = "\n".join(wrap(palette.label(voice), LABEL - 0.2, BODY, lines=lines))
        page.write(0, HEADER + (place + 0.5) * ROW, label, BODY)
    for place in range(len(voices) + 1):
        y = HEADER + place * ROW
        page.canvas.plot([0, page.canvas.get_xlim()[1]], [y, y], color=FAINT, linewidth=0.6, zorder=0)


def head(page: Page, x: float, text: str, align: str = "right", colour: str = MUTED) -> None:
    """The heading of a column, in one or two lines, that ends (or starts) at ``x``."""
    page.write(x, HEADER - 0.06, text, va="bottom", ha=align, color=colour)


def column(page: Page, x: float, title: str, cells: Sequence[str], bold: bool = False) -> None:
    """A column of numbers that ends at ``x``."""
    head(page, x, title)
    for place, cell in enumerate(cells):
        weight = "bold" if bold else "normal"
        page.write(x, HEADER + (place + 0.5) * ROW, cell, BODY, ha="right", color=INK, weight=weight)


def row_axes(page: Page, x: float, width: float, n_rows: int) -> Axes:
    """Axes whose unit downwards is a row, the first row at 0."""
    axes = page.axes(x, HEADER, width, n_rows * ROW)
    axes.set_ylim(n_rows - 0.5, -0.5)
    return axes


def body_height(n_rows: int, below: float) -> float:
    """The height of the header, the rows and what stands below them (an axis)."""
    return HEADER + n_rows * ROW + below


AXIS = 0.12 + line_height(SMALL)
