"""Draws the tables of a result folder: who speaks, in which tone, about whom, under which frames."""

from framing.charts.palette import Palette
from framing.charts.plot import plot
from framing.charts.registry import CHARTS, FORMATS, Charted, chart

__all__ = ["CHARTS", "FORMATS", "Charted", "Palette", "chart", "plot"]
