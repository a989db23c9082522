"""What an experiment is: its question, its kind, and the values its ``experiment.yaml`` gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from framing.learn.choice import DEFAULT_TIER

CORPUS, TRAINING, VALIDATION, COREFERENCE = "corpus", "training", "validation", "coreference"
COMPARISON, SENSITIVITY, SIMULATION, SHUFFLED = "comparison", "sensitivity", "simulation", "shuffled"
DATA = "data:"
"""A corpus that starts so lies in the folder of ``--data``, because it cannot be published."""
KEYS = {
    CORPUS: ("question", "version", "study", "corpus", "corpus_sha256", "charts"),
    TRAINING: ("question", "version", "seed", "out"),
    VALIDATION: ("question", "version", "seed"),
    COREFERENCE: ("question", "version", "seed"),
    COMPARISON: ("question", "version", "of", "seed", "comparisons"),
    SENSITIVITY: ("question", "version", "of", "seed", "comparison", "variants"),
    SIMULATION: ("question", "version", "seed"),
    SHUFFLED: ("question", "version", "of", "seed", "comparison"),
}
PLANNED = ("of", "comparisons", "comparison", "variants", "settings")
FURTHER = {
    CORPUS: ("models", "text", "keep", "seed", "comparisons", "formats"),
    SIMULATION: ("settings",),
    SHUFFLED: ("settings",),
}
"""Keys that a kind may have."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """What an experiment of kind ``corpus`` analyses; ``charts`` are names of charts, ``formats`` those of their files.

    ``outside`` corpora lie in the folder of ``--data``, where ``folder`` is relative to it.
    """

    study: str
    folder: Path
    sha256: str
    charts: tuple[str, ...]
    outside: bool = False
    models: str = DEFAULT_TIER
    text: bool = True
    keep: tuple[str, ...] = ()
    formats: tuple[str, ...] = ("svg", "png")


@dataclass(frozen=True, slots=True)
class Experiment:
    """One experiment.

    Parameters
    ----------
    name, question, version : str
    kind : str
        ``corpus`` (articles are analysed, and may be compared), ``comparison`` (the results of another experiment are
        compared), ``sensitivity`` (a comparison is made again in other ways), ``simulation`` (made-up articles),
        ``shuffled`` (the articles of another experiment are dealt out to the groups at random),
        ``training`` (its ``run.py`` trains models), ``validation`` (models are measured on labelled rows) or
        ``coreference`` (pronouns are measured on a treebank).
    corpus : Corpus, optional
        Of the kind ``corpus``.
    seed : int, optional
        Of what is left to chance.
    out : str, optional
        Where the results go by default, relative to the repository; ``results/NAME`` where it says nothing.
    plan : mapping of str to object
        The further values of its kind, checked: of, comparisons, comparison, variants, settings.
    """

    name: str
    question: str
    version: str
    kind: str = CORPUS
    corpus: Corpus | None = None
    seed: int | None = None
    out: str | None = None
    plan: Mapping[str, Any] = field(default_factory=dict)

    @property
    def needs_data(self) -> bool:
        """Whether it runs on data that are not in the repository."""
        return self.kind in (TRAINING, VALIDATION, COREFERENCE) or (self.corpus is not None and self.corpus.outside)

    def as_json(self) -> dict[str, Any]:
        """The fields of its kind as plain values."""
        found: dict[str, Any] = {
            "name": self.name,
            "kind": self.kind,
            "question": self.question,
            "version": self.version,
        }
        if self.corpus is None:
            return {**found, "seed": self.seed, **({"out": self.out} if self.out else {}), **self.plan}
        return {
            **found,
            "study": self.corpus.study,
            "corpus": (DATA if self.corpus.outside else "") + self.corpus.folder.as_posix(),
            "corpus_sha256": self.corpus.sha256,
            "charts": list(self.corpus.charts),
            **({} if self.corpus.text else {"text": False, "keep": list(self.corpus.keep)}),
            **self.plan,
        }
