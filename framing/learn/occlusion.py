"""Which words a decision rests on: each is left out in turn, and the loss of probability is its weight.

What it is: what the model would have said without the word. What it is not: a cause, a reader's reason, or a share of
the whole; words that say the same thing twice each weigh little, and a text with a word missing is no natural text.
Method: erasure, Li, Monroe and Jurafsky (2016), Understanding neural networks through representation erasure.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from framing.learn.models import Models
from framing.learn.passages import Passage
from framing.learn.target import Target
from framing.records import Span

MOST_WORDS = 5
LEAST_LOSS = 0.005


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
