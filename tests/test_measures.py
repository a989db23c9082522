"""Precision, recall and F1, by hand and as ``score.py`` of the benchmark counts them."""

from __future__ import annotations

import importlib.util
import random
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from framing.measures import Figures, Score, label_figures, set_figures, span_figures, voice_figures

SCORE = Path(__file__).resolve().parent.parent.parent / "shared" / "eval" / "score.py"
TEXT = "Kurti said no. Vučić agreed, NATO did not. Nobody asked Moscow."
Row = dict[str, Any]


@pytest.fixture(scope="module")
def score() -> ModuleType:
    """The benchmark's own script, where it lies beside the repository."""
    if not SCORE.is_file():
        pytest.skip("no ../shared/eval/score.py")
    spec = importlib.util.spec_from_file_location("score", SCORE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def by_id(rows: list[Row]) -> dict[str, Row]:
    return {str(row["id"]): row for row in rows}


def figures_of(found: Figures) -> dict[str, Row]:
    """Each row of figures by its name, without the name."""
    return {row["what"]: {key: value for key, value in row.items() if key != "what"} for row in found.rows()}


def span(chance: random.Random) -> list[int]:
    start = chance.randrange(len(TEXT) - 1)
    return [start, min(len(TEXT), start + chance.randrange(12))]


def attributions(chance: random.Random) -> list[Row]:
    parts = ("source", "cue", "content")
    listed: list[Row] = [
        {part: [span(chance) for _ in range(chance.randrange(3))] for part in parts} for _ in range(chance.randrange(4))
    ]
    return [*listed, {"source": [0, 5], "cue": [[6, 10]], "content": []}]


def sentences(chance: random.Random) -> list[Row]:
    voices = ["west", "moscow", "narrator", "other", "none"]
    ends = sorted({0, *chance.sample(range(1, len(TEXT)), 3), len(TEXT)})
    return [
        {"start": start, "end": end, "voices": chance.sample(voices, 2), "optional": chance.sample(voices, 1)}
        for start, end in pairwise(ends)
    ]


def test_counts_by_hand() -> None:
    score = Score("source", hits=2, predicted=4, gold=3)
    assert (score.precision, score.recall, score.f1) == (0.5, 2 / 3, 4 / 7)
    nothing = Score("source", 0, 0, 0)
    assert (nothing.precision, nothing.recall, nothing.f1) == (0.0, 0.0, 0.0)


def test_figures_as_json() -> None:
    gold = [{"label": "favor"}, {"label": "against"}, {"label": "Against"}]
    found = label_figures(gold, [{"label": "favor"}, {"label": "against"}, {"label": "none"}])
    assert found.as_json() == {
        "figures": [
            {"what": "against", "precision": 100.0, "recall": 50.0, "f1": 66.67, "gold": 2, "predicted": 1},
            {"what": "favor", "precision": 100.0, "recall": 100.0, "f1": 100.0, "gold": 1, "predicted": 1},
            {"what": "none", "precision": 0.0, "recall": 0.0, "f1": 0.0, "gold": 0, "predicted": 1},
            {"what": "all", "precision": 66.67, "recall": 66.67, "f1": 66.67, "gold": 3, "predicted": 3},
        ],
        "mean_f1": 83.34,
        "note": "one label a row, in percent; 'all' is accuracy",
    }


def test_spans_count_by_tokens() -> None:
    gold = [{"text": TEXT, "attributions": [{"source": [0, 5], "cue": [[6, 10]], "content": [[11, 14]]}]}]
    found = [{"text": TEXT, "attributions": [{"source": [[0, 4]], "cue": [[6, 13]], "content": []}]}]
    assert [(score.name, score.hits, score.predicted, score.gold) for score in span_figures(gold, found).scores] == [
        ("source", 1, 1, 1),
        ("cue", 0, 1, 1),
        ("content", 0, 0, 1),
    ]


def test_a_sentence_takes_the_voices_of_the_one_that_overlaps_it_most() -> None:
    gold = [{"sentences": [{"start": 0, "end": 10, "voices": ["west"]}, {"start": 11, "end": 20, "voices": ["other"]}]}]
    found = [{"sentences": [{"start": 0, "end": 3, "voices": []}, {"start": 4, "end": 20, "voices": ["west"]}]}]
    figures = voice_figures(gold, found)
    assert [(score.name, score.hits, score.predicted, score.gold) for score in figures.scores] == [
        ("west", 1, 2, 1),
        ("all", 1, 2, 1),
    ]


def test_optional_frames_count_neither_way() -> None:
    gold = [{"frames": ["law", "war"], "optional": ["war", "money"]}]
    assert figures_of(set_figures(gold, [{"frames": ["law", "money"]}]))["all"]["f1"] == 100.0


@pytest.mark.parametrize("seed", range(5))
def test_attribution_as_the_benchmark_counts(score: ModuleType, seed: int) -> None:
    chance = random.Random(seed)
    gold = [{"id": number, "text": TEXT, "attributions": attributions(chance)} for number in range(8)]
    found = [{**row, "attributions": [*row["attributions"][:1], *attributions(chance)]} for row in gold]
    gold[0]["tokens"] = [[0, 5], [6, 14], [15, len(TEXT)]]
    ours, theirs = span_figures(gold, found), score.attribution(by_id(gold), by_id(found))
    assert figures_of(ours) == {part: theirs[part] for part in ("source", "cue", "content")}
    assert ours.mean_f1 == theirs["exact_f1_mean"]


@pytest.mark.parametrize("seed", range(5))
def test_voice_as_the_benchmark_counts(score: ModuleType, seed: int) -> None:
    chance = random.Random(seed)
    gold = [{"id": number, "sentences": sentences(chance)} for number in range(8)]
    found = [{"id": number, "sentences": sentences(chance)} for number in range(8)]
    ours, theirs = voice_figures(gold, found), score.voice(by_id(gold), by_id(found))
    assert figures_of(ours)["all"] == theirs["micro"]
    assert {name: figures_of(ours)[name] for name in theirs["labels"]} == theirs["labels"]
    assert ours.mean_f1 == theirs["macro_f1"]


@pytest.mark.parametrize("seed", range(5))
def test_frames_as_the_benchmark_counts(score: ModuleType, seed: int) -> None:
    chance = random.Random(seed)
    names = ["law", "war", "money", "health"]
    draw = lambda: chance.sample(names, chance.randrange(4))  # noqa: E731
    gold = [{"id": number, "frames": draw(), "optional": draw()[:1]} for number in range(20)]
    found = [{"id": number, "frames": draw()} for number in range(20)]
    ours, theirs = set_figures(gold, found), score.frames(by_id(gold), by_id(found))
    assert figures_of(ours)["all"] == theirs["micro"]
    assert {name: figures_of(ours)[name] for name in theirs["labels"]} == theirs["labels"]
    assert ours.mean_f1 == theirs["macro_f1"]


@pytest.mark.parametrize("seed", range(5))
def test_labels_as_the_benchmark_counts(score: ModuleType, seed: int) -> None:
    chance = random.Random(seed)
    labels = ["negative", "neutral", "Positive"]
    gold = [{"id": number, "label": chance.choice(labels)} for number in range(30)]
    found = [{"id": number, "label": chance.choice(labels).lower()} for number in range(30)]
    ours, theirs = label_figures(gold, found), score.target_sentiment(by_id(gold), by_id(found))
    assert {name: figures_of(ours)[name] for name in theirs["labels"]} == theirs["labels"]
    assert figures_of(ours)["all"]["f1"] == theirs["accuracy"]
    assert ours.mean_f1 == theirs["macro_f1"]
