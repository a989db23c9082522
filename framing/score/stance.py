"""How each voice stands to the sides it speaks of.

For a target (another side that is named as an actor in the sentence) three signals are found: the loaded words of what
the holder says that stand no nearer to another side, each damped by exp(-d / 3) at d words from the target's nearest
mention; a stance verb of the holder whose object is the target; and the class of the cue, where the target is the
object of the cue. They, the portrayal of the target's mentions and what else speaks for a stance are weighed to
probabilities (``framing.score.weighing``), among them whether the target is named outside what the holder says.
Without portrayals the sum becomes a polarity as that of a sentence does, and decides. The decay follows the distance
weighting of Ding, Liu & Yu (2008), A Holistic Lexicon-Based Approach to Opinion Mining. It cannot see irony, targets
that are only implied, or blame told in plain words.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from framing.judgements import Stance, StanceProbabilities, StanceScore
from framing.lexicons import PhraseMatcher
from framing.records import Mention
from framing.records import Span as TextSpan
from framing.score.reading import Act, Reading, Saying, Signal
from framing.score.sentiment import LoadedWord, polarity_of, quoted
from framing.score.shifters import PARTICIPLE_TAGS, VERB_TAGS, Span, clause_stops
from framing.score.weighing import StanceWeigher, side_cues

Verb = tuple[Span, float]
"""Where a stance term of the holder stands, and its value after negation."""

DECAY_TOKENS = 3.0
CROSSING_TOKENS = 4
"""A mark between clauses or a contrast word between word and target counts as so many words."""
FARTHEST_TOKENS = 40
LIGHT_TAGS = frozenset(("DT", "MD", "RB", "TO", "POS", "PRP$", "``", "''"))
LEAST_SIGNAL = 0.05
PORTRAIT_OF = {"favor": "positive", "against": "negative"}
STANCE_VERB = 0.8
CUE_CLASSES = {"praising": 0.8, "condemning": -0.8, "denying": -0.5, "demanding": -0.25}
"""A demand alone stays below the threshold: whom one asks for something one is not yet against."""
STANCE_THRESHOLD = 0.25
"""About one word of 0.6 two tokens away, or one of 0.3 right beside the target."""
PATIENT_NOUN_ENDINGS = ("ing", "ings", "ation", "ations")
"""What they name is done to what follows "of": the killing of, the occupation of."""


class StanceFinder:
    """Finds the stance to sides.

    Parameters
    ----------
    stance : mapping of str to str
        ``favor`` or ``against`` by term: the subject of the term favours or opposes what follows.
    perspectives : collection of str
        The sides that can be a target.
    grammar : mapping of str to frozenset of str
        Function words by category: the forms of "be", the prepositions before what something is done to.
    weigher : StanceWeigher, optional
        Adds the signals up to probabilities; without it the lexicons alone decide.
    """

    def __init__(
        self,
        stance: Mapping[str, str],
        perspectives: Collection[str],
        grammar: Mapping[str, frozenset[str]],
        weigher: StanceWeigher | None = None,
    ) -> None:
        self._matcher = PhraseMatcher((term, 1 if side == "favor" else -1) for term, side in stance.items())
        self._perspectives = perspectives
        self.weigher = weigher
        self._be = grammar["be"]
        self._patient = grammar["patient_preposition"]

    def find(self, reading: Reading, saying: Saying) -> Iterator[StanceScore]:
        """The holder's stance to each other side that is named as an actor in the sentence."""
        named: dict[str, list[tuple[Mention, Span]]] = {}
        for mention in reading.mentions:
            place = reading.place(mention.start, mention.end)
            if mention.role == "actor" and mention.perspective in self._perspectives and place[1]:
                named.setdefault(mention.perspective, []).append((mention, place))
        if not named.keys() - {saying.holder}:
            return
        said = {
            side: inside
            for side, found in named.items()
            if (inside := [pair for pair in found if pair[1][0] in saying.positions])
        }
        verbs = self.verbs(reading, saying)
        for target in [*said, *(side for side in named if side not in said)]:
            if target == saying.holder:
                continue
            mentions, own = zip(*said.get(target, named[target]), strict=True)
            others = [place for side, found in said.items() if side != target for _, place in found]
            over, near = list(governing(reading, saying, verbs, own)), list(self._tone(reading, saying, own, others))
            cues = side_cues(reading, saying, mentions, over, near, outside=target not in said)
            weighed = self.weigher.probabilities("perspective", cues) if self.weigher and cues else None
            yield stance_score(reading, saying.holder, ("perspective", target), [*over, *near], weighed, mentions)

    def verbs(self, reading: Reading, saying: Saying) -> list[Verb]:
        """The holder's own stance terms with their value after negation."""
        found = []
        for match in self._matcher.find(reading.tokens):
            cue = any(act.first < match.last and match.first < act.last for act in saying.acts)
            said = match.first in saying.positions
            if cue or (said and reading.acts_for(saying, match.first)):
                value = STANCE_VERB * match.value * reading.negation(match.first)
                found.append(((match.first, match.last), value))
        return found

    def _tone(self, reading: Reading, saying: Saying, own: Sequence[Span], others: Sequence[Span]) -> Iterator[Signal]:
        """The loaded words of what is said that stand no nearer to another side, damped by their distance."""
        barriers = clause_stops(reading.tokens) | {
            reach.first for reach in reading.shifters if reach.shifter.kind == "contrast"
        }
        for word in reading.loaded:
            if word.first not in saying.positions:
                continue
            words, near = min((self._distance(reading, word, place, barriers), place) for place in own)
            if any(self._distance(reading, word, place, barriers) < words for place in others):
                continue
            value = word.value * math.exp(-words / DECAY_TOKENS)
            if abs(value) >= LEAST_SIGNAL and not (word.value < 0 and self._suffers(reading, word, near)):
                yield Signal(value, quoted(word, reading.tokens, reading.text))

    def _distance(self, reading: Reading, word: LoadedWord, place: Span, barriers: Collection[int]) -> int:
        """The words between a loaded word and a mention; "be", articles, adverbs and modals do not count."""
        left, right = (word.last, place[0]) if word.last <= place[0] else (place[1], word.first)
        if right - left > FARTHEST_TOKENS:
            return right - left
        tokens = 0
        for at in range(left, right):
            token = reading.tokens[at]
            if at in barriers:
                tokens += CROSSING_TOKENS
            elif token.tag not in LIGHT_TAGS and token.norm not in self._be:
                tokens += 1
        return tokens

    def _suffers(self, reading: Reading, word: LoadedWord, place: Span) -> bool:
        """Whether the target is the one to whom a bad thing is done: it does not speak against the target.

        It is, as object ("attacked NATO"), behind a preposition ("violence against Serbia", "tension between"),
        behind "of" ("the killing of") or as subject of a passive ("NATO troops were attacked").
        """
        tokens = reading.tokens
        head = tokens[word.last - 1]
        if word.last <= place[0]:
            start = word.last
            marker = tokens[start].norm
            if marker in self._patient or (marker == "of" and head.norm.endswith(PATIENT_NOUN_ENDINGS)):
                return place[0] < reading.object_end(start + 1)
            return head.tag in VERB_TAGS and tokens[start].tag != "IN" and place[0] < reading.object_end(start)
        between = tokens[place[1] : word.first]
        passive = head.tag in PARTICIPLE_TAGS and any(token.norm in self._be for token in between)
        return passive and not any(token.tag in ("MD", "IN", ",", "CC") for token in between)


