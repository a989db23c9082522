"""Who has the floor in interviews and transcripts: paragraphs that begin with a label ("Q:", "A:", "KURTI:")."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set

from framing.attribute.actors import Actor
from framing.attribute.chunks import Chunk
from framing.attribute.rules import SentenceRules
from framing.records import NARRATOR, OTHER, Attribution, Span, record
from framing.tag_lexicon import is_common_noun

TURN = "turn"
LONGEST_LABEL = 12
FEWEST_TURNS, FEWEST_SPEAKERS, FEWEST_QUESTIONS = 3, 2, 3
LONGEST_QUESTION = 4  # sentences
LABEL_MARKS = "().’'"
LABEL_TAGS = frozenset(("IN", "DT", "POS", "CC"))

Resolve = Callable[[Actor, int], Actor]
Persons = Callable[[int], Sequence[tuple[int, Actor]]]


@record
class _Label:
    """The label of a paragraph: its words, and the token behind its mark."""

    words: str
    last: int


@record
class _Speaker:
    """Whose a turn is; ``perspective`` is ``narrator`` for whoever asks in the outlet's name."""

    entity_id: str | None
    perspective: str


ASKS = _Speaker(None, NARRATOR)


class TurnReader:
    """Finds the turns of a document.

    A document has turns where three paragraphs or more begin with labels of two speakers, one of which comes again; or
    where three paragraphs or more are questions and a label stands behind one of them ("Kurti: ..."). A turn goes on to
    the next label or question, the last one to the end of its paragraph: what follows may be the outlet's.

    Who asks is the outlet, under the label "Q" or "Moderator" or as a medium; but where several others have a label, as
    after a press conference, those who ask are outsiders. Who answers under "A" is the person whom the lines before
    name as interviewed, else the first. It does not see turns without any label.

    Parameters
    ----------
    read : sequence of SentenceRules
        All sentences of the document.
    grammar : mapping of str to frozenset of str
        ``question_label``, ``moderator_label`` and ``answer_label`` are labels, ``interview`` words for being asked.
    """

    def __init__(self, read: Sequence[SentenceRules], grammar: Mapping[str, Set[str]]) -> None:
        self._read = read
        self._grammar = grammar
        self._answers = grammar["answer_label"]
        self._paragraphs = paragraphs_of(read)
        labels = {at: label for at, part in enumerate(self._paragraphs) if (label := self._label(part[0]))}
        counts = Counter(label.words for label in labels.values())
        labelled = len(labels) >= FEWEST_TURNS and len(counts) >= FEWEST_SPEAKERS and max(counts.values()) > 1
        asked = {at for at, part in enumerate(self._paragraphs) if at not in labels and self._is_question(part)}
        answered = len(asked) >= FEWEST_QUESTIONS and any(at - 1 in asked for at in labels)
        self._labels = labels if labelled or answered else {}
        self._questions = asked if answered and not labelled else set()

    def attribute(
        self,
        attributions: Sequence[Attribution],
        resolve: Resolve,
        persons: Persons,
        confidence: Callable[[str, float], float],
    ) -> list[Attribution]:
        """The attributions with one for each sentence of a turn, instead of those that the labels alone make.

        ``resolve`` tells who an actor in a sentence is, ``persons`` who is named before a sentence.
        """
        if not self._labels:
            return list(attributions)
        marks = {
            (view.sentence.index, view.tokens[label.last - 1].start)
            for at, label in self._labels.items()
            for view in [self._paragraphs[at][0].view]
        }
        kept = [each for each in attributions if not (each.cue and (each.sentence_index, each.cue.start) in marks)]
        turns = self._turns(resolve, persons, confidence)
        return sorted([*turns, *kept], key=lambda each: (each.sentence_index, not is_turn(each)))

    def _turns(
        self, resolve: Resolve, persons: Persons, confidence: Callable[[str, float], float]
    ) -> Iterator[Attribution]:
        known = {
            label.words: self._speaker(label, self._paragraphs[at][0], resolve, persons)
            for at, label in reversed(self._labels.items())
        }
        speaker, source = ASKS, Span(0, 0)
        last = max([*self._labels, *(at + 1 for at in self._questions)])
        for at, part in enumerate(self._paragraphs[: last + 1]):
            label = self._labels.get(at)
            if label:
                words = part[0].view.tokens
                speaker, source = known[label.words], Span(words[0].start, words[label.last - 2].end)
            if at in self._questions or speaker.perspective == NARRATOR:
                continue
            for rules in part:
                view = rules.view
                tokens = view.tokens[label.last if label and rules is part[0] else 0 :]
                if tokens:
                    said = Span(tokens[0].start, tokens[-1].end)
                    yield Attribution(
                        view.sentence.index, "direct", source, None, (said,), "neutral", speaker.entity_id,
                        speaker.perspective, TURN, confidence(TURN, 1.0),
                    )  # fmt: skip

    def _speaker(self, label: _Label, rules: SentenceRules, resolve: Resolve, persons: Persons) -> _Speaker:
        grammar, index = self._grammar, rules.view.sentence.index
        if label.words in grammar["moderator_label"]:
            return ASKS
        if label.words in grammar["question_label"]:
            others = {each.words for each in self._labels.values()} - grammar["question_label"] - self._answers
            return _Speaker(None, OTHER) if len(others) > 1 else ASKS
        if label.words in self._answers:
            return self._interviewed(self._paragraphs[min(self._labels)][0].view.sentence.index, persons, resolve)
        place = (0, label.last - 1)
        names = [match for match in rules.actors.name_starting.values() if match.last < label.last]
        if any(match.value.entity and match.value.entity.kind == "media" for match in names):
            return ASKS
        for match in names:
            if match.value.entity and match.value.entity.kind == "person":
                actor = rules.actors.of_chunk(Chunk(match.first, match.last, match.last - 1))
                if actor and actor.perspective:
                    return _Speaker(actor.entity_id, actor.perspective)
        if side := rules.actors.side_in(*place):
            return _Speaker(side[1], side[0])
        actors = rules.sources.of_marked(place, rules.subjects)
        return _as_speaker(resolve(actors[0], index)) if actors else _Speaker(None, OTHER)

    def _interviewed(self, opening: int, persons: Persons, resolve: Resolve) -> _Speaker:
        """Who is named before the first label as asked, received or spoken to; else who is named first."""
        named = persons(opening)
        told = [
            actor
            for index, actor in named
            if any(token.lemma in self._grammar["interview"] for token in self._read[index].view.tokens)
        ]
        return _as_speaker(told[0] if told else named[0][1]) if named else _Speaker(None, OTHER)

    def _label(self, rules: SentenceRules) -> _Label | None:
        """The label with which a paragraph begins: "Q", or up to ten words in capitals or with a capital each."""
        view, tokens = rules.view, rules.view.tokens
        short = self._grammar["question_label"] | self._answers
        for at in range(1, min(LONGEST_LABEL, len(tokens))):
            mark = tokens[at].text
            if mark == ":" or (mark == "." and at == 1 and view.norm(0) in short):
                return None if at == 1 and self._is_heading(rules) else _Label(" ".join(view.norms[:at]), at + 1)
            if not (mark[0].isupper() or mark in LABEL_MARKS or tokens[at].tag in LABEL_TAGS):
                return None
        return None

    def _is_heading(self, rules: SentenceRules) -> bool:
        """Whether the first word is nobody: "Update:", "Background:", "Monday:"."""
        word, grammar = rules.view.norm(0), self._grammar
        if word in grammar["question_label"] | self._answers | grammar["moderator_label"]:
            return False
        noun = is_common_noun(rules.view.tokens[0].text) and 0 not in rules.actors.role_starting
        return word in grammar["time"] or (noun and 0 not in rules.actors.name_starting)

    def _is_question(self, part: Sequence[SentenceRules]) -> bool:
        view = part[-1].view
        asks = view.tokens[-1].text == "?" and view.quote_of[len(view.tokens) - 1] < 0
        return asks and len(part) <= LONGEST_QUESTION


def is_turn(attribution: Attribution) -> bool:
    """Whether an attribution gives a whole sentence to who has the floor or has signed it."""
    return attribution.rule.startswith(TURN)


def paragraphs_of(read: Sequence[SentenceRules]) -> list[list[SentenceRules]]:
    """The sentences of each paragraph."""
    found: dict[int, list[SentenceRules]] = {}
    for rules in read:
        found.setdefault(rules.view.sentence.paragraph, []).append(rules)
    return list(found.values())


def _as_speaker(actor: Actor) -> _Speaker:
    return _Speaker(actor.entity_id, actor.perspective or OTHER)
