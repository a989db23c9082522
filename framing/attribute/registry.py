"""The study's names, descriptions and roles, and whose side each is on at a date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from framing.lexicons import Match, PhraseMatcher, Role
from framing.records import Token, record
from framing.study.records import Entity, Office, Study, within
from framing.tokens import norm_of

NONE: frozenset[str] = frozenset()
REMEMBERED = 1 << 14
PRONOUNS = (("he", "m", "singular"), ("she", "f", "singular"), ("they", "", "plural"), ("it", "n", "singular"))


@record
class Named:
    """What a name or description stands for: an entity, or a side without one fixed body, in a period."""

    entity: Entity | None
    perspective: str
    description: bool = False
    start: str = ""
    end: str = ""

    def holds(self, date: str) -> bool:
        """Whether the name stood for this at a date; every period counts where the date is unknown."""
        return not (date and (self.start or self.end)) or within(date, self.start, self.end)


class Registry:
    """Links names, descriptions and roles of a study to its entities and perspectives.

    Parameters
    ----------
    study : Study

    Attributes
    ----------
    pronouns : dict of str to (str, str)
        Gender and number of the personal and possessive pronouns of the third person.
    matchers : (PhraseMatcher, PhraseMatcher)
        Of names and of roles.
    """

    def __init__(self, study: Study) -> None:
        self.study = study
        self._grammar = study.lexicons.grammar
        self.pronouns: dict[str, tuple[str, str]] = {}
        for category, gender, number in PRONOUNS:
            for case in ("pronoun", "object", "possessive"):
                for form in self._grammar[f"{case}_{category}"]:
                    self.pronouns.setdefault(form, (gender, number))
        self._names = PhraseMatcher(_meanings(study).items(), lemmas=False)
        nobody = dict.fromkeys(self._grammar["no_role"])
        roles: dict[str, Role | None] = {**study.lexicons.roles, **nobody}
        self._roles = PhraseMatcher(roles.items(), lemmas=False)
        self._title_words = frozenset(word for role in study.lexicons.roles for word in role.split()) | {
            abbreviation.abbreviation.rstrip(".").lower()
            for abbreviation in study.lexicons.abbreviations
            if abbreviation.kind == "title"
        }
        self.matchers = self._names, self._roles
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
        self._terms_at = lru_cache(REMEMBERED)(self._terms_held)
        self._nouns_at = lru_cache(REMEMBERED)(self._nouns_held)
        self._nouns_in_names: dict[str, frozenset[str]] = {}
        self._nouns = {
            office_id: _roles_in(study.entities[office_id].names, study.lexicons.roles) for office_id in self._holders
        }

    def names(self, tokens: Sequence[Token], date: str, starts: Sequence[int] | None = None) -> list[Match[Named]]:
        """Every name and description in the tokens, longest first, none overlapping another.

        ``starts`` are the positions at which one may begin, of which ``matchers`` tell.
        """
        found = self._names.find(tokens, lambda meanings: _at(meanings, date) is not None, starts)
        matches = [Match(match.first, match.last, named) for match in found if (named := _at(match.value, date))]
        return [match for match in matches if not self._other_first_name(tokens, match)]

    def _other_first_name(self, tokens: Sequence[Token], match: Match[Named]) -> bool:
        """Whether a name stands behind another's first name ("taxi driver Besnik Hoti", "Ana Paris")."""
        entity = match.value.entity
        if not entity or match.last - match.first > 1 or match.first == 0:
            return False
        before = tokens[match.first - 1]
        if entity.kind == "government_place":
            return before.text[:1].isupper() and before.norm in self.study.lexicons.first_names
        if entity.kind != "person":
            return False
        if not before.text[:1].isupper() or not before.text.isalpha() or before.text.isupper():
            return False
        starts_sentence = match.first == 1 and before.tag not in ("NNP", "NN")
        known = before.norm in self._title_words or before.norm in self._words_of_names - self._first_names
        known = known or before.norm in self._grammar["time"]
        return not (starts_sentence or known or any(before.norm in name.lower() for name in entity.names))

    def roles(self, tokens: Sequence[Token], starts: Sequence[int] | None = None) -> list[Match[Role]]:
        """Every role noun in the tokens, longest match first; ``starts`` as in ``names``.

        A phrase in which such a noun is nobody, such as "state of emergency", is none (category ``no_role``).
        """
        found = self._roles.find(tokens, None, starts)
        return [Match(match.first, match.last, match.value) for match in found if match.value]

    def side_of(self, entity: Entity, date: str) -> str:
        """The perspective of an entity at a date: that of the office held then, else its default.

        An office holder is looked up among the holder's own offices; without a date, or outside of every office,
        the entity's default stands.
        """
        if not date or entity.entity_id not in self._terms_of:
            return entity.perspective
        held = self._terms_at(entity.entity_id, date)
        return held[0].perspective if held else entity.perspective

    def holder_of(self, office_id: str, date: str) -> Entity | None:
        """The person who held an office on a date; None without a date."""
        if date:
            for office in self._holders.get(office_id, ()):
                if office.covers(date):
                    return self.study.entities[office.person_id]
        return None

    def nouns_of(self, entity: Entity, date: str) -> frozenset[str]:
        """The role nouns of the offices a person holds at a date (all of them without one)."""
        return self._nouns_at(entity.entity_id, date) if entity.entity_id in self._terms_of else NONE

    def _terms_held(self, person_id: str, date: str) -> tuple[Office, ...]:
        return tuple(office for office in self._terms_of[person_id] if not date or office.covers(date))

    def _nouns_held(self, person_id: str, date: str) -> frozenset[str]:
        return NONE.union(*(self._nouns[office.office_id] for office in self._terms_at(person_id, date)))

    def nouns_in_names(self, entity: Entity) -> frozenset[str]:
        """The role nouns that are words of the entity's names."""
        found = self._nouns_in_names.get(entity.entity_id)
        if found is None:
            roles = self.study.lexicons.roles
            found = frozenset(word for name in entity.names for word in name.lower().split() if word in roles)
            self._nouns_in_names[entity.entity_id] = found
        return found


