"""An encoder as an ONNX graph: BERT with 8-bit weights, written node by node from its weights.

Weights are rounded by output channel (:mod:`framing.learn.encoder.rounding`), activations by token as the graph runs,
so a sentence's states do not depend on what else stands in its batch, as they would with one scale a tensor (what
``quantize_dynamic`` makes).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.learn.encoder.rounding import compensated, eight_bits

Weights = Mapping[str, NDArray[Any]]

IDS, TYPES, MASK = INPUTS = ("input_ids", "token_type_ids", "attention_mask")
STATES, INNER_STATES, SCORES = "last_hidden_state", "inner_hidden_state", "label_scores"
OPSET = 20
IR_VERSION = 9
MICROSOFT = "com.microsoft"
GELU_MINIMUM = 0.17  # GELU is never below -0.17
MASKED = -1e4


@dataclass(frozen=True, slots=True)
class Architecture:
    """The sizes of a BERT encoder, under the names of Hugging Face's config.json."""

    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    max_position_embeddings: int
    layer_norm_eps: float


class GraphWriter:
    """Collects the nodes and weights of a graph.

    Parameters
    ----------
    weights : mapping of name to array
        In Hugging Face's names for BERT, without the prefix ``bert.``; optionally ``tagger.weight`` and
        ``tagger.bias`` (labels of tokens) and ``refiner.*`` (a second reading that sees the first labels).
    architecture : Architecture
    moments : mapping of name to array of shape (inputs, inputs)
        The second moments of what linear maps are given on typical text, by the name of the map; without them each
        weight is rounded by itself.
    """

    def __init__(self, weights: Weights, architecture: Architecture, *, moments: Weights | None = None) -> None:
        self.weights = weights
        self.architecture = architecture
        self.moments = moments or {}
        self._nodes: list[Any] = []
        self._constants: dict[str, Any] = {}
        self._rounded: dict[str, tuple[str, str]] = {}
        self._whole: dict[str, tuple[NDArray[np.int8], NDArray[np.float32]]] = {}

    def write(self, path: Path) -> None:
        """Writes the encoder: ``INPUTS`` in; ``STATES``, ``INNER_STATES`` and, with a tagger, ``SCORES`` out."""
        states = self._embedded()
        bias = self._seen()
        inner = states
        for layer in range(self.architecture.num_hidden_layers):
            inner, states = states, self._layer(states, f"encoder.layer.{layer}.", bias)
        outputs = {STATES: states, INNER_STATES: inner}
        if "tagger.weight" in self.weights:
            outputs[SCORES] = self._scores(states, bias)
        self._save(path, outputs)

    def _save(self, path: Path, outputs: Mapping[str, str]) -> None:
        import onnx
        from onnx import TensorProto, helper

        axes = ["batch", "pieces"]
        given = [helper.make_tensor_value_info(name, TensorProto.INT64, axes) for name in INPUTS]
        for name, values in outputs.items():
            self._node("Identity", [values], out=name)
        made = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [*axes, f"{name}_width"]) for name in outputs]
        graph = helper.make_graph(self._nodes, path.stem, given, made, list(self._constants.values()))
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(MICROSOFT, 1)]
        onnx.save(helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION), str(path))

    def _node(self, kind: str, inputs: list[str], out: str = "", domain: str = "", **attributes: Any) -> str:
        from onnx import helper

        name = out or f"{kind}_{len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, inputs, [name], domain=domain, **attributes))
        return name

    def _constant(self, name: str, value: Any) -> str:
        from onnx import numpy_helper

        if name not in self._constants:
            self._constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def _number(self, value: float) -> str:
        return self._constant(f"number_{value}", np.float32(value))

    def _weight(self, name: str) -> NDArray[np.float32]:
        return np.asarray(self.weights[name], np.float32)

    def _embedded(self) -> str:
        found = self._node("Add", [self._rows("word", IDS), self._places()])
        types = self._constant("types.weight", self._weight("embeddings.token_type_embeddings.weight"))
        found = self._node("Add", [found, self._node("Gather", [types, TYPES])])
        return self._normalised(found, "embeddings.LayerNorm")

    def _places(self) -> str:
        zero, one = (self._constant(f"number_of_rows_{at}", np.array(at, np.int64)) for at in (0, 1))
        length = self._node("Squeeze", [self._node("Shape", [IDS], start=1, end=2)])
        return self._rows("position", self._node("Range", [zero, length, one]))

    def _rows(self, name: str, places: str) -> str:
        """Rows of an embedding kept in 8 bits."""
        rows, scales = eight_bits(self._weight(f"embeddings.{name}_embeddings.weight"))
        found = self._float(self._node("Gather", [self._constant(name, rows), places]))
        return self._node("Mul", [found, self._node("Gather", [self._constant(f"{name}.scale", scales), places])])

    def _seen(self) -> str:
        """What is added to the scores of attention: nothing where a piece is seen, ``MASKED`` where not."""
        missing = self._node("Sub", [self._number(1.0), self._float(MASK)])
        axes = self._constant("axes", np.array([1, 2], np.int64))
        hidden = self._node("Unsqueeze", [missing, axes])
        return self._node("Mul", [hidden, self._number(MASKED)])

    def _layer(self, states: str, prefix: str, bias: str) -> str:
        read = self._attention(states, prefix, bias)
        states = self._added(states, read, f"{prefix}attention.output")
        wide = self._linear(states, f"{prefix}intermediate.dense")
        wide = self._node("Gelu", [self._node("Add", [wide, self._bias(f"{prefix}intermediate.dense")])])
        return self._added(
            states, self._linear(wide, f"{prefix}output.dense", after_gelu=True), f"{prefix}output", True
        )

    def _added(self, states: str, found: str, name: str, after_gelu: bool = False) -> str:
        """The states with what a linear map found added, normalised."""
        found = self._node("Add", [found, self._bias(f"{name}.dense", after_gelu=after_gelu)])
        return self._normalised(self._node("Add", [states, found]), f"{name}.LayerNorm")

    def _attention(self, states: str, prefix: str, bias: str) -> str:
        heads = self.architecture.num_attention_heads
        width = self.architecture.hidden_size // heads
        split = self._constant("split_heads", np.array([0, 0, heads, width], np.int64))
        joined = self._constant("join_heads", np.array([0, 0, heads * width], np.int64))
        parts = {}
        for part, order in (("query", (0, 2, 1, 3)), ("key", (0, 2, 3, 1)), ("value", (0, 2, 1, 3))):
            scale = width**-0.5 if part == "query" else 1.0
            name = f"{prefix}attention.self.{part}"
            flat = self._node("Add", [self._linear(states, name, scale), self._bias(name, scale)])
            parts[part] = self._node("Transpose", [self._node("Reshape", [flat, split])], perm=list(order))
        weights = self._node("MatMul", [parts["query"], parts["key"]])
        weights = self._node("Softmax", [self._node("Add", [weights, bias])], axis=-1)
        read = self._node("Transpose", [self._node("MatMul", [weights, parts["value"]])], perm=[0, 2, 1, 3])
        return self._linear(self._node("Reshape", [read, joined]), f"{prefix}attention.output.dense")

    def _scores(self, states: str, bias: str) -> str:
        """The scores of the labels: the tagger's, or those of a second reading that is told the first."""
        first = self._plain(states, "tagger")
        if "refiner.tagger.weight" not in self.weights:
            return first
        told = self._plain(self._node("Softmax", [first], axis=-1), "refiner.labels")
        read = self._normalised(self._node("Add", [states, told]), "refiner.LayerNorm")
        return self._plain(self._layer(read, "refiner.layer.", bias), "refiner.tagger")

    def _normalised(self, values: str, name: str) -> str:
        weight = self._constant(f"{name}.weight", self._weight(f"{name}.weight"))
        bias = self._constant(f"{name}.bias", self._weight(f"{name}.bias"))
        epsilon = self.architecture.layer_norm_eps
        return self._node("LayerNormalization", [values, weight, bias], axis=-1, epsilon=epsilon)

    def _plain(self, values: str, name: str) -> str:
        """A small linear map, kept in full precision."""
        weight = self._constant(f"{name}.weight", self._weight(f"{name}.weight").T)
        bias = self._constant(f"{name}.bias", self._weight(f"{name}.bias"))
        return self._node("Add", [self._node("MatMul", [values, weight]), bias])

    def _linear(self, values: str, name: str, scale: float = 1.0, *, after_gelu: bool = False) -> str:
        """A linear map in 8 bits, without its bias.

        Each token is scaled to its own range, multiplied as integers, and scaled back.
        """
        rounded, scales = self._eight_bits(name, scale)
        tokens, per_token = self._rounded_tokens(values, after_gelu)
        zero = self._constant(f"zero_point_{after_gelu}", np.uint8(0 if after_gelu else 128))
        product = self._node(
            "MatMulIntegerToFloat",
            [
                tokens,
                self._constant(f"{name}.weight", rounded.T),
                self._number(1.0),
                self._constant(f"{name}.scale", scales.reshape(-1)),
                zero,
            ],
            domain=MICROSOFT,
        )
        return self._node("Mul", [product, per_token])

    def _eight_bits(self, name: str, scale: float) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
        """The weights of a linear map as whole numbers, and the scale of each output."""
        if name not in self._whole:
            weights = self._weight(f"{name}.weight") * np.float32(scale)
            whole, scales = eight_bits(weights)
            if name in self.moments:
                whole = compensated(weights, scales, self.moments[name])
            self._whole[name] = whole, scales
        return self._whole[name]

    def _bias(self, name: str, scale: float = 1.0, *, after_gelu: bool = False) -> str:
        """The bias of a linear map; behind a GELU it takes back what was added to make all values positive."""
        bias = self._weight(f"{name}.bias") * np.float32(scale)
        if after_gelu:
            rounded, scales = self._eight_bits(name, scale)
            bias = bias - np.float32(GELU_MINIMUM) * (rounded.astype(np.float32) * scales).sum(axis=1)
        return self._constant(f"{name}.bias", bias)

    def _rounded_tokens(self, values: str, after_gelu: bool) -> tuple[str, str]:
        """The values as unsigned 8-bit numbers, and what each token has to be multiplied by to have them back."""
        if values not in self._rounded:
            last = self._constant("last_axis", np.array([-1], np.int64))
            if after_gelu:
                top = self._node("ReduceMax", [values, last], keepdims=1)
                factor = self._node("Div", [self._number(255.0), self._node("Add", [top, self._number(GELU_MINIMUM)])])
                lowest = self._node("Mul", [factor, self._number(GELU_MINIMUM)])
                middle = self._node("Add", [lowest, self._number(0.5)])
            else:
                top = self._node("ReduceMax", [self._node("Abs", [values]), last], keepdims=1)
                factor = self._node("Div", [self._number(127.0), self._node("Add", [top, self._number(1e-6)])])
                middle = self._number(128.5)
            moved = self._node("Add", [self._node("Mul", [values, factor]), middle])
            self._rounded[values] = (self._cast(moved, "UINT8"), self._node("Div", [self._number(1.0), factor]))
        return self._rounded[values]

    def _float(self, values: str) -> str:
        return self._cast(values, "FLOAT")

    def _cast(self, values: str, kind: str) -> str:
        from onnx import TensorProto

        return self._node("Cast", [values], to=getattr(TensorProto, kind))
