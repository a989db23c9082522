"""Who has the floor in interviews and transcripts: paragraphs that begin with a label ("Q:", "KURTI:", "A:")."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set

from framing.attribute.actors import Actor
from framing.attribute.chunks import SentenceView
from framing.attribute.rules import SentenceRules
from framing.records import NARRATOR, OTHER, Attribution, Mention, Span, record

TURN = "turn"
LONGEST_LABEL = 12
FEWEST_TURNS, FEWEST_SPEAKERS = 3, 2


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


class TurnReader:
    """Finds the turns of a document.

    A document has turns where three paragraphs or more begin with labels of two speakers, one of which comes again. A
    turn goes on to the next label, the last one to the end of its paragraph: what follows may be the outlet's. Who asks
    ("Q:") is the outlet; who answers ("A:") is the person of a side whom the lines before the first label name first,
    or somebody outside the sides. It does not see turns without labels.

    Parameters
    ----------
    read : sequence of SentenceRules
        All sentences of the document.
    grammar : mapping of str to frozenset of str
        ``question_label`` and ``answer_label`` are the labels of who asks and who answers.
    """

    def __init__(self, read: Sequence[SentenceRules], grammar: Mapping[str, Set[str]]) -> None:
        self._read = read
        self._asks, self._answers = grammar["question_label"], grammar["answer_label"]
        labels = {rules.view.sentence.index: label for rules in read if (label := self._label(rules.view, read))}
        counts = Counter(label.words for label in labels.values())
        whole = len(labels) >= FEWEST_TURNS and len(counts) >= FEWEST_SPEAKERS and max(counts.values()) > 1
        self._labels = labels if whole else {}
        closing = read[max(labels)].view.sentence.paragraph if whole else 0
        self._told = [rules for rules in read if rules.view.sentence.paragraph <= closing]

    def attribute(
        self,
        attributions: Sequence[Attribution],
        mentions: Sequence[Mention],
        resolve: Callable[[Actor, int], Actor],
        confidence: Callable[[str, float], float],
    ) -> list[Attribution]:
        """The attributions with one for each sentence of a turn, instead of those that the labels alone make."""
        if not self._labels:
            return list(attributions)
        colons = self._colons()
        kept = [each for each in attributions if not (each.cue and (each.sentence_index, each.cue.start) in colons)]
        turns = self._turns(mentions, resolve, confidence)
        return sorted([*turns, *kept], key=lambda each: (each.sentence_index, each.rule != TURN))

    def _turns(
        self,
        mentions: Sequence[Mention],
        resolve: Callable[[Actor, int], Actor],
        confidence: Callable[[str, float], float],
    ) -> Iterator[Attribution]:
        known: dict[str, _Speaker] = {}
        speaker, source = _Speaker(None, NARRATOR), Span(0, 0)
        for rules in self._told:
            view, index = rules.view, rules.view.sentence.index
            label, first = self._labels.get(index), 0
            if label:
                if label.words not in known:
                    known[label.words] = self._speaker(label, rules, mentions, resolve)
                speaker, first = known[label.words], label.last
                source = Span(view.tokens[0].start, view.tokens[label.last - 2].end)
            if speaker.perspective == NARRATOR or first >= len(view.tokens):
                continue
            said = Span(view.tokens[first].start, view.tokens[-1].end)
            yield Attribution(
                index, "direct", source, None, (said,), "neutral", speaker.entity_id, speaker.perspective,
                TURN, confidence(TURN, 1.0),
            )  # fmt: skip

    def _speaker(
        self,
        label: _Label,
        rules: SentenceRules,
        mentions: Sequence[Mention],
        resolve: Callable[[Actor, int], Actor],
    ) -> _Speaker:
        if label.words in self._asks:
            return _Speaker(None, NARRATOR)
        if label.words in self._answers:
            opening = min(self._labels)
            for mention in mentions:
                if mention.sentence_index < opening and mention.entity_id and mention.perspective not in (None, OTHER):
                    holder = rules.actors.registry.holder_of(mention.entity_id, rules.actors.date)
                    return _Speaker(holder.entity_id if holder else mention.entity_id, str(mention.perspective))
            return _Speaker(None, OTHER)
        index, place = rules.view.sentence.index, (0, label.last - 1)
        actors = rules.sources.of_marked(place, rules.subjects)
        found = resolve(actors[0], index) if actors else None
        if found is not None and found.perspective not in (None, OTHER):
            return _Speaker(found.entity_id, str(found.perspective))
        side = rules.actors.side_in(*place)
        if side:
            return _Speaker(side[1], side[0])
        return _Speaker(found.entity_id if found else None, OTHER)

    def _colons(self) -> set[tuple[int, int]]:
        """The sentences and offsets of the marks behind the labels."""
        return {(index, self._read[index].view.tokens[label.last - 1].start) for index, label in self._labels.items()}

    def _label(self, view: SentenceView, read: Sequence[SentenceRules]) -> _Label | None:
        """The label with which a paragraph begins: "Q", or up to ten words in capitals or with a capital each."""
        index = view.sentence.index
        if index and read[index - 1].view.sentence.paragraph == view.sentence.paragraph:
            return None
        tokens = view.tokens
        for at in range(1, min(LONGEST_LABEL, len(tokens))):
            mark = tokens[at].text
            if mark == ":" or (mark == "." and at == 1 and view.norm(0) in self._asks | self._answers):
                return _Label(" ".join(view.norms[:at]), at + 1)
            if not (tokens[at].text[0].isupper() or mark in "().’'" or view.shape(at) in "IDS"):
                return None
        return None
