"""``framing predict``: one task over rows of JSON Lines."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from framing.cli.options import EncoderOption, MinConfidence, ModelOption, StudyOption, Tier
from framing.cli.show import say
from framing.learn.choice import DEFAULT_TIER, ModelChoice
from framing.learn.tier_accuracy import accuracy_note


def predict(
    task: Annotated[str, typer.Argument(help="attribution, voice, sentiment, target-sentiment, stance or frames.")],
    rows: Annotated[Path | None, typer.Argument(help="JSON Lines with id and text; standard input by default.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="JSON Lines to write; standard output by default.")] = None,
    study: StudyOption = "kosovo",
    model: ModelOption = None,
    models: Tier = DEFAULT_TIER,
    encoder: EncoderOption = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Add the words a label rests on (tasks of labels; slow).")
    ] = False,
    min_confidence: MinConfidence = None,
) -> None:
    """Run one task over rows: each row comes back with the answer added."""
    from framing.tasks import predict_file

    choice = ModelChoice(models, encoder, model)
    count = predict_file(task, rows, out, study, choice, explain=explain, min_confidence=min_confidence)
    if out:
        say(f"{count} rows: {out}")
    if accuracy := accuracy_note(choice, (task,)):
        say(f"note: {accuracy}")
