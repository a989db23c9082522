"""Who speaks in the news, how each side is presented, and how that differs across sides, outlets and time.

>>> import framing
>>> study = framing.load_study("kosovo")
>>> article = framing.read_text("Pristina rejected the plan, the ministry said.")
>>> framing.analyze([article], study).sentences["voice"].tolist()
['pristina']
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_HOMES = {
    "FramingError": "framing.errors",
    "Result": "framing.results",
    "analyze": "framing.pipeline",
    "compare": "framing.compare",
    "distinctive_terms": "framing.angles.distinctive",
    "load_results": "framing.results",
    "load_study": "framing.study",
    "read_articles": "framing.ingest",
    "read_text": "framing.ingest",
}

if TYPE_CHECKING:
    from framing.angles.distinctive import distinctive_terms
    from framing.compare import compare
    from framing.errors import FramingError
    from framing.ingest import read_articles, read_text
    from framing.pipeline import analyze
    from framing.results import Result, load_results
    from framing.study import load_study

__all__ = [
    "FramingError",
    "Result",
    "__version__",
    "analyze",
    "compare",
    "distinctive_terms",
    "load_results",
    "load_study",
    "read_articles",
    "read_text",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        home = import_module(_HOMES[name])
        return home if home.__name__ == f"{__name__}.{name}" else getattr(home, name)
    raise AttributeError(f"module 'framing' has no attribute {name!r}")
