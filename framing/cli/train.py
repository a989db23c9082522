"""``framing train``: labelled rows in, a model folder out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from framing.cli.options import EncoderOption, Tier
from framing.cli.show import Json, say, show_figures, show_json
from framing.learn.choice import DEFAULT_TIER, ModelChoice


def train(
    task: Annotated[str, typer.Argument(help="attribution or target-sentiment.")],
    rows: Annotated[Path, typer.Option("--train", metavar="ROWS", help="JSON Lines that carry the answer.")],
    out: Annotated[Path, typer.Option("--out", metavar="MODEL", help="Folder for the model.")],
    dev: Annotated[
        Path | None, typer.Option("--dev", metavar="ROWS", help="Further rows, to evaluate the model on.")
    ] = None,
    models: Tier = DEFAULT_TIER,
    encoder: EncoderOption = None,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Decides what is left to chance.")] = 0,
    name: Annotated[str | None, typer.Option("--name", help="Of the model; by default that of its folder.")] = None,
    as_json: Json = False,
) -> None:
    """Train a model of a task; use it with --model. A model that stands in the folder is replaced."""
    from framing.tasks.training import TrainingFiles, train_file

    done = train_file(task, TrainingFiles(rows, out, dev), ModelChoice(models, encoder), seed, name, progress=say)
    if as_json:
        show_json(done.card.as_json())
    elif done.figures and done.intervals:
        show_figures(done.figures, done.intervals)
