"""Figures of attribution: exact spans, overlapping tokens, and who is linked to what, by kind and by type of source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from framing.measures import PARTS, Figures, Tally, group_of, sums
from framing.quotations import Quotation, find_quotations

Row = Mapping[str, Any]
Tokens = Sequence[Sequence[int]]
SourceType = Callable[[str, int, int], str]
KINDS = ("direct", "indirect", "mixed")
SOURCE_TYPES = ("name", "description", "pronoun", "none")
NO_SOURCE = -1
NAMES = (
    *PARTS,
    *(f"overlap {part}" for part in PARTS),
    "link",
    *(f"link, {kind}" for kind in KINDS),
    *(f"link, source {kind}" for kind in SOURCE_TYPES),
)
NOTE = (
    "exact spans; overlap: tokens; link: pairs of a source's and a content's tokens, by kind and by source "
    "(none: tokens of contents without a source); in percent"
)


@dataclass(frozen=True, slots=True)
class _Read:
    """An attribution in tokens: by part its spans, what it links, its kind and the type of its source."""

    spans: Mapping[str, frozenset[tuple[int, int]]]
    links: frozenset[tuple[int, int]]
    kind: str
    source: str


def attribution_figures(gold: Sequence[Row], predicted: Sequence[Row], source_type: SourceType) -> Figures:
    """Exact and overlap F1 of source, cue and content, and F1 of links, as ``score.py`` counts them.

    Parameters
    ----------
    gold, predicted : sequence of rows
        With ``text`` and ``attributions``; ``tokens`` of a gold row are used, else words and single marks.
    source_type : callable
        The type of a source from the text and its start and end: name, description or pronoun.

    Notes
    -----
    A link counts for the kind of its own attribution on either side, so that a quotation taken for a paraphrase misses
    in both. Kinds are those that all attributions of a gold row state, else read from the quotation marks. Rows that
    link no source to a content, such as spans alone, have no figures of links.
    """
    tallies = []
    for row, answer in zip(gold, predicted, strict=True):
        tokens = row.get("tokens") or [list(match.span()) for match in re.finditer(r"\w+|[^\w\s]", row["text"])]
        stated = bool(row["attributions"]) and all(each.get("kind") for each in row["attributions"])
        quotations = None if stated else find_quotations(row["text"])
        sides = [
            [_read(row["text"], each, tokens, quotations, source_type) for each in side["attributions"]]
            for side in (row, answer)
        ]
        tallies.append(Tally(tuple(_counts(*pair) for pair in zip(*map(_sets, sides), strict=True)), group_of(row)))
    names = NAMES
    if gold and not any(tally.counts[NAMES.index("link")][2] for tally in tallies):
        names = tuple(name for name in NAMES if not name.startswith("link"))
        tallies = [Tally(tally.counts[: len(names)], tally.group) for tally in tallies]
    return Figures(sums(names, tallies), PARTS, NOTE, tuple(tallies))


def _counts(right: frozenset[Any], found: frozenset[Any]) -> tuple[int, int, int]:
    return len(right & found), len(found), len(right)


def _sets(attributions: Sequence[_Read]) -> Iterator[frozenset[Any]]:
    """What one side holds for each of ``NAMES``."""
    spans = {part: frozenset(span for each in attributions for span in each.spans[part]) for part in PARTS}
    yield from spans.values()
    for part in PARTS:
        yield frozenset(token for first, last in spans[part] for token in range(first, last + 1))
    yield frozenset(link for each in attributions for link in each.links if link[0] != NO_SOURCE)
    for kind in KINDS:
        yield frozenset(
            link for each in attributions if each.kind == kind for link in each.links if link[0] != NO_SOURCE
        )
    for source in SOURCE_TYPES:
        yield frozenset(link for each in attributions if each.source == source for link in each.links)


def _read(
    text: str, attribution: Row, tokens: Tokens, quotations: Sequence[Quotation] | None, source_type: SourceType
) -> _Read:
    pieces = {part: _pieces(attribution.get(part)) for part in PARTS}
    spans = {part: frozenset(span for piece in pieces[part] if (span := _touched(tokens, *piece))) for part in PARTS}
    covered = {part: {at for first, last in spans[part] for at in range(first, last + 1)} for part in PARTS}
    links = frozenset((one, other) for one in covered["source"] or {NO_SOURCE} for other in covered["content"])
    kind = attribution.get("kind", "") if quotations is None else _kind(text, pieces["content"], quotations)
    return _Read(
        spans,
        links,
        kind,
        source_type(text, pieces["source"][0][0], pieces["source"][-1][1]) if spans["source"] else "none",
    )


def _pieces(value: Any) -> list[Sequence[int]]:
    return [value] if value and isinstance(value[0], int) else list(value or ())


def _touched(tokens: Tokens, start: int, end: int) -> tuple[int, int] | None:
    """The first and last token that the characters touch."""
    touched = [index for index, (first, last) in enumerate(tokens) if first < end and last > start]
    return (touched[0], touched[-1]) if touched else None


def _kind(text: str, content: Sequence[Sequence[int]], quotations: Sequence[Quotation]) -> str:
    """Direct where all words of the content are quoted, mixed where some are, else indirect."""
    quoted = [
        any(each.start <= start + match.start() < each.end for each in quotations)
        for start, end in content
        for match in re.finditer(r"\w+", text[start:end])
    ]
    return "direct" if quoted and all(quoted) else "mixed" if any(quoted) else "indirect"
