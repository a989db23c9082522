"""``framing lexicons``: the lists that hold our judgements about language."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from framing.cli.options import StudyOption
from framing.cli.show import Json, say, show_json, show_rows

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
def compare(
    inputs: Annotated[
        list[str], typer.Argument(help="Files, folders, globs, or - for standard input.", metavar="INPUT")
    ],
    lexicon: Annotated[
        list[Path] | None,
        typer.Option("--lexicon", metavar="PATH", help="A sentiment list of your own (TSV); may be given again."),
    ] = None,
    study: StudyOption = "kosovo",
    rows: Annotated[int, typer.Option("--rows", min=1, help="Words and sentences to show.")] = 15,
    as_json: Json = False,
) -> None:
    """Show how the sentiment lexicons differ on articles: scores, labels, the words and the sentences behind it."""
    from framing.errors import FramingError
    from framing.ingest import read_articles
    from framing.lexicon_comparison import NEWS, TEXTBLOB, VADER, compare_lexicons
    from framing.lexicons import load_sentiment
    from framing.study import load_study

    own = [load_sentiment(path) for path in lexicon or ()]
    names = [NEWS, VADER, TEXTBLOB, *(given.name for given in own)]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise FramingError(f"two lexicons are called {', '.join(twice)}; rename the file of your own")
    found = compare_lexicons(read_articles(inputs), load_study(study), own, rows)
    if not found.n_sentences:
        raise FramingError("no article can be used; name articles with text in English")
    if as_json:
        show_json(found.as_json())
        return
    say(f"{found.n_articles} articles, {found.n_sentences} sentences")
    for table in (found.lexicons, found.pairs, found.words, found.sentences):
        say("", to=sys.stdout)
        show_rows(table, as_json=False)


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
