"""Compares how articles are told across outlets, periods, any column and sides, with intervals and tests.

The module can be called: ``framing.compare(result, by="outlet")`` is ``framing.compare.compare(result, by="outlet")``.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

from framing.compare.comparison import COLUMNS, Comparison, compare
from framing.compare.design import Question
from framing.compare.distances import Distances, distances
from framing.compare.events import EventSettings, find_events, side_by_side
from framing.compare.measures import MEASURES, Measure
from framing.compare.mixed import mixed_models

__all__ = [
    "COLUMNS",
    "MEASURES",
    "Comparison",
    "Distances",
    "EventSettings",
    "Measure",
    "Question",
    "compare",
    "distances",
    "find_events",
    "mixed_models",
    "side_by_side",
]


class _CallableModule(ModuleType):
    """Python binds a subpackage under its name in the package; so the package's function is the subpackage itself."""

    def __call__(self, *words: Any, **named: Any) -> Comparison:
        return compare(*words, **named)


sys.modules[__name__].__class__ = _CallableModule
