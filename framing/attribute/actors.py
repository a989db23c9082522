"""Who a noun phrase stands for: named entities, roles with their side, pronouns, people nobody has listed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from framing.attribute.chunks import Chunk, SentenceView
from framing.lexicons import Match, PhraseMatcher, Role
from framing.records import OTHER, Mention, Token
from framing.study.records import Entity, Office, Study
from framing.tokens import norm_of

ActorKind = Literal["named", "described", "role", "people", "pronoun", "unlisted"]
PRONOUNS = (("he", "m", "singular"), ("she", "f", "singular"), ("they", "", "plural"), ("it", "n", "singular"))


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Named:
    """What the name matcher holds: an entity, or a description with its period."""

    entity: Entity | None
    perspective: str
    description: bool = False


class ActorFinder:
    """Links names, descriptions and roles of a study to its entities and perspectives.

    Parameters
    ----------
    study : Study
    """

    def __init__(self, study: Study) -> None:
        self.study = study
        self._grammar = study.lexicons.grammar
        self._names = PhraseMatcher(
            ((name, Named(entity, entity.perspective)) for entity in study.entities.values() for name in entity.names),
            lemmas=False,
        )
        self._roles: PhraseMatcher[Role] = PhraseMatcher(study.lexicons.roles.items(), lemmas=False)
        self._title_words = frozenset(word for role in study.lexicons.roles for word in role.split()) | {
            abbreviation.abbreviation.rstrip(".").lower()
            for abbreviation in study.lexicons.abbreviations
            if abbreviation.kind == "title"
        }
        persons = [entity for entity in study.entities.values() if entity.kind == "person"]
        self._first_names = frozenset(norm_of(name.split()[0]) for entity in persons for name in entity.names)
        self._words_of_names = frozenset(
            norm_of(word) for entity in study.entities.values() if entity.kind != "person" for name in entity.names
            for word in name.split()
        )  # fmt: skip
        self._terms_of: dict[str, list[Office]] = {}
        for office in study.offices:
            self._terms_of.setdefault(office.person_id, []).append(office)
        self._holders: dict[str, list[Office]] = {}
        for office in study.offices:
            self._holders.setdefault(office.office_id, []).append(office)
        self._described = self._description_matchers(study)

    def _description_matchers(self, study: Study) -> list[tuple[str, str, PhraseMatcher[Named]]]:
        periods: dict[tuple[str, str], list[tuple[str, Named]]] = {}
        for item in study.descriptions:
            entity = study.entities.get(item.entity_id) if item.entity_id else None
            named = Named(entity, item.perspective, description=True)
            periods.setdefault((item.start, item.end), []).append((item.description, named))
        return [(start, end, PhraseMatcher(phrases, lemmas=False)) for (start, end), phrases in periods.items()]

    def names(self, tokens: Sequence[Token], date: str) -> list[Match[Named]]:
        """Every name and description in the tokens, longest first, none overlapping another."""
        from framing.study.records import within

        found = self._names.find(tokens)
        for start, end, matcher in self._described:
            if not date or within(date, start, end):
                found += matcher.find(tokens)
        taken: set[int] = set()
        chosen = []
        for match in sorted(found, key=lambda match: (match.first - match.last, match.first)):
            if taken.isdisjoint(range(match.first, match.last)) and not self._other_first_name(tokens, match):
                taken.update(range(match.first, match.last))
                chosen.append(match)
        return sorted(chosen, key=lambda match: match.first)

    def _other_first_name(self, tokens: Sequence[Token], match: Match[Named]) -> bool:
        """Whether a surname stands behind a first name that is not its bearer's ("taxi driver Besnik Hoti")."""
        entity = match.value.entity
        if not entity or entity.kind != "person" or match.last - match.first > 1 or match.first == 0:
            return False
        before = tokens[match.first - 1]
        if not before.text[:1].isupper() or not before.text.isalpha() or before.text.isupper():
            return False
        starts_sentence = match.first == 1 and before.tag not in ("NNP", "NN")
        known = before.norm in self._title_words or before.norm in self._words_of_names - self._first_names
        return not (starts_sentence or known or any(before.norm in name.lower() for name in entity.names))

    def roles(self, tokens: Sequence[Token]) -> list[Match[Role]]:
        """Every role noun in the tokens, longest match first."""
        return self._roles.find(tokens)

    def side_of(self, entity: Entity, date: str) -> str:
        """The perspective of an entity at a date: that of the office held then, else its default.

        An office holder is looked up among the holder's own offices; without a date, or outside of every office,
        the entity's default stands.
        """
        if date:
            for office in self._terms_of.get(entity.entity_id, ()):
                if office.covers(date):
                    return office.perspective
        return entity.perspective

    def holder_of(self, office_id: str, date: str) -> Entity | None:
        """The person who held an office on a date; None without a date."""
        if date:
            for office in self._holders.get(office_id, ()):
                if office.covers(date):
                    return self.study.entities[office.person_id]
        return None

    def nouns_of(self, entity: Entity, date: str) -> frozenset[str]:
        """The role nouns of the offices a person holds at a date (all of them without one)."""
        nouns: set[str] = set()
        for office in self._terms_of.get(entity.entity_id, ()):
            if not date or office.covers(date):
                for name in self.study.entities[office.office_id].names:
                    nouns.update(role for role in self.study.lexicons.roles if f" {role} " in f" {name.lower()} ")
        return frozenset(nouns)


