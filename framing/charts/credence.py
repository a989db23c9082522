"""How each side's words are reported: claimed or pointed out, and at which distance."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from framing.angles.credence import credence_profile, distance_rate
from framing.charts.dot_plot import FEW, Series, column, dot_page, dots, share_scale, values_of
from framing.charts.drawing import BODY_WIDTH, NEGATIVE, POSITIVE, Drawing, Heading, Nothing, table_of
from framing.charts.palette import Palette
from framing.charts.rows import numbers
from framing.charts.wording import FEW_ARTICLES, count, interval_note

TITLE = "Whose words are claimed, whose are pointed out?"
LEFT, PLOT = 1.85, 4.0
KINDS = {
    "doubting": ("doubting cue (claims, alleges)", NEGATIVE, "D"),
    "endorsing": ("endorsing cue (points out, admits)", POSITIVE, "s"),
}
NEEDS = {
    "attributions": ("article_id", "perspective", "credence", "cue_start", "cue_end", "content_start", "content_end"),
    "distancing": ("article_id", "voice", "perspective"),
    "mentions": ("article_id", "perspective"),
}


def draw(tables: Mapping[str, pd.DataFrame], palette: Palette) -> Drawing | Nothing:
    """The share of doubting and endorsing cues among the reports of each side's words."""
    attributions = table_of(tables, "attributions", NEEDS["attributions"])
    if isinstance(attributions, Nothing):
        return attributions
    palette.require(attributions["perspective"].dropna(), "attributions")
    profile = credence_profile(attributions, "credence", palette.order)
    if profile.empty:
        return Nothing("no attribution has a listed cue and a known source")
    sides = list(dict.fromkeys(profile["perspective"]))
    size = profile.drop_duplicates("perspective").set_index("perspective").loc[sides]
    series = [_series(profile, kind, sides) for kind in KINDS]
    heading = _heading(int(size["n_group"].sum()), attributions["article_id"].nunique())
    page, rows = dot_page(heading, series, [palette.label(side) for side in sides], LEFT, head_lines=2)
    share_scale(dots(page, rows, series, LEFT, PLOT), series)
    for place, kind in enumerate(KINDS):
        found = profile[profile["credence"] == kind].set_index("perspective").loc[sides, "n_part"]
        column(page, rows, 6.65 + 0.8 * place, f"n\n{kind}", [f"{n:,}" for n in found])
    column(page, rows, 8.15, "n\nreports", [f"{n:,}" for n in size["n_group"]])
    column(page, rows, BODY_WIDTH, "marks of\ndistance", _marks(tables, palette, sides))
    return Drawing((page.figure,), heading.title, f"{heading.subtitle} {heading.note}")


def _series(profile: pd.DataFrame, kind: str, sides: list[str]) -> Series:
    label, colour, marker = KINDS[kind]
    found = profile[profile["credence"] == kind].set_index("perspective").loc[sides]
    return Series(label, colour, marker, *values_of(found, size=numbers(found["n_group"])))


def _marks(tables: Mapping[str, pd.DataFrame], palette: Palette, sides: list[str]) -> list[str]:
    """Marks of distance in the outlets' own voice, with the mentions they are compared with."""
    marks, mentions = tables.get("distancing"), tables.get("mentions")
    if marks is None or mentions is None or marks.empty:
        return [""] * len(sides)
    rates = distance_rate(marks, mentions, palette.order).set_index("perspective")
    return [f"{rates['n_marks'].get(side, 0):,}" if side in rates.index else "0" for side in sides]


def _heading(n_reports: int, n_articles: int) -> Heading:
    return Heading(
        TITLE,
        f"Share of the outlets’ reports whose cue doubts or endorses what is said. n = {count(n_reports, 'report')} "
        f"with a listed cue in {count(n_articles, 'article')}; all other cues are neutral (said).",
        "Reports within another source’s words are left out. Marks of distance: scare quotes, so-called and their kin "
        f"on a side’s words or name, in the outlets’ own voice. Below {FEW} reports only n is given. "
        + interval_note(
            n_articles, "Line", f"none where fewer than {FEW_ARTICLES} articles report a side or a share is 0"
        ),
    )
