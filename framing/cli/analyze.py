"""``framing analyze``: articles in, a result folder out, and a summary a person can read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from framing.cli.options import EncoderOption, ModelOption, StudyOption, Tier
from framing.cli.show import Json, say, show_json
from framing.learn.choice import DEFAULT_TIER, ModelChoice


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
        float, typer.Option("--min-confidence", help="Attributions below this, 0 to 1, are listed but give no voice.")
    ] = 0.0,
    lexicon: Annotated[
        Path | None,
        typer.Option("--lexicon", metavar="PATH", help="Sentiment list of your own (TSV) for the tone of sentences."),
    ] = None,
    extend: Annotated[bool, typer.Option("--extend", help="Add the list of --lexicon to ours; its terms win.")] = False,
    as_json: Json = False,
) -> None:
    """Find who speaks and how each side is presented; write tables and a manifest.

    Exit status: 0 done; 1 done, but some articles were set aside (the table of articles says why); 2 the call or a
    file is wrong and nothing was written.
    """
    from framing.errors import FramingError
    from framing.run import OwnLexicon, RunOptions, analyze_to

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
    )
    outcome = analyze_to(inputs, out, options, progress=say)
    if as_json:
        show_json(outcome.summary.as_json())
    else:
        say(outcome.summary.as_text())
        say(f"\nTables: {out}/   charts: framing chart {out}")
    if outcome.n_skipped:
        raise typer.Exit(1)
