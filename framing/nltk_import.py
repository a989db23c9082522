"""Imports nltk without the libraries that only parts of it we never use would load: 0.4 s instead of 1.6 s."""

from __future__ import annotations

import sys
from typing import Any, cast

OPTIONAL = ("scipy", "scipy.stats", "sklearn")


def import_nltk() -> None:
    """Imports nltk, so that imports of its parts, and of TextBlob, find it loaded.

    nltk does without SciPy and scikit-learn where they are not installed (association measures and the classifier
    that wraps scikit-learn then fail). For the time of its first import they are made to look so; whoever imports
    them afterwards gets them as usual. Does nothing where nltk is loaded already.
    """
    if "nltk" in sys.modules:
        return
    modules = cast(dict[str, Any], sys.modules)
    hidden = [name for name in OPTIONAL if name not in modules]
    modules.update(dict.fromkeys(hidden))
    try:
        import nltk  # noqa: F401
    finally:
        for name in hidden:
            del modules[name]
