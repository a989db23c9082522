"""Whole runs from inputs to a result folder, as the command line and the experiments start them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.errors import FramingError, unknown
from framing.learn.choice import ModelChoice
from framing.lexicons import PolarTerm, SentimentList, load_sentiment
from framing.progress import Pace
from framing.records import Article
from framing.results import ResultWriter, check_folder, check_format, check_out, load_results
from framing.schema import without_words
from framing.study import load_study

if TYPE_CHECKING:
    import pandas as pd

    from framing.charts import Charted, Palette
    from framing.report import Report
    from framing.summary import Summary

Progress = Callable[[str], None]
REPORT_SECONDS = 5.0
MOST_REASONS = 20
REPORT = "report.html"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A finished run: where it lies, its summary, and how many articles were set aside."""

    folder: Path
    summary: Summary
    n_skipped: int


@dataclass(frozen=True, slots=True)
class OwnLexicon:
    """A sentiment list of a user's, in place of the package's, or where it ``extends`` it, over it."""

    path: Path
    extends: bool = False

    def load(self, base: tuple[PolarTerm, ...]) -> SentimentList:
        """The terms to use; ``base`` are the package's."""
        found = load_sentiment(self.path)
        return found.over(base) if self.extends else found

    def as_json(self) -> dict[str, Any]:
        """What the manifest keeps: name and hash, no path."""
        return {"name": self.path.name, "sha256": load_sentiment(self.path).sha256, "extends": self.extends}


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How inputs are analysed.

    Parameters
    ----------
    study : str or Path
        As ``framing.load_study`` takes it.
    table_format : str
        ``csv``, ``parquet`` or ``jsonl``.
    any_language, strict : bool
        Whether articles that are not in English are kept, and whether the first that cannot be used stops the run.
    models : ModelChoice
        The trained models; the shipped ones of the encoder tier by default.
    min_confidence : float
        In [0, 1]; attributions below it are listed but give no voice.
    lexicon : OwnLexicon, optional
        A sentiment list of one's own.
    frames : tuple of str
        Further frame schemes besides the study's, by name or by the path of a YAML file.
    text : bool
        Whether the tables hold the words of the articles; without them they can be published where the articles
        cannot.
    keep : tuple of str
        Further columns of the articles that text-free tables keep.
    """

    study: str | Path = "kosovo"
    table_format: str = "csv"
    any_language: bool = False
    strict: bool = False
    models: ModelChoice = field(default_factory=ModelChoice)
    min_confidence: float = 0.0
    lexicon: OwnLexicon | None = None
    frames: tuple[str, ...] = ()

    text: bool = True
    keep: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """What the manifest keeps; study and models have their own places there."""
        return {
            "any_language": self.any_language,
            "strict": self.strict,
            "format": self.table_format,
            "min_confidence": self.min_confidence,
            **({"lexicon": self.lexicon.as_json()} if self.lexicon else {}),
            **({} if self.text else {"text": False, "keep": list(self.keep)}),
        }


def analyze_to(
    inputs: Sequence[str | Path],
    out: str | Path,
    options: RunOptions | None = None,
    progress: Progress | None = None,
) -> Outcome:
    """Analyses inputs into a folder, streaming; after an error the folder is as it was.

    Raises
    ------
    FramingError
        Anything wrong with the call, an input, a lexicon or a model, or no article that can be used; nothing is
        written.
    """
    from framing.ingest import read_articles, text_bytes
    from framing.learn.models import Models
    from framing.pipeline import Inputs, analysis_tasks, analyze_batches, check_confidence, manifest_of

    options = options or RunOptions()
    folder = check_out(Path(out))
    check_format(options.table_format)
    check_confidence(options.min_confidence)
    _check_apart(folder, inputs)
    articles = read_articles(inputs, any_language=options.any_language, strict=options.strict)
    study = load_study(options.study, options.frames)
    own = options.lexicon.load(study.lexicons.sentiment) if options.lexicon else None
    models = Models(study.lexicons, options.models)
    models.load(analysis_tasks(models))
    seen, reasons = Inputs(), list[str]()
    watched = _watched(articles, progress, text_bytes(inputs) if progress else None)
    with ResultWriter(folder, options.table_format, options.text) as writer:
        for batch in analyze_batches(watched, study, models, options.min_confidence, own):
            seen.add(batch["articles"])
            reasons += _reasons(batch["articles"])[: MOST_REASONS - len(reasons)]
            for name, frame in batch.items():
                writer.append(name, frame if options.text else without_words(name, frame, options.keep))
        if seen.n_skipped == seen.n_articles:
            raise FramingError(_nothing_left(reasons, seen.n_skipped))
        writer.finish(manifest_of(study, seen, options.as_json(), models))
    from framing.summary import summarize

    result = load_results(folder, ("articles", "sentences", "mentions"))
    return Outcome(folder, summarize(result, study.voices), seen.n_skipped)


def chart_results(
    results: str | Path,
    names: Sequence[str] | None = None,
    out: str | Path | None = None,
    formats: Sequence[str] = ("svg", "png"),
) -> list[Charted]:
    """Draws the charts of a result folder.

    Raises
    ------
    FramingError
        No results there, an unknown chart or format, or a file where the charts should go.
    """
    from framing.charts import chart

    folder = Path(results)
    place = check_folder(Path(out) if out else folder / "charts", "charts")
    result = load_results(folder)
    return chart(result.tables, palette_of(result.manifest), names, place, formats)


def report_results(results: str | Path, out: str | Path | None = None, comparisons: Sequence[str | Path] = ()) -> Path:
    """Writes the report of a result folder as one page, whole or not at all; returns where it lies.

    Parameters
    ----------
    results : str or Path
        A folder that ``analyze_to`` wrote.
    out : str or Path, optional
        The file to write; ``report.html`` in the folder by default.
    comparisons : sequence of str or Path
        Folders of comparisons of these results, besides those that lie in the folder.

    Raises
    ------
    FramingError
        No results there, a comparison of others, a voice that the study lacks, or a folder where the page should go.
    """
    page = Path(out) if out else Path(results) / REPORT
    if page.is_dir():
        raise FramingError(f"{page}: is a folder; name a file for the report, such as {page / REPORT}")
    check_folder(page.parent, "report")
    text = open_report(results, comparisons).page()
    page.parent.mkdir(parents=True, exist_ok=True)
    waiting = page.with_name(f".{page.name}.{os.getpid()}.part")
    try:
        waiting.write_text(text, encoding="utf-8", newline="\n")
        waiting.replace(page)
    finally:
        waiting.unlink(missing_ok=True)
    return page


def open_report(results: str | Path, comparisons: Sequence[str | Path] = ()) -> Report:
    """The report of a result folder and its comparisons, to be written or served."""
    from framing.comparisons import comparisons_of, load_comparison
    from framing.report import Contrasts, build_report

    result = load_results(results)
    if result.manifest.get("options", {}).get("text") is False:
        raise FramingError(
            f"{results}: holds no text, which a report shows; put it back with `framing rehydrate`, or "
            "draw its charts with `framing chart`"
        )
    compared = []
    for folder in comparisons_of(Path(results), result.manifest, comparisons):
        tables, manifest = load_comparison(folder)
        facts = manifest["comparison"]
        compared.append(Contrasts(folder.resolve().name, tables["comparison"], facts["question"], facts["family"]))
    return build_report(result.tables, result.manifest, palette_of(result.manifest), compared)


def palette_of(manifest: Mapping[str, Any]) -> Palette:
    """How the voices and frames of a manifest's study look."""
    from framing.charts import Palette

    study = manifest["study"]
    return Palette(
        labels={**study["frames"], **{voice["id"]: voice["label"] for voice in study["voices"]}},
        colours={voice["id"]: voice["colour"] for voice in study["voices"]},
        order=tuple(voice["id"] for voice in study["voices"]),
    )


