"""The sides against each other within the same articles: who gets more voice, a better tone, a kinder portrait."""

from __future__ import annotations

import numpy as np

from framing.compare import permutation
from framing.compare.describe import Row, chance, described, redraw_of
from framing.compare.design import Design, Question
from framing.compare.effects import cohens_h, hedges_g
from framing.compare.intervals import interval
from framing.compare.sums import Numbers, Sums, ratio


def side_rows(sums: Sums, design: Design, question: Question) -> list[Row]:
    """Every side over all articles, against the reference side in the same articles."""
    everything = np.ones(len(design.article_ids), dtype=bool)
    drawn = redraw_of(sums, design, question).draw(sums.top, sums.bottom, [everything])[0]
    rows = described(sums, everything, question, drawn)
    reference = question.reference or sums.sides[0]
    if reference not in sums.sides:
        return [
            {
                "measure": sums.measure.name,
                "side": side,
                "group": "all",
                **row,
                "note": row["note"] or f"no {reference}",
            }
            for side, row in zip(sums.sides, rows, strict=True)
        ]
    base = sums.sides.index(reference)
    estimate = ratio(sums.top.sum(axis=0), sums.bottom.sum(axis=0))
    values = drawn.values(estimate)
    degrees = np.minimum(drawn.units, drawn.units[base]) - 1
    ends = interval(values - values[:, [base]], degrees, question.level)
    for side, row in enumerate(rows):
        enough = min(row["n_articles"], rows[base]["n_articles"]) >= question.min_articles
        row.update(measure=sums.measure.name, side=sums.sides[side], group="all")
        if side == base:
            continue
        row["reference"] = reference
        if enough:
            units = _units(sums, design)
            pairs = [(units[0][:, column], units[1][:, column]) for column in (side, base)]
            rng = chance(question.seed, sums.measure.name, "swap", sums.sides[side])
            row["difference"] = estimate[side] - estimate[base]
            row["difference_low"], row["difference_high"] = ends[:, side]
            row["effect_size"] = _side_effect(sums, side, base)
            row["p"] = permutation.swap_p_values(pairs[0], pairs[1], question.permutations, rng)
    return rows


def _units(sums: Sums, design: Design) -> tuple[Numbers, Numbers]:
    """Top and bottom of what is redrawn: the articles, or the events where these are named."""
    if design.event_of is None:
        return sums.top, sums.bottom
    whole = np.zeros((2, int(design.event_of.max()) + 1, sums.top.shape[1]))
    np.add.at(whole[0], design.event_of, sums.top)
    np.add.at(whole[1], design.event_of, sums.bottom)
    return whole[0], whole[1]


def _side_effect(sums: Sums, side: int, base: int) -> float:
    if sums.measure.kind == "share":
        estimate = ratio(sums.top.sum(axis=0), sums.bottom.sum(axis=0))
        return float(cohens_h(estimate[[side]], estimate[[base]])[0])
    columns = [(sums.top[:, [column]], sums.bottom[:, [column]]) for column in (side, base)]
    return float(hedges_g(columns[0], columns[1])[0])
