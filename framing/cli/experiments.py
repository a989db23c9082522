"""``framing experiments``: the published experiments, and running them again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from framing.cli.show import Json, say, show_json, show_rows

app = typer.Typer(no_args_is_help=True, help="List, show and run experiments.", rich_markup_mode=None)


@app.command("list")
def list_(as_json: Json = False) -> None:
    """List the experiments with their questions."""
    from framing.experiments import list_experiments

    rows = [{"experiment": item.name, "kind": item.kind, "question": item.question} for item in list_experiments()]
    show_rows(rows, as_json)


@app.command()
def show(name: Annotated[str, typer.Argument(help="Name of an experiment.")], as_json: Json = False) -> None:
    """Show an experiment: its question and what it needs."""
    from framing.experiments import load_experiment

    found = load_experiment(name).as_json()
    if as_json:
        show_json(found)
        return
    rows = [{"field": key, "value": ", ".join(v) if isinstance(v, list) else v} for key, v in found.items()]
    show_rows(rows, as_json=False)


@app.command()
def run(
    name: Annotated[str, typer.Argument(help="Name of an experiment.")],
    out: Annotated[
        Path | None,
        typer.Option("--out", help="Folder for the results; results/NAME by default, framing/models for training."),
    ] = None,
    data: Annotated[
        Path | None, typer.Option("--data", help="Folder of labelled rows, for training and validation.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Run an experiment: tables, manifest, charts and report of a corpus, trained models, or figures of models."""
    from framing.experiments import run_experiment

    done = run_experiment(name, out, data, progress=say)
    if done.outcome is None:
        if as_json:
            show_json({"experiment": name, "folder": str(done.folder)})
        say(f"Results: {done.folder}/")
        return
    if as_json:
        show_json(done.outcome.summary.as_json())
    else:
        say(done.outcome.summary.as_text())
        say(f"\nTables: {done.folder}/   charts: {done.folder}/charts/   report: {done.folder}/report.html")
    if done.outcome.n_skipped:
        raise typer.Exit(1)


@app.command()
def reproduce(
    name: Annotated[str | None, typer.Argument(help="Name of an experiment.")] = None,
    every: Annotated[bool, typer.Option("--all", help="All experiments.")] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Compare with the committed results and leave these as they are.")
    ] = False,
    data: Annotated[
        Path | None, typer.Option("--data", help="Folder of articles and rows that are not in the repository.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Make experiments again and say which files differ, to the byte, and why.

    Exit status: 0 all that could be made is the same; 1 something differs; 2 the call is wrong. Without --check the
    results are written anew where they differ.
    """
    from framing.errors import FramingError
    from framing.reproduction import DIFFERS, reproduce, rewrite

    if (name is None) != every:
        raise FramingError("name one experiment, or --all")
    verdicts = reproduce(None if name is None else [name], data, say)
    rows = [
        {"experiment": each.experiment, "step": each.step, "outcome": each.outcome, "what": "\n".join(each.lines)}
        for each in verdicts
    ]
    show_rows(rows, as_json)
    unlike = [each.experiment for each in verdicts if each.outcome == DIFFERS]
    if unlike and not check:
        for which in dict.fromkeys(unlike):
            say(f"written anew: {rewrite(which, data)}")
    elif unlike:
        raise typer.Exit(1)
