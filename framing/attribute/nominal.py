"""Nouns, adjectives and fixed phrases as cues."""

from __future__ import annotations

from framing.attribute.actors import Actor
from framing.attribute.chunks import Chunk
from framing.attribute.content_borders import Content
from framing.attribute.findings import Finding, Rules, finding_of
from framing.attribute.sources import TokenRange
from framing.attribute.verb_groups import CueMatch
from framing.lexicons import Cue
from framing.records import OTHER


class NominalRules(Rules):
    """Reports by nouns, adjectives and phrases: "X's refusal to", "X is adamant that", "according to X"."""

    def adjective(self, match: CueMatch, cue: Cue) -> Finding | None:
        """As in "Belgrade is adamant that": a form of be, and an adjective with its complement."""
        group = self.subjects.verb_group(match.first)
        if group.first == match.first or not any(
            self.view.norm(at) in self.grammar["be"] for at in range(group.first, match.first)
        ):
            return None
        source = self.subjects.before(group.first) or self.conjoined(group)
        content = self.contents.behind(cue, match.last)
        actors = self.sources.of(source) if source else ()
        if not source or not content or not actors or group.hypothetical:
            return None
        return finding_of(
            (source.first, source.last), (group.first, match.last), content.pieces, cue, actors, "adjective"
        )

    def noun(self, match: CueMatch, cue: Cue) -> Finding | None:
        """As in "Kurti's refusal to", "a demand by the EU that", "in Moscow's view", "the weight Kurti puts on": a noun
        with its possessor.
        """
        chunk = self.view.chunk_at(match.first)
        if chunk is None or not match.first <= chunk.head < match.last or self._is_name(match):
            return None
        owner = self.sources.owner(chunk, match.first)
        source, actors = owner, self.sources.of_range(owner) if owner else ()
        after = match.last
        if not actors:
            source = self._noun_source_behind(match.last) or self._seat_in_front(match.first)
            actors = self.sources.of_range(source) if source else ()
            after = source[1] if source and source[0] >= match.last else after
        if not actors and (clause := self._relative_without_pronoun(match.last)):
            source, after = clause
            actors = self.sources.of_range(source)
        if source is None or not actors:
            return None
        content = self._in_view(chunk, max(after, chunk.last), cue) or self._complement(cue, after)
        content = content or self._copula(cue, after)
        if content is None or not content.pieces:
            return None
        content = self.contents.subject_clause(content)
        return finding_of(source, (match.first, match.last), content.pieces, cue, actors, "noun")

    def _complement(self, cue: Cue, after: int) -> Content | None:
        """What a cue noun is followed by; a clause needs its "that", or any verb behind would do for one."""
        wanted = cue.complements
        if self.view.norm(after) not in self.grammar["complementizer"]:
            wanted = wanted - {"that"}
        return self.contents.behind(Cue(cue.cue, cue.part, cue.cue_class, wanted), after)

    def _relative_without_pronoun(self, after: int) -> tuple[TokenRange, int] | None:
        """As in "the weight Kurti had put on": the subject of a clause right behind a cue noun; where its verb ends."""
        view = self.view
        chunk = view.chunk_starting.get(after)
        if chunk is None:
            return None
        at = chunk.last
        while view.shape(at) in "VMER":
            at += 1
        verb = at - 1
        return ((chunk.first, chunk.last), at) if verb >= chunk.last and view.shape(verb) in "VE" else None

    def _seat_in_front(self, before: int) -> TokenRange | None:
        """As in "From Moscow came the view that": a seat in front of a cue noun."""
        seat = self.sources.seat_before(before, self.grammar["origin_preposition"])
        return (seat.first, seat.last) if seat else None

    def _is_name(self, match: CueMatch) -> bool:
        """Whether a cue noun is part of a name ("the Brussels Agreement")."""
        return match.first > 0 and self.view.tokens[match.last - 1].text[:1].isupper()

    def _noun_source_behind(self, after: int) -> TokenRange | None:
        """As in "claims by Vučić", "allegations levelled by Belgrade": who stands behind a cue noun as its author."""
        view = self.view
        if view.norm(after + 1) == "by" and view.tokens[after].tag in ("VBN", "VBD"):
            after += 1
        chunk = view.chunk_starting.get(after + 1)
        if view.norm(after) in self.grammar["author_preposition"] and chunk:
            if view.norm(after) in self.grammar["seat_preposition"] and not self.sources.is_seat(chunk):
                return None
            source = self.subjects.after(after + 1)
            return (source.first, source.last) if source else None
        return None

    def _copula(self, cue: Cue, after: int) -> Content | None:
        """As in "Serbia's position is that", "the message from Belgrade was: "."""
        view = self.view
        at = after
        while view.shape(at) in "RM" or (
            view.norm(at) in self.grammar["auxiliary"] and view.norm(at + 1) in self.grammar["be"]
        ):
            at += 1
        if view.norm(at) in self.grammar["be"] and "be" in cue.complements:
            return Content(((at + 1, self.contents.reach(at + 1)),), "be")
        if view.norm(at) in self.grammar["be"] and "that" in cue.complements:
            found = self.contents.behind(
                Cue(cue.cue, cue.part, cue.cue_class, frozenset(("that", "quote", "to"))), at + 1
            )
            return found if found and view.norm(found.pieces[0][0]) in self.grammar["complementizer"] | {"to"} else None
        return None

    def _in_view(self, chunk: Chunk, after: int, cue: Cue) -> Content | None:
        """As in "in Moscow's view", "from Belgrade's point of view": the rest of the sentence is the content."""
        viewpoint = (
            self.view.norm(chunk.first - 1) in self.grammar["viewpoint_preposition"] and "that" in cue.complements
        )
        if viewpoint and (self.view.shape(after) in ",." or chunk.first <= 1):
            return Content(self.contents.rest(chunk.first - 1, after), "view")
        return None

    def phrase(self, match: CueMatch, cue: Cue) -> Finding | None:
        """As in "according to the ministry": a fixed phrase before its source."""
        source = self.subjects.after(match.last)
        if source is None:
            return None
        actors = self.sources.of(source) or self.sources.owner_of(source)
        if not actors and self.view.shape(match.last - 1) == "I":
            actors = (Actor(source.first, source.last, "unlisted", None, OTHER),)
        if not actors:
            return None
        quoted = self.contents.before(
            Cue(cue.cue, "phrase", cue.cue_class, frozenset(("quote",))), match.first, source.last
        )
        pieces = quoted.pieces if quoted else self.contents.rest(match.first, source.last)
        return finding_of((source.first, source.last), (match.first, match.last), pieces, cue, actors, "phrase")
