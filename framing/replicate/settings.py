"""How much an experiment makes up or draws: the settings of its YAML over the defaults of its kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, TypeVar

from framing.errors import FramingError, unknown

Kind = TypeVar("Kind")


def settings_of(kind: type[Kind], given: Mapping[str, Any]) -> Kind:
    """The settings of a kind (a dataclass), with lists as tuples.

    Raises
    ------
    FramingError
        A setting that the kind does not have; the choices are listed.
    """
    known = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    wrong = [unknown("setting", str(key), known) for key in given if key not in known]
    if wrong:
        raise FramingError("\n".join(wrong))
    return kind(**{key: tuple(value) if isinstance(value, list) else value for key, value in given.items()})
