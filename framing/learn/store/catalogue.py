"""The models that ship with the package, and a model by name or path."""

from __future__ import annotations

from pathlib import Path

from framing.errors import DataError, FramingError, unknown
from framing.learn.store.card import CARD, ModelCard
from framing.learn.store.folder import read_card

SHIPPED = Path(__file__).resolve().parents[2] / "models"


def shipped_names() -> list[str]:
    """The folders of the models that ship, sorted; they may be damaged."""
    if not SHIPPED.is_dir():
        return []
    return sorted(path.name for path in SHIPPED.iterdir() if path.is_dir() and path.name[0] not in "._")


def shipped() -> list[ModelCard]:
    """The cards of the models that ship, by name; each lies in the folder of its name, see ``find_model``.

    Raises
    ------
    FramingError, DataError
        A model is damaged.
    """
    cards = [read_card(SHIPPED / name) for name in shipped_names()]
    problems = [
        f"{name}/{CARD}: name: {card.name!r}; write {name!r}, as its folder is called"
        for name, card in zip(shipped_names(), cards, strict=True)
        if card.name != name
    ]
    if problems:
        raise DataError(str(SHIPPED), problems)
    return cards


def find_model(model: str | Path) -> Path:
    """The folder of a model; its content is not checked.

    Parameters
    ----------
    model : str or Path
        A text may name a model that ships; it goes before a folder of that name here, which ``./NAME`` means.

    Raises
    ------
    FramingError
        No such model (the message lists the choices), or a folder without ``model.json``.
    """
    if isinstance(model, str) and model in shipped_names():
        return SHIPPED / model
    folder = Path(model)
    if str(model) and folder.is_dir():
        if (folder / CARD).is_file():
            return folder
        raise FramingError(f"{folder}: no {CARD} in this folder; name a folder that `framing train` wrote")
    if str(model) and folder.is_file():
        raise FramingError(f"{folder}: is a file; name the folder of a model")
    raise FramingError(f"{unknown('model', str(model), shipped_names())}; or give the path of a model's folder")
