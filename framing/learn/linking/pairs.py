"""Which spans may be partners: the nearest of a part on either side, at most two paragraphs away."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from framing.learn.linking.layout import CONTENT, CUE, PARAGRAPHS, SOURCE, Ints, Layout


@dataclass(frozen=True, slots=True)
class Relation:
    """A kind of link, from a span of one part to its partner of another.

    ``before`` and ``after`` say how many candidates on each side are looked at.
    """

    name: str
    start: int
    goal: int
    before: int
    after: int


CONTENT_CUE = Relation("content_cue", CONTENT, CUE, 4, 4)
CUE_SOURCE = Relation("cue_source", CUE, SOURCE, 4, 4)
CONTENT_SOURCE = Relation("content_source", CONTENT, SOURCE, 4, 4)
CONTENT_CONTENT = Relation("content_content", CONTENT, CONTENT, 2, 0)
RELATIONS = (CONTENT_CUE, CUE_SOURCE, CONTENT_SOURCE, CONTENT_CONTENT)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Candidate links from ``start`` to ``goal`` (indices of spans), sorted by start, then goal.

    ``rank`` counts the candidates between the two on the goal's side, 0 for the nearest.
    """

    start: Ints
    goal: Ints
    rank: Ints


def pairs_of(layout: Layout, relation: Relation) -> Pairs:
    """The candidates of a relation; the two spans of a pair stand in one document."""
    starts = np.flatnonzero(layout.part == relation.start)
    goals = np.flatnonzero(layout.part == relation.goal)
    if not len(starts) or not len(goals):
        none = np.zeros(0, np.int64)
        return Pairs(none, none, none)
    steps = np.arange(-relation.before, relation.after)
    places = np.searchsorted(goals, starts)[:, None] + steps
    ranks = np.broadcast_to(np.where(steps < 0, -steps - 1, steps), places.shape)
    candidates = goals[np.clip(places, 0, len(goals) - 1)]
    apart = np.abs(layout.passage[candidates] - layout.passage[starts][:, None])
    keep = (places >= 0) & (places < len(goals)) & (apart <= PARAGRAPHS)
    return Pairs(np.broadcast_to(starts[:, None], places.shape)[keep], candidates[keep], ranks[keep])
