"""The frame profile of each side: how often each presents the matter under each frame, with intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from framing.charts.dot_plot import Series, dot_page, dots, share_scale, values_of
from framing.charts.drawing import BODY_WIDTH, FEW_SENTENCES, Drawing, Nothing
from framing.charts.frame_shares import NEEDS as NEEDS
from framing.charts.frame_shares import frame_shares
from framing.charts.palette import Palette

TITLE = "Which frames does each side use more than the others?"
TOP, MOST_DOTS = 10, 60
LEFT = 2.5


def draw(tables: Mapping[str, pd.DataFrame], palette: Palette) -> Drawing | Nothing:
    """The share of each voice's sentences under each of the most frequent frames, as dots with intervals."""
    found = frame_shares(tables, palette, max(4, min(TOP, MOST_DOTS // len(palette.order))))
    if isinstance(found, Nothing):
        return found
    series = _series(found.shares, found.names, palette)
    if not series:
        return Nothing(f"no voice has {FEW_SENTENCES} sentences")
    heading = found.heading(
        TITLE,
        f"; in brackets, the sentences of each voice. Voices of fewer than {FEW_SENTENCES} sentences are left out.",
        "Line",
    )
    page, rows = dot_page(heading, series, palette.frame_labels(found.names), LEFT)
    share_scale(dots(page, rows, series, LEFT, BODY_WIDTH - LEFT - 0.1), series)
    return Drawing((page.figure,), heading.title, f"{heading.subtitle} {heading.note}")


def _series(shares: pd.DataFrame, names: Sequence[str], palette: Palette) -> list[Series]:
    series = []
    for voice in dict.fromkeys(shares["voice"]):
        of_voice = shares[shares["voice"] == voice].set_index("frame").loc[list(names)]
        n = int(of_voice["n_sentences"].iloc[0])
        if n >= FEW_SENTENCES:
            label = f"{palette.label(voice)} (n = {n:,})"
            series.append(Series(label, palette.colour(voice), palette.marker(voice), *values_of(of_voice)))
    return series
