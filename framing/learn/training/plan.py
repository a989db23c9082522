"""What a model is trained from: rows with their origin, the tier, and the encoder under it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.learn.encoder import Encoder
from framing.lexicons import Lexicons
from framing.records import Article, Document
from framing.split import Splitter

Row = dict[str, Any]
HELD_OUT_PERCENT = 8
LIBRARIES = ("numpy", "scikit-learn", "skops")


@dataclass(frozen=True, slots=True)
class TrainingRows:
    """Labelled rows with what the model card says of them."""

    name: str
    rows: Sequence[Row]
    sha256: str = ""
    licence: str = "not stated"


@dataclass(frozen=True, slots=True)
class TrainingPlan:
    """How to train.

    Parameters
    ----------
    data : TrainingRows
    lexicons : Lexicons
    encoder : Encoder, optional
        None for the linear tier.
    seed : int
    name, description : str
        For the model card.
    vectors : Path, optional
        The word vectors of the linear tier's target sentiment and of labels; by default those that ship.
    observe : callable, optional
        Is told what cross-validation found.
    """

    data: TrainingRows
    lexicons: Lexicons
    encoder: Encoder | None
    seed: int
    name: str
    description: str
    vectors: Path | None = None
    observe: Callable[[Any], None] | None = None

    @property
    def tier(self) -> str:
        """``encoder`` or ``linear``."""
        return "encoder" if self.encoder else "linear"

    def unseen(self) -> NDArray[np.bool_]:
        """Which rows the encoder was not trained on; of the others it knows the answers. All, without an encoder."""
        texts = [str(row["text"]) for row in self.data.rows]
        return ~self.encoder.seen.among(texts) if self.encoder else np.ones(len(texts), np.bool_)

    def documents(self, rows: Sequence[Row]) -> list[Document]:
        """The rows' texts, split into sentences and tokens."""
        splitter = Splitter.from_lexicons(self.lexicons)
        return [splitter.split(Article(str(row["id"]), row["text"])) for row in rows]


def held_out(key: str, percent: int = HELD_OUT_PERCENT) -> bool:
    """Whether a row is kept apart to calibrate and choose on: a fixed share by the hash of an article's id or a text.

    The shipped encoder has never seen these rows of its own training data.
    """
    return int(hashlib.sha256(key.encode()).hexdigest(), 16) % 100 < percent
