"""How far what a cue reports reaches: to the end of its sentence, or to where something of its own begins."""

from __future__ import annotations

import re

from framing.attribute.chunks import SentenceView
from framing.attribute.verb_groups import Grammar
from framing.records import record


@record
class Content:
    """Token ranges of the content, and which complement it is (``quote``, ``that``, ``for``, ``fronted`` ...)."""

    pieces: tuple[tuple[int, int], ...]
    complement: str


class ContentBorders:
    """Where contents end, in one sentence.

    Parameters
    ----------
    view : SentenceView
    grammar : mapping of str to frozenset of str
    cue_positions : frozenset of int
        Positions of cue verbs: a contrast clause with one of them is a report of its own.
    cue_nouns : frozenset of int
        Positions of cue nouns: behind "and", one starts a report of its own.
    """

    def __init__(
        self,
        view: SentenceView,
        grammar: Grammar,
        cue_positions: frozenset[int],
        cue_nouns: frozenset[int] = frozenset(),
    ) -> None:
        self.cue_nouns = cue_nouns
        self.view = view
        self.grammar = grammar
        self.cue_positions = cue_positions
        self.end = self._without_final_marks(len(view.tokens))

    def reach(self, start: int) -> int:
        """Where the content that starts at a position ends: the sentence's end, or before a clause of its own."""
        view = self.view
        quotation = view.quote_of[start] if start < len(view.tokens) else -1
        inner = view.quote_of[start - 1] if start else -1
        reported_by_verb = start - 1 in self.cue_positions
        main_clause_follows = not reported_by_verb and not any(s in "VM" for s in view.shapes[: max(0, start - 1)])
        for at in range(start + 1, self.end):
            shape, word, of = view.shapes[at], view.norms[at], view.quote_of[at]
            if inner >= 0 and of != inner:
                return at
            if of >= 0 and of != quotation:
                continue
            mark = shape == "," and of == quotation
            if mark and (self._new_report(at + 1) or (main_clause_follows and at + 1 in view.chunk_starting)):
                return at
            if mark and self._describes_clause(at + 1):
                return at
            chunk = view.chunk_starting.get(at + 1) if shape == "C" else None
            if chunk and chunk.head in self.cue_nouns and chunk.head > chunk.first:
                return at
            if word == ";" or (word in self.grammar["contrast"] and self._new_report(at, marked=False)):
                return at
        return self.end

    def subject_clause(self, content: Content) -> Content:
        """The content of a cue noun that opens its sentence, cut before the sentence's own verb.

        In "Concern that Serbs are at risk is shared" what is feared ends before "is".
        """
        first, last = content.pieces[0]
        if content.complement not in ("that", "to") or "V" in self.view.shapes[:first].replace("M", "V"):
            return content
        groups = [m.span() for m in re.finditer(r"[MV][MVRE]*", self.view.shapes[first:last])]
        wanted = 1 if content.complement == "that" else 0
        verbs = [(s, e) for s, e in groups if self.view.norm(first + s - 1) != "to" or content.complement == "that"]
        if len(verbs) > wanted and self.view.shape(first + verbs[wanted][0] - 1) not in "WI":
            return Content(((first, first + verbs[wanted][0]),), content.complement)
        return content

    def in_parenthesis(self, content: Content) -> Content:
        """The content of a relative clause between commas, cut where the main clause goes on ("…, who …, met")."""
        first, last = content.pieces[-1]
        for at in range(first + 1, last):
            if self.view.norm(at) == "," and self.view.quote_of[at] < 0 and self.view.shape(at + 1) in "VM":
                return Content((*content.pieces[:-1], (first, at)), content.complement)
        return content

    def rest(self, first: int, last: int) -> tuple[tuple[int, int], ...]:
        """All of the sentence but the tokens between two positions (and the commas that set them off)."""
        view = self.view
        pieces = []
        left = first - 1 if view.shape(first - 1) == "," else first
        if left > 0:
            pieces.append((0, left))
        right = last + 1 if view.shape(last) == "," else last
        if right < self.end:
            pieces.append((right, self.end))
        return tuple(pieces)

    def is_clause(self, first: int, last: int) -> bool:
        """Whether tokens are a quotation, an infinitive or a clause, and not a noun phrase with a relative clause."""
        view = self.view
        if view.norm(first) in self.grammar["complementizer"] or view.norm(first) == "to":
            return True
        for at in range(first, last):
            if view.quote_of[at] >= 0 or view.shape(at) in "VM":
                return True
            if view.shape(at) == "W" or view.norm(at) in self.grammar["complementizer"] or view.norm(at) == "to":
                return at == first
        return False

    def _describes_clause(self, at: int) -> bool:
        """Whether a phrase that sums up the clause before starts here: ", a request the government refused"."""
        view = self.view
        chunk = view.chunk_starting.get(at)
        if chunk is None or view.norm(at) not in self.grammar["indefinite_article"]:
            return False
        behind = chunk.last
        return (
            view.norm(behind) in self.grammar["relative"] or view.shape(behind) in "WE" or behind in view.chunk_starting
        )

    def _new_report(self, at: int, marked: bool = True) -> bool:
        """Whether a clause with a subject and a cue verb of its own starts at a position."""
        view = self.view
        word = view.norm(at)
        if word in self.grammar["contrast"] or (marked and view.shape(at) == "C"):
            at += 1
        elif marked and view.shape(at) != "G":
            return False
        for position in range(at, min(at + 18, self.end)):
            if position in self.cue_positions and view.shape(position) in "VEG":
                return position > at or view.shape(position) == "G"
            verb = view.shape(position) == "V" and view.norm(position) not in self.grammar["auxiliary"]
            if (verb or view.shape(position) in ",W") and position > at:
                return False
        return False

    def _without_final_marks(self, end: int) -> int:
        while end > 0 and self.view.tokens[end - 1].text in (".", "!", "?", ";") and self.view.quote_of[end - 1] < 0:
            end -= 1
        return end
