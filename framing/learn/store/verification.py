"""Whether a model is what its card says, and whether it will work here: hashes, files, libraries, encoder."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from framing.errors import FramingError
from framing.learn.store.card import CARD, ENCODER_TASK, ModelCard
from framing.learn.store.catalogue import find_model, shipped_names
from framing.learn.store.checks import MODEL, Problem
from framing.learn.store.folder import examine, file_of, file_sha256, other_files

# What reads a kind of file, and how many numbers of its version must be those of training; 0: any version reads it.
READERS = (
    (".skops", "scikit-learn", 2),
    (".skops", "skops", 0),
    (".npz", "numpy", 0),
    (".onnx", "onnxruntime", 0),
    (".onnx", "tokenizers", 0),
)


def verify(folder: str | Path, encoder: str | Path | None = None) -> list[Problem]:
    """Everything wrong with a model, nothing if it is right.

    Parameters
    ----------
    folder : str or Path
        The model.
    encoder : str or Path, optional
        Folder of the encoder whose states the model would get; by default the one that ships.

    Raises
    ------
    FramingError
        No folder, or no ``model.json`` in it.
    """
    root = Path(folder)
    card, problems = examine(root)
    if card is None:
        return problems
    lacking = {problem.file for problem in problems}
    for name, digest in card.files.items():
        if name not in lacking and (found := file_sha256(file_of(root, name))) != digest:
            text = f"SHA-256 {found}, {CARD} has {digest}; restore the file, or make the model again"
            problems.append(Problem(name, text))
    for name in other_files(root, tuple(card.files)):
        problems.append(Problem(name, f"not named in {CARD}; move it away"))
    return [*problems, *_library_problems(card), *_encoder_problems(card, encoder)]


def verify_models(
    models: Sequence[str | Path] | None = None, encoder: str | Path | None = None
) -> dict[str, list[Problem]]:
    """What is wrong with each of several models, by how it was named; all that ship by default."""
    found: dict[str, list[Problem]] = {}
    for model in models or shipped_names():
        try:
            found[str(model)] = verify(find_model(model), encoder)
        except FramingError as error:
            found[str(model)] = [Problem("", str(error))]
    return found


def version_here(library: str) -> str | None:
    """The installed version of a distribution, None if it is not installed."""
    try:
        return importlib.metadata.version(library)
    except importlib.metadata.PackageNotFoundError:
        return None


def differs(one: str, other: str, numbers: int) -> bool:
    """Whether two versions differ in their first ``numbers`` numbers.

    >>> differs("1.9.1", "1.9.4", 2), differs("1.9.1", "1.10.0", 2)
    (False, True)
    """
    return one.split(".")[:numbers] != other.split(".")[:numbers]


def _library_problems(card: ModelCard) -> Iterator[Problem]:
    kinds = {PurePosixPath(name).suffix for name in card.files}
    for kind, library, numbers in READERS:
        if kind not in kinds:
            continue
        here, trained = version_here(library), card.libraries.get(library)
        wanted = f"{library}=={trained}" if trained else library
        if here is None:
            yield Problem(CARD, f"libraries: {library} reads {kind} and is not installed; pip install '{wanted}'")
        elif numbers and trained is None:
            yield Problem(CARD, f"libraries: no version of {library}, which wrote {kind}; write that of the training")
        elif trained is not None and differs(here, trained, numbers):
            text = (
                f"libraries: trained with {library} {trained}, here is {here}; pip install '{wanted}', or train again"
            )
            yield Problem(CARD, text)


def _encoder_problems(card: ModelCard, encoder: str | Path | None) -> Iterator[Problem]:
    if card.encoder is None:
        return
    try:
        folder = Path(encoder) if encoder is not None else find_model(ENCODER_TASK)
    except FramingError:
        yield Problem(CARD, f"encoder: trained on {card.encoder}, and none ships with this copy; reinstall framing")
        return
    path = folder / MODEL
    if not path.is_file():
        yield Problem(CARD, f"encoder: no {MODEL} in {folder}; name the folder of an encoder")
    elif (found := file_sha256(path)) != card.encoder:
        text = f"encoder: trained on {card.encoder}, but {path} is {found}; take its encoder, or train again"
        yield Problem(CARD, text)
