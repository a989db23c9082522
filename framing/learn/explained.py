"""The words that decisions of an analysis rest on, by leaving each out in turn (``framing.learn.occlusion``).

Each word of a sentence is left out of its paragraph, which is read anew: what is told is by how much the probability of
what was decided falls without it. That is a pass over the paragraph for every word of a sentence that is asked about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from framing.learn.evidence import told
from framing.learn.labels.sentences import NEUTRAL
from framing.learn.labels.text import LabelText, cut, without
from framing.learn.models import Models
from framing.learn.occlusion import LEAST_LOSS, MOST_VARIANTS
from framing.learn.passages import Passage
from framing.learn.portrayal import sentence_of
from framing.learn.readings import Reading
from framing.learn.target import LABELS, Target
from framing.learn.weights import Floats
from framing.records import Mention


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of a paragraph, ``tokens[first:last]`` of it, and its index in the document."""

    reading: Reading
    index: int
    first: int
    last: int


class Explainer:
    """Explains what models decided of documents that are given as their readings.

    Parameters
    ----------
    models : Models
        Those that decided.
    """

    def __init__(self, models: Models) -> None:
        self._models = models

    def labels(
        self, task: str, readings: Sequence[Reading], given: Mapping[int, Sequence[str]]
    ) -> dict[tuple[int, str], str]:
        """The words behind labels of sentences, by the sentence's index and the label; neutral ones have none.

        Parameters
        ----------
        task : str
            ``sentiment`` or ``frames``.
        readings : sequence of Reading
            The paragraphs of a document.
        given : mapping of int to sequence of str
            The labels that the model gave to sentences.
        """
        model, found = self._models.labels(task), dict[tuple[int, str], str]()
        for sentence in _sentences(readings):
            labels = [label for label in given.get(sentence.index, ()) if label in model.labels and label != NEUTRAL]
            words, read = self._variants(sentence) if labels else ([], [])
            if not words:
                continue
            lasts = [sentence.last, *(sentence.last - 1 for _ in words)]
            texts = [
                LabelText(cut(each.passage, sentence.first, last), first=sentence.first)
                for each, last in zip(read, lasts, strict=True)
            ]
            chances = model.probabilities(texts, [each.encoded for each in read])
            for label in labels:
                evidence = _told(sentence.reading.passage, words, chances[:, model.labels.index(label)])
                if evidence:
                    found[sentence.index, label] = evidence
        return found

    def portrayals(self, readings: Sequence[Reading], mentions: Sequence[Mention]) -> list[str | None]:
        """The words behind the portrayal of each mention; None for neutral ones and those that have none."""
        sentences = {sentence.index: sentence for sentence in _sentences(readings)}
        variants: dict[int, tuple[list[int], list[Reading]]] = {}
        found: list[str | None] = []
        for mention in mentions:
            sentence = sentences.get(mention.sentence_index)
            if mention.portrayal in (None, NEUTRAL) or sentence is None:
                found.append(None)
                continue
            if sentence.index not in variants:
                variants[sentence.index] = self._variants(sentence)
            found.append(self._portrayal(sentence, mention, *variants[sentence.index]))
        return found

    def _portrayal(
        self, sentence: _Sentence, mention: Mention, words: Sequence[int], read: Sequence[Reading]
    ) -> str | None:
        covered = sentence.reading.passage.covering(mention.start, mention.end)
        if covered is None:
            return None
        first, last = covered[0], min(covered[1], sentence.last)
        outside = [(at, each) for at, each in zip(words, read[1:], strict=True) if not first <= at < last]
        if not outside:
            return None
        asked = [sentence_of(read[0], sentence.first, sentence.last)]
        asked += [sentence_of(each, sentence.first, sentence.last - 1) for _, each in outside]
        moved = [sentence.first, *(sentence.first + (at < first) for at, _ in outside)]
        targets = [Target(each.passage, first - by, last - by) for each, by in zip(asked, moved, strict=True)]
        chances = self._models.target_sentiment.probabilities(targets, [each.encoded for each in asked])
        label = LABELS.index(str(mention.portrayal))
        return _told(sentence.reading.passage, [at for at, _ in outside], chances[:, label])

    def _variants(self, sentence: _Sentence) -> tuple[list[int], list[Reading]]:
        """The words of a sentence, ``MOST_VARIANTS`` at most, and its paragraph read whole and without each of them."""
        passage = sentence.reading.passage
        words = [
            at for at in range(sentence.first, sentence.last) if passage.tokens[at].norm.lstrip("#@")[:1].isalnum()
        ]
        words = words[:MOST_VARIANTS]
        [read] = self._models.read([[without(LabelText(passage), [at]).passage for at in words]])
        return words, [sentence.reading, *read]


def _sentences(readings: Sequence[Reading]) -> Iterator[_Sentence]:
    for reading in readings:
        numbers = reading.passage.sentences
        for index in dict.fromkeys(numbers):
            first = numbers.index(index)
            yield _Sentence(reading, index, first, first + numbers.count(index))


def _told(passage: Passage, words: Sequence[int], chances: Floats) -> str | None:
    """The words without which a probability, whole and then without each word, falls most."""
    losses = chances[0] - chances[1:]
    order = np.argsort(-losses, kind="stable").tolist()
    return told(passage.tokens, [(words[place], float(losses[place])) for place in order], least=LEAST_LOSS)
