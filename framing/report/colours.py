"""The colours of the voices as a style sheet, for light and for dark pages."""

from __future__ import annotations

from framing.charts.palette import Palette, contrast

LIGHT_PAPER, DARK_PAPER = "#FDFCF9", "#15171A"
BLACK, WHITE = "#000000", "#FFFFFF"
LIGHT_SHARE, DARK_SHARE = 0.13, 0.26
SEEN = 3.0


def voice_rules(palette: Palette) -> str:
    """A class a voice (``v0``, ``v1``, ...): its colour, what can be read on it, and a tint to write on.

    Colours that stand out too little from the page (contrast under 3) get an edge in the colour of the text.
    """
    light = "".join(_rule(place, palette.colour(v), LIGHT_PAPER, LIGHT_SHARE) for place, v in enumerate(palette.order))
    dark = "".join(_rule(place, palette.colour(v), DARK_PAPER, DARK_SHARE) for place, v in enumerate(palette.order))
    return f"{light}@media screen and (prefers-color-scheme: dark){{{dark}}}"


def _rule(place: int, colour: str, paper: str, share: float) -> str:
    on = max((BLACK, WHITE), key=lambda ink: contrast(ink, colour))
    edge = colour if contrast(colour, paper) >= SEEN else "var(--muted)"
    return f".v{place}{{--c:{colour};--on:{on};--edge:{edge};--tint:{mix(colour, paper, share)}}}"


def mix(colour: str, ground: str, share: float) -> str:
    """A colour laid over a ground, ``share`` of it (0 to 1).

    >>> mix("#000000", "#FFFFFF", 0.5)
    '#808080'
    """
    pairs = ((int(colour[at : at + 2], 16), int(ground[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(share * top + (1 - share) * below):02x}" for top, below in pairs)
