"""What is wrong with a ``model.json``: keys, types, hashes, names of files, and what must agree; all at once."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from framing.errors import FramingError, unknown
from framing.learn.store.card import CARD, ENCODER_TASK, FORMAT, TASKS, TIERS

MODEL, TOKENIZER = "model.onnx", "tokenizer.json"
SUFFIXES = (".json", ".md", ".npz", ".onnx", ".skops", ".tsv", ".txt")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_STEP = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*")
_HASH = re.compile(r"[0-9a-f]{64}")
_DATA_KEYS = ("name", "sha256", "rows", "licence")
_FIGURE_KEYS = ("estimate", "ci_low", "ci_high")
OPTIONAL = ("known_failures",)
"""Keys that cards of before, and cards with nothing to say there, have not."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a model: ``file`` of its folder (empty: the folder itself), and what, with the cure."""

    file: str
    text: str

    def __str__(self) -> str:
        return f"{self.file}: {self.text}" if self.file else self.text


def check_name(name: str) -> str:
    """The name of a model, or an error that says what one looks like.

    >>> check_name("town-news")
    'town-news'
    """
    for text in _name(name):
        raise FramingError(f"name of the model: {text}")
    return name


def card_problems(document: Any) -> list[Problem]:
    """Everything wrong with the document of a ``model.json``; it may be any JSON value."""
    return [Problem(CARD, text) for text in _card_texts(document)]


def sound_names(document: Any) -> list[str]:
    """The names of files in a document that may be looked for in its folder, sorted."""
    files = document.get("files") if isinstance(document, dict) else None
    return sorted(name for name in files if not list(_name_texts(name))) if isinstance(files, dict) else []


def _card_texts(document: Any) -> Iterator[str]:
    if not isinstance(document, dict):
        yield f"{_kind(document)}; write one JSON object with {', '.join(_KEYS)}"
        return
    version = document.get("format", FORMAT)
    if type(version) is not int or version != FORMAT:
        yield (
            f"format: {version!r}; this framing reads format {FORMAT}; "
            "take a model made for this version, or install the framing that made it"
        )
        return
    for key in document:
        if key not in _KEYS:
            yield f"{unknown('key', key, _KEYS)}; rename it, or put values of your own under settings"
    for key, check in _KEYS.items():
        if key in document:
            yield from (f"{key}: {text}" for text in check(document[key]))
        elif key not in OPTIONAL:
            yield f"{key}: missing; {_MEANT[key]}"
    yield from _disagreements(document)


def _disagreements(document: Mapping[str, Any]) -> Iterator[str]:
    """What keys that are right by themselves may not say together."""
    task, tier, encoder, files = (document.get(key) for key in ("task", "tier", "encoder", "files"))
    if task == ENCODER_TASK:
        if tier == "linear":
            yield "tier: 'linear', but the task is encoder; write encoder"
        if encoder is not None:
            yield "encoder: an encoder is trained on no other; write null"
        for name in (MODEL, TOKENIZER):
            if isinstance(files, dict) and name not in files:
                yield f"files: an encoder needs {name}; add it to the folder and name it here"
    elif task in TASKS:
        if document.get("labels") == []:
            yield f"labels: empty; name what a model for {task} tells apart"
        if tier == "encoder" and encoder is None:
            yield f"encoder: null; write the SHA-256 of the {MODEL} whose states the model was trained on"
        if tier == "linear" and encoder is not None:
            yield "encoder: a model of the linear tier uses none; write null"


def _version(value: Any) -> Iterator[str]:
    return iter(())


def _name(value: Any) -> Iterator[str]:
    if not isinstance(value, str) or not _NAME.fullmatch(value):
        yield f"{_kind(value)}; write lower case letters and digits, joined by hyphens"


def _one_of(kind: str, choices: Iterable[str]) -> Callable[[Any], Iterator[str]]:
    def check(value: Any) -> Iterator[str]:
        if not isinstance(value, str) or value not in choices:
            yield unknown(kind, value if isinstance(value, str) else _kind(value), choices)

    return check


def _sentence(value: Any) -> Iterator[str]:
    if not isinstance(value, str) or not value.strip() or len(value.splitlines()) > 1:
        yield f"{_kind(value)}; write one sentence"


def _labels(value: Any) -> Iterator[str]:
    if not isinstance(value, list) or not all(isinstance(label, str) and label.strip() for label in value):
        yield f"{_kind(value)}; write a list of names"
    elif len(set(value)) < len(value):
        twice = sorted({label for label in value if value.count(label) > 1})
        yield f"{', '.join(map(repr, twice))} more than once; name each label once"


def _hash(value: Any) -> Iterator[str]:
    if not isinstance(value, str) or not _HASH.fullmatch(value):
        yield f"{_kind(value)} is no SHA-256; write its 64 hexadecimal digits in lower case"


def _hash_or_null(value: Any) -> Iterator[str]:
    return iter(()) if value is None else _hash(value)


