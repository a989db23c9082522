"""What a rule finds in a sentence, in token positions, and the tools that every rule works with."""

from __future__ import annotations

from collections.abc import Iterable

from framing.attribute.actors import Actor
from framing.attribute.chunks import SentenceView
from framing.attribute.complements import ContentFinder
from framing.attribute.sources import SourceReader, TokenRange
from framing.attribute.subjects import Subject, SubjectFinder
from framing.attribute.verb_groups import Grammar, VerbGroup
from framing.lexicons import Cue
from framing.records import ProposedAttribution, record

UNPROPOSED = ProposedAttribution("indirect", (), (), (), 1.0)


@record
class Finding:
    """An attribution in token positions of its sentence, before its source is followed to an entity.

    ``borders`` are those a model has proposed, which hold in the text before the token positions, part by part.
    ``source_sentence`` is the sentence in which the source stands, None for the finding's own.
    """

    source: TokenRange | None
    cue: TokenRange | None
    content: tuple[TokenRange, ...]
    cue_class: str | None
    actors: tuple[Actor, ...]
    rule: str
    borders: ProposedAttribution = UNPROPOSED
    source_sentence: int | None = None

    def covers(self, position: int) -> bool:
        """Whether a token belongs to the cue or the content."""
        ranges = (*self.content, self.cue) if self.cue else self.content
        return any(first <= position < last for first, last in ranges)


def finding_of(
    source: TokenRange,
    cue_range: TokenRange,
    content: Iterable[TokenRange],
    cue: Cue,
    actors: tuple[Actor, ...],
    rule: str,
) -> Finding:
    """A finding of a cue, without empty pieces of content."""
    pieces = tuple((first, last) for first, last in content if first < last)
    return Finding(source, cue_range, pieces, cue.cue_class, actors, rule)


@record
class Tools:
    """One sentence with its readers: subjects, contents and the actors behind them."""

    view: SentenceView
    grammar: Grammar
    subjects: SubjectFinder
    contents: ContentFinder
    sources: SourceReader


class Rules:
    """A family of rules over one sentence; each method gives a finding, or None where its construction is absent."""

    def __init__(self, tools: Tools) -> None:
        self.view = tools.view
        self.grammar = tools.grammar
        self.subjects = tools.subjects
        self.contents = tools.contents
        self.sources = tools.sources

    def conjoined(self, group: VerbGroup) -> Subject | None:
        """The subject that a verb behind "and", a comma or "but" shares with the verb before."""
        before = self.view.shape(group.first - 1)
        word = self.view.norm(group.first - 1)
        if before in 'C,"R' or word in self.grammar["contrast"]:
            return self.shared(group.first)
        return None

    def shared(self, position: int) -> Subject | None:
        """The nearest subject before a position that names somebody who can speak."""
        return self.subjects.shared(position, lambda subject: bool(self.sources.of(subject)))
