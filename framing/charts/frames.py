"""Under which frames each side's sentences present the matter: a matrix of frames and voices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.colors import Normalize

from framing.aggregate import frames_by_voice
from framing.charts import heat_map
from framing.charts.drawing import BODY_WIDTH, FEW_SENTENCES, Drawing, Heading, Nothing, new_page, table_of
from framing.charts.heat_map import LEGEND, Cell, Grid
from framing.charts.palette import Palette
from framing.charts.rows import numbers
from framing.charts.wording import FEW_ARTICLES, count, interval_note, percent, share_range

TITLE = "Under which frames do the sides speak?"
TOP = 12
LEFT, ROW = 2.65, 0.46


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
    above = heat_map.header_height(heads, notes, (BODY_WIDTH - LEFT) / len(sides))
    grid = Grid(LEFT, above, BODY_WIDTH - LEFT, len(names) * ROW, len(names), len(sides))
    page = new_page(heading, above + grid.height + LEGEND)
    heat_map.label_columns(page, grid, heads, notes)
    heat_map.label_rows(page, grid, _frame_labels(names, palette), [f"n = {sizes[name]:,}" for name in names])
    values, cells = _cells(shares, names, list(sides.index))
    scale = Normalize(0, max(0.1, float(np.nanmax(values, initial=0))))
    heat_map.fill(page, grid, values, cells, scale)
    heat_map.colour_bar(page, grid, scale, "share of a voice’s sentences", percent)
    return Drawing((page.figure,), heading.title, f"{heading.subtitle} {heading.note}")


def _frame_labels(names: Sequence[str], palette: Palette) -> list[str]:
    """The frames' labels, with the scheme where two schemes share one."""
    labels = [palette.label(name) for name in names]
    return [
        f"{label}, {palette.label(name.partition('.')[0])}" if labels.count(label) > 1 else label
        for label, name in zip(labels, names, strict=True)
    ]


def _cells(
    shares: pd.DataFrame, names: Sequence[str], voices: Sequence[str]
) -> tuple[npt.NDArray[np.float64], list[list[Cell | None]]]:
    values = np.full((len(names), len(voices)), np.nan)
    cells: list[list[Cell | None]] = [[None] * len(voices) for _ in names]
    columns = [numbers(shares[name]) for name in ("n_sentences", "n_present", "share", "ci_low", "ci_high")]
    for frame, voice, n, n_present, share, low, high in zip(shares["frame"], shares["voice"], *columns, strict=True):
        row, column = names.index(frame), voices.index(voice)
        if n >= FEW_SENTENCES:
            values[row, column] = share
            cells[row][column] = Cell(percent(share), tuple(filter(None, [share_range(low, high)])))
        elif n:
            cells[row][column] = Cell("", (f"{n_present:.0f} of {n:.0f}",))
    return values, cells


def _heading(n_shown: int, n_frames: int, sentences: pd.DataFrame) -> Heading:
    n_articles = sentences["article_id"].nunique()
    which = f"The {n_shown} most frequent of {n_frames} frames" if n_shown < n_frames else count(n_frames, "frame")
    return Heading(
        TITLE,
        f"Share of a voice’s sentences in which a frame is present. {which}; n = {count(len(sentences), 'sentence')} "
        f"of {count(n_articles, 'article')}.",
        "A sentence may carry several frames and several voices. "
        f"Grey: fewer than {FEW_SENTENCES} sentences of that voice; blank: none. "
        + interval_note(
            n_articles, "Range below a share", f"none where a voice speaks in fewer than {FEW_ARTICLES} articles"
        ),
    )