def governing(reading: Reading, saying: Saying, verbs: Sequence[Verb], own: Sequence[Span]) -> Iterator[Signal]:
    """The strongest of the holder's verbs whose object the target is: a stance verb, or the cue by its class.

    What harms the target may stand between: who calls for the withdrawal of NATO is against it, and who condemns an
    attack on NATO says nothing against it.
    """
    told = [(span, value) for span, value in verbs if _holds(span[1], reading.object_end(span[1]), own)]
    for act in saying.acts:
        if act.cue_class in CUE_CLASSES and _holds(act.last, reading.object_end(act.last), own):
            told.append(((act.first, act.last), cue_value(reading, act)))
    signals = []
    for (first, last), value in told:
        harm = _harms(reading, last, min(place[0] for place in own if place[0] >= last))
        if not harm or value > 0:
            signals.append(Signal(-value if harm else value, reading.words(first, last)))
    if signals:
        yield max(signals, key=lambda signal: abs(signal.value))


def _harms(reading: Reading, first: int, last: int) -> bool:
    """Whether a noun between two positions is a harm to what follows: "withdrawal of", "sanctions against"."""
    grammar, tokens = reading.grammar, reading.tokens
    return any(
        (tokens[at].lemma in grammar["harm_of"] and tokens[at + 1].norm == "of")
        or (tokens[at].lemma in grammar["harm_to"] and tokens[at + 1].norm in grammar["patient_preposition"])
        for at in range(first, last - 1)
    )


def cue_value(reading: Reading, act: Act) -> float:
    """What the class of a cue says about its object, after negation."""
    return CUE_CLASSES[act.cue_class] * reading.negation(act.last - 1)


def stance_score(
    reading: Reading,
    holder: str,
    target: tuple[Literal["perspective", "issue"], str],
    signals: Sequence[Signal],
    weighed: StanceProbabilities | None = None,
    named: Sequence[Mention | TextSpan] = (),
) -> StanceScore:
    """The likeliest stance where it was weighed, else that of the signals' sum; ``none`` without any.

    Evidence are the words of the signals and, where a stance was weighed, those by which models say the same of the
    places where the target is ``named``.
    """
    polarity = polarity_of([signal.value for signal in signals])
    words = _words_for(reading, named, weighed.label) if weighed else ()
    evidence = "; ".join(dict.fromkeys([*(signal.words for signal in signals), *words])) or None
    found = StanceScore(reading.sentence.index, holder, *target, "none", polarity, evidence)
    if weighed is not None:
        favor, against, none = weighed.favor, weighed.against, weighed.none
        return replace(found, stance=weighed.label, p_favor=favor, p_against=against, p_none=none)
    if polarity is not None and abs(polarity) >= STANCE_THRESHOLD:
        return replace(found, stance="favor" if polarity > 0 else "against")
    return found


def _words_for(reading: Reading, named: Iterable[Mention | TextSpan], stance: Stance) -> Iterator[str]:
    """The words by which a portrayal or a stance to a target says the same as a stance, without their weights."""
    for each in named:
        toward = reading.toward.get(TextSpan(each.start, each.end))
        if isinstance(each, Mention) and each.portrayal is not None and each.portrayal == PORTRAIT_OF.get(stance):
            yield from _words_of(each.portrayal_evidence)
        if toward is not None and toward.label == stance:
            yield from _words_of(toward.evidence)


def _words_of(evidence: str | None) -> Iterator[str]:
    for part in (evidence or "").split("; "):
        if part:
            yield part.rpartition(" ")[0]


def _holds(start: int, end: int, own: Sequence[Span]) -> bool:
    return any(start <= place[0] < end for place in own)
