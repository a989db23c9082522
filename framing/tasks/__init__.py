"""The tasks behind ``framing predict`` and ``framing evaluate``: rows of JSON Lines in, the same rows answered out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from framing.errors import FramingError, unknown
from framing.measures import Figures, label_figures, set_figures, span_figures, voice_figures
from framing.records import Article, Span
from framing.study import load_study
from framing.tasks.answers import attributions_problem, frames_problem, label_problem, sentences_problem
from framing.tasks.rows import Check, Row, read_rows, written

if TYPE_CHECKING:
    from framing.pipeline import Analyzer

_ISO_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?(?!\w)")
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")


def predict_attribution(analyzer: Analyzer, article: Article) -> Row:
    """Source, cue and content spans of every attribution."""
    found = analyzer.attributor.attribute(analyzer.splitter.split(article)).attributions
    return {
        "attributions": [
            {
                "source": _pieces(attribution.source),
                "cue": _pieces(attribution.cue),
                "content": _pieces(*attribution.content),
                "kind": attribution.kind,
            }
            for attribution in found
        ]
    }


def predict_voice(analyzer: Analyzer, article: Article) -> Row:
    """The sentences with their voices."""
    document = analyzer.splitter.split(article)
    voices = analyzer.attributor.attribute(document).voices
    return {
        "sentences": [
            {"start": sentence.start, "end": sentence.end, "voices": list(voice.voices)}
            for sentence, voice in zip(document.sentences, voices, strict=True)
        ]
    }


def predict_sentiment(analyzer: Analyzer, article: Article) -> Row:
    """The tone of the text as a whole, from the news lexicon; it gives a label and a score, no probabilities."""
    from framing.score import label_of

    document = analyzer.splitter.split(article)
    score = analyzer.scorer.text_score(document, analyzer.attributor.attribute(document))
    words = [word for word, _ in score.evidence]
    return {"label": label_of(score.polarity), "lexicon_polarity": score.polarity, "evidence": words}


def predict_frames(analyzer: Analyzer, article: Article) -> Row:
    """The study's frames that are present in any sentence of the text."""
    document = analyzer.splitter.split(article)
    scored = analyzer.scorer.score(document, analyzer.attributor.attribute(document))
    return {"frames": sorted({found.frame for found in scored.frames if found.present})}


def _pieces(*spans: Span | None) -> list[list[int]]:
    return [[span.start, span.end] for span in spans if span]


@dataclass(frozen=True, slots=True)
class Task:
    """A task: how a row is answered, which key of a gold row holds the answer, and how the two are compared.

    ``check`` says what is wrong with the answer of a gold row.
    """

    predict: Callable[[Analyzer, Article], Row]
    answer: str
    check: Check
    compare: Callable[[Sequence[Row], Sequence[Row]], Figures]


TASKS: dict[str, Task] = {
    "attribution": Task(predict_attribution, "attributions", attributions_problem, span_figures),
    "voice": Task(predict_voice, "sentences", sentences_problem, voice_figures),
    "sentiment": Task(predict_sentiment, "label", label_problem, label_figures),
    "frames": Task(predict_frames, "frames", frames_problem, set_figures),
}


def task_of(name: str) -> Task:
    """The task of a name, or an error with the choices."""
    if name not in TASKS:
        raise FramingError(unknown("task", name, TASKS))
    return TASKS[name]


def predict_rows(task: str, rows: Iterable[Row], study_id: str | Path = "kosovo") -> Iterator[Row]:
    """Each row with the task's answer added; further keys are kept, an answer that stood there is replaced.

    Parameters
    ----------
    task : str
        A key of ``TASKS``.
    rows : iterable of dict
        With ``id`` and ``text``; a ``date`` tells who held which office, if it is ISO 8601.
    study_id : str or Path
        As ``framing.load_study`` takes it.
    """
    from framing.pipeline import Analyzer

    chosen = task_of(task)
    analyzer = Analyzer(load_study(study_id))
    for row in rows:
        date = _ISO_DATE.match(str(row.get("date")))
        text = _HALF_CHARACTER.sub("\ufffd", row["text"])
        article = Article(str(row["id"]), text, date=date[0] if date else None)
        yield {**row, **chosen.predict(analyzer, article)}


def predict_file(task: str, rows: Path | None, out: Path | None, study_id: str | Path = "kosovo") -> int:
    """Predicts a file of rows into another (or standard input to standard output); the count of rows.

    Raises
    ------
    FramingError
        Unknown task or study, no such file.
    DataError
        Lines that are no rows; all are listed, and nothing is written.
    """
    task_of(task)
    given = read_rows(rows, ("id", "text"))
    load_study(study_id)
    count = 0
    with written(out) as file:
        for row in predict_rows(task, given, study_id):
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    return count


def evaluate_file(task: str, gold: Path, study_id: str | Path = "kosovo") -> Figures:
    """The figures of a task on rows that carry the answer.

    Raises
    ------
    FramingError
        Unknown task or study, no such file, or no row in it.
    DataError
        Lines that are no rows, or whose answer has not the form of the task; all are listed.
    """
    chosen = task_of(task)
    rows = read_rows(gold, ("id", "text", chosen.answer), chosen.check)
    if not rows:
        raise FramingError(f"{gold}: no row to evaluate; name JSON Lines with id, text and {chosen.answer}")
    bare = [{key: value for key, value in row.items() if key != chosen.answer} for row in rows]
    return chosen.compare(rows, list(predict_rows(task, bare, study_id)))
