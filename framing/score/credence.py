"""What the cue of each attribution tells of its reporter: whose words are "said", whose are "claimed"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

from framing.lexicons import Cue, PhraseMatcher
from framing.records import Attribution, Credence, Document, Token

MOST_KNOWN = 4096
"""Cues of which the credence is remembered."""


class CredenceReader:
    """Reads the credence of cues.

    Parameters
    ----------
    cues : mapping of str to tuple of Cue
        Every form of every cue; ``Cue.credence`` comes from ``lexicons/credence.tsv``.
    """

    def __init__(self, cues: Mapping[str, tuple[Cue, ...]]) -> None:
        self._cues = PhraseMatcher(cues.items(), lemmas=False)
        self._known: dict[tuple[tuple[str, str], ...], Credence | None] = {}

    def read(self, document: Document, attributions: Iterable[Attribution]) -> tuple[Credence | None, ...]:
        """The credence of each attribution; None where it has no cue, or one that no list holds."""
        tokens = [token for sentence in document.sentences for token in sentence.tokens]
        starts = [token.start for token in tokens]
        found: list[Credence | None] = []
        for attribution in attributions:
            cue = attribution.cue
            within = tokens[bisect_left(starts, cue.start) : bisect_left(starts, cue.end)] if cue else []
            words = tuple((token.text, token.tag) for token in within)
            if words not in self._known:
                if len(self._known) == MOST_KNOWN:
                    self._known.clear()
                self._known[words] = self._of(within)
            found.append(self._known[words])
        return tuple(found)

    def _of(self, tokens: Sequence[Token]) -> Credence | None:
        """That of the first listed cue which is no neutral one; neutral where all are."""
        readings = [
            _fitting(match.value, tokens[match.last - 1].tag).credence
            for match in self._cues.find(tokens)
            if match.value
        ]
        return next((reading for reading in readings if reading != "neutral"), readings[0] if readings else None)


def _fitting(cues: Sequence[Cue], tag: str) -> Cue:
    """The cue of the part of speech that the tag tells, else the first."""
    part = "verb" if tag.startswith("V") else "noun" if tag.startswith("N") else "adjective"
    return next((cue for cue in cues if cue.part == part), cues[0])
