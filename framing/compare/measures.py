"""What is compared: each measure says which rows of the tables count for which side, and with what value.

A measure is a ratio of sums. Every observation (a sentence, a mention, a report) has a side and a value; the estimate
of a side is the sum of its values over the number of its observations, or over all observations of ``base`` where the
measure is a share of something that all sides divide (all sentences, all naming choices).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from framing.angles.credence import DOUBTING, own_reports
from framing.angles.naming import own_terms
from framing.records import NARRATOR, OTHER

Tables = Mapping[str, pd.DataFrame]
KEY = ["article_id", "sentence_index"]
SIGNS = {"favor": 1.0, "none": 0.0, "against": -1.0}


@dataclass(frozen=True, slots=True)
class Observed:
    """The observations of a measure.

    Parameters
    ----------
    rows : DataFrame
        article_id, side, value: one row an observation of a side.
    base : Series, optional
        The article of every observation that counts below the line for all sides alike; the sides' own rows if None.
    undecided : DataFrame, optional
        article_id, side: those of ``base`` that do not count for a side, as it is missing whether they are its.
    """

    rows: pd.DataFrame
    base: pd.Series[Any] | None = None
    undecided: pd.DataFrame | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure by name.

    Parameters
    ----------
    name, question, unit : str
        ``unit`` is what one observation is.
    kind : str
        ``share`` (0 to 1; the effect size is Cohen's h) or ``mean`` (-1 to 1; Hedges' g of the articles' means).
    needs : mapping of str to tuple of str
        The tables and columns that it reads.
    observe : callable
        Tables in, ``Observed`` out.
    by_side : bool
        Whether its sides can be compared with each other.
    """

    name: str
    question: str
    unit: str
    kind: Literal["share", "mean"]
    needs: Mapping[str, tuple[str, ...]]
    observe: Callable[[Tables], Observed]
    by_side: bool = False

    def lacking(self, tables: Tables) -> str | None:
        """Why the tables cannot answer it; None where they can."""
        for name, columns in self.needs.items():
            table = tables.get(name)
            if table is None:
                return f"no table {name}"
            absent = [column for column in columns if column not in table.columns]
            if absent:
                return f"table {name} has no {', '.join(absent)}"
            empty = [column for column in columns if len(table) and table[column].isna().all()]
            if empty:
                return f"{', '.join(empty)} of table {name} is empty"
        return None


def by_voice(sentences: pd.DataFrame) -> pd.DataFrame:
    """Every sentence once for each of its voices, in the column ``side``."""
    long = sentences.assign(side=sentences["voices"].astype("string").str.split(";")).explode("side")
    long["side"] = long["side"].astype("string").str.strip()
    return long[long["side"].notna() & (long["side"] != "")].drop_duplicates([*KEY, "side"])


def _rows(article: Any, side: Any, value: Any) -> pd.DataFrame:
    rows = pd.DataFrame({"article_id": article, "side": side, "value": value}).reset_index(drop=True)
    rows["value"] = rows["value"].astype("Float64")
    return rows[rows["value"].notna() & rows["side"].notna()]


def _voice_share(tables: Tables) -> Observed:
    long = by_voice(tables["sentences"])
    return Observed(_rows(long["article_id"], long["side"], 1.0), tables["sentences"]["article_id"])


def _tone(tables: Tables) -> Observed:
    long = by_voice(tables["sentences"])
    return Observed(_rows(long["article_id"], long["side"], long["lexicon_polarity"]))


def _portrayal(tables: Tables) -> Observed:
    mentions = tables["mentions"]
    known = mentions[(mentions["perspective"] != OTHER) & mentions["portrayal"].notna()]
    balance = known["portrayal_positive"].astype("Float64") - known["portrayal_negative"].astype("Float64")
    return Observed(_rows(known["article_id"], known["perspective"], balance))


def _portrayal_own(tables: Tables) -> Observed:
    sentences = tables["sentences"]
    own = sentences.loc[sentences["voices"] == NARRATOR, KEY]
    return _portrayal({**tables, "mentions": tables["mentions"].merge(own, on=KEY)})


def _stance(tables: Tables) -> Observed:
    rows = tables["stances"]
    rows = rows[rows["target_kind"] == "perspective"]
    pair = rows["holder"].astype("string") + " on " + rows["target"].astype("string")
    return Observed(_rows(rows["article_id"], pair, rows["stance"].map(SIGNS)))


