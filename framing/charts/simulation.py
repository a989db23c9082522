"""The charts of the simulation: coverage of intervals, and power against the number of articles."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator, NullLocator, PercentFormatter

from framing.charts.compared import COLOURS, MARKERS, axes_of, in_order, tidy
from framing.charts.drawing import Drawing, Heading, new_page

WIDTH, GAP = 4.0, 0.85
NOMINAL, BAND = 0.95, (0.93, 0.97)
WORDS = {"share": "Share of sentences (true difference in points)", "mean": "Mean tone (true difference)"}


def plot_coverage(coverage: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draws how often intervals hold the truth against the number of articles.

    Parameters
    ----------
    coverage : DataFrame
        quantity, redrawn, n_articles, coverage, low, high: the table ``coverage`` of the simulation.
    ax : Axes, optional
        Where to draw; axes of a new figure if not given.
    """
    ax = axes_of(ax, 7, 4)
    ax.axhspan(*BAND, color="#E8F1EC", zorder=0)
    ax.axhline(NOMINAL, color="#222222", linewidth=1)
    kinds = coverage[["quantity", "redrawn"]].drop_duplicates().itertuples(index=False)
    for place, (quantity, redrawn) in enumerate(kinds):
        rows = coverage[(coverage["quantity"] == quantity) & (coverage["redrawn"] == redrawn)]
        style = "--" if redrawn == "sentences" else "-"
        colour, marker = COLOURS[place % len(COLOURS)], MARKERS[place % len(MARKERS)]
        _line(ax, rows, "coverage", colour, marker, style, f"{quantity}, {redrawn} redrawn")
    ax.set_ylabel("intervals that hold the truth")
    ax.yaxis.set_major_locator(MaxNLocator(5))
    ax.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    return ax


def plot_power(power: pd.DataFrame, quantity: str, n_tests: int = 1, ax: Axes | None = None) -> Axes:
    """Draws how often a planted difference is found against the number of articles of each outlet.

    Parameters
    ----------
    power : DataFrame
        quantity, difference, n_articles, n_tests, power, low, high: the table ``power`` of the simulation.
    quantity : str
        ``share`` or ``mean``.
    n_tests : int
        The difference is looked for by so many tests.
    ax : Axes, optional
        Where to draw; axes of a new figure if not given.
    """
    ax = axes_of(ax, 5, 4)
    part = power[(power["quantity"] == quantity) & (power["n_tests"] == n_tests)]
    ax.axhline(0.8, color="#222222", linewidth=0.8, linestyle=":")
    for place, difference in enumerate(part["difference"].drop_duplicates()):
        label = f"{100 * difference:.0f} points" if quantity == "share" else f"{difference:g}"
        rows = part[part["difference"] == difference]
        _line(ax, rows, "power", COLOURS[place], MARKERS[place], "-", label)
    ax.set_ylim(0, 1.02)
    ax.yaxis.set_major_locator(MaxNLocator(5))
    ax.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    return ax


def draw_coverage(coverage: pd.DataFrame) -> Drawing:
    """The page on coverage."""
    heading = Heading(
        "Do 95% intervals hold the truth 95% of the time?",
        "Made-up corpora whose sentences depend on each other; intervals of framing compare, and of redrawn sentences.",
        f"Lines at a sign: 95% interval over {int(coverage['n_corpora'].max()):,} corpora. Shaded: 93% to 97%. Dashed: "
        "what comes of drawing sentences as if they did not belong to articles.",
    )
    page = new_page(heading, 4.9)
    axes = page.axes(0.8, 0.05, 8.2, 3.4)
    plot_coverage(coverage, axes)
    axes.legend(frameon=False, loc="upper left", bbox_to_anchor=(0, -0.16), ncols=2, borderaxespad=0)
    return Drawing((page.figure,), heading.title, f"{heading.subtitle} {heading.note}")


def draw_power(power: pd.DataFrame) -> Drawing:
    """The page on power: a panel a quantity and number of tests."""
    heading = Heading(
        "How many articles does it take to see a difference?",
        "Share of made-up corpora in which the permutation test finds a planted difference between two outlets.",
        "Left: one planned test (p below .05); right: the same among 20 tests (Holm: p below .0025). Dotted: 80%. "
        "Shares round 25%, intraclass correlation .2, 10 to 40 sentences an article. Tone: correlation .1, deviation "
        ".4, 3 to 12 scored sentences of a side an article. Lines at a sign: 95% interval.",
    )
    page = new_page(heading, 2 * (2.3 + 1.0))
    for row, quantity in enumerate(in_order(power["quantity"])):
        for column, tests in enumerate(power["n_tests"].drop_duplicates()):
            axes = page.axes(0.6 + column * (WIDTH + 0.5), 0.4 + row * 3.3, WIDTH, 2.2)
            plot_power(power, quantity, int(tests), axes)
            axes.set_title(WORDS[quantity] if not column else f"among {tests} tests", loc="left", fontsize=10)
            if not column:
                axes.legend(frameon=False, fontsize=9, loc="upper left")
    return Drawing((page.figure,), heading.title, f"{heading.subtitle} {heading.note}")


def _line(ax: Axes, rows: pd.DataFrame, name: str, colour: str, marker: str, style: str, label: str) -> None:
    x = rows["n_articles"].to_numpy(dtype=np.float64)
    ax.vlines(x, rows["low"], rows["high"], color=colour, linewidth=1)
    ax.plot(x, rows[name], style, marker=marker, color=colour, label=label, markersize=5)
    ax.set_xscale("log")
    ticks = sorted({int(each) for each in x})
    ax.set_xticks(ticks, [str(tick) for tick in ticks])
    ax.xaxis.set_minor_locator(NullLocator())
    ax.set_xlabel("articles of each outlet" if name == "power" else "articles of a group")
    tidy(ax, "y", ("bottom",))
