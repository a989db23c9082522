"""Groups of articles against each other: outlets, periods, corpora, or the values of any column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from framing.compare import permutation
from framing.compare.describe import Row, chance, described, means_of, redraw_of, too_few
from framing.compare.design import ARTICLE, REST, Design, Question
from framing.compare.effects import cohens_h, hedges_g
from framing.compare.intervals import Drawn, Mask, Redraw, difference_degrees, interval
from framing.compare.sums import Codes, Numbers, Sums
from framing.draws import LARGE, Labels, shuffled

FEW_WAYS = 40
MOST_KEPT = 200_000_000


class Groups:
    """The groups of a design, measure by measure.

    Of a small corpus, and of events, each group and its rest are drawn and tested apart. In one of more than ``LARGE``
    articles all groups are tested ``at_once``, by the same deals for every measure, and one draw of all articles serves
    the rest of every group, so that many groups take hardly longer than few.
    """

    def __init__(self, design: Design, question: Question) -> None:
        self.design, self.question = design, question
        apart = design.event_of is not None or question.reference is not None or len(design.groups) < 3
        self.at_once = len(design.article_ids) > LARGE and not apart

    def deals(self) -> Iterable[Labels]:
        """Permutations x articles, some permutations at a time: the groups of all articles dealt out anew.

        Every call gives the same; what takes no more than ``MOST_KEPT`` bytes is kept.
        """
        cells = self.question.permutations * len(self.design.article_ids)
        return self._kept if cells * self._codes.itemsize <= MOST_KEPT else self._dealt()

    @cached_property
    def _codes(self) -> Labels:
        """The group of each article in as few bytes as it takes."""
        return self.design.group_of.astype(np.min_scalar_type(len(self.design.groups)))

    @cached_property
    def _kept(self) -> Sequence[Labels]:
        return list(self._dealt())

    def _dealt(self) -> Iterator[Labels]:
        rng, dealt = chance(self.question.seed, "test"), self.question.permutations
        batch = max(1, permutation.MAX_CELLS // len(self._codes))
        for start in range(0, dealt, batch):
            yield shuffled(self._codes, None, min(batch, dealt - start), rng)

    def rows(self, sums: Sums) -> list[Row]:
        """A row a side and group, the groups within each side."""
        design, question = self.design, self.question
        columns, single = [], question.by == ARTICLE
        drawn = _Draws(sums, self)
        for place, group in enumerate(design.groups):
            mask, own = design.members(place), None if single else drawn.own(place)
            rows = described(sums, mask, question, own)
            if own is not None and len(design.groups) > 1 and group != question.reference:
                against = (
                    ~mask if question.reference is None else design.members(design.groups.index(question.reference))
                )
                pair = _Against(sums, design, question, mask, against)
                if self.at_once:
                    pair.add_to(rows, (own, next(drawn.rests)), drawn.p[place])
                else:
                    pair.add_to(rows, pair.redrawn(group), pair.tested(group))
            columns.append(rows)
        return [
            {"measure": sums.measure.name, "side": side, "group": group, **columns[place][row]}
            for row, side in enumerate(sums.sides)
            for place, group in enumerate(design.groups)
        ]


class _Draws:
    """What is left to chance for all groups of a measure."""

    def __init__(self, sums: Sums, groups: Groups) -> None:
        self._sums, self._groups = sums, groups
        self._design, self._question = groups.design, groups.question
        self._redraw = redraw_of(sums, self._design, self._question)

    def own(self, place: int) -> Drawn:
        """The redrawn sums of a group; to be asked for in the order of groups."""
        if self._design.event_of is not None:
            return self._shared[place]
        return self._redraw.draw(self._sums.top, self._sums.bottom, [self._design.members(place)])[0]

    @cached_property
    def p(self) -> Numbers:
        """Groups x sides: the p of each group against the rest."""
        return permutation.group_p_values(
            self._sums.top, self._sums.bottom, self._design.group_of, self._groups.deals()
        )

    @cached_property
    def rests(self) -> Iterator[Drawn]:
        """The redrawn sums of the rest of each group, in the order of groups."""
        rng = chance(self._question.seed, self._sums.measure.name, "difference")
        return Redraw(rng, self._question.resamples).rests(self._sums.top, self._sums.bottom, self._design.group_of)

    @cached_property
    def _shared(self) -> list[Drawn]:
        masks = [self._design.members(place) for place in range(len(self._design.groups))]
        return self._redraw.draw(self._sums.top, self._sums.bottom, masks)


@dataclass(frozen=True, slots=True)
class _Against:
    """A group of articles and those it is measured against."""

    sums: Sums
    design: Design
    question: Question
    mask: Mask
    against: Mask

    def add_to(self, rows: list[Row], drawn: tuple[Drawn, Drawn], p: Numbers) -> None:
        """Adds to the rows of the group (one a side) difference, interval, effect size and p, or why there are none."""
        reference, fewest = self.question.reference or REST, self.question.min_articles
        n_against = (self.sums.bottom[self.against] > 0).sum(axis=0)
        gap = means_of(self.sums, self.mask) - means_of(self.sums, self.against)
        ends, size, note = self._ends(*drawn), self._effect(), self._few_ways()
        for side, row in enumerate(rows):
            row["reference"] = reference
            if row["n_articles"] < fewest:
                continue
            if n_against[side] < fewest:
                row["note"] = f"{reference}: {too_few(int(n_against[side]), self.question)}"
                continue
            row.update(difference=gap[side], difference_low=ends[0, side], difference_high=ends[1, side])
            row.update(effect_size=size[side], p=p[side], note=row["note"] or note)

    def redrawn(self, group: str) -> tuple[Drawn, Drawn]:
        """The redrawn sums of both."""
        rng = chance(self.question.seed, self.sums.measure.name, "difference", group)
        redraw = Redraw(rng, self.question.resamples, self.design.event_of)
        first, second = redraw.draw(self.sums.top, self.sums.bottom, [self.mask, self.against])
        return first, second

    def tested(self, group: str) -> Numbers:
        """The p of every side."""
        rng = chance(self.question.seed, self.sums.measure.name, "test", group)
        used = self.mask | self.against
        top, bottom = self.sums.top[used], self.sums.bottom[used]
        return permutation.p_values(top, bottom, self.mask[used], self._blocks(), self.question.permutations, rng)

    def _ends(self, first: Drawn, second: Drawn) -> Numbers:
        gaps = first.values(means_of(self.sums, self.mask)) - second.values(means_of(self.sums, self.against))
        degrees = difference_degrees(first, second, self.design.event_of is not None)
        few = np.minimum(first.units, second.units) < self.question.min_articles
        return interval(gaps, np.where(few, 0, degrees), self.question.level)

    def _effect(self) -> Numbers:
        if self.sums.measure.kind == "share":
            return cohens_h(means_of(self.sums, self.mask), means_of(self.sums, self.against))
        parts = [(self.sums.top[part], self.sums.bottom[part]) for part in (self.mask, self.against)]
        return hedges_g(parts[0], parts[1])

    def _blocks(self) -> Codes | None:
        return None if self.design.event_of is None else self.design.event_of[self.mask | self.against]

    def _few_ways(self) -> str | None:
        ways = permutation.arrangements(self.mask[self.mask | self.against], self._blocks())
        if ways >= FEW_WAYS:
            return None
        return f"articles can be permuted in {ways:.0f} ways only: p is never below {1 / ways:.2g}"
