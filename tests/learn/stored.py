"""Small model folders for the tests of the store and of ``framing models``."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from framing.learn.store import Estimate, ModelCard, TrainingData, write_model

ONNX = b"stands for a network"
ONNX_SHA256 = hashlib.sha256(ONNX).hexdigest()
DATA_SHA256 = hashlib.sha256(b"rows").hexdigest()
LINEAR = ModelCard(
    name="target-sentiment-linear",
    task="target-sentiment",
    tier="linear",
    description="How a sentence speaks of a name, from its words.",
    labels=("negative", "neutral", "positive"),
    libraries={"numpy": "2.1.0"},
    data=(TrainingData("town news", DATA_SHA256, 120, "CC BY 4.0"),),
    figures={
        "accuracy": {"dev": Estimate(0.75, 0.7, 0.8)},
        "macro_f1": {"dev_b": Estimate(0.7, 0.65, 0.751), "dev_a": Estimate(0.71236, 0.68, 0.74)},
    },
    settings={"mixing": 0.5, "windows": [3, 6]},
)
ENCODER = ModelCard("encoder", "encoder", "encoder", "States of word pieces.", settings={"width": 384})
HEAD = ModelCard("attribution-encoder", "attribution", "encoder", "Who says what.", ("O", "B-source"), ONNX_SHA256)


def linear(folder: Path) -> Path:
    """A model of the linear tier."""
    write_model(folder, LINEAR, {"weights.npz": b"stands for weights", "README.md": b"# Card\n"})
    return folder


def encoder(folder: Path, onnx: bytes = ONNX) -> Path:
    """An encoder."""
    write_model(folder, ENCODER, {"model.onnx": onnx, "tokenizer.json": b"{}"})
    return folder


def head(folder: Path) -> Path:
    """A model on the states of ``encoder``."""
    write_model(folder, HEAD, {"pools/weights.npz": b"stands for weights"})
    return folder


def card_of(folder: Path) -> dict[str, Any]:
    """The document of a model folder."""
    return json.loads((folder / "model.json").read_text(encoding="utf-8"))


def change(folder: Path, **values: Any) -> Path:
    """Writes values into ``model.json``; a value of ... takes the key away."""
    document = {key: value for key, value in {**card_of(folder), **values}.items() if value is not ...}
    (folder / "model.json").write_text(json.dumps(document), encoding="utf-8")
    return folder
