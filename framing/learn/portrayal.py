"""How sentences make the sides they mention look: target sentiment for spans of documents, over shared readings.

A target is judged by its own sentence ("only what this sentence says", codebook): the words of the neighbours are cut
away, and of a paragraph's encoded states those of the sentence are kept.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence, Set
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, TypeVar, cast

from framing.judgements import StanceProbabilities
from framing.learn.evidence import told
from framing.learn.passages import Passage
from framing.learn.readings import Reading
from framing.records import Portrayal, Span

if TYPE_CHECKING:
    from framing.learn.encoder import Encoded
    from framing.learn.target import Target, TargetModel
    from framing.records import Portrait

NEUTRAL = "neutral"
Answer = TypeVar("Answer")


class SentenceReadings:
    """The sentences of a document's readings, each cut out when it is first asked for.

    Parameters
    ----------
    readings : sequence of Reading
        The paragraphs of a document, in order.
    """

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._readings = readings
        self._places: list[tuple[int, int, int]] = []
        self._starts: list[int] = []
        self._cut: dict[int, Reading] = {}
        for at, reading in enumerate(readings):
            first = 0
            for _, group in groupby(reading.passage.sentences):
                last = first + len(list(group))
                self._places.append((at, first, last))
                self._starts.append(reading.passage.tokens[first].start)
                first = last

    def target(self, span: Span) -> tuple[Target, Encoded | None] | None:
        """The target that a span touches, in its sentence, and what is encoded of that; None where it touches no word.

        A span over the border of two sentences counts for the first.
        """
        from framing.learn.target import Target

        at = bisect_right(self._starts, max(span.start, 0)) - 1
        if at < 0:
            at = 0
        for place in (at, at + 1):
            if place >= len(self._places):
                break
            reading = self._sentence(place)
            covered = reading.passage.covering(span.start, span.end)
            if covered is not None:
                return Target(reading.passage, *covered), reading.encoded
        return None

    def _sentence(self, place: int) -> Reading:
        if place not in self._cut:
            at, first, last = self._places[place]
            self._cut[place] = sentence_of(self._readings[at], first, last)
        return self._cut[place]


def sentence_of(reading: Reading, first: int, last: int) -> Reading:
    """The tokens ``first`` up to, not including, ``last`` of a reading, with their states and that of the begin."""
    whole = reading.passage
    if (first, last) == (0, len(whole.tokens)):
        return reading
    passage = Passage(whole.tokens[first:last], whole.quoted[first:last], whole.sentences[first:last])
    if reading.encoded is None:
        return Reading(passage)
    encoded = reading.encoded
    kept = (encoded.tokens >= first) & (encoded.tokens < last)
    kept[0] = True
    tokens = encoded.tokens[kept] - first
    tokens[0] = -1
    inner = None if encoded.inner is None else encoded.inner[kept]
    cut = replace(encoded, states=encoded.states[kept], tokens=tokens, scores=None, inner=inner, within=True)
    return Reading(passage, cut)


def portray(
    model: TargetModel,
    documents: Sequence[Sequence[Reading]],
    spans: Sequence[Sequence[Span]],
    unshown: Set[str] = frozenset(),
) -> list[list[Portrayal | None]]:
    """How each span of each document is made to look by its sentence; None for a span that touches no word.

    Parameters
    ----------
    model : TargetModel
        Of the tier that made the readings.
    documents : sequence of sequence of Reading
        The paragraphs of each document, as ``Models.readings`` gives them.
    spans : sequence of sequence of Span
        For each document the characters of its targets.
    unshown : set of str
        Words that are never shown as evidence, though they count: "as", "that".
    """
    return _asked(partial(_answers, model, unshown), documents, spans)


def stances_toward(
    model: TargetModel,
    documents: Sequence[Sequence[Reading]],
    spans: Sequence[Sequence[Span]],
    unshown: Set[str] = frozenset(),
) -> list[list[StanceProbabilities | None]]:
    """How whoever speaks in its sentence stands to each span; as ``portray``, by a model of stances to targets."""

    def answers(targets: Sequence[Target], encoded: Sequence[Encoded | None]) -> list[StanceProbabilities]:
        found = _answers(model, unshown, targets, encoded)
        return [StanceProbabilities(each.positive, each.negative, each.neutral, each.evidence) for each in found]

    return _asked(answers, documents, spans)


def _asked(
    answer: Callable[[Sequence[Target], Sequence[Encoded | None]], list[Answer]],
    documents: Sequence[Sequence[Reading]],
    spans: Sequence[Sequence[Span]],
) -> list[list[Answer | None]]:
    """What is answered of each span of each document, all asked at once."""
    targets: list[Target] = []
    encoded: list[Encoded | None] = []
    asked: list[list[int | None]] = []
    for readings, wanted in zip(documents, spans, strict=True):
        sentences, places = SentenceReadings(readings), list[int | None]()
        for span in wanted:
            found = sentences.target(span)
            places.append(None if found is None else len(targets))
            if found is not None:
                targets.append(found[0])
                encoded.append(found[1])
        asked.append(places)
    answers = answer(targets, encoded)
    return [[None if place is None else answers[place] for place in places] for places in asked]


def _answers(
    model: TargetModel, unshown: Set[str], targets: Sequence[Target], encoded: Sequence[Encoded | None]
) -> list[Portrayal]:
    from framing.learn.target import LABELS

    probabilities = model.probabilities(targets, encoded)
    labels = [cast("Portrait", LABELS[int(row.argmax())]) for row in probabilities]
    loaded = [at for at, label in enumerate(labels) if label != NEUTRAL]
    weights = model.evidence([targets[at] for at in loaded], [labels[at] for at in loaded])
    words = {at: _words(targets[at], found, unshown) for at, found in zip(loaded, weights, strict=True)}
    return [
        Portrayal(label, float(row[0]), float(row[1]), float(row[2]), words.get(at))
        for at, (label, row) in enumerate(zip(labels, probabilities, strict=True))
    ]


def _words(target: Target, weights: Sequence[tuple[int, float]], unshown: Set[str]) -> str | None:
    """The words that speak for the label; the target itself is no evidence."""
    return told(target.passage.tokens, weights, range(target.first, target.last), unshown)
