"""``framing export``: results in the forms that other tools read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from framing.cli.show import say


def export(
    results: Annotated[Path, typer.Argument(help="A folder that `framing analyze` wrote.")],
    to: Annotated[
        str, typer.Option("--to", help="datapackage (Frictionless), statements (as DNA has them) or spreadsheet.")
    ],
    out: Annotated[Path | None, typer.Option("--out", help="File of the statements, folder of spreadsheets.")] = None,
) -> None:
    """Write results as a data package, as statements of a discourse network, or as CSV without formulas."""
    from framing.export import export_results

    say(f"written: {export_results(results, to, out)}")
