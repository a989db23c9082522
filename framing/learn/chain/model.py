"""The linear chain: sums of learnt weights of a token's features, which score its labels."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from framing.errors import FramingError
from framing.learn.chain.columns import Strip, columns_of
from framing.learn.chain.features import SIGNATURE, features_in
from framing.learn.chain.hashing import Hashes, KeyIndex, Wide
from framing.learn.chain.words import Vocabulary, WordClasses
from framing.learn.passages import Passage
from framing.learn.spans import LABELS, Scores, Transitions

WIDTH = 8  # numbers in a row of weights: the labels, and one that stays 0 so that rows lie on even addresses
STEP = 2.0**-10  # weights are whole multiples of it, so that their sums do not depend on any order
PASSAGES_AT_ONCE = 64

Weights = NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class LinearChain:
    """A linear sequence model of the spans of source, cue and content.

    Attributes
    ----------
    keys : array of uint32, ascending
        The hashes of the features that have weights.
    weights : array of int16, shape (n_keys, n_labels)
        In multiples of ``STEP``.
    learnt : array of float32, shape (n_labels + 2, n_labels)
        What a label scores behind each other one, at the beginning and at the end; the constraints not included.
    classes : WordClasses

    Notes
    -----
    Reads a passage at a time: what stands in the paragraphs before and after is not seen. Scores are margins, not
    probabilities. Method: M. Collins (2002), Discriminative training methods for hidden Markov models.
    """

    keys: Hashes
    weights: Weights
    learnt: Scores
    classes: WordClasses
    transitions: Transitions = field(init=False, repr=False)
    _index: KeyIndex = field(init=False, repr=False)
    _rows: NDArray[np.int32] = field(init=False, repr=False)
    vocabulary: Vocabulary = field(init=False, repr=False)

    def __post_init__(self) -> None:
        size = len(LABELS)
        rows = np.zeros((len(self.keys) + 1, WIDTH), np.int32)
        rows[:-1, :size] = self.weights
        learnt = self.learnt
        object.__setattr__(self, "transitions", Transitions.constrained(learnt[:size], learnt[size], learnt[size + 1]))
        object.__setattr__(self, "_index", KeyIndex(self.keys))
        object.__setattr__(self, "_rows", rows)
        object.__setattr__(self, "vocabulary", Vocabulary(self.classes))

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
        places = self._index.find(features_in(strip, columns))
        sums = np.zeros((places.shape[1], WIDTH), np.int32)
        for of_template in places:
            sums += self._rows.take(of_template, axis=0, mode="wrap")
        found: Scores = (sums[:, : len(LABELS)] * STEP).astype(np.float32)
        return found

    def save(self, path: str | Path) -> None:
        """Writes the model to one compressed npz file, without pickles; the same model gives the same bytes."""
        arrays: dict[str, NDArray[np.generic]] = {
            "signature": np.array(SIGNATURE),
            "labels": np.array(LABELS),
            "keys": packed(np.diff(self.keys, prepend=np.uint32(0))),
            "held": np.packbits(self.weights != 0, axis=1),
            "weights": packed(self.weights[self.weights != 0]),
            "learnt": self.learnt,
        }
        for name, numbers in sorted(self.classes.lists.items()):
            arrays[f"list_{name}"] = np.array(sorted(numbers.items()), np.uint32).reshape(-1, 2)
        written = io.BytesIO()
        np.savez_compressed(written, allow_pickle=False, **arrays)
        Path(path).write_bytes(written.getvalue())

    @classmethod
    def load(cls, path: str | Path) -> LinearChain:
        """The model of a file that :meth:`save` wrote.

        Raises
        ------
        FramingError
            Where the file is missing, damaged, or made for other features than this version's.
        """
        arrays = read_npz(path)
        try:
            return _restored(str(path), arrays)
        except (KeyError, ValueError, IndexError, TypeError) as error:
            raise FramingError(f"{path}: a part is missing or damaged ({error}); make it again") from None


def read_npz(path: str | Path) -> dict[str, NDArray[np.generic]]:
    """The arrays of a model's file.

    Raises
    ------
    FramingError
        Where the file is missing or damaged.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            if wrong := archive.testzip():
                raise zipfile.BadZipFile(f"{wrong} does not match its checksum")
        with np.load(path, allow_pickle=False) as stored:
            return {name: stored[name] for name in stored.files}
    except FileNotFoundError:
        raise FramingError(f"{path}: no such file; name a model that framing train wrote") from None
    except (OSError, ValueError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error) as error:
        raise FramingError(f"{path}: not a model of framing, or damaged ({error}); make it again") from None


def _restored(path: str, arrays: Mapping[str, NDArray[np.generic]]) -> LinearChain:
    if str(arrays["signature"]) != SIGNATURE or tuple(arrays["labels"].tolist()) != LABELS:
        raise FramingError(f"{path}: made for other features or labels than this version's; train it again")
    keys, weights, learnt = unpacked(arrays)
    lists = {
        name.removeprefix("list_"): {int(word): int(number) for word, number in array}
        for name, array in arrays.items()
        if name.startswith("list_")
    }
    return LinearChain(keys, weights, learnt, WordClasses(lists))


def unpacked(arrays: Mapping[str, NDArray[np.generic]]) -> tuple[Hashes, Weights, Scores]:
    """Keys, weights and the scores between labels, from ``keys``, ``held``, ``weights`` and ``learnt`` of a file.

    Raises
    ------
    KeyError, ValueError, IndexError
        A part is missing or damaged.
    """
    size = len(LABELS)
    keys = np.cumsum(_unpacked(arrays["keys"], np.uint32), dtype=np.uint32)
    held = np.unpackbits(np.asarray(arrays["held"], np.uint8), axis=1, count=size).astype(bool)
    weights = np.zeros((len(keys), size), np.int16)
    weights[held] = _unpacked(arrays["weights"], np.int16)
    learnt = np.asarray(arrays["learnt"], np.float32)
    if learnt.shape != (size + 2, size):
        raise ValueError("shape of learnt")
    return keys, weights, learnt


def packed(numbers: NDArray[np.generic]) -> NDArray[np.uint8]:
    """The bytes of numbers, lowest bytes first together, which compresses better."""
    plain = numbers.astype(numbers.dtype.newbyteorder("<"))
    return np.ascontiguousarray(plain.view(np.uint8).reshape(len(plain), -1).T)


def _unpacked(packed: NDArray[np.generic], kind: type[np.generic]) -> NDArray[np.generic]:
    plain = np.ascontiguousarray(np.asarray(packed, np.uint8).T)
    return plain.view(np.dtype(kind).newbyteorder("<")).ravel().astype(kind)


def groups_of(passages: Sequence[Passage]) -> Iterator[Sequence[Passage]]:
    """The passages in groups that are read at once."""
    for start in range(0, len(passages), PASSAGES_AT_ONCE):
        yield passages[start : start + PASSAGES_AT_ONCE]
