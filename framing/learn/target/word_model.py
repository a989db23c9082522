"""The word-based model of target sentiment at run time: probabilities, and the words a decision rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.learn.grams import Feature
from framing.learn.target.batch import Batch
from framing.learn.target.blocks import HASHED_BITS, REGIONS, SEQUENCES, VECTORS, namings
from framing.learn.target.reading import Reader, Reading
from framing.learn.target.regions import Loaded
from framing.learn.target.target import Target
from framing.learn.target.vectors import Pools, WordVectors
from framing.learn.weights import Blocks, CountedBlock, Counts, Floats, SummedBlock, blocks_of, log_softmax

LABELS = ("negative", "neutral", "positive")
WORDS_SHOWN = 8

Weights = list[tuple[int, float]]


@dataclass(frozen=True, slots=True)
class _Measured:
    """Targets, read, with the features of each block; ``sums`` are those of blocks that are not hashed."""

    targets: Sequence[Target]
    places: Mapping[int, int]
    batch: Batch
    counts: Mapping[str, Counts]
    loaded: Loaded
    regions: Floats
    pools: Sequence[Pools]
    sums: Mapping[str, Floats]


class TargetWords:
    """How words make targets look.

    Parameters
    ----------
    reader : Reader
        With the lists that the model was learnt with.
    fitted : Pipeline, or its parameters
        ``TargetSentiment.learnt_``.
    vectors : WordVectors, optional
        The meanings of words; those the model was learnt with, or none if it was learnt without.
    """

    def __init__(self, reader: Reader, fitted: Any, vectors: WordVectors | None = None) -> None:
        (_, union), (_, regression) = fitted.steps
        self._reader = reader
        self._vectors = vectors
        self._intercepts = regression.intercept_.astype(np.float64)
        self._blocks: Blocks = blocks_of(union, regression.coef_, HASHED_BITS, {})
        self._namings: Mapping[str, Callable[[Reading], Iterable[Feature]]] = namings(reader.lists)
        self._last: _Measured | None = None

    def log_probabilities(self, targets: Sequence[Target]) -> Floats:
        """Natural logarithms of the probabilities, shape (n_targets, 3), in the order of ``LABELS``."""
        if not len(targets):
            return np.zeros((0, len(LABELS)))
        measured = self._measured(targets)
        scores = np.tile(self._intercepts, (len(measured.targets), 1))
        for name, block in self._blocks.items():
            if isinstance(block, CountedBlock):
                block.add(measured.counts[name], scores)
            else:
                block.add(measured.sums[name], scores)
        return log_softmax(scores)[[measured.places[id(target)] for target in targets]]

    def evidence_of(
        self, targets: Sequence[Target], labels: Sequence[str], limit: int = WORDS_SHOWN
    ) -> list[list[tuple[int, float]]]:
        """The words that speak most for or against a label of each target, as (token of the passage, weight).

        The strongest come first. Weights are parts of the label's score over the mean of all three labels' (log-odds,
        natural logarithm): the sum over the features that were read from the word. What the model adds whatever the
        text is left out, and a pair of words counts for its later word. Says what moved this model, not what a reader
        should conclude.
        """
        if not len(targets):
            return []
        measured = self._measured(targets)
        asked = np.full(len(measured.targets), -1)
        places = [measured.places[id(target)] for target in targets]
        asked[places] = [LABELS.index(label) for label in labels]
        lines = measured.batch.lines
        sums = np.zeros(len(lines.rows))
        for name, block in self._blocks.items():
            if isinstance(block, CountedBlock):
                _add_counted(sums, block, measured.counts[name], asked, lines.starts)
            elif name == REGIONS:
                _add_regions(sums, _amounts(block, measured.sums[name], asked), measured)
            else:
                _add_pools(sums, _amounts(block, measured.sums[name], asked), measured, np.flatnonzero(asked >= 0))
        ends = lines.starts + lines.lengths
        return [_strongest(sums[lines.starts[place] : ends[place]], limit) for place in places]

    def _measured(self, targets: Sequence[Target]) -> _Measured:
        """The features of targets: those of the last call where all were among them, as evidence asks once more."""
        last = self._last
        if last is None or any(id(target) not in last.places for target in targets):
            last = self._last = self._measure(list(targets))
        return last

    def _measure(self, targets: Sequence[Target]) -> _Measured:
        batch = Batch([self._reader.read(target) for target in targets])
        blocks = self._blocks.items()
        counts = {name: self._counts(name, block, batch) for name, block in blocks if isinstance(block, CountedBlock)}
        loaded = Loaded.of(batch)
        regions = loaded.scores(batch)
        pools = [] if self._vectors is None else Pools.of(batch, self._vectors)
        sums = {REGIONS: np.sqrt(regions), VECTORS: np.array([each.sums for each in pools])}
        places = {id(target): at for at, target in enumerate(targets)}  # ids last as long as targets, which are kept
        return _Measured(targets, places, batch, counts, loaded, regions, pools, sums)

    def _counts(self, name: str, block: CountedBlock, batch: Batch) -> Counts:
        if name not in SEQUENCES:
            return block.counts([self._namings[name](reading) for reading in batch.readings])
        grams = SEQUENCES[name](batch, block.grams.numbers)
        return block.counts_of_grams(grams, batch.lines)


def _over_mean(coefficients: Floats, labels: NDArray[np.integer]) -> Floats:
    """What rows of coefficients, shape (n, n_labels), add to a label's score over the mean of the labels."""
    return np.asarray(coefficients[np.arange(len(labels)), labels] - coefficients.mean(axis=1))


