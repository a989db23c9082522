"""Reads the clause round a verb: the deed it tells as done, its agent and its patient."""

from __future__ import annotations

from framing.attribute.by_phrases import ByPhrase
from framing.attribute.chunks import OUTSIDE, Chunk
from framing.attribute.clause_subjects import GERUND, PARTICIPLE, ClauseSubjects, Party, anybody
from framing.attribute.rules import SentenceRules
from framing.attribute.subjects import Subject
from framing.attribute.verb_groups import VerbGroup
from framing.lexicons import Lexicons
from framing.records import record

FINITE = "V"
BASE = "VB"
PAST = ("VBD", "VBN")
MOTION = "motion"


@record
class Deed:
    """A verb with its parties; it ends at ``end``, behind its particle."""

    group: VerbGroup
    end: int
    agent: Party | None
    patient: Party | None
    passive: bool = True


class ClauseReader:
    """Reads the clauses of one sentence.

    Parameters
    ----------
    rules : SentenceRules
    lexicons : Lexicons
        Its verbs tell no deed; but those of ``motion`` tell one, and act on a place.
    """

    def __init__(self, rules: SentenceRules, lexicons: Lexicons) -> None:
        self.view = rules.view
        self.grammar = rules.grammar
        self.subjects = rules.subjects
        self.verbs = lexicons.verbs
        self._doers = ClauseSubjects(rules, lexicons)

    def deed(self, verb: int) -> Deed | None:
        """The deed that the verb at a position tells as done; None where it tells none."""
        view = self.view
        kind = self.verbs.get(view.tokens[verb].lemma)
        if view.norm(verb) in self.grammar["auxiliary"] or (kind and kind != MOTION):
            return None
        group = self.subjects.verb_group(verb)
        if group.infinitive or group.hypothetical:
            return None
        words = {view.norm(at) for at in range(group.first, verb)}
        auxiliary = not words.isdisjoint(self.grammar["auxiliary"])
        if not (words.isdisjoint(self.grammar["negation"]) and words.isdisjoint(self.grammar["future"])):
            return None
        bare = view.tokens[verb].tag == BASE and not auxiliary and view.norm(verb) not in self.grammar["past_as_base"]
        if bare:
            return None
        be = not words.isdisjoint(self.grammar["passive_auxiliary"])
        if view.shape(verb) == GERUND:
            return self._active(group, kind) if be else None
        if be:
            return self._passive(group) if group.passive else None
        if not auxiliary and (earlier := self._passive_before(group)):
            return self._joined(group, earlier)
        return self._active(group, kind) or (None if auxiliary else self._reduced(group))

    def _passive_before(self, group: VerbGroup) -> VerbGroup | None:
        """The passive that a participle is joined to: "were arrested and sent home"."""
        view, before = self.view, group.first - 1
        if view.shape(group.verb) != PARTICIPLE or view.shape(before) != "C":
            return None
        earlier = self._doers.verb_before(before) if self.subjects.before(group.first) is None else None
        return earlier if earlier and earlier.passive else None

    def _joined(self, group: VerbGroup, earlier: VerbGroup) -> Deed | None:
        """A participle joined to a passive, unless it has an object or may share the agent of the passive before it."""
        if self.view.chunk_starting.get(group.verb + 1):
            return None
        deed, by = self._passive(group), self._doers.by.behind(earlier.verb + 1)
        return None if deed and deed.agent is None and by and by.first < group.first else deed

    def _passive(self, group: VerbGroup) -> Deed | None:
        subject = self._doers.of(group)
        return self._acted_on(group, group.verb + 1, subject) if subject else None

    def _acted_on(self, group: VerbGroup, end: int, patient: Party) -> Deed | None:
        """A passive with what stands behind "by"; none where that is unsure, or where it may be a state ("armed")."""
        by = self._doers.by.behind(end)
        words = self.view.norm(group.verb), f"{self.view.norm(group.verb)} {self.view.norm(group.verb + 1)}"
        if by is None and not self.grammar["state_participle"].isdisjoint(words):
            return None
        return None if by and by.unsure else Deed(group, end, self._agent(by) if by else None, patient)

    def _agent(self, by: ByPhrase) -> Party:
        if by.subject is None:
            return Party(by.first, by.first + 1, (anybody(by.first),))
        party = self._doers.party(by.subject)
        return Party(min(by.first, party.first), party.last, party.actors)

    def _reduced(self, group: VerbGroup) -> Deed | None:
        """A participle behind its noun: "plates issued by Serbia", "the men killed in Banjska", or before."""
        view, behind = self.view, group.verb + 1
        if view.tokens[group.verb].tag not in PAST:
            return None
        if view.norm(behind) in self.grammar["particle"]:
            behind += 1
        comma = view.shape(group.first - 1) == ","
        nearest = view.chunk_ending.get(group.first - comma)
        if nearest is None:
            return self._fronted(group, behind) if view.shape(group.first - 1) in f'{OUTSIDE}"' else None
        if view.shape(nearest.head) == "P":
            return None
        chunks = self._modified(nearest)
        by = view.norm(behind) == "by" and not (comma and view.shape(chunks[0].first - 1) == "I")
        if not by and not (view.shape(behind) == "I" and self._no_subject(chunks[0].first, group, comma=comma)):
            return None
        deed = self._acted_on(group, behind, self._doers.party(Subject((tuple(chunks),))))
        return None if deed and by and view.norm(behind) == "by" and deed.agent is None else deed

    def _modified(self, nearest: Chunk) -> list[Chunk]:
        """The noun phrase that ends in one: past "of", and past where it is ("a meeting in Zvečan chaired by")."""
        view, chunks = self.view, [nearest]
        while before := view.chunk_ending.get(chunks[0].first - 1):
            word = view.norm(chunks[0].first - 1)
            place = word in self.grammar["locative"] and view.tokens[chunks[0].head].tag.startswith("NNP")
            if word != "of" and not place:
                break
            chunks.insert(0, before)
        return chunks

    def _fronted(self, group: VerbGroup, behind: int) -> Deed | None:
        """A participle that opens its sentence: its patient is the subject behind the comma."""
        view = self.view
        if view.shape(behind) != "I" or group.first != group.verb:
            return None
        for at in range(behind, len(view.tokens)):
            if view.shape(at) in "VMWG.":
                return None
            subject = self.subjects.after(at + 1, apposition=False) if view.shape(at) == "," else None
            if subject:
                after = subject.last
                while view.shape(after) == "R":
                    after += 1
                if view.shape(after) in "VM":
                    return self._acted_on(group, behind, self._doers.party(subject))
        return None

    def _no_subject(self, first: int, group: VerbGroup, *, comma: bool) -> bool:
        """Whether the noun phrase from ``first`` cannot be the subject of what may be a participle behind it.

        It follows a preposition or verb that takes no clause in a clause that has its verb already, or a parenthesis
        opens behind it and the clause's verb comes after ("the envoys, received on Monday, repeated").
        """
        view, before = self.view, first - 1
        if comma:
            closes = [at for at in range(group.verb + 1, len(view.tokens)) if view.shape(at) == ","][:1]
            return bool(closes) and view.shape(closes[0] + 1) in "VM"
        opens = max((at for at in range(first) if view.shape(at) in ",.WC"), default=-1)
        governs = view.norm(before) in self.grammar["no_clause"] or (
            view.shape(before) in "VG" and before not in self._doers.clause_takers
        )
        return governs and any(view.shape(at) in "VM" for at in range(opens + 1, first))

    def _active(self, group: VerbGroup, kind: str | None) -> Deed | None:
        relative = self.view.norm(group.first - 1) in self.grammar["relative"]
        target = self._object(group.verb + 1, relative=relative)
        subject = self._doers.of(group) if target else None
        if subject is None or target is None:
            return None
        patient = Party(target.first, target.last) if kind == MOTION else self._doers.party(target)
        joined = self.view.shape(group.verb + 1) == "C"
        return Deed(group, group.verb + 1 if joined else target.first, subject, patient, passive=False)

    def _object(self, position: int, *, relative: bool) -> Subject | None:
        """The direct object at a position, behind a particle there, or of a verb joined to the first.

        A time is none, nor is what may be the subject of a verb behind it, unless a relative clause ends between them.
        """
        view = self.view
        if view.shape(position) == "C" and view.shape(position + 1) in FINITE + PARTICIPLE:
            position += 2
        particle = view.norm(position) in self.grammar["particle"] and view.shape(position + 1) == "D"
        if particle or view.shape(position) == "R":
            position += 1
        chunk = view.chunk_starting.get(position)
        if chunk is None or self._doers.by.is_time(chunk) or (view.shape(chunk.last) in "VM" and not relative):
            return None
        none = self.grammar["negation"] | self.grammar["negative_pronoun"]
        alone = chunk.last == chunk.first + 1 and view.norm(chunk.first) in self.grammar["definite"]  # "the wounded"
        bare = chunk.first == chunk.head and view.norm(chunk.head) in self.grammar["place_adverb"]  # "sent them home"
        if alone or bare or view.norm(chunk.first) in none or view.norm(chunk.head) in self.grammar["reflexive"]:
            return None
        return self.subjects.after(position, apposition=False)