def _files(value: Any) -> Iterator[str]:
    if not isinstance(value, dict) or not value:
        yield f"{_kind(value)}; write an object of file names and their SHA-256"
        return
    for name, digest in value.items():
        yield from (f"{name!r}: {text}" for text in _name_texts(name))
        yield from (f"{name!r}: {text}" for text in _hash(digest))


def _name_texts(name: str) -> Iterator[str]:
    """What is wrong with a file's name: it must stay inside the folder and be of a kind that is never executed."""
    if name == CARD:
        yield "the card cannot hold its own hash; leave it out"
    elif not all(_STEP.fullmatch(step) for step in name.split("/")):
        yield "not a name inside the folder; write letters, digits, '.', '_', '-', and '/' below a subfolder"
    elif PurePosixPath(name).suffix not in SUFFIXES:
        yield f"no file of a model ends so; choices: {', '.join(SUFFIXES)}"


def _libraries(value: Any) -> Iterator[str]:
    if not isinstance(value, dict) or not all(isinstance(each, str) and each.strip() for each in value.values()):
        yield f'{_kind(value)}; write an object of names and versions, such as {{"numpy": "2.1.0"}}'


def _data(value: Any) -> Iterator[str]:
    if not isinstance(value, list):
        yield f"{_kind(value)}; write a list of objects with {', '.join(_DATA_KEYS)}"
        return
    for number, each in enumerate(value, start=1):
        yield from (f"entry {number}: {text}" for text in _training_data(each))


def _training_data(value: Any) -> Iterator[str]:
    if not isinstance(value, dict) or set(value) != set(_DATA_KEYS):
        yield f"{_keys(value)}; write an object with {', '.join(_DATA_KEYS)}"
        return
    for key in ("name", "licence"):
        if not isinstance(value[key], str) or not value[key].strip():
            yield f"{key}: {_kind(value[key])}; write a text ('none stated' is one)"
    yield from (f"sha256: {text}" for text in _hash(value["sha256"]))
    if type(value["rows"]) is not int or value["rows"] < 0:
        yield f"rows: {_kind(value['rows'])}; write a whole number, 0 or more"


def _figures(value: Any) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{_kind(value)}; write an object: measure, data set, {', '.join(_FIGURE_KEYS)}"
        return
    for measure, data_sets in value.items():
        if not isinstance(data_sets, dict) or not data_sets:
            yield f"{measure}: {_kind(data_sets)}; write an object with a data set or more"
            continue
        for data_set, found in data_sets.items():
            yield from (f"{measure}: {data_set}: {text}" for text in _estimate(found))


def _estimate(value: Any) -> Iterator[str]:
    if not isinstance(value, dict) or set(value) != set(_FIGURE_KEYS):
        yield f"{_keys(value)}; write an object with {', '.join(_FIGURE_KEYS)}"
    elif not all(type(each) in (int, float) and math.isfinite(each) for each in value.values()):
        yield f"{value}; write three numbers"
    elif value["ci_low"] > value["ci_high"]:
        yield f"ci_low {value['ci_low']} lies above ci_high {value['ci_high']}; exchange them"


def _settings(value: Any) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{_kind(value)}; write an object, {{}} if there are none"


def _sentences(value: Any) -> Iterator[str]:
    if not isinstance(value, list) or any(list(_sentence(each)) for each in value):
        yield f"{_kind(value)}; write a list of sentences"


def _keys(value: Any) -> str:
    return f"has {', '.join(sorted(value)) or 'no keys'}" if isinstance(value, dict) else _kind(value)


def _kind(value: Any) -> str:
    """A value as a message shows it: shortened, and a container by its kind."""
    if isinstance(value, list | dict):
        kind = "a list" if isinstance(value, list) else "an object"
        return kind if value else f"{kind} without entries"
    text = "null" if value is None else repr(value)
    return text if len(text) <= 80 else f"{text[:77]}..."


_KEYS: Mapping[str, Callable[[Any], Iterator[str]]] = {
    "format": _version,
    "name": _name,
    "task": _one_of("task", TASKS),
    "tier": _one_of("tier", TIERS),
    "description": _sentence,
    "labels": _labels,
    "encoder": _hash_or_null,
    "files": _files,
    "libraries": _libraries,
    "data": _data,
    "figures": _figures,
    "settings": _settings,
    "known_failures": _sentences,
}
_MEANT = {
    "format": f"write {FORMAT}",
    "name": "write lower case letters and digits, joined by hyphens",
    "task": f"choices: {', '.join(sorted(TASKS))}",
    "tier": f"choices: {', '.join(TIERS)}",
    "description": "write one sentence",
    "labels": "write a list of names",
    "encoder": f"write the SHA-256 of the {MODEL} it was trained on, or null",
    "files": "write an object of file names and their SHA-256",
    "libraries": "write an object of names and versions",
    "data": f"write a list of objects with {', '.join(_DATA_KEYS)}",
    "figures": "write an object, {} if there are none",
    "settings": "write an object, {} if there are none",
}
