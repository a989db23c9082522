"""Whose position each sentence conveys, from the attributions of an article."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from framing.attribute.chunks import SentenceView
from framing.records import NARRATOR, OTHER, Attribution, Span, Voice

MOSTLY = 0.5


def find_voices(views: Sequence[SentenceView], attributions: Sequence[Attribution]) -> list[Voice]:
    """One voice record a sentence.

    A sentence voices the perspectives of every attribution that reports something in it and is not itself part
    of what another source says (codebook, Voice 1, 2 and 6). A source outside the sides gives ``other`` where
    no side speaks; nobody gives ``narrator``.
    """
    nearby: dict[int, list[Attribution]] = {}
    starts = [view.sentence.start for view in views]
    for attribution in attributions:
        reached = sentences_of(attribution, starts)
        for index in range(reached.start - 1, reached.stop + 1):
            nearby.setdefault(index, []).append(attribution)
    by_sentence: dict[int, list[tuple[Attribution, int]]] = {}
    for attribution in attributions:
        if _nested(attribution, nearby[attribution.sentence_index]):
            continue
        for index in sentences_of(attribution, starts):
            view = views[index]
            weight = _characters_in(attribution, view)
            if weight or attribution.sentence_index == view.sentence.index:
                by_sentence.setdefault(view.sentence.index, []).append((attribution, weight))
    return [_voice(view, by_sentence.get(view.sentence.index, ())) for view in views]


def sentences_of(attribution: Attribution, starts: Sequence[int]) -> range:
    """The sentences from the first to the last character of an attribution's content, and its own.

    ``starts`` are the offsets at which the sentences of the article begin.
    """
    own = attribution.sentence_index
    first = min((bisect_right(starts, piece.start) - 1 for piece in attribution.content), default=own)
    last = max((bisect_right(starts, piece.end - 1) - 1 for piece in attribution.content), default=own)
    return range(max(0, min(first, own)), max(last, own) + 1)


def _voice(view: SentenceView, here: Sequence[tuple[Attribution, int]]) -> Voice:
    weights: dict[str, int] = {}
    for attribution, weight in here:
        side = attribution.perspective
        if side is not None:
            weights[side] = weights.get(side, 0) + weight
    ranked = sorted((side for side in weights if side != OTHER), key=lambda side: -weights[side])
    voices: Mapping[bool, tuple[str, ...]] = {True: tuple(ranked), False: (OTHER,) if weights else (NARRATOR,)}
    return Voice(view.sentence.index, voices[bool(ranked)], view.in_quote_share > MOSTLY)


def _characters_in(attribution: Attribution, view: SentenceView) -> int:
    start, end = view.sentence.start, view.sentence.end
    return sum(max(0, min(piece.end, end) - max(piece.start, start)) for piece in attribution.content)


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
