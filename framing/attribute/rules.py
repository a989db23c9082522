"""The constructions that report speech and position, one method each: from cues to source, cue and content."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from framing.attribute.actors import Actor, SentenceActors, sides_of
from framing.attribute.chunks import Chunk, SentenceView
from framing.attribute.complements import Content, ContentFinder
from framing.attribute.subjects import Grammar, Subject, SubjectFinder, VerbGroup
from framing.lexicons import Cue, Match
from framing.records import OTHER

TokenRange = tuple[int, int]
SEATS = ("government_place", "institution")


@dataclass(frozen=True, slots=True)
class Finding:
    """An attribution in token positions, before its source is followed to an entity."""

    source: TokenRange | None
    cue: TokenRange | None
    content: tuple[TokenRange, ...]
    cue_class: str | None
    actors: tuple[Actor, ...]
    rule: str


def _within_outer(found: Sequence[Finding], finding: Finding) -> Finding:
    """The finding with its content cut off where the words end that an outer source speaks.

    In "Belgrade wants talks, the EU said" what Belgrade wants ends at the comma.
    """
    if finding.cue is None:
        return finding
    for outer in found:
        for first, last in outer.content:
            if outer.cue and last <= outer.cue[0] and first <= finding.cue[0] < last:
                cut = ((start, min(end, last)) for start, end in finding.content)
                return replace(finding, content=tuple((start, end) for start, end in cut if start < end))
    return finding


def _covers(finding: Finding, position: int) -> bool:
    ranges = (*finding.content, finding.cue) if finding.cue else finding.content
    return any(first <= position < last for first, last in ranges)


class SentenceRules:
    """The rules at work on one sentence.

    Parameters
    ----------
    view : SentenceView
    actors : SentenceActors
    cues : sequence of Match
        Cue words found in the sentence, longest match first.
    grammar : mapping of str to frozenset of str
    """

    def __init__(
        self, view: SentenceView, actors: SentenceActors, cues: Sequence[Match[tuple[Cue, ...]]], grammar: Grammar
    ) -> None:
        self.view = view
        self.actors = actors
        self.grammar = grammar
        self.subjects = SubjectFinder(view, grammar)
        self.cues = cues
        verbs = frozenset(match.first for match in cues if any(cue.part == "verb" for cue in match.value))
        nouns = frozenset(match.last - 1 for match in cues if any(cue.part == "noun" for cue in match.value))
        self.contents = ContentFinder(view, grammar, verbs, nouns)

    def find(self) -> list[Finding]:
        """All attributions of the sentence, in the order of their cues; of two with the same cue the first."""
        found: list[Finding] = []
        taken: set[int] = set()
        for match in self.cues:
            for finding in self._at_cue(match):
                if finding.cue and taken.isdisjoint(range(*finding.cue)):
                    taken.update(range(*finding.cue))
                    found.append(finding)
                    break
        found += [finding for rule in (self._quoted, self._colon, self._for_side) for finding in rule(found)]
        return sorted(map(partial(_within_outer, found), found), key=lambda finding: finding.cue or (0, 0))

    def _at_cue(self, match: Match[tuple[Cue, ...]]) -> Iterator[Finding]:
        rules: dict[str, Callable[[Match[tuple[Cue, ...]], Cue], Finding | None]] = {
            "phrase": self._phrase,
            "verb": self._verb,
            "adjective": self._adjective,
            "noun": self._noun,
        }
        fitting = [cue for cue in match.value if self._fits_part(match, cue)]
        for part, rule in rules.items():
            for cue in fitting:
                if cue.part == part:
                    finding = rule(match, cue)
                    if finding:
                        yield finding

    def _fits_part(self, match: Match[tuple[Cue, ...]], cue: Cue) -> bool:
        """Whether the tag of the cue allows the part of speech, with room for the tagger's errors."""
        view = self.view
        shape = view.shape(match.first)
        if cue.part == "verb":
            chunk = view.chunk_at(match.first)
            if shape in "VEG":
                return True
            head = chunk is not None and chunk.head == match.last - 1 and chunk.first < match.first
            determined = view.shape(match.first - 1) in "DSJ" or view.norm(match.first - 1) in ("of", "in", "with")
            return shape in "NJXI" and not determined and not (head and view.shape(match.first - 1) == "N" and not self._verb_like(match.first))
        if cue.part == "noun":
            return view.shape(match.last - 1) in "NJ"
        if cue.part == "adjective":
            return shape in "JEGRNX"
        return True

    def _verb_like(self, position: int) -> bool:
        """Whether a word tagged as a noun can be a verb here: a subject before it, and a clause, object or mark behind."""
        view = self.view
        after = view.norm(position + 1)
        return after in self.grammar["complementizer"] or after == "to" or view.shape(position + 1) in 'DP"'

    # Verbs -------------------------------------------------------------------------------------------------

    def _verb(self, match: Match[tuple[Cue, ...]], cue: Cue) -> Finding | None:
        group = self.subjects.verb_group(match.first)
        if group.infinitive:
            return None
        if group.hypothetical and not cue.complements & {"quote"}:
            return None
        if group.passive or self._reduced_passive(match, group):
            return self._passive(match, cue, group)
        return self._active(match, cue, group) or self._inverted(match, cue, group)


    def _reduced_passive(self, match: Match[tuple[Cue, ...]], group: VerbGroup) -> bool:
        participle = self.view.shape(match.first) in "EJ" or self.view.tokens[match.first].tag in ("VBD", "VBN")
        return participle and group.first == group.verb and self.view.norm(match.last) == "by"

    def _passive(self, match: Match[tuple[Cue, ...]], cue: Cue, group: VerbGroup) -> Finding | None:
        agent = self.subjects.agent(match.last)
        rule = "passive-by"
        if agent is None:
            agent = self._seat_behind(match.last) or self._seat_before(group.first)
            rule = "passive-in"
        actors = self._actors(agent) if agent else ()
        if not agent or not actors:
            return None
        subject = self.subjects.before(group.first)
        content = self.contents.behind(cue, max(match.last, agent.last) if agent.first > group.first else match.last)
        if content is None and rule == "passive-in" and agent.first > group.first and subject and self._actors(subject):
            return None
        pieces: list[TokenRange] = [(subject.first, subject.last)] if subject else []
        pieces += content.pieces if content else [(agent.last, self.contents.reach(agent.last - 1))]
        return self._finding((agent.first, agent.last), (group.first, match.last), tuple(pieces), cue, actors, rule)

    def _seat_behind(self, after: int, reach: int = 4) -> Subject | None:
        """ "is seen in Moscow as": the seat of a government within a few words of a passive."""
        view = self.view
        for at in range(after, min(after + reach, len(view.tokens))):
            chunk = view.chunk_starting.get(at + 1)
            if view.norm(at) in ("in", "within") and chunk and self._is_seat(chunk):
                return Subject(((chunk,),))
            if view.shape(at) in "V,.":
                return None
        return None

    def _seat_before(self, first: int, words: Sequence[str] = ("in", "at", "within")) -> Subject | None:
        """ "In Moscow, the events were read as": the seat of a government that opens the sentence or clause."""
        view = self.view
        starts = [0] + [at + 1 for at in range(first) if view.shape(at) in ",W"]
        for at in range(first):
            if view.norm(at) == "where":
                seat = view.chunk_ending.get(at - 1 if view.shape(at - 1) == "," else at)
                if seat and self._is_seat(seat):
                    return Subject(((seat,),))
        for at in starts:
            chunk = view.chunk_starting.get(at + 1)
            if view.norm(at) in words and chunk and chunk.last <= first and self._is_seat(chunk):
                return Subject(((chunk,),))
        return None

    def _is_seat(self, chunk: Chunk) -> bool:
        match = self.actors.name_starting.get(chunk.first) or self.actors.name_starting.get(chunk.first + 1)
        if not match or match.last != chunk.head + 1:
            return False
        return match.value.description or bool(match.value.entity and match.value.entity.kind in SEATS)

    def _active(self, match: Match[tuple[Cue, ...]], cue: Cue, group: VerbGroup) -> Finding | None:
        if group.finite:
            source = self.subjects.before(group.first) or self._conjoined(group)
            rule = "subject"
        else:
            source = self.subjects.before(group.first) if self.view.norm(group.first - 1) != "," else None
            if not (source and self._actors(source) and self._absolute(source)):
                source = self._shared(group.first) or self._first_actor(group.first)
            rule = "participle"
        if source is None:
            return None
        actors = self._actors(source)
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
        name = rule if content.complement != "quote" else f"{rule}-quote"
        return self._finding((source.first, source.last), (group.first, match.last), content.pieces, cue, actors, name)

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
            at -= 1
        chunk = view.chunk_ending.get(at + 1)
        if chunk and "object" in cue.complements and view.shape(after) in ",.":
            return Content(((chunk.first, chunk.last),), "gap")
        return None

    def _first_actor(self, before: int) -> Subject | None:
        """The first noun phrase of the sentence that no preposition governs, for a participle whose verb is unclear."""
        for chunk in self.view.chunks:
            if chunk.last < before and self.view.shape(chunk.first - 1) not in "IS" and self.actors.of_chunk(chunk):
                return Subject(((chunk,),))
        return None

    def _absolute(self, source: Subject) -> bool:
        """ "with its ambassador warning that": the noun phrase before a participle is its own subject."""
        before = self.view.norm(source.first - 1)
        return before == "with" or self.view.shape(source.first - 1) in "VW"

    def _conjoined(self, group: VerbGroup) -> Subject | None:
        before = self.view.shape(group.first - 1)
        word = self.view.norm(group.first - 1)
        if before in 'C,"R' or word in self.grammar["contrast"]:
            return self._shared(group.first)
        return None

    def _shared(self, position: int) -> Subject | None:
        return self.subjects.shared(position, lambda subject: bool(self._actors(subject)))

    def _inverted(self, match: Match[tuple[Cue, ...]], cue: Cue, group: VerbGroup) -> Finding | None:
        view = self.view
        opening = view.shape(group.first - 1)
        if group.first and opening not in '",.' or not cue.complements & {"quote", "that"}:
            return None
        source = self.subjects.after(match.last)
        actors = self._actors(source) if source else ()
        if source is None or not actors:
            return None
        content = self.contents.before(cue, group.first, source.last) or self.contents.behind(cue, source.last)
        if content is None or (content.complement not in ("quote", "fronted") and group.first):
            return None
        return self._finding(
            (source.first, source.last), (group.first, match.last), content.pieces, cue, actors, f"inverted-{content.complement}"
        )

    # Adjectives, nouns, phrases ----------------------------------------------------------------------------

    def _adjective(self, match: Match[tuple[Cue, ...]], cue: Cue) -> Finding | None:
        group = self.subjects.verb_group(match.first)
        if group.first == match.first or not any(
            self.view.norm(at) in self.grammar["be"] for at in range(group.first, match.first)
        ):
            return None
        source = self.subjects.before(group.first) or self._conjoined(group)
        content = self.contents.behind(cue, match.last)
        actors = self._actors(source) if source else ()
        if not source or not content or not actors or group.hypothetical:
            return None
        return self._finding((source.first, source.last), (group.first, match.last), content.pieces, cue, actors, "adjective")

    def _noun(self, match: Match[tuple[Cue, ...]], cue: Cue) -> Finding | None:
        chunk = self.view.chunk_at(match.first)
        if chunk is None or not match.first <= chunk.head < match.last or self._is_name(match):
            return None
        owner = self._owner(chunk, match.first)
        source, actors = owner, self._actors_at(owner) if owner else ()
        after = match.last
        if not actors:
            source = self._noun_source_behind(match.last) or self._seat_in_front(match.first)
            actors = self._actors_at(source) if source else ()
            after = source[1] if source and source[0] >= match.last else after
        if source is None or not actors:
            return None
        content = self.contents.behind(cue, after) or self._copula(cue, after) or self._in_view(chunk, max(after, chunk.last), cue)
        if content is None:
            return None
        content = self.contents.subject_clause(content)
        return self._finding(source, (match.first, match.last), content.pieces, cue, actors, "noun")

    def _seat_in_front(self, before: int) -> TokenRange | None:
        """ "From Moscow came the view that": a seat in front of a cue noun."""
        seat = self._seat_before(before, ("from",))
        return (seat.first, seat.last) if seat else None

    def _is_name(self, match: Match[tuple[Cue, ...]]) -> bool:
        """Whether a cue noun is part of a name ("the Brussels Agreement")."""
        return match.first > 0 and self.view.tokens[match.last - 1].text[:1].isupper()

    def _owner(self, chunk: Chunk, before: int) -> TokenRange | None:
        """The possessor of a cue noun ("Kurti's refusal", "the Serbian demand", "its insistence")."""
        view = self.view
        for at in range(before - 1, chunk.first - 1, -1):
            if view.shape(at) == "S":
                return (chunk.first, at)
        if view.tokens[chunk.first].tag == "PRP$":
            return (chunk.first, chunk.first + 1)
        if self.actors.side_in(chunk.first, before):
            return (chunk.first, before)
        return None

    def _noun_source_behind(self, after: int) -> TokenRange | None:
        view = self.view
        chunk = view.chunk_starting.get(after + 1)
        if view.norm(after) in ("by", "from", "of", "among", "in") and chunk:
            if view.norm(after) == "in" and not self._is_seat(chunk):
                return None
            source = self.subjects.after(after + 1)
            return (source.first, source.last) if source else None
        return None

    def _copula(self, cue: Cue, after: int) -> Content | None:
        """ "Serbia's position is that", "the message from Belgrade was: "."""
        view = self.view
        at = after
        while view.shape(at) in "RM" or (view.norm(at) in self.grammar["auxiliary"] and view.norm(at + 1) in self.grammar["be"]):
            at += 1
        if view.norm(at) in self.grammar["be"] and "that" in cue.complements:
            found = self.contents.behind(Cue(cue.cue, cue.part, cue.cue_class, frozenset(("that", "quote", "to"))), at + 1)
            return found if found and view.norm(found.pieces[0][0]) in self.grammar["complementizer"] | {"to"} else None
        return None

    def _in_view(self, chunk: Chunk, after: int, cue: Cue) -> Content | None:
        """ "in Moscow's view", "from Belgrade's point of view": the rest of the sentence is the content."""
        if self.view.norm(chunk.first - 1) in ("in", "from", "to", "by") and "that" in cue.complements:
            if self.view.shape(after) in ",." or chunk.first <= 1:
                return Content(self.contents.rest(chunk.first - 1, after), "view")
        return None

    def _phrase(self, match: Match[tuple[Cue, ...]], cue: Cue) -> Finding | None:
        source = self.subjects.after(match.last)
        actors = self._actors(source) or self._owner_of(source) if source else ()
        if source is None or not actors:
            return None
        quoted = self.contents.before(Cue(cue.cue, "phrase", cue.cue_class, frozenset(("quote",))), match.first, source.last)
        pieces = quoted.pieces if quoted else self.contents.rest(match.first, source.last)
        return self._finding((source.first, source.last), (match.first, match.last), pieces, cue, actors, "phrase")

    # Without a cue word ------------------------------------------------------------------------------------

    def _quoted(self, found: Sequence[Finding]) -> Iterator[Finding]:
        """ "“…,” she smiles", "He shrugs: “…”": beside a quotation any verb with a person as subject reports it."""
        view = self.view
        said = Cue("", "verb", "neutral", frozenset(("quote",)))
        for verb in range(len(view.tokens)):
            if view.shape(verb) != "V" or view.quote_of[verb] >= 0 or not view.quotations:
                continue
            if view.norm(verb) in self.grammar["be"] or any(f.rule.endswith("quote") or _covers(f, verb) for f in found):
                continue
            group = self.subjects.verb_group(verb)
            source = self.subjects.before(group.first)
            actors = self._actors(source) if source else ()
            if not source or not actors or actors[0].kind in ("people", "described"):
                continue
            content = self.contents.before(said, source.first, verb + 1) or self.contents.behind(said, verb + 1)
            if content and content.complement == "quote" and self._is_speech(content):
                yield self._finding(
                    (source.first, source.last), (group.first, verb + 1), content.pieces, said, actors, "beside-quote"
                )
                return

    def _is_speech(self, content: Content) -> bool:
        """Whether a quotation is more than a word or title: it has a verb, or five words."""
        first, last = content.pieces[0]
        return last - first > 6 or any(shape in "VM" for shape in self.view.shapes[first:last])

    def _colon(self, found: Sequence[Finding]) -> Iterator[Finding]:
        """ "Vučić: Serbia will not ...", as headlines and interviews have it."""
        view = self.view
        for at in range(1, min(9, len(view.tokens) - 1)):
            if view.tokens[at].text == ":" and at in view.chunk_ending:
                source = self.subjects.before(at)
                if source and source.first == 0 and not any(f.cue and f.cue[0] < at for f in found):
                    actors = self._actors(source)
                    if actors and actors[0].kind in ("named", "described", "role"):
                        yield Finding((0, at), (at, at + 1), ((at + 1, len(view.tokens)),), "neutral", actors, "colon")
                return

    def _for_side(self, found: Sequence[Finding]) -> Iterator[Finding]:
        """ "For Belgrade, the text was ...": whose view a sentence gives, at its start."""
        view = self.view
        source = self.subjects.after(1)
        if view.norm(0) in self.grammar["viewpoint"] and source and view.tokens[min(source.last, len(view.tokens) - 1)].text == ",":
            actors = tuple(a for a in self._actors(source) if a.kind in ("named", "described", "role") and a.perspective != OTHER)
            if actors and not any(f.source and f.source[0] == source.first for f in found):
                yield Finding(
                    (source.first, source.last), (0, 1), ((source.last + 1, self.contents.end),), "neutral", actors, "for-side"
                )

    # Sources -----------------------------------------------------------------------------------------------

    def _actors(self, subject: Subject) -> tuple[Actor, ...]:
        found = []
        for group in subject.groups:
            actor = self.actors.of_chunk(group[0], group[1:])
            if actor is not None:
                found.append(self._with_seat(actor, group))
        person = self._named_in_apposition(subject)
        if person and (not found or found[0].kind in ("role", "unlisted", "described")):
            return (person,)
        return tuple(each for actor in found for each in sides_of(actor))

    def _named_in_apposition(self, subject: Subject) -> Actor | None:
        """The listed person an apposition names: "the EU envoy, Miroslav Lajčák,"."""
        start = subject.groups[-1][-1].last
        if subject.apposition_last <= start or self.view.norm(start) != ",":
            return None
        chunk = self.view.chunk_starting.get(start + 1)
        actor = self.actors.of_chunk(chunk) if chunk else None
        return actor if actor and actor.kind == "named" and actor.role_kind == "office" else None

    def _with_seat(self, actor: Actor, group: Sequence[Chunk]) -> Actor:
        """ "In Belgrade, officials said", "a ministry spokesman said in Moscow": a seat gives a role its side."""
        if actor.kind == "role" and actor.perspective is None and actor.owner is None:
            seat = self._seat_before(group[0].first) or self._seat_behind(group[-1].last + 1, reach=6)
            side = self.actors.side_in(seat.first, seat.last) if seat else None
            if side:
                return replace(actor, perspective=side[0])
        return actor

    def _owner_of(self, subject: Subject) -> tuple[Actor, ...]:
        """ "according to his account", "in the Serbian reading": the side that a thing belongs to."""
        chunk = subject.groups[0][0]
        owner = self._owner(chunk, chunk.head)
        return self._actors_at(owner) if owner else ()

    def _actors_at(self, source: TokenRange) -> tuple[Actor, ...]:
        """The actors of a token range that may be part of a noun phrase ("Kurti" in "Kurti's refusal")."""
        first, last = source
        head = last - 1
        actor = self.actors.of_chunk(Chunk(first, last, head))
        if actor is None:
            side = self.actors.side_in(first, last)
            actor = Actor(first, last, "described", side[1], side[0]) if side else None
        if actor is not None and actor.kind == "people":
            side = self.actors.side_in(first, last)
            actor = Actor(first, last, "described", None, self._demonym_side(first, last)) if side else actor
        if actor is None and self.view.tokens[first].tag == "PRP$":
            actor = self.actors.pronoun(first)
        return (actor,) if actor else ()

    def _demonym_side(self, first: int, last: int) -> str | None:
        side = self.actors.side_in(first, last)
        return side[0] if side else None

    def _finding(
        self,
        source: TokenRange,
        cue_range: TokenRange,
        content: tuple[TokenRange, ...],
        cue: Cue,
        actors: tuple[Actor, ...],
        rule: str,
    ) -> Finding:
        pieces = tuple((first, last) for first, last in content if first < last)
        return Finding(source, cue_range, pieces, cue.cue_class, actors, rule)
