"""What differs between two result folders, to the byte, and which inputs explain it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from framing.results import MANIFEST

NAMES = {
    "framing": "version of framing",
    "lexicons": "lexicon",
    "study.files": "file of the study",
    "models": "model",
    "inputs": "articles",
    "libraries": "library",
    "options": "option",
    "comparison": "question",
    "files": "",
}
SHORT = 12
MOST_LINES = 12


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its path in it, hidden ones apart."""
    found = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder)
        if not any(part.startswith(".") for part in name.parts):
            found[name.as_posix()] = path.read_bytes()
    return found


def reasons(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> list[str]:
    """What the manifests name that is not the same: versions, lexicons, study, models, articles, options.

    >>> old = {"manifest.json": b'{"lexicons": {"cues.tsv": "aaaa"}, "framing": "0.1.0"}'}
    >>> new = {"manifest.json": b'{"lexicons": {"cues.tsv": "bbbb"}, "framing": "0.1.0"}'}
    >>> reasons(old, new)
    ['lexicon cues.tsv changed: aaaa, now bbbb']
    """
    found: list[str] = []
    for name in before:
        if Path(name).name == MANIFEST and name in after:
            found += _manifest_reasons(json.loads(before[name]), json.loads(after[name]))
    return list(dict.fromkeys(found))


def _manifest_reasons(before: Any, after: Any) -> Iterator[str]:
    for place, old, new in _unequal(before, after, ()):
        words = ".".join(place)
        for prefix, name in NAMES.items():
            if words == prefix or words.startswith(f"{prefix}."):
                rest = words[len(prefix) :].lstrip(".").removesuffix(".sha256")
                if name:
                    yield f"{name} {rest}".rstrip() + f" changed: {_brief(old)}, now {_brief(new)}"
                break
        else:
            yield f"{words} changed: {_brief(old)}, now {_brief(new)}"


def _unequal(before: Any, after: Any, place: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any, Any]]:
    if isinstance(before, dict) and isinstance(after, dict):
        for key in sorted({*before, *after}):
            yield from _unequal(before.get(key), after.get(key), (*place, str(key)))
    elif before != after:
        yield place, before, after


def _brief(value: Any) -> str:
    words = "missing" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return words if len(words) <= 4 * SHORT else f"{words[:SHORT]}…"


def without_libraries(name: str, content: bytes) -> bytes:
    """A manifest without what only says by which versions of libraries it was made; other files as they are.

    The hash of a manifest that a comparison was made of goes too: it holds those versions.

    >>> without_libraries("a/manifest.json", b'{"framing": "0.1.0", "libraries": {"pandas": "3.1.1"}}')
    b'{"framing": "0.1.0"}'
    """
    if Path(name).name != MANIFEST:
        return content
    found = json.loads(content)
    for key in ("libraries", "numpy"):
        found.pop(key, None)
    for each in found.get("comparison", {}).get("inputs", []):
        each.pop("manifest_sha256", None)
    return json.dumps(found, sort_keys=True).encode()


def differing(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> list[str]:
    """A line a file that is not the same to the byte: what differs first."""
    lines = [f"{name}: no longer made" for name in before if name not in after]
    lines += [f"{name}: new" for name in after if name not in before]
    for name in before:
        if name in after and before[name] != after[name]:
            lines.append(f"{name}: {_how(name, before[name], after[name])}")
    return lines


def _how(name: str, before: bytes, after: bytes) -> str:
    if name.endswith(".csv"):
        return _rows(before.decode(), after.decode())
    if name.endswith(MANIFEST):
        places = [".".join(place) for place, _, _ in _unequal(json.loads(before), json.loads(after), ())]
        return f"differs in {', '.join(places[:MOST_LINES])}"
    first = next((place for place, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), len(before))
    return f"{len(before):,} bytes, now {len(after):,}; the first other byte is {first:,}"


def _rows(before: str, after: str) -> str:
    old, new = (list(csv.reader(io.StringIO(text))) for text in (before, after))
    if not old or not new or old[0] != new[0]:
        return f"other columns: {', '.join(sorted(set(old[0] if old else []) ^ set(new[0] if new else []))) or 'order'}"
    if len(old) != len(new):
        return f"{len(old) - 1} rows, now {len(new) - 1}"
    unequal = [row for row in range(1, len(old)) if old[row] != new[row]]
    first = unequal[0]
    column = next(place for place, (a, b) in enumerate(zip(old[first], new[first], strict=True)) if a != b)
    change = f"{_brief(old[first][column] or 'empty')}, now {_brief(new[first][column] or 'empty')}"
    return f"{len(unequal)} of {len(old) - 1} rows differ; first row {first}, {old[0][column]}: {change}"
