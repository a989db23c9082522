"""The frame profile of each side: how often each presents the matter under each frame, with intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from framing.aggregate import frames_by_voice
from framing.charts.dot_plot import AXIS, Rows, Series, dots, label_rows, legend, legend_height, row_height, share_scale
from framing.charts.drawing import BODY_WIDTH, FEW_SENTENCES, Drawing, Heading, Nothing, new_page, table_of
from framing.charts.frames import frame_labels
from framing.charts.palette import Palette
from framing.charts.rows import numbers
from framing.charts.wording import FEW_ARTICLES, count, interval_note

TITLE = "Which frames does each side use more than the others?"
TOP, MOST_DOTS = 10, 60
LEFT = 2.5


def draw(tables: Mapping[str, pd.DataFrame], palette: Palette) -> Drawing | Nothing:
    """The share of each voice's sentences under each of the most frequent frames, as dots with intervals."""
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
    names = sorted(sizes.index, key=lambda name: (-sizes[name], name))[
        : max(4, min(TOP, MOST_DOTS // len(palette.order)))
    ]
    shares = frames_by_voice(present[present["frame"].isin(names)], sentences, palette.order)
    palette.require(shares["voice"], "sentences")
    series = _series(shares, names, palette)
    if not series:
        return Nothing(f"no voice has {FEW_SENTENCES} sentences")
    labels = [each.label for each in series]
    above = legend_height(labels, BODY_WIDTH)
    rows = Rows(above, len(names), row_height(len(series)))
    heading = _heading(len(names), len(sizes), sentences)
    page = new_page(heading, rows.bottom + AXIS)
    legend(page, series, 0, 0, BODY_WIDTH)
    label_rows(page, rows, frame_labels(names, palette), LEFT - 0.2)
    share_scale(dots(page, rows, series, LEFT, BODY_WIDTH - LEFT - 0.1), series)
    return Drawing((page.figure,), heading.title, f"{heading.subtitle} {heading.note}")


def _series(shares: pd.DataFrame, names: Sequence[str], palette: Palette) -> list[Series]:
    series = []
    for voice in dict.fromkeys(shares["voice"]):
        of_voice = shares[shares["voice"] == voice].set_index("frame").loc[list(names)]
        n = int(of_voice["n_sentences"].iloc[0])
        if n >= FEW_SENTENCES:
            value, low, high = (np.array(numbers(of_voice[name])) for name in ("share", "ci_low", "ci_high"))
            label = f"{palette.label(voice)} (n = {n:,})"
            series.append(Series(label, palette.colour(voice), palette.marker(voice), value, low, high))
    return series


def _heading(n_shown: int, n_frames: int, sentences: pd.DataFrame) -> Heading:
    n_articles = sentences["article_id"].nunique()
    which = f"the {n_shown} most frequent of {n_frames} frames" if n_shown < n_frames else count(n_frames, "frame")
    return Heading(
        TITLE,
        f"Share of each voice’s sentences under a frame; {which}. n = {count(len(sentences), 'sentence')}, "
        f"{count(n_articles, 'article')}.",
        "A sentence may carry several frames and several voices; in brackets, the sentences of each voice. Voices of "
        f"fewer than {FEW_SENTENCES} sentences are left out. "
        + interval_note(
            n_articles,
            "Line",
            f"none where a voice speaks in fewer than {FEW_ARTICLES} articles or a share is 0",
        ),
    )