def is_adjective(name: Match[Named], tokens: Sequence[Token]) -> bool:
    """Whether a name is a demonym in the singular, which belongs to the noun behind it: "the Serbian claim"."""
    entity, last = name.value.entity, tokens[name.last - 1]
    plural = last.tag in ("NNS", "NNPS") or last.norm.endswith("s")
    return entity is not None and entity.kind == "demonym" and not plural


def _at(meanings: Sequence[Named], date: str) -> Named | None:
    """The first of the meanings of a name that holds at a date."""
    for named in meanings:
        if named.holds(date):
            return named
    return None


def _meanings(study: Study) -> dict[str, tuple[Named, ...]]:
    """What every name and description can stand for: entities first, then the latest period first."""
    found: dict[str, list[Named]] = {}
    for entity in study.entities.values():
        for name in entity.names:
            found.setdefault(name, []).append(Named(entity, entity.perspective))
    for item in sorted(study.descriptions, key=lambda item: (not item.end, item.start), reverse=True):
        entity_of = study.entities.get(item.entity_id) if item.entity_id else None
        named = Named(entity_of, item.perspective, True, item.start, item.end)
        found.setdefault(item.description, []).append(named)
    return {name: tuple(meanings) for name, meanings in found.items()}


def _roles_in(names: Iterable[str], roles: Mapping[str, Role]) -> frozenset[str]:
    """The role nouns, of one to three words, that stand in any of the names."""
    found: set[str] = set()
    for words in (name.lower().split() for name in names):
        spans = ((first, last) for first in range(len(words)) for last in range(first + 1, first + 4))
        found.update(phrase for first, last in spans if (phrase := " ".join(words[first:last])) in roles)
    return frozenset(found)