def _frames(tables: Tables) -> Observed:
    frames = tables["frames"].drop_duplicates([*KEY, "frame"])
    present, unsure = frames[frames["present"].fillna(False).astype(bool)], frames[frames["present"].isna()]
    return Observed(
        _rows(present["article_id"], present["frame"], 1.0),
        tables["sentences"]["article_id"],
        _rows(unsure["article_id"], unsure["frame"], 1.0),
    )


def _naming(tables: Tables) -> Observed:
    terms = own_terms(tables["terms"])
    return Observed(_rows(terms["article_id"], terms["perspective"], 1.0), terms["article_id"])


def _credence(tables: Tables) -> Observed:
    rows = own_reports(tables["attributions"])
    return Observed(_rows(rows["article_id"], rows["perspective"], (rows["credence"] != DOUBTING).astype(float)))


def _agency(tables: Tables) -> Observed:
    actions = tables["actions"]
    parts = [
        _rows(actions["article_id"], actions[f"{part}_perspective"], value)
        for part, value in (("agent", 1.0), ("patient", 0.0))
    ]
    return Observed(pd.concat(parts, ignore_index=True))


def _distancing(tables: Tables) -> Observed:
    marks = tables["distancing"]
    own = marks[marks["voice"] == NARRATOR]
    once = own.drop_duplicates([*KEY, "perspective"])
    return Observed(_rows(once["article_id"], once["perspective"], 1.0), tables["sentences"]["article_id"])


_SENTENCES = {"sentences": (*KEY, "voices")}
_SPANS = ("cue_start", "cue_end", "content_start", "content_end")
_PORTRAYAL = {"mentions": (*KEY, "perspective", "portrayal", "portrayal_negative", "portrayal_positive")}

MEASURES: dict[str, Measure] = {
    measure.name: measure
    for measure in (
        Measure(
            "voice-share",
            "Whose position do the sentences convey?",
            "sentence",
            "share",
            _SENTENCES,
            _voice_share,
            True,
        ),
        Measure(
            "tone",
            "In which tone are each voice's sentences told?",
            "sentence with a word of tone",
            "mean",
            {"sentences": (*KEY, "voices", "lexicon_polarity")},
            _tone,
            True,
        ),
        Measure(
            "portrayal",
            "How is each side made to look, whoever speaks?",
            "mention",
            "mean",
            _PORTRAYAL,
            _portrayal,
            True,
        ),
        Measure(
            "portrayal-own",
            "How does the outlet itself make each side look?",
            "mention in a sentence of the narrator alone",
            "mean",
            {**_PORTRAYAL, **_SENTENCES},
            _portrayal_own,
            True,
        ),
        Measure(
            "stance",
            "How does each voice stand to each side (against -1, none 0, favor 1)?",
            "sentence of a holder on a target",
            "mean",
            {"stances": ("article_id", "holder", "target_kind", "target", "stance")},
            _stance,
        ),
        Measure(
            "frames",
            "Under which frames are the sentences told?",
            "sentence",
            "share",
            {"frames": (*KEY, "frame", "present"), "sentences": ("article_id",)},
            _frames,
        ),
        Measure(
            "naming",
            "Whose names does the outlet use in its own words, of all naming choices found there?",
            "naming choice neither quoted nor reported",
            "share",
            {"terms": ("article_id", "perspective", "voice", "in_quote")},
            _naming,
            True,
        ),
        Measure(
            "credence",
            "How much of what a side says is reported without a doubting cue?",
            "report with a listed cue, not within another source's words",
            "share",
            {"attributions": ("article_id", "perspective", "credence", *_SPANS)},
            _credence,
            True,
        ),
        Measure(
            "agency",
            "Where a side takes part in an action, how often does it act?",
            "part in an action",
            "share",
            {"actions": ("article_id", "agent_perspective", "patient_perspective")},
            _agency,
            True,
        ),
        Measure(
            "distancing",
            "In which share of sentences does the outlet keep a side's words at a distance?",
            "sentence",
            "share",
            {"distancing": (*KEY, "voice", "perspective"), "sentences": ("article_id",)},
            _distancing,
            True,
        ),
    )
}
