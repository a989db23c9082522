"""The models of a tier, loaded when they are first asked for, and the readings they share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.errors import FramingError
from framing.judgements import SentenceLabels, StanceProbabilities
from framing.learn.choice import ModelChoice
from framing.learn.passages import Passage, passages_of
from framing.learn.readings import Reading, read_passages
from framing.records import Document, Portrayal, Span

if TYPE_CHECKING:
    from framing.learn.attributions import AttributionModel
    from framing.learn.encoder import Encoder
    from framing.learn.labels import LabelModel
    from framing.learn.store import ModelCard
    from framing.learn.target import Target, TargetModel
    from framing.learn.target.reading import Reader
    from framing.lexicons import Lexicons

ENCODER = "encoder"
ATTRIBUTION, TARGET_SENTIMENT, TARGET_STANCE = "attribution", "target-sentiment", "target-stance"
LABEL_TASKS = ("sentiment", "stance", "frames")
VECTORS_OF = "target-sentiment-linear"
"""The shipped model whose word vectors the models of labels read."""
LISTS_READ = (
    "abbreviations.tsv",
    "credence.tsv",
    "cues.tsv",
    "function_words.tsv",
    "grammar.tsv",
    "sentence_starters.tsv",
    "sentiment.tsv",
    "shifters.tsv",
    "stance.tsv",
)
"""The general lists that decide what models say of a text, its sentences and tokens included."""


class Models:
    """The models of a choice.

    Parameters
    ----------
    lexicons : Lexicons
        For the word-based features.
    choice : ModelChoice, optional

    Raises
    ------
    FramingError
        Unknown tier, no such model, or a model trained on another encoder.
    """

    def __init__(self, lexicons: Lexicons, choice: ModelChoice | None = None) -> None:
        from framing.learn.store import check_tier, find_model, read_card

        choice = choice or ModelChoice()
        self.lexicons = lexicons
        self._unshown = frozenset(word for word, shown in lexicons.function_words.items() if not shown)
        self.own_folder = find_model(choice.model) if choice.model else None
        self.own_card = read_card(self.own_folder) if self.own_folder else None
        self.tier = self.own_card.tier if self.own_card else check_tier(choice.tier)
        self._encoder = choice.encoder
        self._tasks: dict[str, Callable[[], object]] = {
            ATTRIBUTION: lambda: self.attribution,
            TARGET_SENTIMENT: lambda: self.target_sentiment,
            TARGET_STANCE: lambda: self.target_stance,
            **{task: partial(self.labels, task) for task in LABEL_TASKS},
        }
        self._labels: dict[str, LabelModel] = {}
        if choice.encoder and self.tier != ENCODER:
            raise FramingError(
                f"--encoder {choice.encoder} is of no use to the linear tier; leave it out, or ask for --models encoder"
            )

    @cached_property
    def encoder(self) -> Encoder | None:
        """The encoder, or None in the linear tier."""
        return open_encoder(self._encoder or ENCODER) if self.tier == ENCODER else None

    @cached_property
    def _reader(self) -> Reader:
        """Reads words for all tasks, so that none reads a sentence that another has read."""
        from framing.learn.target.reading import Reader

        return Reader(self.lexicons)

    @cached_property
    def attribution(self) -> AttributionModel:
        """Finds and links source, cue and content."""
        from framing.learn.attributions import load_attribution_model

        return load_attribution_model(self._folder(ATTRIBUTION), self.tier)

    @cached_property
    def target_sentiment(self) -> TargetModel:
        """How a passage makes a target look."""
        from framing.learn.target import load_target_model

        return load_target_model(self._folder(TARGET_SENTIMENT), self.tier, self._reader)

    @cached_property
    def target_stance(self) -> TargetModel:
        """How whoever speaks in a passage stands to a target: against, neither, in favor. The encoder tier's alone."""
        from framing.learn.target import load_target_model

        return load_target_model(self._folder(TARGET_STANCE), self.tier, self._reader)

    @property
    def own_scheme(self) -> str | None:
        """The name of the user's model of frames, where that is the model named."""
        return self.own_card.name if self.own_card and self.own_card.task == "frames" else None

    @property
    def own_targets(self) -> tuple[str, ...]:
        """The targets of the user's model of stance, where that is the model named."""
        own = self.own_card if self.own_card and self.own_card.task == "stance" else None
        return tuple(own.settings.get("targets", ())) if own else ()

    def labels(self, task: str) -> LabelModel:
        """Sentiment, stance or frames of texts."""
        from framing.learn.labels import load_label_model
        from framing.learn.store import find_model, read_card
        from framing.learn.target.models import VECTORS

        if task not in self._labels:
            folder = self._folder(task)
            vectors = find_model(VECTORS_OF) / VECTORS
            self._labels[task] = load_label_model(folder, read_card(folder), self._reader, vectors)
        return self._labels[task]

    def label_sentences(self, task: str, readings: Sequence[Sequence[Reading]]) -> list[dict[int, SentenceLabels]]:
        """The labels of every sentence of documents that are given as their readings, by its index."""
        from framing.learn.labels.sentences import label_sentences

        return label_sentences(self.labels(task), readings, self._unshown)

    def label_targets(
        self, readings: Sequence[Sequence[Reading]], asked: Sequence[Sequence[tuple[int, str]]]
    ) -> list[list[SentenceLabels]]:
        """What the model of stance says of sentences and targets, in the order asked."""
        from framing.learn.labels.sentences import label_targets

        return label_targets(self.labels("stance"), readings, asked)

    def load(self, tasks: Sequence[str]) -> None:
        """Loads the models of tasks and the encoder under them, so that what is wrong is told before any work.

        Raises
        ------
        FramingError
            The choice names a model of another task, or a model or the encoder cannot be used.
        """
        if self.own_card and self.own_card.task not in tasks:
            raise FramingError(
                f"{self.own_folder}: a model of {self.own_card.task}, not of {' or '.join(tasks)}; name one that "
                f"`framing train {tasks[0]}` wrote"
            )
        _ = self.encoder
        for task in tasks:
            self._tasks[task]()

    def readings(self, documents: Sequence[Document]) -> list[list[Reading]]:
        """The paragraphs of each document, read by the encoder in one go."""
        return self.read([passages_of(document) for document in documents])

    def read(self, documents: Sequence[Sequence[Passage]]) -> list[list[Reading]]:
        """The readings of documents that are given as their passages."""
        flat = [passage for passages in documents for passage in passages]
        found = iter(read_passages(flat, self.encoder))
        return [[next(found) for _ in passages] for passages in documents]

    def read_targets(self, targets: Sequence[Target]) -> list[Reading]:
        """The readings of the passages of targets."""
        return read_passages([target.passage for target in targets], self.encoder)

    def portray(
        self, readings: Sequence[Sequence[Reading]], spans: Sequence[Sequence[Span]]
    ) -> list[list[Portrayal | None]]:
        """How the sentences of documents, given as their readings, make targets look, given as characters."""
        from framing.learn.portrayal import portray

        return portray(self.target_sentiment, readings, spans, self._unshown)

    def stances_toward(
        self, readings: Sequence[Sequence[Reading]], spans: Sequence[Sequence[Span]]
    ) -> list[list[StanceProbabilities | None]]:
        """How whoever speaks in the sentences of documents stands to targets, as ``portray``; encoder tier."""
        from framing.learn.portrayal import stances_toward

        return stances_toward(self.target_stance, readings, spans, self._unshown)

    def manifest(self, tasks: Sequence[str]) -> dict[str, Any]:
        """The tier, and for each task the name and hash of its model, for a manifest."""
        folders = {task: self._folder(task) for task in tasks}
        if self.tier == ENCODER:
            folders[ENCODER] = encoder_folder(self._encoder or ENCODER)
        return {
            "tier": self.tier,
            **{task: _named(folder) for task, folder in folders.items()},
        }

    def _folder(self, task: str) -> Path:
        from framing.learn.store import find_model, read_card

        if self.own_folder and self.own_card and self.own_card.task == task:
            folder, card = self.own_folder, self.own_card
        else:
            folder = find_model(f"{task}-{self.tier}")
            card = read_card(folder)
        if card.encoder:
            self._check_encoder(folder, card)
        return folder

    def _check_encoder(self, folder: Path, card: ModelCard) -> None:
        used = encoder_folder(self._encoder or ENCODER)
        found = encoder_sha256(used)
        if found != card.encoder:
            raise FramingError(
                f"{folder}: trained on the encoder {str(card.encoder)[:12]}, not on {used} ({found[:12]}); name its "
                f"encoder with --encoder, or train a model on this one: framing train {card.task} --encoder {used}"
            )


