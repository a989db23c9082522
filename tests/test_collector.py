"""The garbage collector while much is loaded, and afterwards."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from framing.collector import MANY_NEW, loading, look_seldom, spare_the_loaded, sparing
from framing.errors import FramingError
from framing.options import RunOptions
from framing.partitions import analysis
from framing.partitions.job import Job
from framing.run import analyze_to


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


def test_what_was_loaded_is_old_and_not_looked_through_again() -> None:
    gc.collect()
    with loading():
        kept = [[number] for number in range(50_000)]
    assert gc.get_count()[0] < len(kept) // 10
    assert sum(1 for each in gc.get_objects(generation=2) if type(each) is list) > len(kept)


def test_what_somebody_keeps_from_the_collector_stays_kept() -> None:
    gc.freeze()
    with loading():
        pass
    assert gc.get_freeze_count() > 0


def test_looking_seldom_hinders_nothing() -> None:
    look_seldom()
    assert MANY_NEW > gc.get_threshold()[0] > 2_000
    with loading():
        kept = [[number] for number in range(50_000)]
    assert gc.get_count()[0] < len(kept) // 10


def test_what_is_loaded_is_spared() -> None:
    spare_the_loaded()
    assert gc.get_freeze_count() > 0
    assert gc.get_threshold()[0] == MANY_NEW


def test_spared_for_a_while_and_as_it_was_after_an_error() -> None:
    often = gc.get_threshold()
    with pytest.raises(OSError, match="disk full"), sparing():
        assert gc.get_freeze_count() > 0 and gc.get_threshold()[0] == MANY_NEW
        raise OSError("disk full")
    assert (gc.get_freeze_count(), gc.get_threshold()) == (0, often)


def test_off_while_a_run_and_a_worker_load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def loads(options: RunOptions) -> None:
        seen.append(gc.isenabled())
        raise FramingError("loaded")

    monkeypatch.setattr(analysis, "PartitionAnalysis", loads)
    article = tmp_path / "a.txt"
    article.write_text("Belgrade said no.", encoding="utf-8")
    with pytest.raises(FramingError, match="loaded"):
        analyze_to([article], tmp_path / "out")
    with pytest.raises(FramingError, match="loaded"):
        Job(RunOptions(), {}, tmp_path).start()
    assert seen == [False, False]
    assert gc.isenabled()
