"""``framing analyze``: articles in, a result folder out, and a summary a person can read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from framing.batches import BATCH_ARTICLES
from framing.cli.options import EncoderOption, ModelOption, StudyOption, Tier
from framing.cli.show import Json, log_line, show_json, show_message
from framing.learn.choice import DEFAULT_TIER, ModelChoice
from framing.learn.tier_accuracy import accuracy_note
from framing.progress import Note


def analyze(
    inputs: Annotated[
        list[str], typer.Argument(help="Files, folders, globs, or - for standard input.", metavar="INPUT")
    ],
    out: Annotated[Path, typer.Option("--out", help="Folder for the results.")],
    study: StudyOption = "kosovo",
    table_format: Annotated[str, typer.Option("--format", help="csv, parquet or jsonl.")] = "csv",
    any_language: Annotated[
        bool, typer.Option("--any-language", help="Keep articles that are not in English.")
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Stop at the first article that cannot be used.")] = False,
    model: ModelOption = None,
    frames: Annotated[
        list[str] | None,
        typer.Option("--frames", help="A further frame scheme: a name, or a YAML file of your own; may be repeated."),
    ] = None,
    no_text: Annotated[
        bool, typer.Option("--no-text", help="Leave the words of the articles out of the tables, to publish them.")
    ] = False,
    keep: Annotated[
        list[str] | None, typer.Option("--keep", help="With --no-text: a column of one's own to keep; repeat.")
    ] = None,
    models: Tier = DEFAULT_TIER,
    encoder: EncoderOption = None,
    min_confidence: Annotated[
        float,
        typer.Option("--min-confidence", help="Less sure labels are missing, attributions give no voice (0 to 1)."),
    ] = 0.0,
    lexicon: Annotated[
        Path | None,
        typer.Option("--lexicon", metavar="PATH", help="Sentiment list of your own (TSV) for the tone of sentences."),
    ] = None,
    extend: Annotated[bool, typer.Option("--extend", help="Add the list of --lexicon to ours; its terms win.")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Evidence of models by leaving each word out in turn (slow).")
    ] = False,
    workers: Annotated[int, typer.Option("--workers", metavar="N", help="Analyse in so many processes.")] = 1,
    engine: Annotated[str, typer.Option("--engine", help="local, or dask for many machines.")] = "local",
    scheduler: Annotated[
        str | None,
        typer.Option("--scheduler", metavar="ADDRESS", help="With --engine dask: a running scheduler (tcp://...)."),
    ] = None,
    resume: Annotated[
        bool | None,
        typer.Option("--resume/--fresh", help="Go on with an unfinished run of this folder, or throw it away."),
    ] = None,
    cache: Annotated[
        Path | None,
        typer.Option("--cache", metavar="FILE", help="Keep what is found in each article; compute only new ones."),
    ] = None,
    partition: Annotated[
        int, typer.Option("--partition", metavar="N", help="Articles stored as one (a multiple of 64).")
    ] = BATCH_ARTICLES,
    parts: Annotated[
        bool,
        typer.Option("--parts", help="With --format parquet: a file for every --partition articles, not one a table."),
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print errors only.")] = False,
    log_json: Annotated[bool, typer.Option("--log-json", help="Print messages as JSON lines.")] = False,
    as_json: Json = False,
) -> None:
    """Find who speaks and how each side is presented; write tables and a manifest.

    Exit status: 0 done; 1 done, but some articles were set aside (the table of articles says why); 2 the call or a
    file is wrong and nothing was written. A run that was killed goes on with --resume and ends with the same bytes.
    """
    from framing.errors import FramingError
    from framing.run import Execution, OwnLexicon, RunOptions, analyze_to

    if extend and lexicon is None:
        raise FramingError("--extend adds the list of --lexicon to ours; name the list with --lexicon PATH")
    own = OwnLexicon(lexicon, extend) if lexicon else None
    choice = ModelChoice(models, encoder, model)
    options = RunOptions(
        study,
        table_format,
        any_language,
        strict,
        choice,
        min_confidence,
        own,
        tuple(frames or ()),
        not no_text,
        tuple(keep or ()),
        partition if parts else 0,
        explain,
    )
    unfinished = "refuse" if resume is None else "resume" if resume else "fresh"
    execution = Execution(workers, engine, scheduler, unfinished, cache, partition)
    tell = None if quiet else log_line if log_json else show_message
    outcome = analyze_to(inputs, out, options, tell, execution)
    if as_json:
        show_json(outcome.summary.as_json())
    elif not quiet:
        done = Note(f"{outcome.summary.as_text()}\n\nTables: {out}/   charts: framing chart {out}")
        for note in (done, *([Note(accuracy)] if (accuracy := accuracy_note(choice)) else [])):
            (tell or show_message)(note)
    if outcome.n_skipped:
        raise typer.Exit(1)
