"""Who stands how to whom: a matrix of holders and targets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.colors import Normalize

from framing.aggregate import who_on_whom
from framing.charts import heat_map
from framing.charts.drawing import BODY_WIDTH, FEW_SENTENCES, MUTED, Drawing, Heading, Nothing, new_page, table_of
from framing.charts.heat_map import LEGEND, Cell, Grid
from framing.charts.palette import Palette
from framing.charts.rows import numbers
from framing.charts.wording import FEW_ARTICLES, count, interval_note, polarity_range, signed
from framing.records import NARRATOR, OTHER

TITLE = "Who stands how to whom?"
LEFT, ROW, NARROWEST = 1.85, 0.72, 1.25
NEEDS = {"stances": ("article_id", "holder", "target_kind", "target", "stance", "p_favor", "p_against")}


def draw(tables: Mapping[str, pd.DataFrame], palette: Palette) -> Drawing | Nothing:
    """The mean stance of each holder to each other perspective."""
    stances = table_of(tables, "stances", NEEDS["stances"])
    if isinstance(stances, Nothing):
        return stances
    attributed = stances["holder"].astype("string") != NARRATOR
    stances = stances[attributed.to_numpy(dtype=bool, na_value=False)]
    holders = [voice for voice in palette.order if voice != NARRATOR]
    pairs = who_on_whom(stances, holders)
    if pairs.empty:
        return Nothing("no voice speaks about another side")
    palette.require([*pairs["holder"], *pairs["target"]], "stances")
    targets = [voice for voice in palette.order if voice not in (OTHER, NARRATOR) or (pairs["target"] == voice).any()]
    cells = _cells(pairs, holders, targets)
    labels = [palette.label(target) for target in targets]
    width = max(BODY_WIDTH - LEFT, NARROWEST * len(targets))
    above = max(0.45, heat_map.header_height(labels, width / len(targets)))
    n_rows = len(holders)
    grid = Grid(LEFT, above, width, n_rows * ROW, n_rows, len(targets))
    heading = _heading(stances[(stances["target_kind"] == "perspective").to_numpy(dtype=bool, na_value=False)])
    page = new_page(heading, above + grid.height + LEGEND, LEFT + width)
    page.write(LEFT - 0.12, above - 0.06, "to whom →\nwho speaks ↓", ha="right", va="bottom", color=MUTED)
    heat_map.label_columns(page, grid, labels)
    heat_map.label_rows(page, grid, [palette.label(voice) for voice in holders])
    scale = _scale(cells)
    heat_map.fill(page, grid, cells, scale)
    heat_map.colour_bar(page, grid, scale, "mean stance", signed)
    return Drawing((page.figure,), heading.title, f"{heading.subtitle} {heading.note}")


def _cells(pairs: pd.DataFrame, holders: Sequence[str], targets: Sequence[str]) -> list[list[Cell | None]]:
    cells: list[list[Cell | None]] = [[None] * len(targets) for _ in holders]
    columns = [numbers(pairs[name]) for name in ("n_scored", "polarity", "ci_low", "ci_high")]
    for holder, target, n, mean, low, high in zip(pairs["holder"], pairs["target"], *columns, strict=True):
        size = f"n = {n:,.0f}"
        cell = Cell(np.nan, "", (size,))
        if n >= FEW_SENTENCES:
            cell = Cell(mean, signed(mean), (*filter(None, [polarity_range(low, high)]), size))
        cells[holders.index(holder)][targets.index(target)] = cell
    return cells


def _scale(cells: Sequence[Sequence[Cell | None]]) -> Normalize:
    """From -x to x, x the largest mean that is shown, rounded up to a tenth."""
    largest = max((abs(cell.value) for row in cells for cell in row if cell and cell.words), default=0.0)
    reach = min(1.0, max(0.2, np.ceil(largest * 10 - 1e-9) / 10))
    return Normalize(-reach, reach)


def _heading(rows: pd.DataFrame) -> Heading:
    n_articles = rows["article_id"].nunique()
    scored = int((rows["p_favor"].notna() & rows["stance"].notna()).sum())
    return Heading(
        TITLE,
        "Mean stance (−1 against, +1 for: probability of favor less that of against) of each one’s words about each "
        f"other side. n = {count(scored, 'judgement')} in {count(n_articles, 'article')}.",
        "n: sentences of the row’s voice that name the side of the column as an actor. Grey: fewer than "
        f"{FEW_SENTENCES}, no mean given; blank: no such sentence. How sides speak of themselves, and how the outlets "
        "present them, is in the chart portrayal. "
        + interval_note(n_articles, "Range", f"none where n comes from fewer than {FEW_ARTICLES} articles"),
    )
