"""The tasks behind ``framing predict`` and ``framing evaluate``: rows of JSON Lines in, the same rows answered out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from framing.attribution_figures import attribution_figures
from framing.batches import batched
from framing.errors import FramingError, unknown
from framing.learn.choice import ModelChoice
from framing.measures import Figures, label_figures, set_figures, voice_figures
from framing.records import Article
from framing.study import load_study
from framing.tasks.answers import (
    attributions_problem,
    frames_problem,
    label_problem,
    sentences_problem,
    stance_problem,
    target_problem,
)
from framing.tasks.confidence import abstained, check_confidence
from framing.tasks.predictions import (
    Engine,
    predict_attribution,
    predict_frames,
    predict_sentiment,
    predict_stance,
    predict_target_sentiment,
    predict_voice,
)
from framing.tasks.rows import Check, Row, read_rows, written
from framing.tasks.source_types import source_types

BATCH_ROWS = 256
ATTRIBUTION = "attribution"
EXPLAINED = ("target-sentiment", "sentiment", "stance", "frames")
_ISO_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?(?!\w)")
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Task:
    """A task: how a batch of rows is answered, which key of a gold row holds the answer, how the two are compared.

    ``check`` says what is wrong with the answer of a gold row, ``asks`` what is wrong with the question of any row,
    which has ``keys`` besides id and text; ``models`` are the tasks of the trained models it asks.
    """

    predict: Callable[[Engine, Sequence[Row], Sequence[Article]], list[Row]]
    answer: str
    check: Check
    compare: Callable[[Sequence[Row], Sequence[Row]], Figures]
    keys: tuple[str, ...] = ()
    asks: Check | None = None
    models: tuple[str, ...] = ("attribution",)

    def problem(self, row: Row) -> str | None:
        """What is wrong with a gold row, in its question or its answer."""
        return (self.asks(row) if self.asks else None) or self.check(row)


def _attribution_figures(gold: Sequence[Row], predicted: Sequence[Row]) -> Figures:
    from framing.lexicons import load_lexicons

    return attribution_figures(gold, predicted, source_types(load_lexicons()))


TASKS: dict[str, Task] = {
    "attribution": Task(predict_attribution, "attributions", attributions_problem, _attribution_figures),
    "voice": Task(predict_voice, "sentences", sentences_problem, voice_figures),
    "sentiment": Task(predict_sentiment, "label", label_problem, label_figures, models=("sentiment",)),
    "target-sentiment": Task(
        predict_target_sentiment,
        "label",
        label_problem,
        label_figures,
        ("start", "end"),
        target_problem,
        ("target-sentiment",),
    ),
    "stance": Task(predict_stance, "label", label_problem, label_figures, ("target",), stance_problem, ("stance",)),
    "frames": Task(predict_frames, "frames", frames_problem, set_figures),
}


def task_of(name: str) -> Task:
    """The task of a name, or an error with the choices."""
    if name not in TASKS:
        raise FramingError(unknown("task", name, TASKS))
    return TASKS[name]


def predict_rows(
    task: str,
    rows: Iterable[Row],
    study_id: str | Path = "kosovo",
    choice: ModelChoice | None = None,
    *,
    explain: bool = False,
    min_confidence: float | None = None,
) -> Iterator[Row]:
    """Each row with the task's answer added; further keys are kept, an answer that stood there is replaced.

    Parameters
    ----------
    task : str
        A key of ``TASKS``.
    rows : iterable of dict
        With ``id`` and ``text``, and the span of the target for ``target-sentiment``; a ``date`` tells who held which
        office, if it is ISO 8601.
    study_id : str or Path
        As ``framing.load_study`` takes it.
    choice : ModelChoice, optional
        The models; the shipped ones of the encoder tier by default.
    explain : bool
        Whether tasks of labels give the words each label rests on (``framing.learn.occlusion``).
    min_confidence : float, optional
        From 0 to 1; below it no label is given (None), see ``framing.tasks.confidence``.
    """
    chosen = task_of(task)
    check_confidence(task, min_confidence)
    engine = Engine(load_study(study_id), choice or ModelChoice(), explain=explain)
    own = engine.models.own_card
    engine.models.load((task,) if own and own.task != ATTRIBUTION and task == "frames" else chosen.models)
    for batch in batched(rows, BATCH_ROWS):
        articles = [_article(row) for row in batch]
        for row, answer in zip(batch, chosen.predict(engine, batch, articles), strict=True):
            yield {**row, **abstained(chosen.answer, answer, min_confidence)}


def predict_file(
    task: str,
    rows: Path | None,
    out: Path | None,
    study_id: str | Path = "kosovo",
    choice: ModelChoice | None = None,
    *,
    explain: bool = False,
    min_confidence: float | None = None,
) -> int:
    """Predicts a file of rows into another (or standard input to standard output); the count of rows.

    Raises
    ------
    FramingError
        Unknown task, study or model, no such file.
    DataError
        Lines that are no rows; all are listed, and nothing is written.
    """
    chosen = task_of(task)
    if explain and task not in EXPLAINED:
        raise FramingError(f"--explain: {task} is not explained by words left out; it is for {', '.join(EXPLAINED)}")
    check_confidence(task, min_confidence)
    given = read_rows(rows, ("id", "text", *chosen.keys), chosen.asks)
    load_study(study_id)
    count = 0
    with written(out) as file:
        for row in predict_rows(task, given, study_id, choice, explain=explain, min_confidence=min_confidence):
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    return count


def evaluate_file(
    task: str,
    gold: Path,
    study_id: str | Path = "kosovo",
    choice: ModelChoice | None = None,
    *,
    min_confidence: float | None = None,
) -> Figures:
    """The figures of a task on rows that carry the answer; with a least confidence, on those that get one.

    Raises
    ------
    FramingError
        Unknown task, study or model, no such file, or no row in it.
    DataError
        Lines that are no rows, or whose answer has not the form of the task; all are listed.
    """
    chosen = task_of(task)
    rows = read_rows(gold, ("id", "text", *chosen.keys, chosen.answer), chosen.problem)
    if not rows:
        keys = ", ".join(("id", "text", *chosen.keys))
        raise FramingError(f"{gold}: no row to evaluate; name JSON Lines with {keys} and {chosen.answer}")
    bare = [{key: value for key, value in row.items() if key != chosen.answer} for row in rows]
    answers = list(predict_rows(task, bare, study_id, choice, min_confidence=min_confidence))
    given = [at for at, answer in enumerate(answers) if answer[chosen.answer] is not None]
    figures = chosen.compare([rows[at] for at in given], [answers[at] for at in given])
    whole = min_confidence is None and len(given) == len(rows)
    return figures if whole else replace(figures, coverage=len(given) / len(rows))


def _article(row: Row) -> Article:
    date = _ISO_DATE.match(str(row.get("date")))
    text = _HALF_CHARACTER.sub("\ufffd", row["text"])
    return Article(str(row["id"]), text, date=date[0] if date else None)
