"""Attributions by trained models: a sequence model proposes spans, a linker joins them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from framing.errors import FramingError
from framing.learn.decode import labels_of_all
from framing.learn.linking import LinkedAttribution, Linker, PlacedSpan
from framing.learn.passages import Passage
from framing.learn.readings import Reading
from framing.learn.spans import LABELS, FoundSpan, Transitions, spans_of
from framing.records import ProposedAttribution, QuoteKind, Span

if TYPE_CHECKING:
    from framing.learn.chain import LinearChain

Arrays = Mapping[str, NDArray[Any]]


class SpanModel(Protocol):
    """Labels every token of a passage."""

    def labels(self, readings: Sequence[Reading]) -> list[list[int]]:
        """For each reading the place in ``spans.LABELS`` of every token."""
        ...


class EncoderSpans:
    """Labels from the encoder: the scores of its own tagger, or of a head over its states.

    Parameters
    ----------
    arrays : mapping
        ``between`` (labels, labels), ``begin`` and ``end`` (labels,), what a sequence of labels scores; ``bias``
        (labels,), added to every token's scores; for a head, ``weights`` (hidden, labels).
    """

    NAMES = ("between", "begin", "end", "bias")

    def __init__(self, arrays: Arrays) -> None:
        self.transitions = Transitions.constrained(arrays["between"], arrays["begin"], arrays["end"])
        self.bias = np.asarray(arrays["bias"], np.float32)
        self.weights = np.asarray(arrays["weights"], np.float32) if "weights" in arrays else None

    def labels(self, readings: Sequence[Reading]) -> list[list[int]]:
        """For each reading the place in ``spans.LABELS`` of every token."""
        return labels_of_all([self._scores(reading) + self.bias for reading in readings], self.transitions)

    def _scores(self, reading: Reading) -> NDArray[np.float32]:
        if reading.encoded is None:
            raise FramingError("this model of attribution reads an encoder's states; give it the encoder tier")
        if self.weights is not None:
            return np.asarray(reading.encoded.token_states(len(reading.passage.tokens)) @ self.weights)
        if reading.encoded.scores is None or reading.encoded.scores.shape[1] != len(LABELS):
            raise FramingError(
                "this encoder gives no scores of the attribution labels; train a head on it with framing train "
                "attribution --encoder PATH"
            )
        return reading.encoded.scores


class LinearSpans:
    """Labels from the words alone, by a linear chain."""

    def __init__(self, chain: LinearChain) -> None:
        self.chain = chain

    def labels(self, readings: Sequence[Reading]) -> list[list[int]]:
        """For each reading the place in ``spans.LABELS`` of every token."""
        return self.chain.labels([reading.passage for reading in readings])


class AttributionModel:
    """Finds and links the spans of attributions.

    Parameters
    ----------
    spans : SpanModel
    linker : Linker
    """

    def __init__(self, spans: SpanModel, linker: Linker) -> None:
        self.spans = spans
        self.linker = linker

    def propose(self, documents: Sequence[Sequence[Reading]]) -> list[list[ProposedAttribution]]:
        """For each document, given as its passages in order, the attributions in the order of the text."""
        labels = iter(self.spans.labels([reading for readings in documents for reading in readings]))
        found = []
        for readings in documents:
            passages = [reading.passage for reading in readings]
            spans: list[list[FoundSpan]] = [spans_of(next(labels)) for _ in readings]
            found.append([_proposed(passages, linked) for linked in self.linker.link(passages, spans)])
        return found


def _proposed(passages: Sequence[Passage], linked: LinkedAttribution) -> ProposedAttribution:
    source, cue, content = (
        tuple(_characters(passages, placed) for placed in part)
        for part in (linked.sources, linked.cues, linked.contents)
    )
    return ProposedAttribution(_kind(passages, linked.contents), source, cue, content, linked.confidence)


def _characters(passages: Sequence[Passage], placed: PlacedSpan) -> Span:
    tokens = passages[placed.passage].tokens
    return Span(tokens[placed.span.first].start, tokens[placed.span.last - 1].end)


def _kind(passages: Sequence[Passage], contents: Sequence[PlacedSpan]) -> QuoteKind:
    """Direct where all words of the content are quoted, mixed where some are, else indirect."""
    quoted = [
        passages[placed.passage].quoted[at]
        for placed in contents
        for at in range(placed.span.first, placed.span.last)
        if passages[placed.passage].tokens[at].norm[:1].isalnum()
    ]
    if quoted and all(quoted):
        return "direct"
    return "mixed" if any(quoted) else "indirect"


def load_attribution_model(folder: Path, tier: str) -> AttributionModel:
    """The model of a folder: ``linker.npz``, and ``spans.npz`` (encoder tier) or ``chain.npz`` (linear tier).

    Raises
    ------
    FramingError
        A file is missing, damaged, or holds other arrays.
    """
    from framing.learn.store import load_arrays

    try:
        linker = Linker.from_arrays(load_arrays(folder / "linker.npz"))
    except ValueError as error:
        raise FramingError(f"{folder / 'linker.npz'}: {error}; train the model again") from error
    if tier == "encoder":
        return AttributionModel(EncoderSpans(load_arrays(folder / "spans.npz", EncoderSpans.NAMES)), linker)
    from framing.learn.chain import LinearChain

    return AttributionModel(LinearSpans(LinearChain.load(folder / "chain.npz")), linker)
