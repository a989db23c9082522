"""Reads a model folder: its card, checked at the door, and the hashes of what lies in it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from framing.errors import DataError, FramingError
from framing.learn.store.card import CALIBRATION_CURVE, CARD, ModelCard
from framing.learn.store.checks import Problem, card_problems, sound_names

ENCODER_TIER, LINEAR_TIER = "-encoder", "-linear"


def read_card(folder: str | Path) -> ModelCard:
    """The card of a model folder; the files it names exist and lie inside it, their hashes are not computed.

    A file may lie in the linear tier's folder instead (``file_of``); of such a one the hash is compared.

    Raises
    ------
    FramingError
        No folder, or no ``model.json`` in it.
    DataError
        The card is wrong, or a file it names is missing; everything wrong is listed.
    """
    card, problems = examine(Path(folder))
    if card is None or problems:
        raise DataError(str(folder), [str(problem) for problem in problems])
    return card


def examine(folder: Path) -> tuple[ModelCard | None, list[Problem]]:
    """The card of a folder, None where it cannot be read, and everything wrong with it short of the hashes.

    Raises
    ------
    FramingError
        No folder, or no ``model.json`` in it.
    """
    try:
        document = read_document(folder)
    except ValueError as error:
        return None, [Problem(CARD, f"{error}; restore the file, or make the model again")]
    problems = card_problems(document)
    card = None if problems else ModelCard.from_json(document)
    names = sound_names(document)
    return card, problems + _file_problems(folder, {name: document["files"][name] for name in names})


def read_document(folder: Path) -> Any:
    """What ``model.json`` holds, unchecked.

    Raises
    ------
    FramingError
        No folder, or no ``model.json`` in it.
    ValueError
        It is not JSON, or an object has a key twice.
    """
    if not folder.is_dir():
        wrong = "is a file; name the folder it lies in" if folder.is_file() else "no such folder"
        raise FramingError(f"{folder}: {wrong}; `framing models list` names the models that ship")
    path = folder / CARD
    if not path.is_file():
        raise FramingError(f"{folder}: no {CARD} in this folder; name a folder that `framing train` wrote")
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8 at byte {error.start}") from error
    if not text.strip():
        raise ValueError("empty")
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ValueError(f"not JSON: {error}") from error


def file_of(folder: Path, name: str) -> Path:
    """The path of a file of a model: in its folder or, if not there, in that of the same model's linear tier beside it.

    What both tiers of a shipped model read alike is shipped once, with the linear tier. A file that the card does not
    name is never taken from there.
    """
    path = folder / name
    if path.exists() or not folder.name.endswith(ENCODER_TIER):
        return path
    beside = folder.with_name(f"{folder.name.removesuffix(ENCODER_TIER)}{LINEAR_TIER}") / name
    return beside if beside.is_file() and name in sound_names(read_document(folder)) else path


def file_sha256(path: Path) -> str:
    """The SHA-256 of a file's bytes, 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sha256_of(folder: str | Path) -> str:
    """One hash of all that decides what a model predicts, for manifests.

    Hashed are task, tier, labels, encoder, settings, and the bytes that the files hold now (read, not taken from the
    card). Not hashed: name, description, figures, the calibration curve among the settings, known failures, data,
    libraries, and files in ``.md``.

    Raises
    ------
    FramingError
        As ``read_card``.
    """
    card = read_card(folder)
    document = card.as_json()
    decisive = {key: document[key] for key in ("format", "task", "tier", "labels", "encoder")}
    decisive["settings"] = {key: value for key, value in card.settings.items() if key != CALIBRATION_CURVE}
    decisive["files"] = {
        name: file_sha256(file_of(Path(folder), name)) for name in card.files if not name.endswith(".md")
    }
    text = json.dumps(decisive, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def size_of(folder: str | Path, card: ModelCard) -> int:
    """The bytes of the files that the card names, the card itself left out."""
    return sum(file_of(Path(folder), name).stat().st_size for name in card.files)


def other_files(folder: Path, names: Sequence[str]) -> list[str]:
    """Every file, link or hidden one below a folder that is neither the card nor among ``names``, sorted."""
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_symlink() or path.is_file())
    return sorted(name for name in found if name != CARD and name not in names)


def _file_problems(folder: Path, hashes: Mapping[str, str]) -> list[Problem]:
    root = folder.resolve()
    problems = []
    for name, digest in hashes.items():
        path = file_of(folder, name)
        if path != folder / name:
            if file_sha256(path) != digest:
                wrong = f"not in the folder, and {path} is another one"
                problems.append(Problem(name, f"{wrong}; restore it, or make the model again"))
        elif not _inside(path, root):
            problems.append(Problem(name, "a link out of the folder; put the file itself there"))
        elif not path.is_file():
            wrong = "is a folder" if path.is_dir() else "no such file in the folder"
            problems.append(Problem(name, f"{wrong}; restore it, or make the model again"))
    return problems


def _inside(path: Path, root: Path) -> bool:
    try:
        return path.resolve().is_relative_to(root)
    except (OSError, RuntimeError):  # links in a circle
        return False


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    document = dict(pairs)
    if len(document) < len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"key {next(key for key in keys if keys.count(key) > 1)!r} stands twice in an object")
    return document


def _no_number(constant: str) -> NoReturn:
    raise ValueError(f"not JSON: {constant} is no number")
