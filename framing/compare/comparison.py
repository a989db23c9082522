"""The comparison itself: one tidy table of estimates, differences, intervals, tests and notes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from framing.compare.corpora import joined
from framing.compare.describe import Row
from framing.compare.design import SIDE, Question, design_of
from framing.compare.groups import Groups
from framing.compare.measures import MEASURES
from framing.compare.multiplicity import NAMES, adjusted
from framing.compare.sides import side_rows
from framing.compare.sums import sums_of
from framing.errors import FramingError, unknown

if TYPE_CHECKING:
    from framing.results import Result

TEXTS = ("measure", "side", "group", "reference", "note")
COUNTS = ("n_articles", "n_sentences")
COLUMNS = (
    "measure", "side", "group", "n_articles", "n_sentences", "estimate", "ci_low", "ci_high", "reference", "difference",
    "difference_low", "difference_high", "effect_size", "p", "p_adjusted", "note",
)  # fmt: skip
DECIMALS = 6


@dataclass(frozen=True)
class Comparison:
    """What was compared, and what came out.

    Attributes
    ----------
    table : DataFrame
        A row a measure, side and group, with the columns ``COLUMNS``. ``n_sentences`` is the number of observations
        behind the estimate (``Measure.unit`` says of what). ``difference`` is estimate less that of ``reference``.
        A number that the articles cannot carry is missing, and ``note`` says why.
    question : Question
    family : str
        Which tests p_adjusted is over, and by which method.
    notes : tuple of str
        What was left out, measures that could not be answered included.
    voices : sequence of mapping
        id, label and colour of the study's voices, for charts.
    labels : mapping of str to str
        Of frames, and of articles where these are the groups.
    inputs : sequence of mapping
        What identifies the results that were compared.
    """

    table: pd.DataFrame
    question: Question
    family: str
    notes: tuple[str, ...] = ()
    voices: Sequence[Mapping[str, str]] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    inputs: Sequence[Mapping[str, Any]] = ()

    def as_json(self) -> dict[str, Any]:
        """All of it as plain values; a missing number is null."""
        return {
            "question": asdict(self.question),
            "family": self.family,
            "notes": list(self.notes),
            "rows": json.loads(self.table.to_json(orient="records", double_precision=DECIMALS)),
        }

    def notable(self, below: float = 0.05) -> pd.DataFrame:
        """The rows whose adjusted p is below a number, the smallest first."""
        found = self.table[(self.table["p_adjusted"] < below).fillna(False)]
        return found.sort_values(["p_adjusted", "p"], kind="stable", ignore_index=True)


def compare(results: Result | Mapping[str, Result], by: str = "outlet", question: Question | None = None) -> Comparison:
    """Compares groups of articles, or the sides within the articles.

    Parameters
    ----------
    results : Result or mapping of str to Result
        As ``framing.analyze`` or ``framing.load_results`` gives it; several with a name each, compared by
        ``corpus`` or by what their articles have in common.
    by : str
        ``outlet``, ``article``, ``date``, ``side``, ``corpus``, or a column of the articles.
    question : Question, optional
        Measures, reference, events, intervals and tests; its ``by`` gives way to the argument.

    Returns
    -------
    Comparison
        ``comparison.table`` is a DataFrame.

    Raises
    ------
    FramingError
        Unknown measure, column, reference or method, or results of different studies.

    Notes
    -----
    Estimates are ratios of sums over the articles of a group. Intervals redraw articles
    (``framing.compare.intervals``), tests permute them (``framing.compare.permutation``). They cover the choice of
    articles, not the errors of the method, which are in ``results/validation``.

    Examples
    --------
    >>> import framing
    >>> result = framing.load_results("results/kosovo-sample")  # doctest: +SKIP
    >>> framing.compare(result, by="outlet").table  # doctest: +SKIP
    """
    chosen = Question(**{**asdict(question or Question()), "by": by})
    chosen.check()
    corpus = joined(results)
    design = design_of(corpus.tables["articles"], chosen)
    order = [voice["id"] for voice in corpus.voices]
    if chosen.by == SIDE and chosen.reference is not None and order and chosen.reference not in order:
        raise FramingError(unknown("side to measure against", chosen.reference, order))
    notes, rows, groups = list(design.notes), list[Row](), Groups(design, chosen)
    for name in chosen.measures or MEASURES:
        measure = MEASURES[name]
        lacking = measure.lacking(corpus.tables)
        if lacking is None and chosen.by == SIDE and not measure.by_side:
            lacking = "its sides cannot be compared with each other"
        if lacking is not None:
            notes.append(f"{name}: left out: {lacking}")
            continue
        found = sums_of(measure, corpus.tables, design.article_ids, order)
        if not found.sides:
            notes.append(f"{name}: left out: nothing of it was found")
            continue
        rows += side_rows(found, design, chosen) if chosen.by == SIDE else groups.rows(found)
    if not rows:
        raise FramingError("\n".join(["no measure can be compared:", *(f"  {note}" for note in notes)]))
    table, family = _finished(rows, chosen)
    return Comparison(table, chosen, family, tuple(notes), corpus.voices, corpus.labels, corpus.inputs)


def _finished(rows: Sequence[Row], question: Question) -> tuple[pd.DataFrame, str]:
    """The table, typed and rounded, with p adjusted over all its tests."""
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    numbers = [name for name in COLUMNS if name not in (*TEXTS, *COUNTS)]
    p = table["p"].to_numpy(dtype=np.float64)
    table["p_adjusted"] = adjusted(p, question.correction)
    for name in numbers:
        table[name] = np.round(table[name].to_numpy(dtype=np.float64), DECIMALS) + 0.0
    kinds = {**dict.fromkeys(TEXTS, "string"), **dict.fromkeys(COUNTS, "Int64"), **dict.fromkeys(numbers, "Float64")}
    n_tests = int((~np.isnan(p)).sum())
    used = table["measure"][~np.isnan(p)].drop_duplicates().tolist()
    how = NAMES[question.correction] if question.correction != "none" else "no correction"
    family = f"{how} over {n_tests} tests of {', '.join(used) or 'nothing'}, by {question.by}"
    return table.astype(kinds), family
