"""What ``framing compare`` found of the same result: in words no surer than its tests, and as a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from framing.charts.compared import CERTAIN, SHARES, Look
from framing.charts.palette import Palette
from framing.charts.wording import count, percent, signed
from framing.report.corpus import Row, missing, records
from framing.report.views import view

MOST_TOLD = 6
GROUPS = {"outlet": "outlets", "date": "periods", "corpus": "corpora", "side": "sides", "article": "articles"}
MEASURES = {
    "voice-share": "Voice",
    "tone": "Tone of sentences",
    "portrayal": "Portrayal",
    "portrayal-own": "Portrayal in the outlet’s own words",
    "stance": "Stance",
    "frames": "Frame",
    "naming": "Names",
    "credence": "Reported without doubt",
    "agency": "Acting rather than acted on",
    "distancing": "Kept at a distance",
}
CHOICES = {"voice-share": "voice", "tone": "voice", "frames": "frame"}
"""Measures whose cells lead to the sentences they count, with the facet that chooses these."""
CAUTION = {
    "bh": "Of differences found in this way up to one in twenty is expected to be chance.",
    "holm": "That even one of them is chance happens in at most one family of tests in twenty.",
    "none": "p was not adjusted for the number of tests: one in twenty would be found where nothing differs.",
}


@dataclass(frozen=True, slots=True)
class Contrasts:
    """A comparison of the result.

    Parameters
    ----------
    name : str
        Of its folder.
    table : DataFrame
        ``framing.compare.COLUMNS``.
    question : mapping
        by, events, correction, reference and so on, as its manifest has them.
    family : str
        Which tests p_adjusted is over.
    """

    name: str
    table: pd.DataFrame
    question: Mapping[str, Any]
    family: str

    @property
    def groups(self) -> str:
        """What is compared, in words."""
        by = str(self.question["by"])
        return GROUPS.get(by, f"articles by {by.replace('_', ' ')}")

    @property
    def of_sides(self) -> bool:
        """Whether sides are compared within the same articles, not groups of articles."""
        return str(self.question["by"]) == "side"

    @property
    def tests(self) -> str:
        """What the tests leave to chance, in words."""
        unit = "events" if self.question.get("events") else "articles"
        if self.of_sides:
            return f"tests that let two sides change places within whole {unit}"
        return "tests that deal out whole articles" + (" within events" if unit == "events" else "")

    def what(self, row: Row, look: Look) -> str:
        """Of what a row tells the difference."""
        measure = MEASURES.get(row["measure"], str(row["measure"]))
        return measure if self.of_sides else f"{measure}, {look.of(row['measure']).label(row['side'])}"

    def where(self, row: Row, look: Look) -> str:
        """The group of a row, or the side where sides are compared."""
        return look.of(row["measure"]).label(row["side"] if self.of_sides else row["group"])


@dataclass(frozen=True, slots=True)
class Difference:
    """A row of the table: a side in a group against the reference; places are in per cent of the drawing's width."""

    what: str
    group: str
    n: str
    estimate: str
    against: str
    gap: str
    interval: str
    p: str
    sure: bool
    at: float
    low: float | None
    high: float | None
    view: str | None


def told(contrasts: Contrasts, palette: Palette) -> Iterator[str]:
    """The sentences of the summary."""
    rows = _tested_rows(contrasts)
    if not rows:
        yield (
            f"No difference between {contrasts.groups} could be tested ({contrasts.name}): "
            f"{_most_common_note(contrasts.table)}."
        )
        return
    sure = [row for row in rows if row["p_adjusted"] < CERTAIN]
    how = f"{contrasts.tests}; {contrasts.family}"
    if not sure:
        yield (
            f"None of {count(len(rows), 'tested difference')} between {contrasts.groups} can be told from chance: the "
            f"smallest adjusted p is {p_words(rows[0]['p_adjusted'])} ({how}). That is no proof that they are alike: "
            "the intervals in the table say how large a difference could still be."
        )
        return
    yield (
        f"{len(sure)} of {count(len(rows), 'tested difference')} between {contrasts.groups} "
        f"{'is' if len(sure) == 1 else 'are'} larger than chance explains (adjusted p below .05; {how}). "
        f"{CAUTION[str(contrasts.question['correction'])]}"
    )
    look = Look(palette.labels)
    yield from (_sentence(row, look, contrasts) for row in sure[:MOST_TOLD])
    if len(sure) > MOST_TOLD:
        yield f"{count(len(sure) - MOST_TOLD, 'further difference')} of that kind: see the table."


