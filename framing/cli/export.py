"""``framing export``: results in the forms that other tools read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from framing.cli.show import say


def export(
    results: Annotated[Path, typer.Argument(help="A folder that `framing analyze` wrote.")],
    to: Annotated[
        str,
        typer.Option(
            "--to",
            help="datapackage (Frictionless), statements (as DNA has them), spreadsheet, or distinctive-terms.",
        ),
    ],
    out: Annotated[Path | None, typer.Option("--out", help="File (CSV), or folder of spreadsheets.")] = None,
    by: Annotated[
        str, typer.Option("--by", help="Distinctive terms of each outlet, side, or value of a column of the articles.")
    ] = "outlet",
    function_words: Annotated[
        bool, typer.Option("--function-words", help="Also distinctive terms made of function words alone.")
    ] = False,
) -> None:
    """Write results as a data package, statements of a discourse network, safe CSV, or their distinctive terms."""
    from framing.export import export_results

    say(f"written: {export_results(results, to, out, by, function_words)}")
