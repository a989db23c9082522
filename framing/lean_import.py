"""Lets parts of nltk and TextBlob be imported without all the rest of them, so that a run starts sooner.

Each of the two imports nearly all of itself, and SciPy and scikit-learn, before any part of it. We use a few parts.
"""

from __future__ import annotations

import importlib
import sys
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import Any

PACKAGES = ("nltk", "nltk.tokenize", "textblob")


def part_by_part() -> None:
    """Makes the packages import a part only when it is asked for; whoever asks for more gets the whole, as usual.

    Does nothing for one that is loaded already.

    >>> part_by_part()
    >>> import nltk
    >>> nltk.word_tokenize.__module__
    'nltk.tokenize'
    """
    for name in PACKAGES:
        spec = None if name in sys.modules else find_spec(name)
        if spec is not None:
            package = sys.modules[name] = module_from_spec(spec)
            package.__class__ = _Unread


class _Unread(ModuleType):
    """A package whose own code has not run: its parts are found, and anything else has it run."""

    def __getattr__(self, name: str) -> Any:
        spec = self.__spec__
        if spec is None or spec.loader is None:
            raise AttributeError(name)
        if find_spec(f"{spec.name}.{name}"):
            return importlib.import_module(f"{spec.name}.{name}")
        self.__class__ = ModuleType  # type: ignore[assignment]
        spec.loader.exec_module(self)
        return getattr(self, name)
