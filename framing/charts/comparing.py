"""The charts of a comparison as pages: a page a measure, from the tables alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from framing.charts.compared import CERTAIN, COLOURS, Look, chosen_sides, in_order, rows_of
from framing.charts.distance_map import PROFILES, plot_map, plot_tree
from framing.charts.drawing import BODY_WIDTH, Drawing, Heading, Nothing, house_style, new_page
from framing.charts.forest import MOST_GROUPS, height_of, plot_forest
from framing.charts.group_heat import MOST_GROUPS as MOST_COLUMNS
from framing.charts.group_heat import plot_heat
from framing.charts.lettering import BODY, wrap
from framing.charts.registry import Charted
from framing.charts.slope import plot_slope
from framing.charts.timeline import plot_timeline
from framing.charts.write import encode, write

LEFT, AXIS, LEGEND = 2.5, 0.55, 0.35
PANEL_WIDTH, PANEL_HEIGHT, COLUMNS = 2.55, 1.55, 3
PANEL_ROOM = 0.04
QUESTIONS = {
    "voice-share": "Whose voice do the sentences carry?",
    "tone": "In which tone are each voice’s sentences told?",
    "portrayal": "How is each side made to look?",
    "portrayal-own": "How does the outlet itself make each side look?",
    "stance": "Who stands how to whom?",
    "frames": "Under which frames is the matter told?",
    "naming": "Whose names are used?",
    "credence": "How much is reported without a doubting cue?",
    "agency": "How often does each side act, where it takes part in an action?",
    "distancing": "Whose words does the outlet keep at a distance?",
}
Tables = Mapping[str, pd.DataFrame]
Draw = Callable[[Tables, Mapping[str, Any], Look], Drawing | Nothing]


def chart_tables(
    tables: Tables, manifest: Mapping[str, Any], names: Sequence[str] | None, out: Path, formats: Sequence[str]
) -> list[Charted]:
    """Draws the charts of a comparison and writes them, the same bytes for the same tables."""
    wanted = list(dict.fromkeys(COMPARISON_CHARTS if names is None else names))
    voices = manifest["study"]["voices"]
    look = Look(
        {**manifest["study"]["labels"], **{voice["id"]: voice["label"] for voice in voices}},
        {voice["id"]: voice["colour"] for voice in voices},
    )
    charted, contents = [], {}
    for name in wanted:
        with house_style():
            drawing = COMPARISON_CHARTS[name](tables, manifest["comparison"], look)
        if isinstance(drawing, Nothing):
            charted.append(Charted(name, skipped=drawing.reason))
            continue
        pages = encode(name, drawing, formats)
        contents.update(pages)
        charted.append(Charted(name, tuple(out / page for page in pages), drawing.title, drawing.description))
    write(out, wanted, formats, contents)
    return charted


def _forest(tables: Tables, facts: Mapping[str, Any], look: Look) -> Drawing | Nothing:
    table = tables["comparison"]
    known = table[table["difference"].notna()]
    if known.empty:
        return Nothing("the comparison has no difference")
    if known.groupby("measure")["group"].nunique().max() > MOST_GROUPS:
        return Nothing(f"more than {MOST_GROUPS} groups")
    pages = []
    for measure in in_order(known["measure"]):
        rows = rows_of(known, measure)
        sides = chosen_sides(rows, "difference")
        height = height_of(len(sides), rows["group"].nunique())
        extra = f" Drawn: the {len(sides)} of {rows['side'].nunique()} with the largest differences." * (
            len(sides) < rows["side"].nunique()
        )
        page = new_page(
            _heading(
                measure, facts, f"Filled: adjusted p below {CERTAIN:g}. No line: too few articles, or all agree.{extra}"
            ),
            LEGEND + height + AXIS,
        )
        axes = page.axes(LEFT, LEGEND, BODY_WIDTH - LEFT, height)
        plot_forest(table, measure, axes, _wrapped(look.of(measure), sides, LEFT - 0.2))
        pages.append(page.figure)
    return _drawing(pages, "How far are the groups apart?", facts)


def _heat(tables: Tables, facts: Mapping[str, Any], look: Look) -> Drawing | Nothing:
    table = tables["comparison"]
    known = table[table["estimate"].notna()]
    if known.empty:
        return Nothing("the comparison has no estimate")
    if table["group"].nunique() > MOST_COLUMNS or table["group"].nunique() < 2:
        return Nothing(f"a heat map takes 2 to {MOST_COLUMNS} groups")
    pages = []
    for measure in in_order(known["measure"]):
        sides = chosen_sides(rows_of(known, measure), "estimate")
        groups = in_order(rows_of(table, measure)["group"])
        width = (BODY_WIDTH - LEFT) / len(groups)
        note = f"* differs from {_against(facts)}, adjusted p below {CERTAIN:g}. –: too few articles for a number."
        above = 0.25 + 0.19 * max(len(wrap(look.label(group), width - 0.1, BODY)) for group in groups)
        page = new_page(_heading(measure, facts, note), above + 0.4 * len(sides) + 0.1)
        axes = page.axes(LEFT, above, BODY_WIDTH - LEFT, 0.4 * len(sides))
        plot_heat(table, measure, axes, _wrapped(_wrapped(look.of(measure), sides, LEFT - 0.2), groups, width - 0.1))
        axes.set_xlabel("")
        pages.append(page.figure)
    return _drawing(pages, "What is told how by whom?", facts)


def _timeline(tables: Tables, facts: Mapping[str, Any], look: Look) -> Drawing | Nothing:
    table = tables["comparison"]
    if facts["question"]["by"] != "date":
        return Nothing("not compared by date")
    if table["group"].nunique() < 2:
        return Nothing("one period")
    pages = []
    for measure in in_order(table["measure"]):
        rows = rows_of(table, measure)
        sides = chosen_sides(rows, "estimate", 12)
        if not sides:
            continue
        n_rows = -(-len(sides) // COLUMNS)
        page = new_page(
            _heading(measure, facts, "Bands: intervals. No line: too few articles."), n_rows * (PANEL_HEIGHT + 0.75)
        )
        drawn = []
        for place, side in enumerate(sides):
            x = 0.5 + (place % COLUMNS) * (PANEL_WIDTH + 0.45)
            axes = page.axes(x, 0.3 + (place // COLUMNS) * (PANEL_HEIGHT + 0.75), PANEL_WIDTH, PANEL_HEIGHT)
            plot_timeline(table, measure, axes, look, [side])
            axes.set_ylabel("")
            axes.tick_params(axis="x", labelrotation=30, labelsize=8)
            axes.set_title(wrap(look.of(measure).label(side), PANEL_WIDTH, BODY, lines=1)[0], loc="left", fontsize=BODY)
            drawn.append(axes)
        ends = [min(axes.get_ylim()[0] for axes in drawn), max(axes.get_ylim()[1] for axes in drawn)]
        room = PANEL_ROOM * (ends[1] - ends[0])
        for axes in drawn:
            axes.set_ylim(ends[0] - room, ends[1] + room)
        pages.append(page.figure)
    return _drawing(pages, "How does it change over time?", facts) if pages else Nothing("no estimate in any period")


def _slope(tables: Tables, facts: Mapping[str, Any], look: Look) -> Drawing | Nothing:
    table = tables["comparison"]
    if table["group"].nunique() != 2:
        return Nothing("a slope chart takes two groups")
    pages = []
    for measure in in_order(table["measure"]):
        known = rows_of(table, measure).dropna(subset=["estimate"])
        n_both = int((known.groupby("side")["group"].nunique() == 2).sum())
        if not n_both:
            continue
        height = max(2.6, 0.3 * min(n_both, 12) + 1.2)
        page = new_page(_heading(measure, facts, f"Thick: adjusted p below {CERTAIN:g}."), height + 0.4)
        plot_slope(table, measure, page.axes(0.7, 0, BODY_WIDTH - 0.8, height), look.of(measure))
        pages.append(page.figure)
    return _drawing(pages, "From one group to the other", facts) if pages else Nothing("no side in both groups")


def _map(tables: Tables, facts: Mapping[str, Any], look: Look) -> Drawing | Nothing:
    points = tables.get("map")
    if points is None or points.empty:
        return Nothing("the comparison has no distances")
    profiles = [profile for profile in in_order(points["profile"]) if (points["profile"] == profile).sum() > 1]
    by_date = facts["question"]["by"] == "date"
    crowded = points["group"].nunique() > len(COLOURS)
    page = new_page(
        _redrawn(
            "How alike are the groups?",
            "Jensen-Shannon distance laid out in two dimensions: the nearer, the more alike.",
            "Circle: how far the point moves when articles are redrawn. Axes are in units of the distance. Explained: "
            "share of the squared distances that the two axes hold."
            f"{' Line: from period to period.' if by_date else ''}"
            f"{' Names that would cover others are left out.' if crowded else ''}",
            facts,
        ),
        4.4,
    )
    for place, profile in enumerate(profiles):
        axes = page.axes(0.45 + place * 4.65, 0.3, 4.0, 3.85)
        axes.yaxis.set_major_locator(axes.xaxis.get_major_locator().__class__())
        plot_map(points, profile, axes, look, joined=by_date)
    return _drawing([page.figure], "How alike are the groups?", facts)


def _tree(tables: Tables, facts: Mapping[str, Any], look: Look) -> Drawing | Nothing:
    branches = tables.get("branches")
    if branches is None or branches.empty:
        return Nothing("the comparison has no distances")
    profiles = [profile for profile in PROFILES if (branches["profile"] == profile).any()]
    sizes = {
        profile: max(
            len(str(members).split(";")) for members in branches.loc[branches["profile"] == profile, "members"]
        )
        for profile in profiles
    }
    heading = _redrawn(
        "Which groups tell it alike?",
        "Groups join where their profiles are nearest (average linkage).",
        "Per cent: how often a branch returns when articles are redrawn; none for the whole.",
        facts,
    )
    page = new_page(heading, sum(0.32 * size + 0.9 for size in sizes.values()))
    top = 0.1
    for profile, size in sizes.items():
        axes = page.axes(LEFT, top, BODY_WIDTH - LEFT - 0.3, 0.32 * size)
        leaves = {leaf for members in branches["members"].astype(str) for leaf in members.split(";")}
        plot_tree(branches, profile, axes, _wrapped(look, sorted(leaves), LEFT - 0.2, lines=1))
        top += 0.32 * size + 0.9
    return _drawing([page.figure], heading.title, facts)


COMPARISON_CHARTS: dict[str, Draw] = {
    "forest": _forest,
    "heat": _heat,
    "timeline": _timeline,
    "slope": _slope,
    "map": _map,
    "tree": _tree,
}


def _heading(measure: str, facts: Mapping[str, Any], note: str) -> Heading:
    from framing.charts.compared import WORDS

    question = facts["question"]
    how = f"{100 * question['level']:.0f}% bootstrap intervals, {question['resamples']:,} resamples of {_units(facts)}"
    within = " within events" if question["events"] else ""
    tests = f"tests permute whole articles{within}; p adjusted: {facts['family']}"
    subtitle = f"{WORDS.get(measure, measure).capitalize()}, by {question['by']}."
    return Heading(QUESTIONS.get(measure, measure), subtitle, f"{note} {how}; {tests}.")


def _redrawn(title: str, subtitle: str, note: str, facts: Mapping[str, Any]) -> Heading:
    """The heading of a chart that tests nothing."""
    return Heading(title, subtitle, f"{note} {facts['question']['resamples']:,} resamples of {_units(facts)}.")


def _units(facts: Mapping[str, Any]) -> str:
    return "whole events" if facts["question"]["events"] else "whole articles"


def _against(facts: Mapping[str, Any]) -> str:
    return str(facts["question"]["reference"] or "the rest")


def _drawing(pages: Sequence[Any], title: str, facts: Mapping[str, Any]) -> Drawing:
    return Drawing(tuple(pages), title, f"By {facts['question']['by']}; {facts['family']}.")


def _wrapped(look: Look, names: Sequence[str], width: float, lines: int = 2) -> Look:
    """The look with labels cut into lines that fit."""
    broken = {name: "\n".join(wrap(look.label(name), width, BODY, lines=lines)) for name in names}
    return Look({**look.labels, **broken}, look.colours)
