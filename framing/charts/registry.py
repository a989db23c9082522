"""The charts by name, and the one call that draws them."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from framing.charts.palette import Palette
from framing.errors import FramingError, unknown

if TYPE_CHECKING:
    import pandas as pd

    from framing.charts.drawing import Drawing, Nothing

CHARTS: dict[str, str] = {
    "voice-share": "framing.charts.voice_share",
    "tone": "framing.charts.tone",
    "portrayal": "framing.charts.portrayal",
    "who-on-whom": "framing.charts.who_on_whom",
    "ribbon": "framing.charts.ribbon",
    "frames": "framing.charts.frames",
    "frame-profile": "framing.charts.frame_profile",
    "naming": "framing.charts.naming",
    "credence": "framing.charts.credence",
    "agency": "framing.charts.agency",
    "distinctive-terms": "framing.charts.distinctive_terms",
    "distinctive-terms-by-side": "framing.charts.distinctive_by_side",
}
"""Each chart's name and the module whose ``draw`` makes it from its ``NEEDS``; only it imports matplotlib."""

FORMATS = ("svg", "png", "pdf")

Draw = Callable[["Mapping[str, pd.DataFrame]", Palette], "Drawing | Nothing"]


@dataclass(frozen=True, slots=True)
class Charted:
    """What became of one chart: its files, or in ``skipped`` the reason why there is none.

    ``title`` is the question the chart answers and ``description`` its notes: together they are its text for readers
    who cannot see it.
    """

    name: str
    files: tuple[Path, ...] = ()
    title: str = ""
    description: str = ""
    skipped: str | None = None


def chart(
    tables: Mapping[str, pd.DataFrame],
    palette: Palette,
    names: Sequence[str] | None,
    out: Path,
    formats: Sequence[str] = ("svg", "png"),
) -> list[Charted]:
    """Draw charts of a result and write them, the same bytes for the same tables.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        The tables of a result by name (``framing.schema.TABLES``); a chart whose table is absent is skipped.
    palette : Palette
        Labels, colours and order of the voices.
    names : sequence of str, optional
        Keys of ``CHARTS``; all of them if None.
    out : Path
        The folder to write to, made if needed. Files of an earlier run that would be stale are removed.
    formats : sequence of str
        Of ``FORMATS``.

    Returns
    -------
    list of Charted
        One a chart, in the order asked for. Further pages of a chart are ``<name>-2.svg`` and so on.

    Raises
    ------
    FramingError
        An unknown chart or format, a table without a column that is needed, or a voice that the palette lacks;
        nothing is written then.
    """
    wanted, kinds = check_names(names, formats)
    from framing.charts.drawing import Nothing
    from framing.charts.write import encode, write

    results, contents = [], {}
    for name in wanted:
        drawing = draw(name, tables, palette)
        if isinstance(drawing, Nothing):
            results.append(Charted(name, skipped=drawing.reason))
            continue
        pages = encode(name, drawing, kinds)
        contents.update(pages)
        files = tuple(out / page for page in pages)
        results.append(Charted(name, files, drawing.title, drawing.description))
    write(out, wanted, kinds, contents)
    return results


def needs_of(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The tables and columns that charts read, by the ``NEEDS`` of their modules.

    >>> needs_of(["voice-share", "tone"])
    {'sentences': ('article_id', 'voices', 'lexicon_polarity', 'sentiment')}
    """
    found: dict[str, dict[str, None]] = {}
    for name in names:
        for table, columns in importlib.import_module(CHARTS[name]).NEEDS.items():
            found.setdefault(table, {}).update(dict.fromkeys(columns))
    return {table: tuple(columns) for table, columns in found.items()}


def check_names(names: Sequence[str] | None, formats: Sequence[str]) -> tuple[list[str], list[str]]:
    """The charts and formats that are wanted, each once, or an error that names all that there are not."""
    wanted, kinds = list(dict.fromkeys(CHARTS if names is None else names)), list(dict.fromkeys(formats))
    wrong = [unknown("chart", name, CHARTS) for name in wanted if name not in CHARTS]
    wrong += [unknown("chart format", kind, FORMATS) for kind in kinds if kind not in FORMATS]
    if wrong:
        raise FramingError("\n".join(wrong))
    return wanted, kinds


def draw(name: str, tables: Mapping[str, pd.DataFrame], palette: Palette) -> Drawing | Nothing:
    """The figures of one chart, not yet written; ``name`` is a key of ``CHARTS``."""
    from framing.charts.drawing import house_style

    drawer = cast(Draw, importlib.import_module(CHARTS[name]).draw)
    with house_style():
        return drawer(tables, palette)
