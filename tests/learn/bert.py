"""A tiny BERT with random weights, as transformers' save_pretrained would lay it in a folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import TemplateProcessing

HIDDEN, LAYERS, HEADS, WIDE, PLACES = 24, 2, 4, 48, 64
MARKS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
LETTERS = "abcdefghijklmnopqrstuvwxyz.,\"'-"
PIECES = (*MARKS, *LETTERS, *(f"##{letter}" for letter in LETTERS[:26]))
CONFIG = {
    "model_type": "bert",
    "hidden_act": "gelu",
    "hidden_size": HIDDEN,
    "num_hidden_layers": LAYERS,
    "num_attention_heads": HEADS,
    "intermediate_size": WIDE,
    "max_position_embeddings": PLACES,
    "type_vocab_size": 2,
    "vocab_size": len(PIECES),
    "layer_norm_eps": 1e-12,
}

Weights = dict[str, NDArray[np.float32]]


def bert_weights(seed: int = 0) -> Weights:
    """Random weights under transformers' names; layer norms are near 1 and 0."""
    rng = np.random.default_rng(seed)
    shapes: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (len(PIECES), HIDDEN),
        "embeddings.position_embeddings.weight": (PLACES, HIDDEN),
        "embeddings.token_type_embeddings.weight": (2, HIDDEN),
    }
    for layer in (f"encoder.layer.{at}" for at in range(LAYERS)):
        for part in ("self.query", "self.key", "self.value", "output.dense"):
            shapes[f"{layer}.attention.{part}.weight"] = (HIDDEN, HIDDEN)
        shapes[f"{layer}.intermediate.dense.weight"] = (WIDE, HIDDEN)
        shapes[f"{layer}.output.dense.weight"] = (HIDDEN, WIDE)
    weights = {name: rng.normal(0, 0.3, shape).astype(np.float32) for name, shape in shapes.items()}
    dense = [(name, shape[0]) for name, shape in shapes.items() if name.startswith("encoder.")]
    weights |= {name.replace("weight", "bias"): rng.normal(0, 0.1, n).astype(np.float32) for name, n in dense}
    norms = [f"encoder.layer.{at}.{part}" for at in range(LAYERS) for part in ("attention.output", "output")]
    for norm in ("embeddings", *norms):
        weights[f"{norm}.LayerNorm.weight"] = rng.normal(1, 0.1, HIDDEN).astype(np.float32)
        weights[f"{norm}.LayerNorm.bias"] = rng.normal(0, 0.1, HIDDEN).astype(np.float32)
    return weights


def write_bert(folder: Path, prefix: str = "", weights: Weights | None = None, **config: Any) -> Path:
    """A folder with config.json, model.safetensors and tokenizer.json."""
    folder.mkdir(parents=True, exist_ok=True)
    values = {key: value for key, value in {**CONFIG, **config}.items() if value is not ...}
    (folder / "config.json").write_text(json.dumps(values), encoding="utf-8")
    named = {prefix + name: values for name, values in (weights or bert_weights()).items()}
    save_file({**named, "cls.predictions.bias": np.zeros(3, np.float32)}, folder / "model.safetensors")
    write_tokenizer(folder / "tokenizer.json")
    return folder


def write_tokenizer(path: Path, pieces: tuple[str, ...] = PIECES, *, marks: bool = True) -> None:
    """A tokenizer that knows letters, in lower case."""
    tokenizer = Tokenizer(WordPiece({piece: at for at, piece in enumerate(pieces)}, unk_token="[UNK]"))
    tokenizer.normalizer = BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    if marks:
        ends = [("[CLS]", pieces.index("[CLS]")), ("[SEP]", pieces.index("[SEP]"))]
        tokenizer.post_processor = TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=ends)
    tokenizer.save(str(path))


def bert_states(weights: Weights, ids: list[int]) -> NDArray[np.float64]:
    """The last layer's states of one text in 64-bit numbers, after Devlin et al. (2019); shape (n_pieces, hidden)."""
    found = {name: values.astype(np.float64) for name, values in weights.items()}
    places, types = (found[f"embeddings.{part}_embeddings.weight"] for part in ("position", "token_type"))
    states = found["embeddings.word_embeddings.weight"][ids] + places[: len(ids)] + types[0]
    states = _normalised(states, found, "embeddings.LayerNorm")
    for layer in (f"encoder.layer.{at}." for at in range(LAYERS)):
        query, key, value = (
            np.stack(np.split(_linear(states, found, f"{layer}attention.self.{part}"), HEADS, axis=1))
            for part in ("query", "key", "value")
        )
        scores = np.exp(query @ key.transpose(0, 2, 1) / np.sqrt(HIDDEN / HEADS))
        seen = (scores / scores.sum(axis=2, keepdims=True)) @ value
        seen = _linear(np.concatenate(list(seen), axis=1), found, f"{layer}attention.output.dense")
        states = _normalised(states + seen, found, f"{layer}attention.output.LayerNorm")
        wide = _gelu(_linear(states, found, f"{layer}intermediate.dense"))
        states = _normalised(states + _linear(wide, found, f"{layer}output.dense"), found, f"{layer}output.LayerNorm")
    return states


def _linear(values: NDArray[np.float64], weights: dict[str, Any], name: str) -> NDArray[np.float64]:
    return values @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]


def _normalised(values: NDArray[np.float64], weights: dict[str, Any], name: str) -> NDArray[np.float64]:
    centred = values - values.mean(axis=1, keepdims=True)
    scaled = centred / np.sqrt((centred**2).mean(axis=1, keepdims=True) + 1e-12)
    return scaled * weights[f"{name}.weight"] + weights[f"{name}.bias"]


def _gelu(values: NDArray[np.float64]) -> NDArray[np.float64]:
    from math import erf

    return values * 0.5 * (1 + np.vectorize(erf)(values / np.sqrt(2)))
