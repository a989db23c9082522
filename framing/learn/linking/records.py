"""What the linker takes and gives: spans with their passages, and the attributions they form."""

from __future__ import annotations

from dataclasses import dataclass

from framing.learn.spans import FoundSpan


@dataclass(frozen=True, slots=True)
class PlacedSpan:
    """A span and the index of its passage in the document."""

    passage: int
    span: FoundSpan


@dataclass(frozen=True, slots=True)
class LinkedAttribution:
    """Spans that belong together, each part in the order of the text.

    ``confidence`` lies in [0, 1] and is the probability of the weakest link used, 1.0 where there is no link.
    """

    sources: tuple[PlacedSpan, ...]
    cues: tuple[PlacedSpan, ...]
    contents: tuple[PlacedSpan, ...]
    confidence: float
