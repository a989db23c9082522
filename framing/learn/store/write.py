"""Writes a model folder: all of it, or nothing."""

from __future__ import annotations

import hashlib
import json
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from framing.errors import DataError, FramingError
from framing.learn.store.card import CARD, ModelCard
from framing.learn.store.checks import Problem, card_problems, sound_names
from framing.learn.store.folder import file_sha256, other_files, read_document


def write_model(folder: str | Path, card: ModelCard, files: Mapping[str, Path | bytes]) -> ModelCard:
    """Writes a model folder and gives back its card with the hashes; a model that stood there is replaced.

    Parameters
    ----------
    folder : str or Path
        New, empty, or a model folder with no files besides its own.
    card : ModelCard
        ``card.files`` is not read.
    files : mapping
        Name in the folder to the bytes, or to the path of a file that is copied.

    Raises
    ------
    FramingError
        The folder is a file, or holds other things.
    DataError
        The card or a file is wrong; everything wrong is listed. In either case nothing is written.
    """
    check_place(folder)
    target = Path(folder).resolve()
    absent = [
        Problem(name, f"{given}: no such file; name one that exists")
        for name, given in files.items()
        if isinstance(given, Path) and not given.is_file()
    ]
    hashes = {name: _sha256(given) for name, given in files.items() if isinstance(given, bytes) or given.is_file()}
    whole = replace(card, files={name: hashes.get(name, "0" * 64) for name in sorted(files)})
    content, problems = _document(whole)
    if problems or absent:
        raise DataError(str(folder), [str(problem) for problem in (*problems, *absent)])
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}-{secrets.token_hex(4)}")
    try:
        _fill(draft, files, content)
        _move(draft, target)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return whole


def check_place(folder: str | Path) -> None:
    """Whether a model may be written to a folder: new, empty, or a model with no files besides its own.

    Raises
    ------
    FramingError
        The folder is a file, or holds other things.
    """
    target, named = Path(folder).resolve(), Path(folder)
    for place in (target, *target.parents):
        if place.exists() and not place.is_dir():
            wrong = "is a file" if place == target else f"{place} is a file"
            raise FramingError(f"{named}: {wrong}; name a folder for the model")
    if not target.is_dir() or not any(target.iterdir()):
        return
    try:
        document = read_document(target)
    except (FramingError, ValueError):
        document = None
    if not isinstance(document, dict) or not {"format", "task", "files"} <= document.keys():
        raise FramingError(f"{named}: holds other files and no model; name a new folder for the model")
    others = other_files(target, sound_names(document))
    if others:
        raise FramingError(f"{named}: holds {', '.join(others)} beside a model; move that away, or name a new folder")


def _document(card: ModelCard) -> tuple[bytes, list[Problem]]:
    try:
        text = json.dumps(card.as_json(), indent=2, sort_keys=True, ensure_ascii=False, allow_nan=False)
        return f"{text}\n".encode(), card_problems(json.loads(text))
    except (TypeError, ValueError) as error:
        return b"", [Problem(CARD, f"not plain values: {error}; write texts, numbers, lists and objects")]


def _sha256(given: Path | bytes) -> str:
    return hashlib.sha256(given).hexdigest() if isinstance(given, bytes) else file_sha256(given)


def _fill(draft: Path, files: Mapping[str, Path | bytes], content: bytes) -> None:
    draft.mkdir()
    for name, given in files.items():
        path = draft / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(given, bytes):
            path.write_bytes(given)
        else:
            shutil.copyfile(given, path)
    (draft / CARD).write_bytes(content)


def _move(draft: Path, target: Path) -> None:
    """Puts the draft in the place of the target; a model that stood there comes back if that fails."""
    aside = draft.with_name(f"{draft.name}-old")
    if target.exists():
        target.rename(aside)
    try:
        draft.rename(target)
    except OSError:
        if aside.exists():
            aside.rename(target)
        raise
    shutil.rmtree(aside, ignore_errors=True)
