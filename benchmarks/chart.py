"""The chart of the stages: what each takes, in times of VADER and TextBlob on the same sentences."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from matplotlib.figure import Figure

from framing.charts.drawing import INK, MUTED, NEUTRAL, POSITIVE, house_style

HEIGHT_A_ROW = 0.32


def draw(figures: Mapping[str, Any], baseline: str) -> bytes:
    """The chart as SVG."""
    steps = figures["steps"]
    names = [step["step"] for step in steps]
    times = [step["to_baseline"] for step in steps]
    with house_style():
        figure = Figure(figsize=(8, 1.4 + HEIGHT_A_ROW * len(steps)), layout="constrained")
        axes = figure.subplots()
        colours = [NEUTRAL if name == baseline else POSITIVE for name in names]
        axes.barh(names, times, color=colours, height=0.7)
        for place, step in enumerate(steps):
            label = f" {step['to_baseline']:.2f}  ({step['sentences_per_second']:,.0f} sentences/s)"
            axes.text(max(step["to_baseline"], step["budget"] or 0), place, label, va="center", color=INK)
        for place, step in enumerate(steps):
            if step["budget"] is not None:
                axes.plot([step["budget"]] * 2, [place - 0.45, place + 0.45], color=INK, linewidth=1.5)
        axes.invert_yaxis()
        axes.set_xlim(0, max(times) * 1.4)
        axes.set_xlabel(
            f"processor time, in times of {baseline} on the same {figures['sentences']:,} sentences; line: the budget"
        )
        axes.set_title(f"What each stage takes, {figures['tier']} tier", loc="left", color=INK)
        axes.spines[["top", "right"]].set_visible(False)
        axes.tick_params(colors=MUTED)
        content = io.BytesIO()
        figure.savefig(content, format="svg", metadata={"Date": None, "Creator": "framing"})
    return content.getvalue()
