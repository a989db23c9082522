"""What produced a result: version, study, lexicons, models, inputs, options and libraries."""

from __future__ import annotations

import hashlib
import importlib.metadata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import framing
from framing.study.records import Study

if TYPE_CHECKING:
    import pandas as pd

    from framing.learn.models import Models

MODEL_TASKS = ("attribution", "target-sentiment", "sentiment")
ENCODER_TASKS = ("target-stance",)
"""What the encoder tier is asked besides."""
FRAMES = "frames"
OWN_TASKS = (FRAMES, "stance")
"""What an analysis asks where the user brings a model of it."""
LIBRARIES = ("nltk", "textblob", "vaderSentiment", "simplemma", "trafilatura", "py3langid", "pandas", "pyarrow")


def analysis_tasks(models: Models) -> tuple[str, ...]:
    """The tasks of the models that an analysis asks: those of the tier, and what else the user brings a model of."""
    of_tier = ENCODER_TASKS if models.tier == "encoder" else ()
    own = models.own_card.task if models.own_card else ""
    return (*MODEL_TASKS, *of_tier, *((own,) if own in OWN_TASKS else ()))


@dataclass
class Inputs:
    """A running count and hash of what was read, in the order it was read."""

    n_articles: int = 0
    n_skipped: int = 0

    def __post_init__(self) -> None:
        self._hash = hashlib.sha256()

    def add(self, articles: pd.DataFrame) -> None:
        """Counts a batch of the table of articles."""
        columns = (articles["article_id"], articles["text_sha256"], articles["status"])
        for article_id, digest, status in zip(*columns, strict=True):
            self.count(article_id, digest, status)

    def count(self, article_id: str, text_sha256: str, status: str) -> None:
        """Counts one article."""
        self.n_articles += 1
        self.n_skipped += status == "skipped"
        self._hash.update(f"{article_id}\t{text_sha256}\n".encode())

    @property
    def sha256(self) -> str:
        """One hash over every article's id and text."""
        return self._hash.hexdigest()


def manifest_of(study: Study, inputs: Inputs, options: Mapping[str, Any], models: Models) -> dict[str, Any]:
    """What produced a result: version, study, lexicons, inputs, options and libraries, without times or paths."""
    return {
        "framing": framing.__version__,
        "study": {
            "id": study.study_id,
            "title": study.title,
            "files": dict(study.sha256),
            "voices": [
                {"id": key, "label": side.label, "colour": side.colour}
                for key, side in (*study.perspectives.items(), *study.outside.items())
            ],
            "frames": {frame.frame_id: frame.label for frame in study.frames},
        },
        "lexicons": dict(study.lexicons.sha256),
        "models": models.manifest(analysis_tasks(models)),
        "inputs": {"n_articles": inputs.n_articles, "n_skipped": inputs.n_skipped, "sha256": inputs.sha256},
        "options": dict(options),
        "libraries": {name: importlib.metadata.version(name) for name in LIBRARIES},
    }