def encoder_folder(name: str | Path) -> Path:
    """The folder of a shipped encoder or of a user's, which needs no ``model.json``."""
    from framing.learn.store import find_model

    return Path(name) if Path(name).is_dir() and name != ENCODER else find_model(name)


def encoder_sha256(folder: Path) -> str:
    """The hash by which models name the encoder they were trained on: that of its graph."""
    from hashlib import sha256

    graph = folder / "model.onnx"
    if not graph.is_file():
        raise FramingError(f"{folder}: no model.onnx; an encoder is a folder with model.onnx and tokenizer.json")
    return sha256(graph.read_bytes()).hexdigest()


def open_encoder(name: str | Path) -> Encoder:
    """The encoder of a name or folder, checked against its ``model.json`` where it has one.

    Raises
    ------
    FramingError
        No encoder, another task's model, or files that were changed.
    """
    from framing.learn.encoder import Encoder
    from framing.learn.encoder.session import check_installed
    from framing.learn.store import CARD, read_card, verify

    check_installed()
    folder = encoder_folder(name)
    if not (folder / CARD).is_file():
        encoder = Encoder(folder)
        encoder.check_pieces()
        return encoder
    card = read_card(folder)
    if card.task != ENCODER:
        raise FramingError(f"{folder}: a model of {card.task}, not an encoder; name a folder with task encoder")
    if problems := verify(folder):
        listed = "\n".join(f"  {problem.file}: {problem.text}" for problem in problems)
        raise FramingError(f"{folder}: not as it was made:\n{listed}")
    return Encoder(folder, shaped=bool(card.settings.get("shaped")), window=int(card.settings.get("window", 256)))


def _named(folder: Path) -> dict[str, str]:
    """Name and hash of a model; an encoder without ``model.json`` goes by its folder and its graph."""
    from framing.learn.store import CARD, read_card, sha256_of

    if not (folder / CARD).is_file():
        return {"name": folder.resolve().name, "sha256": encoder_sha256(folder)}
    return {"name": read_card(folder).name, "sha256": sha256_of(folder)}