def check_charts(names: Iterable[str]) -> None:
    """Raises a FramingError for a name that no chart has."""
    from framing.charts.registry import CHARTS

    wrong = [unknown("chart", name, CHARTS) for name in names if name not in CHARTS]
    if wrong:
        raise FramingError("\n".join(wrong))


def _check_apart(out: Path, inputs: Sequence[str | Path]) -> None:
    """Refuses results in a folder of articles: the next run would take the tables for articles."""
    for given in map(Path, filter(str, inputs)):
        if given.is_dir() and out.resolve().is_relative_to(given.resolve()):
            raise FramingError(
                f"{out}: lies in the folder of articles {given}; name a folder for the results outside it"
            )


def _reasons(articles: pd.DataFrame) -> list[str]:
    """Why articles were set aside, each with its place."""
    aside = articles[articles["status"] == "skipped"]
    return [f"{path}: {problem}" for path, problem in zip(aside["path"], aside["problem"], strict=True)]


def _nothing_left(reasons: Sequence[str], n_skipped: int) -> str:
    further = [f"and {n_skipped - len(reasons)} more"] if n_skipped > len(reasons) else []
    lines = "\n".join(f"  {line}" for line in (*reasons, *further))
    return f"no article can be used, nothing was written; mend these or name other inputs:\n{lines}"


def _watched(articles: Iterable[Article], progress: Progress | None, total_bytes: int | None) -> Iterator[Article]:
    """Reports set-aside articles as they come, and every few seconds the pace and the time left."""
    started = reported = time.monotonic()
    done_bytes = 0
    for count, article in enumerate(articles, start=1):
        yield article
        done_bytes += len(article.text.encode())
        if progress and article.status == "skipped":
            progress(f"set aside: {article.path}: {article.problem}")
        now = time.monotonic()
        if progress and now - reported >= REPORT_SECONDS:
            progress(str(Pace(count, now - started, done_bytes, total_bytes)))
            reported = now
