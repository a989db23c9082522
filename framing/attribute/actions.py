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

from framing.attribute.actors import as_written
from framing.attribute.chunks import SentenceView
from framing.attribute.clause_subjects import GERUND, PARTICIPLE
from framing.attribute.clauses import FINITE, ClauseReader, Deed
from framing.attribute.memory import Memory
from framing.attribute.parties import PartyReader, Told
from framing.attribute.rules import SentenceRules
from framing.lexicons import Lexicons
from framing.records import NARRATOR, Action, Attribution, Construction
from framing.speakers import Speakers

VERBS = PARTICIPLE + FINITE + GERUND


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
        reports = _reporting_words(read[-1])
        verbs = [at for at, shape in enumerate(view.shapes) if shape in VERBS and at not in reports]
        if not verbs:
            return
        clauses, parties = ClauseReader(read[-1], self._lexicons), PartyReader(read, memory, self._lexicons)
        for deed in map(clauses.deed, verbs):
            if deed:
                agent = parties.told(deed.agent, deed.patient, acts=True)
                patient = parties.told(deed.patient, deed.agent)
                if agent.somebody or patient.somebody:
                    yield _record(view, deed, agent, patient)


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


def _record(view: SentenceView, deed: Deed, agent: Told, patient: Told) -> Action:
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
