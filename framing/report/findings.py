"""The summary in words: every sentence is made from a figure, with its n and its interval, and claims no more.

Where two intervals overlap no difference is told; where there is no interval (too few articles) no lean is told. An
interval that ends on one side of 0 covers the choice of articles, not the errors of the method.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from framing.aggregate import voice_order
from framing.charts.palette import Palette
from framing.charts.wording import (
    FEW_ARTICLES,
    FEW_SENTENCES,
    count,
    percent,
    polarity_range,
    share_range,
    signed,
)
from framing.records import NARRATOR, OTHER
from framing.report.compared import Contrasts, told
from framing.report.corpus import Corpus, Row, missing, records
from framing.report.figures import GROUPS, OUTLETS, SELF, SIDES, SOURCES, Figures, Outlet
from framing.report.views import view

MOST_DIFFERENCES = 6
OUTLET = "outlet"
LEAST_LEAN = 0.05  # a mean nearer to 0 is called neutral, however sure it is
WHO = {
    SELF: "in its own words",
    SIDES: "in the words of the other sides",
    SOURCES: "in the words of other sources",
    OUTLETS: "in the outlets’ own words",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence of the summary, and the address of the sentences or the chart behind it."""

    text: str
    view: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A question of the summary with its findings."""

    title: str
    findings: tuple[Finding, ...]


def findings_of(corpus: Corpus, figures: Figures, palette: Palette, compared: Sequence[Contrasts] = ()) -> list[Topic]:
    """The summary of a result, question by question; a question without an answer says so.

    Differences between outlets are those that ``framing compare`` tested, where it did, else those of intervals.
    """
    by_outlet = [contrasts for contrasts in compared if contrasts.question["by"] == OUTLET]
    topics = [
        Topic("Whose voice?", tuple(_voices(corpus, figures, palette))),
        Topic("How is each side presented?", tuple(_presented(figures, palette))),
        *([] if by_outlet else [Topic("What differs between outlets?", tuple(_outlets(figures, palette)))]),
        *(_contrasts(contrasts, place, palette) for place, contrasts in enumerate(compared, start=1)),
        Topic("Whose names for things?", tuple(_terms(corpus, palette))),
    ]
    return [topic for topic in topics if topic.findings]


def _voices(corpus: Corpus, figures: Figures, palette: Palette) -> Iterator[Finding]:
    rows = records(figures.voices)
    n = len(corpus.sentences)
    sides = [row for row in rows if row["voice"] not in (OTHER, NARRATOR) and row["n_sentences"]]
    sides.sort(key=lambda row: -row["n_sentences"])
    if not sides:
        yield Finding(f"None of the sides speaks in the {count(n, 'sentence')}.", "#chart-voice-share")
    else:
        yield _first_voice(sides, n, palette)
    for row in [row for row in rows if row["voice"] in (NARRATOR, OTHER) and row["n_sentences"]]:
        yield Finding(
            f"{palette.label(row['voice'])}: {percent(row['share'])} of the sentences{_ends(row, n)}.",
            view("voice-share", voice=row["voice"]),
        )
    silent = [palette.label(row["voice"]) for row in rows if not row["n_sentences"] and row["voice"] != OTHER]
    if silent:
        yield Finding(f"Never heard in these articles: {', '.join(silent)}.", "#chart-voice-share")


def _first_voice(sides: Sequence[Row], n: int, palette: Palette) -> Finding:
    """The side heard most, and whether the next can be told from it."""
    first, *others = sides
    label = palette.label(first["voice"])
    text = f"Of the sides, {label} is heard most: in {percent(first['share'])} of the sentences{_ends(first, n)}"
    if others:
        second = others[0]
        text += f"; then {palette.label(second['voice'])} with {percent(second['share'])}{_ends(second, n)}"
        text += f". {_order(first, second, 'ci_low', 'ci_high')}"
    return Finding(text.rstrip(".") + ".", view("voice-share", voice=first["voice"]))


def _order(first: Row, second: Row, low: str, high: str) -> str:
    if missing(first[low]) or missing(second[low]):
        return "One of the two has no interval (too few articles), so which is heard more cannot be told"
    if first[low] > second[high]:
        return "The intervals do not overlap: the order can be told"
    return "The intervals overlap: which of the two is heard more cannot be told"


def _presented(figures: Figures, palette: Palette) -> Iterator[Finding]:
    rows = records(figures.presented)
    for target in voice_order((row["target"] for row in rows), palette.order):
        own = {row["holder"]: row for row in rows if row["target"] == target}
        told = [group for group in GROUPS if group in own and own[group]["n_scored"] > 0]
        few = [
            f"{WHO[group]} (n = {own[group]['n_scored']})" for group in told if own[group]["n_scored"] < FEW_SENTENCES
        ]
        leans = [_lean(group, own[group]) for group in told if own[group]["n_scored"] >= FEW_SENTENCES]
        if told:
            words = [*leans, *([f"too few to say {', '.join(few)}"] if few else [])]
            yield Finding(f"{palette.label(target)}: {'; '.join(words)}.", "#chart-who-on-whom")
    if not rows:
        yield Finding("No voice speaks about another side.", "#chart-who-on-whom")
    for row in records(figures.portrayal):
        if row["n_scored"] >= FEW_SENTENCES:
            yield _portrayed(row, palette)


def _portrayed(row: Row, palette: Palette) -> Finding:
    shares = ", ".join(f"{percent(row[sign])} {sign}" for sign in ("negative", "neutral", "positive"))
    mean = f"mean {signed(row['polarity'])}{_range(row)}"
    return Finding(
        f"Mentions of {palette.label(row['voice'])}: {shares} ({mean}, n = {count(row['n_scored'], 'mention')}).",
        "#chart-portrayal",
    )


def _lean(group: str, row: Row) -> str:
    """What one group's words say about a side, no surer than the interval is."""
    who = WHO[group]
    size = f"mean {signed(row['polarity'])}{_range(row)}, n = {row['n_scored']}"
    if missing(row["ci_low"]):
        return f"{who} no lean can be told without an interval ({size})"
    if row["ci_low"] <= 0 <= row["ci_high"]:
        return f"{who} no lean can be told ({size})"
    if abs(row["polarity"]) < LEAST_LEAN:
        return f"{who} close to neutral ({size})"
    return f"{who} {'negative' if row['ci_high'] < 0 else 'positive'} on average ({size})"


