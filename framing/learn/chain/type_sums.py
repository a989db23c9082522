"""What words score by themselves, as the token and as its neighbours: added up once a type, not once a token."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from framing.learn.chain.columns import Strip
from framing.learn.chain.features import OF_ONE_WORD, OFFSETS, TEMPLATES
from framing.learn.chain.hashing import Wide, combined
from framing.learn.chain.weights import FeatureWeights
from framing.learn.chain.words import COLUMNS, TYPE, Vocabulary
from framing.learn.spans import LABELS, Scores


class TypeSums:
    """The sums of the features that ask for one word.

    Parameters
    ----------
    weights : FeatureWeights
    vocabulary : Vocabulary
        The one that the columns come from.
    """

    def __init__(self, weights: FeatureWeights, vocabulary: Vocabulary) -> None:
        self._weights = weights
        self._vocabulary = vocabulary
        self._sums: Scores
        self._forget()

    def scores(self, strip: Strip, columns: Mapping[str, Wide]) -> Scores:
        """The scores of the labels of all tokens of a strip, in order, shape (n_tokens, n_labels)."""
        if self._renewals != self._vocabulary.renewals:
            self._forget()
        self._learn(self._vocabulary.types(self._known))
        types = columns[TYPE].astype(np.intp)
        found: Scores = np.zeros((len(strip.places), len(LABELS)), np.float32)
        for offset, sums in zip(OFFSETS, self._sums, strict=True):
            found += sums.take(types[strip.places + offset], axis=0)
        return found

    def _learn(self, types: Mapping[str, Wide]) -> None:
        """Adds types to the sums; number 0 is the empty place, whose columns are 0."""
        n_types = len(types[COLUMNS[0]])
        while self._known + n_types >= self._sums.shape[1]:
            self._sums = np.concatenate([self._sums, np.zeros_like(self._sums)], axis=1)
        if n_types:
            self._sums[:, self._known + 1 : self._known + 1 + n_types] = self._of_types(types)
            self._known += n_types

    def _of_types(self, types: Mapping[str, Wide]) -> Scores:
        """Offsets x types x labels."""
        by_offset = {offset: [at for at in OF_ONE_WORD if TEMPLATES[at][0][1] == offset] for offset in OFFSETS}
        return np.stack(
            [
                self._weights.sums_of(
                    np.stack([combined(number, [types[name] for name, _ in TEMPLATES[number]]) for number in numbers])
                )
                for numbers in by_offset.values()
            ]
        )

    def _forget(self) -> None:
        self._renewals = self._vocabulary.renewals
        self._known = 0
        self._sums = np.zeros((len(OFFSETS), 1024, len(LABELS)), np.float32)
        self._sums[:, :1] = self._of_types(dict.fromkeys(COLUMNS, np.zeros(1, np.uint64)))
