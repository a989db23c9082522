"""The most frequent frames and the share of each voice's sentences under them: what the charts of frames draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from framing.aggregate import frames_by_voice
from framing.charts.drawing import Heading, Nothing, table_of
from framing.charts.palette import Palette
from framing.charts.wording import FEW_ARTICLES, count, interval_note

NEEDS = {
    "frames": ("article_id", "sentence_index", "frame", "present"),
    "sentences": ("article_id", "sentence_index", "voices"),
}


@dataclass(frozen=True, slots=True)
class FrameShares:
    """What is drawn.

    Parameters
    ----------
    shares : DataFrame
        As ``framing.aggregate.frames_by_voice`` gives it, of the frames in ``names``.
    names : tuple of str
        The most frequent frames, the most frequent first.
    sizes : Series
        In how many sentences each frame of the result is present.
    n_sentences, n_articles : int
        Of the whole result.
    """

    shares: pd.DataFrame
    names: tuple[str, ...]
    sizes: pd.Series[int]
    n_sentences: int
    n_articles: int

    def heading(self, title: str, note: str, sign: str) -> Heading:
        """The words round the chart; ``sign`` is what shows the interval."""
        n_shown, n_frames = len(self.names), len(self.sizes)
        which = f"the {n_shown} most frequent of {n_frames} frames" if n_shown < n_frames else count(n_frames, "frame")
        none = f"none where a voice speaks in fewer than {FEW_ARTICLES} articles or a share is 0"
        return Heading(
            title,
            f"Share of each voice’s sentences under a frame; {which}. n = {count(self.n_sentences, 'sentence')}, "
            f"{count(self.n_articles, 'article')}.",
            f"A sentence may carry several frames and several voices{note} "
            + interval_note(self.n_articles, sign, none),
        )


def frame_shares(tables: Mapping[str, pd.DataFrame], palette: Palette, most: int) -> FrameShares | Nothing:
    """The shares of at most so many frames, or why there are none."""
    found = table_of(tables, "frames", NEEDS["frames"])
    if isinstance(found, Nothing):
        return found
    sentences = table_of(tables, "sentences", NEEDS["sentences"])
    if isinstance(sentences, Nothing):
        return sentences
    present = found[found["present"].to_numpy(dtype=bool, na_value=False)]
    if present.empty:
        return Nothing("no frame is present in any sentence")
    sizes = present["frame"].value_counts()
    names = sorted(sizes.index, key=lambda name: (-sizes[name], name))[:most]
    shares = frames_by_voice(found[found["frame"].isin(names)], sentences, palette.order)
    palette.require(shares["voice"], "sentences")
    return FrameShares(shares, tuple(names), sizes, len(sentences), sentences["article_id"].nunique())
