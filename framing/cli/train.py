"""``framing train``: labelled rows in, a model folder out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from framing.cli.options import EncoderOption, Tier
from framing.cli.show import Json, say, show_figures, show_json
from framing.learn.choice import DEFAULT_TIER, ModelChoice

if TYPE_CHECKING:
    from framing.tasks.training import Trained


def train(
    task: Annotated[str, typer.Argument(help="attribution, target-sentiment, sentiment, stance or frames.")],
    rows: Annotated[Path, typer.Option("--train", metavar="ROWS", help="JSON Lines or CSV with the answer.")],
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
        show_json(_document(done))
        return
    if done.validated:
        say("\ncross-validated: each row by a model that has not seen it")
        show_figures(done.validated, done.validated.intervals())
        steps = ", ".join(f"{count} rows {100 * f1:.1f}" for count, f1 in done.curve)
        say(f"learning curve, mean F1 by rows learnt from: {steps}")
    if done.figures and done.intervals:
        show_figures(done.figures, done.intervals)


def _document(done: Trained) -> dict[str, Any]:
    """The card; what cross-validation found beside it."""
    card = done.card.as_json()
    if done.validated is None:
        return card
    curve = [{"rows": count, "mean_f1": round(100 * f1, 2)} for count, f1 in done.curve]
    return {**card, "cross_validation": done.validated.as_json(done.validated.intervals()), "learning_curve": curve}
