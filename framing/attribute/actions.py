"""Finds who acts and who is acted on: verbs of deeds with their agents and patients, active and passive.

The unit is the transitive deed that a sentence tells as done: "police arrested the men" (active), "the men were
arrested by police" and "arrested by police" (passive with agent), "the men were arrested", "the men arrested in the
north" (passive without agent). Left out are words and thoughts (reporting cues, verbs of ``lexicons/verbs.tsv``), and
what is denied, asked, wished, possible or still to come. That news hides agents in passives is the classic finding of
Trew (1979) and Fowler (1991). It sees no syntax beyond noun phrases and verb groups: deeds told by nouns ("the killing
of"), by intransitive verbs ("clashes erupted") and by infinitives are beyond it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from framing.attribute.actors import Actor, as_written, sides_of
from framing.attribute.antecedents import Seen
from framing.attribute.chunks import Chunk
from framing.attribute.clauses import FINITE, GERUND, PARTICIPLE, PLURAL, ClauseReader, Deed, Party
from framing.attribute.memory import Memory
from framing.attribute.rules import SentenceRules
from framing.lexicons import Lexicons
from framing.records import NARRATOR, OTHER, Action, Attribution, Construction, record
from framing.speakers import Speakers

VERBS = PARTICIPLE + FINITE + GERUND
THINGS = {"plural": ("NNS",), "singular": ("NN",)}
NOWHERE: frozenset[int] = frozenset()


@record
class _Told:
    """The words of a party, its entity where there is just one, its sides, and whether it is surely somebody."""

    words: str | None = None
    entity_id: str | None = None
    sides: str | None = None
    somebody: bool = False


class ActionFinder:
    """Finds deeds in sentences whose names, roles and cues are known.

    Parameters
    ----------
    lexicons : Lexicons
    """

    def __init__(self, lexicons: Lexicons) -> None:
        self._lexicons = lexicons

    def find(self, read: Sequence[SentenceRules], memory: Memory) -> Iterator[Action]:
        """The deeds of the last sentence read, in its order; ``memory`` follows pronouns and descriptions."""
        view = read[-1].view
        if "?" in [token.text for token in view.tokens[-2:]]:
            return
        verbs = [at for at, shape in enumerate(view.shapes) if shape in VERBS]
        if not verbs:
            return
        clauses = ClauseReader(read[-1], self._lexicons)
        reports = _reporting_words(read[-1])
        for verb in verbs:
            deed = clauses.deed(verb) if verb not in reports else None
            if deed:
                agent, patient = self._told(deed.agent, read, memory, acts=True), self._told(deed.patient, read, memory)
                if agent.somebody or patient.somebody:
                    yield _record(read[-1], deed, agent, patient)

    def _told(self, party: Party | None, read: Sequence[SentenceRules], memory: Memory, *, acts: bool = False) -> _Told:
        """A party as the article tells it; all None for one left out. "They" who act are somebody, whoever they are."""
        if party is None:
            return _Told()
        view, grammar = read[-1].view, self._lexicons.grammar
        words = as_written(view.tokens[party.first : party.last])
        sides: dict[str | None, None] = {}
        entities: set[str | None] = set()
        somebody = False
        for actor in party.actors:
            if _may_be_thing(actor, grammar["pronoun_member"], read):
                if not self._is_sure(actor, read, memory):
                    somebody = somebody or (acts and actor.number == "plural")
                    continue
            elif _is_anyone(actor, read, grammar["definite"]):
                sides[None] = None
                entities.add(None)
                continue
            known = memory.resolve(actor, view.sentence.index, NOWHERE)
            for each in sides_of(known):
                sides[each.perspective or (None if each.gender == "n" or each.number == "bare" else OTHER)] = None
            entities.add(known.entity_id)
        entity_id = next(iter(entities)) if len(entities) == 1 else None
        return _Told(words, entity_id, ";".join(filter(None, sides)) or None, somebody or bool(entities))

    def _is_sure(self, pronoun: Actor, read: Sequence[SentenceRules], memory: Memory) -> bool:
        """Whether "it" or "they" surely is somebody: named in this sentence or the last, and no thing named since."""
        index = read[-1].view.sentence.index
        followed = memory.followed.get((index, pronoun.first))
        seen = followed.antecedent if followed else None
        if seen is None or not seen.referent.kind or index - seen.sentence_index > 1:
            return False
        return not any(self._is_thing(chunk, rules, pronoun) for chunk, rules in _since(seen, read, pronoun.first))

    def _is_thing(self, chunk: Chunk, rules: SentenceRules, pronoun: Actor) -> bool:
        """Whether a noun phrase is a thing in the number of a pronoun, which could mean it."""
        token, actors = rules.view.tokens[chunk.head], rules.actors
        if token.tag not in THINGS.get(pronoun.number, ()) or token.lemma in self._lexicons.grammar["time"]:
            return False
        listed = chunk.last in actors.role_ending or chunk.last in actors.name_ending
        return not listed and self._lexicons.nouns.get(token.lemma) not in ("person", "body")


def _since(seen: Seen, read: Sequence[SentenceRules], position: int) -> Iterator[tuple[Chunk, SentenceRules]]:
    """The noun phrases between an antecedent and a position in the last sentence read."""
    index = read[-1].view.sentence.index
    for rules in read[-2:]:
        here = rules.view.sentence.index
        first = seen.position + 1 if here == seen.sentence_index else 0
        last = position if here == index else len(rules.view.tokens)
        if here >= seen.sentence_index:
            yield from ((chunk, rules) for chunk in rules.view.chunks if first <= chunk.first < last)


def _may_be_thing(actor: Actor, members: Set[str], read: Sequence[SentenceRules]) -> bool:
    """Whether a pronoun may mean things: "it", "they", "one"; "he" and "we" do not."""
    if actor.kind != "pronoun" or actor.number == "bare":
        return False
    return actor.gender not in ("m", "f") or read[-1].view.norm(actor.first) in members


def _is_anyone(actor: Actor, read: Sequence[SentenceRules], definite: Set[str]) -> bool:
    """Whether a plural without article is any of its kind, of a side that nobody tells: "troops", "two officers"."""
    if actor.kind != "role" or actor.perspective is not None or actor.owner is not None:
        return False
    first, last = read[-1].view.tokens[actor.first], read[-1].view.tokens[actor.last - 1]
    return last.tag in PLURAL and first.norm not in definite and first.tag != "PRP$"


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


def _record(rules: SentenceRules, deed: Deed, agent: _Told, patient: _Told) -> Action:
    view = rules.view
    tokens = view.tokens[deed.group.first : deed.end]
    construction: Construction = "active"
    if deed.passive:
        construction = "passive_with_agent" if deed.agent else "passive_without_agent"
    return Action(
        view.sentence.index,
        tokens[0].start,
        tokens[-1].end,
        as_written(tokens),
        construction,
        agent.words,
        agent.entity_id,
        agent.sides,
        patient.words,
        patient.entity_id,
        patient.sides,
    )
