"""The benchmarks: their corpus, their budgets, and what an archive costs by them."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from benchmarks import cost
from benchmarks.corpus import made_articles, write_corpus
from benchmarks.cost import Run, seconds_of
from benchmarks.machine import cost_of_call
from benchmarks.stages import BASELINE, WHOLE, budgets
from framing.ingest import read_articles

ASKED_OF_LINEAR = 8.0


def test_a_small_corpus_is_the_begin_of_a_large_one() -> None:
    small = list(made_articles(3))
    assert list(islice(made_articles(1_000_000), 3)) == small
    assert len({row["text"] for row in small}) == 3
    assert list(made_articles(3, seed=2)) != small


@pytest.mark.parametrize("suffix", [".jsonl", ".parquet"])
def test_a_corpus_is_read_as_articles(tmp_path: Path, suffix: str) -> None:
    write_corpus(tmp_path / f"c{suffix}", 5, short=True)
    articles = list(read_articles(tmp_path / f"c{suffix}"))
    assert [article.article_id for article in articles] == [f"made-{number:09}" for number in range(1, 6)]
    assert {article.status for article in articles} == {"ok"}


def test_every_stage_has_a_budget_and_the_linear_ones_add_up_to_what_was_asked() -> None:
    for tier in ("linear", "encoder"):
        measured = {step["step"] for step in cost._read(f"stages-{tier}.json")["steps"]}
        assert set(budgets(tier)) == measured - {WHOLE, BASELINE}
    assert sum(budgets("linear").values()) == pytest.approx(ASKED_OF_LINEAR)


def of_size(articles: int, **figures: float) -> dict[str, float]:
    return {"articles": articles, "sentences": 10 * articles, "bytes_out": 1_000 * articles, **figures}


def test_a_run_of_two_sizes_tells_what_an_article_adds() -> None:
    small = of_size(100, processor_seconds=3.0, peak_mib=300.0, own_seconds=2.0)
    large = of_size(1_100, processor_seconds=23.0, peak_mib=310.0, own_seconds=2.5)
    run = Run.of({"runs": [small, large]})
    assert run == Run(1_100, 11_000, pytest.approx(0.002), 100.0, 310.0, pytest.approx(0.01), pytest.approx(0.00005))


def test_what_an_archive_costs(monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[dict[str, Any]] = [{"step": "split", "seconds": 1.0}, {"step": BASELINE, "seconds": 9.0}]
    runs = [of_size(0, processor_seconds=0, peak_mib=500.0, own_seconds=0.0)]
    runs.append(of_size(1_000, processor_seconds=36.0, peak_mib=500.0, own_seconds=0.36))
    files = {
        "stages-linear.json": {"sentences": 1_000, "steps": steps},
        "stages-encoder.json": {"sentences": 1_000, "steps": [{"step": "encode", "seconds": 5.0}]},
    }
    monkeypatch.setattr(cost, "_read", lambda name: files.get(name, {"runs": runs}))
    assert seconds_of(files["stages-linear.json"]) == 0.001
    *_, linear, encoder = cost.table([1_000_000], sentences=10, cores=1_000, price=2.0).splitlines()
    assert linear == "| linear | 1,000,000 | 10 | 20 | 0.1 | 1.0 | 0.5 |"
    assert encoder == "| encoder | 1,000,000 | 21 | 42 | 0.1 | 1.0 | 0.5 |"


def test_the_cost_of_a_call_tells_its_own_part_and_its_workers(tmp_path: Path) -> None:
    write_corpus(tmp_path / "c.jsonl", 2, short=True)
    words = ["analyze", tmp_path / "c.jsonl", "--models", "linear", "--out", tmp_path / "r", "--quiet"]
    alone = cost_of_call(words)
    assert alone.peak_worker_mib == 0
    assert 0 < alone.own_seconds <= alone.processor_seconds + 0.1
    with_workers = cost_of_call([*words, "--workers", "2"])
    assert with_workers.peak_worker_mib > 50
    assert with_workers.own_seconds < with_workers.processor_seconds
