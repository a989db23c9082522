"""Tells who the parties of a deed are: their words, their sides, and whether they are somebody at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from framing.attribute.actors import Actor, as_written, sides_of
from framing.attribute.antecedents import Seen
from framing.attribute.chunks import Chunk
from framing.attribute.clause_subjects import PLURAL, Party
from framing.attribute.memory import Memory
from framing.attribute.rules import SentenceRules
from framing.lexicons import Lexicons
from framing.records import OTHER, record
from framing.tag_lexicon import is_common_noun

SINGULAR = ("NN",)
SOMEBODY = ("person", "body")
NOWHERE: frozenset[int] = frozenset()


@record
class Told:
    """The words of a party, its entity where there is just one, its sides, and whether it is surely somebody."""

    words: str | None = None
    entity_id: str | None = None
    sides: str | None = None
    somebody: bool = False


class PartyReader:
    """Tells the parties of the last sentence read.

    Parameters
    ----------
    read : sequence of SentenceRules
    memory : Memory
        Follows pronouns and descriptions.
    lexicons : Lexicons
    """

    def __init__(self, read: Sequence[SentenceRules], memory: Memory, lexicons: Lexicons) -> None:
        self._read = read
        self._view = read[-1].view
        self._memory = memory
        self._nouns = lexicons.nouns
        self._grammar = lexicons.grammar

    def told(self, party: Party | None, other: Party | None, *, acts: bool = False) -> Told:
        """A party as the article tells it; all None for one left out. "They" who act are somebody, whoever they are.

        In "Serbia arrested the officers" nobody knows whose they are, though Serbia was spoken of last.
        """
        if party is None:
            return Told()
        known: list[Actor] = []
        unknown = False
        others = {actor.perspective for actor in other.actors} if other else set()
        for actor in party.actors:
            if self._is_thing(actor):
                continue
            thing = self._may_be_thing(actor)
            if thing and not self._is_sure(actor, other):
                unknown = unknown or (acts and actor.number == "plural")
            elif self._is_anyone(actor) or (not acts and self._is_undetermined(actor)):
                unknown = True
            else:
                found = self._memory.resolve(actor, self._view.sentence.index, NOWHERE)
                same = _is_guess(actor) and found.perspective in others
                unknown = unknown or same
                known += [] if same else [found]
        sides = dict.fromkeys(_side(each) for actor in known for each in sides_of(actor))
        entities = {None if _is_guess(actor) and actor.number == "plural" else actor.entity_id for actor in known}
        entity_id = entities.pop() if len(entities) == 1 and not unknown else None
        words = as_written(self._view.tokens[party.first : party.last])
        return Told(words, entity_id, ";".join(filter(None, sides)) or None, unknown or bool(known))

    def _is_thing(self, actor: Actor) -> bool:
        """Whether an actor, who may be quoted, is no party: "the study", "the Brussels Agreement"."""
        if actor.kind == "role":
            return bool(actor.nouns & self._grammar["text"])
        if actor.kind != "unlisted" or self._view.norm(actor.first) not in self._grammar["definite"]:
            return False
        listed = self._nouns.get(actor.name) in SOMEBODY or actor.name in self._grammar["body_name"]
        return not listed and is_common_noun(actor.name)

    def _may_be_thing(self, actor: Actor) -> bool:
        """Whether a pronoun may mean things: "it", "they", "one"; "he" and "we" do not."""
        if actor.kind != "pronoun" or actor.number == "bare":
            return False
        return actor.gender not in ("m", "f")

    def _is_anyone(self, actor: Actor) -> bool:
        """Whether a role could be of any side: "troops", "two officers", "a diplomat", "the other side"."""
        if not _is_guess(actor):
            return False
        first, last = self._view.tokens[actor.first], self._view.tokens[actor.last - 1]
        plural = last.tag in PLURAL and first.norm not in self._grammar["definite"]
        other = self._view.norm(actor.first + 1) in self._grammar["quantifier"]
        return plural or other or first.norm in self._grammar["indefinite_article"]

    def _is_undetermined(self, actor: Actor) -> bool:
        """Whether a role has no article: in "Belgrade puts army on alert" nobody need have spoken of an army."""
        return _is_guess(actor) and self._view.shape(actor.first) != "D"

    def _is_sure(self, pronoun: Actor, other: Party | None) -> bool:
        """Whether "it" or "they" surely is somebody on a side, of this sentence or the last.

        "It" is an entity of the study. Nothing else that the pronoun could mean may stand in the sentence of its
        antecedent or since: for "it" no thing, for "they" no other plural but the other party of the deed.
        """
        index = self._view.sentence.index
        followed = self._memory.followed.get((index, pronoun.first))
        seen = followed.antecedent if followed else None
        if seen is None or not seen.referent.kind or not seen.actor.perspective or index - seen.sentence_index > 1:
            return False
        own = other and seen.sentence_index == index and other.first <= seen.position < other.last
        if own or (pronoun.number != "plural" and seen.actor.entity_id is None) or not self._is_plain(seen):
            return False
        return not any(self._is_rival(chunk, rules, pronoun, other) for chunk, rules in self._near(seen, pronoun))

    def _is_plain(self, seen: Seen) -> bool:
        """Whether the words of an antecedent tell its side: "KFOR soldiers", but not "the soldiers"."""
        if seen.actor.kind != "role" or seen.actor.perspective == OTHER:
            return True
        sentence, _, head = seen.origin
        rules = next((rules for rules in self._read[-2:] if rules.view.sentence.index == sentence), None)
        chunk = rules.view.chunk_at(head) if rules else None
        return bool(rules and chunk and rules.actors.side_in(chunk.first, chunk.last))

    def _near(self, seen: Seen, pronoun: Actor) -> Iterator[tuple[Chunk, SentenceRules]]:
        """The noun phrases that a pronoun may mean instead of its antecedent."""
        bodies = pronoun.number == "plural" and seen.referent.number != "plural"  # "Serbia says they were seized"
        for rules in self._read[-2:]:
            here = rules.view.sentence.index
            last = pronoun.first if rules is self._read[-1] else len(rules.view.tokens)
            if bodies or here >= seen.sentence_index:
                chunks = (chunk for chunk in rules.view.chunks if chunk.first < last)
                own = seen.position if here == seen.sentence_index else None
                yield from ((chunk, rules) for chunk in chunks if chunk.first != own)

    def _is_rival(self, chunk: Chunk, rules: SentenceRules, pronoun: Actor, other: Party | None) -> bool:
        """Whether a noun phrase agrees with a pronoun: for "it" things only."""
        token, actors = rules.view.tokens[chunk.head], rules.actors
        if rules is self._read[-1] and other and other.first <= chunk.first < other.last:
            return False
        if pronoun.number == "plural":
            return token.tag in PLURAL and token.lemma not in self._grammar["time"]
        if token.tag not in SINGULAR or token.lemma in self._grammar["time"]:
            return False
        listed = chunk.last in actors.role_ending or chunk.last in actors.name_ending
        return not listed and self._nouns.get(token.lemma) not in SOMEBODY


def _is_guess(actor: Actor) -> bool:
    """Whether only the text before can tell the side of a role."""
    return actor.kind == "role" and actor.perspective is None and actor.owner is None


def _side(actor: Actor) -> str | None:
    """The side of a party; somebody on no side is ``other``, but a thing or a bare noun may be anybody's."""
    return actor.perspective or (None if actor.gender == "n" or actor.number == "bare" else OTHER)
