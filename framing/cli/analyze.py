"""``framing analyze``: articles in, a result folder out, and a summary a person can read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from framing.cli.options import EncoderOption, StudyOption, Tier
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
    no_text: Annotated[
        bool, typer.Option("--no-text", help="Leave the words of the articles out of the tables, to publish them.")
    ] = False,
    keep: Annotated[
        list[str] | None, typer.Option("--keep", help="With --no-text: a column of one's own to keep; repeat.")
    ] = None,
    models: Tier = DEFAULT_TIER,
    encoder: EncoderOption = None,
    as_json: Json = False,
) -> None:
    """Find who speaks and how each side is presented; write tables and a manifest.

    Exit status: 0 done; 1 done, but some articles were set aside (the table of articles says why); 2 the call or a
    file is wrong and nothing was written.
    """
    from framing.run import RunOptions, analyze_to

    choice = ModelChoice(models, encoder)
    options = RunOptions(study, table_format, any_language, strict, choice, not no_text, tuple(keep or ()))
    outcome = analyze_to(inputs, out, options, progress=say)
    if as_json:
        show_json(outcome.summary.as_json())
    else:
        say(outcome.summary.as_text())
        say(f"\nTables: {out}/   charts: framing chart {out}")
    if outcome.n_skipped:
        raise typer.Exit(1)