def _sentence(row: Row, look: Look, contrasts: Contrasts) -> str:
    """A difference whose adjusted p is small, with all that it rests on."""
    measure = row["measure"]
    interval = gap_interval(row)
    if interval and row["difference_low"] <= 0 <= row["difference_high"]:
        interval += ", which holds 0: take it as open"
    near = "for" if contrasts.of_sides else "in"
    sure = f"95% interval {interval}" if interval else "no interval"
    here = f"{_value(row['estimate'], measure)} {near} {contrasts.where(row, look)}"
    there = f"{_value(row['estimate'] - row['difference'], measure)} {near} {look.label(row['reference'])}"
    return (
        f"{contrasts.what(row, look)}: {here} against {there}, a difference of "
        f"{gap_words(row['difference'], measure)} ({sure}; adjusted p {p_words(row['p_adjusted'])}; "
        f"n = {row['n_sentences']:,} in {count(row['n_articles'], 'article')})."
    )


def differences(contrasts: Contrasts, palette: Palette, chart: str) -> list[Difference]:
    """Every difference of the table, the surest first; ``chart`` is the panel its marks belong to."""
    look = Look(palette.labels)
    known = [row for row in records(contrasts.table) if not missing(row["difference"])]
    known.sort(key=lambda row: (2.0 if missing(row["p_adjusted"]) else row["p_adjusted"], -abs(row["difference"])))
    reach = {kind: _reach([row for row in known if (row["measure"] in SHARES) == kind]) for kind in (True, False)}
    return [_difference(row, look, reach[row["measure"] in SHARES], contrasts, chart) for row in known]


def _difference(row: Row, look: Look, reach: float, contrasts: Contrasts, chart: str) -> Difference:
    measure, p = row["measure"], row["p_adjusted"]
    low, high = (
        None if missing(row[end]) else _place(float(row[end]), reach) for end in ("difference_low", "difference_high")
    )
    facet = CHOICES.get(measure) if contrasts.question["by"] == "outlet" else None
    return Difference(
        what=contrasts.what(row, look),
        group=contrasts.where(row, look),
        n=f"n = {row['n_sentences']:,} in {row['n_articles']:,}",
        estimate=_value(row["estimate"], measure),
        against=_value(row["estimate"] - row["difference"], measure),
        gap=gap_words(row["difference"], measure),
        interval=gap_interval(row),
        p="none" if missing(p) else p_words(p),
        sure=not missing(p) and p < CERTAIN,
        at=_place(float(row["difference"]), reach),
        low=low,
        high=high,
        view=view(chart, outlet=row["group"], **{facet: row["side"]}) if facet and row["n_sentences"] else None,
    )


def _tested_rows(contrasts: Contrasts) -> list[Row]:
    """The rows with an adjusted p, the smallest first, of equal ones the largest difference."""
    rows = [row for row in records(contrasts.table) if not missing(row["p_adjusted"])]
    return sorted(rows, key=lambda row: (row["p_adjusted"], row["p"], -abs(row["difference"])))


def _most_common_note(table: pd.DataFrame) -> str:
    notes = table["note"].dropna()
    return str(notes.mode().iloc[0]) if len(notes) else "the table has no test"


def _reach(rows: Sequence[Row]) -> float:
    ends = [float(abs(row[end])) for row in rows for end in ("difference", "difference_low", "difference_high")
            if not missing(row[end])]  # fmt: skip
    return max([0.01, *ends])


def _place(gap: float, reach: float) -> float:
    """Where a difference is drawn, in per cent of the width; 0 in the middle."""
    return round(50 + 48 * gap / reach, 2)


def _value(value: float, measure: str) -> str:
    return percent(value) if measure in SHARES else signed(value)


def gap_words(gap: float, measure: str) -> str:
    """A difference: points of shares, else with two decimals.

    >>> gap_words(0.114, "voice-share"), gap_words(-0.2, "tone"), gap_words(-0.001, "frames")
    ('+11 points', '−0.20', '0 points')
    """
    if measure not in SHARES:
        return signed(gap)
    points = round(100 * gap)
    return f"{points:+d} points".replace("+0", "0").replace("-", "−")


def gap_interval(row: Row) -> str:
    """The interval of a difference; empty where there is none."""
    if missing(row["difference_low"]):
        return ""
    low, high = (gap_words(row[end], row["measure"]) for end in ("difference_low", "difference_high"))
    return f"{low.removesuffix(' points')} to {high.removesuffix(' points')}"


def p_words(p: float) -> str:
    """A p with three decimals and no leading 0.

    >>> p_words(0.0124), p_words(0.0002), p_words(1.0)
    ('.012', 'below .001', '1.000')
    """
    return "below .001" if p < 0.001 else f"{p:.3f}".removeprefix("0")
