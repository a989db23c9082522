"""Which words a decision rests on: each is left out in turn, and the loss of probability is its weight.

What it is: what the model would have said without the word. What it is not: a cause, a reader's reason, or a share of
the whole; words that say the same thing twice each weigh little, and a text with a word missing is no natural text.
Method: erasure, Li, Monroe and Jurafsky (2016), Understanding neural networks through representation erasure.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.learn.labels.text import LabelText, without
from framing.learn.models import Models
from framing.learn.passages import Passage
from framing.learn.target import Target
from framing.records import Span

MOST_WORDS = 5
LEAST_LOSS = 0.005
MOST_VARIANTS = 128
"""Of a text with more words the sentences are left out first, and then the words of those that matter most."""
SENTENCES_READ = 3


@dataclass(frozen=True, slots=True)
class Evidence:
    """A word of the text and by how much the probability of the decision falls without it, in [0, 1]."""

    span: Span
    loss: float


def explain_target_sentiment(models: Models, target: Target) -> list[Evidence]:
    """The words outside the target without which its label is least probable, the weightiest first; five at most."""
    outside = [
        at
        for at, token in enumerate(target.passage.tokens)
        if not target.first <= at < target.last and token.norm[:1].isalnum()
    ]
    variants = [target, *(_without(target, at) for at in outside)]
    readings = models.read_targets(variants)
    found = models.target_sentiment.probabilities(variants, [reading.encoded for reading in readings])
    label = int(found[0].argmax())
    losses = found[0, label] - found[1:, label]
    order = [int(place) for place in np.argsort(-losses, kind="stable")[:MOST_WORDS] if losses[place] >= LEAST_LOSS]
    tokens = [target.passage.tokens[outside[place]] for place in order]
    return [
        Evidence(Span(token.start, token.end), round(float(losses[place]), 6))
        for token, place in zip(tokens, order, strict=True)
    ]


def explain_label(models: Models, task: str, text: LabelText) -> list[Evidence]:
    """The words without which the text's label, or its likeliest frame, is least probable; five at most.

    Parameters
    ----------
    models : Models
        Those that gave the label.
    task : str
        ``sentiment``, ``stance`` or ``frames``.
    text : LabelText
        What was labelled.
    """
    tokens = text.passage.tokens
    model = models.labels(task)
    [whole] = _label_probabilities(models, task, [text])
    label = int((whole / model.decision.thresholds).argmax())
    words = [at for at, token in enumerate(tokens) if token.norm[:1].isalnum() or token.norm[:1] in "@#"]
    if len(words) > MOST_VARIANTS:
        words = _words_that_matter(models, task, text, words, label)
    variants = [without(text, [at]) for at in words]
    losses = whole[label] - _label_probabilities(models, task, variants)[:, label]
    order = [int(place) for place in np.argsort(-losses, kind="stable")[:MOST_WORDS] if losses[place] >= LEAST_LOSS]
    return [
        Evidence(Span(tokens[words[place]].start, tokens[words[place]].end), round(float(losses[place]), 6))
        for place in order
    ]


def _words_that_matter(models: Models, task: str, text: LabelText, words: list[int], label: int) -> list[int]:
    """The words of the sentences without which the label is least probable, ``MOST_VARIANTS`` at most."""
    numbers = text.passage.sentences
    sentences = sorted(set(numbers))
    step = max(1, -(-len(sentences) // MOST_VARIANTS))
    blocks = [frozenset(sentences[start : start + step]) for start in range(0, len(sentences), step)]
    variants = [without(text, [at for at, number in enumerate(numbers) if number in block]) for block in blocks]
    found = _label_probabilities(models, task, variants)[:, label]
    best = frozenset().union(*(blocks[place] for place in np.argsort(found, kind="stable")[:SENTENCES_READ]))
    return [at for at in words if numbers[at] in best][:MOST_VARIANTS]


def _label_probabilities(models: Models, task: str, texts: list[LabelText]) -> NDArray[np.float64]:
    [readings] = models.read([[text.passage for text in texts]])
    return models.labels(task).probabilities(texts, [reading.encoded for reading in readings])


def _without(target: Target, at: int) -> Target:
    whole = target.passage
    left, right = slice(0, at), slice(at + 1, None)
    passage = Passage(
        whole.tokens[left] + whole.tokens[right],
        whole.quoted[left] + whole.quoted[right],
        whole.sentences[left] + whole.sentences[right],
    )
    moved = at < target.first
    return Target(passage, target.first - moved, target.last - moved)
