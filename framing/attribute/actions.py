"""Finds who acts and who is acted on: verbs of deeds with their agents and patients, active and passive.

The unit is the transitive deed that a sentence tells as done: "police arrested the men" (active), "the men were
arrested by police" and "arrested by police" (passive with agent), "the men were arrested", "the men arrested in the
north" (passive without agent). Left out are words and thoughts (reporting cues, verbs of ``lexicons/verbs.tsv``), and
what is denied, asked, wished, possible or still to come. That news hides agents in passives is the classic finding of
Trew (1979) and Fowler (1991). It sees no syntax beyond noun phrases and verb groups: deeds told by nouns ("the killing
of"), by intransitive verbs ("clashes erupted") and by infinitives are beyond it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace

from framing.attribute.actors import Actor, as_written, sides_of
from framing.attribute.chunks import Chunk, SentenceView
from framing.attribute.memory import Memory
from framing.attribute.rules import SentenceRules
from framing.attribute.subjects import Subject
from framing.attribute.verb_groups import VerbGroup
from framing.records import NARRATOR, OTHER, Action, Attribution, Construction, record
from framing.speakers import Speakers

PARTICIPLE, FINITE, GERUND = "E", "V", "G"
VERBS = PARTICIPLE + FINITE + GERUND
BASE, NUMBER = "VB", "CD"
MOTION = "motion"
MOST_CONJOINED = 3
NOWHERE: frozenset[int] = frozenset()


@record
class _Party:
    """An agent or patient: its words as token positions, and who they stand for; nobody for a thing."""

    first: int
    last: int
    actors: tuple[Actor, ...] = ()


@record
class _Deed:
    """A verb with its parties; it ends at ``end``, behind its particle."""

    group: VerbGroup
    end: int
    agent: _Party | None
    patient: _Party | None
    passive: bool = True

    @property
    def somebody(self) -> bool:
        """Whether one of the parties is a person, body or group."""
        return any(party is not None and party.actors for party in (self.agent, self.patient))


class ActionFinder:
    """Finds deeds in sentences whose names, roles and cues are known.

    Parameters
    ----------
    verbs : mapping of str to str
        Verbs that tell no deed, by lemma, with their kind; those of ``motion`` tell one, but act on a place.
    """

    def __init__(self, verbs: Mapping[str, str]) -> None:
        self._verbs = verbs

    def find(self, rules: SentenceRules, memory: Memory) -> Iterator[Action]:
        """The deeds of one sentence in its order; ``memory`` follows pronouns and descriptions."""
        view = rules.view
        if "?" in [token.text for token in view.tokens[-2:]]:
            return
        verbs = [at for at, shape in enumerate(view.shapes) if shape in VERBS]
        clause = _Clause(rules, self._verbs)
        reports = _reporting_words(rules) if verbs else NOWHERE
        for verb in verbs:
            deed = clause.deed(verb) if verb not in reports else None
            if deed and deed.somebody:
                yield _record(view, memory, deed)


def with_voices(
    actions: Sequence[Action], attributions: Sequence[Attribution], speakers: Speakers, first_person: Set[str]
) -> tuple[Action, ...]:
    """The actions whose verb reports nothing, each with the voice that tells it, which is who "I" and "we" are."""
    cues = [attribution.cue for attribution in attributions if attribution.cue]
    found = []
    for action in actions:
        if any(cue.start < action.end and action.start < cue.end for cue in cues):
            continue
        voice = speakers.voice(action.start, action.end)
        teller = None if voice == NARRATOR else voice
        if (action.agent_text or "").lower() in first_person:
            action = replace(action, agent_perspective=teller)
        if (action.patient_text or "").lower() in first_person:
            action = replace(action, patient_perspective=teller)
        found.append(replace(action, voice=voice))
    return tuple(found)


def _reporting_words(rules: SentenceRules) -> frozenset[int]:
    """Where verbs of words stand, whether or not they report something here."""
    return frozenset(
        [
            position
            for match in rules.cues
            for cue in match.value
            if cue.speaks
            for position in range(match.first, match.last)
        ]
    )


class _Clause:
    """Reads the clause round a verb."""

    def __init__(self, rules: SentenceRules, verbs: Mapping[str, str]) -> None:
        self.view = rules.view
        self.grammar = rules.grammar
        self.subjects = rules.subjects
        self.sources = rules.sources
        self.verbs = verbs

    def deed(self, verb: int) -> _Deed | None:
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
        if view.shape(verb) == PARTICIPLE and not auxiliary:
            return self._active(group, kind) or self._reduced(group)
        return self._active(group, kind) or (None if auxiliary else self._reduced(group))

    def _passive(self, group: VerbGroup) -> _Deed | None:
        subject = self._subject(group)
        return _Deed(group, group.verb + 1, self._agent(group.verb + 1), subject) if subject else None

    def _reduced(self, group: VerbGroup) -> _Deed | None:
        """A participle behind its noun: "plates issued by Serbia", "the men killed in Banjska"."""
        view, behind = self.view, group.verb + 1
        comma = view.shape(group.first - 1) == ","
        nearest = view.chunk_ending.get(group.first - comma)
        if nearest is None:
            return None
        chunks = [nearest]
        while view.norm(chunks[0].first - 1) == "of" and (before := view.chunk_ending.get(chunks[0].first - 1)):
            chunks.insert(0, before)
        patient = self._party(Subject((tuple(chunks),)))
        if view.norm(behind) in self.grammar["particle"]:
            behind += 1
        agent = self._agent(behind) if view.norm(behind) == "by" else None
        if agent is None and not (view.shape(behind) == "I" and self._no_subject(chunks[0].first, group, comma=comma)):
            return None
        return _Deed(group, behind, agent, patient)

    def _no_subject(self, first: int, group: VerbGroup, *, comma: bool) -> bool:
        """Whether the noun phrase from ``first`` cannot be the subject of what may be a participle behind it.

        It follows a preposition or verb in a clause that has its verb already, or a parenthesis opens behind it and
        the clause's verb comes after ("the envoys, received on Monday, repeated").
        """
        view = self.view
        if comma:
            closes = [at for at in range(group.verb + 1, len(view.tokens)) if view.shape(at) == ","][:1]
            return bool(closes) and view.shape(closes[0] + 1) in "VM"
        opens = max((at for at in range(first) if view.shape(at) in ",.WC"), default=-1)
        return view.shape(first - 1) in "IVG" and any(view.shape(at) in "VM" for at in range(opens + 1, first))

    def _active(self, group: VerbGroup, kind: str | None) -> _Deed | None:
        relative = self.view.norm(group.first - 1) in self.grammar["relative"]
        target = self._object(group.verb + 1, relative=relative)
        subject = self._subject(group) if target else None
        if subject is None or target is None:
            return None
        patient = _Party(target.first, target.last) if kind == MOTION else self._party(target)
        joined = self.view.shape(group.verb + 1) == "C"
        return _Deed(group, group.verb + 1 if joined else target.first, subject, patient, passive=False)

    def _subject(self, group: VerbGroup, depth: int = 0) -> _Party | None:
        """The subject of a verb group, its own or one it shares, in a clause that is neither condition nor denial."""
        view, grammar, before = self.view, self.grammar, group.first - 1
        if view.norm(before) in grammar["relative"] and view.norm(before - 1) in grammar["pronoun_indefinite"]:
            return _Party(before - 1, before, (Actor(before - 1, before, "people", None, OTHER, number="plural"),))
        subject = self.subjects.before(group.first)
        if subject is None:
            shares = view.shape(before) in 'C,"R' or view.norm(before) in grammar["contrast"]
            earlier = self._verb_before(before) if shares and depth < MOST_CONJOINED else None
            return self._subject(earlier, depth + 1) if earlier else None
        if view.norm(subject.first - 1) in grammar["condition"] | grammar["unasserted"]:
            return None
        denied = view.norm(subject.first) in grammar["negation"] | grammar["negative_pronoun"]
        return None if denied else self._party(subject)

    def _verb_before(self, position: int) -> VerbGroup | None:
        """The verb group before a conjunction, whose subject the verb behind it shares."""
        for at in range(position - 1, 0, -1):
            if self.view.shape(at) in "VEMG":
                group = self.subjects.verb_group(at)
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
        if chunk is None or self._is_time(chunk) or (view.shape(chunk.last) in "VM" and not relative):
            return None
        if view.norm(chunk.first) in self.grammar["negation"] or view.norm(chunk.head) in self.grammar["reflexive"]:
            return None
        return self.subjects.after(position, apposition=False)

    def _agent(self, position: int) -> _Party | None:
        """The agent behind "by"; a time or a number is none."""
        agent = self.subjects.agent(position)
        chunk = agent.groups[0][0] if agent else None
        if agent is None or chunk is None or self._is_time(chunk) or self.view.tokens[chunk.head].tag == NUMBER:
            return None
        return self._party(agent)

    def _is_time(self, chunk: Chunk) -> bool:
        nouns = [at for at in range(chunk.first, chunk.last) if self.view.shape(at) == "N"]
        return bool(nouns) and all(self.view.tokens[at].lemma in self.grammar["time"] for at in nouns)

    def _party(self, subject: Subject) -> _Party:
        """The party of a noun phrase; of "30 of its soldiers" they are the soldiers."""
        first, last = subject.first, subject.groups[-1][-1].last
        head, *others = subject.groups[0]
        if self.view.norm(first) in self.grammar["first_person"] and last == first + 1:
            return _Party(first, last, (Actor(first, last, "pronoun", number="bare"),))
        if others and self.view.tokens[head.head].tag == NUMBER:
            subject = Subject((tuple(others), *subject.groups[1:]))
        return _Party(first, last, self.sources.of(subject))


def _record(view: SentenceView, memory: Memory, deed: _Deed) -> Action:
    agent, patient = (_told(party, view, memory) for party in (deed.agent, deed.patient))
    tokens = view.tokens[deed.group.first : deed.end]
    construction: Construction = "active"
    if deed.passive:
        construction = "passive_with_agent" if deed.agent else "passive_without_agent"
    return Action(
        view.sentence.index, tokens[0].start, tokens[-1].end, as_written(tokens), construction, *agent, *patient
    )


def _told(party: _Party | None, view: SentenceView, memory: Memory) -> tuple[str | None, str | None, str | None]:
    """The words of a party, its entity where there is just one, and its sides; all None for one left out."""
    if party is None:
        return None, None, None
    actors = [memory.resolve(actor, view.sentence.index, NOWHERE) for actor in party.actors]
    sides = dict.fromkeys(
        each.perspective or (None if each.gender == "n" or each.number == "bare" else OTHER)
        for actor in actors
        for each in sides_of(actor)
    )
    entities = {actor.entity_id for actor in actors}
    words = as_written(view.tokens[party.first : party.last])
    return words, entities.pop() if len(entities) == 1 else None, ";".join(filter(None, sides)) or None
