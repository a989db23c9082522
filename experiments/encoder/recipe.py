"""How the encoder is learnt, step by step: from labelled rows, then from teachers, its attribution held to what it was.

1. *First*: attribution and target sentiment from labelled rows.
2. *Teachers*: networks for target sentiment alone and for stance alone, of several seeds.
3. *Taught*: the first network goes on with the rows, with the teachers' answers for names and sentences that nobody
   labelled, and with stance and the frames of headlines; what it says of attribution is held to the first network.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import torch
from corpora import LONGEST, Example, Row, asked_examples, attribution_examples, label_examples, target_examples
from network import Network
from teachers import TARGET, ToldNetwork, stance_teacher, target_teacher, taught_labels, taught_targets
from training import Labelled, Settings, train_network

from framing.learn.encoder import PieceReader
from framing.learn.encoder.encoder import WINDOW
from framing.records import Article
from framing.split import Splitter

ATTRIBUTION, STANCE = "attribution", "stance"
LABELLED = {STANCE: 4, "frames-headlines": 2}
"""Further tasks by the stem of their model, and how often each text is read in an epoch: few rows want more."""
SENTENCE_LENGTHS = range(40, 400)
TAUGHT = Settings(seed=7, epochs=1, rate=7e-5, meaning=1.0, meaning_every=5)
TARGET_TEACHER = Settings(epochs=3, rate=8e-5, meaning=0.0)
STANCE_TEACHER = Settings(epochs=6, rate=1e-4, meaning=0.0)
Trained = TypeVar("Trained", bound=torch.nn.Module)


@dataclass(frozen=True, slots=True)
class Recipe:
    """The settings of all steps.

    Parameters
    ----------
    first, taught, target_teacher, stance_teacher : Settings
    n_teachers : int
        Seeds of each kind of teacher.
    n_named : int
        Sentences whose names the teachers are asked for, beside the labelled rows' own.
    """

    first: Settings
    taught: Settings = TAUGHT
    target_teacher: Settings = TARGET_TEACHER
    stance_teacher: Settings = STANCE_TEACHER
    n_teachers: int = 2
    n_named: int = 4_400


@dataclass(frozen=True, slots=True)
class Workplace:
    """Where the network is learnt: the base weights, a folder for checkpoints, and who is told how far it is."""

    base: Path
    work: Path
    say: Callable[[str], None]

    def finished(self, name: str, network: Trained, train: Callable[[Path], Trained]) -> Trained:
        """The network of a step: with the weights of a finished run where there are any, else trained now."""
        path = self.work / f"{name}.pt"
        if not path.is_file():
            self.say(name)
            part = path.with_suffix(".part.pt")
            network = train(part)
            part.replace(path)
            return network
        network.load_state_dict(torch.load(path), strict=False)
        return network.eval()


def learn(
    place: Workplace,
    rows: Mapping[str, Sequence[dict[str, Any]]],
    articles: Sequence[str],
    recipe: Recipe,
    splitter: Splitter,
) -> Network:
    """The network after all steps.

    Parameters
    ----------
    place : Workplace
        A step that is finished there is not done again.
    rows : mapping of str to rows
        What is learnt from, by task.
    articles : sequence of str
        Texts of articles on the subject of the stance rows, for their sentences.
    recipe : Recipe
        The settings.
    splitter : Splitter
        Of the texts.
    """
    base = place.base
    reader = PieceReader(base / "tokenizer.json", WINDOW, shaped=True)
    examples = {
        ATTRIBUTION: _short(attribution_examples(rows[ATTRIBUTION], splitter, reader)),
        TARGET: _short(target_examples(rows[TARGET], splitter, reader)),
    }
    labelled = {stem: _labelled(rows[stem], repeats, splitter, reader) for stem, repeats in LABELLED.items()}
    sizes = [f"{name}: {len(each)} windows" for name, each in examples.items()]
    place.say(", ".join([*sizes, *(f"{stem}: {len(each.texts)} texts" for stem, each in labelled.items())]))
    start = f"first-{recipe.first.seed}"
    first = place.finished(
        start,
        Network(base, refined=recipe.first.refined, chained=recipe.first.chained),
        lambda part: train_network(base, examples, {}, recipe.first, part, place.say),
    )
    sentences = _sentences(articles, splitter)
    named = _sentences([row["text"] for row in rows[ATTRIBUTION]], splitter) + sentences
    random.Random(recipe.taught.seed).shuffle(named)
    asked = asked_examples(_rows(named[: recipe.n_named]), {}, splitter, reader)
    asked += asked_examples(_rows(sorted(spans := _spans(rows[TARGET]))), spans, splitter, reader)
    targets = taught_targets(asked, _target_teachers(place, examples[TARGET], recipe))
    stances = taught_labels(
        _windows(sentences, labelled[STANCE].n_labels, splitter, reader),
        STANCE,
        _stance_teachers(place, labelled[STANCE], recipe),
    )
    labelled[STANCE] = replace(labelled[STANCE], further=stances)
    read = {ATTRIBUTION: examples[ATTRIBUTION], TARGET: [*examples[TARGET], *examples[TARGET], *targets]}
    return place.finished(
        f"taught-{recipe.taught.seed}",
        Network(base, labels={stem: each.n_labels for stem, each in labelled.items()}),
        lambda part: train_network(
            base, read, labelled, recipe.taught, part, place.say, place.work / f"{start}.pt", first
        ),
    )


def _target_teachers(place: Workplace, examples: Sequence[Example], recipe: Recipe) -> list[ToldNetwork]:
    def train(seed: int) -> Callable[[Path], ToldNetwork]:
        settings = replace(recipe.target_teacher, seed=seed)
        return lambda part: target_teacher(place.base, examples, settings, part, place.say)

    return [
        place.finished(f"{TARGET}-{seed}", ToldNetwork(place.base, 0.0), train(seed))
        for seed in range(1, recipe.n_teachers + 1)
    ]


def _stance_teachers(place: Workplace, stance: Labelled, recipe: Recipe) -> list[Network]:
    def train(seed: int) -> Callable[[Path], Network]:
        settings = replace(recipe.stance_teacher, seed=seed)
        return lambda part: stance_teacher(place.base, replace(stance, repeats=1), settings, part, place.say)

    return [
        place.finished(f"{STANCE}-{seed}", Network(place.base, labels={STANCE: stance.n_labels}), train(seed))
        for seed in range(1, recipe.n_teachers + 1)
    ]


def _short(examples: Sequence[Example]) -> list[Example]:
    return [example for example in examples if len(example.ids) <= LONGEST]


def _labelled(rows: Sequence[Row], repeats: int, splitter: Splitter, reader: PieceReader) -> Labelled:
    labels = sorted({label for row in rows for label in row.get("frames", [row.get("label")])})
    return Labelled(label_examples(rows, labels, splitter, reader), "label" in rows[0], repeats)


def _windows(texts: Sequence[str], n_labels: int, splitter: Splitter, reader: PieceReader) -> list[Example]:
    """The first window of each text."""
    labels = [str(at) for at in range(n_labels)]
    return [windows[0] for windows in label_examples(_rows(texts), labels, splitter, reader)]


def _sentences(texts: Sequence[str], splitter: Splitter) -> list[str]:
    """The sentences of texts, none twice, those that are very short or very long left out."""
    found = {
        text[sentence.start : sentence.end]
        for text in texts
        for sentence in splitter.split(Article("", text)).sentences
        if sentence.end - sentence.start in SENTENCE_LENGTHS
    }
    return sorted(found)


def _rows(texts: Sequence[str]) -> list[Row]:
    return [{"id": str(at), "text": text} for at, text in enumerate(texts)]


def _spans(rows: Sequence[Row]) -> dict[str, list[tuple[int, int]]]:
    """The labelled spans of each text."""
    found: dict[str, list[tuple[int, int]]] = {}
    for row in rows:
        found.setdefault(row["text"], []).append((row["start"], row["end"]))
    return found
