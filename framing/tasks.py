"""The tasks behind ``framing predict`` and ``framing evaluate``: rows of JSON Lines in, the same rows with the answer out."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from framing.errors import DataError, FramingError, unknown
from framing.measures import Figures, span_figures, label_figures, set_figures, voice_figures
from framing.records import Article, Span
from framing.study import load_study

if TYPE_CHECKING:
    from framing.pipeline import Analyzer

Row = dict[str, Any]


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
    score = analyzer.scorer.text_score(analyzer.splitter.split(article))
    return {"label": score.label, "lexicon_polarity": score.polarity, "evidence": [word for word, _ in score.evidence]}


def predict_frames(analyzer: Analyzer, article: Article) -> Row:
    """The study's frames that are present anywhere in the text."""
    return {"frames": analyzer.scorer.text_frames(analyzer.splitter.split(article))}


def _pieces(*spans: Span | None) -> list[list[int]]:
    return [[span.start, span.end] for span in spans if span]


@dataclass(frozen=True, slots=True)
class Task:
    """A task: how a row is answered, which key of a gold row holds the answer, and how the two are compared."""

    predict: Callable[[Analyzer, Article], Row]
    answer: str
    compare: Callable[[Sequence[Row], Sequence[Row]], Figures]


TASKS: dict[str, Task] = {
    "attribution": Task(predict_attribution, "attributions", span_figures),
    "voice": Task(predict_voice, "sentences", voice_figures),
    "sentiment": Task(predict_sentiment, "label", label_figures),
    "frames": Task(predict_frames, "frames", set_figures),
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
        With ``id`` and ``text``; a ``date`` tells who held which office.
    study_id : str or Path
        As ``framing.load_study`` takes it.
    """
    from framing.pipeline import Analyzer

    chosen = task_of(task)
    analyzer = Analyzer(load_study(study_id))
    for row in rows:
        article = Article(str(row["id"]), row["text"], date=row.get("date"))
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
    load_study(study_id)
    given = read_rows(rows, ("id", "text"))
    count = 0
    with _output(out) as file:
        for row in predict_rows(task, given, study_id):
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    return count


def evaluate_file(task: str, gold: Path, study_id: str | Path = "kosovo") -> Figures:
    """The figures of a task on rows that carry the answer."""
    chosen = task_of(task)
    rows = read_rows(gold, ("id", "text", chosen.answer))
    bare = [{key: value for key, value in row.items() if key != chosen.answer} for row in rows]
    return chosen.compare(rows, list(predict_rows(task, bare, study_id)))


def read_rows(path: Path | None, keys: Sequence[str]) -> list[Row]:
    """The rows of a JSON Lines file (standard input for None), each with the keys named.

    Raises
    ------
    DataError
        With every line that is not JSON, no object, or lacks a key.
    """
    name = str(path) if path and str(path) != "-" else "standard input"
    try:
        text = sys.stdin.read() if name == "standard input" else Path(name).read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise FramingError(f"{name}: no such file") from error
    except (UnicodeDecodeError, IsADirectoryError, PermissionError) as error:
        raise FramingError(f"{name}: cannot be read as UTF-8 text: {error}") from error
    rows: list[Row] = []
    problems: list[str] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            problems.append(f"line {number}: not JSON: {error}")
            continue
        problem = _row_problem(row, keys, seen)
        if problem:
            problems.append(f"line {number}: {problem}")
        else:
            seen[str(row["id"])] = number
            rows.append(row)
    if problems:
        raise DataError(name, problems)
    return rows


def _row_problem(row: Any, keys: Sequence[str], seen: Mapping[str, int]) -> str | None:
    if not isinstance(row, dict):
        return f"an object with {', '.join(keys)} is needed, not {type(row).__name__}"
    absent = [key for key in keys if row.get(key) is None]
    if absent:
        return f"lacks {', '.join(absent)}; has {', '.join(row) or 'nothing'}"
    if not isinstance(row["text"], str):
        return f"text must be a string, not {type(row['text']).__name__}"
    if str(row["id"]) in seen:
        return f"id {row['id']!r} stands on line {seen[str(row['id'])]} already"
    return None


@contextmanager
def _output(path: Path | None) -> Iterator[IO[str]]:
    """Standard output, or a file that appears only when it is whole."""
    if path is None:
        yield sys.stdout
        return
    if path.is_dir() or not path.parent.is_dir():
        raise FramingError(f"{path}: is a folder, or its folder does not exist; name a file")
    draft = path.with_name(f".{path.name}.part")
    try:
        with draft.open("w", encoding="utf-8", newline="\n") as file:
            yield file
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
