"""The coded sets are what two coders agreed on, by the rule that is told."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def coders() -> ModuleType:
    spec = importlib.util.spec_from_file_location("coders", ROOT / "experiments" / "stances" / "coders.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def sentences(name: str) -> dict[tuple[str, int], dict[str, Any]]:
    lines = (ROOT / "tests" / "coded" / name).read_text(encoding="utf-8").splitlines()
    return {(row["id"], at): each for row in map(json.loads, lines) for at, each in enumerate(row["sentences"])}


@pytest.mark.parametrize("name", ["second", "unseen", "third"])
def test_the_stances_of_a_set(coders: ModuleType, name: str) -> None:
    coded = sentences(f"{name}.jsonl")
    found = [row for row in coders.rows() if row["set"] == name]
    assert len(found) == len(coded)
    for row in found:
        sentence = coded[row["article"], row["sentence"]]
        assert coders.merged_stances(row) == (sentence["stances"], sentence["optional_stances"])


def test_the_frames_of_a_set(coders: ModuleType) -> None:
    coded = sentences("third-frames.jsonl")
    for row in coders.rows():
        if "frames" in row:
            sentence = coded[row["article"], row["sentence"]]
            given = [{frame.removeprefix("kosovo.") for frame in sentence[key]} for key in ("frames", "optional")]
            assert list(coders.merged_frames(row)) == given


def test_what_one_coder_alone_saw_counts_neither_way(coders: ModuleType) -> None:
    first = [["west", "issue", "kfor", "favor", True], ["west", "issue", "dinar", "none", True]]
    second = [["west", "issue", "kfor", "against", True], ["west", "perspective", "moscow", "against", False]]
    stances, optional = coders.merged_stances({"stances": [first, second]})
    assert stances == []
    assert [(each["target_kind"], each["target"]) for each in optional] == [
        ("issue", "kfor"),
        ("perspective", "moscow"),
    ]
    same = [["west", "perspective", "moscow", "against", False]]
    [[stance], _] = coders.merged_stances({"stances": [same, same]})
    assert (stance["stance"], stance["implied"]) == ("against", True)
