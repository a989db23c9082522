"""Attributes every sentence to the perspectives it voices: mentions, attributions (source, cue, content), voices."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Literal

from framing.attribute.actions import ActionFinder, with_voices
from framing.attribute.actors import Actor, as_written, sides_of
from framing.attribute.answers import ANSWERED
from framing.attribute.antecedents import Weights
from framing.attribute.chunks import SentenceView
from framing.attribute.confidence import Confidence
from framing.attribute.discourse import SOURCE, SUBJECT, Discourse, meant
from framing.attribute.findings import Finding
from framing.attribute.floating import attribute_floating_quotations
from framing.attribute.memory import Followed, Memory
from framing.attribute.proposals import Proposals
from framing.attribute.registry import Named, Registry, is_adjective
from framing.attribute.rules import SentenceRules
from framing.attribute.sentence_actors import SentenceActors
from framing.attribute.signatures import attribute_signed
from framing.attribute.turns import TurnReader, is_turn
from framing.attribute.verb_groups import certain_verbs
from framing.attribute.voices import find_voices
from framing.lexicons import FirstWords, Match, PhraseMatcher
from framing.quotations import Quotation, find_quotations
from framing.records import (
    OTHER,
    Action,
    Attributed,
    Attribution,
    Document,
    Mention,
    ProposedAttribution,
    QuoteKind,
    Sentence,
    Span,
)
from framing.speakers import Speakers
from framing.study.records import Study

MAIN_RULES = ("subject", "inverted", "beside-quote", "colon", "for-side")
NOWHERE: frozenset[int] = frozenset()


class Attributor:
    """Finds who speaks, by rules over the study's lexicons; made once, used for any number of documents.

    Parameters
    ----------
    study : Study
    min_confidence : float
        Attributions below it, in [0, 1], are found but give no voice.
    weights : Weights, optional
        What counts how much for an antecedent; by default the lexicon's.

    Notes
    -----
    The constructions are those of PARC and PolNeAR (Pareti 2015; Newell et al. 2018): direct, indirect and mixed
    attributions, with verbal, nominal, adjectival and prepositional cues. It sees no sentence structure beyond
    noun phrases and verb groups, so deep embedding is beyond it.
    """

    def __init__(self, study: Study, min_confidence: float = 0.0, weights: Weights | None = None) -> None:
        self.study = study
        self.min_confidence = min_confidence
        self._registry = Registry(study)
        self._weights = weights or Weights(**study.lexicons.antecedents)
        self._cues = PhraseMatcher(study.lexicons.cues.items(), lemmas=False)
        self._first_words = FirstWords(*self._registry.matchers, self._cues)
        self._actions = ActionFinder(study.lexicons)

    def attribute(self, document: Document, proposals: Sequence[ProposedAttribution] = ()) -> Attributed:
        """The mentions, attributions, voices and actions of a document, each in the order of the text."""
        quotations = find_quotations(document.article.text)
        grammar = self.study.lexicons.grammar
        discourse = Discourse(
            generic_roles=grammar["generic_role"],
            state_bodies=grammar["state_body"],
            own_bodies=grammar["own_body"],
            state_offices=grammar["state_office"],
            opposites=grammar["opposite"],
            weights=self._weights,
        )
        memory = Memory(discourse, self.study.lexicons)
        confidence = Confidence(self.study.lexicons.confidence, "model" if proposals else "rules")
        proposed = Proposals(proposals, document, self.study.lexicons)
        mentions: list[Mention] = []
        attributions: list[Attribution] = []
        followed: list[Followed] = []
        actions: list[Action] = []
        read: list[SentenceRules] = []
        for sentence in document.sentences:
            read.append(self._read(sentence, quotations, document.article.date or "", discourse))
            view, actors = read[-1].view, read[-1].actors
            findings = proposed.join(read[-1].find(), read)
            here = memory.read(read[-1], findings)
            followed += here
            attributions += _resolved(findings, view, memory, confidence)
            actions += self._actions.find(read, memory)
            references = [
                *_pronouns(view, here),
                *_offices(view, memory.roles_of(view.sentence.index), grammar["definite"]),
            ]
            mentions += _together(actors.mentions(), _as_mentions(view, references, self.study.perspectives))
        views = [rules.view for rules in read]
        turns = TurnReader(read, grammar)
        attributions = turns.attribute(attributions, memory.of_label, discourse.persons, confidence)
        attributions = attribute_signed(read, attributions, memory.of_label, confidence)
        attributions = attribute_floating_quotations(views, quotations, attributions, confidence)
        stated = [
            place
            for place, each in enumerate(attributions)
            if (_is_stated(each, read) or _is_answered(each, attributions)) and not _in_turn(each, attributions)
        ]
        voices = find_voices(views, attributions, self.min_confidence, stated)
        told = tuple(each.reference(views) for each in followed)
        speakers = Speakers(attributions, quotations)
        deeds = with_voices(actions, attributions, speakers, grammar["first_person"])
        return Attributed(tuple(mentions), tuple(attributions), tuple(voices), told, deeds)

    def _read(
        self, sentence: Sentence, quotations: Sequence[Quotation], date: str, discourse: Discourse
    ) -> SentenceRules:
        """The rules at work on a sentence whose names, roles and cues are found."""
        grammar, tokens = self.study.lexicons.grammar, sentence.tokens
        names_at, roles_at, cues_at = self._first_words.starts(tokens)
        names = [
            match
            for match in self._registry.names(tokens, date, names_at)
            if not _is_surname(match, tokens[match.first].norm, discourse.known)
        ]
        cues = self._cues.find(tokens, None, cues_at)
        verbs = certain_verbs(tokens, cues, grammar) - {name.last for name in names if is_adjective(name, tokens)}
        roles = [role for role in self._registry.roles(tokens, roles_at) if role.last - 1 not in verbs]
        nouns: dict[int, int] = {}
        for first, last in [*((n.first, n.last) for n in names), *((r.first, r.last) for r in roles)]:
            nouns[first] = max(last, nouns.get(first, 0))
        view = SentenceView(sentence, quotations, nouns, grammar, verbs)
        actors = SentenceActors(self._registry, view, names, roles, date, discourse.known)
        return SentenceRules(view, actors, cues, grammar)


def _is_surname(match: Match[Named], word: str, known: Mapping[str, Actor]) -> bool:
    """Whether the name of a place is here the last name of a person that the article has introduced."""
    place = match.value.entity is not None and match.value.entity.kind == "government_place"
    return place and match.last - match.first == 1 and word in known and known[word].gender in ("m", "f")


def _resolved(
    findings: Sequence[Finding], view: SentenceView, memory: Memory, confidence: Confidence
) -> Iterator[Attribution]:
    """The findings as attributions, one for each side that speaks, with pronouns and descriptions followed."""
    index = view.sentence.index
    for finding in findings:
        borders = finding.borders
        content = borders.content or _content(finding, view)
        stands = index if finding.source_sentence is None else finding.source_sentence
        barred = frozenset(position for first, last in finding.content for position in range(first, last))
        sources = [memory.resolve(actor, stands, barred if stands == index else NOWHERE) for actor in finding.actors]
        for actor in sources:
            memory.spoke(actor, index, SUBJECT if finding.rule.startswith(MAIN_RULES) else SOURCE, stands)
        speakers: dict[str | None, str | None] = {}
        for actor in (each for source in sources for each in sides_of(source)):
            speakers.setdefault(actor.perspective or _side_of_unresolved(actor), actor.entity_id)
        for side, entity_id in speakers.items():
            yield Attribution(
                sentence_index=index,
                kind=borders.kind if borders.content else _kind(content, view),
                source=_whole(borders.source) or _span(view, finding.source),
                cue=_whole(borders.cue) or _span(view, finding.cue),
                content=content,
                cue_class=finding.cue_class,
                entity_id=entity_id,
                perspective=side,
                rule=finding.rule,
                confidence=confidence(finding.rule, finding.borders.confidence),
            )


def _is_stated(attribution: Attribution, read: Sequence[SentenceRules]) -> bool:
    """Whether an attribution is a statement or refusal of somebody named in its own sentence."""
    rules = read[attribution.sentence_index]
    source = rules.view.covering((attribution.source,)) if attribution.source else None
    cue = rules.view.covering((attribution.cue,)) if attribution.cue else None
    return rules.is_stated(source, cue)


def _is_answered(attribution: Attribution, others: Sequence[Attribution]) -> bool:
    """Whether an attribution is a claim that only who answers it speaks of ("Kurti rejected claims by Vučić that")."""
    if not attribution.rule.startswith(ANSWERED) or attribution.cue is None:
        return False
    start = attribution.content[0].start
    return not any(
        piece.start <= start < piece.end for each in others if each is not attribution for piece in each.content
    )


def _in_turn(attribution: Attribution, others: Sequence[Attribution]) -> bool:
    """Whether an attribution stands in the turn of a speaker, whose voice it is: what A says that B said is A's."""
    return not is_turn(attribution) and any(
        is_turn(each) and each.sentence_index == attribution.sentence_index for each in others
    )


