"""Who acts and who is acted on, and how often the agent goes unnamed: two rows of dots."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from framing.angles.agency import agency
from framing.charts.dot_plot import FEW, Series, column, dot_page, dots, share_scale, values_of
from framing.charts.drawing import BODY_WIDTH, INK, MUTED, Drawing, Heading, Nothing, table_of
from framing.charts.palette import Palette
from framing.charts.rows import numbers
from framing.charts.wording import FEW_ARTICLES, NO_SIDE, count, interval_note
from framing.records import NARRATOR, OTHER

TITLE = "Who acts, and who is acted on?"
LEFT, PLOT, GAP = 1.75, 2.3, 0.45
NEEDS = {"actions": ("article_id", "construction", "agent_perspective", "patient_perspective", "voice")}
VOICES = {True: ("told by the outlets themselves", INK, "o"), False: ("told by their sources", MUTED, "s")}


def draw(tables: Mapping[str, pd.DataFrame], palette: Palette) -> Drawing | Nothing:
    """The share of each side's deeds in which it acts, and of those done to it that name no agent."""
    actions = table_of(tables, "actions", NEEDS["actions"])
    if isinstance(actions, Nothing):
        return actions
    whole = agency(actions, palette.order)
    if whole.empty:
        return Nothing("no deed has a side as agent or patient")
    palette.require(whole["perspective"], "actions")
    sides = list(whole["perspective"])
    told = {
        own: agency(actions, palette.order, own_voice=own).set_index("perspective").reindex(sides) for own in VOICES
    }
    acting = [_series(told[own], own, "acting") for own in VOICES]
    agentless = [_series(told[own], own, "agentless") for own in VOICES]
    heading = _heading(actions)
    labels = [NO_SIDE if side == OTHER else palette.label(side) for side in sides]
    page, rows = dot_page(heading, acting, labels, LEFT, head_lines=2)
    share_scale(dots(page, rows, acting, LEFT, PLOT, "share acting"), acting, full=True, ticks=4)
    right = LEFT + PLOT + GAP
    titled = "of acted on: no agent named"
    share_scale(dots(page, rows, agentless, right, PLOT, titled), agentless, full=True, ticks=4)
    for place, (name, title) in enumerate({"n_acting": "acting", "n_acted_on": "acted\non"}.items()):
        column(page, rows, 7.85 + 0.55 * place, title, [f"{n:,}" for n in whole[name]])
    column(page, rows, BODY_WIDTH, "no agent\nnamed", [f"{n:,}" for n in whole["n_agentless"]])
    return Drawing((page.figure,), heading.title, f"{heading.subtitle} {heading.note}")


def _series(found: pd.DataFrame, own: bool, share: str) -> Series:
    label, colour, marker = VOICES[own]
    acted = numbers(found["n_acted_on"])
    size = acted if share == "agentless" else acted + numbers(found["n_acting"])
    values = values_of(found, share, f"{share}_low", f"{share}_high", size)
    return Series(label, colour, marker, *values, filled=own)


def _heading(actions: pd.DataFrame) -> Heading:
    n_articles = actions["article_id"].nunique()
    own = int((actions["voice"] == NARRATOR).sum())
    return Heading(
        TITLE,
        "Share of the deeds with a side in which it acts, and of those done to it the share in a passive without agent "
        f"(“were injured”). n = {count(len(actions), 'deed')} in {count(n_articles, 'article')}, {own:,} told by the "
        "outlets themselves.",
        "Deeds are transitive verbs and passives told as done; words, thoughts, plans and denials are none. A share of "
        f"fewer than {FEW} deeds is not drawn. "
        + interval_note(
            n_articles, "Line", f"none where fewer than {FEW_ARTICLES} articles tell such deeds or all agree"
        ),
    )
