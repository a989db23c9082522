"""Makes an encoder of a BERT model as Hugging Face's transformers saves it: weights in 8 bits, as one ONNX graph."""

from __future__ import annotations

import importlib.metadata
import json
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from framing.errors import DataError, FramingError
from framing.learn.encoder.encoder import MODEL, TOKENIZER, WINDOW, Encoder
from framing.learn.encoder.graph import Architecture, GraphWriter, Weights
from framing.learn.store import ModelCard, check_name, check_place, write_model

CONFIG, WEIGHTS = "config.json", "model.safetensors"
SIZES = (
    "hidden_size",
    "num_hidden_layers",
    "num_attention_heads",
    "intermediate_size",
    "max_position_embeddings",
    "type_vocab_size",
    "vocab_size",
)
KINDS = {"model_type": "bert", "hidden_act": "gelu", "position_embedding_type": "absolute"}
PREFIX = "bert."
EPSILON = 1e-12
LEAST_WINDOW = 16
LIBRARIES = ("numpy", "onnx", "onnxruntime", "safetensors", "tokenizers")

Shape = tuple[int, ...]


def export_encoder(folder: Path, out: Path, name: str | None = None) -> ModelCard:
    """Writes the encoder of a BERT folder: ``model.onnx``, ``tokenizer.json`` and ``model.json``.

    Parameters
    ----------
    folder : Path
        With ``config.json``, ``model.safetensors`` and ``tokenizer.json``; nothing in it is executed.
    out : Path
        New, empty, or a model's, which is replaced.
    name : str, optional
        On the card; by default ``encoder``.

    Raises
    ------
    FramingError
        A file or a package is missing, the model is no BERT, or ``out`` holds other things.
    DataError
        The sizes or weights are not those of a BERT; everything wrong is listed. Nothing is written.
    """
    check_place(out)
    named = check_name(name or "encoder")
    missing = [each for each in (CONFIG, WEIGHTS, TOKENIZER) if not (folder / each).is_file()]
    if missing:
        raise FramingError(
            f"{folder}: no {', '.join(missing)}; name a folder of a BERT model as transformers' save_pretrained makes "
            f"it, with {CONFIG}, {WEIGHTS} and {TOKENIZER}"
        )
    _check_packages()
    config = _config(folder)
    weights = _weights(folder, config)
    window = min(WINDOW, config["max_position_embeddings"])
    architecture = Architecture(
        config["hidden_size"],
        config["num_hidden_layers"],
        config["num_attention_heads"],
        config["max_position_embeddings"],
        float(config.get("layer_norm_eps", EPSILON)),
    )
    card = ModelCard(
        name=named,
        task="encoder",
        tier="encoder",
        description="A BERT encoder, exported with framing models export; weights in 8 bits.",
        libraries={library: importlib.metadata.version(library) for library in LIBRARIES},
        settings={"window": window, "shaped": False, **{size: config[size] for size in SIZES}},
    )
    with tempfile.TemporaryDirectory() as place:
        draft = Path(place)
        GraphWriter(weights, architecture).write(draft / MODEL)
        (draft / TOKENIZER).write_bytes((folder / TOKENIZER).read_bytes())
        _check_runs(folder, draft, window)
        return write_model(out, card, {each: draft / each for each in (MODEL, TOKENIZER)})


def _check_packages() -> None:
    try:
        import onnx
        import onnxruntime
        import safetensors
        import tokenizers
    except ImportError as error:
        raise FramingError(f"to export an encoder {error.name} is needed; pip install 'framing[train]'") from error
    del onnx, onnxruntime, safetensors, tokenizers


def _check_runs(folder: Path, draft: Path, window: int) -> None:
    """Runs the graph on the tokenizer's last piece: errors name the folder it came from."""
    try:
        Encoder(draft, window=window).check_pieces()
    except FramingError as error:
        raise FramingError(str(error).replace(str(draft), str(folder)).replace(MODEL, WEIGHTS)) from error


