"""Verbs as cues: subject and verb, passive with its agent, inverted, participles and conjoined verbs."""

from __future__ import annotations

from framing.attribute.content_borders import Content
from framing.attribute.findings import Finding, Rules, finding_of
from framing.attribute.sources import TokenRange
from framing.attribute.subjects import Subject
from framing.attribute.verb_groups import CueMatch, VerbGroup
from framing.lexicons import Cue


class VerbRules(Rules):
    """Reports by verbs: "X said that", "is seen by X as", "said X", "…, adding that", "a request X refused"."""

    def verb(self, match: CueMatch, cue: Cue) -> Finding | None:
        """The report a verb makes: passive, active or inverted; none in an infinitive or a mere possibility."""
        group = self.subjects.verb_group(match.first)
        if group.infinitive:
            return None
        if group.hypothetical and not cue.complements & {"quote"}:
            return None
        if group.passive or self._reduced_passive(match, group):
            return self._passive(match, cue, group)
        return self._active(match, cue, group) or self._inverted(match, cue, group)

    def _reduced_passive(self, match: CueMatch, group: VerbGroup) -> bool:
        participle = self.view.shape(match.first) in "EJ" or self.view.tokens[match.first].tag in ("VBD", "VBN")
        return participle and group.first == group.verb and self.view.norm(match.last) == "by"

    def _passive(self, match: CueMatch, cue: Cue, group: VerbGroup) -> Finding | None:
        agent = self.subjects.agent(match.last)
        rule = "passive-by"
        if agent is None:
            agent = self.sources.seat_behind(match.last) or self.sources.seat_before(group.first)
            rule = "passive-in"
        actors = self.sources.of(agent) if agent else ()
        if not agent or not actors:
            return None
        subject = self.subjects.before(group.first)
        content = self.contents.behind(cue, max(match.last, agent.last) if agent.first > group.first else match.last)
        if (
            content is None
            and rule == "passive-in"
            and agent.first > group.first
            and ("object" not in cue.complements or (subject and self.sources.of(subject)))
        ):
            return None
        if content is None and subject and cue.needs_clause and self.view.shape(subject.first) in "DJN":
            return None  # a thing that is owned: "the lake is claimed by Serbia"
        pieces: list[TokenRange] = [(subject.first, subject.last)] if subject else []
        if content:
            pieces += content.pieces
        elif agent.first > group.first and not self._only_time(agent.last):
            pieces.append((agent.last, self.contents.reach(agent.last - 1)))
        return finding_of((agent.first, agent.last), (group.first, match.last), tuple(pieces), cue, actors, rule)

    def _only_time(self, after: int) -> bool:
        """Whether a time is all that follows: "was recognised by Israel [in 2020]"."""
        chunk = self.view.chunk_starting.get(after + 1) if self.view.shape(after) == "I" else None
        return chunk is not None and chunk.last == self.contents.end and self.subjects.is_time(chunk)

    def _active(self, match: CueMatch, cue: Cue, group: VerbGroup) -> Finding | None:
        if group.finite:
            source = self.subjects.before(group.first) or self.conjoined(group)
            rule = "subject"
            if source is None and self.view.shape(group.verb) not in "VE":
                source = self.shared(group.first) or self.sources.first_actor(group.first)
        else:
            source = self.subjects.before(group.first) if self.view.norm(group.first - 1) != "," else None
            if not (source and self.sources.of(source) and self._absolute(source)):
                source = self.shared(group.first) or self.sources.first_actor(group.first)
            rule = "participle"
        if source is None or self.view.norm(source.first - 1) in self.grammar["condition"]:
            return None
        actors = self.sources.of(source)
        if not actors:
            return None
        content = self.contents.behind(cue, match.last)
        parenthesis = self.view.norm(match.last) == "," and self.view.norm(source.first - 1) == ","
        if parenthesis or self.view.shape(source.first - 1) == '"':
            content = self.contents.before(cue, source.first, match.last) or content
        if content is None or (content.complement == "object" and "quote" in cue.complements):
            fronted = self.contents.before(cue, source.first, match.last)
            content = fronted or content
        content = content or self._gap(cue, source, match.last)
        if content is None and " " in cue.cue and cue.complements:
            content = Content(((match.last, self.contents.reach(match.last - 1)),), "rest")
        if content is None:
            return None
        if self.view.norm(group.first - 1) in self.grammar["relative"] and self.view.norm(group.first - 2) == ",":
            content = self.contents.in_parenthesis(content)
        name = rule if content.complement != "quote" else f"{rule}-quote"
        return finding_of((source.first, source.last), (group.first, match.last), content.pieces, cue, actors, name)

    def _gap(self, cue: Cue, source: Subject, after: int) -> Content | None:
        """Content that stands before its source: "a request the government refused", ", as Belgrade points out,"."""
        view = self.view
        at = source.first - 1
        if view.norm(at) == "as" and cue.complements & {"quote", "that"}:
            while after < len(view.tokens) and view.shape(after) in "RJNI" and view.shape(after) not in ",.":
                after += 1
        if view.norm(at) == "as" and cue.complements & {"quote", "that"} and view.shape(after) in ",.":
            return Content(self.contents.rest(at, after), "as-clause")
        if view.norm(at) in self.grammar["relative"]:
            at -= 2 if view.norm(at - 1) == "," else 1
        chunk = view.chunk_ending.get(at + 1)
        if chunk and "object" in cue.complements and view.shape(after) in ",.":
            return Content(((chunk.first, chunk.last),), "gap")
        return None

    def _absolute(self, source: Subject) -> bool:
        """As in "with its ambassador warning that": the noun phrase before a participle is its own subject."""
        before = self.view.norm(source.first - 1)
        return before == "with" or self.view.shape(source.first - 1) in "VW"

    def _inverted(self, match: CueMatch, cue: Cue, group: VerbGroup) -> Finding | None:
        view = self.view
        opening = view.shape(group.first - 1)
        if (group.first and opening not in '",.') or not cue.complements & {"quote", "that"}:
            return None
        source = self.subjects.after(match.last)
        actors = self.sources.of(source) if source else ()
        if source is None or not actors:
            return None
        content = self.contents.before(cue, group.first, source.last) or self.contents.behind(cue, source.last)
        if content is None or (content.complement not in ("quote", "fronted") and group.first):
            return None
        return finding_of(
            (source.first, source.last),
            (group.first, match.last),
            content.pieces,
            cue,
            actors,
            f"inverted-{content.complement}",
        )
