"""Passages together with what the encoder says of them, so that every task uses one pass over the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing.learn.passages import Passage

if TYPE_CHECKING:
    from framing.learn.encoder import Encoded, Encoder


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage and, in the encoder tier, its states."""

    passage: Passage
    encoded: Encoded | None = None


def read_passages(passages: Sequence[Passage], encoder: Encoder | None) -> list[Reading]:
    """The readings of passages, in order; without an encoder (the linear tier) they hold the passages alone."""
    if encoder is None:
        return [Reading(passage) for passage in passages]
    found = encoder.encode(passages)
    return [Reading(passage, encoded) for passage, encoded in zip(passages, found, strict=True)]
