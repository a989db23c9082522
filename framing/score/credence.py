"""What the cue of each attribution tells of its reporter: whose words are "said", whose are "claimed"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

from framing.lexicons import Cue, PhraseMatcher
from framing.records import Attribution, Credence, Document, Span, Token

MOST_KNOWN = 4096
"""Cues of which the credence is remembered."""
FINITE_TAGS = ("VBD", "VBZ", "VBP", "MD")
RELATIVE_TAGS = ("WDT", "WP", "WRB", "TO")


class CredenceReader:
    """Reads the credence of cues.

    Parameters
    ----------
    cues : mapping of str to tuple of Cue
        Every form of every cue; ``Cue.credence`` comes from ``lexicons/credence.tsv``.
    grammar : mapping of str to frozenset of str
    """

    def __init__(self, cues: Mapping[str, tuple[Cue, ...]], grammar: Mapping[str, frozenset[str]]) -> None:
        self._cues = PhraseMatcher(cues.items(), lemmas=False)
        self._complementizers = grammar["complementizer"]
        self._known: dict[tuple[tuple[str, str], ...], Cue | None] = {}

    def read(self, document: Document, attributions: Iterable[Attribution]) -> tuple[Credence | None, ...]:
        """The credence of each attribution; None where it has no cue, or one that no list holds."""
        tokens = [token for sentence in document.sentences for token in sentence.tokens]
        starts = [token.start for token in tokens]
        found: list[Credence | None] = []
        for attribution in attributions:
            cue = self._cue_of(_within(attribution.cue, tokens, starts))
            credence = cue.credence if cue else None
            if cue and cue.needs_clause and credence == "doubting" and attribution.kind == "indirect":
                held = [_within(piece, tokens, starts) for piece in attribution.content]
                credence = credence if any(map(self._is_clause, held)) else "neutral"
            found.append(credence)
        return tuple(found)

    def _cue_of(self, tokens: Sequence[Token]) -> Cue | None:
        """The listed cue that tells the credence of the words of a cue."""
        words = tuple((token.text, token.tag) for token in tokens)
        if words not in self._known:
            if len(self._known) == MOST_KNOWN:
                self._known.clear()
            self._known[words] = self._first_loaded(tokens)
        return self._known[words]

    def _first_loaded(self, tokens: Sequence[Token]) -> Cue | None:
        """The first listed cue that is no neutral one, else the first; a noun behind a verb is what that takes up."""
        cues: list[Cue] = []
        for match in self._cues.find(tokens):
            cue = _fitting(match.value, tokens[match.last - 1].tag) if match.value else None
            if cue and not (cue.part == "noun" and any(each.part == "verb" for each in cues)):
                cues.append(cue)
        return next((cue for cue in cues if cue.credence != "neutral"), cues[0] if cues else None)

    def _is_clause(self, tokens: Sequence[Token]) -> bool:
        """Whether words are a clause or an infinitive, and no noun with a clause that describes it."""
        for at, token in enumerate(tokens):
            if token.tag in RELATIVE_TAGS or token.norm in self._complementizers:
                return at == 0
            if token.tag in FINITE_TAGS:
                return True
        return False


def _within(span: Span | None, tokens: Sequence[Token], starts: Sequence[int]) -> Sequence[Token]:
    """The tokens that start in a span; ``starts`` are the tokens' starts."""
    return tokens[bisect_left(starts, span.start) : bisect_left(starts, span.end)] if span else ()


def _fitting(cues: Sequence[Cue], tag: str) -> Cue:
    """The cue of the part of speech that the tag tells, else the first."""
    part = "verb" if tag.startswith("V") else "noun" if tag.startswith("N") else "adjective"
    return next((cue for cue in cues if cue.part == part), cues[0])
