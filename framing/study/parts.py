"""The parts of a study that are YAML: its sides, the voices outside them, the issues and the frames."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from framing.errors import unknown
from framing.lexicons.locate import lexicon_folder
from framing.lexicons.sheet import read_yaml
from framing.records import NARRATOR, OTHER
from framing.study.checks import dead
from framing.study.records import Frame, Issue, Perspective

SIDE_KEYS = ("id", "label", "colour", "description")
SCHEME_SUFFIXES = (".yaml", ".yml")
OUTSIDE = {OTHER: ("Other sources", "#8C8C8C"), NARRATOR: ("Narrator", "#C8C8C8")}
_ID = re.compile(r"[a-z][a-z0-9_-]*")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def perspectives_of(listed: Any, problems: list[str]) -> dict[str, Perspective]:
    """The sides of ``study.yaml`` in their order; one with a problem is kept, so that its rows are not wrong too."""
    found: dict[str, Perspective] = {}
    if not isinstance(listed, list) or not listed:
        problems.append("study.yaml: perspectives: needs a list of {id, label, colour, description}")
        return found
    for number, item in enumerate(listed, start=1):
        place = f"study.yaml: perspective {number}"
        side = item if isinstance(item, dict) else {}
        absent = [key for key in SIDE_KEYS if key not in side]
        if absent:
            problems.append(f"{place}: lacks {', '.join(absent)}")
        if "colour" in side and not _COLOUR.fullmatch(str(side["colour"])):
            problems.append(f"{place}: colour {side['colour']!r}; write it as '#0072B2'")
        if "id" not in side:
            continue
        name = str(side["id"])
        if not _ID.fullmatch(name) or name in (OTHER, NARRATOR, *found):
            problems.append(f"{place}: id {name!r} is taken, or not of a-z, 0-9, - and _")
        else:
            values = (" ".join(str(side.get(key, "")).split()) for key in SIDE_KEYS)
            found[name] = Perspective(*values)
    return found


def outside_of(given: Any, problems: list[str]) -> dict[str, Perspective]:
    """``other`` and ``narrator`` with the labels and colours of ``study.yaml``, or their own."""
    stated = {} if given is None else given
    if (
        not isinstance(stated, dict)
        or set(stated) - set(OUTSIDE)
        or not all(isinstance(v, dict) for v in stated.values())
    ):
        problems.append("study.yaml: voices_outside: may hold other and narrator, each with label and colour")
        stated = {}
    found = {}
    for voice, (label, colour) in OUTSIDE.items():
        chosen = str(stated.get(voice, {}).get("colour", colour))
        if not _COLOUR.fullmatch(chosen):
            problems.append(f"study.yaml: voices_outside: {voice}: colour {chosen!r}; write it as '#8C8C8C'")
        found[voice] = Perspective(voice, str(stated.get(voice, {}).get("label", label)), chosen, "")
    return found


def issues_of(folder: Path, problems: list[str]) -> tuple[Issue, ...]:
    """The issues of ``issues.yaml``."""
    top = read_yaml(folder / "issues.yaml", problems, ("title", "issues"))
    found: dict[str, Issue] = {}
    for place, item in _items(top, "issues", "issues.yaml: issue", ("id", "label", "description", "terms"), problems):
        lists = []
        for key in ("terms", "favor_terms", "against_terms", "anchors"):
            phrases = item.get(key) or []
            if not isinstance(phrases, list):
                problems.append(f"{place}: {key}: {phrases!r}; write a list, such as [rent cap, cap on rents]")
                phrases = []
            lists.append(tuple(map(str, phrases)))
        problems += [f"{place}: {message}" for message in dead(phrase for phrases in lists for phrase in phrases)]
        if str(item["id"]) in found:
            problems.append(f"{place}: the id stands above already")
        found[str(item["id"])] = Issue(str(item["id"]), str(item["label"]), str(item["description"]), *lists)
    return tuple(found.values())


def schemes_of(folder: Path, listed: Any, problems: list[str]) -> list[Path]:
    """The files of the frame schemes that ``study.yaml`` names: by name, or by the path of a file of one's own."""
    if not isinstance(listed, list):
        problems.append(f"study.yaml: frames: {listed!r}; write a list of schemes, such as [boydstun, semetko]")
        return []
    return [path for name in map(str, listed) for path in [scheme_at(folder, name, problems)] if path]


def scheme_at(folder: Path, name: str, problems: list[str]) -> Path | None:
    """The file of one frame scheme; a path is one from the study's folder."""
    shared = lexicon_folder() / "frames"
    choices = {path.stem for path in shared.glob("*.yaml")} | {folder.name}
    if name.endswith(SCHEME_SUFFIXES):
        path = folder / Path(name).expanduser()
    elif name in choices:
        path = folder / "frames.yaml" if name == folder.name else shared / f"{name}.yaml"
    else:
        near = unknown("frame scheme", name, choices)
        problems.append(f"study.yaml: frames: {near}")
        return None
    if not path.is_file():
        problems.append(f"study.yaml: frames: {name}: no {path.name} in {path.parent}")
        return None
    return path


def frames_of(path: Path, problems: list[str]) -> Iterator[Frame]:
    """The frames of one scheme."""
    top = read_yaml(path, problems)
    scheme = path.parent.name if path.name == "frames.yaml" else path.stem
    seen = set()
    for place, item in _items(top, "frames", f"{path.name}: frame", ("id", "label", "definition"), problems):
        terms = item.get("terms") or {}
        if not isinstance(terms, dict):
            problems.append(f"{place}: terms: needs a weight for each, such as 'border: 0.5'")
            terms = {}
        weights = {str(term): weight for term, weight in terms.items()}
        wrong = [term for term, weight in weights.items() if not _is_weight(weight)]
        problems += [f"{place}: {term!r} needs a weight above 0 and up to 1, not {weights[term]!r}" for term in wrong]
        problems += [f"{place}: {message}" for message in dead(weights)]
        if item["id"] in seen:
            problems.append(f"{place}: the id stands above already")
        seen.add(item["id"])
        kept = {term: float(weight) for term, weight in weights.items() if term not in wrong}
        definition = " ".join(str(item["definition"]).split())
        yield Frame(f"{scheme}.{item['id']}", str(item["label"]), definition, kept)


def _items(
    top: Mapping[str, Any], key: str, what: str, keys: tuple[str, ...], problems: list[str]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The mappings of a list that have the keys, each with its place; problems are noted for the others."""
    listed = top.get(key) or []
    if not isinstance(listed, list):
        problems.append(f"{what}s: needs a list of {{{', '.join(keys)}}}")
        return
    for number, item in enumerate(listed, start=1):
        if isinstance(item, dict) and set(keys) <= item.keys():
            yield f"{what} {number} ({item['id']})", {**item, "id": str(item["id"])}
        else:
            problems.append(f"{what} {number}: needs {', '.join(keys)}")


def _is_weight(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= 1
