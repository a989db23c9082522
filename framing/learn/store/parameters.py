"""What fitted scikit-learn estimators in a skops file have learnt, as plain values.

No estimator is made and neither scikit-learn nor skops is imported, whose import takes longer than an article. The
format is that of skops (https://skops.readthedocs.io, "Secure persistence"): ``schema.json`` and arrays in ``.npy``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812

from framing.errors import FramingError
from framing.learn.store.arrays import CURE, check_archive, read_array
from framing.learn.store.heads import SCHEMA

KNOWN = (
    "framing.learn.target.sentiment.FrequentColumns",
    "sklearn.feature_extraction.text.TfidfTransformer",
    "sklearn.linear_model._logistic.LogisticRegression",
    "sklearn.linear_model._ridge.Ridge",
    "sklearn.pipeline.FeatureUnion",
    "sklearn.pipeline.Pipeline",
    "sklearn.preprocessing._data.StandardScaler",
)
"""The estimators that heads are made of."""

Node = Mapping[str, Any]


class Parameters:
    """The attributes of a fitted estimator, by the names that scikit-learn gives them.

    Parameters
    ----------
    kind : str
        Full name of the estimator's class.
    values : mapping
        Numbers, texts, arrays, lists, and ``Parameters`` of estimators inside.
    """

    def __init__(self, kind: str, values: Mapping[str, Any]) -> None:
        self.kind = kind
        self._values = values

    def __getattr__(self, name: str) -> Any:
        try:
            return self._values[name]
        except KeyError:
            raise AttributeError(f"{self.kind} was saved without {name}") from None


def load_parameters(path: str | Path) -> Any:
    """The parameters of the estimator, or of the list of estimators, in a skops file.

    Raises
    ------
    FramingError
        No such file, not a skops file, damaged, or with other estimators than ``KNOWN``.
    """
    path = Path(path)
    check_archive(path, "a skops file")
    try:
        with ZipFile(path) as archive:
            return _Reader(archive).value(json.loads(archive.read(SCHEMA)))
    except _UnknownKindError as error:
        raise FramingError(
            f"{path}: types that are not trusted: {error}; do not use this file unless you made it; a model for "
            "framing has none"
        ) from error
    except (BadZipFile, ZlibError) as error:
        raise FramingError(f"{path}: damaged: {error}; {CURE}") from error
    except Exception as error:  # a wrong file can raise anything
        line = " ".join(str(error).split())[:200] or type(error).__name__
        raise FramingError(f"{path}: not a skops file, or damaged: {line}; {CURE}") from error


class _UnknownKindError(Exception):
    """An estimator, or another object, that no head is made of."""


class _Reader:
    """Turns the nodes of a schema into values."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._loaders: Mapping[str, Callable[[Node], Any]] = {
            "JsonNode": lambda node: json.loads(node["content"]),
            "ListNode": lambda node: [self.value(each) for each in node["content"]],
            "TupleNode": lambda node: tuple(self.value(each) for each in node["content"]),
            "DictNode": lambda node: {key: self.value(each) for key, each in node["content"].items()},
            "NdArrayNode": self._array,
            "ObjectNode": self._parameters,
        }

    def value(self, node: Node) -> Any:
        """The value of a node, all that it holds included."""
        loader = self._loaders.get(node["__loader__"])
        if loader is None:
            raise _UnknownKindError(_kind(node))
        return loader(node)

    def _array(self, node: Node) -> Any:
        if node["type"] != "numpy":
            raise _UnknownKindError(f"{_kind(node)} of {node['type']}")
        return read_array(self._archive, node["file"])[()]

    def _parameters(self, node: Node) -> Parameters:
        kind = _kind(node)
        if kind not in KNOWN:
            raise _UnknownKindError(kind)
        return Parameters(kind, self.value(node["content"]))


def _kind(node: Node) -> str:
    return f"{node['__module__']}.{node['__class__']}"
