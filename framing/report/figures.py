"""Every number of the page, from the functions that the charts of ``framing chart`` draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from framing.aggregate import frames_by_voice, tone, voice_share, who_on_whom
from framing.records import NARRATOR, OTHER
from framing.report.corpus import Corpus, attributed

SELF, SIDES, SOURCES, OUTLETS = "itself", "the other sides", "other sources", "the outlets"
GROUPS = (SELF, SIDES, SOURCES, OUTLETS)
MOST_OUTLETS = 40


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet: its articles, its shares of voices and the tone of every voice in it."""

    name: str
    n_articles: int
    n_sentences: int
    voices: pd.DataFrame
    tones: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Figures:
    """The aggregates of a result.

    Parameters
    ----------
    voices, tones, pairs, frames : DataFrame
        As ``framing.aggregate`` makes them; ``pairs`` without the narrator, as the chart.
    presented : DataFrame
        As ``pairs``, of all stances; the holders in four groups: a side about itself, the other sides, other sources,
        the outlets.
    portrayal : DataFrame
        As ``tones``, a row a side and over its mentions; empty where mentions have no portrayal.
    outlets : tuple of Outlet
        By name; those with the most articles where there are more than ``MOST_OUTLETS``.
    n_outlets : int
        How many there are.
    """

    voices: pd.DataFrame
    tones: pd.DataFrame
    pairs: pd.DataFrame
    presented: pd.DataFrame
    frames: pd.DataFrame
    portrayal: pd.DataFrame
    outlets: tuple[Outlet, ...]
    n_outlets: int


def figures_of(corpus: Corpus, order: Sequence[str]) -> Figures:
    """The aggregates of a corpus; ``order`` are the voices of the study."""
    stances, frames = corpus.table("stances"), corpus.table("frames")
    outlets = _outlets(corpus, order)
    return Figures(
        voices=voice_share(corpus.sentences, order),
        tones=tone(corpus.sentences, order),
        pairs=who_on_whom(attributed(stances), order),
        presented=who_on_whom(stances.assign(holder=_groups(stances)), GROUPS),
        frames=frames_by_voice(frames, corpus.sentences, order),
        portrayal=_portrayal(corpus.table("mentions"), order),
        outlets=tuple(sorted(outlets[:MOST_OUTLETS], key=lambda outlet: outlet.name)),
        n_outlets=len(outlets),
    )


def _groups(stances: pd.DataFrame) -> list[str]:
    known: Mapping[str, str] = {OTHER: SOURCES, NARRATOR: OUTLETS}
    return [
        SELF if holder == target else known.get(holder, SIDES)
        for holder, target in zip(stances["holder"], stances["target"], strict=True)
    ]


def _portrayal(mentions: pd.DataFrame, order: Sequence[str]) -> pd.DataFrame:
    """How the mentions of every side make it look, in the form of ``tone``: polarity is p(positive) - p(negative)."""
    needed = ("portrayal", "portrayal_positive", "portrayal_negative")
    sides = [voice for voice in order if voice not in (OTHER, NARRATOR)]
    if any(name not in mentions for name in needed) or not mentions["portrayal"].notna().any():
        return pd.DataFrame()
    of_sides = mentions[mentions["perspective"].isin(sides)]
    balance = of_sides["portrayal_positive"] - of_sides["portrayal_negative"]
    as_tone = pd.DataFrame(
        {
            "article_id": of_sides["article_id"],
            "voices": of_sides["perspective"],
            "sentiment": of_sides["portrayal"],
            "lexicon_polarity": balance.where(of_sides["portrayal"].notna()),
        }
    )
    return tone(as_tone, sides)


def _outlets(corpus: Corpus, order: Sequence[str]) -> list[Outlet]:
    """Every outlet, those with the most articles first."""
    sizes = corpus.articles["outlet"].value_counts()
    names = sorted(corpus.outlets, key=lambda name: (-sizes[name], name))
    outlet_of_sentence = corpus.outlet_of_sentence
    found = []
    for place, name in enumerate(names):
        own = corpus.sentences[outlet_of_sentence == name]
        shown = place < MOST_OUTLETS and len(own) > 0
        voices = voice_share(own, order) if shown else pd.DataFrame()
        tones = tone(own, order) if shown else pd.DataFrame()
        found.append(Outlet(name, int(sizes[name]), len(own), voices, tones))
    return found
