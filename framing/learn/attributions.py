"""Attributions by trained models: a sequence model proposes spans, a linker joins them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from framing.errors import FramingError
from framing.learn.likely import likely_spans
from framing.learn.linking import LinkedAttribution, Linker, PlacedSpan
from framing.learn.passages import Passage
from framing.learn.readings import Reading
from framing.learn.spans import LABELS, FoundSpan, Transitions
from framing.records import ProposedAttribution, QuoteKind, Span

if TYPE_CHECKING:
    from framing.learn.chain import LinearChain, StackedChain

CHAIN_SHARE = np.float32(0.2)

Arrays = Mapping[str, NDArray[Any]]


class SpanModel(Protocol):
    """Finds the spans of source, cue and content in passages."""

    def spans(self, readings: Sequence[Reading]) -> list[list[FoundSpan]]:
        """For each reading its spans, in order, none overlapping another."""
        ...


class EncoderSpans:
    """Spans from the encoder: by the scores of its own tagger, or of a head over its states.

    Parameters
    ----------
    arrays : mapping
        ``between`` (labels, labels), ``begin`` and ``end`` (labels,), what a sequence of labels scores; ``bias``
        (labels,), added to every token's scores; ``threshold``, that of ``likely_spans``; for a head, ``weights``
        (hidden, labels).
    chain : LinearChain, optional
        A model of words whose scores, times ``CHAIN_SHARE``, are added to those of the encoder.
    """

    NAMES = ("between", "begin", "end", "bias", "threshold")

    def __init__(self, arrays: Arrays, chain: LinearChain | None = None) -> None:
        between, begin, end = (np.asarray(arrays[name], np.float32) for name in self.NAMES[:3])
        if chain is not None:
            *pairs, first, last = CHAIN_SHARE * chain.learnt
            between, begin, end = between + np.array(pairs), begin + first, end + last
        self.transitions = Transitions.constrained(between, begin, end)
        self.chain = chain
        self.bias = np.asarray(arrays["bias"], np.float32)
        self.threshold = float(arrays["threshold"])
        self.weights = np.asarray(arrays["weights"], np.float32) if "weights" in arrays else None

    def spans(self, readings: Sequence[Reading]) -> list[list[FoundSpan]]:
        """For each reading its spans, in order, none overlapping another."""
        return likely_spans(self.scores(readings), self.transitions, self.threshold)

    def scores(self, readings: Sequence[Reading]) -> list[NDArray[np.float32]]:
        """For each reading the scores of its tokens, (n_tokens, n_labels)."""
        scores = [self._scores(reading) + self.bias for reading in readings]
        if self.chain is None:
            return scores
        words = self.chain.scores([reading.passage for reading in readings])
        return [one + CHAIN_SHARE * other for one, other in zip(scores, words, strict=True)]

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
    """Spans from the words alone, by the scores of a linear chain.

    Parameters
    ----------
    chain : LinearChain or StackedChain
    arrays : mapping
        ``temperature``, by which the chain's scores, which are margins, are divided to serve as log-potentials, and
        ``threshold`` and ``cover``, those of ``likely_spans``.
    """

    NAMES = ("temperature", "threshold", "cover")

    def __init__(self, chain: LinearChain | StackedChain, arrays: Arrays) -> None:
        self.chain = chain
        self.temperature, self.threshold, self.cover = (float(arrays[name]) for name in self.NAMES)
        self.transitions = chain.transitions.divided(self.temperature)

    def spans(self, readings: Sequence[Reading]) -> list[list[FoundSpan]]:
        """For each reading its spans, in order, none overlapping another."""
        scores = self.chain.scores([reading.passage for reading in readings])
        softened = [each / np.float32(self.temperature) for each in scores]
        return likely_spans(softened, self.transitions, self.threshold, self.cover)


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
        spans = iter(self.spans.spans([reading for readings in documents for reading in readings]))
        passages = [[reading.passage for reading in readings] for readings in documents]
        linked = self.linker.link(passages, [[next(spans) for _ in readings] for readings in documents])
        return [[_proposed(read, each) for each in found] for read, found in zip(passages, linked, strict=True)]


def _proposed(passages: Sequence[Passage], linked: LinkedAttribution) -> ProposedAttribution:
    contents = _within_report(passages, linked)
    source, cue, content = (
        tuple(_characters(passages, placed) for placed in part) for part in (linked.sources, linked.cues, contents)
    )
    return ProposedAttribution(_kind(passages, contents), source, cue, content, linked.confidence)


def _within_report(passages: Sequence[Passage], linked: LinkedAttribution) -> tuple[PlacedSpan, ...]:
    """The contents without further ones that stand unquoted in a later sentence than the cue.

    In "“No,” he said. It rained." the second sentence is nobody's: such a piece goes on a report only inside quotation
    marks. None on PolNeAR dev is lost by it.
    """
    anchor = next(iter(linked.cues or linked.sources), None)
    if anchor is None or len(linked.contents) < 2:
        return linked.contents
    last = (anchor.passage, passages[anchor.passage].sentences[anchor.span.first])
    kept = tuple(
        placed
        for placed in linked.contents
        if (placed.passage, passages[placed.passage].sentences[placed.span.first]) <= last
        or any(passages[placed.passage].quoted[placed.span.first : placed.span.last])
    )
    return kept or linked.contents


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
    """The model of a folder: ``linker.npz``, ``spans.npz``, and ``chain.npz``, which the linear tier needs.

    In the linear tier, ``second.npz`` holds the second pass where the model has one.

    Raises
    ------
    FramingError
        A file is missing, damaged, or holds other arrays.
    """
    from framing.learn.chain import LinearChain, StackedChain
    from framing.learn.store import file_of, load_arrays

    try:
        linker = Linker.from_arrays(load_arrays(file_of(folder, "linker.npz")))
    except ValueError as error:
        raise FramingError(f"{folder / 'linker.npz'}: {error}; train the model again") from error
    if tier == "linear":
        first = LinearChain.load(folder / "chain.npz")
        second = folder / "second.npz"
        chain = StackedChain.load(second, first) if second.is_file() else first
        return AttributionModel(LinearSpans(chain, load_arrays(folder / "spans.npz", LinearSpans.NAMES)), linker)
    chain_file = file_of(folder, "chain.npz")
    words = LinearChain.load(chain_file) if chain_file.is_file() else None
    return AttributionModel(EncoderSpans(load_arrays(folder / "spans.npz", EncoderSpans.NAMES), words), linker)
