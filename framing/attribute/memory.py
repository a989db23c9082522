"""Reads a sentence into the discourse: its phrases are remembered, its pronouns followed, in the order of the words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from framing.attribute.actors import Actor
from framing.attribute.answers import ANSWERED
from framing.attribute.antecedents import UNQUOTED, Function, Referent, Seen, Setting
from framing.attribute.chunks import SentenceView
from framing.attribute.discourse import Discourse, meant
from framing.attribute.findings import Finding
from framing.attribute.referents import Phrase, ReferentReader
from framing.attribute.rules import DENYING, SentenceRules
from framing.attribute.sentence_actors import SentenceActors
from framing.lexicons import Lexicons
from framing.records import Reference, Span, record

CLAUSE_MARKS = (":", ";")


@record
class Followed:
    """A pronoun of a sentence, and the phrase it means where the article tells."""

    sentence_index: int
    pronoun: Actor
    antecedent: Seen | None

    def reference(self, views: Sequence[SentenceView]) -> Reference:
        """The pronoun and the head of what it means as spans of the text."""
        token = views[self.sentence_index].tokens[self.pronoun.first]
        place = Span(token.start, token.end)
        if self.antecedent is None:
            return Reference(self.sentence_index, place, None, None, None)
        sentence, first, last = self.antecedent.origin
        tokens = views[sentence].tokens
        actor = self.antecedent.actor
        head = Span(tokens[first].start, tokens[last].end)
        return Reference(self.sentence_index, place, head, actor.entity_id, actor.perspective)


class Memory:
    """Reads the sentences of one article into its discourse, and knows who speaks which quotation.

    Parameters
    ----------
    discourse : Discourse
    lexicons : Lexicons
    """

    def __init__(self, discourse: Discourse, lexicons: Lexicons) -> None:
        self._discourse = discourse
        self._lexicons = lexicons
        self.followed: dict[tuple[int, int], Followed] = {}
        self._roles: dict[int, list[Actor]] = {}
        self._speakers: dict[int, frozenset[str]] = {}
        self._last_speaker: frozenset[str] = frozenset()

    def resolve(self, actor: Actor, stands: int, barred: frozenset[int]) -> Actor:
        """A source as the discourse knows it; ``stands`` is its sentence, ``barred`` are the positions of its words."""
        followed = self.followed.get((stands, actor.first)) if actor.kind == "pronoun" else None
        if followed:
            return meant(actor, followed.antecedent)
        if actor.owner and actor.owner.kind == "pronoun" and actor.perspective is None:
            owner = self.resolve(actor.owner, stands, barred)
            if owner.perspective is not None:
                return self._discourse.owned(actor, owner, stands)
        return self._discourse.resolve(actor, stands, barred)

    def of_label(self, actor: Actor, stands: int) -> Actor:
        """A speaker as the discourse knows the actor of a label in a sentence."""
        return self.resolve(actor, stands, frozenset())

    def roles_of(self, index: int) -> list[Actor]:
        """The roles of a sentence whose side only the text before tells, as whom they stand for."""
        return self._roles.get(index, [])

    def spoke(self, actor: Actor, sentence_index: int, weight: float, stands: int) -> None:
        """Notes that an actor is the source of a sentence; ``stands`` is the sentence in which its phrase stands."""
        self._discourse.spoke(actor, sentence_index, weight, stands)

    def read(self, rules: SentenceRules, findings: Sequence[Finding]) -> list[Followed]:
        """Remembers the phrases of a sentence and follows its pronouns; the pronouns in order."""
        view, index = rules.view, rules.view.sentence.index
        reader = ReferentReader(view, rules.actors, self._lexicons)
        phrases = sorted(reader.phrases(), key=_place_of_phrase)
        pronouns = rules.actors.pronouns()
        followed: list[Followed] = []
        if not (pronouns or view.quotations):
            for phrase in phrases:
                self._remember(phrase, view, rules.actors)
            return followed
        keys = {at: phrase.referent.key for phrase in phrases for at in range(phrase.chunk.first, phrase.chunk.last)}
        self._hear(view, findings, keys)
        subjects: list[tuple[int, str]] = []
        in_order: list[Phrase | Actor] = [*phrases, *pronouns]
        for each in sorted(in_order, key=_place) if pronouns else phrases:
            if isinstance(each, Phrase):
                self._remember(each, view, rules.actors)
                if each.function == "subject":
                    subjects.append((each.head, each.referent.key))
                continue
            setting = self._setting(each, reader, keys, subjects)
            rejecting = _rejecting(each.first, findings, keys)
            if rejecting:
                setting = replace(setting, barred=setting.barred | rejecting)
            fronted = _fronted(view, each.first, phrases) if setting.function == "subject" else None
            if fronted:
                setting = replace(setting, barred=setting.barred | fronted)
            barred = _reported_by(each.first, view, findings) | self._told_before(each, view, findings, setting)
            found = self._discourse.follow(each, index, setting, barred)
            followed.append(Followed(index, each, found))
            self.followed[index, each.first] = followed[-1]
            if found:
                keys[each.first] = found.referent.key
                if setting.function == "subject":
                    subjects.append((each.first, found.referent.key))
        self._hear(view, findings, keys)
        return followed

    def _told_before(
        self, pronoun: Actor, view: SentenceView, findings: Sequence[Finding], setting: Setting
    ) -> frozenset[int]:
        """The positions of what another has just reported, where the pronoun is a source and may be that other.

        In "Kurti keeps promising talks, Petković conceded, but he called it a trick" it is Petković who goes on.
        """
        position, index = pronoun.first, view.sentence.index
        if not any(_is_source(position, finding, index) for finding in findings):
            return frozenset()
        told: set[int] = set()
        for report in findings:
            source, cue = report.source, report.cue
            if not source or not cue or max(source[1], cue[1]) > position or not _source_in(report, index):
                continue
            if self._discourse.may_mean(pronoun, source, index, setting):
                told.update(at for first, last in report.content if last <= position for at in range(first, last))
                told.difference_update(range(*source))
        return frozenset(told)

    def _hear(self, view: SentenceView, findings: Sequence[Finding], keys: dict[int, str]) -> None:
        """Notes whose words the quotations of a sentence are."""
        for finding in findings if view.quotations else ():
            speakers = _keys_of(finding, keys)
            if not speakers:
                continue
            quoted = {view.quote_of[at] for first, last in finding.content for at in range(first, last)} - {-1}
            for quotation in quoted:
                self._speakers[view.quotations[quotation].start] = speakers
            if quoted:
                self._last_speaker = speakers

    def _setting(
        self,
        pronoun: Actor,
        reader: ReferentReader,
        keys: dict[int, str],
        subjects: Sequence[tuple[int, str]],
    ) -> Setting:
        view, at = reader.view, pronoun.first
        quoted = view.quote_of[at]
        quotation = view.quotations[quoted].start if quoted >= 0 else UNQUOTED
        barred = frozenset[str]()
        if quoted >= 0:
            barred = self._speakers.get(quotation, self._last_speaker)
        function: Function = "possessor" if view.tokens[at].tag == "PRP$" else reader.function(at, at + 1)
        own = (
            subjects[-1]
            if function == "object" and subjects and not _clause_between(view, subjects[-1][0], at)
            else None
        )
        beside = keys.get(at - 2, "") if view.norm(at - 1) == "and" else ""
        return Setting(function, quotation, barred, own[1] if own else "", beside)

    def _remember(self, phrase: Phrase, view: SentenceView, actors: SentenceActors) -> None:
        index, discourse, chunk = view.sentence.index, self._discourse, phrase.chunk
        actor = phrase.actor
        if actor.kind == "role":
            told = actor.perspective is not None
            actor = self.resolve(actor, index, frozenset())
            if not told:
                self._roles.setdefault(index, []).append(actor)
            if actor.entity_id:
                phrase = _as_entity(phrase, actor.entity_id)
        quoted = view.quote_of[chunk.head]
        quotation = view.quotations[quoted].start if quoted >= 0 else UNQUOTED
        discourse.remember(phrase, actor, index, quotation, dateline=chunk.last <= actors.dateline)
        if actor.kind == "role" and actor.name and actor.perspective is not None:
            discourse.introduce(actor.name, actor)
        elif actor.kind in ("named", "unlisted") and actor.name and actor.name not in discourse.known:
            listed = actor.kind == "named"
            discourse.introduce(actor.name, actor if listed else _by_apposition(view, actors, chunk.last, actor))


def _place(each: Phrase | Actor) -> tuple[int, int]:
    return (each.chunk.first, each.head) if isinstance(each, Phrase) else (each.first, -1)


def _place_of_phrase(phrase: Phrase) -> tuple[int, int]:
    return phrase.chunk.first, phrase.head


def _as_entity(phrase: Phrase, entity_id: str) -> Phrase:
    """The phrase as one for an entity, under whatever name or noun."""
    one = phrase.referent
    referent = Referent(one.kind, one.gender, one.number, entity_id, one.name_words)
    return Phrase(phrase.chunk, phrase.actor, referent, phrase.function, phrase.first_head, phrase.head)


def _keys_of(finding: Finding, keys: dict[int, str]) -> frozenset[str]:
    """The referents of a finding's sources where they stand in its own sentence."""
    if finding.source is None:
        return frozenset()
    return frozenset(keys[actor.first] for actor in finding.actors if actor.first in keys)


