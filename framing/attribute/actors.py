"""Who speaks or acts, as far as the words of a phrase tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Literal

from framing.records import Token, record

ActorKind = Literal["named", "described", "role", "people", "pronoun", "unlisted"]


@record
class Actor:
    """Who a noun phrase stands for, as far as the phrase itself tells.

    ``perspective`` is None where only the context can tell ("he", "the ministry"). ``nouns`` are the role nouns
    the actor can be called by later. ``owner`` is the possessive pronoun of a role ("her" in "her spokesman").
    """

    first: int
    last: int
    kind: ActorKind
    entity_id: str | None = None
    perspective: str | None = None
    gender: str = ""
    number: str = "singular"
    nouns: frozenset[str] = frozenset()
    role_kind: str = ""
    name: str = ""
    owner: Actor | None = None

    def at(self, first: int, last: int) -> Actor:
        """The same actor by other words: ``tokens[first:last]``."""
        if first == self.first and last == self.last:
            return self
        return Actor(
            first, last, self.kind, self.entity_id, self.perspective, self.gender, self.number, self.nouns,
            self.role_kind, self.name, self.owner,
        )  # fmt: skip


def as_written(tokens: Sequence[Token]) -> str:
    """The tokens with a blank wherever the text has white space between them ("Kosovo's government")."""
    if len(tokens) == 1:
        return tokens[0].text
    return tokens[0].text + "".join(" " * (one.end < other.start) + other.text for one, other in pairwise(tokens))


def sides_of(actor: Actor) -> tuple[Actor, ...]:
    """An actor for each side where a description stands for several ("both capitals")."""
    if actor.perspective and "|" in actor.perspective:
        return tuple(replace(actor, perspective=side.strip(), entity_id=None) for side in actor.perspective.split("|"))
    return (actor,)
