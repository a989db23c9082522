"""``framing compare``: how groups of articles, or the sides in them, are told apart from each other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from framing.cli.show import Json, say, show_json, show_rows

if TYPE_CHECKING:
    import pandas as pd

SMALL_P = 0.001
MOST_SHOWN = 200


def compare(
    results: Annotated[list[str], typer.Argument(help="Folders that `framing analyze` wrote.", metavar="RESULTS")],
    by: Annotated[
        str, typer.Option("--by", help="outlet, article, date, side, corpus (of several RESULTS), or a column.")
    ],
    out: Annotated[Path | None, typer.Option("--out", help="Folder for tables, manifest and charts.")] = None,
    measure: Annotated[
        list[str] | None, typer.Option("--measure", help="Name of a measure; repeat for several. All by default.")
    ] = None,
    reference: Annotated[
        str | None, typer.Option("--reference", help="Group to measure against; by default the rest of the articles.")
    ] = None,
    events: Annotated[
        str | None,
        typer.Option("--events", help="Column that names an article's event, or auto: found by date and words."),
    ] = None,
    period: Annotated[
        str, typer.Option("--period", help="day, week, month, quarter or year, for --by date.")
    ] = "month",
    correction: Annotated[str, typer.Option("--correction", help="bh, holm or none, over all tests.")] = "bh",
    min_articles: Annotated[
        int, typer.Option("--min-articles", help="With evidence in fewer articles there is a note and no number.")
    ] = 5,
    seed: Annotated[int, typer.Option("--seed", help="Decides what is left to chance.")] = 20080217,
    mixed: Annotated[bool, typer.Option("--mixed", help="Also fit mixed models (needs framing[mixed]).")] = False,
    as_json: Json = False,
) -> None:
    """Compare outlets, periods, corpora or sides: estimates, differences, intervals and tests in one tidy table."""
    from framing.compare import Question
    from framing.comparisons import compare_folders

    question = Question(
        by=by,
        measures=tuple(measure or ()),
        reference=reference,
        events=events,
        period=period,
        correction=correction,
        min_articles=min_articles,
        seed=seed,
    )
    done = compare_folders(results, question, out, mixed)
    for note in done.comparison.notes:
        say(f"note: {note}")
    if as_json:
        show_json(done.comparison.as_json())
    else:
        table = done.comparison.table
        known = table[table["n_articles"] > 0]
        show_rows([_shown(row) for row in _dicts(known.head(MOST_SHOWN))], as_json=False)
        if len(known) > MOST_SHOWN:
            say(f"{len(known) - MOST_SHOWN} more rows; --out FOLDER writes all of them, --json prints them")
        if mixed:
            show_rows([_shown_mixed(row) for row in _dicts(done.tables["mixed"])], as_json=False)
    say(f"adjusted p: {done.comparison.family}")
    if out:
        say(f"Tables: {out}/   charts: {out}/charts/")


def _dicts(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(key): None if value != value else value for key, value in row.items()}
            for row in table.astype(object).where(table.notna(), None).to_dict("records")]  # fmt: skip


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "measure": row["measure"],
        "side": row["side"],
        "group": row["group"],
        "articles": row["n_articles"],
        "n": row["n_sentences"],
        "estimate": number(row["estimate"]),
        "interval": number(row["ci_low"], row["ci_high"]),
        "difference": number(row["difference"], sign="+"),
        "its interval": number(row["difference_low"], row["difference_high"], sign="+"),
        "effect": number(row["effect_size"], sign="+"),
        "p adjusted": _p(row["p_adjusted"]),
        "note": row["note"] or "",
    }


def _shown_mixed(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "mixed model": row["measure"],
        "side": row["side"],
        "group": row["group"],
        "against": row["reference"] or "",
        "difference": number(row["difference"], sign="+"),
        "its interval": number(row["difference_low"], row["difference_high"], sign="+"),
        "p": _p(row["p"]),
        "note": row["note"] or "",
    }


def number(value: float | None, high: float | None = None, sign: str = "") -> str:
    """A number, or with ``high`` a range from it to there.

    >>> number(0.25), number(-0.5, 0.1, sign="+"), number(None)
    ('0.25', '-0.50..+0.10', '')
    """
    if value is None:
        return ""
    return f"{value:{sign}.2f}" + ("" if high is None else f"..{high:{sign}.2f}")


def _p(value: float | None) -> str:
    if value is None:
        return ""
    return f"<{SMALL_P}" if value < SMALL_P else f"{value:.3f}"
