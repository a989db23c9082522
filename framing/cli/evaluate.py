"""``framing evaluate``: how well a task does on rows that carry the answer."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from framing.cli.show import Json, say, show_json, show_rows


def evaluate(
    task: Annotated[str, typer.Argument(help="attribution, voice, sentiment or frames.")],
    gold: Annotated[Path, typer.Option("--gold", help="JSON Lines that carry the answer.")],
    study: Annotated[str, typer.Option("--study", help="Id of a study, or the path of its folder.")] = "kosovo",
    as_json: Json = False,
) -> None:
    """Predict the rows and compare with their answers: precision, recall and F1."""
    from framing.tasks import evaluate_file

    figures = evaluate_file(task, gold, study)
    if as_json:
        show_json(figures.as_json())
        return
    show_rows(figures.rows(), as_json=False)
    say(f"mean F1 of {', '.join(figures.averaged) or 'nothing'}: {figures.mean_f1}   ({figures.note})")
