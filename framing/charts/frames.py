"""Under which frames each side's sentences present the matter: a matrix of frames and voices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.colors import Normalize

from framing.charts import heat_map
from framing.charts.drawing import BODY_WIDTH, FEW_SENTENCES, Drawing, Nothing, new_page
from framing.charts.frame_shares import NEEDS as NEEDS
from framing.charts.frame_shares import frame_shares
from framing.charts.heat_map import LEGEND, Cell, Grid
from framing.charts.lettering import SMALL, line_height
from framing.charts.palette import Palette
from framing.charts.rows import numbers
from framing.charts.wording import percent, share_range

TITLE = "Under which frames do the sides speak?"
TOP = 12
LEFT, ROW, NARROWEST = 2.65, 0.46, 0.9


def draw(tables: Mapping[str, pd.DataFrame], palette: Palette) -> Drawing | Nothing:
    """The share of each voice's sentences under each of the most frequent frames."""
    found = frame_shares(tables, palette, TOP)
    if isinstance(found, Nothing):
        return found
    names = found.names
    heading = found.heading(
        TITLE,
        f". Grey: fewer than {FEW_SENTENCES} sentences of that voice, only counts given; blank: none.",
        "Range below a share",
    )
    sides = found.shares.groupby("voice", sort=False)["n_sentences"].first()
    heads = [palette.label(voice) for voice in sides.index]
    notes = [f"n = {n:,}" for n in sides]
    width = max(BODY_WIDTH - LEFT, NARROWEST * len(sides))
    above = heat_map.header_height(heads, width / len(sides)) + line_height(SMALL)
    grid = Grid(LEFT, above, width, len(names) * ROW, len(names), len(sides))
    page = new_page(heading, above + grid.height + LEGEND, LEFT + width)
    heat_map.label_columns(page, grid, heads, notes)
    heat_map.label_rows(page, grid, palette.frame_labels(names), [f"n = {found.sizes[name]:,}" for name in names])
    cells = _cells(found.shares, names, list(sides.index))
    scale = _scale(cells)
    heat_map.fill(page, grid, cells, scale)
    heat_map.colour_bar(page, grid, scale, "share of a voice’s sentences", percent)
    return Drawing((page.figure,), heading.title, f"{heading.subtitle} {heading.note}")


def _cells(shares: pd.DataFrame, names: Sequence[str], voices: Sequence[str]) -> list[list[Cell | None]]:
    cells: list[list[Cell | None]] = [[None] * len(voices) for _ in names]
    columns = [numbers(shares[name]) for name in ("n_sentences", "n_present", "share", "ci_low", "ci_high")]
    for frame, voice, n, n_present, share, low, high in zip(shares["frame"], shares["voice"], *columns, strict=True):
        cell = Cell(np.nan, "", (f"{n_present:.0f} of {n:.0f}",)) if n else None
        if n >= FEW_SENTENCES:
            cell = Cell(share, percent(share), tuple(filter(None, [share_range(low, high)])))
        cells[names.index(frame)][voices.index(voice)] = cell
    return cells


def _scale(cells: Sequence[Sequence[Cell | None]]) -> Normalize:
    """From 0 to the largest share that is shown, rounded up to four per cent so that every tick is whole."""
    largest = max((cell.value for row in cells for cell in row if cell and cell.words), default=0.0)
    return Normalize(0, max(0.08, np.ceil(largest / 0.04 - 1e-9) * 0.04))
