"""The phrases of a sentence that a pronoun may mean later: persons and bodies, with gender and number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from framing.attribute.actors import Actor
from framing.attribute.antecedents import Function, Kind, Referent
from framing.attribute.chunks import Chunk, SentenceView
from framing.attribute.sentence_actors import SentenceActors
from framing.lexicons import Lexicons
from framing.records import OTHER, record

BODIES = frozenset(("body", "institution", "party", "media", "government_place"))
LONGEST_ACRONYM = 6
LONGEST_PARENTHESIS = 16


@record
class Phrase:
    """A noun phrase with the actor and the referent it stands for; ``first_head`` and ``head`` as in ``Seen``."""

    chunk: Chunk
    actor: Actor
    referent: Referent
    function: Function
    first_head: int
    head: int


class ReferentReader:
    """The phrases of one sentence that may be antecedents.

    Parameters
    ----------
    view : SentenceView
    actors : SentenceActors
    lexicons : Lexicons
    """

    def __init__(self, view: SentenceView, actors: SentenceActors, lexicons: Lexicons) -> None:
        self.view = view
        self.actors = actors
        self._first_names = lexicons.first_names
        self._nouns = lexicons.nouns
        self._grammar = lexicons.grammar
        self._roles = lexicons.roles

    def phrases(self) -> Iterator[Phrase]:
        """All phrases in the order of their first words, pairs joined by "and" behind their members."""
        before: Phrase | None = None
        shapes = self.view.shapes
        for chunk in self.view.chunks:
            at = shapes.find("S", chunk.first + 1, chunk.head)
            while at >= 0:
                owner = self._phrase(Chunk(chunk.first, at, at - 1), "possessor")
                if owner:
                    yield owner
                at = shapes.find("S", at + 1, chunk.head)
            phrase = self._phrase(chunk)
            if phrase:
                yield phrase
                if before and self._joined(before, phrase):
                    yield _pair(before, phrase)
            before = phrase

    def function(self, first: int, last: int) -> Function:
        """The part that tokens play in their clause, by the words beside them."""
        view = self.view
        if view.shape(first - 1) == "I":
            return "oblique"
        after = last
        while view.shape(after) == "R":
            after += 1
        if view.shape(after) in "VM" or (view.norm(after) == "," and self._goes_on(first, after)):
            return "subject"
        return "object" if view.shape(first - 1) in "VEG" else ""

    def _goes_on(self, first: int, comma: int) -> bool:
        """Whether a verb follows behind commas: "Pacolli, the minister, is", "the minister, Behgjet Pacolli, is"."""
        view = self.view
        if view.norm(first - 1) == "," and view.shape(comma + 1) in "VM":
            return True
        for at in range(comma + 1, min(comma + LONGEST_PARENTHESIS, len(view.tokens))):
            if view.norm(at) == ",":
                return view.shape(at + 1) in "VM"
            if view.shape(at) == ".":
                return False
        return False

    def _joined(self, one: Phrase, other: Phrase) -> bool:
        same = one.referent.kind == other.referent.kind != "" and (
            one.referent.name_words > 0 or self.view.shape(one.chunk.first) == "D" or one.referent.number == "plural"
        )
        return same and other.chunk.first == one.chunk.last + 1 and self.view.norm(one.chunk.last) == "and"

    def _phrase(self, chunk: Chunk, function: Function | None = None) -> Phrase | None:
        """The phrase of a noun phrase that a pronoun may mean, with its part in the clause unless that is known."""
        if chunk.last - chunk.first == 1 and self.actors.is_pronoun(chunk.head):
            return None
        behind = self.view.chunk_starting.get(chunk.last + 1) if self.view.shape(chunk.last) == "I" else None
        actor = self.actors.of_chunk(chunk, [behind] if behind else [])
        if actor is not None and actor.kind == "pronoun":
            return None
        referent = self._listed(actor) if actor else None
        referent = referent or self._named(chunk) or self._described(chunk, actor)
        if referent is None:
            return None
        name = referent.key if referent.name_words else ""
        actor = actor or Actor(chunk.first, chunk.last, "unlisted", None, OTHER, referent.gender, name=name)
        if referent.gender and not actor.gender and actor.kind in ("unlisted", "people"):
            actor = replace(actor, gender=referent.gender)
        function = self.function(chunk.first, chunk.last) if function is None else function
        return Phrase(chunk, actor, referent, function, chunk.head, chunk.head)

    def _listed(self, actor: Actor) -> Referent | None:
        """Whom the study lists: an entity, under its name or one that the article has introduced."""
        if actor.kind not in ("named", "unlisted") or not actor.entity_id:
            return None
        kind: Kind = "body" if actor.role_kind in BODIES else "person"
        return Referent(kind, actor.gender, actor.number, actor.entity_id)

    def _named(self, chunk: Chunk) -> Referent | None:
        """Somebody or something with a name of its own: a person, a body, or one of the two."""
        view = self.view
        if not self._is_name(chunk.head):
            return None
        first = chunk.head
        while first > chunk.first and self._is_name(first - 1):
            first -= 1
        words = view.norms[first : chunk.head + 1]
        head = view.tokens[chunk.head]
        if head.norm in self._grammar["time"] or view.norm(chunk.first - 1) in self._grammar["locative"]:
            return None
        role = self.actors.role_ending.get(chunk.head + 1)
        if role and role.value.kind == "body":
            return Referent("body", "n", "collective", " ".join(words))
        acronym = head.text.isupper() and head.text.isalpha() and 1 < len(head.text) <= LONGEST_ACRONYM
        if acronym or any(word in self._grammar["body_name"] for word in words):
            return Referent("body", "n", "collective", " ".join(words))
        if view.norm(chunk.first - 1) == "of" and view.norm(chunk.first - 2) in self._grammar["body_name"]:
            return None
        if view.tokens[chunk.first].norm == "the" and len(words) < chunk.head + 1 - chunk.first:
            plural = head.tag == "NNPS"
            return Referent("likely person" if plural else "", "", "plural" if plural else "singular", head.norm)
        gender = self._title(chunk.first, chunk.head) or self._first_name(words)
        known = self.actors.known.get(head.norm)
        person = bool(gender) or self._behind_role(chunk.first, chunk.head) or bool(known and known.gender)
        person = person or self._who_follows(chunk.last)
        gender = gender or (known.gender if known else "")
        if head.norm.endswith("s") and head.tag == "NNPS" and not person:
            return Referent("likely person", "", "plural", head.norm)
        kind: Kind = "person" if person else "likely person" if len(words) > 1 else ""
        return Referent(kind, gender, "singular", head.norm, len(words))

    def _who_follows(self, after: int) -> bool:
        at = after + 1 if self.view.norm(after) == "," else after
        return self.view.norm(at) in self._grammar["relative_person"]

    def _is_name(self, at: int) -> bool:
        token = self.view.tokens[at]
        if not token.text[:1].isupper() or not token.norm[:1].isalpha():
            return False
        known = token.norm in self._first_names or token.norm in self.actors.known
        if not known and self.view.is_noun_by_place(at):
            return False
        if at == 0:
            return known or token.tag.startswith("NNP")
        return token.tag[:2] in ("NN", "JJ", "FW", "VB", "RB", "IN") and self.view.shape(at) == "N"

    def _title(self, first: int, head: int) -> str:
        """The gender that a title or a role before a name tells."""
        for at in range(max(0, first - 1), head):
            word = self.view.norm(at)
            if word in self._grammar["title_he"]:
                return "m"
            if word in self._grammar["title_she"]:
                return "f"
            match = self.actors.role_starting.get(at)
            if match and match.value.gender:
                return match.value.gender
        return ""

    def _first_name(self, words: Sequence[str]) -> str:
        for word in words[:-1] or words:
            gender = self._first_names.get(word.partition("-")[0])
            if gender:
                return gender
        return ""

    def _behind_role(self, first: int, head: int) -> bool:
        return any(
            match.value.kind in ("office", "outsider") and match.value.role not in self._grammar["medium"]
            for at in range(first, head)
            if (match := self.actors.role_starting.get(at))
        )

    def _described(self, chunk: Chunk, actor: Actor | None) -> Referent | None:
        """A person or body called by a noun: "the woman", "the former general", "a company"."""
        match = self.actors.role_ending.get(chunk.head + 1)
        if actor and actor.kind == "described" and actor.role_kind == "office" and actor.entity_id and actor.gender:
            return Referent("person", actor.gender, actor.number, actor.entity_id)
        if match is None or match.first < chunk.first:
            if self.view.norm(chunk.head) in self._grammar["pronoun_indefinite"]:
                return None
            if actor and actor.kind in ("people", "described"):
                return Referent("person", "", actor.number, self.view.norm(chunk.head))
            return self._unlisted(chunk)
        role = match.value
        body = role.kind == "body" or role.number == "collective"
        if role.role.rpartition(" ")[2] in self._grammar["medium"]:
            return Referent("body", "n", "collective", role.role) if role.number == "collective" else None
        if role.kind == "document":
            return None
        kind: Kind = "body" if body else "person"
        return Referent(kind, "n" if body else role.gender, role.number, role.role)

    def _unlisted(self, chunk: Chunk) -> Referent | None:
        """Several of something, or somebody by a noun such as "a cosplayer", of which no list knows what it is."""
        head = self.view.tokens[chunk.head]
        plural = head.tag in ("NNS", "NNPS")
        if head.norm in self._grammar["time"] or not (plural or head.tag == "NN"):
            return None
        known = self._nouns.get(head.lemma)
        if known == "body":
            return Referent("body", "n", "plural", head.lemma) if plural else None
        person = known == "person"
        likely = known is None and head.lemma.endswith(tuple(self._grammar["person_ending"]))
        if not (person or likely or plural):
            return None
        kind: Kind = "person" if person else "likely person" if likely else ""
        return Referent(kind, "", "plural" if plural else "singular", head.lemma)


def _pair(one: Phrase, other: Phrase) -> Phrase:
    """Two persons or bodies as one plural."""
    actor = replace(one.actor, last=other.actor.last, number="plural", entity_id=None, kind="people")
    if one.actor.perspective != other.actor.perspective:
        actor = replace(actor, perspective=None)
    referent = Referent(one.referent.kind, "", "plural", f"{one.referent.key} and {other.referent.key}")
    return Phrase(one.chunk, actor, referent, other.function or one.function, one.head, other.head)