def _outlets(figures: Figures, palette: Palette) -> Iterator[Finding]:
    if figures.n_outlets < 2:
        yield Finding("All articles are of one outlet: there is nothing to compare.", "#chart-outlets")
        return
    enough = [outlet for outlet in figures.outlets if outlet.n_articles >= FEW_ARTICLES and outlet.n_sentences]
    if len(enough) < 2:
        yield Finding(
            f"No difference between the {figures.n_outlets} outlets can be told: an interval needs {FEW_ARTICLES} "
            f"articles of an outlet, and {_how_many(len(enough))} that many. The chart gives the shares as they were "
            "counted.",
            "#chart-outlets",
        )
        return
    sides = [voice for voice in palette.order if voice != OTHER]
    pairs = list(combinations(enough, 2))
    gaps = [_gap(one, two, voice, palette) for one, two in pairs for voice in sides]
    unknown = sum(gap is None for gap in gaps)
    apart = sorted((gap for gap in gaps if gap is not None and gap[0] > 0), key=lambda gap: -gap[0])
    yield Finding(_compared(len(pairs) * len(sides), len(apart), unknown), "#chart-outlets")
    yield from (finding for _, finding in apart[:MOST_DIFFERENCES])


def _contrasts(contrasts: Contrasts, place: int, palette: Palette) -> Topic:
    title = f"What differs between {contrasts.groups}, and how sure is that?"
    return Topic(title, tuple(Finding(text, f"#chart-compared-{place}") for text in told(contrasts, palette)))


def _how_many(number: int) -> str:
    return {0: "none has", 1: "only one has"}.get(number, f"{number} have")


def _compared(n: int, n_apart: int, n_unknown: int) -> str:
    """How many comparisons of outlets were made, and in how many the intervals do not overlap."""
    made = f"{count(n - n_unknown, 'comparison')} of two outlets in one voice"
    left_out = f"; {n_unknown:,} more were not made, for want of an interval" if n_unknown else ""
    if not n_apart:
        return f"No difference between outlets can be told: {made}, and no two intervals are apart{left_out}."
    verb = "has intervals" if n_apart == 1 else "have intervals"
    first = ", the widest gaps first" if n_apart > 1 else ""
    return f"{n_apart} of {made} {verb} that do not overlap{first}{left_out}:"


def _gap(one: Outlet, two: Outlet, voice: str, palette: Palette) -> tuple[float, Finding] | None:
    """How far the intervals of a voice in two outlets are apart (below 0: they overlap); None without both."""
    low, high = ((next(row for row in records(each.voices) if row["voice"] == voice), each) for each in (one, two))
    if any(missing(row["ci_low"]) for row, _ in (low, high)):
        return None
    if low[0]["share"] > high[0]["share"]:
        low, high = high, low
    shares = [
        f"{percent(row['share'])} of the sentences in {outlet.name}{_ends(row, outlet.n_sentences)}"
        for row, outlet in (high, low)
    ]
    text = f"{palette.label(voice)}: {', '.join(shares)}."
    where = view("outlets", outlet=high[1].name, voice=voice)
    return high[0]["ci_low"] - low[0]["ci_high"], Finding(text, where)


def _terms(corpus: Corpus, palette: Palette) -> Iterator[Finding]:
    terms = corpus.table("terms")
    if "perspective" not in terms:
        return
    for side in palette.order:
        own = terms[terms["perspective"] == side]
        if len(own):
            n = own["article_id"].nunique()
            yield Finding(
                f"Names that align with {palette.label(side)}: {count(len(own), 'use')} in {count(n, 'article')}.",
                view("terms", naming=side),
            )


def _ends(row: Row, n: int) -> str:
    """The interval and the n of a share, in brackets."""
    size = f"{row['n_sentences']:,} of {n:,}"
    ends = "" if missing(row["ci_low"]) else f"95% interval {share_range(row['ci_low'], row['ci_high'])}, "
    return f" ({ends}n = {size})"


def _range(row: Row) -> str:
    return "" if missing(row["ci_low"]) else f", 95% interval {polarity_range(row['ci_low'], row['ci_high'])}"
