"""How each task answers a batch of rows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from framing.learn.choice import ModelChoice
from framing.records import Article, Document, Span
from framing.study.records import Study
from framing.tasks.rows import Row

if TYPE_CHECKING:
    from framing.learn.models import Models
    from framing.pipeline import Analyzer


class Engine:
    """What answers rows, loaded when a task first asks for it.

    Parameters
    ----------
    study : Study
    choice : ModelChoice
    explain : bool
        Whether answers bring the words they rest on.
    """

    def __init__(self, study: Study, choice: ModelChoice, *, explain: bool = False) -> None:
        self.study = study
        self.choice = choice
        self.explain = explain

    @cached_property
    def analyzer(self) -> Analyzer:
        """The whole way of an article."""
        from framing.pipeline import Analyzer

        return Analyzer(self.study, self.models)

    @cached_property
    def models(self) -> Models:
        """The models of the tier."""
        from framing.learn.models import Models

        return Models(self.study.lexicons, self.choice)

    def split(self, articles: Sequence[Article]) -> list[Document]:
        """The sentences and tokens of the rows' texts."""
        return [self.analyzer.splitter.split(article) for article in articles]


def predict_attribution(engine: Engine, rows: Sequence[Row], articles: Sequence[Article]) -> list[Row]:
    """Source, cue and content spans of every attribution."""
    readings = engine.models.readings(engine.split(articles))
    return [
        {
            "attributions": [
                {
                    "source": _pieces(attribution.source),
                    "cue": _pieces(attribution.cue),
                    "content": _pieces(attribution.content),
                    "kind": attribution.kind,
                }
                for attribution in found
            ]
        }
        for found in engine.models.attribution.propose(readings)
    ]


def predict_voice(engine: Engine, rows: Sequence[Row], articles: Sequence[Article]) -> list[Row]:
    """The sentences with their voices."""
    return [
        {
            "sentences": [
                {"start": sentence.start, "end": sentence.end, "voices": list(voice.voices)}
                for sentence, voice in zip(document.sentences, attributed.voices, strict=True)
            ]
        }
        for document, attributed in engine.analyzer.attributed(articles)
    ]


def predict_labels(task: str, engine: Engine, rows: Sequence[Row], articles: Sequence[Article]) -> list[Row]:
    """One label a row (or a set of frames) with the probability of each, by the trained model of the task.

    A text without words gets none (None, or no frame), and no probabilities.
    """
    from framing.learn.labels import text_of
    from framing.learn.labels.answers import answer_of
    from framing.learn.occlusion import explain_label

    model = engine.models.labels(task)
    texts = [
        text_of(document, str(row.get("target") or ""))
        for row, document in zip(rows, engine.split(articles), strict=True)
    ]
    [readings] = engine.models.read([[text.passage for text in texts]])
    found = model.probabilities(texts, [reading.encoded for reading in readings])
    exclusive = model.decision.exclusive
    answers = [
        answer_of(model.labels, probabilities, chosen, exclusive=exclusive)
        for probabilities, chosen in zip(found, model.chosen(found), strict=True)
    ]
    for answer, text in zip(answers, texts, strict=True):
        if not text.passage.tokens:
            answer |= {"label": None, "probabilities": {}} if exclusive else {"frames": [], "probabilities": {}}
            continue
        if model.targets and " ".join(text.target.lower().split()) not in model.targets:
            answer["target_known"] = False
        if engine.explain:
            words = explain_label(engine.models, task, text)
            answer["evidence"] = [[word.span.start, word.span.end, word.loss] for word in words]
    return answers


def predict_sentiment(engine: Engine, rows: Sequence[Row], articles: Sequence[Article]) -> list[Row]:
    """The tone of the text as a whole."""
    return predict_labels("sentiment", engine, rows, articles)


def predict_stance(engine: Engine, rows: Sequence[Row], articles: Sequence[Article]) -> list[Row]:
    """How the text stands to its target; a target that no training row had brings ``target_known`` false."""
    return predict_labels("stance", engine, rows, articles)


def predict_target_sentiment(engine: Engine, rows: Sequence[Row], articles: Sequence[Article]) -> list[Row]:
    """How the text makes its target look, with the probability of each label."""
    from framing.learn.occlusion import explain_target_sentiment
    from framing.learn.target import LABELS, target_of

    targets = [
        target_of(document, row["start"], row["end"])
        for row, document in zip(rows, engine.split(articles), strict=True)
    ]
    readings = engine.models.read_targets(targets)
    found = engine.models.target_sentiment.probabilities(targets, [reading.encoded for reading in readings])
    answers: list[Row] = [
        {
            "label": LABELS[int(probabilities.argmax())],
            "probabilities": {label: round(float(p), 6) for label, p in zip(LABELS, probabilities, strict=True)},
        }
        for probabilities in found
    ]
    if engine.explain:
        for answer, target in zip(answers, targets, strict=True):
            words = explain_target_sentiment(engine.models, target)
            answer["evidence"] = [[word.span.start, word.span.end, word.loss] for word in words]
    return answers


def predict_frames(engine: Engine, rows: Sequence[Row], articles: Sequence[Article]) -> list[Row]:
    """The frames of a trained model where one is named, else the study's that are present in any sentence."""
    own = engine.models.own_card
    if own and own.task == "frames":
        return predict_labels("frames", engine, rows, articles)
    return [
        {"frames": sorted({found.frame for found in engine.analyzer.scorer.score(*each).frames if found.present})}
        for each in engine.analyzer.attributed(articles)
    ]


def _pieces(spans: Sequence[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
