"""What a model says of itself: the record of ``model.json``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from framing.errors import FramingError, unknown

CARD = "model.json"
FORMAT = 1
ENCODER_TASK = "encoder"
TASKS = (ENCODER_TASK, "attribution", "target-sentiment", "target-stance", "sentiment", "stance", "frames")
TIERS = ("encoder", "linear")
MEAN_MEASURES = ("macro_f1", "mean_f1")
CALIBRATION_CURVE = "calibration_curve"
"""The setting that holds, bin by bin, how sure a model was and how often it was right; it decides no answer."""


@dataclass(frozen=True, slots=True)
class TrainingData:
    """A data set the model was trained on; ``licence`` is what its source states, ``rows`` how many were used."""

    name: str
    sha256: str
    rows: int
    licence: str


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its interval, in the unit of its measure."""

    estimate: float
    ci_low: float
    ci_high: float

    def __str__(self) -> str:
        return f"{self.estimate:.4g} [{self.ci_low:.4g}, {self.ci_high:.4g}]"


@dataclass(frozen=True, slots=True)
class ModelCard:
    """The fields of ``model.json``.

    Parameters
    ----------
    name : str
        Lower case letters, digits and hyphens.
    task, tier : str
        Of ``TASKS`` and ``TIERS``.
    description : str
        One sentence.
    labels : tuple of str
        What the model tells apart, in the order of its scores; empty for an encoder.
    encoder : str or None
        SHA-256 of the ``model.onnx`` whose states it was trained on; None for an encoder and the linear tier.
    files : mapping
        The SHA-256 of every file by its name in the folder; ``write_model`` fills it in.
    libraries : mapping
        Version at training by name of distribution.
    data : tuple of TrainingData
    figures : mapping
        Measure to data set to ``Estimate``; may be empty.
    settings : mapping
        Plain values that the model's own loader reads.
    known_failures : tuple of str
        What the model is known to get wrong, a sentence each; may be empty, and cards of before have none.
    """

    name: str
    task: str
    tier: str
    description: str
    labels: tuple[str, ...] = ()
    encoder: str | None = None
    files: Mapping[str, str] = field(default_factory=dict)
    libraries: Mapping[str, str] = field(default_factory=dict)
    data: tuple[TrainingData, ...] = ()
    figures: Mapping[str, Mapping[str, Estimate]] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    known_failures: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The document of ``model.json``; without known failures it has no key for them."""
        failures = {"known_failures": list(self.known_failures)} if self.known_failures else {}
        return {
            "format": FORMAT,
            "name": self.name,
            "task": self.task,
            "tier": self.tier,
            "description": self.description,
            "labels": list(self.labels),
            "encoder": self.encoder,
            "files": dict(self.files),
            "libraries": dict(self.libraries),
            "data": [
                {"name": each.name, "sha256": each.sha256, "rows": each.rows, "licence": each.licence}
                for each in self.data
            ],
            "figures": {
                measure: {
                    data_set: {"estimate": found.estimate, "ci_low": found.ci_low, "ci_high": found.ci_high}
                    for data_set, found in data_sets.items()
                }
                for measure, data_sets in self.figures.items()
            },
            "settings": dict(self.settings),
            **failures,
        }

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> ModelCard:
        """The card of a document in which ``checks.card_problems`` finds nothing wrong."""
        fields = {key: value for key, value in document.items() if key != "format"}
        fields["labels"] = tuple(document["labels"])
        fields["data"] = tuple(TrainingData(**each) for each in document["data"])
        fields["figures"] = {
            measure: {data_set: Estimate(**found) for data_set, found in data_sets.items()}
            for measure, data_sets in document["figures"].items()
        }
        fields["known_failures"] = tuple(document.get("known_failures", ()))
        return cls(**fields)

    def main_figure(self) -> str | None:
        """The mean F1, else the first measure in the alphabet, on every data set: "macro_f1: dev .77 [.75, .79]"."""
        measures = [*(name for name in MEAN_MEASURES if name in self.figures), *sorted(self.figures)]
        if not measures:
            return None
        found = self.figures[measures[0]]
        return f"{measures[0]}: {', '.join(f'{data_set} {found[data_set]}' for data_set in sorted(found))}"


def check_tier(name: str) -> str:
    """The tier, or an error that lists the choices.

    >>> check_tier("linear")
    'linear'
    """
    if name not in TIERS:
        raise FramingError(unknown("tier of models", name, TIERS))
    return name


def check_task(name: str) -> str:
    """The task a model can be trained for, or an error that lists the choices."""
    if name not in TASKS:
        raise FramingError(unknown("task of models", name, TASKS))
    return name
