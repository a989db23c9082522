"""Labels of every sentence of documents, from the paragraphs' one reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from framing.judgements import SentenceLabels
from framing.learn.encoder import Encoded
from framing.learn.labels.model import LabelModel
from framing.learn.labels.text import LabelText, sentence_texts
from framing.learn.readings import Reading


def label_sentences(model: LabelModel, documents: Sequence[Sequence[Reading]]) -> list[dict[int, SentenceLabels]]:
    """For each document, given as its readings, the labels of its sentences by their index.

    A sentence is judged by its own words; its states are those that the encoder gave them within the paragraph. It may
    have no frame, even where each row that the model was learnt from has one.
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
    for (at, index), row, chosen in zip(places, probabilities, decision.chosen(probabilities), strict=True):
        labels = tuple(label for label, here in zip(model.labels, chosen, strict=True) if here)
        found[at][index] = SentenceLabels(labels, dict(zip(model.labels, map(float, row), strict=True)))
    return found
