"""What the cards of the shipped models say is what results/validation and known_failures.yaml say."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from framing.learn.store import find_model, read_card, shipped_names

FOLDER = Path(__file__).resolve().parents[2] / "experiments" / "validation"


@pytest.fixture(scope="module")
def card_figures() -> ModuleType:
    spec = importlib.util.spec_from_file_location("card_figures", FOLDER / "card_figures.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", shipped_names())
def test_a_card_is_as_it_would_be_written_now(card_figures: ModuleType, name: str) -> None:
    card = read_card(find_model(name))
    assert card == card_figures.card_of(name), "run experiments/validation/card_figures.py"
    assert 2 <= len(card.known_failures) <= 4
    assert card.figures


@pytest.mark.parametrize("name", [name for name in shipped_names() if not name.startswith(("attribution", "encoder"))])
def test_a_card_has_a_calibration_error_and_its_curve(name: str) -> None:
    card = read_card(find_model(name))
    errors, curve = card.figures["calibration_error"], card.settings["calibration_curve"]
    assert all(0 < each.ci_low <= each.estimate <= each.ci_high for each in errors.values())
    assert all(each["low"] < each["probability"] <= each["high"] and 0 <= each["share"] <= 1 for each in curve)
