"""``framing evaluate``: how well a task does on rows that carry the answer."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from framing.cli.options import EncoderOption, MinConfidence, ModelOption, StudyOption, Tier
from framing.cli.show import Json, say, show_figures, show_json
from framing.learn.choice import DEFAULT_TIER, ModelChoice


def evaluate(
    task: Annotated[str, typer.Argument(help="attribution, voice, sentiment, target-sentiment, stance or frames.")],
    gold: Annotated[Path, typer.Option("--gold", help="JSON Lines that carry the answer.")],
    study: StudyOption = "kosovo",
    model: ModelOption = None,
    models: Tier = DEFAULT_TIER,
    encoder: EncoderOption = None,
    min_confidence: MinConfidence = None,
    as_json: Json = False,
) -> None:
    """Predict the rows and compare with their answers: precision, recall and F1 with its 95 % interval."""
    from framing.tasks import evaluate_file
    from framing.tasks.known import known_rows

    choice = ModelChoice(models, encoder, model)
    figures = evaluate_file(task, gold, study, choice, min_confidence=min_confidence)
    for line in known_rows(task, gold, choice):
        say(f"warning: {line}")
    intervals = figures.intervals()
    if as_json:
        show_json(figures.as_json(intervals))
    else:
        show_figures(figures, intervals)
