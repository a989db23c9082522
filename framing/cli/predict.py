"""``framing predict``: one task over rows of JSON Lines."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from framing.cli.show import say


def predict(
    task: Annotated[str, typer.Argument(help="attribution, voice, sentiment or frames.")],
    rows: Annotated[Path | None, typer.Argument(help="JSON Lines with id and text; standard input by default.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="JSON Lines to write; standard output by default.")] = None,
    study: Annotated[str, typer.Option("--study", help="Id of a study, or the path of its folder.")] = "kosovo",
) -> None:
    """Run one task over rows: each row comes back with the answer added."""
    from framing.tasks import predict_file

    count = predict_file(task, rows, out, study)
    if out:
        say(f"{count} rows: {out}")
