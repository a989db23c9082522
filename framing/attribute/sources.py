"""Who a source in a sentence is: its actors, its possessor, and the seat a side speaks from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from framing.attribute.actors import Actor, sides_of
from framing.attribute.chunks import Chunk, SentenceView
from framing.attribute.sentence_actors import SentenceActors
from framing.attribute.subjects import Subject, SubjectFinder
from framing.attribute.verb_groups import Grammar

TokenRange = tuple[int, int]
SEATS = ("government_place", "institution")


class SourceReader:
    """The actors behind the subjects, possessors and seats of one sentence.

    Parameters
    ----------
    view : SentenceView
    actors : SentenceActors
    grammar : mapping of str to frozenset of str
    """

    def __init__(self, view: SentenceView, actors: SentenceActors, grammar: Grammar) -> None:
        self.view = view
        self.actors = actors
        self.grammar = grammar

    def of(self, subject: Subject) -> tuple[Actor, ...]:
        """The actors of a subject: one for each coordinated phrase, or the person that an apposition names."""
        found = []
        for group in subject.groups:
            actor = self.actors.of_chunk(group[0], group[1:])
            if actor is not None:
                found.append(self._with_seat(self._as_adjective(actor, group), group))
        person = self._named_in_apposition(subject)
        if person and (not found or found[0].kind in ("role", "unlisted", "described")):
            return (person,)
        role = self._role_in_apposition(subject) if found and found[0].kind == "unlisted" else None
        if role:
            return (self._with_seat(role, subject.groups[0]),)
        return tuple(each for actor in found for each in sides_of(actor))

    def _as_adjective(self, actor: Actor, group: Sequence[Chunk]) -> Actor:
        """As in "Western and regional partners": a demonym before "and" is an adjective, and gives its side."""
        view = self.view
        alone = actor.kind == "people" and len(group) == 1 and view.shape(group[0].last) == "C"
        if (
            alone
            and view.tokens[group[0].head].tag not in ("NNS", "NNPS")
            and not view.norm(group[0].head).endswith("s")
        ):
            side = self.actors.side_in(group[0].first, group[0].last)
            return replace(actor, perspective=side[0]) if side else actor
        return actor

    def _named_in_apposition(self, subject: Subject) -> Actor | None:
        """The listed person an apposition names: "the EU envoy, Miroslav Lajčák,"."""
        start = subject.groups[-1][-1].last
        if subject.apposition_last <= start or self.view.norm(start) != ",":
            return None
        chunk = self.view.chunk_starting.get(start + 1)
        actor = self.actors.of_chunk(chunk) if chunk else None
        return actor if actor and actor.kind == "named" and actor.role_kind == "office" else None

    def _role_in_apposition(self, subject: Subject) -> Actor | None:
        """The role of a person nobody has listed: "Marko Ilić, an official of the Serbian government,"."""
        after = subject.groups[-1][-1].last
        chunk = self.view.chunk_starting.get(after + 1)
        if chunk is None or subject.apposition_last <= after or self.view.norm(after) != ",":
            return None
        behind = self.view.chunk_starting.get(chunk.last + 1) if self.view.shape(chunk.last) == "I" else None
        role = self.actors.of_chunk(chunk, [behind] if behind else [])
        return role if role and role.kind == "role" else None

    def _with_seat(self, actor: Actor, group: Sequence[Chunk]) -> Actor:
        """As in "In Belgrade, officials said", "a ministry spokesman said in Moscow": a seat gives a role its side."""
        if actor.kind == "role" and actor.perspective is None and actor.owner is None:
            seat = self.seat_before(group[0].first) or self.seat_behind(group[-1].last + 1, reach=6)
            side = self.actors.side_in(seat.first, seat.last) if seat else None
            if side:
                return replace(actor, perspective=side[0])
        return actor

    def owner(self, chunk: Chunk, before: int) -> TokenRange | None:
        """The possessor of a cue noun ("Kurti's refusal", "the Serbian demand", "its insistence")."""
        view = self.view
        for at in range(before - 1, chunk.first - 1, -1):
            if view.shape(at) == "S":
                return (chunk.first, at)
        if view.tokens[chunk.first].tag == "PRP$":
            return (chunk.first, chunk.first + 1)
        if self.actors.side_in(chunk.first, before):
            return (chunk.first, before)
        return None

    def owner_of(self, subject: Subject) -> tuple[Actor, ...]:
        """As in "according to his account", "in the Serbian reading": the side that a thing belongs to."""
        chunk = subject.groups[0][0]
        owner = self.owner(chunk, chunk.head)
        return self.of_range(owner) if owner else ()

    def of_range(self, source: TokenRange) -> tuple[Actor, ...]:
        """The actors of a token range that may be part of a noun phrase ("Kurti" in "Kurti's refusal")."""
        first, last = source
        head = last - 1
        actor = self.actors.of_chunk(Chunk(first, last, head))
        if actor is None:
            side = self.actors.side_in(first, last)
            actor = Actor(first, last, "described", side[1], side[0]) if side else None
        if actor is not None and actor.kind == "people":
            side = self.actors.side_in(first, last)
            actor = Actor(first, last, "described", None, self._demonym_side(first, last)) if side else actor
        if actor is None and self.view.tokens[first].tag == "PRP$":
            actor = self.actors.pronoun(first)
        return (actor,) if actor else ()

    def _demonym_side(self, first: int, last: int) -> str | None:
        side = self.actors.side_in(first, last)
        return side[0] if side else None

    def of_marked(self, place: TokenRange, subjects: SubjectFinder) -> tuple[Actor, ...]:
        """The actors of tokens that a model has marked as source: noun phrases, a possessor, a relative pronoun."""
        first, last = place
        while last - 1 > first and self.view.shape(last - 1) in 'S,"':
            last -= 1
        if self.view.norm(first) in self.grammar["relative"]:
            subject = subjects.before(first + 1)
        else:
            subject = subjects.within(first, last)
        actors = self.of(subject) if subject else ()
        chunk = self.view.chunk_at(first)
        return actors or (self.of_range((first, last)) if chunk and last <= chunk.last else ())

    def seat_behind(self, after: int, reach: int = 4) -> Subject | None:
        """As in "is seen in Moscow as": the seat of a government within a few words of a passive."""
        view = self.view
        for at in range(after, min(after + reach, len(view.tokens))):
            chunk = view.chunk_starting.get(at + 1)
            if view.norm(at) in self.grammar["seat_preposition"] and chunk and self.is_seat(chunk):
                return Subject(((chunk,),))
            if view.shape(at) in "V,.":
                return None
        return None

    def seat_before(self, first: int, words: frozenset[str] | None = None) -> Subject | None:
        """As in "In Moscow, the events were read as": the seat of a government that opens the sentence or clause."""
        view = self.view
        words = self.grammar["seat_preposition"] if words is None else words
        starts = [0] + [at + 1 for at, shape in enumerate(view.shapes[:first]) if shape in ",W"]
        for at, word in enumerate(view.norms[:first]):
            if word == "where":
                seat = view.chunk_ending.get(at - 1 if view.shape(at - 1) == "," else at)
                if seat and self.is_seat(seat):
                    return Subject(((seat,),))
        for at in starts:
            chunk = view.chunk_starting.get(at + 1)
            if view.norm(at) in words and chunk and chunk.last <= first and self.is_seat(chunk):
                return Subject(((chunk,),))
        return None

    def is_seat(self, chunk: Chunk) -> bool:
        """Whether a noun phrase is the place a side speaks from: "Moscow", "Western capitals", "KFOR headquarters"."""
        match = self.actors.name_starting.get(chunk.first) or self.actors.name_starting.get(chunk.first + 1)
        if match and match.last == chunk.head + 1:
            return match.value.description or bool(match.value.entity and match.value.entity.kind in SEATS)
        actor = self.actors.of_chunk(chunk)
        return bool(actor and actor.kind == "role" and actor.role_kind == "body" and actor.perspective)

    def first_actor(self, before: int) -> Subject | None:
        """The first noun phrase of the sentence that no preposition governs, for a participle whose verb is unclear."""
        for chunk in self.view.chunks:
            if chunk.last < before and self.view.shape(chunk.first - 1) not in "IS" and self.actors.of_chunk(chunk):
                return Subject(((chunk,),))
        return None
