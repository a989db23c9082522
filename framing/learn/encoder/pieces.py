"""Passages as an encoder reads them: word pieces, the shape of each word, and windows of long passages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from framing.errors import FramingError
from framing.learn.passages import Passage

LONGEST_WORD = 100
SHAPES = ("lower", "capitalised", "capitals", "mixed", "figure")
TYPES = 2 * len(SHAPES)  # each shape outside and inside a quotation
_MARKS = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'", "ʼ": "'", "—": "-", "–": "-"}
)
_PENN_MARKS = {"``": '"', "''": '"', "--": "-"}


@dataclass(frozen=True, slots=True)
class Pieces:
    """A window of a passage, tokens ``first`` up to ``last``, as word pieces.

    ``tokens`` holds for each piece the index of its token in the passage, ascending: -1 for the mark of the begin,
    ``last`` for that of the end.
    """

    first: int
    last: int
    ids: tuple[int, ...]
    types: tuple[int, ...]
    tokens: tuple[int, ...]


class PieceReader:
    """Cuts passages into the pieces of a vocabulary.

    Parameters
    ----------
    path : Path
        A ``tokenizer.json`` of Hugging Face's tokenizers.
    window : int
        The most pieces of a window, marks of begin and end included.
    shaped : bool
        Whether the encoder was trained with the shapes of words as token types; else every type is 0.

    Raises
    ------
    FramingError
        The file is no tokenizer.
    """

    def __init__(self, path: Path, window: int, *, shaped: bool) -> None:
        from tokenizers import Tokenizer

        try:
            self._tokenizer = Tokenizer.from_file(str(path))
        except Exception as error:  # the library raises plain Exceptions
            raise FramingError(f"{path}: not a tokenizer: {error}; use the tokenizer.json of the encoder") from error
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self.window = window
        self.shaped = shaped

    @property
    def vocabulary_size(self) -> int:
        """How many pieces the tokenizer knows."""
        return int(self._tokenizer.get_vocab_size())

    @property
    def n_marks(self) -> int:
        """How many marks the tokenizer sets round a text."""
        return int(self._tokenizer.num_special_tokens_to_add(False))

    def read(self, passages: Sequence[Passage]) -> list[list[Pieces]]:
        """The windows of each passage, in order; those of a long passage overlap by a quarter."""
        words = [[word_form(token.text) for token in passage.tokens] for passage in passages]
        encodings = self._tokenizer.encode_batch(words, is_pretokenized=True)
        return [
            [self._pieces(passage, encoding, 0)] if len(encoding.ids) <= self.window else self._cut(passage, encoding)
            for passage, encoding in zip(passages, encodings, strict=True)
        ]

    def _cut(self, passage: Passage, encoding: Any) -> list[Pieces]:
        sizes = [0] * len(passage.tokens)
        for word in encoding.word_ids:
            if word is not None:
                sizes[word] += 1
        bounds = _windows(sizes, self.window - 2)
        words = [[word_form(token.text) for token in passage.tokens[first:last]] for first, last in bounds]
        encodings = self._tokenizer.encode_batch(words, is_pretokenized=True)
        return [self._pieces(passage, part, first, last) for (first, last), part in zip(bounds, encodings, strict=True)]

    def _pieces(self, passage: Passage, encoding: Any, first: int, last: int | None = None) -> Pieces:
        end = len(passage.tokens) if last is None else last
        words = encoding.word_ids
        tokens = tuple(
            word + first if word is not None else (end if any(each is not None for each in words[:at]) else -1)
            for at, word in enumerate(words)
        )
        types = tuple(
            shape_of(passage.tokens[token].text) + len(SHAPES) * passage.quoted[token]
            if self.shaped and first <= token < end
            else 0
            for token in tokens
        )
        return Pieces(first, end, tuple(encoding.ids), types, tokens)


def word_form(text: str) -> str:
    """A word as the encoder was taught it: straight quotation marks, plain dashes, at most 100 characters.

    >>> [word_form(text) for text in ("“", "``", "Vučić’s", "–")]
    ['"', '"', "Vučić's", '-']
    """
    return _PENN_MARKS.get(text) or text[:LONGEST_WORD].translate(_MARKS)


def shape_of(text: str) -> int:
    """The place of a word's shape in ``SHAPES``; the vocabulary itself knows no capitals.

    >>> [SHAPES[shape_of(text)] for text in ("said", "Pristina", "NATO", "iPhone", "11:00", "I")]
    ['lower', 'capitalised', 'capitals', 'mixed', 'figure', 'capitalised']
    """
    if any(letter.isdigit() for letter in text):
        return 4
    if not text[:1].isupper():
        return 3 if any(letter.isupper() for letter in text) else 0
    return 2 if len(text) > 1 and text.isupper() else 1


def _windows(sizes: Sequence[int], room: int) -> list[tuple[int, int]]:
    """Stretches of tokens that fit into ``room`` pieces, each beginning a quarter of the room before the last ended."""
    bounds = []
    first = 0
    while True:
        last, used = first, 0
        while last < len(sizes) and (used + sizes[last] <= room or last == first):
            used += sizes[last]
            last += 1
        bounds.append((first, last))
        if last == len(sizes):
            return bounds
        back, shared = last, 0
        while back - 1 > first and shared + sizes[back - 1] <= room // 4:
            back -= 1
            shared += sizes[back]
        first = back
