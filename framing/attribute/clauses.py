"""Reads the clause round a verb: the deed it tells as done, its agent and its patient."""

from __future__ import annotations

from functools import cached_property

from framing.attribute.actors import Actor
from framing.attribute.by_phrases import NUMBER, ByPhrase, ByPhraseReader
from framing.attribute.chunks import OUTSIDE, Chunk
from framing.attribute.rules import SentenceRules
from framing.attribute.subjects import Subject
from framing.attribute.verb_groups import VerbGroup
from framing.lexicons import Lexicons
from framing.records import OTHER, record

PARTICIPLE, FINITE, GERUND = "E", "V", "G"
BASE = "VB"
PAST = ("VBD", "VBN")
PLURAL = ("NNS", "NNPS")
MOTION, PERCEPTION = "motion", "perception"
MOST_CONJOINED = 3


@record
class Party:
    """An agent or patient: its words as token positions, and who they stand for; nobody for a thing."""

    first: int
    last: int
    actors: tuple[Actor, ...] = ()


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
        self.sources = rules.sources
        self.verbs = lexicons.verbs
        self._nouns = lexicons.nouns
        self._cues = rules.cues
        self._by = ByPhraseReader(self.view, self.subjects, self.grammar)

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
        return self._active(group, kind) or (None if auxiliary else self._reduced(group))

    def _passive(self, group: VerbGroup) -> Deed | None:
        subject = self._subject(group)
        return self._acted_on(group, group.verb + 1, subject) if subject else None

    def _acted_on(self, group: VerbGroup, end: int, patient: Party) -> Deed | None:
        """A passive with what stands behind "by"; none where that is unsure, or where it may be a state ("armed")."""
        by = self._by.behind(end)
        words = self.view.norm(group.verb), f"{self.view.norm(group.verb)} {self.view.norm(group.verb + 1)}"
        if by is None and not self.grammar["state_participle"].isdisjoint(words):
            return None
        return None if by and by.unsure else Deed(group, end, self._agent(by) if by else None, patient)

    def _agent(self, by: ByPhrase) -> Party:
        if by.subject is None:
            return Party(by.first, by.first + 1, (_anybody(by.first),))
        party = self._party(by.subject)
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
        deed = self._acted_on(group, behind, self._party(Subject((tuple(chunks),))))
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
                    return self._acted_on(group, behind, self._party(subject))
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
            view.shape(before) in "VG" and before not in self._clause_takers
        )
        return governs and any(view.shape(at) in "VM" for at in range(opens + 1, first))

    @cached_property
    def _clause_takers(self) -> frozenset[int]:
        """Where verbs stand that may take a clause without "that": "said its soldiers acted", "saw the men fall"."""
        cues = {match.last - 1 for match in self._cues for cue in match.value if "that" in cue.complements}
        senses = (at for at, token in enumerate(self.view.tokens) if self.verbs.get(token.lemma) == PERCEPTION)
        return frozenset(cues.union(senses))

    def _active(self, group: VerbGroup, kind: str | None) -> Deed | None:
        relative = self.view.norm(group.first - 1) in self.grammar["relative"]
        target = self._object(group.verb + 1, relative=relative)
        subject = self._subject(group) if target else None
        if subject is None or target is None:
            return None
        patient = Party(target.first, target.last) if kind == MOTION else self._party(target)
        joined = self.view.shape(group.verb + 1) == "C"
        return Deed(group, group.verb + 1 if joined else target.first, subject, patient, passive=False)

    def _subject(self, group: VerbGroup, depth: int = 0) -> Party | None:
        """The subject of a verb group, its own or one it shares, in a clause that is neither condition nor denial."""
        view, grammar, before = self.view, self.grammar, group.first - 1
        if view.norm(before) in grammar["relative"] and view.norm(before - 1) in grammar["pronoun_indefinite"]:
            return Party(before - 1, before, (_anybody(before - 1),))
        quoted = view.shape(before) == '"' and view.quote_of[group.first] >= 0
        subject = self.subjects.before(before if quoted else group.first)
        if subject is None and quoted:
            return None
        if subject is None:
            shares = view.shape(before) in 'C,"R' or view.norm(before) in grammar["contrast"]
            shares = shares and view.norm(before) != ";"
            earlier = self._verb_before(before) if shares and depth < MOST_CONJOINED else None
            return self._shared(earlier, before, depth) if earlier else None
        relative = view.norm(before) in grammar["relative"]
        whole = subject if relative else self._with_head(subject)
        if whole is None or (not relative and (self._is_object_of(whole) or self._is_predicate(group, whole))):
            return None
        if view.norm(whole.first - 1) in grammar["condition"] | grammar["unasserted"]:
            return None
        denied = view.norm(whole.first) in grammar["negation"] | grammar["negative_pronoun"]
        return None if denied else self._party(whole)

    def _shared(self, earlier: VerbGroup, before: int, depth: int) -> Party | None:
        """The subject that a verb shares with one before it.

        Behind a relative clause that has a subject of its own it is what the clause modifies ("mayors whom Serbs call
        'illegal' were"), behind a clause between commas what stands before that ("tourists, witnesses said, robbed");
        behind another subordinate clause nobody knows.
        """
        view, subject = self.view, self.subjects.before(earlier.first)
        if view.shape(before) == "C" or subject is None:
            return self._subject(earlier, depth + 1)
        opens = subject.first - 1
        if view.shape(opens) == "W":
            head = view.chunk_ending.get(opens - (view.shape(opens - 1) == ","))
            return self._party(Subject(((head,),))) if head else None
        if view.norm(opens) == "," == view.norm(before):
            outer = self.subjects.before(opens)
            return self._party(outer) if outer else None
        return None if view.shape(opens) == "I" else self._subject(earlier, depth + 1)

    def _is_predicate(self, group: VerbGroup, subject: Subject) -> bool:
        """Whether a participle only says what something is called or found to be: "called the assault unprovoked"."""
        at = subject.first - 1
        governed = self.view.shape(at) in "VEG" and self.view.tokens[at].lemma in self.grammar["predicative_verb"]
        return governed and group.first == group.verb

    def _is_object_of(self, subject: Subject) -> bool:
        """Whether what stands before a verb is the object of another.

        As in "the decision to block exports hurt", "talks that excluded Serbs hurt"; "said Serbs left" is no such case.
        """
        view, at = self.view, subject.first - 1
        if view.shape(at) not in "VGE":
            return False
        relative = view.norm(self.subjects.verb_group(at).first - 1) in self.grammar["relative"]
        return relative or (view.shape(at) in "VG" and at not in self._clause_takers)

    def _modifies_object(self, group: VerbGroup, subject: Subject) -> bool:
        """Whether a participle stands behind an object that it modifies: "stopped a truck loaded with flour and"."""
        participle = self.view.shape(group.verb) == PARTICIPLE and group.first == group.verb
        return participle and self.view.shape(subject.first - 1) in "VEGI"

    def _with_head(self, subject: Subject) -> Subject | None:
        """The subject from its head on: "sanctions against Kosovo", "the EU's 'measures' against Pristina".

        None where it stands behind a preposition and no head does before that.
        """
        view, groups = self.view, subject.groups
        while True:
            first = groups[0][0].first
            if view.shape(first - 1) == '"' and first - 1 in view.chunk_ending:
                owner = view.chunk_ending[first - 1]
                groups = ((Chunk(owner.first, groups[0][0].last, groups[0][0].head), *groups[0][1:]), *groups[1:])
            elif view.norm(first - 1) in self.grammar["no_clause"] and not self._is_about(groups[0][0]):
                head = view.chunk_ending.get(first - 1 - (view.shape(first - 2) == '"'))
                if head is None:
                    return self._past_time(subject)
                groups = ((head, *groups[0]), *groups[1:])
            else:
                return Subject(groups, subject.apposition_last)

    def _is_about(self, chunk: Chunk) -> bool:
        """Whether the preposition before a number belongs to it: "over 40 men", "at least 40 men"."""
        number = any(token.tag == NUMBER for token in self.view.tokens[chunk.first : chunk.first + 2])
        return number and self.view.norm(chunk.first - 1) in self.grammar["approximate"]

    def _past_time(self, subject: Subject) -> Subject | None:
        """The subject without the time before it: "On Monday police arrested"."""
        chunk, *others = subject.groups[0]
        if self.view.tokens[chunk.first].lemma not in self.grammar["time"] or chunk.head == chunk.first:
            return None
        chunk = Chunk(chunk.first + 1, chunk.last, chunk.head)
        return Subject(((chunk, *others), *subject.groups[1:]), subject.apposition_last)

    def _verb_before(self, position: int) -> VerbGroup | None:
        """The verb group before a conjunction, whose subject the verb behind it shares."""
        for at in range(position - 1, 0, -1):
            if self.view.shape(at) in "VEMG":
                group = self.subjects.verb_group(at)
                subject = self.subjects.before(group.first)
                if subject and (self._is_predicate(group, subject) or self._modifies_object(group, subject)):
                    continue
                loose = self.view.shape(at) == GERUND and group.first == at
                return None if loose or group.infinitive else group
        return None

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
        if chunk is None or self._by.is_time(chunk) or (view.shape(chunk.last) in "VM" and not relative):
            return None
        none = self.grammar["negation"] | self.grammar["negative_pronoun"]
        alone = chunk.last == chunk.first + 1 and view.norm(chunk.first) in self.grammar["definite"]  # "the wounded"
        if alone or view.norm(chunk.first) in none or view.norm(chunk.head) in self.grammar["reflexive"]:
            return None
        return self.subjects.after(position, apposition=False)

    def _party(self, subject: Subject) -> Party:
        """The party of a noun phrase; of "30 of its soldiers" they are the soldiers."""
        *before, (head, *others) = subject.groups
        while others and self._by.is_time(others[-1]):
            others.pop()
        subject = Subject((*before, (head, *others)), subject.apposition_last)
        view, first, last = self.view, subject.first, subject.groups[-1][-1].last
        (head, *others), *conjoined = subject.groups
        if view.norm(first) in self.grammar["first_person"] and last == first + 1:
            return Party(first, last, (Actor(first, last, "pronoun", number="bare"),))
        if others and view.tokens[head.head].tag == NUMBER:
            subject = Subject((tuple(others), *subject.groups[1:]))
        elif others and conjoined and view.tokens[head.head].tag in PLURAL:  # "the Serbs of Kosovo and Metohija"
            subject = Subject(subject.groups[:1], subject.apposition_last)
        person = self._nouns.get(view.tokens[subject.groups[0][0].head].lemma) == "person"
        return Party(first, last, self.sources.of(subject) or ((_anybody(first),) if person else ()))


def _anybody(position: int) -> Actor:
    """Somebody on no side of the study: "those" in "those who", "a grocer"."""
    return Actor(position, position + 1, "people", None, OTHER, number="plural")
