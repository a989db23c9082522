"""One chart of a result in Python: as a figure, or in axes of a figure of one's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from framing.charts.palette import Palette
from framing.charts.registry import CHARTS, draw
from framing.errors import FramingError, unknown
from framing.records import NARRATOR, OTHER

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from framing.charts.drawing import Drawing, Nothing

SIDES = {
    "sentences": ("voices",),
    "stances": ("holder",),
    "mentions": ("perspective",),
    "terms": ("perspective",),
    "attributions": ("perspective",),
    "actions": ("agent_perspective", "patient_perspective"),
}


def plot(
    name: str,
    tables: Mapping[str, pd.DataFrame],
    ax: Axes | None = None,
    palette: Palette | None = None,
    page: int = 1,
) -> Axes | Figure:
    """Draws a chart of ``framing chart`` from the tables alone.

    Parameters
    ----------
    name : str
        A key of ``framing.charts.CHARTS``.
    tables : mapping of str to DataFrame
        The tables of a result by name.
    ax : Axes, optional
        Where to draw, as large as fits; the axes are blanked. A page is some 10 inches wide, so small axes make small
        letters.
    palette : Palette, optional
        Names, colours and order of the voices; by default their ids and colours that can be told apart.
    page : int
        Of a chart with several pages.

    Returns
    -------
    Axes or Figure
        ``ax`` where it is given, else a new figure.

    Raises
    ------
    FramingError
        No such chart or page, nothing to draw, or as in ``framing.charts.chart``.

    Examples
    --------
    >>> import pandas as pd
    >>> said = pd.DataFrame({"article_id": ["a", "a", "b"], "voices": ["east", "narrator", "east;west"]})
    >>> plot("voice-share", {"sentences": said}).get_size_inches().round(1).tolist()
    [10.0, 4.8]
    """
    if name not in CHARTS:
        raise FramingError(unknown("chart", name, CHARTS))
    chosen = plain_palette(tables) if palette is None else palette
    return page_of(name, lambda: draw(name, tables, chosen), ax, page)


def page_of(name: str, draw: Callable[[], Drawing | Nothing], ax: Axes | None = None, page: int = 1) -> Axes | Figure:
    """A page of what is drawn: as a figure, or in axes.

    Raises
    ------
    FramingError
        Nothing is drawn, or not so many pages.
    """
    from contextlib import nullcontext

    from framing.charts.drawing import Nothing, house_style
    from framing.charts.sheet import drawn_in

    with nullcontext() if ax is None else drawn_in(ax, page), house_style():
        drawing = draw()
    if isinstance(drawing, Nothing):
        raise FramingError(f"{name}: {drawing.reason}")
    if not 1 <= page <= len(drawing.pages):
        raise FramingError(f"{name}: page {page}: there are {len(drawing.pages)}")
    return drawing.pages[page - 1] if ax is None else ax


def plain_palette(tables: Mapping[str, pd.DataFrame]) -> Palette:
    """A palette of the voices that the tables name: the sides by name, then ``other`` and ``narrator``.

    >>> import pandas as pd
    >>> plain_palette({"sentences": pd.DataFrame({"voices": ["west;east", "narrator"]})}).labels
    {'east': 'East', 'west': 'West', 'other': 'Other', 'narrator': 'Narrator'}
    """
    from framing.charts.compared import COLOURS

    found: set[str] = set()
    for table, columns in SIDES.items():
        for column in columns:
            if column in tables.get(table, {}):
                found |= {part for cell in tables[table][column].dropna().astype(str) for part in cell.split(";")}
    sides = sorted(found - {OTHER, NARRATOR, ""})
    labels = {voice: voice.replace("_", " ").capitalize() for voice in (*sides, OTHER, NARRATOR)}
    colours = {side: COLOURS[place % len(COLOURS)] for place, side in enumerate(sides)}
    return Palette(labels, {**colours, OTHER: "#F0E442", NARRATOR: "#BFBFBF"}, tuple(labels))
