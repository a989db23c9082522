"""The encoder itself: an ONNX graph run on passages, the same states whatever else stands in the batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from framing.errors import FramingError
from framing.learn.encoder.graph import IDS, INNER_STATES, MASK, SCORES, STATES
from framing.learn.encoder.graph import TYPES as TYPE_IDS
from framing.learn.encoder.pieces import PieceReader, Pieces
from framing.learn.encoder.seen import SeenTexts
from framing.learn.encoder.session import open_session
from framing.learn.passages import Passage
from framing.learn.store.arrays import load_arrays

BATCH = 8
WINDOW = 256
MODEL = "model.onnx"
TOKENIZER = "tokenizer.json"
TRANSITIONS = "transitions.npz"
TRANSITION_NAMES = ("between", "begin", "end")

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Encoded:
    """What an encoder says of a passage.

    Parameters
    ----------
    states : array of shape (n_pieces, hidden)
        The last layer's states, those of the marks of begin and end included.
    tokens : array of shape (n_pieces,)
        The token of each piece, ascending; -1 for the mark of the begin, the number of tokens for that of the end.
    scores : array of shape (n_tokens, n_labels), or None
        The label scores of each token's first piece, where the graph gives them.
    inner : array of shape (n_pieces, hidden), or None
        The states of the layer before the last, where the graph gives them.
    within : bool
        Whether the encoder read the passage within a longer one, from which it was cut.
    """

    states: Floats
    tokens: NDArray[np.int64]
    scores: Floats | None
    inner: Floats | None = None
    within: bool = False

    def token_states(self, n_tokens: int) -> Floats:
        """The state of each token's first piece, shape (n_tokens, hidden)."""
        return self.states[np.searchsorted(self.tokens, np.arange(n_tokens))]


class Encoder:
    """An encoder in a folder: ``model.onnx`` and ``tokenizer.json``.

    ``transitions.npz``, where there is one, says how a sequence of its labels scores, ``seen.npz`` which texts it was
    trained on.

    Parameters
    ----------
    folder : Path
        Of a BERT-type encoder, its inputs ``input_ids``, ``attention_mask`` and, where it has types,
        ``token_type_ids``; its first output or ``last_hidden_state`` (batch, pieces, hidden).
    shaped : bool
        Whether it was trained with the shapes of words as token types.
    window : int
        The most pieces read at once; longer passages are read in windows that overlap, so their end is kept.

    Notes
    -----
    Runs on one thread, over batches of passages with the same number of pieces: no passage is padded, and the
    numbers do not depend on the batch.

    Raises
    ------
    FramingError
        A file is missing or is not what its name says, or the graph has other inputs or outputs.
    """

    def __init__(self, folder: Path, *, shaped: bool = False, window: int = WINDOW) -> None:
        for name in (MODEL, TOKENIZER):
            if not (folder / name).is_file():
                raise FramingError(f"{folder}: no {name}; an encoder is a folder with {MODEL} and {TOKENIZER}")
        self.folder = folder
        self._session = open_session(folder / MODEL)
        self._inputs = [given.name for given in self._session.get_inputs()]
        self._outputs = [given.name for given in self._session.get_outputs()]
        self._check_graph()
        self.transitions = (
            load_arrays(folder / TRANSITIONS, TRANSITION_NAMES) if (folder / TRANSITIONS).is_file() else None
        )
        self.reader = PieceReader(folder / TOKENIZER, window, shaped=shaped)
        self.seen = SeenTexts.load(folder)

    def encode(self, passages: Sequence[Passage]) -> list[Encoded]:
        """The states of each passage; a passage without tokens has none."""
        windows = self.reader.read(passages)
        flat = [(at, place) for at, parts in enumerate(windows) for place in range(len(parts))]
        by_length: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for at, place in flat:
            by_length[len(windows[at][place].ids)].append((at, place))
        outputs: dict[tuple[int, int], _Read] = {}
        for length in sorted(by_length):
            keys = by_length[length]
            for start in range(0, len(keys), BATCH):
                batch = keys[start : start + BATCH]
                outputs.update(zip(batch, self._run([windows[at][place] for at, place in batch]), strict=True))
        return [_joined(parts, [outputs[at, place] for place in range(len(parts))]) for at, parts in enumerate(windows)]

    def check_pieces(self) -> None:
        """Reads a window as long as any, of the last piece of the vocabulary.

        Raises
        ------
        FramingError
            The tokenizer is of another encoder and knows pieces that the graph does not, or sets no marks of begin
            and end, or the graph cannot read as many pieces.
        """
        size, window = self.reader.vocabulary_size, self.reader.window
        if self.reader.n_marks != 2:
            raise FramingError(
                f"{self.folder / TOKENIZER}: sets {self.reader.n_marks} marks round a text, not [CLS] and [SEP]; use "
                "the tokenizer.json of the encoder"
            )
        for length, wrong in (
            (1, f"does not know all {size} pieces of {TOKENIZER}; put the files of one encoder there"),
            (window, f"cannot read {window} pieces at once; `framing models export` notes how many it can"),
        ):
            try:
                self._run([Pieces(0, 0, (size - 1,) * length, (0,) * length, (0,) * length)])
            except Exception as error:  # onnxruntime's errors have no common base
                raise FramingError(f"{self.folder / MODEL}: {wrong}") from error

    def _run(self, batch: Sequence[Pieces]) -> list[_Read]:
        given = _inputs(batch)
        outputs = self._session.run(None, {name: given[name] for name in self._inputs})
        found: dict[str, Floats] = dict(zip(self._outputs, outputs, strict=True))
        states, inner, scores = found.get(STATES, outputs[0]), found.get(INNER_STATES), found.get(SCORES)
        return [
            _Read(states[at], None if inner is None else inner[at], None if scores is None else scores[at])
            for at in range(len(batch))
        ]

    def _check_graph(self) -> None:
        missing = [name for name in (IDS, MASK) if name not in self._inputs]
        strange = [name for name in self._inputs if name not in (IDS, MASK, TYPE_IDS)]
        shape = self._session.get_outputs()[0].shape
        if missing or strange or len(shape) != 3:
            raise FramingError(
                f"{self.folder / MODEL}: not a BERT-type encoder: takes {', '.join(self._inputs)} and gives "
                f"{self._outputs[0]} {shape}; it must take {IDS}, {MASK} and perhaps {TYPE_IDS}, and give states of "
                "shape (batch, pieces, hidden)"
            )


