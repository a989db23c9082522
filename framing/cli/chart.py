"""``framing chart``: the charts of a result folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from framing.cli.show import say


def chart(
    results: Annotated[Path, typer.Argument(help="A folder that `framing analyze` or `framing compare --out` wrote.")],
    chart: Annotated[
        list[str] | None, typer.Option("--chart", help="Name of a chart; repeat for several. All by default.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Folder for the charts; RESULTS/charts by default.")] = None,
    image_format: Annotated[
        list[str] | None, typer.Option("--format", help="svg, png or pdf; repeat for several.")
    ] = None,
) -> None:
    """Draw the charts of results or of a comparison as SVG and PNG."""
    from framing.comparisons import chart_comparison, is_comparison
    from framing.run import chart_results

    draw = chart_comparison if is_comparison(results) else chart_results
    for charted in draw(results, chart, out, image_format or ["svg", "png"]):
        for path in charted.files:
            say(str(path))
        if charted.skipped:
            say(f"{charted.name}: not drawn: {charted.skipped}")
