"""Who says the words at a place of the text: a source whose words they are, or the outlet itself."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from framing.quotations import Quotation
from framing.records import NARRATOR, Attribution, Span


class Speakers:
    """The attributions of one document, ready to say whose words stand at a place.

    Of attributions within each other the outermost counts: what A says that B said is A's (codebook, Voice 6).

    Parameters
    ----------
    attributions : iterable of Attribution
        All of one document.
    quotations : iterable of Quotation
        Those of its text: words in quotation marks without a source are not the outlet's own.
    """

    def __init__(self, attributions: Iterable[Attribution], quotations: Iterable[Quotation] = ()) -> None:
        self._quotations = tuple(quotations)
        pieces = [(piece, attribution) for attribution in attributions for piece in attribution.content]
        self._pieces = sorted(pieces, key=lambda pair: (pair[0].start, -pair[0].end))
        self._starts = [piece.start for piece, _ in self._pieces]
        self._longest = max((piece.end - piece.start for piece, _ in self._pieces), default=0)

    def holding(self, start: int, end: int) -> list[Attribution]:
        """The attributions whose content holds ``text[start:end]``, those with the widest piece first."""
        found = []
        for at in range(bisect_right(self._starts, start) - 1, -1, -1):
            piece, attribution = self._pieces[at]
            if piece.start < start - self._longest:
                break
            if piece.start <= start and end <= piece.end:
                found.append((piece, attribution))
        found.reverse()
        found.sort(key=lambda pair: (pair[0].start - pair[0].end, pair[0].start))
        return [attribution for _, attribution in found]

    def touching(self, start: int, end: int) -> list[tuple[Span, Attribution]]:
        """The pieces of content that share a character with ``text[start:end]``, with their attributions."""
        return [pair for pair in self._pieces if pair[0].start < end and start < pair[0].end]

    def voice(self, start: int, end: int) -> str | None:
        """Whose words they are: sides joined by ``;``, ``other``, ``narrator``; None where the source is unknown.

        Several sides share the words of one statement ("Belgrade and Pristina both say").
        """
        holding = self.holding(start, end)
        if not holding:
            return None if self.quoted(start, end) else NARRATOR
        outer = holding[0]
        same = [each for each in holding if each.content == outer.content]
        sides = dict.fromkeys(each.perspective for each in same if each.perspective is not None)
        return ";".join(sides) or None

    def quoted(self, start: int, end: int) -> bool:
        """Whether the words stand in quotation marks."""
        return any(quotation.start <= start and end <= quotation.end for quotation in self._quotations)
