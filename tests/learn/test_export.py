"""Encoders made of BERT models: their states, and everything that can be wrong with a folder."""

from __future__ import annotations

import builtins
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import save_file

from framing.errors import DataError, FramingError
from framing.learn.choice import ModelChoice
from framing.learn.encoder import Encoder
from framing.learn.encoder.export import export_encoder
from framing.learn.encoder.rounding import compensated, eight_bits
from framing.learn.models import Models, open_encoder
from framing.learn.passages import Passage, passages_of
from framing.learn.store import verify
from framing.records import Article
from framing.split import Abbreviations, Splitter
from framing.study import Study
from tests.learn.bert import (
    HIDDEN,
    PIECES,
    bert_states,
    bert_weights,
    write_bert,
    write_tokenizer,
)

TEXT = 'The mayor "will not" go, she said.'


def passages(*texts: str) -> list[Passage]:
    splitter = Splitter(Abbreviations())
    return [passages_of(splitter.split(Article("1", text)))[0] for text in texts]


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bert")
    export_encoder(write_bert(folder / "bert"), folder / "encoder")
    return folder / "encoder"


def refusal(tmp_path: Path, **config: Any) -> str:
    with pytest.raises(FramingError) as caught:
        export_encoder(write_bert(tmp_path / "bert", **config), tmp_path / "out")
    assert not (tmp_path / "out").exists()
    return str(caught.value)


def test_the_states_are_those_of_the_weights(exported: Path) -> None:
    encoder = open_encoder(exported)
    for passage in passages(TEXT, "Rain.", "a b c " * 9):
        [found] = encoder.encode([passage])
        [pieces] = encoder.reader.read([passage])[0]
        wanted = bert_states(bert_weights(), list(pieces.ids))
        assert found.states.shape == (len(pieces.ids), HIDDEN)
        assert np.linalg.norm(found.states - wanted) / np.linalg.norm(wanted) < 0.05
        assert found.scores is None


def test_neighbouring_weights_fit_into_16_bits() -> None:
    rng = np.random.default_rng(0)
    matrix = rng.normal(size=(50, 64)).astype(np.float32)
    matrix[:, 10:12] = 4.0
    matrix[0] = 0
    rounded, scales = eight_bits(matrix)
    pairs = rounded.astype(int).reshape(50, 32, 2)
    products = 255 * pairs
    assert np.abs(products.sum(axis=2)).max() <= 32767
    assert np.abs(products).max() <= 32767
    assert np.abs(rounded * scales - matrix).max() < 0.03 * np.abs(matrix).max()


def test_what_else_stands_in_the_batch_changes_no_bit(exported: Path) -> None:
    encoder = open_encoder(exported)
    texts = passages(TEXT, "Rain fell.", "Snow fell.", "Hail fell on it.", "a b c " * 40)
    together = encoder.encode(texts)
    for alone, found in zip((encoder.encode([text])[0] for text in texts), together, strict=True):
        assert np.array_equal(alone.states, found.states)


def test_the_card_says_what_it_is(exported: Path) -> None:
    card = json.loads((exported / "model.json").read_text(encoding="utf-8"))
    assert (card["name"], card["task"], sorted(card["files"])) == (
        "encoder",
        "encoder",
        ["model.onnx", "tokenizer.json"],
    )
    assert (card["settings"]["window"], card["settings"]["hidden_size"]) == (64, HIDDEN)
    assert verify(exported) == []


def test_two_exports_are_the_same_bytes(exported: Path, tmp_path: Path) -> None:
    export_encoder(write_bert(tmp_path / "bert", "bert."), tmp_path / "out")
    for name in ("model.onnx", "tokenizer.json", "model.json"):
        assert (tmp_path / "out" / name).read_bytes() == (exported / name).read_bytes()


def test_missing_files(tmp_path: Path) -> None:
    with pytest.raises(FramingError) as caught:
        export_encoder(tmp_path, tmp_path / "out")
    assert str(caught.value) == (
        f"{tmp_path}: no config.json, model.safetensors, tokenizer.json; name a folder of a BERT model as "
        "transformers' save_pretrained makes it, with config.json, model.safetensors and tokenizer.json"
    )


def test_a_missing_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without_onnx(name: str, *rest: Any) -> Any:
        if name == "onnx":
            raise ModuleNotFoundError("No module named 'onnx'", name="onnx")
        return real(name, *rest)

    monkeypatch.delitem(sys.modules, "onnx", raising=False)
    monkeypatch.setattr(builtins, "__import__", without_onnx)
    assert refusal(tmp_path) == "to export an encoder onnx is needed; pip install 'framing[train]'"


@pytest.mark.parametrize(
    ("config", "problems"),
    [
        ({"model_type": "roberta"}, ["model_type: 'roberta'; only bert can be exported"]),
        ({"hidden_act": "relu"}, ["hidden_act: 'relu'; only gelu can be exported"]),
        (
            {"position_embedding_type": "relative_key"},
            ["position_embedding_type: 'relative_key'; only absolute can be exported"],
        ),
        (
            {"model_type": ..., "hidden_size": "24", "vocab_size": True},
            [
                "model_type: None; only bert can be exported",
                "hidden_size: '24'; must be a whole number, 1 or more",
                "vocab_size: True; must be a whole number, 1 or more",
            ],
        ),
        (
            {"num_attention_heads": 5, "layer_norm_eps": "small", "max_position_embeddings": 8},
            [
                "hidden_size: 24 cannot be divided among 5 num_attention_heads",
                "max_position_embeddings: 8; 16 or more are needed",
                "layer_norm_eps: 'small'; must be a number between 0 and 1",
            ],
        ),
    ],
)
def test_another_architecture(tmp_path: Path, config: dict[str, Any], problems: list[str]) -> None:
    count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
    listed = "".join(f"\n  {problem}" for problem in problems)
    assert refusal(tmp_path, **config) == f"{tmp_path / 'bert' / 'config.json'}: {count}{listed}"


