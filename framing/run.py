"""Whole runs from inputs to a result folder, as the command line and the experiments start them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.collector import loading
from framing.errors import FramingError, unknown
from framing.options import Execution as Execution
from framing.options import OwnLexicon as OwnLexicon
from framing.options import RunOptions as RunOptions
from framing.progress import Meter, Note, Tell
from framing.progress import Progress as Progress
from framing.results import ResultWriter, check_folder, load_results, read_manifest

if TYPE_CHECKING:
    from framing.charts import Charted, Palette
    from framing.partitions.analysis import PartitionAnalysis
    from framing.partitions.working_folder import WorkingFolder
    from framing.records import Article
    from framing.report import Report
    from framing.summary import Summary, Tallied

REPORT = "report.html"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A finished run: where it lies, its summary, and how many articles were set aside."""

    folder: Path
    summary: Summary
    n_skipped: int


def analyze_to(
    inputs: Sequence[str | Path],
    out: str | Path,
    options: RunOptions | None = None,
    tell: Tell | None = None,
    execution: Execution | None = None,
) -> Outcome:
    """Analyses inputs into a folder, streaming; after an error the folder is as it was.

    Parameters
    ----------
    inputs : sequence of str or Path
        As ``framing.read_articles`` takes them.
    out : str or Path
        The folder for the results.
    options : RunOptions, optional
        How they are analysed.
    tell : callable, optional
        Takes what a person may want to know while it is at work.
    execution : Execution, optional
        By whom; it changes no byte of the results.

    Raises
    ------
    FramingError
        Anything wrong with the call, an input, a lexicon or a model, or no article that can be used; no results are
        written.
    """
    with loading():
        from framing.ingest import input_sizes, read_articles, text_bytes
        from framing.partitions.analysis import PartitionAnalysis
        from framing.partitions.working_folder import WorkingFolder
        from framing.pipeline import check_confidence

    options, execution, folder = options or RunOptions(), execution or Execution(), Path(out)
    execution.check()
    work = WorkingFolder(folder)
    work.check(execution.unfinished)
    options.check()
    check_confidence(options.min_confidence)
    _check_apart(folder, inputs)
    articles = read_articles(inputs, any_language=options.any_language, strict=options.strict)
    with loading():
        analysis = PartitionAnalysis(options)
    begun = {
        "decides": analysis.decides,
        "options": options.as_json(),
        "partition": options.parts or execution.partition_articles,
        "inputs": input_sizes(inputs),
    }
    work.begin(execution.unfinished, begun)
    with closing(work):
        meter = Meter(tell, text_bytes(inputs) if tell else None)
        tallies = _join(articles, analysis, work, meter, tell, execution)
        work.discard()
    from framing.summary import summarize

    study = analysis.study
    labels = {key: voice.label for key, voice in (*study.perspectives.items(), *study.outside.items())}
    summary = summarize(tallies, labels)
    return Outcome(folder, summary, summary.n_skipped)


def _join(
    articles: Iterable[Article],
    analysis: PartitionAnalysis,
    work: WorkingFolder,
    meter: Meter,
    tell: Tell | None,
    execution: Execution,
) -> list[Tallied]:
    """Fills the result folder; what a summary says of it."""
    from framing.partitions.cache import Cache
    from framing.partitions.joined import PartitionedRun, engine_of, tell_of_cache

    options = analysis.options
    say = tell or (lambda message: None)
    if execution.unfinished == "resume":
        say(Note(f"going on after {work.n_found} finished partitions" if work.n_found else "nothing to go on from"))
    cache = Cache(execution.cache, analysis.decides) if execution.cache else None
    try:
        if cache:
            tell_of_cache(cache, say)
        with ResultWriter(work.out, options.table_format, options.text, work.draft) as writer:
            run = PartitionedRun(analysis, work, writer, meter, tell, cache)
            run.join(articles, engine_of(execution, analysis), options.parts or execution.partition_articles)
            writer.finish(analysis.manifest(run.seen))
        if cache:
            cache.finish()
            say(Note(f"{cache.path}: {cache.n_known} of {run.seen.n_articles} articles were known from earlier runs"))
    except (KeyboardInterrupt, OSError):
        if work.n_stored:
            say(Note(f"{work.n_stored} partitions are finished; go on with the same call and --resume"))
        raise
    finally:
        if cache:
            cache.close()
    return run.tallies


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
    from framing.charts.registry import check_names, needs_of

    folder = Path(results)
    place = check_folder(Path(out) if out else folder / "charts", "charts")
    read_manifest(folder)  # what is wrong with the folder is told before what is with the names
    result = load_results(folder, needs_of(check_names(names, formats)[0]))
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
