"""``framing lexicons``: the lists that hold our judgements about language."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Annotated

import typer

from framing.cli.show import Json, say, show_rows

app = typer.Typer(no_args_is_help=True, help="List, show and check lexicons.", rich_markup_mode=None)


@app.command("list")
def list_(as_json: Json = False) -> None:
    """List every lexicon with its size, licence and date."""
    from framing.lexicons.catalogue import catalogue

    show_rows([entry.row() for entry in catalogue()], as_json)


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="Name of a lexicon, as `framing lexicons list` has it.")],
    as_json: Json = False,
) -> None:
    """Show the entries of a lexicon."""
    from framing.lexicons.catalogue import entries

    show_rows(entries(name), as_json)


@app.command()
def check() -> None:
    """Check every general list and every study; every bad line is listed."""
    from framing.errors import DataError
    from framing.lexicons import load_lexicons
    from framing.study import list_studies, load_study

    problems: list[str] = []
    loaders: list[Callable[[], object]] = [load_lexicons, *(partial(load_study, study) for study in list_studies())]
    for load in loaders:
        try:
            load()
        except DataError as error:
            problems += [problem for problem in error.problems if problem not in problems]
    if problems:
        raise DataError("lexicons", problems)
    say("every lexicon is right")
