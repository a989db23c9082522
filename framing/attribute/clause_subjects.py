"""Finds who acts in a clause: the subject of its verb, own or shared, from its head on."""

from __future__ import annotations

from functools import cached_property

from framing.attribute.actors import Actor
from framing.attribute.by_phrases import NUMBER, ByPhraseReader
from framing.attribute.chunks import Chunk
from framing.attribute.rules import SentenceRules
from framing.attribute.subjects import Subject
from framing.attribute.verb_groups import VerbGroup
from framing.lexicons import Lexicons
from framing.records import OTHER, record

PARTICIPLE, GERUND = "E", "G"
PLURAL = ("NNS", "NNPS")
PERCEPTION = "perception"
MOST_CONJOINED = 3


@record
class Party:
    """An agent or patient: its words as token positions, and who they stand for; nobody for a thing."""

    first: int
    last: int
    actors: tuple[Actor, ...] = ()


class ClauseSubjects:
    """Finds the subjects of the clauses of one sentence.

    Parameters
    ----------
    rules : SentenceRules
    lexicons : Lexicons
    """

    def __init__(self, rules: SentenceRules, lexicons: Lexicons) -> None:
        self.view = rules.view
        self.grammar = rules.grammar
        self.subjects = rules.subjects
        self.sources = rules.sources
        self.verbs = lexicons.verbs
        self.by = ByPhraseReader(self.view, self.subjects, self.grammar)
        self._nouns = lexicons.nouns
        self._cues = rules.cues

    def of(self, group: VerbGroup, depth: int = 0) -> Party | None:
        """The subject of a verb group, its own or one it shares, in a clause that is neither condition nor denial."""
        view, grammar, before = self.view, self.grammar, group.first - 1
        if view.norm(before) in grammar["relative"] and view.norm(before - 1) in grammar["pronoun_indefinite"]:
            return Party(before - 1, before, (anybody(before - 1),))
        quoted = view.shape(before) == '"' and view.quote_of[group.first] >= 0
        subject = self.subjects.before(before if quoted else group.first)
        if subject is None and quoted:
            return None
        if subject is None:
            shares = view.shape(before) in 'C,"R' or view.norm(before) in grammar["contrast"]
            shares = shares and view.norm(before) != ";"
            earlier = self.verb_before(before) if shares and depth < MOST_CONJOINED else None
            return self._shared(earlier, before, depth) if earlier else None
        relative = view.norm(before) in grammar["relative"]
        whole = subject if relative else self._with_head(subject)
        if whole is None or (not relative and (self._is_object_of(whole) or self._is_predicate(group, whole))):
            return None
        if view.norm(whole.first - 1) in grammar["condition"] | grammar["unasserted"]:
            return None
        denied = view.norm(whole.first) in grammar["negation"] | grammar["negative_pronoun"]
        return None if denied else self.party(whole)

    def _shared(self, earlier: VerbGroup, before: int, depth: int) -> Party | None:
        """The subject that a verb shares with one before it.

        Behind a relative clause that has a subject of its own it is what the clause modifies ("mayors whom Serbs call
        'illegal' were"), behind a clause between commas what stands before that ("tourists, witnesses said, robbed");
        behind another subordinate clause nobody knows.
        """
        view, subject = self.view, self.subjects.before(earlier.first)
        if view.shape(before) == "C" or subject is None:
            return self.of(earlier, depth + 1)
        opens = subject.first - 1
        if view.shape(opens) == "W":
            head = view.chunk_ending.get(opens - (view.shape(opens - 1) == ","))
            return self.party(Subject(((head,),))) if head else None
        if view.norm(opens) == "," == view.norm(before):
            outer = self.subjects.before(opens)
            return self.party(outer) if outer else None
        return None if view.shape(opens) == "I" else self.of(earlier, depth + 1)

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
        return relative or (view.shape(at) in "VG" and at not in self.clause_takers)

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

    def verb_before(self, position: int) -> VerbGroup | None:
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

    @cached_property
    def clause_takers(self) -> frozenset[int]:
        """Where verbs stand that may take a clause without "that": "said its soldiers acted", "saw the men fall"."""
        cues = {match.last - 1 for match in self._cues for cue in match.value if "that" in cue.complements}
        senses = (at for at, token in enumerate(self.view.tokens) if self.verbs.get(token.lemma) == PERCEPTION)
        return frozenset(cues.union(senses))

    def party(self, subject: Subject) -> Party:
        """The party of a noun phrase; of "30 of its soldiers" they are the soldiers."""
        *before, (head, *others) = subject.groups
        while others and self.by.is_time(others[-1]):
            others.pop()
        subject = Subject((*before, (head, *others)), subject.apposition_last)
        view, first, last = self.view, subject.first, subject.groups[-1][-1].last
        first -= self._is_about(subject.groups[0][0])
        (head, *others), *conjoined = subject.groups
        if view.norm(first) in self.grammar["first_person"] and last == first + 1:
            return Party(first, last, (Actor(first, last, "pronoun", number="bare"),))
        if others and view.tokens[head.head].tag == NUMBER:
            subject = Subject((tuple(others), *subject.groups[1:]))
        elif others and conjoined and view.tokens[head.head].tag in PLURAL:  # "the Serbs of Kosovo and Metohija"
            subject = Subject(subject.groups[:1], subject.apposition_last)
        person = self._nouns.get(view.tokens[subject.groups[0][0].head].lemma) == "person"
        return Party(first, last, self.sources.of(subject) or ((anybody(first),) if person else ()))


def anybody(position: int) -> Actor:
    """Somebody on no side of the study: "those" in "those who", "a grocer"."""
    return Actor(position, position + 1, "people", None, OTHER, number="plural")
