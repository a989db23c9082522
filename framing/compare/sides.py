"""The sides against each other within the same articles: who gets more voice, a better tone, a kinder portrait."""

from __future__ import annotations

import numpy as np

from framing.compare import permutation
from framing.compare.describe import Row, chance, described, means_of, redraw_of
from framing.compare.design import Design, Question
from framing.compare.effects import cohens_h, hedges_g
from framing.compare.intervals import interval
from framing.compare.sums import Numbers, Sums, ratio


def side_rows(sums: Sums, design: Design, question: Question) -> list[Row]:
    """Every side over all articles, against the reference side in the same articles."""
    everything = np.ones(len(design.article_ids), dtype=bool)
    drawn = redraw_of(sums, design, question).draw(sums.top, sums.bottom, [everything])[0]
    rows = described(sums, everything, question, drawn)
    for name, row in zip(sums.sides, rows, strict=True):
        row.update(measure=sums.measure.name, side=name, group="all")
    reference = question.reference or sums.sides[0]
    if reference not in sums.sides:
        for row in rows:
            row["note"] = row["note"] or f"no {reference} to measure against"
        return rows
    base = sums.sides.index(reference)
    estimate = means_of(sums, everything)
    values = drawn.values(estimate)
    degrees = np.minimum(drawn.units, drawn.units[base]) - 1
    ends = interval(values - values[:, [base]], degrees, question.level, question.min_articles - 1)
    for side, row in enumerate(rows):
        if side == base:
            continue
        row["reference"] = reference
        if min(row["n_articles"], rows[base]["n_articles"]) >= question.min_articles:
            row.update(difference=estimate[side] - estimate[base], effect_size=_effect(sums, side, base))
            row.update(
                difference_low=ends[0, side], difference_high=ends[1, side], p=_p(sums, design, question, side, base)
            )
    return rows


def _p(sums: Sums, design: Design, question: Question, side: int, base: int) -> float:
    top, bottom = _units(sums, design)
    pairs = [(top[:, column], bottom[:, column]) for column in (side, base)]
    rng = chance(question.seed, sums.measure.name, "swap", sums.sides[side])
    return permutation.swap_p_values(pairs[0], pairs[1], question.permutations, rng)


def _units(sums: Sums, design: Design) -> tuple[Numbers, Numbers]:
    """Top and bottom of what is redrawn: the articles, or the events where these are named."""
    if design.event_of is None:
        return sums.top, sums.bottom
    whole = np.zeros((2, int(design.event_of.max()) + 1, sums.top.shape[1]))
    np.add.at(whole[0], design.event_of, sums.top)
    np.add.at(whole[1], design.event_of, sums.bottom)
    return whole[0], whole[1]


def _effect(sums: Sums, side: int, base: int) -> float:
    if sums.measure.kind == "share":
        estimate = ratio(sums.top.sum(axis=0), sums.bottom.sum(axis=0))
        return float(cohens_h(estimate[[side]], estimate[[base]])[0])
    columns = [(sums.top[:, [column]], sums.bottom[:, [column]]) for column in (side, base)]
    return float(hedges_g(columns[0], columns[1])[0])
