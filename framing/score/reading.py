"""What stance asks of a sentence: who says which of its words, whose act a verb is, and how far its object goes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field

from framing.judgements import SentenceLabels, StanceProbabilities
from framing.lexicons.columns import PREPOSITIONS
from framing.records import NARRATOR, Attribution, Document, Mention, Sentence, Span, Token, Voice, record
from framing.score.sentiment import LoadedWord, token_range
from framing.score.shifters import Reach

OBJECT_TAGS = frozenset(
    (
        "DT",
        "PDT",
        "PRP$",
        "POS",
        "CD",
        "CC",
        "JJ",
        "JJR",
        "JJS",
        "NN",
        "NNS",
        "NNP",
        "NNPS",
        "NNP-PERS",
        "VBN",
        "VBG",
        "RB",
    )
)
GROUP_TAGS = frozenset(("MD", "RB", "TO", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ"))


@record
class Act:
    """The cue ``tokens[first:last]`` by which a holder speaks, with its class and the positions of what it reports."""

    first: int
    last: int
    cue_class: str
    said: frozenset[int] = frozenset()


@record
class Saying:
    """What one holder says in a sentence: the positions of the words, and the cues that report them."""

    holder: str
    positions: frozenset[int]
    acts: tuple[Act, ...] = ()


@record
class Signal:
    """Something that speaks for (above 0) or against (below 0) a target, with the words that say so."""

    value: float
    words: str


@record
class Reading:
    """A sentence with everything that was found in it.

    ``tone`` and ``toward`` are what an ``Outlook`` says of the sentence and of the targets in its document.
    """

    sentence: Sentence
    text: str
    mentions: tuple[Mention, ...]
    loaded: tuple[LoadedWord, ...]
    shifters: tuple[Reach, ...]
    grammar: Mapping[str, frozenset[str]]
    tone: SentenceLabels | None = None
    toward: Mapping[Span, StanceProbabilities] = field(default_factory=dict)

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The sentence's tokens."""
        return self.sentence.tokens

    def words(self, first: int, last: int) -> str:
        """The text of ``tokens[first:last]``, on one line."""
        return " ".join(self.text[self.tokens[first].start : self.tokens[last - 1].end].split())

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The tokens of ``text[start:end]`` as positions (first, last), last exclusive."""
        return token_range(self.tokens, start, end)

    def negation(self, position: int) -> float:
        """What the negators that reach a word make of it: 1 without any."""
        factor = 1.0
        for reach in self.shifters:
            near = reach.positions[: reach.shifter.window_tokens]
            if reach.shifter.kind == "negator" and position in near:
                factor *= reach.shifter.factor
        return factor

    def object_end(self, start: int, *, infinitive: bool = False) -> int:
        """Where the noun phrase that starts at a position ends, with its "of" and "by" ("the acts of Pristina").

        One preposition may open it ("criticism of ..."); with ``infinitive``, "to" and a verb too.
        """
        tokens = self.tokens
        at = start
        if at < len(tokens) and tokens[at].norm in PREPOSITIONS and not (infinitive and tokens[at].tag == "TO"):
            at += 1
        while at < len(tokens):
            token = tokens[at]
            opens = infinitive and token.tag in ("TO", "VB")
            if token.tag not in OBJECT_TAGS and token.norm not in self.grammar["object_preposition"] and not opens:
                break
            at += 1
        return at

    def acts_for(self, saying: Saying, verb: int) -> bool:
        """Whether the holder is the subject of the verb at a position, and the others of its group.

        So it is for a first person, the holder's own name, or an infinitive right behind the cue. The outlet's
        voice only tells what others do.
        """
        if saying.holder == NARRATOR:
            return False
        at = verb - 1
        while at in saying.positions and self.tokens[at].tag in GROUP_TAGS:
            at -= 1
        if at not in saying.positions or self.tokens[at].norm in self.grammar["first_person"]:
            return True
        token = self.tokens[at]
        return any(
            mention.start <= token.start and token.end <= mention.end and mention.perspective == saying.holder
            for mention in self.mentions
        )


def attributions_by_sentence(document: Document, attributions: Iterable[Attribution]) -> dict[int, list[Attribution]]:
    """The attributions that stand in each sentence or report something in it."""
    starts = [sentence.start for sentence in document.sentences]
    found: dict[int, list[Attribution]] = {}
    for attribution in attributions:
        touched = {attribution.sentence_index}
        for piece in attribution.content:
            first, last = (
                bisect_right(starts, piece.start) - 1,
                bisect_right(starts, max(piece.start, piece.end - 1)) - 1,
            )
            touched.update(range(max(first, 0), last + 1))
        for index in touched:
            found.setdefault(index, []).append(attribution)
    return found


def sayings(reading: Reading, voice: Voice, attributions: Sequence[Attribution]) -> list[Saying]:
    """What each voice of a sentence says in it; the narrator's is the whole sentence."""
    everything = frozenset(range(len(reading.tokens)))
    if voice.main == NARRATOR:
        return [Saying(NARRATOR, everything)]
    found = []
    for holder in voice.voices:
        own = [_Report.of(reading, each) for each in attributions if each.perspective == holder]
        positions = frozenset().union(*(report.said for report in own))
        if not positions:
            positions = everything.difference(*(places for report in own for places in (report.source, report.cue)))
        found.append(Saying(holder, positions, tuple(report.act for report in own if report.act)))
    return found


@record
class _Report:
    """What an attribution says in a sentence, and the positions of its source and cue."""

    said: Collection[int]
    source: range
    cue: range
    act: Act | None

    @classmethod
    def of(cls, reading: Reading, attribution: Attribution) -> _Report:
        """The content, and what stands between the cue and it: the object in "accused NATO of aggression"."""
        said = {at for piece in attribution.content for at in _within(reading, piece)}
        source, cue = _within(reading, attribution.source), _within(reading, attribution.cue)
        if cue and said:
            gap = range(cue.stop, min((at for at in said if at >= cue.stop), default=cue.stop))
            if source.stop <= gap.start or gap.stop <= source.start:
                said.update(gap)
        cue_class = attribution.cue_class
        act = Act(cue.start, cue.stop, cue_class, frozenset(said)) if cue and cue_class else None
        return cls(said, source, cue, act)


def _within(reading: Reading, span: Span | None) -> range:
    return range(*token_range(reading.tokens, span.start, span.end)) if span else range(0)
