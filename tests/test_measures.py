"""Precision, recall and F1, by hand and as ``score.py`` of the benchmark counts them."""

from __future__ import annotations

import importlib.util
import random
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from framing.measures import (
    FEWEST_UNITS,
    Figures,
    Interval,
    Score,
    label_figures,
    set_figures,
    span_figures,
    voice_figures,
)

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


def labelled(seed: int, n_rows: int = 60) -> tuple[list[Row], list[Row]]:
    """Rows with one of three labels, and answers of which about two thirds are right."""
    chance = random.Random(seed)
    labels = ["negative", "neutral", "positive"]
    gold = [{"label": chance.choice(labels)} for _ in range(n_rows)]
    return gold, [{"label": chance.choice([row["label"], row["label"], chance.choice(labels)])} for row in gold]


def slowly(
    gold: list[Row], found: list[Row], units: list[list[int]], f1: Callable[[list[Row], list[Row]], float]
) -> list[float]:
    """F1 of 1,000 resamples of the units, each scored anew."""
    rng = np.random.default_rng(7)
    values = []
    for _ in range(1000):
        drawn = [row for unit in rng.integers(len(units), size=len(units)) for row in units[unit]]
        values.append(f1([gold[row] for row in drawn], [found[row] for row in drawn]))
    return values


def macro_f1(gold: list[Row], found: list[Row]) -> float:
    """Mean of the three F1, in percent, by hand."""
    pairs = [(row["label"], answer["label"]) for row, answer in zip(gold, found, strict=True)]
    total = 0.0
    for label in ("negative", "neutral", "positive"):
        both = sum(right == label for right, _ in pairs) + sum(answer == label for _, answer in pairs)
        total += 200 * pairs.count((label, label)) / both if both else 0.0
    return total / 3


@pytest.mark.parametrize("seed", range(3))
def test_labels_as_scikit_learn_counts(seed: int) -> None:
    from sklearn.metrics import f1_score

    gold, found = labelled(seed)
    figures = label_figures(gold, found)
    labels = [score.name for score in figures.scores[:-1]]
    theirs = f1_score([row["label"] for row in gold], [row["label"] for row in found], labels=labels, average=None)
    assert [score.f1 for score in figures.scores[:-1]] == pytest.approx(list(theirs))
    assert macro_f1(gold, found) == pytest.approx(100 * theirs.mean())
    assert figures.mean_f1 == pytest.approx(100 * theirs.mean(), abs=0.01)


@pytest.mark.parametrize("grouped", [False, True])
def test_the_interval_of_the_mean_is_that_of_a_slow_bootstrap(grouped: bool) -> None:
    gold, found = labelled(1)
    units = [[row] for row in range(60)]
    if grouped:  # articles of five rows each, which are right or wrong together
        units = [list(range(start, start + 5)) for start in range(0, 60, 5)]
        gold = [{**row, "article": place // 5} for place, row in enumerate(gold)]
        found = [gold[place] if place // 5 % 3 else {"label": "neutral"} for place in range(60)]
    intervals = label_figures(gold, found).intervals(resamples=2000)
    assert intervals.mean_f1 is not None
    assert intervals.units == len(units)
    low, high = np.quantile(slowly(gold, found, units, macro_f1), [0.025, 0.975])
    assert (intervals.mean_f1.low, intervals.mean_f1.high) == pytest.approx((low, high), abs=1.5)


def test_the_interval_of_a_span_is_that_of_a_slow_bootstrap() -> None:
    chance = random.Random(3)
    gold = [{"text": TEXT, "attributions": attributions(chance)} for _ in range(30)]
    found = [{**row, "attributions": [*row["attributions"][:1], *attributions(chance)]} for row in gold]
    intervals = span_figures(gold, found).intervals(resamples=2000)
    drawn = slowly(gold, found, [[row] for row in range(30)], lambda g, f: 100 * span_figures(g, f).scores[0].f1)
    assert intervals.scores[0] is not None
    ends = intervals.scores[0].low, intervals.scores[0].high
    assert ends == pytest.approx(tuple(np.quantile(drawn, [0.025, 0.975])), abs=1.5)


def test_rows_of_one_article_widen_the_interval() -> None:
    gold = [{"label": "favor", "article": place // 10} for place in range(100)]
    found = [{"label": "favor" if place // 10 % 2 else "none"} for place in range(100)]
    together = label_figures(gold, found).intervals().scores[-1]
    apart = label_figures([{"label": "favor"} for _ in gold], found).intervals().scores[-1]
    assert together is not None
    assert apart is not None
    assert together.high - together.low > 2 * (apart.high - apart.low)


def test_the_same_seed_gives_the_same_interval_in_any_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    figures = label_figures(*labelled(2))
    once = figures.intervals(seed=5)
    assert once == figures.intervals(seed=5)
    assert once != figures.intervals(seed=6)
    monkeypatch.setattr("framing.measures.MAX_WEIGHTS", 700)
    assert once == figures.intervals(seed=5)


def test_no_interval_where_there_is_nothing_to_redraw() -> None:
    gold, found = labelled(4, FEWEST_UNITS - 1)
    few = label_figures(gold, found)
    assert few.intervals().mean_f1 is None
    assert few.rows(few.intervals())[0]["ci_low"] is None
    agreed = label_figures([{"label": "favor"}] * 20, [{"label": "favor"}] * 20)
    assert agreed.intervals().scores == (None, None)
    nothing = label_figures([], []).intervals()
    assert (nothing.scores, nothing.mean_f1, nothing.units) == ((None,), None, 0)


def test_rows_and_json_hold_the_intervals_when_asked() -> None:
    figures = label_figures([{"label": "favor"}, {"label": "none"}] * 10, [{"label": "favor"}] * 20)
    intervals = figures.intervals(resamples=100)
    favor = intervals.scores[0]
    assert isinstance(favor, Interval)
    found = figures.as_json(intervals)
    assert found["figures"][0] == {
        "what": "favor",
        "precision": 50.0,
        "recall": 100.0,
        "f1": 66.67,
        "ci_low": favor.low,
        "ci_high": favor.high,
        "gold": 10,
        "predicted": 20,
    }
    assert found["mean_f1"] == 33.34
    assert found["mean_f1_ci_low"] < 33.34 < found["mean_f1_ci_high"]
    assert (found["level"], found["resamples"], found["units"]) == (0.95, 100, 20)
    assert figures.as_json() == {key: figures.as_json()[key] for key in ("figures", "mean_f1", "note")}
    assert "ci_low" not in figures.rows()[0]
