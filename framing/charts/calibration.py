"""Whether probabilities hold: the share that is right against the probability, a panel a data set."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MultipleLocator, PercentFormatter

from framing.charts.compared import axes_of
from framing.charts.drawing import FAINT, INK, MUTED, Drawing, Heading, new_page
from framing.charts.lettering import SMALL, shorten
from framing.charts.validation import look_of
from framing.charts.wording import count

ACROSS, SIDE, GAP, HEAD, ROW = 3, 2.35, 0.62, 0.94, 0.72
LEFT = 0.5
LARGEST, LEAST = 60.0, 6.0
FEWEST = 5


def draw_calibration(calibration: pd.DataFrame) -> Drawing:
    """The reliability curves of all tasks and tiers.

    Parameters
    ----------
    calibration : DataFrame
        The table ``calibration`` of a validation: task, data, model, bin_low, bin_high, n_rows, confidence, accuracy,
        error, ci_low, ci_high, by_chance, all from 0 to 1; bounds of 0 and 1 for all rows of a data set together.
    """
    panels = list(calibration[["task", "data"]].drop_duplicates().itertuples(index=False, name=None))
    heading = Heading(
        "Do the probabilities hold?",
        f"{count(len(panels), 'data set')}: share of answers that are right, by the probability the model gave them.",
        "On the diagonal 70% means right seven times out of ten; below it a model is too sure. The larger a sign, the "
        f"more answers; bins with fewer than {FEWEST} are left out. Error: expected calibration error; by chance: "
        "that of a model without fault on as many answers. Stance and frames are cross-validated; of frames every "
        "label's probability counts, of the others the likeliest label's.",
    )
    rows = -(-len(panels) // ACROSS)
    page = new_page(heading, rows * (HEAD + SIDE + ROW))
    for place, (task, data) in enumerate(panels):
        x, y = LEFT + place % ACROSS * (SIDE + GAP), place // ACROSS * (HEAD + SIDE + ROW)
        shown = calibration[(calibration["task"] == task) & (calibration["data"] == data)]
        page.write(x, y + 0.12, shorten(task, SIDE + GAP / 2, SMALL, bold=True), color=INK, weight="bold")
        page.write(x, y + 0.31, shorten(data, SIDE + 0.8 * GAP, SMALL), color=INK)
        for line, (model, error) in enumerate(_errors(shown).items()):
            colour, _ = look_of(model)
            page.write(x, y + 0.53 + 0.19 * line, f"{model.removesuffix(' tier')}: {error}", color=colour)
        plot_calibration(shown, page.axes(x, y + HEAD, SIDE, SIDE))
    return Drawing((page.figure,), heading.title, f"{heading.subtitle} {heading.note}")


def plot_calibration(calibration: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draws the reliability curves of one data set, a line a model.

    Parameters
    ----------
    calibration : DataFrame
        The rows of ``calibration`` of one task and data set.
    ax : Axes, optional
        Where to draw; axes of a new figure if not given.
    """
    ax = axes_of(ax, 4, 4)
    ax.plot([0, 1], [0, 1], color=MUTED, linewidth=1, zorder=1)
    bins = calibration[~_whole(calibration) & (calibration["n_rows"] >= FEWEST)]
    for model, rows in bins.groupby("model", sort=False):
        colour, marker = look_of(str(model))
        sizes = LEAST + LARGEST * rows["n_rows"] / max(1, bins["n_rows"].max())
        ax.plot(rows["confidence"], rows["accuracy"], color=colour, linewidth=1.2, zorder=2)
        look = {"color": colour, "marker": marker, "ec": INK, "lw": 0.6, "label": model}
        ax.scatter(rows["confidence"], rows["accuracy"], sizes, zorder=3, **look)
    ax.set(xlim=(0, 1.03), ylim=(0, 1.03), aspect="equal", xlabel="probability", ylabel="right")
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_locator(MultipleLocator(0.25))
        axis.set_major_formatter(PercentFormatter(1, decimals=0))
    ax.grid(color=FAINT, linewidth=0.6)
    return ax


def _whole(calibration: pd.DataFrame) -> Any:
    return (calibration["bin_low"] == 0) & (calibration["bin_high"] == 1)


def _errors(shown: pd.DataFrame) -> dict[str, str]:
    """By model the error of all rows in words."""
    found = {}
    for row in shown[_whole(shown)].to_dict("records"):
        found[str(row["model"])] = f"{row['error']:.3f}, by chance {row['by_chance']:.3f}, n = {row['n_rows']:,}"
    return found
