"""What an article has said so far of its actors, so that "he", "the minister" and "the alliance" can be followed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from framing.attribute.actors import Actor
from framing.records import OTHER

REACH_SENTENCES = 12
MENTIONED, SOURCE, SUBJECT = 0.0, 1.0, 2.0
OPENS_SENTENCE = 1.0
SAME_NOUN = 2.5
UNLISTED = -1.5
STATES = frozenset(("office", "government_place", "body"))
FAMILIAR_BODIES = frozenset(("institution", "party", "media", "government_place", "body"))


@dataclass(frozen=True, slots=True)
class _Seen:
    actor: Actor
    sentence_index: int
    position: int
    weight: float
    spoke: bool


class Discourse:
    """The actors an article has named, and which of them a later word means.

    The antecedent is the best by recency (a sentence back costs one), with a bonus for having been a source or
    stood first in its sentence, among those that agree in gender, number and kind.

    Parameters
    ----------
    generic_roles : frozenset of str
        Nouns that any office holder can be called by: "leader", "diplomat".
    state_bodies : frozenset of str
        Nouns for bodies that a state has and an alliance has not: "government", "police".
    """

    def __init__(self, generic_roles: frozenset[str] = frozenset(), state_bodies: frozenset[str] = frozenset()) -> None:
        self._generic = generic_roles
        self._state_bodies = state_bodies
        self._seen: list[_Seen] = []
        self.known: dict[str, Actor] = {}

    def add(self, actor: Actor, sentence_index: int, weight: float, *, quoted: bool = False) -> None:
        """Remembers an actor with a known perspective; ``weight`` says how prominent it is, a quoted one least."""
        if actor.kind == "pronoun" or actor.perspective is None:
            return
        opens = OPENS_SENTENCE if actor.first <= 1 else 0.0
        unlisted = UNLISTED if actor.kind in ("unlisted", "people") else 0.0
        total = weight + unlisted - quoted + opens * (not quoted)
        self._seen.append(_Seen(actor, sentence_index, actor.first, total, weight >= SOURCE))

    def follow(self, pronoun: Actor, sentence_index: int) -> None:
        """Keeps the antecedent of "he" or "she" in mind: it has been spoken of again."""
        if pronoun.gender not in ("m", "f"):
            return
        followed = self.resolve(pronoun, sentence_index)
        if followed.perspective is not None:
            person = replace(followed, kind="named" if followed.entity_id else "unlisted", role_kind="office")
            self.add(person, sentence_index, MENTIONED)

    def introduce(self, name: str, actor: Actor) -> None:
        """Remembers a person that no list holds by the last name."""
        if name:
            self.known[name] = replace(actor, kind="unlisted", name=name)

    def resolve(self, actor: Actor, sentence_index: int, barred: frozenset[int] = frozenset()) -> Actor:
        """The actor with its perspective and entity filled in from the article so far, where it can be.

        ``barred`` are positions in the same sentence that cannot hold the antecedent: what the actor says.
        """
        if actor.perspective is not None or actor.number == "bare":
            return actor
        candidates = [seen for seen in self._seen if sentence_index - seen.sentence_index <= REACH_SENTENCES]
        before = [
            seen
            for seen in candidates
            if seen.sentence_index < sentence_index
            or (seen.position < actor.first and (actor.kind == "role" or seen.position not in barred))
        ]
        chosen = self._pronoun(actor, before, sentence_index) if actor.kind == "pronoun" else None
        if actor.kind == "role":
            if actor.owner:
                find = self._pronoun if actor.owner.kind == "pronoun" else self._role
                owner = find(actor.owner, before, sentence_index)
                if owner:
                    return replace(actor, perspective=owner.perspective)
            chosen = self._role(actor, before, sentence_index)
        if chosen is None:
            return actor
        return replace(
            actor,
            entity_id=chosen.entity_id if actor.role_kind != "body" or chosen.role_kind in FAMILIAR_BODIES else None,
            perspective=chosen.perspective,
            nouns=actor.nouns | chosen.nouns,
            name=chosen.name,
        )

    def _pronoun(self, actor: Actor, seen: Sequence[_Seen], index: int) -> Actor | None:
        if actor.gender in ("m", "f"):
            fit = [s for s in seen if _is_person(s.actor) and s.actor.gender in (actor.gender, "")]
        elif actor.number == "plural":
            fit = [s for s in seen if s.actor.number == "plural" or s.actor.role_kind in FAMILIAR_BODIES]
        else:
            fit = [s for s in seen if not _is_person(s.actor) and s.actor.number != "plural"]
        return _best(fit, index)

    def _role(self, actor: Actor, seen: Sequence[_Seen], index: int) -> Actor | None:
        """The antecedent of "the president", "the ministry", "officials": a side, called by the same noun at best."""
        sides = [s for s in seen if s.actor.perspective != OTHER]
        same = [s for s in sides if actor.nouns & s.actor.nouns]
        if actor.role_kind == "body" or actor.number == "plural":
            sides = [s for s in sides if s.sentence_index < index or not s.spoke]
            sides = [
                s for s in sides if s.actor.role_kind in STATES or s in same or not actor.nouns & self._state_bodies
            ]
            return _best([replace(s, weight=s.weight + SAME_NOUN * (s in same)) for s in sides], index)
        if actor.role_kind == "document":
            return _best([s for s in sides if s.spoke], index)
        generic = bool(actor.nouns & self._generic)
        persons = [s for s in (sides if generic else same) if _is_person(s.actor)]
        return _best(persons or same, index) or _best(
            [s for s in seen if _is_person(s.actor) and not s.actor.nouns], index
        )


def _is_person(actor: Actor) -> bool:
    if actor.kind == "unlisted":
        return True
    return (actor.role_kind == "office" and actor.number == "singular") or actor.gender in ("m", "f")


def _best(seen: Sequence[_Seen], index: int) -> Actor | None:
    if not seen:
        return None
    return max(seen, key=lambda s: (s.weight - (index - s.sentence_index), s.sentence_index, -s.position)).actor
