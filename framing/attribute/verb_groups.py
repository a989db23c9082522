"""Verbs with the auxiliaries, adverbs and light verbs that belong to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from framing.attribute.chunks import SentenceView
from framing.lexicons import Cue, Match
from framing.records import Token, Words, record

CueMatch = Match[tuple[Cue, ...]]
Grammar = Mapping[str, frozenset[str]]
LONGEST_LIGHT_VERB = 5


@record
class VerbGroup:
    """A verb with its auxiliaries, from ``first`` to the verb at ``verb``."""

    first: int
    verb: int
    passive: bool
    hypothetical: bool
    infinitive: bool
    finite: bool


def certain_verbs(tokens: Words, cues: Sequence[CueMatch], grammar: Grammar) -> frozenset[int]:
    """Where words stand that must be verbs, though a tagger may take them for nouns.

    They are phrasal verbs ("points out"), words that are no cue but as a verb before "that" or behind "both"
    ("indicate that", "both accuse"), and forms that agree with a noun before them and take what follows:
    "officials state that", "partners press for", "Reuters reports that", "authorities appear to"; or participles that
    look like nouns behind an auxiliary ("was shot").
    """
    found = set()
    for match in cues:
        verbs = [cue for cue in match.value if cue.part == "verb"]
        following = tokens[match.last].norm if match.last < len(tokens) else ""
        clause = following in grammar["complementizer"]
        only = len(verbs) == len(match.value) > 0
        floating = match.first > 1 and tokens[match.first - 1].norm in grammar["floating_quantifier"]
        if (only and (match.last - match.first > 1 or clause or floating)) or (
            verbs
            and _agrees(tokens, match.first)
            and (clause or following == "to" or _takes(verbs, following, tokens, match))
        ):
            found.add(match.first)
    for to in tokens.norms.get("to", ()):
        if to > 1 and tokens[to - 1].lemma in grammar["light_verb"] and tokens[to - 2].tag in ("NNS", "NNPS", "NNP"):
            found.add(to - 1)
    for word in grammar["noun_participle"]:
        places = tokens.norms.get(word, ())
        found.update(at for at in places if at and tokens[at - 1].norm in grammar["passive_auxiliary"])
    return frozenset(found)


def _takes(verbs: Sequence[Cue], following: str, tokens: Sequence[Token], match: CueMatch) -> bool:
    """Whether the word behind a cue is one it takes; an object, where its clause has no other verb."""
    if any(following in cue.complements for cue in verbs):
        return True
    return any("object" in cue.complements for cue in verbs) and _only_verb(tokens, match)


def _only_verb(tokens: Sequence[Token], match: CueMatch) -> bool:
    """Whether words, but none tagged as a verb, stand round a cue from the mark before it to the mark behind."""
    first = next((at + 1 for at in range(match.first - 1, -1, -1) if not tokens[at].norm[:1].isalnum()), 0)
    last = next((at for at in range(match.last, len(tokens)) if not tokens[at].norm[:1].isalnum()), len(tokens))
    others = (*tokens[first : match.first], *tokens[match.last : last])
    return last > match.last and not any(token.tag.startswith(("V", "MD")) for token in others)


def _agrees(tokens: Sequence[Token], position: int) -> bool:
    """Whether a plural noun stands before a form without -s, or a name before one with it."""
    before = tokens[position - 1] if position else None
    ends_in_s = tokens[position].norm.endswith("s") and tokens[position].norm != tokens[position].lemma
    if before is None:
        return False
    return (before.tag in ("NNS", "NNPS") and not ends_in_s) or (before.tag == "NNP" and ends_in_s)


class VerbGroupFinder:
    """Finds verb groups in one sentence.

    Parameters
    ----------
    view : SentenceView
    grammar : mapping of str to frozenset of str
        Function words by category, from ``lexicons/grammar.tsv``.
    """

    def __init__(self, view: SentenceView, grammar: Grammar) -> None:
        self.view = view
        self.grammar = grammar

    def at(self, verb: int) -> VerbGroup:
        """The verb at a position with the auxiliaries and adverbs before it."""
        view, grammar = self.view, self.grammar
        position = verb - 1
        first = verb
        passive = hypothetical = infinitive = auxiliary = False
        shape = view.shape(verb)
        while position >= 0:
            word = view.norm(position)
            if word in grammar["be"] and (not auxiliary or first == verb):
                passive = passive or ((shape == "E" or self._looks_participle(verb)) and first >= position)
                auxiliary, first = True, position
            elif word in grammar["get"] and shape == "E" and first == position + 1 and not auxiliary:
                passive = auxiliary = True
                first = position
            elif word in grammar["hypothetical"]:
                hypothetical, auxiliary, first = True, True, position
            elif word in grammar["auxiliary"] and view.shape(position) in "VMEGSX":
                auxiliary, first = True, position
            elif word == "to":
                light = self._light_verb_before(position)
                if light is None:
                    infinitive, first = True, position
                    break
                auxiliary, first, position = True, light, light
            elif view.shape(position) == "R" or word in self.grammar["verb_adverb"]:
                if first == position + 1 or position + 1 == verb:
                    first = position
            elif (skipped := self._time_phrase_before(position)) is not None:
                position = skipped
                continue
            else:
                break
            position -= 1
        finite = (auxiliary or shape != "G") and not infinitive
        return VerbGroup(first, verb, passive, hypothetical, infinitive, finite)

    def _time_phrase_before(self, position: int) -> int | None:
        """The auxiliary before a phrase of time inside a verb group ("has for years described")."""
        view = self.view
        chunk = view.chunk_ending.get(position + 1)
        if chunk is None or view.tokens[chunk.head].lemma not in self.grammar["time"]:
            return None
        before = chunk.first - 1 if view.shape(chunk.first - 1) == "I" else chunk.first
        return before - 1 if view.norm(before - 1) in self.grammar["auxiliary"] else None

    def _looks_participle(self, verb: int) -> bool:
        return (
            self.view.tokens[verb].tag in ("VBD", "VBN", "VB")
            or self.view.norm(verb) in self.grammar["noun_participle"]
        )

    def _light_verb_before(self, position: int) -> int | None:
        """Where a light verb before "to" starts ("continue to push", "is said to hold", "go as far as to say")."""
        view = self.view
        for at in range(position - 1, max(-1, position - LONGEST_LIGHT_VERB), -1):
            lemma = view.tokens[at].lemma
            words = " ".join((lemma, *(view.norm(index) for index in range(at + 1, position))))
            if words in self.grammar["light_verb"]:
                return at
            if lemma in self.grammar["raising"] and view.norm(at - 1) in self.grammar["be"]:
                return at - 1
            if lemma in self.grammar["light_verb"] and all(shape == "R" for shape in view.shapes[at + 1 : position]):
                return at
        return None
