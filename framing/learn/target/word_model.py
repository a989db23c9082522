"""The word-based model of target sentiment at run time: probabilities, and the words a decision rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.learn.target.blocks import HASHED_BITS, REGIONS, namings
from framing.learn.target.reading import Reader, Reading
from framing.learn.target.regions import COLUMNS, region_scores, region_shares
from framing.learn.target.target import Target
from framing.learn.target.vectors import Pools, WordVectors
from framing.learn.weights import Blocks, CountedBlock, Counts, Feature, Floats, SummedBlock, blocks_of, log_softmax

LABELS = ("negative", "neutral", "positive")
WORDS_SHOWN = 8

Weights = list[tuple[int, float]]


@dataclass(frozen=True, slots=True)
class _Measured:
    """Targets, read, with the features of each block."""

    targets: Sequence[Target]
    places: Mapping[int, int]
    readings: Sequence[Reading]
    counts: Mapping[str, Counts]
    regions: Floats
    pools: Sequence[Pools]


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
                block.add(_sums(name, measured), scores)
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
        starts = np.cumsum([0, *(len(reading.words) for reading in measured.readings)])
        sums = np.zeros(int(starts[-1]))
        for name, block in self._blocks.items():
            if isinstance(block, CountedBlock):
                _add_counted(sums, block, measured.counts[name], asked, starts)
            else:
                _add_summed(sums, name, block, measured, asked, starts)
        return [_strongest(sums[starts[place] : starts[place + 1]], limit) for place in places]

    def _measured(self, targets: Sequence[Target]) -> _Measured:
        """The features of targets: those of the last call where all were among them, as evidence asks once more."""
        last = self._last
        if last is None or any(id(target) not in last.places for target in targets):
            last = self._last = self._measure(list(targets))
        return last

    def _measure(self, targets: Sequence[Target]) -> _Measured:
        readings = [self._reader.read(target) for target in targets]
        counts = {
            name: self._block(name).counts([naming(reading) for reading in readings])
            for name, naming in self._namings.items()
        }
        regions = np.sqrt(np.array([region_scores(reading) for reading in readings]).reshape(-1, len(COLUMNS)))
        pools = [] if self._vectors is None else [Pools.of(reading, self._vectors) for reading in readings]
        places = {id(target): at for at, target in enumerate(targets)}  # ids last as long as targets, which are kept
        return _Measured(targets, places, readings, counts, regions, pools)

    def _block(self, name: str) -> CountedBlock:
        block = self._blocks[name]
        if not isinstance(block, CountedBlock):
            raise ValueError(f"{name} is not hashed")
        return block


def _sums(name: str, measured: _Measured) -> Floats:
    """The sums of a block that is not hashed, shape (n_targets, n_columns)."""
    return measured.regions if name == REGIONS else np.array([pools.sums for pools in measured.pools])


def _over_mean(coefficients: Floats, labels: NDArray[np.integer]) -> Floats:
    """What rows of coefficients, shape (n, n_labels), add to a label's score over the mean of the labels."""
    return np.asarray(coefficients[np.arange(len(labels)), labels] - coefficients.mean(axis=1))


def _add_counted(
    sums: Floats, block: CountedBlock, counts: Counts, asked: NDArray[np.integer], starts: NDArray[np.integer]
) -> None:
    """Adds the parts of counted features to the tokens they were read from, those of a column in equal shares."""
    parts = counts.values * _over_mean(block.coefficients[counts.columns], asked[counts.rows]) / counts.times
    tokens = starts[counts.rows[counts.entries]] + counts.tokens
    sums += np.bincount(tokens, parts[counts.entries], len(sums))


def _add_summed(
    sums: Floats,
    name: str,
    block: SummedBlock,
    measured: _Measured,
    asked: NDArray[np.integer],
    starts: NDArray[np.integer],
) -> None:
    """Adds the parts of sums to the tokens, by the share that each has in them; training keeps every sum."""
    over_mean = block.coefficients - block.coefficients.mean(axis=1, keepdims=True)
    values = _sums(name, measured)
    for place in np.flatnonzero(asked >= 0).tolist():
        amounts = values[place] * over_mean[:, asked[place]]
        if name == REGIONS:
            for at, share in region_shares(measured.readings[place]).items():
                sums[starts[place] + at] += float(share @ amounts)
        else:
            pools = measured.pools[place]
            sums[starts[place] + np.array(pools.tokens, np.intp)] += pools.dealt(amounts)


def _strongest(sums: Floats, limit: int) -> Weights:
    found = sorted(np.flatnonzero(sums).tolist(), key=lambda at: (-abs(sums[at]), at))
    return [(at, round(float(sums[at]), 6)) for at in found[:limit]]
