"""The linear chain: sums of learnt weights of a token's features, which score its labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from framing.errors import FramingError
from framing.learn.chain.columns import Strip, columns_of
from framing.learn.chain.features import OF_PLACE, SIGNATURE, features_in
from framing.learn.chain.hashing import Wide
from framing.learn.chain.type_sums import TypeSums
from framing.learn.chain.weights import FeatureWeights, unpacked
from framing.learn.chain.words import Vocabulary, WordClasses
from framing.learn.passages import Passage
from framing.learn.spans import LABELS, Scores
from framing.learn.store import load_arrays, save_arrays

PASSAGES_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class LinearChain(FeatureWeights):
    """A linear sequence model of the spans of source, cue and content.

    Attributes
    ----------
    keys, weights, learnt : arrays
        As those of ``FeatureWeights``.
    classes : WordClasses

    Notes
    -----
    Reads a passage at a time: what stands in the paragraphs before and after is not seen. Scores are margins, not
    probabilities. Method: M. Collins (2002), Discriminative training methods for hidden Markov models.
    """

    classes: WordClasses
    vocabulary: Vocabulary = field(init=False, repr=False)
    _of_types: TypeSums = field(init=False, repr=False)

    def __post_init__(self) -> None:
        FeatureWeights.__post_init__(self)
        object.__setattr__(self, "vocabulary", Vocabulary(self.classes))
        object.__setattr__(self, "_of_types", TypeSums(self, self.vocabulary))

    def scores(self, passages: Sequence[Passage]) -> list[Scores]:
        """The scores of the labels of each passage's tokens, each of shape (n_tokens, n_labels)."""
        found = []
        for group in groups_of(passages):
            sums = self._sums(group)
            ends = np.cumsum([len(passage.tokens) for passage in group])
            found.extend(np.split(sums, ends[:-1]))
        return found

    def _sums(self, passages: Sequence[Passage]) -> Scores:
        filled = [passage for passage in passages if passage.tokens]
        if not filled:
            return np.zeros((0, len(LABELS)), np.float32)
        return self.sums(*columns_of(filled, self.vocabulary))

    def sums(self, strip: Strip, columns: Mapping[str, Wide]) -> Scores:
        """The scores of all tokens of a strip, in order; its columns are those of the chain's vocabulary."""
        return self.sums_of(features_in(strip, columns, OF_PLACE)) + self._of_types.scores(strip, columns)

    def save(self, path: str | Path) -> None:
        """Writes the model to one compressed npz file, without pickles; the same model gives the same bytes."""
        arrays: dict[str, NDArray[np.generic]] = {
            "signature": np.array(SIGNATURE),
            "labels": np.array(LABELS),
            **self.arrays(),
        }
        for name, numbers in sorted(self.classes.lists.items()):
            arrays[f"list_{name}"] = np.array(sorted(numbers.items()), np.uint32).reshape(-1, 2)
        save_arrays(path, arrays)

    @classmethod
    def load(cls, path: str | Path) -> LinearChain:
        """The model of a file that :meth:`save` wrote.

        Raises
        ------
        FramingError
            Where the file is missing, damaged, or made for other features than this version's.
        """
        arrays = load_arrays(path)
        try:
            return _restored(str(path), arrays)
        except (KeyError, ValueError, IndexError, TypeError) as error:
            raise FramingError(f"{path}: a part is missing or damaged ({error}); make it again") from None


def _restored(path: str, arrays: Mapping[str, NDArray[np.generic]]) -> LinearChain:
    if str(arrays["signature"]) != SIGNATURE or tuple(arrays["labels"].tolist()) != LABELS:
        raise FramingError(f"{path}: made for other features or labels than this version's; train it again")
    keys, weights, learnt = unpacked(arrays)
    lists = {
        name.removeprefix("list_"): dict(zip(*array.T.tolist(), strict=True))
        for name, array in arrays.items()
        if name.startswith("list_")
    }
    return LinearChain(keys, weights, learnt, WordClasses(lists))


def groups_of(passages: Sequence[Passage]) -> Iterator[Sequence[Passage]]:
    """The passages in groups that are read at once."""
    for start in range(0, len(passages), PASSAGES_AT_ONCE):
        yield passages[start : start + PASSAGES_AT_ONCE]
