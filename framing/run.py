"""Whole runs from inputs to a result folder, as the command line and the experiments start them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from framing.records import Article
from framing.results import ResultWriter, check_format, check_out, load_results
from framing.study import load_study

if TYPE_CHECKING:
    from framing.charts import Charted
    from framing.summary import Summary

Progress = Callable[[str], None]
REPORT_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """A finished run: where it lies, its summary, and how many articles were set aside."""

    folder: Path
    summary: Summary
    n_skipped: int


def analyze_to(
    inputs: Sequence[str | Path],
    out: str | Path,
    study_id: str | Path = "kosovo",
    table_format: str = "csv",
    *,
    any_language: bool = False,
    strict: bool = False,
    progress: Progress | None = None,
) -> Outcome:
    """Analyses inputs into a folder, streaming; after an error the folder is as it was.

    Raises
    ------
    FramingError
        Anything wrong with the call, an input or a lexicon; nothing is written.
    """
    from framing.ingest import read_articles
    from framing.pipeline import Inputs, analyze_batches, manifest_of
    from framing.summary import summarize

    folder = check_out(Path(out))
    check_format(table_format)
    study = load_study(study_id)
    articles = read_articles(inputs, any_language=any_language, strict=strict)
    seen = Inputs()
    options = {"any_language": any_language, "strict": strict, "format": table_format}
    with ResultWriter(folder, table_format) as writer:
        for batch in analyze_batches(_watched(articles, progress), study):
            seen.add(batch["articles"])
            for name, frame in batch.items():
                writer.append(name, frame)
        writer.finish(manifest_of(study, seen, options))
    result = load_results(folder, ("articles", "sentences", "stances"))
    return Outcome(folder, summarize(result, study.voices), seen.n_skipped)


def chart_results(
    results: str | Path, names: Sequence[str] | None = None, out: str | Path | None = None, formats: Sequence[str] = ("svg", "png")
) -> list[Charted]:
    """Draws the charts of a result folder.

    Raises
    ------
    FramingError
        No results there, or an unknown chart or format.
    """
    from framing.charts import Palette, chart

    folder = Path(results)
    result = load_results(folder)
    study = result.manifest["study"]
    palette = Palette(
        labels={**study["frames"], **{voice["id"]: voice["label"] for voice in study["voices"]}},
        colours={voice["id"]: voice["colour"] for voice in study["voices"]},
        order=tuple(voice["id"] for voice in study["voices"]),
    )
    return chart(result.tables, palette, names, Path(out) if out else folder / "charts", formats)


def _watched(articles: Iterable[Article], progress: Progress | None) -> Iterator[Article]:
    """Reports set-aside articles as they come, and the pace of a long run every few seconds."""
    started = reported = time.monotonic()
    for count, article in enumerate(articles, start=1):
        if progress and article.status == "skipped":
            progress(f"set aside: {article.path}: {article.problem}")
        now = time.monotonic()
        if progress and now - reported >= REPORT_SECONDS:
            progress(f"{count} articles, {count / (now - started):.1f} a second")
            reported = now
        yield article