def _reported_by(position: int, view: SentenceView, findings: Sequence[Finding]) -> frozenset[int]:
    """The positions of what a pronoun of a sentence says that cannot hold its antecedent.

    They are quoted words, and the clause that its report interrupts. In "The ambassador, she added, likes to claim"
    she is not the ambassador; in "Jeremic rang Washington, he said" and "Kurti's doubts are known: it would, he
    fears, cost votes" he may be the one named in the clause before.
    """
    barred: set[int] = set()
    clause = max((at + 1 for at in range(position) if view.norm(at) in CLAUSE_MARKS), default=0)
    for finding in findings:
        if _is_source(position, finding, view.sentence.index):
            interrupts = any(first > position for first, _ in finding.content)
            said = (at for first, last in finding.content for at in range(first, last))
            barred.update(at for at in said if view.quote_of[at] >= 0 or (interrupts and at >= clause))
    return frozenset(barred)


def _is_source(position: int, finding: Finding, index: int) -> bool:
    """Whether the token at a position is all of the source of a finding."""
    return finding.source == (position, position + 1) and _source_in(finding, index)


def _rejecting(position: int, findings: Sequence[Finding], keys: dict[int, str]) -> frozenset[str]:
    """Whom a possessive pronoun cannot mean: who rejects the claim that is its ("Kurti rejected his claim that")."""
    clauses = {
        claim.content[0][0]
        for claim in findings
        if claim.rule.startswith(ANSWERED) and claim.source == (position, position + 1)
    }
    return frozenset(
        keys[answer.source[0]]
        for answer in findings
        if clauses and answer.cue_class == DENYING and answer.source and answer.source[0] in keys
        for first, last in answer.content
        if first <= position < last and last in clauses
    )


