"""Finds the attributions of a sentence: every cue is offered to the rules of its part of speech."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from framing.attribute.answers import tell_apart
from framing.attribute.chunks import OUTSIDE, SentenceView
from framing.attribute.complements import ContentFinder
from framing.attribute.conjoined import cut_at_conjoined
from framing.attribute.cueless import CuelessRules
from framing.attribute.findings import Finding, Tools
from framing.attribute.nominal import NominalRules
from framing.attribute.sentence_actors import SentenceActors
from framing.attribute.sources import SourceReader, TokenRange
from framing.attribute.subjects import SubjectFinder
from framing.attribute.verb_groups import CueMatch, Grammar
from framing.attribute.verbal import VerbRules
from framing.lexicons import Cue

DENYING = "denying"
DECLARING = ("neutral", "stressing", "doubting")
SAYING = frozenset(("quote", "that"))
SENTENCE_ENDS = frozenset(".!?")


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

    def __init__(self, view: SentenceView, actors: SentenceActors, cues: Sequence[CueMatch], grammar: Grammar) -> None:
        self.view = view
        self.actors = actors
        self.grammar = grammar
        self.cues = cues
        verbs = frozenset([match.first for match in cues for cue in match.value if cue.part == "verb"])
        nouns = frozenset([match.last - 1 for match in cues for cue in match.value if cue.part == "noun"])
        self.subjects = SubjectFinder(view, grammar)
        self.sources = SourceReader(view, actors, grammar)
        self._contents = ContentFinder(view, grammar, verbs, nouns)
        tools = Tools(view, grammar, self.subjects, self._contents, self.sources)
        verbal, nominal = VerbRules(tools), NominalRules(tools)
        self._by_part: tuple[tuple[str, Callable[[CueMatch, Cue], Finding | None]], ...] = (
            ("phrase", nominal.phrase),
            ("verb", verbal.verb),
            ("adjective", nominal.adjective),
            ("noun", nominal.noun),
        )
        self._cueless = CuelessRules(tools)

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
        found += [finding for rule in self._cueless.rules for finding in rule(found)]
        if not found:
            return found
        found = [finding for finding in found if not self.is_no_report(finding.source, finding.cue)]
        found = sorted(map(partial(_within_outer, found), found), key=lambda finding: finding.cue or (0, 0))
        return self.told_apart(found)

    def told_apart(self, findings: Sequence[Finding]) -> list[Finding]:
        """The findings, where what one source claims and another answers is each one's own, and each verb's its own."""
        return tell_apart(cut_at_conjoined(findings, self.view), self.view, self.grammar)

    def is_no_report(self, source: TokenRange | None, cue: TokenRange | None) -> bool:
        """Whether a source and cue tell that nobody speaks, or ask whether somebody does.

        "Neither side commented" is no report, "neither side accepted the plan" refuses it.
        """
        if source is None:
            return False
        if self.is_nobody(source) or (cue is not None and self.is_asked(source, cue)):
            return True
        neither = {self.view.norm(source[0] - 1), self.view.norm(source[0])} & self.grammar["negative_pair"]
        return bool(neither) and cue is not None and self.cue_class(cue) in (None, "neutral")

    def is_asked(self, source: TokenRange, cue: TokenRange) -> bool:
        """Whether a question asks if or who reports: "Has Belgrade condemned the attack?", "Who rejected the plan?".

        "Why did Kurti reject the plan?" takes for granted that he did; "Why would he reject it?" does not.
        """
        view, first = self.view, source[0]
        if "?" not in view.norms or source[1] > cue[0] or not self._in_question(cue[0]):
            return False
        asks = view.norm(first) in self.grammar["relative_person"] and source[1] == first + 1
        opening = first if asks else first - 1
        if not asks and view.norm(first) in self.grammar["asking"]:
            opening = first  # a name to the tagger: "“Did Kurti ..."
        elif not asks and view.norm(opening) not in self.grammar["asking"]:
            return False
        before = view.shape(opening - 1) if opening else OUTSIDE
        possible = before == "W" and view.shape(opening) == "M"
        return possible or before in f'{OUTSIDE},.C"' or view.norm(opening - 1) in self.grammar["contrast"]

    def _in_question(self, position: int) -> bool:
        """Whether what holds a token, a quotation or the sentence itself, ends in a question mark behind it."""
        view = self.view
        for at in range(position, len(view.tokens)):
            if view.quote_of[at] == view.quote_of[position] and view.tokens[at].text in SENTENCE_ENDS:
                return view.tokens[at].text == "?"
        return False

    def is_impersonal(self, source: TokenRange, cue: TokenRange) -> bool:
        """Whether "it" stands for what a passive reports, and nobody says it: "It is alleged that"."""
        if source[1] != source[0] + 1 or self.view.norm(source[0]) not in self.grammar["pronoun_it"]:
            return False
        verb = max((at for at in range(*cue) if self.view.shape(at) in "VE"), default=None)
        return verb is not None and self.subjects.verb_group(verb).passive and self._takes_clause(verb)

    def _takes_clause(self, verb: int) -> bool:
        """Whether a verb that can report a clause is followed by one."""
        listed = any(
            "that" in cue.complements and cue.part == "verb"
            for match in self.cues
            if match.first <= verb < match.last
            for cue in match.value
        )
        behind = verb + 1
        while self.view.shape(behind) == "R":
            behind += 1
        return listed and self.view.norm(behind) in self.grammar["complementizer"]

    def is_nobody(self, source: TokenRange) -> bool:
        """Whether a source denies that anybody speaks: "nobody", "no official", "none of them"."""
        word = self.view.norm(source[0])
        if word in self.grammar["negative_pronoun"]:
            return True
        return word in self.grammar["negative_determiner"] and source[1] > source[0] + 1

    def cue_class(self, place: TokenRange | None) -> str | None:
        """The class of the first listed cue that the tokens hold, or None."""
        for match in self.cues if place else ():
            if place and match.first < place[1] and match.last > place[0]:
                return match.value[0].cue_class
        return None

    def is_addressed(self, source: TokenRange, cue: TokenRange) -> bool:
        """Whether somebody is told or asked rather than says: "we were told", "Asked whether he would go, he"."""
        verb = next((at for at in range(*cue) if self.view.norm(at) in self.grammar["addressed"]), None)
        if verb is None:
            return False
        fronted = source[0] > verb and self.view.norm(source[0] - 1) == ","
        return fronted or self.subjects.verb_group(verb).passive

    def is_stated(self, source: TokenRange | None, cue: TokenRange | None) -> bool:
        """Whether somebody named declares or refuses something: a voice even inside what another reports.

        A verb that can quote and take a clause declares ("say", "claim", "assure"); to want, demand or accept does not.
        """
        if not cue or not source or (source[1] - source[0] == 1 and self.actors.is_pronoun(source[0])):
            return False
        match = next((match for match in self.cues if match.first < cue[1] and match.last > cue[0]), None)
        verbs = [one for one in match.value if one.part == "verb"] if match else []
        return any(
            one.cue_class == DENYING or (one.cue_class in DECLARING and one.complements >= SAYING) for one in verbs
        )

    def is_possession(self, cue: TokenRange, content: Sequence[TokenRange]) -> bool:
        """Whether a verb that reports clauses and quotations alone has a noun for its object: "claimed victory"."""
        listed = [each for match in self.cues if match.first < cue[1] and match.last > cue[0] for each in match.value]
        verbs = [each for each in listed if each.part == "verb"]
        clauses_alone = bool(verbs) and all(each.needs_clause for each in verbs)
        return clauses_alone and not any(self._contents.is_clause(*piece) for piece in content)

    def _at_cue(self, match: CueMatch) -> Iterator[Finding]:
        fitting = [cue for cue in match.value if self._fits_part(match, cue)]
        for part, rule in self._by_part if fitting else ():
            for cue in fitting:
                if cue.part == part:
                    finding = rule(match, cue)
                    if finding:
                        yield finding

    def _fits_part(self, match: CueMatch, cue: Cue) -> bool:
        """Whether the tag of the cue allows the part of speech, with room for the tagger's errors."""
        view = self.view
        shape = view.shape(match.first)
        if cue.part == "verb":
            chunk = view.chunk_at(match.first)
            if shape in "VEG":
                return True
            if view.shape(match.first - 1) == "I" or self._is_noun(match):
                return False
            head = chunk is not None and chunk.head == match.last - 1 and chunk.first < match.first
            determined = view.shape(match.first - 1) in "DSJ"
            compound = head and view.shape(match.first - 1) == "N" and not self._verb_like(match.first)
            return shape in "NJXI" and not determined and not compound
        if cue.part == "noun":
            return view.shape(match.last - 1) in "NJ"
        if cue.part == "adjective":
            return shape in "JEGRNX"
        return True

    def _is_noun(self, match: CueMatch) -> bool:
        """Whether a word tagged as a noun must be one: "rejected claims", "claims by Belgrade", "Serbian claims"."""
        view, before = self.view, match.first - 1
        if view.shape(match.first) != "N":
            return False
        is_object = view.shape(before) in "VEG" and view.norm(before) not in self.grammar["auxiliary"]
        return is_object or view.norm(match.last) == "by" or self.actors.is_adjective(match.first)

    def _verb_like(self, position: int) -> bool:
        """Whether a word tagged as a noun can be a verb here: a clause, an object or a quotation follows."""
        view = self.view
        after = view.norm(position + 1)
        return after in self.grammar["complementizer"] or after == "to" or view.shape(position + 1) in 'DP"'


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
