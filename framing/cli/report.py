"""``framing report``: one page of a result folder, as a file or served on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from framing.cli.show import say


def report(
    results: Annotated[Path, typer.Argument(help="A folder that `framing analyze` wrote.")],
    out: Annotated[Path | None, typer.Option("--out", help="The HTML file; RESULTS/report.html by default.")] = None,
    comparison: Annotated[
        list[Path] | None,
        typer.Option("--comparison", help="A folder that `framing compare RESULTS --out` wrote; repeat for several."),
    ] = None,
    serve: Annotated[
        bool, typer.Option("--serve", help="Serve the report on 127.0.0.1 instead, for results too large for a file.")
    ] = False,
) -> None:
    """Write a report of a result folder: one HTML file that needs no network.

    Comparisons of the results that lie in their folder are told of too.
    """
    from framing.run import open_report, report_results

    if not serve:
        say(str(report_results(results, out, comparison or ())))
        return
    if out is not None:
        from framing.errors import FramingError

        raise FramingError("--out and --serve exclude each other: a served report is not written; leave one out")
    from framing.report.serve import serve_report

    serve_report(open_report(results, comparison or ()), lambda address: say(f"{address}  (Ctrl-C ends it)"))
