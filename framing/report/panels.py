"""The charts of the page in their order, each with its question, what is shown, and its notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from framing.charts.palette import Palette
from framing.charts.wording import FEW_ARTICLES, FEW_SENTENCES, count, interval_note, unsure_note
from framing.records import NARRATOR, OTHER
from framing.report.compared import Contrasts, differences
from framing.report.corpus import Corpus, records
from framing.report.figures import MOST_OUTLETS, Figures
from framing.report.marks import bars, frame_cells, outlet_cells, pair_cells, tone_rows
from framing.report.views import view

TOP_FRAMES = 12


@dataclass(frozen=True, slots=True)
class Panel:
    """A chart: ``kind`` is the macro of the template that draws ``marks``."""

    name: str
    kind: str
    title: str
    shown: str
    note: str
    marks: Any


@dataclass(frozen=True, slots=True)
class Matrix:
    """Cells with the names of rows and columns.

    Parameters
    ----------
    corner : str
        What rows and columns are.
    columns : sequence of (str, str, str or None)
        Label, note, and the voice whose sign stands there.
    rows : sequence of tuple
        As a column, and its cells.
    more : int
        From this row on the rows are folded away.
    diverging : bool
        Whether the colours run from negative to positive.
    """

    corner: str
    columns: Sequence[tuple[str, str, str | None]]
    rows: Sequence[tuple[str, str, str | None, Sequence[Any]]]
    more: int
    diverging: bool = False


def panels_of(corpus: Corpus, figures: Figures, palette: Palette, compared: Sequence[Contrasts] = ()) -> list[Panel]:
    """Every chart that has something to show."""
    makers = (_voice_share, _tone, _who_on_whom, _portrayal, _frames, _outlets, _terms)
    found = [panel for make in makers if (panel := make(corpus, figures, palette)) is not None]
    return [*found, *(_compared(contrasts, place, palette) for place, contrasts in enumerate(compared, start=1))]


def _compared(contrasts: Contrasts, place: int, palette: Palette) -> Panel:
    name = f"compared-{place}"
    rows = differences(contrasts, palette, name)
    named = contrasts.question.get("reference")
    reference = palette.label(named) if named in palette.order else named or "the rest of the articles"
    events = contrasts.question.get("events")
    return Panel(
        name,
        "compared",
        f"How far are the {contrasts.groups} apart, and how sure is that?",
        f"Differences to {reference}, the smallest adjusted p first; {count(len(rows), 'difference')}. "
        f"{contrasts.family[:1].upper()}{contrasts.family[1:]}.",
        "Dot: the difference, filled where its adjusted p is below .05; shares and means have a scale each. Line: 95% "
        f"bootstrap interval that redraws whole {'events' if events else 'articles'}. Made by framing compare "
        f"({contrasts.name}): {contrasts.tests}. What too few articles bear on is not listed.",
        rows,
    )


def _voice_share(corpus: Corpus, figures: Figures, palette: Palette) -> Panel:
    n = len(corpus.articles)
    return Panel(
        "voice-share",
        "bars",
        "Whose voice do the sentences carry?",
        f"Share of the sentences that convey each one’s position. n = {count(len(corpus.sentences), 'sentence')} "
        f"of {count(n, 'article')}.",
        "A sentence with several voices counts for each of them, so shares may add up to more than 100%. "
        + interval_note(n, "Line", "none for a voice that never speaks"),
        bars(figures.voices),
    )


def _tone(corpus: Corpus, figures: Figures, palette: Palette) -> Panel | None:
    scored = int(corpus.sentences["lexicon_polarity"].notna().sum())
    if not scored:
        return None
    return Panel(
        "tone",
        "tones",
        "In which tone are each side’s sentences told?",
        f"Sentences by the tone of their words. n = {count(scored, 'sentence')} with a word of the tone lexicon, "
        f"{len(corpus.sentences) - scored:,} without.",
        "Bars: shares of the scored sentences, the neutral ones centred. Dot: mean polarity, from −1 to +1. "
        f"Below {FEW_SENTENCES} scored sentences only n is given. "
        + unsure_note(corpus.sentences)
        + interval_note(
            len(corpus.articles),
            "Line through the mean",
            f"none where fewer than {FEW_ARTICLES} articles have scored sentences of a side",
        ),
        tone_rows(figures.tones, "tone"),
    )


def _who_on_whom(corpus: Corpus, figures: Figures, palette: Palette) -> Panel | None:
    if figures.pairs.empty:
        return None
    found = set(figures.pairs["target"])
    targets = [voice for voice in palette.order if voice not in (OTHER, NARRATOR) or voice in found]
    holders = [voice for voice in palette.order if voice != NARRATOR]
    cells = pair_cells(figures.pairs, holders, targets)
    n = int(figures.pairs["n_scored"].sum())
    return Panel(
        "who-on-whom",
        "matrix",
        "Who stands how to whom?",
        f"Mean stance (−1 against, +1 in favour) of each one’s words to each side. n = {count(n, 'judgement')}.",
        f"n: sentences in which it says something about the side. Fewer than {FEW_SENTENCES}: no mean given; "
        "blank: no such sentence. Orange is negative, violet positive. "
        + interval_note(len(corpus.articles), "Range", f"none where n comes from fewer than {FEW_ARTICLES} articles"),
        Matrix(
            "who speaks ↓ about whom →",
            [(palette.label(target), "", target) for target in targets],
            [(palette.label(h), "", h, row) for h, row in zip(holders, cells, strict=True)],
            len(holders),
            diverging=True,
        ),
    )


def _portrayal(corpus: Corpus, figures: Figures, palette: Palette) -> Panel | None:
    if figures.portrayal.empty:
        return None
    n = int(figures.portrayal["n_scored"].sum())
    return Panel(
        "portrayal",
        "tones",
        "How is each side made to look?",
        f"Mentions of each side by how the sentence presents it. n = {count(n, 'mention')}.",
        "Read by a trained model from the words round each mention. Dot: mean of the probability of positive less that "
        f"of negative. Below {FEW_SENTENCES} mentions only n is given. "
        + interval_note(
            len(corpus.articles), "Line through the mean", f"none with mentions in fewer than {FEW_ARTICLES} articles"
        ),
        tone_rows(figures.portrayal, "portrayal", "portrayal"),
    )


def _frames(corpus: Corpus, figures: Figures, palette: Palette) -> Panel | None:
    frames = corpus.table("frames")
    present = frames[frames["present"].to_numpy(dtype=bool, na_value=False)] if "present" in frames else frames
    if present.empty:
        return None
    sizes = present["frame"].value_counts()
    names = sorted(sizes.index, key=lambda name: (-sizes[name], name))
    sides = records(figures.voices[["voice", "n_sentences"]])
    cells = frame_cells(figures.frames, names, [side["voice"] for side in sides])
    n = len(corpus.articles)
    return Panel(
        "frames",
        "matrix",
        "Under which frames do the sides speak?",
        f"Share of each voice’s sentences under a frame; {count(len(names), 'frame')}, the most frequent first. "
        f"n = {count(len(corpus.sentences), 'sentence')}, {count(n, 'article')}.",
        f"A sentence may carry several frames and several voices. Fewer than {FEW_SENTENCES} sentences of a voice: "
        "only counts given; blank: none. "
        + interval_note(
            n,
            "Range below a share",
            f"none where a voice speaks in fewer than {FEW_ARTICLES} articles or a share is 0",
        ),
        Matrix(
            "frame ↓ whose voice →",
            [(palette.label(side["voice"]), f"n = {side['n_sentences']:,}", side["voice"]) for side in sides],
            [
                (label, f"n = {sizes[name]:,}", None, row)
                for name, label, row in zip(names, palette.frame_labels(names), cells, strict=True)
            ],
            TOP_FRAMES,
        ),
    )


def _outlets(corpus: Corpus, figures: Figures, palette: Palette) -> Panel | None:
    if figures.n_outlets < 2:
        return None
    shown = [outlet for outlet in figures.outlets if outlet.n_sentences]
    largest = max([0.08, *(float(share) for outlet in shown for share in outlet.voices["share"].dropna())])
    which = (
        f"the {MOST_OUTLETS} with the most articles of {figures.n_outlets}" if figures.n_outlets > MOST_OUTLETS else ""
    )
    return Panel(
        "outlets",
        "matrix",
        "Whose voice does each outlet carry?",
        f"Share of an outlet’s sentences that convey each one’s position; {which or count(len(shown), 'outlet')}.",
        f"Range: 95% bootstrap interval that resamples the articles of the outlet; none with fewer than {FEW_ARTICLES} "
        "of them. Where ranges overlap no difference can be told.",
        Matrix(
            "outlet ↓ whose voice →",
            [(palette.label(voice), "", voice) for voice in shown[0].voices["voice"]],
            [
                (
                    outlet.name,
                    f"{count(outlet.n_articles, 'article')}, n = {outlet.n_sentences:,}",
                    None,
                    outlet_cells(outlet.voices, outlet.name, largest),
                )
                for outlet in shown
            ],
            TOP_FRAMES,
        ),
    )


def _terms(corpus: Corpus, figures: Figures, palette: Palette) -> Panel | None:
    terms = corpus.table("terms")
    if terms.empty or "term_id" not in terms:
        return None
    return Panel(
        "terms",
        "terms",
        "Whose names for things?",
        f"Naming choices that align with one side. n = {count(len(terms), 'use')} in "
        f"{count(terms['article_id'].nunique(), 'article')}.",
        "Names that the other side would not use, in the outlet’s own words and in quotations alike. Which is right is "
        "not judged. No intervals: nothing is estimated.",
        list(_sides(terms, palette)),
    )


def _sides(terms: pd.DataFrame, palette: Palette) -> Iterator[tuple[str, list[tuple[str, int, str]]]]:
    """Every side with its names: the form met most often, how often, and the view behind."""
    for side in palette.order:
        own = terms[terms["perspective"] == side]
        found = [
            (str(rows["text"].mode().iloc[0]), len(rows), view("terms", term=str(term)))
            for term, rows in own.groupby("term_id", sort=True)
        ]
        if found:
            yield side, sorted(found, key=lambda each: (-each[1], each[0]))
