"""Finds the noun phrases that act as source: the subject before a verb, after it, or the agent after "by"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from framing.attribute.chunks import DASHES, Chunk, SentenceView
from framing.attribute.verb_groups import Grammar, VerbGroup, VerbGroupFinder
from framing.records import record

LONGEST_PARENTHESIS = 30


@record
class Subject:
    """Coordinated noun phrases ("A of B and C"): each a head phrase with the phrases that modify it from behind."""

    groups: tuple[tuple[Chunk, ...], ...]
    apposition_last: int = 0

    @property
    def first(self) -> int:
        """First token."""
        return self.groups[0][0].first

    @property
    def last(self) -> int:
        """Token after the last, an apposition included."""
        return max(self.groups[-1][-1].last, self.apposition_last)


class SubjectFinder:
    """Finds subjects in one sentence.

    Parameters
    ----------
    view : SentenceView
    grammar : mapping of str to frozenset of str
        Function words by category, from ``lexicons/grammar.tsv``.
    """

    def __init__(self, view: SentenceView, grammar: Grammar) -> None:
        self.view = view
        self.grammar = grammar
        self._verb_groups = VerbGroupFinder(view, grammar)
        self._groups: dict[int, VerbGroup] = {}
        self._before: dict[int, Subject | None] = {}

    def verb_group(self, verb: int) -> VerbGroup:
        """The verb at a position with the auxiliaries and adverbs before it."""
        group = self._groups.get(verb)
        if group is None:
            group = self._groups[verb] = self._verb_groups.at(verb)
        return group

    def before(self, position: int) -> Subject | None:
        """The subject that ends right before a verb group, past parentheses and relative pronouns."""
        if position not in self._before:
            self._before[position] = self._ending(position)
        return self._before[position]

    def _ending(self, position: int) -> Subject | None:
        view = self.view
        end = self._skip_floating(position)
        if view.norm(end - 1) in self.grammar["relative"] and view.shape(end - 1) in "WID":
            end -= 1
            if view.shape(end - 1) == ",":
                end -= 1
            return self._chain(end)
        if view.shape(end - 1) == ",":
            opening = self._parenthesis(end - 1)
            subject = self._chain(opening) if opening is not None else None
            return replace(subject, apposition_last=end) if subject else None
        return self._chain(end)

    def shared(self, position: int, accept: Callable[[Subject], bool]) -> Subject | None:
        """The subject of the nearest verb before that can be one, which a conjoined verb or a participle shares."""
        view = self.view
        quotation = view.quote_of[min(position, len(view.tokens) - 1)]
        for verb in range(position - 1, 0, -1):
            if view.shape(verb) not in "VEM" or view.quote_of[verb] != quotation:
                continue
            group = self.verb_group(verb)
            subject = None if group.infinitive else self.before(group.first)
            if subject and accept(subject):
                return subject
        return None

    def after(self, position: int, *, apposition: bool = True) -> Subject | None:
        """The subject right behind an inverted verb ("said Kurti"), with what stands in apposition to it."""
        chunk = self.view.chunk_starting.get(position)
        if chunk is None and self.view.shape(position) in "RD":
            chunk = self.view.chunk_starting.get(position + 1)
        if chunk is None:
            return None
        subject = self._forward(chunk)
        if not apposition:
            return subject
        return replace(subject, apposition_last=self._apposition_end(subject.last))

    def _apposition_end(self, after: int) -> int:
        """Where an apposition behind a name ends ("said Ana Ilic, a lawyer in Nis, …"); 0 where none stands there."""
        view = self.view
        chunk = view.chunk_starting.get(after + 1)
        if view.norm(after) != "," or chunk is None or view.shape(chunk.first) not in "DJN":
            return 0
        for at in range(after + 1, min(after + LONGEST_PARENTHESIS, len(view.tokens))):
            if view.shape(at) in '",.':
                return at
            if view.shape(at) in "VMWG":
                return 0
        return 0

    def within(self, first: int, last: int) -> Subject | None:
        """The subject in tokens that are known to be a source; what follows its first noun phrases is apposition."""
        whole = self.before(last)
        if whole and first <= whole.first <= first + 1:
            return whole
        chunk = next((chunk for chunk in self.view.chunks if first <= chunk.first and chunk.last <= last), None)
        if chunk is None:
            return None
        groups = (tuple(each for each in group if each.last <= last) for group in self._forward(chunk).groups)
        return Subject(tuple(group for group in groups if group), last)

    def agent(self, position: int, reach: int = 12) -> Subject | None:
        """The agent of a passive: the noun phrase after "by", within reach and before the clause ends."""
        view = self.view
        for at in range(position, min(position + reach, len(view.tokens))):
            if view.norm(at) == "by":
                chunk = view.chunk_starting.get(at + 1) or (
                    view.chunk_starting.get(at + 2) if view.norm(at + 1) in self.grammar["quantifier"] else None
                )
                return self._forward(chunk) if chunk else None
            if view.shape(at) in "VW." or (view.shape(at) == "," and view.norm(at) == ";"):
                return None
        return None

    def _skip_floating(self, end: int) -> int:
        """Past "both" and its kin before a verb ("Serbia and Kosovo both accuse", "he neither confirmed")."""
        quantifiers, members = self.grammar["quantifier"], self.grammar["pronoun_member"]
        while end > 0 and ((word := self.view.norm(end - 1)) in quantifiers or word in members):
            alone = self.view.chunk_ending.get(end)
            if alone and (alone.first < end - 1 or end - 1 not in self.view.chunk_ending):
                break
            end -= 1
        return end

    def _parenthesis(self, comma: int) -> int | None:
        """Where the parenthesis that a comma closes begins; None where none does."""
        view = self.view
        mark = view.tokens[comma].text
        opens = {"(": ")", "[": "]"}
        closers = {")": "(", "]": "["}
        wanted = {closers[mark]} if mark in closers else {","} if mark == "," else DASHES if mark in DASHES else {""}
        if mark in opens:
            return None
        best = None
        for at in range(comma - 1, max(0, comma - LONGEST_PARENTHESIS), -1):
            if view.tokens[at].text in wanted and view.quote_of[at] == view.quote_of[comma]:
                opener = view.shape(at + 1)
                if at in view.chunk_ending or view.shape(at - 1) in '"':
                    best = at
                    if opener in "WGEI" or mark != ",":
                        return at
                    if opener in "DNJ" and not self._has_main_verb(at + 1, comma):
                        return at
        return best if best is not None and not self._has_verb(best + 1, comma) else None

    def _has_main_verb(self, first: int, last: int) -> bool:
        """Whether a verb stands between two positions that no relative pronoun before it governs."""
        for at in range(first, last):
            if self.view.shape(at) == "W":
                return False
            if self.view.shape(at) in "VM":
                return True
        return False

    def _has_verb(self, first: int, last: int) -> bool:
        return any(self.view.shape(at) in "VM" for at in range(first, last))

    def _chain(self, end: int) -> Subject | None:
        """The noun phrases joined by prepositions and conjunctions that end at a position."""
        view = self.view
        chunk = view.chunk_ending.get(end)
        if chunk is None:
            return None
        groups: list[list[Chunk]] = [[chunk]]
        while True:
            at = groups[0][0].first - 1
            previous = view.chunk_ending.get(at)
            word = view.norm(at)
            if previous and view.shape(at) == "I" and word in self.grammar["postmodifier"]:
                groups[0].insert(0, previous)
            elif (previous and view.shape(at) == "C" and word in self.grammar["conjunction"]) or (
                previous and view.tokens[at].text == "," and len(groups) > 1
            ):
                groups.insert(0, [previous])
            else:
                break
        head = self._modified_head(groups[0][0].first)
        if head is not None:
            groups[0] = [head, *groups[0]]
            groups = [[head]] if len(groups) == 1 else groups
        groups = self._without_object(groups)
        return Subject(tuple(tuple(group) for group in groups), end if head else 0)

    def _modified_head(self, first: int) -> Chunk | None:
        """The head that a participle or a relative clause links to the phrase before a verb.

        "People living near the town hall said", "residents who left the police said": the noun phrase in front of
        the verb belongs to the modifier, the head stands before it.
        """
        view = self.view
        at = first - 1
        if view.shape(at) == "I":
            at -= 1
        while view.shape(at) == "R":
            at -= 1
        if view.shape(at) in "GE" and at in view.chunk_ending and view.norm(at - 1) not in self.grammar["be"]:
            return view.chunk_ending[at]
        for at in range(first - 1, max(0, first - LONGEST_PARENTHESIS), -1):
            shape = view.shapes[at]
            if shape in ',."':
                return None
            if shape == "W" and at in view.chunk_ending:
                return view.chunk_ending[at] if view.shape(at + 1) in "VMR" else None
        return None

    def _without_object(self, groups: list[list[Chunk]]) -> list[list[Chunk]]:
        """Drops what belongs to the clause before: "met Vučić in Belgrade and Kurti said"."""
        view = self.view
        while len(groups) > 1:
            before = groups[0][0].first - 1
            if view.shape(before) in "VEG" or (
                view.shape(before) == "I" and view.norm(before) not in self.grammar["contrast"]
            ):
                groups = groups[1:]
            else:
                break
        return groups

    def _forward(self, chunk: Chunk) -> Subject:
        view = self.view
        groups: list[list[Chunk]] = [[chunk]]
        while True:
            at = groups[-1][-1].last
            word = view.norm(at)
            following = view.chunk_starting.get(at + 1)
            if not following:
                break
            if view.shape(at) == "I" and word in self.grammar["postmodifier"] - {"to", "with"}:
                if self.is_time(following):
                    break
                groups[-1].append(following)
            elif view.shape(at) == "C" and word in self.grammar["conjunction"] and not self._starts_clause(following):
                groups.append([following])
            else:
                break
        return Subject(tuple(tuple(group) for group in groups))

    def is_time(self, chunk: Chunk) -> bool:
        """Whether a phrase is a year, a month or a day, and no part of a name: "recognised by Israel in 2020"."""
        return all(
            token.tag == "CD" or token.lemma in self.grammar["time"]
            for token in self.view.tokens[chunk.first : chunk.last]
        )

    def _starts_clause(self, chunk: Chunk) -> bool:
        return self.view.shape(chunk.last) in "VM"
