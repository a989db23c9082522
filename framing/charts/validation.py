"""How accurate and how fast the models are: estimates with intervals beside published ones, and speed below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator

from framing.charts.drawing import BODY_WIDTH, FAINT, INK, MUTED, PAPER, Drawing, Heading, Page, new_page
from framing.charts.lettering import BODY, SMALL, line_height, width_of
from framing.charts.plot import page_of
from framing.charts.wording import count

TITLE = "How accurate are the models, and how fast?"
LOOKS = {"encoder tier": ("#0072B2", "o"), "linear tier": ("#D55E00", "s")}
BASELINE = ("#595959", "^")
PUBLISHED = "D"

LABEL, GAP, ROW, HEAD, AXIS, SECTION = 1.75, 0.3, 0.27, 0.55, 0.32, 0.22
SCATTER, FULL, SIGN = 2.7, 118, 0.08
GROUND = {"facecolor": PAPER, "edgecolor": "none", "pad": 0.8}
ALL_DATA = "all"
PANELS = {
    "attribution": ("source F1", "cue F1", "content F1"),
    "target-sentiment": ("macro-F1",),
}
TASKS = {
    "attribution": "Attribution: who says what, exact spans",
    "target-sentiment": "Target sentiment: how a sentence makes a named target look",
}


def draw_validation(figures: pd.DataFrame, speeds: pd.DataFrame, published: pd.DataFrame) -> Drawing:
    """A section of panels a task, and below accuracy against speed on a log axis.

    Parameters
    ----------
    figures : DataFrame
        task, data, measure, model, estimate, ci_low, ci_high (percent; missing where there is none), n_rows, n_units,
        unit.
    speeds : DataFrame
        model, work, n_rows, words_per_row, rows_per_second.
    published : DataFrame
        task, data (a data set or ``all``), measure, model, estimate.
    """
    sections = [_Section(task, figures, published) for task in PANELS]
    height = sum(section.height for section in sections) + HEAD + SCATTER
    heading = _heading(figures, speeds)
    page = new_page(heading, height)
    top = 0.0
    for section in sections:
        section.draw(page, top)
        top += section.height
    _draw_speed(page, top, figures, speeds)
    return Drawing((page.figure,), heading.title, f"{heading.subtitle} {heading.note}")


def plot_validation(
    figures: pd.DataFrame, speeds: pd.DataFrame, published: pd.DataFrame, ax: Axes | None = None
) -> Axes | Figure:
    """Draws the page of ``draw_validation`` as a figure, or as large as fits in axes, which are blanked."""
    return page_of("validation", lambda: draw_validation(figures, speeds, published), ax)


class _Section:
    """The panels of one task: a row a model, ours first, then published ones from the best down."""

    def __init__(self, task: str, figures: pd.DataFrame, published: pd.DataFrame) -> None:
        self.task = task
        self.figures = figures[(figures["task"] == task) & figures["measure"].isin(PANELS[task])]
        self.published = published[(published["task"] == task) & published["measure"].isin(PANELS[task])]
        data = self.figures["data"].unique()
        self.panels = [(name, measure) for name in data for measure in PANELS[task]]
        self.ours = list(self.figures["model"].unique())
        best = self.published.groupby("model")["estimate"].mean()
        self.theirs = sorted(best.index, key=lambda model: (-best[model], model))

    @property
    def height(self) -> float:
        """In inches."""
        return HEAD + (len(self.ours) + len(self.theirs)) * ROW + AXIS + SECTION

    def draw(self, page: Page, top: float) -> None:
        """The labels on the left, the panels beside them."""
        page.write(0, top + 0.1, TASKS[self.task], BODY, color=INK, weight="bold")
        models = [*self.ours, *self.theirs]
        for place, model in enumerate(models):
            y = top + HEAD + (place + 0.5) * ROW
            page.write(0, y, model, color=INK if model in self.ours else MUTED)
        if self.theirs:
            y = top + HEAD + len(self.ours) * ROW
            page.canvas.plot([0, BODY_WIDTH], [y, y], color=MUTED, linewidth=0.8, zorder=0)
        width = (BODY_WIDTH - LABEL - (len(self.panels) - 1) * GAP) / max(1, len(self.panels))
        for place, (name, measure) in enumerate(self.panels):
            x = LABEL + place * (width + GAP)
            axes = page.axes(x, top + HEAD, width, len(models) * ROW)
            axes.set_ylim(len(models) - 0.5, -0.5)
            shown = self.figures[(self.figures["data"] == name) & (self.figures["measure"] == measure)]
            n_rows = int(shown["n_rows"].max()) if len(shown) else 0
            page.write(x, top + HEAD - 0.12, f"{measure}, {name}, n = {n_rows:,}", color=INK)
            self._draw_ours(axes, shown)
            self._draw_theirs(axes, name, measure)
            _percent_axis(axes)

    def _draw_ours(self, axes: Axes, shown: pd.DataFrame) -> None:
        for row in shown.to_dict("records"):
            place, (colour, marker) = self.ours.index(row["model"]), look_of(row["model"])
            _interval(axes, place, row["ci_low"], row["ci_high"])
            axes.plot(row["estimate"], place, marker=marker, color=colour, markersize=5.5, mec=INK, mew=0.6, zorder=3)
            weight = "bold" if row["model"] in LOOKS else "normal"
            _number(axes, place, row["estimate"], color=INK, weight=weight)

    def _draw_theirs(self, axes: Axes, name: str, measure: str) -> None:
        found = self.published
        shown = found[found["data"].isin([name, ALL_DATA]) & (found["measure"] == measure)]
        for row in shown.to_dict("records"):
            place = len(self.ours) + self.theirs.index(row["model"])
            axes.plot(
                row["estimate"], place, marker=PUBLISHED, color=PAPER, markersize=5.5, mec=MUTED, mew=1.2, zorder=3
            )
            _number(axes, place, row["estimate"], color=MUTED)


def look_of(model: str) -> tuple[str, str]:
    """The colour and the sign of a model; baselines share theirs."""
    return LOOKS.get(model, BASELINE)


def _interval(axes: Axes, place: int, low: float, high: float) -> None:
    """A line with caps that stand out above and below the sign of the estimate, however narrow it is."""
    if not np.isnan(low):
        axes.plot([low, high], [place, place], color=INK, linewidth=1.4, zorder=2)
        axes.vlines([low, high], place - 0.28, place + 0.28, color=INK, linewidth=1.1, zorder=2)


def _number(axes: Axes, place: int, value: float, **style: Any) -> None:
    axes.text(FULL, place, f"{value:.1f}", ha="right", va="center_baseline", fontsize=SMALL, **style)


def _percent_axis(axes: Axes) -> None:
    axes.set_xlim(0, FULL)
    axes.set_xticks([0, 25, 50, 75, 100])
    axes.grid(axis="x", color=FAINT, linewidth=0.8)
    axes.spines["bottom"].set_visible(False)


def _heading(figures: pd.DataFrame, speeds: pd.DataFrame) -> Heading:
    sets = figures.drop_duplicates(["task", "data"])
    sizes = [
        f"{row['data']}: {row['n_rows']:,} rows of {row['n_units']:,} {row['unit']}" for row in sets.to_dict("records")
    ]
    return Heading(
        TITLE,
        "F1 in percent on rows that no model was trained on, with 95% bootstrap intervals (lines). Hollow "
        "diamonds: figures from the literature.",
        f"n: {'; '.join(sizes)}; whole articles or sentences are redrawn for the intervals. The models "
        "were chosen with these rows in view. Published figures: the held-out rows of each work, not these. "
        f"Speed: {count(int(speeds['n_rows'].max()), 'sentence')} of {speeds['words_per_row'].max():.0f} words on "
        "average, processor time of one thread, models loaded; both tiers do attribution and target sentiment, the "
        "others only the tone of the sentence.",
    )


def _draw_speed(page: Page, top: float, figures: pd.DataFrame, speeds: pd.DataFrame) -> None:
    """Accuracy of target sentiment against sentences a second, for the methods that have both."""
    measured = figures[figures["measure"] == "macro-F1"].drop_duplicates("model")
    found = measured.merge(speeds[["model", "rows_per_second"]], on="model").sort_values("estimate", ascending=False)
    page.write(0, top + 0.1, "Accuracy against speed", BODY, color=INK, weight="bold")
    name = measured["data"].iloc[0] if len(measured) else ""
    page.write(0, top + HEAD - 0.17, f"macro-F1 of target sentiment, {name}", color=INK)
    bottom = AXIS + line_height(SMALL)
    axes = page.axes(0.4, top + HEAD, BODY_WIDTH - 0.4, SCATTER - bottom)
    low, high = _limits(found["rows_per_second"])
    axes.set(xscale="log", xlim=(low, high), ylim=_y_limits(found))
    axes.set_xlabel("sentences a second, one thread (log scale)", fontsize=SMALL)
    axes.tick_params(axis="y", labelsize=SMALL, colors=MUTED)
    axes.set_yticks([tick for tick in range(0, 101, 10) if axes.get_ylim()[0] <= tick <= axes.get_ylim()[1]])
    ticks = [step * 10**power for power in range(7) for step in (1, 2, 5) if low <= step * 10**power <= high]
    axes.xaxis.set_minor_locator(NullLocator())
    axes.set_xticks(ticks, [f"{tick:,}" for tick in ticks])
    axes.grid(color=FAINT, linewidth=0.8)
    for row in found.to_dict("records"):
        colour, marker = look_of(row["model"])
        x, ends = row["rows_per_second"], [row["ci_low"], row["ci_high"]]
        axes.plot([x, x], ends, color=INK, linewidth=1.6, zorder=2)
        axes.plot(x, row["estimate"], marker=marker, color=colour, markersize=8, mec=INK, mew=0.8, zorder=3)
    _label_points(axes, (BODY_WIDTH - 0.4, SCATTER - bottom), found)


def _label_points(axes: Axes, size: tuple[float, float], found: pd.DataFrame) -> None:
    """Name and speed of each point: right or left of it, above or below its line, where nothing else lies."""
    low, high = np.log10(axes.get_xlim())
    bottom, top = axes.get_ylim()
    across = (np.log10(found["rows_per_second"].to_numpy(dtype=float)) - low) / (high - low) * size[0]
    upright = (found[["estimate", "ci_low", "ci_high"]].to_numpy(dtype=float) - bottom) / (top - bottom) * size[1]
    taken = [
        (x - SIGN, np.nanmin([y - SIGN, *ends]), x + SIGN, np.nanmax([y + SIGN, *ends]))
        for x, (y, *ends) in zip(across, upright, strict=True)
    ]
    half = line_height(SMALL) / 2
    for place, (x, (y, *_), row) in enumerate(zip(across, upright, found.to_dict("records"), strict=True)):
        words = f"{row['model']}, {row['rows_per_second']:,.0f}/s"
        width = width_of(words, SMALL)
        _, lowest, _, highest = taken[place]
        starts = [(x + 0.12, y), (x - 0.12 - width, y), (x - width / 2, highest + half), (x - width / 2, lowest - half)]
        boxes = [(left, middle - half, left + width, middle + half) for left, middle in starts]
        inside = [box for box in boxes if min(box) >= 0 and box[2] <= size[0] and box[3] <= size[1]]
        free = [box for box in inside if not any(_meet(box, other) for other in taken)]
        box = free[0] if free else boxes[0]
        taken.append(box)
        at = box[0] / size[0], (box[1] + half) / size[1]
        axes.text(*at, words, transform=axes.transAxes, va="center_baseline", fontsize=SMALL, color=INK, bbox=GROUND)


def _meet(one: Sequence[float], other: Sequence[float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _limits(speeds: pd.Series[float]) -> tuple[float, float]:
    """Room for words on both sides of the points."""
    return (float(speeds.min()) / 4, float(speeds.max()) * 4) if len(speeds) else (1.0, 10.0)


def _y_limits(found: pd.DataFrame) -> tuple[float, float]:
    ends = found[["ci_low", "ci_high", "estimate"]].to_numpy(dtype=float)
    if not ends.size:
        return 0.0, 100.0
    return max(0.0, 10 * np.floor(np.nanmin(ends) / 10)), min(100.0, 10 * np.ceil(np.nanmax(ends) / 10))
