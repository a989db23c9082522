"""What the charts of a comparison share: the rows of one measure, the looks of groups, and names in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from framing.charts.wording import NO_SIDE
from framing.errors import FramingError, unknown
from framing.records import OTHER

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#444444", "#8C6D31")
MARKERS = ("o", "s", "D", "^", "v", "P", "X", "h")
MOST_SIDES = 12
CERTAIN = 0.05
WORDS = {
    "voice-share": "share of sentences",
    "tone": "mean tone (−1 to +1)",
    "portrayal": "mean portrayal (−1 to +1)",
    "portrayal-own": "mean portrayal by the outlet itself (−1 to +1)",
    "stance": "mean stance (−1 against, +1 in favor)",
    "frames": "share of sentences",
    "naming": "share of the outlet’s own naming choices",
    "credence": "share of reports without a doubting cue",
    "agency": "share of a side’s parts in actions where it acts",
    "distancing": "share of sentences",
}
SHARES = ("voice-share", "frames", "naming", "credence", "agency", "distancing")
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Look:
    """How sides and groups are named and coloured; what is not named gets its id in words and a colour of the list."""

    labels: Mapping[str, str] = field(default_factory=dict)
    colours: Mapping[str, str] = field(default_factory=dict)

    def label(self, name: str) -> str:
        """What to call a side, pair, frame or group."""
        if name in self.labels:
            return self.labels[name]
        if " on " in name:
            return " on ".join(self.label(part) for part in name.split(" on "))
        if "." in name and " " not in name:
            words = name.rpartition(".")[2].replace("_", " ")
            return words[:1].upper() + words[1:]
        return name

    def of(self, measure: str) -> Look:
        """The names in a measure: among actions "other" are people of no side, elsewhere sources."""
        return Look({**self.labels, OTHER: NO_SIDE}, self.colours) if measure == "agency" else self

    def colour(self, name: str, place: int) -> str:
        """The colour of a side or group that stands at a place."""
        return self.colours.get(name, COLOURS[place % len(COLOURS)])


PLAIN = Look()


def rows_of(table: pd.DataFrame, measure: str) -> pd.DataFrame:
    """The rows of one measure of a comparison's table.

    Raises
    ------
    FramingError
        The table lacks columns, or has no such measure.
    """
    absent = [name for name in ("measure", "side", "group", "estimate", "n_articles") if name not in table.columns]
    if absent:
        raise FramingError(f"not the table of a comparison: missing columns {', '.join(absent)}")
    rows = table[(table["measure"] == measure).fillna(False).to_numpy(dtype=bool)]
    if rows.empty:
        raise FramingError(unknown("measure", measure, map(str, table["measure"].unique())))
    return rows.reset_index(drop=True)


def numbers(column: pd.Series[Any]) -> Numbers:
    """A column as floats, nan where missing."""
    return np.asarray(column.astype("Float64").to_numpy(dtype=np.float64, na_value=np.nan))


def in_order(column: pd.Series[Any]) -> list[str]:
    """The distinct values in the order they come."""
    return [str(value) for value in column.drop_duplicates()]


def chosen_sides(rows: pd.DataFrame, column: str, most: int = MOST_SIDES) -> list[str]:
    """The sides with the largest absolute value in a column, in the table's order; all where there are few."""
    known = rows[rows[column].notna()]
    sides = in_order(known["side"])
    if len(sides) <= most:
        return sides
    largest = known.assign(size=np.abs(numbers(known[column]))).groupby("side", sort=False)["size"].max()
    kept = set(largest.sort_values(ascending=False, kind="stable").index[:most].astype(str))
    return [side for side in sides if side in kept]


def axes_of(ax: Axes | None, width: float, height: float) -> Axes:
    """The axes that were given, or those of a new figure of a size in inches."""
    if ax is not None:
        return ax
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained")
    return figure.subplots()


def tidy(ax: Axes, grid: str, keep: Sequence[str] = ("left", "bottom")) -> None:
    """Few lines: a faint grid along one axis, no frame but what is kept."""
    for side, spine in ax.spines.items():
        spine.set_visible(side in keep)
        spine.set_color("#595959")
    ax.grid(axis=grid, color="#D5D5D5", linewidth=0.8)  # type: ignore[arg-type]
    ax.set_axisbelow(True)
    ax.tick_params(length=0)


def share_axis(axis: Any, measure: str) -> None:
    """Per cent for shares, signed decimals for means."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axis.set_major_locator(MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]))
    if measure in SHARES:
        axis.set_major_formatter(FuncFormatter(lambda value, _: f"{100 * value:.4g}%".replace("-", "−")))
    else:
        axis.set_major_formatter(FuncFormatter(lambda value, _: f"{round(value, 6):g}".replace("-", "−")))


def shown(value: float, measure: str) -> str:
    """A number in words: per cent for shares, two decimals with a sign for means.

    >>> shown(0.384, "voice-share"), shown(-0.234, "tone")
    ('38%', '−0.23')
    """
    from framing.charts.wording import percent, signed

    return percent(value) if measure in SHARES else signed(value)