@dataclass(frozen=True, slots=True)
class _Read:
    """What the graph gives for one window, by piece."""

    states: Floats
    inner: Floats | None
    scores: Floats | None


def _inputs(batch: Sequence[Pieces]) -> dict[str, NDArray[np.int64]]:
    """What a graph takes of windows with as many pieces each."""
    ids = np.array([pieces.ids for pieces in batch], np.int64)
    types = np.array([pieces.types for pieces in batch], np.int64)
    return {IDS: ids, TYPE_IDS: types, MASK: np.ones_like(ids)}


def _bounds(windows: Sequence[Pieces], at: int) -> tuple[int, int]:
    """The tokens that are taken from a window: each from the one in which it stands furthest from a cut."""
    pieces = windows[at]
    begin = (pieces.first + windows[at - 1].last) // 2 if at else -1
    end = (windows[at + 1].first + pieces.last) // 2 if at + 1 < len(windows) else pieces.last + 1
    return begin, end


def _joined(windows: Sequence[Pieces], outputs: Sequence[_Read]) -> Encoded:
    """One passage from its windows."""
    states, inner, tokens, scores = [], [], [], []
    for at, (pieces, found) in enumerate(zip(windows, outputs, strict=True)):
        here = np.array(pieces.tokens, np.int64)
        begin, end = _bounds(windows, at)
        kept = slice(*np.searchsorted(here, [begin, end]))
        states.append(found.states[kept])
        tokens.append(here[kept])
        if found.inner is not None:
            inner.append(found.inner[kept])
        if found.scores is not None:
            scores.append(found.scores[np.searchsorted(here, np.arange(max(begin, 0), min(end, pieces.last)))])
    return Encoded(
        np.concatenate(states),
        np.concatenate(tokens),
        np.concatenate(scores) if scores else None,
        np.concatenate(inner) if inner else None,
    )
