"""The garbage collector while much is loaded, and afterwards."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from framing.collector import MANY_NEW, loading, spare_the_loaded


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    often = gc.get_threshold()
    yield
    gc.enable()
    gc.unfreeze()
    gc.set_threshold(*often)


def test_off_while_loading_and_on_again_after_an_error() -> None:
    with pytest.raises(OSError, match="no such model"), loading():
        assert not gc.isenabled()
        raise OSError("no such model")
    assert gc.isenabled()


def test_who_had_it_off_keeps_it_off() -> None:
    gc.disable()
    with loading():
        pass
    assert not gc.isenabled()


def test_what_is_loaded_is_spared() -> None:
    spare_the_loaded()
    assert gc.get_freeze_count() > 0
    assert gc.get_threshold()[0] == MANY_NEW
