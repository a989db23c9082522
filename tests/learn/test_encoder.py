"""The encoder at run time: word pieces with shapes, windows of long passages, and states that no batch changes."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from framing.errors import FramingError
from framing.learn.encoder import Encoder, PieceReader
from framing.learn.encoder.pieces import SHAPES, shape_of, word_form
from framing.learn.models import encoder_folder
from framing.learn.passages import Passage

Reader = Callable[[str], Passage]
TOKENIZER = encoder_folder("encoder") / "tokenizer.json"
TEXTS = (
    "The minister said the talks had failed.",
    "“We will not sign,” Ana Kovač told reporters on Monday, “and nobody can make us.”",
    "NATO urged calm.",
    "",
    "According to the ministry, 11:00 was too late for the U.S. envoy to speak.",
    "NATO urged haste.",
)


def test_shapes_of_words() -> None:
    words = ("talks", "Kovač", "NATO", "iPhone", "2024", "A", "”", "U.S.-led")
    shapes = ("lower", "capitalised", "capitals", "mixed", "figure", "capitalised", "lower", "capitalised")
    assert tuple(SHAPES[shape_of(word)] for word in words) == shapes


def test_raw_and_treebank_marks_are_read_alike(passage: Reader) -> None:
    reader = PieceReader(TOKENIZER, 64, shaped=True)
    raw, treebank = reader.read([passage("“No — never,” she said."), passage("`` No -- never , '' she said .")])
    assert raw[0].ids == treebank[0].ids
    assert raw[0].types == treebank[0].types


def test_a_word_keeps_its_shape_and_quotation_in_every_piece(passage: Reader) -> None:
    [[pieces]] = PieceReader(TOKENIZER, 64, shaped=True).read([passage("Xhafëri: “Gjakovë!”")])
    by_token: dict[int, set[int]] = {}
    for token, kind in zip(pieces.tokens, pieces.types, strict=True):
        by_token.setdefault(token, set()).add(kind)
    assert by_token == {-1: {0}, 0: {1}, 1: {0}, 2: {5}, 3: {6}, 4: {5}, 5: {5}, 6: {0}}


def test_an_encoder_without_shapes_gets_none(passage: Reader) -> None:
    [[pieces]] = PieceReader(TOKENIZER, 64, shaped=False).read([passage("NATO said “no”.")])
    assert set(pieces.types) == {0}


def test_word_forms_are_cut_to_what_the_vocabulary_can_hold() -> None:
    assert word_form("x" * 1_000_000) == "x" * 100


def test_windows_cover_a_long_passage_and_overlap(passage: Reader) -> None:
    long = passage(" ".join(f"Sentence {number} was read aloud." for number in range(60)))
    [windows] = PieceReader(TOKENIZER, 64, shaped=True).read([long])
    assert windows[0].first == 0
    assert windows[-1].last == len(long.tokens)
    assert all(len(window.ids) <= 64 for window in windows)
    assert all(later.first < earlier.last for earlier, later in pairwise(windows))


def test_a_long_sentence_keeps_its_end(encoder: Encoder, passage: Reader) -> None:
    long = passage("The ministry said that " + "the talks and " * 300 + "the vote had failed.")
    [found] = encoder.encode([long])
    assert found.scores is not None
    assert found.scores.shape == (len(long.tokens), 7)
    assert found.tokens[0] == -1
    assert found.tokens[-1] == len(long.tokens)
    assert set(range(len(long.tokens))) <= set(found.tokens.tolist())


def test_no_batch_changes_a_bit(encoder: Encoder, passage: Reader) -> None:
    passages = [passage(text) for text in TEXTS]
    together = encoder.encode(passages)
    for found, one in zip(together, passages, strict=True):
        [alone] = encoder.encode([one])
        assert np.array_equal(found.states, alone.states)
        assert np.array_equal(found.scores, alone.scores)
    backwards = encoder.encode(passages[::-1])[::-1]
    assert all(np.array_equal(one.states, other.states) for one, other in zip(together, backwards, strict=True))


def test_every_token_has_a_state(encoder: Encoder, passage: Reader) -> None:
    text = passage("The minister \u200b said \ufffd no.")
    [found] = encoder.encode([text])
    assert found.token_states(len(text.tokens)).shape == (len(text.tokens), found.states.shape[1])


def test_nothing_to_encode(encoder: Encoder, passage: Reader) -> None:
    assert encoder.encode([]) == []
    assert encoder.encode([passage("")])[0].states.shape[0] == 2


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "no model.onnx; an encoder is a folder with model.onnx and tokenizer.json"),
        ({"model.onnx": b"x"}, "no tokenizer.json; an encoder is a folder with model.onnx and tokenizer.json"),
        ({"model.onnx": b"x", "tokenizer.json": b"{}"}, "not an encoder that onnxruntime can run"),
    ],
)
def test_folders_that_are_no_encoder(tmp_path: Path, files: dict[str, bytes], message: str) -> None:
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    with pytest.raises(FramingError) as error:
        Encoder(tmp_path)
    assert message in str(error.value)


def test_a_wrong_tokenizer_is_named(tmp_path: Path) -> None:
    (tmp_path / "tokenizer.json").write_text('{"model": 3}')
    with pytest.raises(
        FramingError, match=r"tokenizer\.json: not a tokenizer: .*; use the tokenizer\.json of the encoder"
    ):
        PieceReader(tmp_path / "tokenizer.json", 64, shaped=True)
