"""What follows a cue: a quotation, a clause, an infinitive, an object or a preposition."""

from __future__ import annotations

from framing.attribute.chunks import DASHES
from framing.attribute.content_borders import Content, ContentBorders
from framing.lexicons import Cue
from framing.lexicons.columns import CLAUSES

PREPOSITION_REACH = 9
AS_REACH = 20
CLAUSE_REACH = 14


class ContentFinder(ContentBorders):
    """Finds what a cue reports, in one sentence."""

    def behind(self, cue: Cue, after: int) -> Content | None:
        """The content that follows a cue whose last token stands before ``after``; None where nothing fits.

        The complements the cue lists are tried from the surest: quotation, clause, infinitive, "as", preposition,
        object.
        """
        wanted = cue.complements
        if "quote" in wanted:
            quoted = self._quotation_near(after)
            if quoted is not None:
                return Content(self._with_clause(after, quoted), "quote")
        if "that" in wanted:
            start = self._clause(after, infinitive="to" in wanted)
            if start is not None and not (cue.needs_clause and self._describes_object(after, start)):
                return Content(((start, self.reach(start)),), "that")
        if "to" in wanted:
            start = self._infinitive(after)
            if start is None and self._preposition(after, "to") == after:
                start = after
            if start is not None:
                return Content(((start, self.reach(start)),), "to")
        prepositions = sorted(wanted - (CLAUSES - {"as"}))
        found = [(word, start) for word in prepositions if (start := self._preposition(after, word)) is not None]
        directly = "object" in wanted and self._object(after)
        for word, start in found:
            if start == after or not directly:
                begin = after if word != "as" and self._object(after) else start  # "accused [Pristina of provocation]"
                return Content(((begin, self.reach(start)),), word)
        if "predicate" in wanted:
            start = self._predicate(after)
            if start is not None:
                return Content(((after, self.reach(start)),), "predicate")
        if wanted & {"that", "quote"}:
            start = self._after_colon(after)
            if start is not None:
                return Content(((start, self.end),), "colon")
        if self._object(after) and (
            "object" in wanted or (cue.needs_clause and self.is_clause(after, self.reach(after)))
        ):
            return Content(((after, self.reach(after)),), "object")
        return None

    def before(self, cue: Cue, first: int, after: int) -> Content | None:
        """The content that stands before its cue and source (``…, X said``), which start at ``first``.

        ``after`` is the position behind cue and source: the clause must end there, or go on with a quotation.
        """
        if not cue.complements & {"quote", "that"}:
            return None
        view = self.view
        at = first - 1
        if view.shape(at) == '"':
            at -= 1
        quotation = next((view.quote_of[i] for i in (first - 1, first - 2) if i >= 0 and view.quote_of[i] >= 0), -1)
        if quotation >= 0 and view.shape(first - 1) in '",.':
            start, last = self._quotation_tokens(quotation)
            if view.shape(start - 1) not in '",.^':
                start = self._clause_start(start)
            quoted = [(start, last)]
            following = self._quotation_near(after)
            if following is not None and following != quotation:
                quoted.append(self._quotation_tokens(following))
            return Content(tuple(quoted), "quote")
        if view.norm(first - 1) == "," and view.norm(after) == "," and first > 1:
            pieces = self.rest(first, after)
            if any(self._has_clause(*piece) for piece in pieces):
                return Content(pieces, "parenthetical")
        if view.norm(at) == ",":
            start = self._clause_start(at)
            if self._has_clause(start, at) or any(of >= 0 for of in view.quote_of[start:at]):
                return Content(((start, at),), "fronted")
        return None

    def _quotation_tokens(self, quotation: int) -> tuple[int, int]:
        inside = [index for index, of in enumerate(self.view.quote_of) if of == quotation]
        return inside[0], inside[-1] + 1

    def _quotation_near(self, after: int) -> int | None:
        """The quotation that opens right behind a cue, or a few words on behind a comma or colon."""
        view = self.view
        for at in range(after, min(after + 12, len(view.tokens))):
            if view.quote_of[at] >= 0:
                if view.shape(at) != '"' or (at and view.quote_of[at - 1] == view.quote_of[at]):
                    return None
                behind_mark = (
                    at == after or view.tokens[at - 1].text in (",", ":") or view.tokens[at - 1].text in DASHES
                )
                return view.quote_of[at] if behind_mark else None
            if view.shape(at) in "VM" and at > after:
                return None
        return None

    def _with_clause(self, after: int, quotation: int) -> tuple[tuple[int, int], ...]:
        first, last = self._quotation_tokens(quotation)
        if last >= self.end or self.view.shape(last) in ".":
            return ((first, last),)
        return ((first, max(last, self.reach(last - 1))),) if self.view.shape(last) not in "," else ((first, last),)

    def _clause(self, after: int, *, infinitive: bool) -> int | None:
        """Where a clause starts behind the cue: at "that" and its kin, or at a subject with a verb.

        ``infinitive`` says that "to" may open the verb: "urged both sides to talk", but not "held a vote to decide".
        """
        view = self.view
        for at in range(after, min(after + CLAUSE_REACH, self.end)):
            word = view.norm(at)
            setting = at > after and word in self.grammar["setting_complementizer"]
            if word in self.grammar["complementizer"] and view.shape(at) in "WIDR" and not setting:
                between = any(view.shape(i) in "VM" for i in range(after, at))
                return None if between else at
            if view.shape(at) in "VM":
                break
            if view.shape(at) == "," and self._describes_clause(at + 1):
                break
        bare = view.shape(after) in "JX" or view.norm(after) in self.grammar["quantifier"]
        if bare and view.shape(after + 1) in "VM":
            return after
        chunk = view.chunk_starting.get(after)
        time = view.chunk_starting.get(after + 1)
        if view.shape(after) == "I" and time and view.tokens[time.head].lemma in self.grammar["time"]:
            chunk = view.chunk_starting.get(time.last)
        elif chunk is None and view.shape(after) == "R":
            chunk = next((view.chunk_starting[i] for i in (after + 1, after + 2) if i in view.chunk_starting), None)
        if chunk is None:
            return None
        for at in range(chunk.last, min(chunk.last + CLAUSE_REACH, self.end)):
            if view.shape(at) in "VM" and (infinitive or view.norm(at - 1) != "to"):
                return after
            if view.shape(at) in ",.G":
                return None
        return None

    def _describes_object(self, after: int, start: int) -> bool:
        """Whether a clause belongs to the object right behind a verb: "claimed the prize that Serbia had lost"."""
        view = self.view
        chunk = view.chunk_starting.get(after)
        time = chunk is not None and view.tokens[chunk.head].lemma in self.grammar["time"]
        return chunk is not None and chunk.last == start and not time

    def _infinitive(self, after: int) -> int | None:
        view = self.view
        at = after
        if view.norm(at) == "to" or (view.norm(at) == "not" and view.norm(at + 1) == "to"):
            return at if view.shape(at + 1) in "VRN" and not self._is_name(at + 1) else None
        chunk = view.chunk_starting.get(at)
        if chunk:
            at = chunk.last
            while view.shape(at) in "IC" and view.norm(at) != "to" and view.chunk_starting.get(at + 1):
                at = view.chunk_starting[at + 1].last
            if view.norm(at) == "not":
                at += 1
            if view.norm(at) == "to" and view.shape(at + 1) in "VR":
                return at
        return None

    def _is_name(self, position: int) -> bool:
        return position < len(self.view.tokens) and self.view.tokens[position].text[:1].isupper()

    def _preposition(self, after: int, word: str) -> int | None:
        view = self.view
        reach = AS_REACH if word == "as" else PREPOSITION_REACH
        for at in range(after, min(after + reach, self.end)):
            if view.norm(at) == word and view.shape(at) in "IRX":
                return at
            conjoined = view.shape(at) == "C" and view.shape(at + 1) in "VEG"
            if view.shape(at) in "VM." or conjoined or (view.shape(at) == "," and at > after + 1 and word != "as"):
                return None
        return None

    def _predicate(self, after: int) -> int | None:
        """Where the predicate of "called the assault unprovoked", "declared it a farce" starts."""
        chunk = self.view.chunk_starting.get(after)
        return chunk.last if chunk and self.view.shape(chunk.last) in 'JED"' else None

    def _after_colon(self, after: int) -> int | None:
        for at in range(after, min(after + 6, self.end - 1)):
            if self.view.tokens[at].text == ":":
                return at + 1
            if self.view.shape(at) in 'VM,"':
                return None
        return None

    def _object(self, after: int) -> bool:
        view = self.view
        at = after
        while view.shape(at) == "R":
            at += 1
        chunk = view.chunk_starting.get(at)
        if chunk:
            return view.norm(at) not in self.grammar["time"]
        return view.shape(at) in 'GW"D' and at < self.end

    def _clause_start(self, end: int) -> int:
        view = self.view
        for at in range(end - 1, -1, -1):
            if view.tokens[at].text in (";", ":"):
                return at + 1
        return 0

    def _has_clause(self, first: int, last: int) -> bool:
        shapes = self.view.shapes[first:last]
        if any(shape in shapes for shape in "VM"):
            start = self.view.norm(first)
            return start not in self.grammar["condition"] and self.view.shape(first) not in "G"
        return False
