"""Groups of articles against each other: outlets, periods, corpora, or the values of any column."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from framing.compare import permutation
from framing.compare.describe import Row, chance, described, means_of, redraw_of, too_few
from framing.compare.design import ARTICLE, REST, Design, Question
from framing.compare.effects import cohens_h, hedges_g
from framing.compare.intervals import Codes, Mask, Redraw, difference_degrees, interval
from framing.compare.sums import Numbers, Sums

FEW_WAYS = 40


def group_rows(sums: Sums, design: Design, question: Question) -> list[Row]:
    """A row a side and group, the groups within each side."""
    single = question.by == ARTICLE
    masks = [design.members(place) for place in range(len(design.groups))]
    drawn = [None] * len(masks) if single else redraw_of(sums, design, question).draw(sums.top, sums.bottom, masks)
    columns = []
    for group, mask, draws in zip(design.groups, masks, drawn, strict=True):
        rows = described(sums, mask, question, draws)
        if not single and len(masks) > 1 and group != question.reference:
            against = ~mask if question.reference is None else masks[design.groups.index(question.reference)]
            _Against(sums, design, question, mask, against).add_to(rows, group)
        columns.append(rows)
    return [
        {"measure": sums.measure.name, "side": side, "group": group, **columns[place][row]}
        for row, side in enumerate(sums.sides)
        for place, group in enumerate(design.groups)
    ]


@dataclass(frozen=True, slots=True)
class _Against:
    """A group of articles and those it is measured against."""

    sums: Sums
    design: Design
    question: Question
    mask: Mask
    against: Mask

    def add_to(self, rows: list[Row], group: str) -> None:
        """Adds to the rows of the group (one a side) difference, interval, effect size and p, or why there are none."""
        reference, fewest = self.question.reference or REST, self.question.min_articles
        n_against = (self.sums.bottom[self.against] > 0).sum(axis=0)
        gap = means_of(self.sums, self.mask) - means_of(self.sums, self.against)
        ends, size, p, note = self._ends(group), self._effect(), self._p(group), self._few_ways()
        for side, row in enumerate(rows):
            row["reference"] = reference
            if row["n_articles"] < fewest:
                continue
            if n_against[side] < fewest:
                row["note"] = f"{reference}: {too_few(int(n_against[side]), self.question)}"
                continue
            row.update(difference=gap[side], difference_low=ends[0, side], difference_high=ends[1, side])
            row.update(effect_size=size[side], p=p[side], note=row["note"] or note)

    def _ends(self, group: str) -> Numbers:
        rng = chance(self.question.seed, self.sums.measure.name, "difference", group)
        redraw = Redraw(rng, self.question.resamples, self.design.event_of)
        first, second = redraw.draw(self.sums.top, self.sums.bottom, [self.mask, self.against])
        gaps = first.values(means_of(self.sums, self.mask)) - second.values(means_of(self.sums, self.against))
        degrees = difference_degrees(first, second, self.design.event_of is not None)
        few = np.minimum(first.units, second.units) < self.question.min_articles
        return interval(gaps, np.where(few, 0, degrees), self.question.level)

    def _effect(self) -> Numbers:
        if self.sums.measure.kind == "share":
            return cohens_h(means_of(self.sums, self.mask), means_of(self.sums, self.against))
        parts = [(self.sums.top[part], self.sums.bottom[part]) for part in (self.mask, self.against)]
        return hedges_g(parts[0], parts[1])

    def _p(self, group: str) -> Numbers:
        rng = chance(self.question.seed, self.sums.measure.name, "test", group)
        used = self.mask | self.against
        top, bottom = self.sums.top[used], self.sums.bottom[used]
        return permutation.p_values(top, bottom, self.mask[used], self._blocks(), self.question.permutations, rng)

    def _blocks(self) -> Codes | None:
        return None if self.design.event_of is None else self.design.event_of[self.mask | self.against]

    def _few_ways(self) -> str | None:
        ways = permutation.arrangements(self.mask[self.mask | self.against], self._blocks())
        if ways >= FEW_WAYS:
            return None
        return f"articles can be permuted in {ways:.0f} ways only: p is never below {1 / ways:.2g}"
