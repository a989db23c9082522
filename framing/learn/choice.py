"""Which models a run uses, as a user names them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

DEFAULT_TIER = "encoder"


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """What ``--models``, ``--encoder`` and ``--model`` say.

    Parameters
    ----------
    tier : str
        ``encoder`` or ``linear``.
    encoder : str or Path, optional
        The folder of an encoder in place of the shipped one.
    model : str or Path, optional
        A model in place of the shipped one of its task; it brings its own tier.
    """

    tier: str = DEFAULT_TIER
    encoder: str | Path | None = None
    model: str | Path | None = None
