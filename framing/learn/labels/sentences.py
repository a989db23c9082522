"""Labels of every sentence of documents, from the paragraphs' one reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

import numpy as np

from framing.judgements import SentenceLabels
from framing.learn.encoder import Encoded
from framing.learn.labels.decision import Flags, Floats
from framing.learn.labels.model import LabelModel
from framing.learn.labels.text import LabelText, sentence_texts
from framing.learn.readings import Reading

NEUTRAL = "neutral"


def label_sentences(
    model: LabelModel, documents: Sequence[Sequence[Reading]], unshown: Set[str] = frozenset()
) -> list[dict[int, SentenceLabels]]:
    """For each document, given as its readings, the labels of its sentences by their index.

    A sentence is judged by its own words; its states are those that the encoder gave them within the paragraph. It may
    have no frame, even where each row that the model was learnt from has one. A neutral tone needs no evidence. Words
    that are ``unshown`` are never evidence.
    """
    texts: list[LabelText] = []
    encoded: list[Encoded | None] = []
    places: list[tuple[int, int]] = []
    for at, readings in enumerate(documents):
        for reading in readings:
            for index, text in sentence_texts(reading.passage):
                texts.append(text)
                encoded.append(reading.encoded)
                places.append((at, index))
    found: list[dict[int, SentenceLabels]] = [{} for _ in documents]
    probabilities = model.probabilities(texts, encoded)
    decision = replace(model.decision, least_one=False)
    chosen = decision.chosen(probabilities)
    evidence = model.evidence(texts, chosen & np.array([label != NEUTRAL for label in model.labels]), unshown)
    for (at, index), row, given, words in zip(places, probabilities, chosen, evidence, strict=True):
        found[at][index] = _labelled(model, row, given, words)
    return found


def label_targets(
    model: LabelModel, documents: Sequence[Sequence[Reading]], asked: Sequence[Sequence[tuple[int, str]]]
) -> list[list[SentenceLabels]]:
    """For each document, the labels of sentences for the targets that are asked about, in the order asked."""
    texts: list[LabelText] = []
    encoded: list[Encoded | None] = []
    for readings, wanted in zip(documents, asked, strict=True):
        known = {
            index: (text, reading.encoded) for reading in readings for index, text in sentence_texts(reading.passage)
        }
        for index, target in wanted:
            text, states = known[index]
            texts.append(replace(text, target=target))
            encoded.append(states)
    probabilities = model.probabilities(texts, encoded)
    answers = iter(zip(probabilities, model.chosen(probabilities), strict=True))
    return [[_labelled(model, *next(answers)) for _ in wanted] for wanted in asked]


def _labelled(
    model: LabelModel, probabilities: Floats, chosen: Flags, evidence: Mapping[str, str] | None = None
) -> SentenceLabels:
    labels = tuple(label for label, here in zip(model.labels, chosen, strict=True) if here)
    return SentenceLabels(labels, dict(zip(model.labels, map(float, probabilities), strict=True)), evidence or {})
