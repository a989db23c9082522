"""When Python's garbage collector looks: not while much is loaded, and not through what stays loaded.

Modules, lexicons and models are many objects of which none is garbage; looking through them again and again takes 4 to
8 % of a run of one article and a fifth of a long one. What is no longer used is freed by counting references anyway.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SOME_NEW, MANY_NEW = 5_000, 10_000
"""New objects at which the garbage collector looks for those that nothing needs; by itself it does at 700 or 2,000."""


@contextmanager
def loading() -> Iterator[None]:
    """Keeps the collector off while something is loaded.

    >>> with loading():
    ...     gc.isenabled()
    False
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            _make_old()
            gc.enable()


def _make_old() -> None:
    """Puts all that is new with the oldest, unlooked at, where nobody keeps something from the collector.

    What is kept from it is asked last: to count it takes as long as to look through it.
    """
    if gc.get_threshold()[0] < MANY_NEW and not gc.get_freeze_count():
        gc.freeze()
        gc.unfreeze()


def spare_the_loaded() -> None:
    """Keeps the collector from what is loaded now, and has it look less often, for the rest of the process."""
    gc.freeze()
    gc.set_threshold(MANY_NEW, *gc.get_threshold()[1:])


@contextmanager
def sparing() -> Iterator[None]:
    """``spare_the_loaded`` for a while.

    >>> with sparing():
    ...     gc.get_freeze_count() > 0
    True
    """
    often = gc.get_threshold()
    spare_the_loaded()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*often)


def look_seldom() -> None:
    """Has the collector look less often, for the rest of the process: while modules are imported all is kept."""
    gc.set_threshold(SOME_NEW, *gc.get_threshold()[1:])
