"""Under which frames each side's sentences present the matter: a matrix of frames and voices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.colors import Normalize

from framing.aggregate import frames_by_voice
from framing.charts import heat_map
from framing.charts.drawing import BODY_WIDTH, FEW_SENTENCES, Drawing, Heading, Nothing, new_page, table_of
from framing.charts.heat_map import LEGEND, Cell, Grid
from framing.charts.lettering import SMALL, line_height
from framing.charts.palette import Palette
from framing.charts.rows import numbers
from framing.charts.wording import FEW_ARTICLES, count, interval_note, percent, share_range

TITLE = "Under which frames do the sides speak?"
TOP = 12
LEFT, ROW, NARROWEST = 2.65, 0.46, 0.9


def draw(tables: Mapping[str, pd.DataFrame], palette: Palette) -> Drawing | Nothing:
    """The share of each voice's sentences under each of the most frequent frames."""
    found = table_of(tables, "frames", ("article_id", "sentence_index", "frame", "present"))
    if isinstance(found, Nothing):
        return found
    sentences = table_of(tables, "sentences", ("article_id", "sentence_index", "voices"))
    if isinstance(sentences, Nothing):
        return sentences
    present = found[found["present"].to_numpy(dtype=bool, na_value=False)]
    if present.empty:
        return Nothing("no frame is present in any sentence")
    sizes = present["frame"].value_counts()
    names = sorted(sizes.index, key=lambda name: (-sizes[name], name))[:TOP]
    shares = frames_by_voice(present[present["frame"].isin(names)], sentences, palette.order)
    palette.require(shares["voice"], "sentences")
    heading = _heading(len(names), len(sizes), sentences)
    sides = shares.groupby("voice", sort=False)["n_sentences"].first()
    heads = [palette.label(voice) for voice in sides.index]
    notes = [f"n = {n:,}" for n in sides]
    width = max(BODY_WIDTH - LEFT, NARROWEST * len(sides))
    above = heat_map.header_height(heads, width / len(sides)) + line_height(SMALL)
    grid = Grid(LEFT, above, width, len(names) * ROW, len(names), len(sides))
    page = new_page(heading, above + grid.height + LEGEND, LEFT + width)
    heat_map.label_columns(page, grid, heads, notes)
    heat_map.label_rows(page, grid, frame_labels(names, palette), [f"n = {sizes[name]:,}" for name in names])
    cells = _cells(shares, names, list(sides.index))
    scale = _scale(cells)
    heat_map.fill(page, grid, cells, scale)
    heat_map.colour_bar(page, grid, scale, "share of a voice’s sentences", percent)
    return Drawing((page.figure,), heading.title, f"{heading.subtitle} {heading.note}")


def frame_labels(names: Sequence[str], palette: Palette) -> list[str]:
    """The frames' labels, with the scheme where two schemes share one."""
    labels = [palette.label(name) for name in names]
    return [
        f"{label}, {palette.label(name.partition('.')[0])}" if labels.count(label) > 1 else label
        for label, name in zip(labels, names, strict=True)
    ]


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


def _heading(n_shown: int, n_frames: int, sentences: pd.DataFrame) -> Heading:
    n_articles = sentences["article_id"].nunique()
    which = f"the {n_shown} most frequent of {n_frames} frames" if n_shown < n_frames else count(n_frames, "frame")
    return Heading(
        TITLE,
        f"Share of each voice’s sentences under a frame; {which}. n = {count(len(sentences), 'sentence')}, "
        f"{count(n_articles, 'article')}.",
        "A sentence may carry several frames and several voices. "
        f"Grey: fewer than {FEW_SENTENCES} sentences of that voice, only counts given; blank: none. "
        + interval_note(
            n_articles,
            "Range below a share",
            f"none where a voice speaks in fewer than {FEW_ARTICLES} articles or a share is 0",
        ),
    )
