"""All that decides what an analysis finds, by name, and what has changed between two of them."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import framing
from framing.learn.models import ENCODER, LISTS_READ


def sha256_of(values: Mapping[str, Any]) -> str:
    """One hash over plain values."""
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


@functools.cache
def program_sha256() -> str:
    """One hash over the source of the package, so that nothing found by an older program is taken for its own."""
    root = Path(framing.__file__).parent
    found = hashlib.sha256()
    for path in sorted(root.rglob("*.py")):
        found.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def answers_fingerprints(decides: Mapping[str, Any]) -> dict[str, str]:
    """For each task, one hash over all that decides what its model says of a text.

    Parameters
    ----------
    decides : mapping
        All that decides an analysis, as ``PartitionAnalysis`` has it: lists of the study and options do not count here.
    """
    models = dict(decides["models"])
    below = {name: models.pop(name) for name in ("tier", ENCODER) if name in models}
    rest = {
        "program": decides["program"],
        "libraries": decides["libraries"],
        "lexicons": {name: decides["lexicons"].get(name) for name in LISTS_READ},
        **below,
    }
    return {task: sha256_of({**rest, "task": task, "model": model}) for task, model in models.items()}


def differences(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """What differs, one line each: values as they were and are, of files and models that they changed.

    >>> differences({"options": {"format": "csv"}, "lexicons": {"cues.tsv": "1f" * 32}},
    ...             {"options": {"format": "jsonl"}, "lexicons": {"cues.tsv": "2e" * 32}})
    ['lexicons cues.tsv: changed', 'options format: csv, now jsonl']
    """
    old, new = dict(_leaves(before)), dict(_leaves(now))
    lines = []
    for name in sorted(old.keys() | new.keys()):
        if name not in old:
            lines.append(f"{name}: added")
        elif name not in new:
            lines.append(f"{name}: gone")
        elif old[name] != new[name]:
            hashes = all(isinstance(value, str) and len(value) == 64 for value in (old[name], new[name]))
            lines.append(f"{name}: changed" if hashes else f"{name}: {_shown(old[name])}, now {_shown(new[name])}")
    return lines


def _leaves(values: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in values.items():
        name = f"{above} {key}".strip()
        if isinstance(value, Mapping):
            yield from _leaves(value, name)
        else:
            yield name, value


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
