"""``framing models``: the trained models that ship, and those in a folder of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from framing.cli.show import Json, say, show_json, show_rows

if TYPE_CHECKING:
    from framing.learn.store import ModelCard

app = typer.Typer(no_args_is_help=True, help="List, show and verify trained models.", rich_markup_mode=None)


@app.command("list")
def list_(as_json: Json = False) -> None:
    """List the models that ship with the package."""
    from framing.learn.store import find_model, shipped

    rows = [_row(card, find_model(card.name)) for card in shipped()]
    if not rows and not as_json:
        say("no model ships with this copy of framing; `framing models show PATH` shows one of your own")
        return
    show_rows(rows, as_json)


@app.command()
def show(
    model: Annotated[str, typer.Argument(help="Name, as `framing models list` has it, or a model's folder.")],
    as_json: Json = False,
) -> None:
    """Show what a model says of itself: task, figures, data and their licences, and what it gets wrong."""
    from framing.learn.store import find_model, read_card, sha256_of

    folder = find_model(model)
    card = read_card(folder)
    if as_json:
        show_json({**card.as_json(), "folder": str(folder), "sha256": sha256_of(folder)})
        return
    say(f"{card.name}: {card.description}\n")
    facts = {
        **{key: value for key, value in _row(card, folder).items() if key in ("task", "tier", "MB")},
        "labels": ", ".join(card.labels) or None,
        "encoder": card.encoder,
        "files": ", ".join(card.files),
        "libraries": ", ".join(f"{name} {version}" for name, version in card.libraries.items()),
        "sha256": sha256_of(folder),
        "folder": str(folder),
    }
    show_rows([{"what": key, "value": str(value)} for key, value in facts.items() if value], as_json=False)
    for title, rows in (("Figures", _figures(card)), ("Trained on", _data(card))):
        say(f"\n{title}" if rows else f"\n{title}: none stated")
        if rows:
            show_rows(rows, as_json=False)
    if card.known_failures:
        say("\nKnown failures")
        for failure in card.known_failures:
            say(f"- {failure}")


@app.command()
def verify(
    models: Annotated[
        list[str] | None, typer.Argument(metavar="MODEL", help="Names or folders; all that ship by default.")
    ] = None,
    encoder: Annotated[
        Path | None, typer.Option("--encoder", help="Folder of the encoder to be used; by default the one that ships.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Check models against their hashes, the libraries here and the encoder; every problem is listed."""
    from framing.errors import DataError
    from framing.learn.store import verify_models

    found = verify_models(models, encoder)
    problems = [f"{model}: {problem}" for model, wrong in found.items() for problem in wrong]
    if as_json:
        show_json(
            [
                {
                    "model": model,
                    "right": not wrong,
                    "problems": [{"file": each.file, "problem": each.text} for each in wrong],
                }
                for model, wrong in found.items()
            ]
        )
        if problems:
            raise typer.Exit(2)
        return
    if problems:
        raise DataError("models", problems)
    say(f"right: {', '.join(found)}" if found else "no model ships with this copy of framing")


@app.command()
def export(
    folder: Annotated[
        Path,
        typer.Argument(
            help="A BERT model as transformers saves it: config.json, model.safetensors and tokenizer.json."
        ),
    ],
    out: Annotated[Path, typer.Option("--out", help="Folder for the encoder.")],
    name: Annotated[str | None, typer.Option("--name", help="Of the encoder.")] = None,
) -> None:
    """Make an encoder of a BERT model, for --encoder: weights in 8 bits, as ONNX. Needs framing[train]."""
    from framing.learn.encoder.export import export_encoder

    card = export_encoder(folder, out, name)
    sizes = card.settings
    say(
        f"{out}: {sizes['hidden_size']} wide, {sizes['num_hidden_layers']} layers, reads {sizes['window']} pieces at "
        f"once; models on it: framing train TASK --train ROWS --encoder {out} --out MODEL"
    )


def _row(card: ModelCard, folder: Path) -> dict[str, Any]:
    from framing.learn.store import size_of

    return {
        "model": card.name,
        "task": card.task,
        "tier": card.tier,
        "MB": round(size_of(folder, card) / 1e6, 2),
        "figure": card.main_figure(),
    }


def _figures(card: ModelCard) -> list[dict[str, Any]]:
    return [
        {
            "measure": measure,
            "data": data_set,
            "estimate": found.estimate,
            "ci_low": found.ci_low,
            "ci_high": found.ci_high,
        }
        for measure, data_sets in card.figures.items()
        for data_set, found in data_sets.items()
    ]


def _data(card: ModelCard) -> list[dict[str, Any]]:
    return [
        {"data": each.name, "rows": each.rows, "licence": each.licence, "sha256": each.sha256} for each in card.data
    ]
