"""Quotations without a cue in their sentence: speech that goes on over sentences and paragraphs keeps its source."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence, Set

from framing.attribute.chunks import SentenceView
from framing.attribute.voices import sentences_of
from framing.quotations import Quotation
from framing.records import Attribution, Span, Token

CARRIED = "carried-quote"
SHORTEST_SPEECH_WORDS = 4
SENTENCE_ENDS = frozenset((".", "!", "?", "…"))


def attribute_floating_quotations(
    views: Sequence[SentenceView],
    quotations: Sequence[Quotation],
    attributions: Sequence[Attribution],
    confidence: Callable[[str, float], float] = lambda rule, link: link,
) -> list[Attribution]:
    """The attributions with those of quotations added that no cue of their own sentence reports.

    A quotation that an attribution touches in one sentence is that source's to its closing mark. One that no
    attribution touches belongs to the speaker of the quotation or report right before it, where both stand in
    one paragraph or the earlier quotation continues, or else to the speaker of the next sentence where a quote
    opens its paragraph and the source follows.
    """
    added: list[Attribution] = []
    owner: Attribution | None = None
    open_owner: Attribution | None = None
    starts = [view.sentence.start for view in views]
    by_sentence: dict[int, list[Attribution]] = {}
    for attribution in attributions:
        for index in sentences_of(attribution, starts):
            by_sentence.setdefault(index, []).append(attribution)
    for quotation in quotations:
        first = max(0, bisect_right(starts, quotation.start) - 1)
        overlapping = views[first : bisect_left(starts, quotation.end)]
        sentences = [view for view in overlapping if _words_of(view, quotation)]
        near = [a for index in range(first - 1, first + len(overlapping) + 1) for a in by_sentence.get(index, ())]
        begins = {view.sentence.start for view in overlapping}
        touching = [a for a in near if _touches(a, quotation, begins)]
        if not sentences:
            continue
        source = touching[0] if touching else None
        if source is None and not _is_speech(quotation, sentences):
            continue
        source = source or open_owner or _speaker_before(views, sentences[0], by_sentence, owner)
        open_owner = source if quotation.continues else None
        owner = source or owner
        if source is None:
            continue
        for view in sentences:
            piece = Span(max(quotation.start, view.sentence.start), min(quotation.end, view.sentence.end))
            if not any(_covers(a, piece) and not _spoken_in(a, quotation) for a in near):
                added.append(_carried(source, view.sentence.index, piece, confidence))
    return sorted((*attributions, *added), key=lambda a: (a.sentence_index, _anchor(a)))


def _carried(
    source: Attribution, sentence_index: int, piece: Span, confidence: Callable[[str, float], float]
) -> Attribution:
    sure = min(source.confidence, confidence(CARRIED, 1.0))
    return Attribution(
        sentence_index, "direct", source.source, None, (piece,), source.cue_class, source.entity_id, source.perspective,
        CARRIED, sure,
    )  # fmt: skip


def _touches(attribution: Attribution, quotation: Quotation, begins: Set[int]) -> bool:
    """Whether an attribution reports the start of a quotation, or one of its sentences from where that begins."""
    return not _spoken_in(attribution, quotation) and any(
        piece.start < quotation.end
        and piece.end > quotation.start
        and (piece.start <= quotation.start + 1 or piece.start in begins)
        for piece in attribution.content
    )


def _spoken_in(attribution: Attribution, quotation: Quotation) -> bool:
    """Whether an attribution is made by the words of a quotation themselves."""
    anchor = attribution.cue or attribution.source
    return anchor is not None and quotation.start <= anchor.start and anchor.end <= quotation.end


def _covers(attribution: Attribution, piece: Span) -> bool:
    return any(own.start < piece.end and own.end > piece.start for own in attribution.content)


def _words_of(view: SentenceView, quotation: Quotation) -> list[Token]:
    """The words of a sentence that stand in a quotation."""
    if view.sentence.start >= quotation.end or view.sentence.end <= quotation.start:
        return []
    return [
        token for token in view.tokens if quotation.start <= token.start < quotation.end and token.norm[:1].isalnum()
    ]


def _is_speech(quotation: Quotation, sentences: Sequence[SentenceView]) -> bool:
    """Whether a quotation is somebody's speech: it makes up a sentence, and is no title or scare quote."""
    view = sentences[0]
    inside = _words_of(view, quotation)
    whole = view.in_quote_share == 1 and any(token.text in SENTENCE_ENDS for token in view.tokens[-2:])
    return len(sentences) > 1 or whole or (view.in_quote_share > 0.6 and len(inside) >= SHORTEST_SPEECH_WORDS)


def _speaker_before(
    views: Sequence[SentenceView],
    view: SentenceView,
    by_sentence: Mapping[int, Sequence[Attribution]],
    owner: Attribution | None,
) -> Attribution | None:
    index = view.sentence.index
    before = (*by_sentence.get(index - 2, ()), *by_sentence.get(index - 1, ()))
    earlier = [a for a in before if a.perspective is not None]
    if earlier:
        return earlier[-1]
    later = [a for a in by_sentence.get(index + 1, ()) if a.kind != "indirect"]
    if later and views[index + 1].sentence.paragraph == view.sentence.paragraph:
        return later[0]
    return owner


def _anchor(attribution: Attribution) -> int:
    span = attribution.cue or (attribution.content[0] if attribution.content else attribution.source)
    return span.start if span else 0
