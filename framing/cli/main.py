"""The console script ``framing``: its commands, and how errors reach the person at the keyboard."""

from __future__ import annotations

import atexit
import os
import sys
import threading
from collections.abc import Callable
from typing import Annotated

import typer

from framing import __version__
from framing.cli import (
    analyze,
    chart,
    compare,
    evaluate,
    events,
    experiments,
    export,
    lexicons,
    models,
    predict,
    rehydrate,
    report,
    studies,
    train,
)
from framing.cli.show import say

COMMANDS: dict[str, Callable[..., None] | typer.Typer] = {
    "analyze": analyze.analyze,
    "compare": compare.compare,
    "events": events.events,
    "chart": chart.chart,
    "export": export.export,
    "rehydrate": rehydrate.rehydrate,
    "report": report.report,
    "predict": predict.predict,
    "evaluate": evaluate.evaluate,
    "train": train.train,
    "experiments": experiments.app,
    "studies": studies.app,
    "lexicons": lexicons.app,
    "models": models.app,
}


def _print_version(wanted: bool) -> None:
    if wanted:
        say(__version__, to=sys.stdout)
        raise typer.Exit


def framing(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and stop.", is_eager=True, callback=_print_version)
    ] = False,
) -> None:
    """Start here: framing analyze ARTICLES --out RESULTS, then framing chart RESULTS."""


def program(asked: str = "") -> typer.Typer:
    """The program with all its commands, or, where it is asked for one of them, with that alone: it starts sooner."""
    found = typer.Typer(
        name="framing",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        help="Who speaks in the news, how each side is presented, and how that differs across sides, outlets and time.",
    )
    found.callback()(framing)
    for name, command in COMMANDS.items():
        if name != asked and asked in COMMANDS:
            continue
        if isinstance(command, typer.Typer):
            found.add_typer(command, name=name)
        else:
            found.command(name)(command)
    return found


app = program()


def main() -> None:
    """Runs the command line; what a user got wrong is printed to stderr and ends with status 2."""
    from framing.collector import look_seldom
    from framing.errors import FramingError

    look_seldom()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        program(sys.argv[1] if len(sys.argv) > 1 else "")()
    except FramingError as error:
        print(f"framing: {error}", file=sys.stderr)  # noqa: T201
        sys.exit(2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except KeyboardInterrupt:
        print("framing: stopped; no half-written file is left", file=sys.stderr)  # noqa: T201
        sys.exit(130)
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        print(f"framing: {place}{error.strerror or error}; mend this and run again", file=sys.stderr)  # noqa: T201
        sys.exit(2)


def run() -> None:
    """``main`` as a process of its own, which ends without freeing object by object what goes with it anyway.

    What others have registered for the end is done; where threads are still at work, or the last words cannot be
    written, Python ends as usual.
    """
    code: str | int | None = None
    try:
        main()
    except SystemExit as end:
        code = end.code
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        sys.exit(code)
    if threading.active_count() > 1 or isinstance(code, str):
        sys.exit(code)
    atexit._run_exitfuncs()
    os._exit(code or 0)


if __name__ == "__main__":
    run()
