"""Negation and valence shifters: which loaded words each of them reaches, and what it makes of them.

After Polanyi & Zaenen (2006), Contextual Valence Shifters, and Taboada et al. (2011), Lexicon-Based Methods for
Sentiment Analysis: a negator turns a word and damps it, irrealis weakens it, a contrast word weighs what follows.
Reach is counted in tokens, to one side, and ends at marks between clauses and at contrast words; it follows no
syntax, so "nobody who saw it calls it a success" leaves the success standing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from framing.lexicons import Match, PhraseMatcher, Shifter
from framing.records import Token, record

Span = tuple[int, int]

CLAUSE_MARKS = frozenset(",;:()[]–—….!?") | {"--", "..."}
VERB_TAGS = frozenset(("VB", "VBD", "VBP", "VBZ", "VBG"))
PARTICIPLE_TAGS = frozenset(("VBN", "VBD"))
LEADING_ON = frozenset(("of", "from", "than"))
"""Prepositions inside what is negated ("no sign of peace"); others end it ("no agreement | on peace")."""
PASSIVE_GAP_TOKENS = 2
"""Adverbs that may stand between "be" and the participle of a passive."""


@record
class Reach:
    """A shifter ``tokens[first:last]`` with the positions it reaches, the nearest first.

    Those of a negator go on to the end of its phrase; only the nearest word it turns must lie in its window.
    """

    first: int
    last: int
    shifter: Shifter
    positions: tuple[int, ...]

    def overlaps(self, span: Span) -> bool:
        """Whether the shifter shares a token with a range."""
        return span[0] < self.last and self.first < span[1]


class ShifterFinder:
    """Finds shifters and how far they reach.

    Parameters
    ----------
    shifters : mapping of str to Shifter
    be : frozenset of str
        The forms of "be", by which a passive is known: in "an attack was averted" the attack stands to the left.
    """

    def __init__(self, shifters: Mapping[str, Shifter], be: frozenset[str]) -> None:
        self._matcher = PhraseMatcher(shifters.items())
        self._be = be

    def find(self, tokens: Sequence[Token]) -> list[Reach]:
        """The shifters of a sentence, in the order of the text."""
        found = self._matcher.find(tokens)
        if not found:
            return []
        stops = clause_stops(tokens) | {match.first for match in found if match.value.kind == "contrast"}
        return [Reach(match.first, match.last, match.value, self._reach(tokens, match, stops)) for match in found]

    def _reach(self, tokens: Sequence[Token], match: Match[Shifter], stops: frozenset[int]) -> tuple[int, ...]:
        shifter = match.value
        before, behind = range(match.first - 1, -1, -1), range(match.last, len(tokens))
        if shifter.kind == "contrast" and (shifter.left or shifter.factor > 1):
            return tuple(before if shifter.left else behind)
        if shifter.left:
            return _until(stops, before[: shifter.window_tokens])
        if shifter.kind != "negator":
            return _until(stops, behind[: shifter.window_tokens])
        be = self._passive(tokens, match)
        if be is not None:
            return _until(stops, range(be - 1, -1, -1)[: shifter.window_tokens])
        return _phrase(tokens, _until(stops, behind))

    def _passive(self, tokens: Sequence[Token], match: Match[Shifter]) -> int | None:
        """Where the "be" stands, if the shifter is the participle of a passive."""
        verb = tokens[match.first]
        if verb.tag not in PARTICIPLE_TAGS or verb.norm == verb.lemma:
            return None
        for at in range(match.first - 1, max(-1, match.first - 2 - PASSIVE_GAP_TOKENS), -1):
            if tokens[at].norm in self._be:
                return at
            if not tokens[at].tag.startswith("RB"):
                return None
        return None


def clause_stops(tokens: Sequence[Token]) -> frozenset[int]:
    """The positions of marks between clauses; a comma between two adjectives ("a fair, honest deal") is none."""
    return frozenset(
        at
        for at, token in enumerate(tokens)
        if token.text in CLAUSE_MARKS
        and not (
            token.text == ","
            and 0 < at < len(tokens) - 1
            and tokens[at - 1].tag.startswith("JJ")
            and tokens[at + 1].tag.startswith("JJ")
        )
    )


def effects(tokens: Sequence[Token], loaded: Mapping[Span, float], reaches: Sequence[Reach]) -> list[list[Span]]:
    """The loaded words that each shifter acts on, as token ranges, a list for each shifter.

    Contrast and irrealis act on every word in reach, an intensifier or diminisher on the nearest. A negator acts on
    the nearest and on those of the same phrase ("no violence or threats"), but not on the object of a verb that it
    negates: in "did not solve the dispute" the dispute stays bad. A negator that stands nearer than any loaded word
    hands its effect on: the violence in "no end to the violence" is turned twice.

    Parameters
    ----------
    tokens : sequence of Token
        The sentence.
    loaded : mapping of (int, int) to float
        Polarity by token range.
    reaches : sequence of Reach
        All shifters of the sentence.
    """
    first, last = {span[0]: span for span in loaded}, {span[1] - 1: span for span in loaded}
    negators = {reach.first: reach for reach in reaches if reach.shifter.kind == "negator"}

    def of(reach: Reach) -> list[Span]:
        leftward = bool(reach.positions) and reach.positions[0] < reach.first
        edges = last if leftward else first
        inside = [edges[at] for at in reach.positions if at in edges and not reach.overlaps(edges[at])]
        if reach.shifter.kind in ("contrast", "irrealis"):
            return inside
        if reach.shifter.kind != "negator":
            return inside[:1]
        near = reach.positions[: reach.shifter.window_tokens]
        for at in near:
            if at in negators and not leftward and at >= reach.last:
                return [span for span in loaded if negators[at].overlaps(span)] + of(negators[at])
            if at in edges:
                return _phrase_of(tokens, loaded, inside)
        return []

    return [of(reach) for reach in reaches]


def _phrase_of(tokens: Sequence[Token], loaded: Mapping[Span, float], spans: Sequence[Span]) -> list[Span]:
    """The nearest loaded word and those that go on in the same phrase."""
    for index in range(1, len(spans)):
        if not _same_phrase(tokens, loaded, spans[index - 1], spans[index]):
            return list(spans[:index])
    return list(spans)


def _same_phrase(tokens: Sequence[Token], loaded: Mapping[Span, float], near: Span, far: Span) -> bool:
    left, right = sorted((near, far))
    between = tokens[left[1] : right[0]]
    joints = {token.tag for token in between}
    if joints & {"CC", ","} and joints <= {"CC", ",", "DT"}:
        return True
    verb = tokens[left[0]].tag in VERB_TAGS or any(token.tag in VERB_TAGS or token.tag == "MD" for token in between)
    return not verb and loaded[left] * loaded[right] > 0


def _until(stops: frozenset[int], positions: Iterable[int]) -> tuple[int, ...]:
    reached = []
    for at in positions:
        if at in stops:
            break
        reached.append(at)
    return tuple(reached)


def _phrase(tokens: Sequence[Token], positions: Sequence[int]) -> tuple[int, ...]:
    """The positions up to the preposition that ends the phrase; none where an "and" follows the negator."""
    for index, at in enumerate(positions):
        token = tokens[at]
        if index == 0 and token.tag == "CC":
            return ()
        infinitive = token.tag == "TO" and at + 1 < len(tokens) and tokens[at + 1].tag in VERB_TAGS
        if index and token.tag in ("IN", "TO") and token.norm not in LEADING_ON and not infinitive:
            return tuple(positions[:index])
    return tuple(positions)
