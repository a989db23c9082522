"""What stands behind the "by" of a passive: who acts, a time, place or manner, or what could be either."""

from __future__ import annotations

from collections.abc import Mapping, Set

from framing.attribute.chunks import Chunk, SentenceView
from framing.attribute.subjects import Subject, SubjectFinder
from framing.records import record

NUMBER = "CD"
REACH = 20
LONGEST_PARENTHESIS = 12
LOOK_ON = 3
MODIFIERS = 'DJRE",'


@record
class ByPhrase:
    """The agent from token ``first`` on; ``subject`` is None where it is no noun phrase ("those who").

    ``unsure`` marks words that may name an agent or not ("by falling rocks", "after a request by the mayor").
    """

    first: int
    subject: Subject | None = None
    unsure: bool = False


class ByPhraseReader:
    """Reads the by-phrases of one sentence.

    Parameters
    ----------
    view : SentenceView
    subjects : SubjectFinder
    grammar : mapping of str to set of str
    """

    def __init__(self, view: SentenceView, subjects: SubjectFinder, grammar: Mapping[str, Set[str]]) -> None:
        self.view = view
        self.subjects = subjects
        self.grammar = grammar

    def behind(self, position: int) -> ByPhrase | None:
        """The agent of a passive whose clause goes on at a position; None where no words could name one."""
        by = self._by(position)
        found = self._agent(by) if by is not None else None
        if by is None or found is None:
            return None
        return ByPhrase(found.first, unsure=True) if self._is_of_another(position, by) else found

    def _by(self, position: int) -> int | None:
        """Where the words behind "by" begin, in the clause from a position on; past parentheses and infinitives."""
        view, at, marks = self.view, position, self.grammar["agent_mark"]
        while at < min(position + REACH, len(view.tokens)):
            shape = view.shape(at)
            if view.norm(at) in marks:
                return at + 1
            if f"{view.norm(at)} {view.norm(at + 1)}" in marks:
                return at + 2
            if shape == ",":
                at = self._past_comma(at)
                continue
            verb = shape in "VM" and view.norm(at - 1) != "to"
            ends = verb or view.norm(at) == ";" or (shape == "." and view.quote_of[at] < 0) or shape == "W"
            if ends or (shape == "E" and not (self._conjoined(at) or view.shape(at + 1) in "JN")):
                return None
            at += 1
        return None

    def _past_comma(self, comma: int) -> int:
        """The position behind a comma, or behind the parenthesis it opens before a "by"; the end for a new clause."""
        view = self.view
        for at in range(comma + 1, min(comma + LONGEST_PARENTHESIS, len(view.tokens))):
            if view.shape(at) == "," and view.norm(at + 1) in self.grammar["agent_mark"]:
                return at + 1
        return len(view.tokens) if view.shape(comma + 1) in "CWG" else comma + 1

    def _conjoined(self, position: int) -> bool:
        """Whether a participle is joined to one before it: "beaten and robbed by"."""
        at = position - 1
        while self.view.shape(at) == "R":
            at -= 1
        return self.view.shape(at) == "C"

    def _is_of_another(self, position: int, by: int) -> bool:
        """Whether "by" may belong to another word before it.

        As in "forced to attend by", "arrested at home and beaten by", "hurt during a protest by".
        """
        view = self.view
        for at in range(position, by):
            shape = view.shape(at)
            away = shape == "E" and self._conjoined(at) and not set("INDJ").isdisjoint(view.shapes[position:at])
            event = shape == "G" and view.shape(at - 1) != "I" and view.shape(at + 1) in "DJN"
            if (shape == "V" and view.norm(at - 1) == "to") or away or event:
                return True
            if view.norm(at) in self.grammar["circumstance"]:
                chunk = view.chunk_starting.get(at + 1)
                if chunk is None or not self.is_time(chunk):
                    return True
        return False

    def _agent(self, first: int) -> ByPhrase | None:
        view, at = self.view, first
        if view.shape(first) == "W":
            return ByPhrase(first, unsure=True)
        if view.shape(first) == "G":
            return ByPhrase(first, unsure=True) if view.shape(first + 1) in "N" else None
        while at not in view.chunk_starting:
            adjective = view.shape(at + 1) in "JN" and (view.shape(at) == "G" or view.tokens[at].tag == "VBD")
            if not adjective and view.shape(at) not in MODIFIERS:
                break
            at += 1
        chunk = view.chunk_starting.get(at)
        if chunk is None or (at > first and view.shape(at) == "P"):
            who = view.norm(first) in self.grammar["pronoun_indefinite"] and view.shape(first + 1) in "WP"
            return ByPhrase(first, unsure=not who) if who or "N" in view.shapes[first : at + LOOK_ON] else None
        subject = self.subjects.after(chunk.first, apposition=False)
        if subject is None or self._is_circumstance(subject.groups[0]):
            return None
        if first == chunk.head and view.tokens[first].lemma in self.grammar["by_manner"]:
            return ByPhrase(first, unsure=True) if view.norm(first + 1) == "of" else None
        return ByPhrase(first + (view.shape(first) == '"'), subject)

    def _is_circumstance(self, phrase: tuple[Chunk, ...]) -> bool:
        """Whether a phrase tells a time, place, measure or manner whatever stands before it: "by noon", "by 2 pm"."""
        view, head = self.view, phrase[0].head
        lemma = view.tokens[head].lemma
        count = view.tokens[head].tag == NUMBER or lemma in self.grammar["count"]
        number = count and view.norm(head + 1) != "of"
        listed = lemma in self.grammar["by_circumstance"] or view.norm(head) in self.grammar["by_circumstance"]
        return number or listed or self.is_time(phrase[0])

    def is_time(self, chunk: Chunk) -> bool:
        """Whether all nouns of a phrase are times: "Monday night", "two weeks"."""
        tokens = self.view.tokens
        nouns = [at for at in range(chunk.first, chunk.last) if self.view.shape(at) == "N" and tokens[at].tag != NUMBER]
        return bool(nouns) and all(tokens[at].lemma in self.grammar["time"] for at in nouns)
