"""A model of labels at run time: sentiment, stance or frames of texts, with probabilities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.errors import FramingError
from framing.learn.encoder import Encoded
from framing.learn.evidence import LEAST_WEIGHT, told
from framing.learn.labels.decision import Decision, Flags
from framing.learn.labels.text import LabelText
from framing.learn.labels.word_view import RunView, StateView, WordView
from framing.learn.store import ModelCard
from framing.learn.store.arrays import CURE, load_arrays, save_arrays
from framing.learn.store.parameters import load_parameters
from framing.learn.target.reading import Reader
from framing.learn.target.vectors import WordVectors

WORDS, STATES = "words", "states"
DECISION = "decision.npz"
ARRAYS = ("bias", "thresholds", "weights")

Probabilities = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LabelModel:
    """Labels of texts.

    Parameters
    ----------
    labels : tuple of str
        In the order of the probabilities.
    views : mapping
        ``words``, and ``states`` in the encoder tier.
    decision : Decision
    targets : frozenset of str
        The targets of the training rows, in lower case; empty for tasks without a target.
    """

    labels: tuple[str, ...]
    views: Mapping[str, RunView]
    decision: Decision
    targets: frozenset[str] = frozenset()

    def probabilities(self, texts: Sequence[LabelText], encoded: Sequence[Encoded | None]) -> Probabilities:
        """Shape (n_texts, n_labels).

        Parameters
        ----------
        texts : sequence of LabelText
            With their target, where the task has one.
        encoded : sequence of Encoded or None
            Of the passage each text stands in; not looked at in the linear tier.
        """
        if not len(texts):
            return np.zeros((0, len(self.labels)))
        return self.decision.probabilities([view.scores(texts, encoded) for view in self.views.values()])

    def chosen(self, probabilities: Probabilities) -> Flags:
        """Which labels are given, shape (n_texts, n_labels)."""
        return self.decision.chosen(probabilities)

    def evidence(
        self, texts: Sequence[LabelText], asked: Flags, unshown: Set[str] = frozenset()
    ) -> list[dict[str, str]]:
        """For each text, the words that speak for the labels that are asked about: "blamed +0.61; not +0.20".

        What words add is told in log-odds by the view of words alone, which decides together with the states where
        there are any; labels for which no word speaks are left out. Only for tasks without a target.
        """
        view = self.views[WORDS]
        if not isinstance(view, WordView):
            return [{} for _ in texts]
        some = [at for at, labels in enumerate(asked) if labels.any()]
        pulls = self.decision.pulls(list(self.views).index(WORDS))
        found: list[dict[str, str]] = [{} for _ in texts]
        for at, scores in zip(some, view.of_words([texts[at] for at in some]), strict=True):
            tokens = texts[at].passage.tokens
            for label in np.flatnonzero(asked[at]).tolist():
                sums = scores @ pulls[:, label]
                telling = np.flatnonzero(sums >= LEAST_WEIGHT)
                order = telling[np.argsort(-sums[telling], kind="stable")].tolist()
                if words := told(tokens, [(place, float(sums[place])) for place in order], (), unshown):
                    found[at][self.labels[label]] = words
        return found


def save_decision(path: Path, decision: Decision) -> None:
    """Writes weights, bias and thresholds."""
    save_arrays(path, {"bias": decision.bias, "thresholds": decision.thresholds, "weights": decision.weights})


def load_label_model(folder: Path, card: ModelCard, reader: Reader, vectors: Path) -> LabelModel:
    """The model of a folder: ``words.skops``, in the encoder tier ``states.skops``, and ``decision.npz``.

    Parameters
    ----------
    folder : Path
        The model's.
    card : ModelCard
        Of the folder; its settings say which kind of labels these are.
    reader : Reader
        With the general lists of the package.
    vectors : Path
        The word vectors that ship.

    Raises
    ------
    FramingError
        A file is missing, damaged, or holds types that are not trusted, or the word vectors are others than those the
        model was learnt with.
    """
    from framing.learn.store.folder import file_of, file_sha256

    if card.settings.get("vectors") != file_sha256(vectors):
        raise FramingError(
            f"{folder}: learnt with other word vectors than {vectors} holds; train it again with framing train "
            f"{card.task}, or use it with the framing it was made with"
        )
    arrays = load_arrays(folder / DECISION, ARRAYS)
    if arrays["bias"].shape != (len(card.labels),):
        raise FramingError(f"{folder / DECISION}: not for the {len(card.labels)} labels of the card; {CURE}")
    exclusive = bool(card.settings.get("exclusive"))
    decision = Decision(
        arrays["weights"], arrays["bias"], arrays["thresholds"], exclusive, bool(card.settings.get("least_one"))
    )
    words, ridge = _view(file_of(folder, f"{WORDS}.skops"), len(card.labels))
    views: dict[str, RunView] = {WORDS: WordView(reader, WordVectors.load(vectors), words, ridge)}
    if card.tier == "encoder":
        views[STATES] = StateView(*_view(folder / f"{STATES}.skops", len(card.labels)))
    return LabelModel(card.labels, views, decision, frozenset(card.settings.get("targets", ())))


def _view(path: Path, n_labels: int) -> tuple[Any, Any]:
    """What scales the columns of a view, and its regression."""
    saved = load_parameters(path)
    if not isinstance(saved, list) or len(saved) != 2 or np.shape(saved[1].intercept_) != (n_labels,):
        raise FramingError(f"{path}: not a regression of {n_labels} labels; {CURE}")
    return saved[0], saved[1]
