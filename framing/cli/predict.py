"""``framing predict``: one task over rows of JSON Lines."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from framing.cli.options import EncoderOption, ModelOption, StudyOption, Tier
from framing.cli.show import say
from framing.learn.choice import DEFAULT_TIER, ModelChoice


def predict(
    task: Annotated[str, typer.Argument(help="attribution, voice, sentiment, target-sentiment or frames.")],
    rows: Annotated[Path | None, typer.Argument(help="JSON Lines with id and text; standard input by default.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="JSON Lines to write; standard output by default.")] = None,
    study: StudyOption = "kosovo",
    model: ModelOption = None,
    models: Tier = DEFAULT_TIER,
    encoder: EncoderOption = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Add the words a label rests on (target-sentiment; slow).")
    ] = False,
) -> None:
    """Run one task over rows: each row comes back with the answer added."""
    from framing.tasks import predict_file

    count = predict_file(task, rows, out, study, ModelChoice(models, encoder, model), explain=explain)
    if out:
        say(f"{count} rows: {out}")
