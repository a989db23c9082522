"""What an article has said so far of its actors, so that "he", "the minister" and "the alliance" can be followed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter

from framing.attribute.actors import Actor
from framing.attribute.antecedents import UNQUOTED, Chooser, Kind, Referent, Seen, Setting, Weights
from framing.attribute.referents import BODIES, Phrase
from framing.records import OTHER

REACH_SENTENCES = 12
MENTIONED, SOURCE, SUBJECT = 0.0, 1.0, 2.0
OPENS_SENTENCE = 1.0
SAME_NOUN = 2.5
UNLISTED = -1.5
STATE = "government_place"
STATES = frozenset(("office", STATE, "body"))
NOWHERE = Setting()
_sentence_of = attrgetter("sentence_index")


class Discourse:
    """The actors an article has named, and which of them a later word means.

    The antecedent is the best by recency (a sentence back costs one), with a bonus for having been a source or
    stood first in its sentence, among those that agree in gender, number and kind; pronouns are chosen by ``Chooser``.

    Parameters
    ----------
    generic_roles : frozenset of str
        Nouns that any office holder can be called by: "leader", "diplomat".
    state_bodies : frozenset of str
        Nouns for bodies that a state has and an alliance has not: "government", "police".
    own_bodies : frozenset of str
        Nouns for bodies that are no state and no state's: "alliance", "mission".
    state_offices : frozenset of str
        Nouns for who speaks for a government: "minister", "police spokesman".
    opposites : frozenset of str
        Nouns for somebody of the same rank on another side: "counterpart".
    weights : Weights
        What counts how much for a pronoun.
    """

    def __init__(
        self,
        generic_roles: frozenset[str],
        state_bodies: frozenset[str],
        own_bodies: frozenset[str],
        state_offices: frozenset[str],
        opposites: frozenset[str],
        weights: Weights,
    ) -> None:
        self._generic = generic_roles
        self._state_bodies = state_bodies
        self._own_bodies = own_bodies
        self._state_offices = state_offices
        self._opposites = opposites
        self._seen: list[Seen] = []
        self._chooser = Chooser(weights)
        self.known: dict[str, Actor] = {}

    def add(self, actor: Actor, sentence_index: int, weight: float, *, quoted: bool = False) -> None:
        """Remembers an actor with a known perspective; ``weight`` says how prominent it is, a quoted one least."""
        if actor.kind == "pronoun" or actor.perspective is None:
            return
        referent = _referent_of(actor)
        quotation = sentence_index if quoted else UNQUOTED
        weight_there = weight + _prominence(actor, actor.first, quotation)
        self._seen.append(
            Seen(actor, referent, sentence_index, actor.first, weight_there, weight >= SOURCE, "", quotation)
        )

    def remember(
        self, phrase: Phrase, actor: Actor, sentence_index: int, quotation: int = UNQUOTED, *, dateline: bool = False
    ) -> None:
        """Remembers a phrase of a sentence as an actor; ``quotation`` is the start of the quotation that holds it."""
        position = phrase.chunk.first
        self._chooser.note(phrase.referent)
        self._seen.append(
            Seen(
                actor,
                phrase.referent,
                sentence_index,
                position,
                MENTIONED + _prominence(actor, position, quotation),
                False,
                phrase.function,
                quotation,
                (sentence_index, phrase.first_head, phrase.head),
                dateline=dateline,
            )
        )

    def spoke(self, actor: Actor, sentence_index: int, weight: float, stands: int) -> None:
        """Notes that an actor is the source of a sentence; ``stands`` is the sentence in which its phrase stands."""
        phrase = self._phrase_at(actor.first, max(actor.last, actor.first + 1), stands)
        if phrase is None:
            self.add(actor, sentence_index, weight)
            return
        known = actor if actor.kind != "pronoun" and actor.perspective is not None else phrase.actor
        self._seen.append(
            Seen(
                known,
                phrase.referent,
                sentence_index,
                phrase.position,
                phrase.weight + weight,
                True,
                phrase.function,
                phrase.quotation,
                phrase.origin,
                phrase.again,
            )
        )

    def _phrase_at(self, first: int, last: int, stands: int) -> Seen | None:
        """The latest phrase kept that begins between two positions of a sentence."""
        for seen in reversed(self._seen):
            if seen.sentence_index < stands:
                return None
            if seen.sentence_index == stands and first <= seen.position < last:
                return seen
        return None

    def may_mean(self, pronoun: Actor, place: tuple[int, int], index: int, setting: Setting) -> bool:
        """Whether a pronoun agrees with a phrase that begins in a place of its own sentence."""
        phrase = self._phrase_at(*place, index)
        return phrase is not None and self._chooser.score(pronoun, phrase, index, setting) is not None

    def follow(
        self, pronoun: Actor, sentence_index: int, setting: Setting = NOWHERE, barred: frozenset[int] = frozenset()
    ) -> Seen | None:
        """The antecedent of a pronoun, which is kept in mind: it has been spoken of again."""
        found = self.antecedent(pronoun, sentence_index, setting, barred)
        if found is None:
            return None
        self._chooser.learn(pronoun, found)
        again = found.actor.at(pronoun.first, pronoun.last)
        self._seen.append(
            Seen(
                again,
                found.referent,
                sentence_index,
                pronoun.first,
                MENTIONED + _prominence(again, pronoun.first, setting.quotation),
                False,
                setting.function,
                setting.quotation,
                found.origin,
                again=True,
            )
        )
        return found

    def persons(self, before: int) -> list[tuple[int, Actor]]:
        """The persons named in the sentences before one, with the sentence of each, in the order of the text."""
        return [
            (seen.sentence_index, seen.actor)
            for seen in self._seen
            if seen.sentence_index < before and not seen.again and not seen.spoke and not seen.dateline
            and (seen.referent.kind == "person" or (seen.referent.kind and seen.referent.name_words > 1))
        ]  # fmt: skip

    def introduce(self, name: str, actor: Actor) -> None:
        """Remembers a person that no list holds by the last name."""
        if name:
            as_known = actor.kind == "unlisted" and actor.name == name
            self.known[name] = actor if as_known else replace(actor, kind="unlisted", name=name)

    def antecedent(
        self, pronoun: Actor, sentence_index: int, setting: Setting = NOWHERE, barred: frozenset[int] = frozenset()
    ) -> Seen | None:
        """The phrase a pronoun means, among those before it.

        ``barred`` are positions in the same sentence that cannot hold it: what the pronoun says.
        """
        before = self._seen_before(pronoun.first, sentence_index, barred)
        return self._chooser.choose(pronoun, before, sentence_index, setting)

    def resolve(self, actor: Actor, sentence_index: int, barred: frozenset[int] = frozenset()) -> Actor:
        """The actor with its perspective and entity filled in from the article so far, where it can be.

        ``barred`` are positions in the same sentence that cannot hold the antecedent: what the actor says.
        """
        if actor.perspective is not None or actor.number == "bare":
            return actor
        if actor.kind == "pronoun":
            found = self.antecedent(actor, sentence_index, NOWHERE, barred)
            return meant(actor, found)
        if actor.kind != "role":
            return actor
        before = self._seen_before(actor.first, sentence_index)
        if actor.owner:
            owner = self._owner(actor.owner, before, sentence_index)
            if owner and owner.perspective is not None:
                return self.owned(actor, owner, sentence_index)
        chosen = self._role(actor, before, sentence_index)
        return _as(actor, chosen) if chosen else actor

    def owned(self, actor: Actor, owner: Actor, sentence_index: int) -> Actor:
        """A role with the side of whom it belongs to ("his office"); "his counterpart" is a person of another side."""
        if not actor.nouns & self._opposites:
            return replace(actor, perspective=owner.perspective)
        other = _opposite(owner, self._seen_before(actor.first, sentence_index), sentence_index)
        return _as(actor, other) if other else actor

    def _seen_before(self, position: int, index: int, barred: frozenset[int] = frozenset()) -> list[Seen]:
        """The phrases of the last sentences, and of this one before a position, the latest first."""
        first = bisect_left(self._seen, index - REACH_SENTENCES, key=_sentence_of)
        here = bisect_left(self._seen, index, key=_sentence_of)
        found = [s for s in reversed(self._seen[here:]) if s.position < position and s.position not in barred]
        found += reversed(self._seen[first:here])
        return found

    def _owner(self, owner: Actor, before: Sequence[Seen], index: int) -> Actor | None:
        if owner.perspective is not None:
            return owner
        if owner.kind == "pronoun":
            found = self._chooser.choose(owner, before, index, NOWHERE)
            return found.actor if found else None
        return self._role(owner, before, index)

    def _is_state(self, actor: Actor) -> bool:
        """Whether an actor is a state, speaks for one or is a body of one; "the alliance" is none of them."""
        return actor.role_kind in STATES and not (actor.role_kind == "body" and actor.nouns & self._own_bodies)

    def _role(self, actor: Actor, seen: Sequence[Seen], index: int) -> Actor | None:
        """The antecedent of "the president", "the ministry", "officials": a side, called by the same noun at best."""
        seen = [s for s in seen if s.actor.perspective is not None]
        sides = [s for s in seen if s.actor.perspective != OTHER]
        if actor.role_kind == "body" or actor.number == "plural":
            any_body = not actor.nouns & self._state_bodies
            spoke = _bodies_that_spoke(sides, index) if actor.role_kind == "body" else frozenset()
            sides = [
                s
                for s in sides
                if (s.sentence_index < index or not s.spoke)
                and (s.actor.entity_id not in spoke or actor.nouns & s.actor.nouns)
                and (any_body or self._is_state(s.actor) or actor.nouns & s.actor.nouns)
            ]
            if actor.nouns & self._own_bodies:
                sides = [s for s in sides if s.actor.role_kind != STATE or actor.nouns & s.actor.nouns]
            if not any_body:  # the government is the one last spoken of, however it was (codebook, Voice 3)
                sides = [replace(s, weight=MENTIONED) for s in sides]
            return _best(sides, index, actor.nouns)
        if actor.role_kind == "document":
            return _best([s for s in sides if s.spoke], index)
        generic = bool(actor.nouns & self._generic)
        same = [s for s in sides if actor.nouns & s.actor.nouns]
        persons = [s for s in (sides if generic else same) if _is_person(s.actor)]
        of_state = bool(actor.nouns & self._state_offices) and not actor.name
        states = [replace(s, weight=MENTIONED) for s in sides if of_state and self._is_state(s.actor)]
        return (
            _best(persons or same, index)
            or _best(states, index)
            or _best([s for s in seen if _is_person(s.actor) and not s.actor.nouns], index)
        )


def _opposite(owner: Actor, seen: Sequence[Seen], index: int) -> Actor | None:
    """The person of another side whom the counterpart of an actor is, one of the same office at best."""
    others = [s for s in seen if s.actor.perspective not in (None, OTHER, owner.perspective) and _is_person(s.actor)]
    return _best(others, index, owner.nouns)


def _bodies_that_spoke(seen: Sequence[Seen], index: int) -> frozenset[str]:
    """The bodies and states that are sources of a sentence: another noun for a body means none of them."""
    here = (s.actor for s in seen if s.spoke and s.sentence_index == index and s.actor.role_kind in BODIES)
    return frozenset(actor.entity_id for actor in here if actor.entity_id)


def meant(pronoun: Actor, antecedent: Seen | None) -> Actor:
    """A pronoun with what is known of its antecedent."""
    return _as(pronoun, antecedent.actor) if antecedent else pronoun


def _as(actor: Actor, chosen: Actor) -> Actor:
    """The actor with what is known of its antecedent."""
    entity_id = chosen.entity_id if actor.role_kind != "body" or chosen.role_kind in BODIES else None
    nouns = actor.nouns | chosen.nouns
    return Actor(
        actor.first, actor.last, actor.kind, entity_id, chosen.perspective, actor.gender, actor.number, nouns,
        actor.role_kind, chosen.name, actor.owner,
    )  # fmt: skip


def _referent_of(actor: Actor) -> Referent:
    """The referent of an actor whose phrase is not at hand."""
    kind: Kind = "body" if actor.role_kind in BODIES else "person" if _is_person(actor) else ""
    key = actor.entity_id or actor.name or " ".join(sorted(actor.nouns)) or f"{actor.first} {actor.last}"
    return Referent(kind, actor.gender, actor.number, key)


def _is_person(actor: Actor) -> bool:
    if actor.kind == "unlisted":
        return True
    return (actor.role_kind == "office" and actor.number == "singular") or actor.gender in ("m", "f")


def _prominence(actor: Actor, position: int, quotation: int) -> float:
    """How far the place and kind of a phrase raise or lower its weight."""
    opens = OPENS_SENTENCE if position <= 1 and quotation == UNQUOTED else 0.0
    unlisted = UNLISTED if actor.kind in ("unlisted", "people") else 0.0
    return unlisted + opens - (quotation != UNQUOTED)


def _best(seen: Sequence[Seen], index: int, nouns: frozenset[str] = frozenset()) -> Actor | None:
    """The most prominent and latest; those called by one of ``nouns`` are preferred."""
    if not seen:
        return None

    def rank(one: Seen) -> tuple[float, int, int]:
        weight = one.weight + (SAME_NOUN if nouns & one.actor.nouns else 0.0)
        return weight - (index - one.sentence_index), one.sentence_index, -one.position

    return max(seen, key=rank).actor
