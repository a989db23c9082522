"""Whom a pronoun means: the followed pronouns of the package against the gold coreference of a treebank."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from framing.records import Reference, Span
from framing.validation.treebank import GoldDocument, GoldMention

REACH_SENTENCES = 5
KINDS = ("person", "organization")
PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "she", "her", "hers"), "he, she"),
    **dict.fromkeys(("they", "them", "their", "theirs"), "they"),
    **dict.fromkeys(("it", "its"), "it"),
}
"""The third person, as the rows of the table have it; reflexives are left out, for they need no antecedent of a text."""

Resolver = Callable[[GoldDocument], Sequence[Reference]]


@dataclass(frozen=True, slots=True)
class Answer:
    """A gold pronoun and whether its antecedent was found: ``right`` by the resolver, ``trivially`` by the baseline."""

    document: str
    genre: str
    pronoun: GoldMention
    group: str
    right: bool
    answered: bool
    trivially: bool


def answers_of(document: GoldDocument, references: Iterable[Reference]) -> Iterator[Answer]:
    """Every pronoun of a person or organisation that a name or noun within ``REACH_SENTENCES`` stands for.

    A reference is right where the smallest gold mention that holds its antecedent is one of the pronoun's entity. The
    trivial answer is the latest name of an entity of that (gold) kind.
    """
    text = document.article.text
    found = {reference.pronoun.start: reference.antecedent for reference in references}
    nominal = [mention for mention in document.mentions if mention.tag != "PRON"]
    for pronoun in document.mentions:
        group = PRONOUNS.get(pronoun.span.of(text).lower())
        if pronoun.tag != "PRON" or group is None or pronoun.kind not in KINDS:
            continue
        before = [mention for mention in nominal if mention.span.start < pronoun.span.start]
        if not any(each.entity == pronoun.entity and _near(document, each, pronoun) for each in before):
            continue
        antecedent = found.get(pronoun.span.start)
        names = [each for each in before if each.tag == "PROPN" and each.kind == pronoun.kind]
        yield Answer(
            document=document.article.article_id,
            genre=document.genre,
            pronoun=pronoun,
            group=group,
            right=antecedent is not None and _entity_at(document, antecedent) == pronoun.entity,
            answered=antecedent is not None,
            trivially=bool(names) and names[-1].entity == pronoun.entity,
        )


def _near(document: GoldDocument, one: GoldMention, other: GoldMention) -> bool:
    first, last = (bisect_right(document.sentence_starts, each.span.start) for each in (one, other))
    return last - first <= REACH_SENTENCES


def _entity_at(document: GoldDocument, place: Span) -> str | None:
    """The entity of the smallest mention that holds a place."""
    holding = [each for each in document.mentions if each.span.start <= place.start and place.end <= each.span.end]
    return min(holding, key=lambda each: each.span.end - each.span.start).entity if holding else None
