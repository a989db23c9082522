"""Every chart from Python, on the tables alone: a figure or axes of its own, or inside axes that the user has."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

import framing.charts
from framing.calibration import calibration_of, calibration_rows
from framing.charts import CHARTS, plot
from framing.charts.calibration import plot_calibration
from framing.charts.comparing import COMPARISON_CHARTS
from framing.charts.distance_map import plot_map, plot_tree
from framing.charts.forest import plot_forest
from framing.charts.group_heat import plot_heat
from framing.charts.sensitivity import plot_sensitivity
from framing.charts.simulation import plot_coverage, plot_power
from framing.charts.slope import plot_slope
from framing.charts.timeline import plot_timeline
from framing.charts.validation import plot_validation
from framing.compare import Question, compare, distances
from framing.errors import FramingError
from tests.charts.sample import PALETTE, tables
from tests.compare.made import OUTLETS, made

QUICK = Question(measures=("voice-share",), resamples=100, permutations=99)
Call = Callable[[Axes | None], Any]


def compared(by: str = "outlet", outlets: tuple[str, ...] = OUTLETS) -> pd.DataFrame:
    return compare(made(8, outlets), by, QUICK).table


def variants() -> pd.DataFrame:
    table = compared()
    return pd.concat([table.assign(variant=name) for name in ("as published", "another")], ignore_index=True)


def coverage() -> pd.DataFrame:
    row = {"quantity": "share", "redrawn": "articles", "coverage": 0.95, "low": 0.93, "high": 0.97}
    return pd.DataFrame([{**row, "n_articles": n} for n in (10, 20)])


def power() -> pd.DataFrame:
    row = {"quantity": "share", "difference": 0.1, "n_tests": 1, "power": 0.5, "low": 0.4, "high": 0.6}
    return pd.DataFrame([{**row, "n_articles": n} for n in (10, 20)])


def validation(ax: Axes | None) -> Any:
    figures = pd.DataFrame(
        {"task": "target-sentiment", "data": "dev_rw", "measure": "macro-F1", "model": ["encoder tier", "VADER"],
         "estimate": [79.0, 50.0], "ci_low": [74.0, 45.0], "ci_high": [83.0, 55.0], "n_rows": 343, "n_units": 343,
         "unit": "sentences"}
    )  # fmt: skip
    speeds = pd.DataFrame(
        {"model": ["encoder tier", "VADER"], "work": "both", "n_rows": 343, "words_per_row": 20.0,
         "rows_per_second": [75.0, 3000.0]}
    )  # fmt: skip
    published = pd.DataFrame(columns=["task", "data", "measure", "model", "estimate"])
    return plot_validation(figures, speeds, published, ax)


OF_RESULTS: dict[str, Call] = {
    name: lambda ax, name=name: plot(name, tables(8), ax, PALETTE) for name in CHARTS
}  # fmt: skip
OF_COMPARISONS: dict[str, Call] = {
    "forest": lambda ax: plot_forest(compared(), "voice-share", ax),
    "heat": lambda ax: plot_heat(compared(), "voice-share", ax),
    "timeline": lambda ax: plot_timeline(compare(made(24), "date", QUICK).table, "voice-share", ax),
    "slope": lambda ax: plot_slope(compared(outlets=("Post", "Wire")), "voice-share", ax),
    "map": lambda ax: plot_map(distances(made(8), "outlet", QUICK).points, "voice-share", ax),
    "tree": lambda ax: plot_tree(distances(made(8), "outlet", QUICK).branches, "voice-share", ax),
}


def calibration() -> pd.DataFrame:
    """The curves of two models over one data set."""
    sure, right = np.linspace(0.3, 0.99, 200), np.arange(200) % 3 > 0
    rows = [
        row
        for model in ("encoder tier", "linear tier")
        for row in calibration_rows(("stance", "rows", model), calibration_of(sure, right.astype(float)))
    ]
    return pd.DataFrame(map(asdict, rows))


OF_EXPERIMENTS: dict[str, Call] = {
    "sensitivity": lambda ax: plot_sensitivity(variants(), "voice-share", ax),
    "coverage": lambda ax: plot_coverage(coverage(), ax),
    "power": lambda ax: plot_power(power(), "share", ax=ax),
    "validation": validation,
    "calibration": lambda ax: plot_calibration(calibration(), ax),
}
EVERY = {**OF_RESULTS, **OF_COMPARISONS, **OF_EXPERIMENTS}


def test_no_chart_is_forgotten() -> None:
    assert set(OF_RESULTS) == set(CHARTS)
    assert set(OF_COMPARISONS) == set(COMPARISON_CHARTS)
    drawn = set()
    for module in pkgutil.iter_modules(framing.charts.__path__, "framing.charts."):
        for name, function in inspect.getmembers(importlib.import_module(module.name), inspect.isfunction):
            if name.startswith("plot_") and function.__module__ == module.name:
                assert "ax" in inspect.signature(function).parameters, name
                drawn.add(name.removeprefix("plot_"))
    assert drawn == set(OF_COMPARISONS) | set(OF_EXPERIMENTS)


@pytest.mark.parametrize("name", EVERY)
def test_alone_it_is_a_figure_or_axes(name: str) -> None:
    found = EVERY[name](None)
    figure = found if isinstance(found, Figure) else found.figure
    assert isinstance(found, Figure | Axes)
    assert sum(len(axes.get_children()) for axes in figure.axes) > 12


@pytest.mark.parametrize("name", EVERY)
def test_in_axes_it_stays_inside_them_and_leaves_the_others_alone(name: str) -> None:
    figure = Figure(figsize=(22, 9))
    other, ax = figure.subplots(1, 2)
    before = len(other.get_children())
    assert EVERY[name](ax) is ax
    assert len(other.get_children()) == before
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    renderer = canvas.get_renderer()
    drawn = [axes.get_tightbbox(renderer) for part in figure.subfigs for axes in part.axes]
    drawn += [text.get_window_extent(renderer) for part in figure.subfigs for text in part.texts]
    if name in OF_RESULTS or name == "validation":
        place = ax.get_window_extent()
        assert len(drawn) > 4
        assert all(box.x0 >= place.x0 and box.x1 <= place.x1 + 1 for box in drawn)
        assert all(box.y0 >= place.y0 - 1 and box.y1 <= place.y1 for box in drawn)
    else:
        assert not drawn
        assert ax.get_tightbbox(renderer).x0 > other.get_window_extent().x1


def test_a_page_of_several_and_letters_that_shrink_with_the_place() -> None:
    made_of = tables(13)
    assert isinstance(plot("ribbon", made_of, palette=PALETTE, page=2), Figure)
    with pytest.raises(FramingError) as caught:
        plot("ribbon", made_of, palette=PALETTE, page=3)
    assert str(caught.value) == "ribbon: page 3: there are 2"
    sizes = []
    for width in (20, 5):
        figure = Figure(figsize=(width, width / 2))
        ax = figure.subplots()
        plot("ribbon", made_of, ax, PALETTE, page=2)
        words = {text.get_text(): float(text.get_fontsize()) for text in figure.findobj(Text)}
        assert any(text.endswith("Page 2 of 2.") for text in words)
        sizes.append(min(words.values()))
    assert sizes[0] > 2 * sizes[1]


def test_without_a_palette_the_sides_come_from_the_tables() -> None:
    figure = plot("tone", tables(6))
    assert {"Belgrade", "Moscow", "Narrator"} <= {text.get_text() for text in figure.findobj(Text)}


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("tones", {}, "no chart 'tones'; did you mean 'tone'?"),
        ("tone", {}, "tone: the result has no table sentences"),
    ],
)
def test_what_a_person_can_get_wrong(name: str, given: dict[str, pd.DataFrame], message: str) -> None:
    with pytest.raises(FramingError) as caught:
        plot(name, given)
    assert str(caught.value).startswith(message)


def test_the_names_of_a_crowded_map_cover_no_other_name_and_no_point() -> None:
    chance = np.random.default_rng(1)
    groups = [f"2024-{month:02d}" for month in range(1, 25)]
    points = pd.DataFrame(
        {"profile": "frames", "group": groups, "n_articles": 9, "x": chance.normal(size=24),
         "y": chance.normal(size=24), "spread": 0.2, "explained": 0.8}
    )  # fmt: skip
    figure = Figure(figsize=(5, 5))
    ax = plot_map(points, "frames", figure.subplots(), joined=True)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    boxes = [text.get_window_extent(canvas.get_renderer()) for text in ax.texts]
    assert 8 < len(boxes) < 24
    assert not any(one.overlaps(other) for at, one in enumerate(boxes) for other in boxes[:at])
    places = ax.transData.transform(points[["x", "y"]].to_numpy())
    assert not any(box.contains(*place) for box in boxes for place in places)
    assert ax.lines[0].get_xdata().tolist() == points["x"].tolist()


def test_of_many_periods_only_those_between_gaps_are_marked() -> None:
    table = pd.DataFrame(
        {"measure": "voice-share", "side": "east", "group": [f"2023-W{week:02d}" for week in range(1, 51)],
         "estimate": [None if week in (20, 22) else 0.4 for week in range(50)], "ci_low": 0.3, "ci_high": 0.5,
         "n_articles": 9}
    )  # fmt: skip
    [line] = plot_timeline(table, "voice-share").lines
    assert np.flatnonzero(line.get_markevery()).tolist() == [21]
    [few] = plot_timeline(table.head(30), "voice-share").lines
    assert few.get_markevery() is None


def test_circles_of_many_groups_stay_pale() -> None:
    points = pd.DataFrame(
        {"profile": "frames", "group": [f"g{place}" for place in range(100)], "x": np.arange(100) % 10 / 10,
         "y": np.arange(100) // 10 / 10, "spread": 0.5, "explained": 0.7}
    )  # fmt: skip
    faint = {patch.get_alpha() for patch in plot_map(points, "frames").patches}
    few = {patch.get_alpha() for patch in plot_map(points.head(5), "frames").patches}
    assert max(faint) <= 0.01 < min(few)


def test_a_forest_of_one_difference_says_whose_it_is() -> None:
    pair = compare(made(8, ("Post", "Wire")), "outlet", replace(QUICK, reference="Wire")).table
    ax = plot_forest(pair, "voice-share")
    assert ax.get_legend() is None
    assert ax.get_xlabel() == "difference in share of sentences, Post less Wire"
    several = plot_forest(compared(), "voice-share")
    assert several.get_legend() is not None
    assert several.get_xlabel() == "difference in share of sentences to the rest"
    sides = compare(made(8), "side", QUICK).table
    assert plot_forest(sides, "voice-share").get_xlabel().startswith("difference in share of sentences to ")
