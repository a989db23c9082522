"""Attributes every sentence to the perspectives it voices: mentions, attributions (source, cue, content), voices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from framing.attribute.actions import ActionFinder, with_voices
from framing.attribute.actors import Actor, SentenceActors, sides_of
from framing.attribute.chunks import SentenceView
from framing.attribute.discourse import MENTIONED, SOURCE, SUBJECT, Discourse
from framing.attribute.findings import Finding
from framing.attribute.floating import attribute_floating_quotations
from framing.attribute.proposals import Proposals
from framing.attribute.registry import Registry
from framing.attribute.rules import SentenceRules
from framing.attribute.verb_groups import certain_verbs
from framing.attribute.voices import find_voices
from framing.lexicons import PhraseMatcher
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

    Notes
    -----
    The constructions are those of PARC and PolNeAR (Pareti 2015; Newell et al. 2018): direct, indirect and mixed
    attributions, with verbal, nominal, adjectival and prepositional cues. It sees no sentence structure beyond
    noun phrases and verb groups, so deep embedding is beyond it.
    """

    def __init__(self, study: Study) -> None:
        self.study = study
        self._registry = Registry(study)
        self._cues = PhraseMatcher(study.lexicons.cues.items(), lemmas=False)
        self._actions = ActionFinder(study.lexicons.verbs)

    def attribute(self, document: Document, proposals: Sequence[ProposedAttribution] = ()) -> Attributed:
        """The mentions, attributions, voices and actions of a document, each in the order of the text."""
        quotations = find_quotations(document.article.text)
        grammar = self.study.lexicons.grammar
        discourse = Discourse(grammar["generic_role"], grammar["state_body"])
        proposed = Proposals(proposals, document, self.study.lexicons)
        mentions: list[Mention] = []
        attributions: list[Attribution] = []
        actions: list[Action] = []
        read: list[SentenceRules] = []
        for sentence in document.sentences:
            read.append(self._read(sentence, quotations, document.article.date or "", discourse))
            view, actors = read[-1].view, read[-1].actors
            findings = proposed.join(read[-1].find(), read)
            _remember(view, actors, discourse)
            attributions += _resolved(findings, view, discourse)
            actions += self._actions.find(read[-1], discourse)
            mentions += actors.mentions()
        views = [rules.view for rules in read]
        attributions = attribute_floating_quotations(views, quotations, attributions)
        voices = tuple(find_voices(views, attributions))
        told = with_voices(actions, attributions, Speakers(attributions, quotations), grammar["first_person"])
        return Attributed(tuple(mentions), tuple(attributions), voices, told)

    def _read(
        self, sentence: Sentence, quotations: Sequence[Quotation], date: str, discourse: Discourse
    ) -> SentenceRules:
        """The rules at work on a sentence whose names, roles and cues are found."""
        grammar = self.study.lexicons.grammar
        names = self._registry.names(sentence.tokens, date)
        cues = self._cues.find(sentence.tokens)
        verbs = certain_verbs(sentence.tokens, cues, grammar)
        roles = [role for role in self._registry.roles(sentence.tokens) if role.last - 1 not in verbs]
        nouns: dict[int, int] = {}
        for first, last in ((match.first, match.last) for found in (names, roles) for match in found):
            nouns[first] = max(last, nouns.get(first, 0))
        view = SentenceView(sentence, quotations, nouns, grammar, verbs)
        actors = SentenceActors(self._registry, view, names, roles, date, discourse.known)
        return SentenceRules(view, actors, cues, grammar)


def _resolved(findings: Sequence[Finding], view: SentenceView, discourse: Discourse) -> Iterator[Attribution]:
    """The findings as attributions, one for each side that speaks, with pronouns and descriptions followed."""
    index = view.sentence.index
    for finding in findings:
        borders = finding.borders
        content = borders.content or _content(finding, view)
        stands = index if finding.source_sentence is None else finding.source_sentence
        barred = frozenset(position for first, last in finding.content for position in range(first, last))
        sources = [discourse.resolve(actor, stands, barred if stands == index else NOWHERE) for actor in finding.actors]
        for actor in sources:
            discourse.add(actor, index, SUBJECT if finding.rule.startswith(MAIN_RULES) else SOURCE)
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
            )


def _side_of_unresolved(actor: Actor) -> str | None:
    """A person or group that no context explains speaks for no side; "it" may be no speaker at all."""
    if actor.kind == "pronoun" and actor.gender == "n":
        return None
    return OTHER


def _remember(view: SentenceView, actors: SentenceActors, discourse: Discourse) -> None:
    """Adds the sentence's actors to what the article has said, and the names it introduces."""
    index = view.sentence.index
    for chunk in view.chunks:
        following = [other for other in view.chunks if other.first == chunk.last + 1 and view.shape(chunk.last) == "I"]
        actor = actors.of_chunk(chunk, following)
        if actor is None:
            continue
        if actor.kind == "pronoun" and view.quote_of[chunk.head] < 0:
            discourse.follow(actor, index)
        actor = discourse.resolve(actor, index) if actor.kind == "role" else actor
        discourse.add(actor, index, MENTIONED, quoted=view.quote_of[chunk.head] >= 0)
        if actor.kind == "role" and actor.name:
            discourse.introduce(actor.name, actor)
        elif actor.kind == "unlisted" and actor.name not in discourse.known:
            discourse.introduce(actor.name, _by_apposition(view, actors, chunk.last, actor))


def _by_apposition(view: SentenceView, actors: SentenceActors, after: int, actor: Actor) -> Actor:
    """An unlisted person with the side of the role that follows the name ("Marko Ilic, a government official")."""
    chunk = view.chunk_starting.get(after + 1)
    if view.shape(after) == "," and chunk:
        behind = view.chunk_starting.get(chunk.last + 1) if view.shape(chunk.last) == "I" else None
        role = actors.of_chunk(chunk, [behind] if behind else [])
        if role and role.kind == "role":
            return replace(role, kind="unlisted", name=actor.name, perspective=role.perspective or actor.perspective)
    return actor


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
