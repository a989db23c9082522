"""The study's names, descriptions and roles, and whose side each is on at a date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from framing.lexicons import Match, PhraseMatcher, Role
from framing.records import Token
from framing.study.records import Entity, Office, Study, within
from framing.tokens import norm_of


@dataclass(frozen=True, slots=True)
class Named:
    """What the name matcher holds: an entity, or a description with its period."""

    entity: Entity | None
    perspective: str
    description: bool = False


class Registry:
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