def _config(folder: Path) -> dict[str, Any]:
    path = folder / CONFIG
    try:
        config = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise FramingError(f"{path}: not JSON: {error}; take the one that lay beside the weights") from error
    if not isinstance(config, dict):
        raise FramingError(f"{path}: needs an object at its top, has {type(config).__name__}")
    problems = [
        f"{key}: {config.get(key)!r}; only {wanted} can be exported"
        for key, wanted in KINDS.items()
        if config.get(key, wanted if key == "position_embedding_type" else None) != wanted
    ]
    problems += [
        f"{size}: {config.get(size)!r}; must be a whole number, 1 or more"
        for size in SIZES
        if type(config.get(size)) is not int or config[size] < 1
    ]
    problems += [] if problems else list(_disproportions(config))
    if problems:
        raise DataError(str(path), problems)
    return config


def _disproportions(config: Mapping[str, Any]) -> Iterator[str]:
    hidden, heads = config["hidden_size"], config["num_attention_heads"]
    if hidden % heads:
        yield f"hidden_size: {hidden} cannot be divided among {heads} num_attention_heads"
    if config["max_position_embeddings"] < LEAST_WINDOW:
        yield f"max_position_embeddings: {config['max_position_embeddings']}; {LEAST_WINDOW} or more are needed"
    epsilon = config.get("layer_norm_eps", EPSILON)
    if not isinstance(epsilon, float) or not 0 < epsilon < 1:
        yield f"layer_norm_eps: {epsilon!r}; must be a number between 0 and 1"


def _weights(folder: Path, config: Mapping[str, Any]) -> Weights:
    """The encoder's weights without their prefix; those of heads and poolers are left out."""
    from safetensors.numpy import load_file

    path = folder / WEIGHTS
    try:
        found = load_file(path)
    except Exception as error:  # the library's errors have no common base
        text = " ".join(str(error).split())[:200]
        raise FramingError(f"{path}: no weights that can be read: {text}; save them as float32 or float16") from error
    prefix = PREFIX if any(name.startswith(PREFIX) for name in found) else ""
    weights, problems = {}, []
    for name, shape in _shapes(config):
        values = found.get(prefix + name)
        if values is None:
            problems.append(f"{prefix}{name}: missing")
        elif values.shape != shape:
            problems.append(f"{prefix}{name}: shape {values.shape}; {CONFIG} makes it {shape}")
        elif values.dtype.kind != "f":
            problems.append(f"{prefix}{name}: {values.dtype}; must be floating-point numbers")
        else:
            weights[name] = values
    if problems:
        raise DataError(str(path), problems)
    return weights


def _shapes(config: Mapping[str, Any]) -> Iterator[tuple[str, Shape]]:
    """The names of a BERT's weights and the shapes that its sizes give them."""
    hidden, wide = config["hidden_size"], config["intermediate_size"]
    for part, size in (
        ("word", "vocab_size"),
        ("position", "max_position_embeddings"),
        ("token_type", "type_vocab_size"),
    ):
        yield f"embeddings.{part}_embeddings.weight", (config[size], hidden)
    norms = ["embeddings.LayerNorm"]
    for layer in (f"encoder.layer.{number}." for number in range(config["num_hidden_layers"])):
        square = [f"{layer}attention.self.{part}" for part in ("query", "key", "value")]
        for name, (rows, columns) in {
            **dict.fromkeys([*square, f"{layer}attention.output.dense"], (hidden, hidden)),
            f"{layer}intermediate.dense": (wide, hidden),
            f"{layer}output.dense": (hidden, wide),
        }.items():
            yield f"{name}.weight", (rows, columns)
            yield f"{name}.bias", (rows,)
        norms += [f"{layer}attention.output.LayerNorm", f"{layer}output.LayerNorm"]
    for norm in norms:
        yield f"{norm}.weight", (hidden,)
        yield f"{norm}.bias", (hidden,)
