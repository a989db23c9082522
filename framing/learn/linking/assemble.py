"""From probable links to attributions: the surest links first, one cue and one source an attribution."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.learn.linking.layout import CONTENT, CUE, SOURCE, Layout
from framing.learn.linking.pairs import CONTENT_CONTENT, CONTENT_CUE, CONTENT_SOURCE, CUE_SOURCE, Pairs, Relation
from framing.learn.linking.records import LinkedAttribution

Probabilities = Mapping[Relation, tuple[Pairs, NDArray[np.float64]]]

LIKELY = 0.5
POSSIBLE = 0.1


@dataclass(slots=True)
class _Group:
    """Spans that belong together so far, by index, and the probability of the weakest link among them."""

    members: list[int]
    cue: int = -1
    source: int = -1
    weakest: float = 1.0


def assemble(layout: Layout, probabilities: Probabilities, n_documents: int) -> list[list[LinkedAttribution]]:
    """The attributions of each document, in the order of their first contents or cues (else of their sources).

    Contents join cues and each other from the surest link downwards, and never so that two cues meet. Then a group
    takes the likeliest source of its cue, or of its contents where it has no cue. A link must be ``LIKELY``; it need
    only be ``POSSIBLE`` for a content without cue and a cue without content, or for a cue without source and a
    source that nobody took. Sources that remain stand alone.
    """
    groups = _grouped(layout, probabilities)
    _give_sources(groups, probabilities)
    taken = {group.source for group in groups}
    groups += [_Group([], source=at) for at in np.flatnonzero(layout.part == SOURCE).tolist() if at not in taken]
    groups.sort(key=_place)
    found: list[list[LinkedAttribution]] = [[] for _ in range(n_documents)]
    for group in groups:
        found[layout.document[_place(group)]].append(_attribution(layout, group))
    return found


def _grouped(layout: Layout, probabilities: Probabilities) -> list[_Group]:
    group_of = {at: _Group([at]) for at in np.flatnonzero(layout.part == CONTENT).tolist()}
    group_of |= {at: _Group([], cue=at) for at in np.flatnonzero(layout.part == CUE).tolist()}
    for probability, start, goal in _likely(probabilities, CONTENT_CUE, CONTENT_CONTENT):
        one, other = group_of[start], group_of[goal]
        if one is other or (one.cue >= 0 and other.cue >= 0):
            continue
        if probability < LIKELY and not (one.cue < 0 and other.cue >= 0 and not other.members):
            continue
        one.members += other.members
        one.weakest = min(one.weakest, other.weakest, probability)
        for at in (*other.members, *([other.cue] if other.cue >= 0 else [])):
            group_of[at] = one
        one.cue = max(one.cue, other.cue)
    return list({id(group): group for group in group_of.values()}.values())


def _give_sources(groups: list[_Group], probabilities: Probabilities) -> None:
    of_cue: dict[int, tuple[float, int]] = {}
    taken: set[int] = set()
    for probability, cue, source in _likely(probabilities, CUE_SOURCE):
        if cue not in of_cue and (probability >= LIKELY or source not in taken):
            of_cue[cue] = (probability, source)
            taken.add(source)
    of_content: dict[int, tuple[float, int]] = {}
    for probability, content, source in _likely(probabilities, CONTENT_SOURCE):
        of_content.setdefault(content, (probability, source))
    for group in groups:
        if group.cue >= 0:
            found = of_cue.get(group.cue)
        else:
            found = max((of_content[at] for at in group.members if at in of_content), default=None)
        if found:
            group.weakest, group.source = min(group.weakest, found[0]), found[1]


def _likely(probabilities: Probabilities, *relations: Relation) -> list[tuple[float, int, int]]:
    """The links of relations that may be used, the surest first; ties in the order of the text."""
    links = []
    for relation in relations:
        pairs, values = probabilities[relation]
        keep = values >= (LIKELY if relation is CONTENT_SOURCE else POSSIBLE)
        links += list(zip(values[keep].tolist(), pairs.start[keep].tolist(), pairs.goal[keep].tolist(), strict=True))
    return sorted(links, key=lambda link: (-link[0], link[1], link[2]))


def _place(group: _Group) -> int:
    return min([*group.members, *([group.cue] if group.cue >= 0 else [])], default=group.source)


def _attribution(layout: Layout, group: _Group) -> LinkedAttribution:
    return LinkedAttribution(
        sources=(layout.spans[group.source],) if group.source >= 0 else (),
        cues=(layout.spans[group.cue],) if group.cue >= 0 else (),
        contents=tuple(layout.spans[at] for at in sorted(group.members)),
        confidence=group.weakest,
    )
