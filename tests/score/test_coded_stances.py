"""Stances to sides on hand-coded articles, both tiers: the floors lie under what is measured now."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from framing.learn.choice import ModelChoice
from framing.learn.models import Models
from framing.pipeline import Analyzer
from framing.study import load_study
from framing.validation.stances import stance_figures

UNSEEN = Path(__file__).parents[1] / "coded" / "unseen.jsonl"


@pytest.mark.parametrize(("tier", "f1", "precision"), [("encoder", 0.58, 0.80), ("linear", 0.52, 0.65)])
def test_stances_to_sides(tier: str, f1: float, precision: float) -> None:
    study = load_study("kosovo")
    rows = [json.loads(line) for line in UNSEEN.read_text(encoding="utf-8").splitlines()]
    figures = stance_figures(rows, Analyzer(study, Models(study.lexicons, ModelChoice(tier))))
    [sides] = [score for score in figures.scores if score.name == "for or against: perspective"]
    assert sides.f1 >= f1
    assert sides.precision >= precision
