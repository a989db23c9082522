"""``framing events``: which articles tell the same event, and how each outlet tells it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from framing.cli.show import Json, show_rows

if TYPE_CHECKING:
    from framing.results import Result


def events(
    results: Annotated[Path, typer.Argument(help="A folder that `framing analyze` wrote.")],
    event: Annotated[str | None, typer.Option("--event", help="Show the sentences of one event, side by side.")] = None,
    column: Annotated[
        str | None, typer.Option("--column", help="Column that names the event; by default found by date and words.")
    ] = None,
    by: Annotated[str, typer.Option("--by", help="outlet, or another column of the articles.")] = "outlet",
    days: Annotated[int, typer.Option("--days", help="Articles further apart tell no event together.")] = 3,
    likeness: Annotated[float, typer.Option("--likeness", help="How alike their words must be, 0 to 1.")] = 0.15,
    as_json: Json = False,
) -> None:
    """List the events of a corpus, or show how each outlet tells one of them, sentence by sentence."""
    from framing.compare import EventSettings, find_events, side_by_side
    from framing.compare.events import EVENT_NEEDS, SIDE_BY_SIDE_NEEDS
    from framing.results import Result, load_results

    needs = SIDE_BY_SIDE_NEEDS if event is not None else EVENT_NEEDS if column is None else {}
    result = load_results(results, {"articles": (), **needs})
    if column is None:
        column = "event_found"
        found = find_events(result, EventSettings(days, likeness))
        articles = result.tables["articles"]
        named = articles.assign(**{column: articles["article_id"].astype(str).map(found).astype("string")})
        result = Result({**result.tables, "articles": named}, result.manifest)
    if event is None:
        show_rows(_listed(result, column, by), as_json)
        return
    rows = side_by_side(result, event, column, by)
    shown = rows.drop(columns=["date", "title"], errors="ignore") if not as_json else rows
    plain = shown.astype(object).where(shown.notna(), None)
    show_rows([{str(key): value for key, value in row.items()} for row in plain.to_dict("records")], as_json)


def _listed(result: Result, column: str, by: str) -> list[dict[str, object]]:
    from framing.errors import FramingError, unknown

    articles = result.tables["articles"]
    for name in (column, by):
        if name not in articles.columns:
            raise FramingError(unknown("column", name, map(str, articles.columns)))
    rows = []
    for event, part in articles[articles["status"] == "ok"].groupby(column, sort=True):
        days = part["date"].dropna().astype(str)
        rows.append(
            {
                "event": str(event),
                "articles": len(part),
                by: ", ".join(sorted(part[by].dropna().astype(str).unique())),
                "from": days.min() if len(days) else None,
                "to": days.max() if len(days) else None,
            }
        )
    return sorted(rows, key=lambda row: (str(row["from"]), str(row["event"])))
