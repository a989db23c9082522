"""Many machines: a cluster of Dask's own, and what it is told when it is not as it should be."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing.errors import FramingError
from framing.options import Execution
from framing.partitions import many_machines
from tests.partitions.test_runs import run
from tests.program.conftest import tree

distributed = pytest.importorskip("distributed")


def test_a_cluster_of_its_own_ends_with_the_same_bytes(
    corpus: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    run(corpus, tmp_path / "r", Execution(workers=2, engine="dask"))
    assert tree(tmp_path) == {f"r/{name}": content for name, content in undisturbed.items()}


def test_a_scheduler_that_does_not_answer(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many_machines, "PATIENCE", "1s")
    with pytest.raises(FramingError) as caught:
        run(corpus, tmp_path / "r", Execution(engine="dask", scheduler="tcp://127.0.0.1:9"))
    assert str(caught.value).startswith("--scheduler tcp://127.0.0.1:9: no Dask scheduler answers there (")
    assert str(caught.value).endswith("); start one with `dask scheduler` and give the address it prints")
    assert list(tmp_path.iterdir()) == []


class _Blind:
    """A client of one worker that sees nothing."""

    def wait_for_workers(self, n_workers: int) -> None:
        assert n_workers == 1

    def run(self, function: object, path: Path) -> dict[str, bool]:
        assert many_machines._sees(path)
        return {"tcp://a:1": False, "tcp://b:1": True}


def test_workers_that_do_not_see_the_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "partitions").mkdir()
    with pytest.raises(FramingError) as caught:
        many_machines._check_folder(_Blind(), tmp_path / "partitions")
    assert str(caught.value) == (
        f"{tmp_path}: not seen by 1 of the workers, first tcp://a:1; put the results in a folder that every "
        "machine shares"
    )
    assert list((tmp_path / "partitions").iterdir()) == []