def _side_of_unresolved(actor: Actor) -> str | None:
    """A person or group that no context explains speaks for no side; "it" may be no speaker at all."""
    if actor.kind == "pronoun" and actor.gender == "n":
        return None
    return OTHER


def _pronouns(view: SentenceView, followed: Sequence[Followed]) -> Iterator[Actor]:
    """The pronouns of one person, outside quotations, as whom they stand for."""
    for each in followed:
        at = each.pronoun.first
        if (
            each.antecedent
            and view.tokens[at].tag == "PRP"
            and view.quote_of[at] < 0
            and each.pronoun.gender in ("m", "f")
        ):
            yield meant(each.pronoun, each.antecedent)


def _offices(view: SentenceView, roles: Sequence[Actor], definite: Collection[str]) -> Iterator[Actor]:
    """The definite roles that, once followed, are a person the study knows: surer than bodies and groups."""
    for actor in roles:
        one = actor.role_kind == "office" and actor.number == "singular" and actor.entity_id is not None
        if one and view.norm(actor.first) in definite:
            yield actor


def _as_mentions(view: SentenceView, followed: Sequence[Actor], sides: Collection[str]) -> Iterator[Mention]:
    """The pronouns and roles that stand for one side, as mentions."""
    for actor in followed:
        if actor.perspective in sides:
            first, last = view.tokens[actor.first], view.tokens[actor.last - 1]
            words = as_written(view.tokens[actor.first : actor.last])
            form: Literal["role", "pronoun"] = "pronoun" if actor.kind == "pronoun" else "role"
            index, side = view.sentence.index, str(actor.perspective)
            yield Mention(index, first.start, last.end, words, actor.entity_id, side, "actor", form)