def test_a_config_that_is_no_json(tmp_path: Path) -> None:
    folder = write_bert(tmp_path / "bert")
    for text, wrong in (("{", "not JSON: "), ("[1]", "needs an object at its top, has list")):
        (folder / "config.json").write_text(text, encoding="utf-8")
        with pytest.raises(FramingError) as caught:
            export_encoder(folder, tmp_path / "out")
        assert str(caught.value).startswith(f"{folder / 'config.json'}: {wrong}")


def test_weights_of_other_sizes_are_all_told(tmp_path: Path) -> None:
    weights = bert_weights()
    del weights["embeddings.LayerNorm.bias"]
    weights["encoder.layer.1.output.dense.bias"] = np.zeros(25, np.float32)
    assert refusal(tmp_path, weights=weights, vocab_size=99) == (
        f"{tmp_path / 'bert' / 'model.safetensors'}: 3 problems\n"
        f"  embeddings.word_embeddings.weight: shape ({len(PIECES)}, 24); config.json makes it (99, 24)\n"
        "  encoder.layer.1.output.dense.bias: shape (25,); config.json makes it (24,)\n"
        "  embeddings.LayerNorm.bias: missing"
    )


def test_weights_that_cannot_be_read(tmp_path: Path) -> None:
    folder = write_bert(tmp_path / "bert")
    (folder / "model.safetensors").write_bytes(b"pickle?")
    with pytest.raises(FramingError, match=r"model\.safetensors: no weights that can be read: "):
        export_encoder(folder, tmp_path / "out")


def test_whole_numbers_are_no_weights(tmp_path: Path) -> None:
    folder = write_bert(tmp_path / "bert")
    save_file({name: values.astype(np.int8) for name, values in bert_weights().items()}, folder / "model.safetensors")
    with pytest.raises(DataError, match=r"embeddings\.word_embeddings\.weight: int8; must be floating-point numbers"):
        export_encoder(folder, tmp_path / "out")


def test_a_tokenizer_of_another_model(tmp_path: Path) -> None:
    folder = write_bert(tmp_path / "bert")
    for pieces, marks, message in (
        ((*PIECES, "zzz"), True, f"model.safetensors: does not know all {len(PIECES) + 1} pieces of tokenizer.json"),
        (PIECES, False, "tokenizer.json: sets 0 marks round a text, not [CLS] and [SEP]"),
    ):
        write_tokenizer(folder / "tokenizer.json", pieces, marks=marks)
        with pytest.raises(FramingError) as caught:
            export_encoder(folder, tmp_path / "out")
        assert str(caught.value).startswith(f"{folder}/{message}; ")
    (folder / "tokenizer.json").write_text("{}", encoding="utf-8")
    with pytest.raises(FramingError) as caught:
        export_encoder(folder, tmp_path / "out")
    assert str(caught.value).startswith(f"{folder}/tokenizer.json: not a tokenizer: ")
    assert not (tmp_path / "out").exists()


def test_a_place_that_holds_other_things(tmp_path: Path) -> None:
    folder = write_bert(tmp_path / "bert")
    with pytest.raises(FramingError, match="holds other files and no model"):
        export_encoder(folder, folder)


def test_an_encoder_without_a_card_is_tried(exported: Path, tmp_path: Path) -> None:
    for name in ("model.onnx", "tokenizer.json"):
        (tmp_path / name).write_bytes((exported / name).read_bytes())
    with pytest.raises(FramingError) as caught:
        open_encoder(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path}/model.onnx: cannot read 256 pieces at once; `framing models export` notes how many it can"
    )
    assert Encoder(tmp_path, window=64).encode(passages("Rain."))[0].states.shape[1] == HIDDEN


def test_an_encoder_that_was_changed(exported: Path, tmp_path: Path) -> None:
    for path in exported.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    write_tokenizer(tmp_path / "tokenizer.json", marks=False)
    with pytest.raises(FramingError, match=r"not as it was made:\n  tokenizer.json: SHA-256 "):
        open_encoder(tmp_path)


def test_models_of_another_encoder_are_refused(exported: Path, kosovo: Study) -> None:
    with pytest.raises(FramingError, match=r"attribution-encoder: trained on the encoder [0-9a-f]{12}, not on "):
        Models(kosovo.lexicons, ModelChoice(encoder=exported)).load(["attribution"])


def test_later_inputs_make_up_for_the_rounding_of_earlier_ones() -> None:
    rng = np.random.default_rng(3)
    matrix = rng.normal(size=(40, 64)).astype(np.float32)
    matrix[0, :2] = matrix[0].max() * 2
    given = rng.normal(size=(500, 8)) @ rng.normal(size=(8, 64)) + 0.1 * rng.normal(size=(500, 64))
    alone, scales = eight_bits(matrix)
    together = compensated(matrix, scales, given.T @ given)
    errors = [np.square(given @ (matrix - whole * scales).T).mean() for whole in (alone, together)]
    assert errors[1] < 0.6 * errors[0]
    assert np.abs(together.astype(int)).max() <= 127
    pairs = together.astype(int).reshape(40, 32, 2)
    assert np.abs(pairs.sum(axis=2))[np.sign(pairs).prod(axis=2) > 0].max() <= 128
