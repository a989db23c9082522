"""The terms that set the words of each side apart from those of all others."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from framing.angles.distinctive import VOICE
from framing.charts.distinctive_terms import NEEDS as NEEDS
from framing.charts.distinctive_terms import Wording, draw_groups
from framing.charts.drawing import Drawing, Nothing
from framing.charts.palette import Palette

SIDES = Wording(
    VOICE,
    "Which words set each side apart?",
    "voice",
    "in the sentences that convey its position",
    "Such a sentence is often the outlet’s report in words of its own, and names who speaks.",
)


def draw(tables: Mapping[str, pd.DataFrame], palette: Palette) -> Drawing | Nothing:
    """The terms with the highest z of each voice, in the sentences of which it is one."""
    return draw_groups(tables, palette, SIDES)