def _add_counted(
    sums: Floats, block: CountedBlock, counts: Counts, asked: NDArray[np.integer], starts: NDArray[np.integer]
) -> None:
    """Adds the parts of counted features to the tokens they were read from, those of a column in equal shares."""
    read = np.flatnonzero(asked[counts.texts] >= 0)
    texts, pairs = counts.texts[read], np.searchsorted(counts.pairs, counts.read[read])
    over_mean = _over_mean(block.coefficients[counts.columns[pairs]], asked[texts])
    sums += np.bincount(
        starts[texts] + counts.tokens[read], counts.values[pairs] * over_mean / counts.times[pairs], len(sums)
    )


def _amounts(block: SummedBlock, values: Floats, asked: NDArray[np.integer]) -> Floats:
    """What each sum of each target adds to the label that is asked for, over the mean of the labels; all are kept."""
    over_mean = block.coefficients - block.coefficients.mean(axis=1, keepdims=True)
    return np.asarray(np.where(asked[:, None] >= 0, values * over_mean.T[asked], 0.0))


def _add_regions(sums: Floats, amounts: Floats, measured: _Measured) -> None:
    """Adds the parts of scores by region to the loaded words, by the share that each has in them."""
    batch, loaded = measured.batch, measured.loaded
    dealt = amounts[batch.lines.rows[loaded.places][:, None], loaded.columns]
    dealt *= loaded.shares(batch, measured.regions)
    sums += np.bincount(loaded.places, dealt.sum(axis=1), len(sums))


def _add_pools(sums: Floats, amounts: Floats, measured: _Measured, asked: NDArray[np.integer]) -> None:
    """Adds the parts of sums of vectors to the words, by the share that each has in them."""
    starts = measured.batch.lines.starts
    for place in asked.tolist():
        pools = measured.pools[place]
        sums[starts[place] + pools.tokens] += pools.dealt(amounts[place])


def _strongest(sums: Floats, limit: int) -> Weights:
    found = sorted(np.flatnonzero(sums).tolist(), key=lambda at: (-abs(sums[at]), at))
    return [(at, round(float(sums[at]), 6)) for at in found[:limit]]
