"""Who a noun phrase stands for: named entities, roles with their side, pronouns, people nobody has listed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

from framing.attribute.actors import Actor, as_written
from framing.attribute.chunks import DASHES, Chunk, SentenceView
from framing.attribute.registry import Named, Registry, is_adjective
from framing.lexicons import Match, Role
from framing.records import OTHER, Mention

LAST_DATELINE = 2  # the sentences of a headline, a byline and the first line
LONGEST_DATELINE = 12
SHORTEST_CAPITALS = 4  # "MITROVICA, Kosovo (AP) —", but not "EU officials -"
DATELINE_ENDS = DASHES | {"/"}


class SentenceActors:
    """The actors of one sentence.

    Parameters
    ----------
    registry : Registry
    view : SentenceView
    names, roles : list of Match
        What the registry found in the view's tokens.
    date : str
        The article's date, empty where unknown.
    known : mapping of str to Actor
        Persons the article has introduced that no list holds, by their last name.
    """

    def __init__(
        self,
        registry: Registry,
        view: SentenceView,
        names: Sequence[Match[Named]],
        roles: Sequence[Match[Role]],
        date: str,
        known: Mapping[str, Actor],
    ) -> None:
        self.registry = registry
        self.view = view
        self.date = date
        self.known = known
        self.name_starting = {match.first: match for match in names}
        self.name_ending = {match.last: match for match in names}
        self.role_starting = {match.first: match for match in roles}
        self.role_ending = {match.last: match for match in roles}
        self._grammar = registry.study.lexicons.grammar

    def is_adjective(self, last: int) -> bool:
        """Whether a demonym that stands for no group ends at a position: "Serbian", not "Serbs"."""
        match = self.name_ending.get(last)
        return match is not None and is_adjective(match, self.view.tokens)

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
            words = as_written(self.view.tokens[match.first : match.last])
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
        where it names nobody who could speak.
        """
        actor = self.pronoun(chunk.head) if chunk.last - chunk.first == 1 else None
        head = self.view.norm(chunk.head)
        some = head in self._grammar["pronoun_member"] or self.view.tokens[chunk.head].tag == "CD"
        if following and some:
            actor = self.of_chunk(following[0], following[1:]) or actor
        if actor is None and head in self._grammar["pronoun_indefinite"]:
            actor = Actor(chunk.first, chunk.last, "people", None, OTHER, number="plural")
        if actor is None and self.name_ending:
            actor = self._by_name_at_head(chunk)
        if actor is None and self.role_ending:
            actor = self._by_role(chunk, following)
        if actor is None and self.name_ending:
            actor = self._by_name_inside(chunk)
        actor = actor or self._unlisted(chunk)
        return actor.at(chunk.first, chunk.last) if actor else None

    def side_in(self, first: int, last: int) -> tuple[str, str | None] | None:
        """The perspective (and entity) that names between two positions give, the last one first."""
        for position in range(last - 1, first - 1, -1) if self.name_starting else ():
            match = self.name_starting.get(position)
            if match and match.last <= last and not (match.value.entity and match.value.entity.kind == "person"):
                entity = match.value.entity
                return self._named_side(match.value), entity.entity_id if entity else None
        return None

    def _named_side(self, named: Named) -> str:
        if named.entity and not named.description:
            return self.registry.side_of(named.entity, self.date)
        return named.perspective

    def _is_location(self, match: Match[Named]) -> bool:
        if match.last <= self.dateline:
            return True
        if not match.value.entity or match.value.entity.kind != "government_place":
            return False
        view = self.view
        position = match.first - 1
        while view.norm(position) in self._grammar["locative_modifier"] or view.shape(position) == "D":
            position -= 1
        compass = view.norm(match.first - 1) in self._grammar["locative_modifier"]
        return compass or view.norm(position) in self._grammar["locative"]

    @cached_property
    def dateline(self) -> int:
        """Where ends what only says who wrote where: "BELGRADE, May 3 (Tanjug) –", "By our staff, Pristina"; else 0."""
        view = self.view
        if view.sentence.index > LAST_DATELINE:
            return 0
        if view.norm(0) in self._grammar["agent_mark"]:
            return 0 if any(shape in "VM" for shape in view.shapes) else len(view.tokens)
        place, first = self.name_starting.get(0), view.tokens[0].text
        named = place and place.value.entity and place.value.entity.kind == "government_place"
        if not named and not (first.isupper() and len(first) >= SHORTEST_CAPITALS):
            return 0
        for at in range(place.last if place and named else 2, min(LONGEST_DATELINE, len(view.tokens) - 1)):
            if view.tokens[at].text in DATELINE_ENDS and (view.tokens[at].text in DASHES or view.norm(at - 1) == "."):
                return at if not view.tokens[at + 1].text[0].islower() else 0
            if view.shape(at) in "VMWI":
                return 0
        return 0

    def pronoun(self, position: int) -> Actor | None:
        """The pronoun at a position, to be followed by the discourse: personal, possessive, or "one" and its kin."""
        found = self.personal_pronoun(position)
        if found is None and self.view.norm(position) in self._grammar["pronoun_member"]:
            return Actor(position, position + 1, "pronoun", number="plural")
        return found

    def is_pronoun(self, position: int) -> bool:
        """Whether ``pronoun`` finds one at a position."""
        word = self.view.norms[position]
        return word in self.registry.pronouns or word in self._grammar["pronoun_member"]

    def pronouns(self) -> list[Actor]:
        """The personal and possessive pronouns of the third person, in order."""
        known = self.registry.pronouns
        places = [at for at, norm in enumerate(self.view.norms) if norm in known]
        return [actor for at in places if (actor := self.personal_pronoun(at))]

    def personal_pronoun(self, position: int) -> Actor | None:
        """The personal or possessive pronoun of the third person at a position."""
        found = self.registry.pronouns.get(self.view.norm(position))
        if found is None:
            return None
        gender, number = found
        return Actor(position, position + 1, "pronoun", gender=gender, number=number)

    def _by_name_at_head(self, chunk: Chunk) -> Actor | None:
        match = self.name_ending.get(chunk.head + 1)
        if match is None or match.first < chunk.first:
            return None
        if match.value.entity and match.value.entity.kind == "demonym":
            role = self._role_in(chunk)
            if role and (role.first, role.last) != (match.first, match.last):
                return None
        return self._named_actor(match)

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
            holder = self.registry.holder_of(entity.entity_id, self.date)
            side = self.registry.side_of(holder, self.date) if holder else side
            nouns = self.registry.nouns_in_names(entity)
            who = holder.entity_id if holder else entity.entity_id
            return Actor(
                match.first,
                match.last,
                "described",
                who,
                side,
                holder.gender if holder else "",
                "singular",
                nouns,
                "office",
            )
        if entity.kind == "demonym":
            definite = self.view.norm(match.first - 1) in self._grammar["definite"]
            return Actor(
                match.first, match.last, "people", entity.entity_id, side if definite else OTHER, number="plural"
            )
        if entity.kind == "person":
            nouns = self.registry.nouns_of(entity, self.date)
            return Actor(
                match.first, match.last, "named", entity.entity_id, side, entity.gender, "singular", nouns, "office",
                self.view.norm(match.last - 1),
            )  # fmt: skip
        nouns = self.registry.nouns_in_names(entity)
        return Actor(match.first, match.last, "named", entity.entity_id, side, "n", entity.number, nouns, entity.kind)

    def _role_in(self, chunk: Chunk) -> Match[Role] | None:
        """The role noun that heads a phrase, or stands before the name of its holder."""
        for match in self.role_starting.values():
            if chunk.first <= match.first and match.last <= chunk.last and self._rest_is_name(match.last, chunk):
                return match
        return None

    def _rest_is_name(self, position: int, chunk: Chunk) -> bool:
        return all(self.view.tokens[index].text[:1].isupper() for index in range(position, chunk.head + 1))

    def _by_role(self, chunk: Chunk, following: Sequence[Chunk]) -> Actor | None:
        match = self._role_in(chunk)
        if match is None:
            return None
        view, role = self.view, match.value
        named = view.norm(chunk.head) if match.last <= chunk.head else ""
        gender = role.gender or ("n" if role.kind == "body" else "")
        number = "singular" if role.number == "collective" else role.number
        entity_id, perspective, owner = None, None, None
        if role.kind == "outsider" or self._is_outside(chunk.first, match.first):
            perspective = OTHER
        else:
            gender = "n" if role.kind == "document" else gender
            side = self.side_in(chunk.first, match.last)
            possessor = None if side else self._possessor(chunk.first, match.first)
            if possessor and role.role in self._grammar["opposite"]:
                owner = possessor
            elif possessor:
                side = str(possessor.perspective), None
            elif not side and view.tokens[chunk.first].tag == "PRP$":
                owner = self.pronoun(chunk.first)
            if not owner:
                side = side or self._side_behind(following)
                body = self._by_role(following[0], following[1:]) if following and not side else None
                if body and body.role_kind == "body":
                    perspective, owner = body.perspective, body
                elif side:
                    perspective, entity_id = side[0], side[1] if role.kind == "body" else None
                elif named and named in self.known:
                    return self.known[named]
                elif self._is_bare(match, chunk):
                    number = "bare"
        return Actor(
            chunk.first, chunk.last, "role", entity_id, perspective, gender, number, _called_by(role.role), role.kind,
            named, owner,
        )  # fmt: skip

    def _is_outside(self, first: int, last: int) -> bool:
        """Whether the words before a role take it out of its office: "opposition", "a retired", "former".

        "The former premier" is somebody named before, who may speak for another body now.
        """
        words = self.view.norms[first:last]
        if any(word in self._grammar["outsider_modifier"] for word in words):
            return True
        past = any(word in self._grammar["past_modifier"] for word in words)
        return past and words[0] not in self._grammar["definite"]

    def _is_bare(self, match: Match[Role], chunk: Chunk) -> bool:
        """Whether a role stands for anybody or anything of its kind: "a ministry", "officials", "the governments"."""
        role = match.value
        if role.number == "plural" and role.role in self._grammar["one_a_state"]:
            return True
        if role.kind == "body" and self.view.norm(chunk.first) in self._grammar["indefinite_article"]:
            return True
        if role.number != "plural" or (match.first, match.last) != (chunk.first, chunk.last):
            return False
        return role.kind == "office" or role.role in self._grammar["unnamed_body"]

    def _possessor(self, first: int, last: int) -> Actor | None:
        """The person a role belongs to ("Kurti's office", "Yeltsin's envoys")."""
        for position in range(last - 1, first, -1):
            match = self.name_ending.get(position)
            if match and self.view.shape(position) == "S":
                return self._named_actor(match)
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
        if self.view.norm(chunk.first - 1) in self._grammar["locative"] or self.view.is_noun_by_place(chunk.head):
            return None
        named = head.text[:1].isupper() and not head.text.isupper() and head.norm not in self._grammar["time"]
        if named and not at_start and head.tag.startswith(("NN", "JJ", "FW")):
            side = self.side_in(chunk.first, chunk.last)
            return Actor(chunk.first, chunk.last, "unlisted", None, side[0] if side else OTHER, name=head.norm)
        return None


@lru_cache(maxsize=1 << 12)
def _called_by(role: str) -> frozenset[str]:
    """The nouns that the holder of a role can be called by: "foreign minister", "minister"."""
    return frozenset((role, role.split()[-1]))
