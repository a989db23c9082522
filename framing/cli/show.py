"""How commands print: a table for people, or one JSON document."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from framing.measures import Figures, Intervals
    from framing.progress import Message

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document instead of a table.")]


def show_rows(rows: Sequence[Mapping[str, Any]], as_json: bool) -> None:
    """Prints rows of equal keys as a table, or as a JSON array."""
    if as_json:
        show_json(rows)
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for key, value in (rows[0] if rows else {}).items():
        table.add_column(key, justify="right" if isinstance(value, int | float) else "left", overflow="fold")
    for row in rows:
        table.add_row(*("" if value is None else str(value) for value in row.values()))
    Console(width=None if sys.stdout.isatty() else 140, highlight=False, markup=False).print(table)


def show_figures(figures: Figures, intervals: Intervals) -> None:
    """Prints the scores of a task as a table, and their mean to stderr."""
    show_rows(figures.rows(intervals), as_json=False)
    mean = f"{figures.mean_f1} {intervals.mean_f1 or ''}".rstrip()
    say(f"mean F1 of {', '.join(figures.averaged) or 'nothing'}: {mean}   ({figures.note})")
    if figures.coverage is not None:
        say(f"answered: {figures.coverage:.1%} of the rows; the figures are those of these rows")


def show_json(document: Any) -> None:
    """Prints one JSON document on stdout."""
    say(json.dumps(document, indent=1, ensure_ascii=False), to=sys.stdout)


def show_message(message: Message) -> None:
    """Prints what a run tells as text."""
    say(str(message))


def log_line(message: Message) -> None:
    """Prints what a run tells as one line of JSON with the time of the clock (UTC)."""
    from datetime import UTC, datetime

    say(json.dumps({"time": datetime.now(UTC).isoformat(timespec="seconds"), **message.as_json()}, ensure_ascii=False))


def say(text: str, to: Any = None) -> None:
    """Prints a message: to stderr, where it never mixes with results."""
    print(text, file=to or sys.stderr)