def _together(listed: Sequence[Mention], references: Iterable[Mention]) -> list[Mention]:
    """The listed mentions and the references that overlap none of them, in the order of the text."""
    references = list(references)
    if not references:
        return list(listed)
    taken = {at for mention in listed for at in range(mention.start, mention.end)}
    apart = [mention for mention in references if taken.isdisjoint(range(mention.start, mention.end))]
    return sorted([*listed, *apart], key=lambda mention: mention.start) if apart else list(listed)


def _span(view: SentenceView, tokens: tuple[int, int] | None) -> Span | None:
    if tokens is None:
        return None
    return Span(view.tokens[tokens[0]].start, view.tokens[tokens[1] - 1].end)


def _whole(pieces: Sequence[Span]) -> Span | None:
    """From the first to the last of the pieces of a source or cue."""
    return Span(pieces[0].start, pieces[-1].end) if pieces else None


def _content(finding: Finding, view: SentenceView) -> tuple[Span, ...]:
    spans = []
    for first, last in finding.content:
        while last > first and view.tokens[last - 1].text in (",", ":"):
            last -= 1
        if last > first:
            spans.append(Span(view.tokens[first].start, view.tokens[last - 1].end))
    return tuple(spans)


def _kind(content: Sequence[Span], view: SentenceView) -> QuoteKind:
    """Direct where all of the content's words are quoted, mixed where some are, else indirect."""
    words = [
        view.quote_of[index] >= 0
        for index, token in enumerate(view.tokens)
        if token.norm[:1].isalnum() and any(span.start <= token.start < span.end for span in content)
    ]
    if words and all(words):
        return "direct"
    return "mixed" if any(words) else "indirect"


__all__ = ["Attributor"]
