"""Whose words a signature gives: embedded posts ("— Albin Kurti (@albinkurti) May 29, 2023") and signed quotations."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from framing.attribute.actors import Actor
from framing.attribute.chunks import DASHES, Chunk, SentenceView
from framing.attribute.rules import SentenceRules
from framing.attribute.turns import TURN, paragraphs_of
from framing.records import OTHER, Attribution, Span

SIGNED = f"{TURN}-signed"
LONGEST = 24  # tokens: a name, an office, a handle and a date


def attribute_signed(
    read: Sequence[SentenceRules],
    attributions: Sequence[Attribution],
    resolve: Callable[[Actor, int], Actor],
    confidence: Callable[[str, float], float],
) -> list[Attribution]:
    """The attributions, with those that signatures give.

    A paragraph that begins with a dash, names somebody and has no verb signs the paragraph before it, unless it is one
    of a list. Such an end of a sentence signs the quotation before it, where nothing else says whose that is.
    """
    told = {each.sentence_index for each in attributions}
    paragraphs = [part for part in paragraphs_of(read) if part]
    found: list[Attribution] = []
    for at, part in enumerate(paragraphs):
        if at > 0 and _is_signature(part[0].view, 0) and not _in_list(paragraphs, at):
            said = [(rules.view, len(rules.view.tokens)) for rules in paragraphs[at - 1]]
            found += _signed(part[0], 0, said, resolve, confidence)
        for rules in part:
            view = rules.view
            dash = next((place for place, token in enumerate(view.tokens) if token.text in DASHES), 0)
            quoted = dash > 1 and view.shape(0) == '"' == view.shape(dash - 1)
            if quoted and view.sentence.index not in told and _is_signature(view, dash):
                found += _signed(rules, dash, [(view, dash)], resolve, confidence)
    return sorted([*found, *attributions], key=lambda each: each.sentence_index) if found else list(attributions)


def _is_signature(view: SentenceView, dash: int) -> bool:
    """Whether a dash and no verb stand from a position on."""
    short = len(view.tokens) - dash <= LONGEST
    return short and view.tokens[dash].text in DASHES and not any(shape in "VM" for shape in view.shapes[dash:])


def _in_list(paragraphs: Sequence[Sequence[SentenceRules]], at: int) -> bool:
    """Whether a paragraph is one of several that begin with dashes, or stands behind a colon."""
    beside = (each[0].view.tokens[0].text for each in (*paragraphs[at - 1 : at], *paragraphs[at + 1 : at + 2]))
    return any(text in DASHES for text in beside) or paragraphs[at - 1][-1].view.tokens[-1].text == ":"


def _signed(
    rules: SentenceRules,
    dash: int,
    said: Sequence[tuple[SentenceView, int]],
    resolve: Callable[[Actor, int], Actor],
    confidence: Callable[[str, float], float],
) -> Iterator[Attribution]:
    """The attributions of sentences, up to a token of each, to the person behind a dash, or whose account it is.

    "— Reuters" tells where a text comes from and signs nothing; "— NATO (@NATO)" does.
    """
    view = rules.view
    match = rules.actors.name_starting.get(dash + 1)
    kind = match.value.entity.kind if match and match.value.entity else ""
    account = any(token.text.startswith("@") for token in view.tokens[dash:])
    if not account and kind != "person":
        return
    first, last = (match.first, match.last) if match else (dash + 1, dash + 2)
    while match is None and last < len(view.tokens) and view.tokens[last].text[0].isalpha():
        last += 1
    actor = rules.actors.of_chunk(Chunk(first, last, last - 1))
    signer = resolve(actor, view.sentence.index) if actor else None
    source = Span(view.tokens[first].start, view.tokens[last - 1].end)
    for each, end in said:
        content = (Span(each.tokens[0].start, each.tokens[end - 1].end),)
        yield Attribution(
            each.sentence.index, "direct", source, None, content, "neutral", signer.entity_id if signer else None,
            (signer and signer.perspective) or OTHER, SIGNED, confidence(SIGNED, 1.0),
        )  # fmt: skip