class SentenceActors:
    """The actors of one sentence.

    Parameters
    ----------
    finder : ActorFinder
    view : SentenceView
    names, roles : list of Match
        What the finder found in the view's tokens.
    date : str
        The article's date, empty where unknown.
    known : mapping of str to Actor
        Persons the article has introduced that no list holds, by their last name.
    """

    def __init__(
        self,
        finder: ActorFinder,
        view: SentenceView,
        names: Sequence[Match[Named]],
        roles: Sequence[Match[Role]],
        date: str,
        known: Mapping[str, Actor],
    ) -> None:
        self.finder = finder
        self.view = view
        self.date = date
        self.known = known
        self.name_starting = {match.first: match for match in names}
        self.role_starting = {match.first: match for match in roles}
        self._grammar = finder.study.lexicons.grammar

    def mentions(self) -> list[Mention]:
        """Every named actor, institution or place of the sentence, as records."""
        found = []
        text = self.view.sentence
        for match in self.name_starting.values():
            if "|" in match.value.perspective:
                continue
            first, last = self.view.tokens[match.first], self.view.tokens[match.last - 1]
            entity = match.value.entity
            side = self._named_side(match.value)
            words = " ".join(token.text for token in self.view.tokens[match.first : match.last])
            found.append(
                Mention(
                    text.index,
                    first.start,
                    last.end,
                    words,
                    entity.entity_id if entity else None,
                    side,
                    "place" if self._is_location(match) else "actor",
                )
            )
        return found

    def of_chunk(self, chunk: Chunk, following: Sequence[Chunk] = ()) -> Actor | None:
        """Who a noun phrase stands for, with the phrases that modify it from behind ("of", "in", "from"); None
        where it names nobody who could speak."""
        actor = self.pronoun(chunk.head) if chunk.last - chunk.first == 1 else None
        if following and self.view.norm(chunk.head) in self._grammar["pronoun_member"]:
            actor = self.of_chunk(following[0], following[1:]) or actor
        actor = actor or self._indefinite(chunk) or self._by_name_at_head(chunk) or self._by_role(chunk, following)
        actor = actor or self._by_name_inside(chunk) or self._unlisted(chunk)
        return replace(actor, first=chunk.first, last=chunk.last) if actor else None

    def side_in(self, first: int, last: int) -> tuple[str, str | None] | None:
        """The perspective (and entity) that names between two positions give, the last one first."""
        for position in range(last - 1, first - 1, -1):
            match = self.name_starting.get(position)
            if match and match.last <= last and not (match.value.entity and match.value.entity.kind == "person"):
                entity = match.value.entity
                return self._named_side(match.value), entity.entity_id if entity else None
        return None

    def _named_side(self, named: Named) -> str:
        if named.entity and not named.description:
            return self.finder.side_of(named.entity, self.date)
        return named.perspective

    def _is_location(self, match: Match[Named]) -> bool:
        if not match.value.entity or match.value.entity.kind != "government_place":
            return False
        view = self.view
        position = match.first - 1
        while view.norm(position) in self._grammar["locative_modifier"] or view.shape(position) == "D":
            position -= 1
        compass = view.norm(match.first - 1) in self._grammar["locative_modifier"]
        return compass or view.norm(position) in self._grammar["locative"]

    def pronoun(self, position: int) -> Actor | None:
        """The personal or possessive pronoun at a position, to be followed by the discourse."""
        word = self.view.norm(position)
        for category, gender, number in PRONOUNS:
            if word in self._grammar[f"pronoun_{category}"] or word in self._grammar[f"possessive_{category}"]:
                return Actor(position, position + 1, "pronoun", gender=gender, number=number)
        if word in self._grammar["pronoun_member"]:
            return Actor(position, position + 1, "pronoun", number="plural")
        return None

    def _indefinite(self, chunk: Chunk) -> Actor | None:
        if self.view.norm(chunk.head) in self._grammar["pronoun_indefinite"]:
            return Actor(chunk.first, chunk.last, "people", None, OTHER, number="plural")
        return None

    def _by_name_at_head(self, chunk: Chunk) -> Actor | None:
        for position in range(chunk.head, chunk.first - 1, -1):
            match = self.name_starting.get(position)
            if match and match.last == chunk.head + 1:
                role = self._role_in(chunk)
                entity = match.value.entity
                if entity and entity.kind == "demonym" and role and role[1] != match:
                    return None
                return self._named_actor(match)
        return None

    def _by_name_inside(self, chunk: Chunk) -> Actor | None:
        persons = [
            match
            for position, match in self.name_starting.items()
            if chunk.first <= position < chunk.last and match.value.entity and match.value.entity.kind == "person"
        ]
        if persons and self.view.shape(persons[-1].last) != "S":
            return self._named_actor(persons[-1])
        return None

    def _named_actor(self, match: Match[Named]) -> Actor:
        entity = match.value.entity
        side = self._named_side(match.value)
        if not entity:
            return Actor(match.first, match.last, "described", None, side, number="plural")
        if entity.kind == "office":
            holder = self.finder.holder_of(entity.entity_id, self.date)
            nouns = self._nouns_in(entity.names)
            who = holder.entity_id if holder else entity.entity_id
            return Actor(
                match.first, match.last, "described", who, side, holder.gender if holder else "", "singular", nouns, "office"
            )
        if entity.kind == "demonym":
            definite = self.view.norm(match.first - 1) in self._grammar["definite"]
            return Actor(
                match.first, match.last, "people", entity.entity_id, side if definite else OTHER, number="plural"
            )
        if entity.kind == "person":
            nouns = self.finder.nouns_of(entity, self.date)
            return Actor(
                match.first, match.last, "named", entity.entity_id, side, entity.gender, "singular", nouns, "office",
                self.view.norm(match.last - 1),
            )  # fmt: skip
        nouns = self._nouns_in(entity.names)
        return Actor(match.first, match.last, "named", entity.entity_id, side, "n", entity.number, nouns, entity.kind)

    def _nouns_in(self, names: Sequence[str]) -> frozenset[str]:
        roles = self.finder.study.lexicons.roles
        return frozenset(word for name in names for word in name.lower().split() if word in roles)

    def _role_in(self, chunk: Chunk) -> tuple[Role, Match[Role]] | None:
        """The role noun that heads a phrase, or stands before the name of its holder."""
        for position in range(chunk.first, chunk.last):
            match = self.role_starting.get(position)
            if match and match.last <= chunk.last and self._rest_is_name(match.last, chunk):
                return match.value, match
        return None

    def _rest_is_name(self, position: int, chunk: Chunk) -> bool:
        return all(self.view.tokens[index].text[:1].isupper() for index in range(position, chunk.head + 1))

    def _by_role(self, chunk: Chunk, following: Sequence[Chunk]) -> Actor | None:
        found = self._role_in(chunk)
        if not found:
            return None
        role, match = found
        number = "singular" if role.number == "collective" else role.number
        named = self.view.norm(chunk.head) if match.last <= chunk.head else ""
        actor = Actor(
            chunk.first, chunk.last, "role", None, None, role.gender or ("n" if role.kind == "body" else ""), number,
            frozenset((role.role, role.role.split()[-1])), role.kind, named,
        )  # fmt: skip
        modifiers = {self.view.norm(position) for position in range(chunk.first, match.first)}
        if role.kind == "outsider" or modifiers & self._grammar["outsider_modifier"]:
            return replace(actor, perspective=OTHER)
        if role.kind == "document":
            actor = replace(actor, gender="n")
        side = self.side_in(chunk.first, match.first) or self._possessor(chunk.first, match.first)
        if not side and self.view.tokens[chunk.first].tag == "PRP$":
            return replace(actor, owner=self.pronoun(chunk.first))
        side = side or self._side_behind(following)
        body = self._by_role(following[0], following[1:]) if following and not side else None
        if body and body.role_kind == "body":
            return replace(actor, perspective=body.perspective, owner=body)
        if named and named in self.known and not side:
            return self.known[named]
        bare = match.first == chunk.first and match.last == chunk.last
        if bare and role.number == "plural" and role.kind == "office" and not side:
            return replace(actor, perspective=None, number="bare")
        if side:
            return replace(actor, perspective=side[0], entity_id=side[1] if role.kind == "body" else None)
        return actor

    def _possessor(self, first: int, last: int) -> tuple[str, str | None] | None:
        """The side of the person a role belongs to ("Kurti's office", "Yeltsin's envoys")."""
        for position in range(last - 1, first, -1):
            match = next((m for m in self.name_starting.values() if m.last == position), None)
            if self.view.shape(position) == "S" and match:
                return self._named_side(match.value), None
        return None

    def _side_behind(self, following: Sequence[Chunk]) -> tuple[str, str | None] | None:
        for chunk in following:
            side = self.side_in(chunk.first, chunk.last)
            if side:
                return side
            actor = self._by_name_inside(chunk)
            if actor and actor.perspective:
                return actor.perspective, actor.entity_id
        return None

    def _unlisted(self, chunk: Chunk) -> Actor | None:
        head = self.view.tokens[chunk.head]
        if head.norm in self.known:
            return self.known[head.norm]
        at_start = chunk.head == 0 or (chunk.first == 0 and chunk.head == chunk.first)
        if self.view.norm(chunk.first - 1) in self._grammar["locative"]:
            return None
        named = head.text[:1].isupper() and not head.text.isupper() and head.norm not in self._grammar["time"]
        if named and not at_start and head.tag.startswith(("NN", "JJ", "FW")):
            side = self.side_in(chunk.first, chunk.last)
            return Actor(chunk.first, chunk.last, "unlisted", None, side[0] if side else OTHER, name=head.norm)
        return None


def sides_of(actor: Actor) -> tuple[Actor, ...]:
    """An actor for each side where a description stands for several ("both capitals")."""
    if actor.perspective and "|" in actor.perspective:
        return tuple(replace(actor, perspective=side.strip(), entity_id=None) for side in actor.perspective.split("|"))
    return (actor,)
