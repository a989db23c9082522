"""What sentences can be chosen by: each facet gives every sentence a set of values, kept once a distinct set."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from framing.charts.palette import Palette
from framing.report.corpus import Corpus, attributed
from framing.report.views import pair_id

TONES = ("negative", "neutral", "positive")
NO_TONE, UNSURE_TONE = "none", "unsure"
Pairs = Iterable[tuple[int, str]]
Label = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to choose sentences.

    Parameters
    ----------
    name : str
        How addresses call it.
    title : str
        What the page calls it.
    values : mapping of str to str
        The label of every value by its id, in the order to list them.
    sets : sequence of sequence of int
        The distinct sets of values (places in ``values``), the main voice first.
    of : sequence of int
        The set of every sentence (a place in ``sets``).
    """

    name: str
    title: str
    values: Mapping[str, str]
    sets: Sequence[Sequence[int]]
    of: Sequence[int]

    def as_json(self) -> dict[str, Any]:
        """The facet as the page reads it."""
        return {
            "name": self.name,
            "title": self.title,
            "values": list(self.values.items()),
            "sets": self.sets,
            "of": self.of,
        }

    def count(self, value: str) -> int:
        """In how many sentences a value stands."""
        if value not in self.values:
            return 0
        wanted = list(self.values).index(value)
        holding = {place for place, found in enumerate(self.sets) if wanted in found}
        return sum(place in holding for place in self.of)


def facets_of(corpus: Corpus, palette: Palette) -> list[Facet]:
    """Every facet that the tables of a result fill: voice, tone, frame and so on."""
    label = palette.label
    makers: list[tuple[str, str, Pairs, Label]] = [
        ("voice", "Voice", _voices(corpus.sentences), label),
        ("tone", "Tone", enumerate(tones_of(corpus.sentences)), _tone_label),
        ("frame", "Frame", _present(corpus.table("frames")), label),
        ("stance", "Stance", _stances(corpus.table("stances")), lambda name: _stance_label(name, palette)),
        ("pair", "Who on whom", _pairs(corpus.table("stances")), lambda name: _pair_label(name, palette)),
        ("term", "Naming", _column(corpus.table("terms"), "term_id"), label),
        ("naming", "Whose naming", _column(corpus.table("terms"), "perspective"), label),
        ("portrayal", "Portrayal", _portrayals(corpus.table("mentions")), lambda name: _portrayal_label(name, palette)),
        ("mention", "Mentioned side", _column(corpus.table("mentions"), "perspective"), label),
        ("action", "Who acts", _column(corpus.table("actions"), "construction"), label),
        ("distance", "Distancing", _column(corpus.table("distancing"), "marker"), label),
    ]
    order = {name: place for place, name in enumerate([*palette.order, *TONES, UNSURE_TONE, NO_TONE])}
    made = [_facet(name, title, len(corpus.sentences), pairs, named, order) for name, title, pairs, named in makers]
    return [facet for facet in made if facet.values]


def tones_of(sentences: pd.DataFrame) -> list[str]:
    """The tone of every sentence as the chart of tones counts it.

    ``none`` without a word of the lexicon, ``unsure`` where the model was not sure enough of any tone.
    """
    tones = sentences["sentiment"].astype("string")
    known = tones.where(tones.isin(TONES), UNSURE_TONE)
    return known.where(sentences["lexicon_polarity"].notna(), NO_TONE).to_list()


def _facet(name: str, title: str, n: int, pairs: Pairs, label: Label, order: Mapping[str, int]) -> Facet:
    found: list[dict[str, None]] = [{} for _ in range(n)]
    for place, value in pairs:
        found[place][value] = None
    ids = sorted({value for values in found for value in values}, key=lambda v: (order.get(v, len(order)), label(v), v))
    codes = {value: code for code, value in enumerate(ids)}
    sets: dict[tuple[int, ...], int] = {}
    of = [sets.setdefault(tuple(codes[value] for value in values), len(sets)) for values in found]
    return Facet(name, title, {value: label(value) for value in ids}, list(sets), of)


def _voices(sentences: pd.DataFrame) -> Pairs:
    for place, cell in enumerate(sentences["voices"]):
        for voice in filter(None, map(str.strip, str(cell).split(";"))):
            yield place, voice


def _column(table: pd.DataFrame, name: str) -> Pairs:
    if name in table:
        known = table[table[name].notna()]
        yield from zip(known["place"], known[name].astype(str), strict=True)


def _present(frames: pd.DataFrame) -> Pairs:
    if "present" in frames:
        yield from _column(frames[frames["present"].to_numpy(dtype=bool, na_value=False)], "frame")


def _stances(stances: pd.DataFrame) -> Pairs:
    if "stance" in stances:
        taken = stances[stances["stance"].isin(["favor", "against"])]
        names = taken["holder"] + ">" + taken["target"] + ":" + taken["stance"]
        yield from zip(taken["place"], names.astype(str), strict=True)


def _pairs(stances: pd.DataFrame) -> Pairs:
    if "p_favor" in stances and "p_against" in stances:
        taken = attributed(stances)
        known = taken["p_favor"].notna() & taken["p_against"].notna() & taken["stance"].notna()
        told = taken[known & (taken["target_kind"] == "perspective")]
        for place, holder, target in zip(told["place"], told["holder"], told["target"], strict=True):
            yield place, pair_id(holder, target)


def _portrayals(mentions: pd.DataFrame) -> Pairs:
    if "portrayal" in mentions:
        seen = mentions[mentions["portrayal"].notna()]
        yield from zip(seen["place"], (seen["perspective"] + ":" + seen["portrayal"]).astype(str), strict=True)


def _tone_label(tone: str) -> str:
    return {NO_TONE: "no word of the lexicon", UNSURE_TONE: "too unsure to tell"}.get(tone, tone)


def _pair_label(name: str, palette: Palette) -> str:
    holder, _, target = name.partition(">")
    return f"{palette.label(holder)} on {'itself' if holder == target else palette.label(target)}"


def _stance_label(name: str, palette: Palette) -> str:
    pair, _, stance = name.rpartition(":")
    holder, _, target = pair.partition(">")
    words = {"favor": "for", "against": "against"}[stance]
    return f"{palette.label(holder)} {words} {palette.label(target)}"


def _portrayal_label(name: str, palette: Palette) -> str:
    side, _, sign = name.rpartition(":")
    return f"{palette.label(side)} shown as {sign}"
