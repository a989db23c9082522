"""Whose position each sentence conveys, from the attributions of an article."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from itertools import compress

from framing.attribute.chunks import SentenceView
from framing.records import NARRATOR, OTHER, Attribution, Span, Voice, record

MOSTLY = 0.5


@record
class _Part:
    """An attribution in a sentence: its place among all, and how many characters of the sentence it reports."""

    place: int
    attribution: Attribution
    weight: int


def find_voices(
    views: Sequence[SentenceView],
    attributions: Sequence[Attribution],
    min_confidence: float = 0.0,
    stated: Collection[int] = (),
) -> list[Voice]:
    """One voice record a sentence, with the places of the attributions that decided.

    A sentence voices the perspectives of every attribution that reports something in it and is not itself part
    of what another source says (codebook, Voice 1, 2 and 6). A source outside the sides gives ``other`` where
    no side speaks; nobody gives ``narrator``. An attribution below ``min_confidence`` gives no voice; what it holds
    is still no voice of the sources inside it. ``stated`` are the places of the attributions that are a voice even
    inside another's words: what somebody named says or refuses ("he said Milošević had rejected the deal").
    """
    nearby: dict[int, list[Attribution]] = {}
    starts = [view.sentence.start for view in views]
    reaches = [sentences_of(attribution, starts) for attribution in attributions]
    for attribution, reached in zip(attributions, reaches, strict=True):
        for index in range(reached.start - 1, reached.stop + 1):
            nearby.setdefault(index, []).append(attribution)
    by_sentence: dict[int, list[_Part]] = {}
    spoken = [
        place in stated or not _nested(attribution, nearby[attribution.sentence_index])
        for place, attribution in enumerate(attributions)
    ]
    own: dict[int, list[Attribution]] = {}
    for attribution in compress(attributions, spoken):
        own.setdefault(attribution.sentence_index, []).append(attribution)
    for place, attribution in enumerate(attributions):
        if attribution.confidence < min_confidence or not spoken[place]:
            continue
        for index in reaches[place]:
            view = views[index]
            if index != attribution.sentence_index and _told_there(attribution, own.get(index, ()), view):
                continue
            weight = _characters_in(attribution, view)
            if weight or attribution.sentence_index == view.sentence.index:
                by_sentence.setdefault(view.sentence.index, []).append(_Part(place, attribution, weight))
    return [_voice(view, by_sentence.get(view.sentence.index, ())) for view in views]


def sentences_of(attribution: Attribution, starts: Sequence[int]) -> range:
    """The sentences from the first to the last character of an attribution's content, and its own.

    ``starts`` are the offsets at which the sentences of the article begin.
    """
    first = last = attribution.sentence_index
    for piece in attribution.content:
        first = min(first, bisect_right(starts, piece.start) - 1)
        last = max(last, bisect_right(starts, piece.end - 1) - 1)
    return range(max(0, first), last + 1)


def _voice(view: SentenceView, here: Sequence[_Part]) -> Voice:
    if not here:
        return Voice(view.sentence.index, (NARRATOR,), view.in_quote_share > MOSTLY)
    weights: dict[str, int] = {}
    for part in here:
        side = part.attribution.perspective
        if side is not None:
            weights[side] = weights.get(side, 0) + part.weight
    ranked = sorted((side for side in weights if side != OTHER), key=lambda side: -weights[side])
    voices = tuple(ranked) or ((OTHER,) if weights else (NARRATOR,))
    decided = [part for part in here if part.attribution.perspective in voices]
    main = [part.attribution.confidence for part in decided if part.attribution.perspective == voices[0]]
    return Voice(
        view.sentence.index,
        voices,
        view.in_quote_share > MOSTLY,
        tuple(part.place for part in decided),
        max(main, default=None),
    )


def _characters_in(attribution: Attribution, view: SentenceView) -> int:
    return len(_places_in(attribution, view))


def _told_there(attribution: Attribution, own: Sequence[Attribution], view: SentenceView) -> bool:
    """Whether what an attribution of another sentence holds of this one is what a report of its own holds as well.

    In "“Yes,” said Kurti. “No,” said Vučić." the second quotation is Vučić's, even if Kurti's content runs on into it.
    """
    here = _places_in(attribution, view)
    return any(len(here & _places_in(each, view)) > MOSTLY * len(here) for each in own if each.perspective)


def _places_in(attribution: Attribution, view: SentenceView) -> set[int]:
    """The characters of a sentence that an attribution reports."""
    start, end = view.sentence.start, view.sentence.end
    return {at for piece in attribution.content for at in range(max(piece.start, start), min(piece.end, end))}


def _nested(attribution: Attribution, others: Sequence[Attribution]) -> bool:
    """Whether an attribution is reported within another source's words."""
    anchor = attribution.cue or attribution.source
    if anchor is None:
        return False
    return any(
        other is not attribution
        and other.perspective is not None
        and _holds(other, anchor)
        and not _holds(attribution, other.cue or anchor)
        for other in others
    )


def _holds(attribution: Attribution, anchor: Span) -> bool:
    return any(piece.start <= anchor.start and anchor.end <= piece.end for piece in attribution.content)