def _source_in(finding: Finding, index: int) -> bool:
    """Whether the source of a finding stands in its own sentence, which has an index."""
    return finding.source_sentence is None or finding.source_sentence == index


def _fronted(view: SentenceView, position: int, phrases: Sequence[Phrase]) -> frozenset[str]:
    """Whom a subject cannot mean: who stands in a phrase without verb before it ("In a letter to Gruen, he ...")."""
    if any(shape in "VMEG" for shape in view.shapes[:position]):
        return frozenset()
    return frozenset(p.referent.key for p in phrases if p.function == "oblique" and p.head < position)


def _clause_between(view: SentenceView, first: int, last: int) -> bool:
    """Whether a new clause begins between two positions: a relative, a conjunction, a complementizer, a mark."""
    return any(view.shape(at) in 'WC,."' or view.norm(at) == "that" for at in range(first + 1, last))


def _by_apposition(view: SentenceView, actors: SentenceActors, after: int, actor: Actor) -> Actor:
    """An unlisted person with the side of the role that follows the name ("Marko Ilic, a government official")."""
    chunk = view.chunk_starting.get(after + 1)
    if view.shape(after) == "," and chunk:
        behind = view.chunk_starting.get(chunk.last + 1) if view.shape(chunk.last) == "I" else None
        role = actors.of_chunk(chunk, [behind] if behind else [])
        if role and role.kind in ("role", "described"):
            return replace(role, kind="unlisted", name=actor.name, perspective=role.perspective or actor.perspective)
    return actor
