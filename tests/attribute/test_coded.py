"""The figures on hand-coded articles, which no change may lower; the floors lie under what is measured now."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing.tasks import evaluate_file

CODED = Path(__file__).parents[1] / "coded"


@pytest.mark.parametrize(
    ("rows", "floor"),
    [
        ("sample.jsonl", 0.94),
        ("development.jsonl", 0.93),
        ("second.jsonl", 0.86),
        ("third.jsonl", 0.90),
        ("interviews.jsonl", 0.95),
    ],
)
def test_voice_micro_f1(rows: str, floor: float) -> None:
    figures = evaluate_file("voice", CODED / rows)
    [everything] = [score for score in figures.scores if score.name == "all"]
    assert everything.f1 >= floor
