"""How accurate the linear tier is beside the encoder tier, by the cards of the models that ship."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from framing.learn.choice import ModelChoice

if TYPE_CHECKING:
    from framing.learn.store import Estimate

LINEAR, ENCODER = "linear", "encoder"
ANALYSED = ("attribution", "target-sentiment", "sentiment")
"""The tasks of an analysis that both tiers do."""
READ_BY = {"voice": "attribution"}
"""Tasks that are answered by the model of another."""


def accuracy_note(choice: ModelChoice, tasks: Iterable[str] = ANALYSED) -> str | None:
    """One line with the mean F1 of both tiers in each task; None where the shipped linear tier was not asked for."""
    if choice.tier != LINEAR or choice.model:
        return None
    figures = "; ".join(_beside(READ_BY.get(task, task)) for task in tasks)
    return f"linear tier, mean F1 in percent (encoder tier in brackets): {figures}; on which rows: framing models show"


def _beside(task: str) -> str:
    linear, encoder = (_mean_f1(f"{task}-{tier}") for tier in (LINEAR, ENCODER))
    shared = sorted(linear.keys() & encoder.keys())
    return f"{task} {_percent(linear, shared)} ({_percent(encoder, shared)})"


def _mean_f1(model: str) -> Mapping[str, Estimate]:
    """By data set."""
    from framing.learn.store import find_model, read_card
    from framing.learn.store.card import MEAN_MEASURES

    figures = read_card(find_model(model)).figures
    return next((figures[measure] for measure in MEAN_MEASURES if measure in figures), {})


def _percent(found: Mapping[str, Estimate], shared: Sequence[str]) -> str:
    """The figures on the rows that both tiers were measured on, on its own rows where there are none."""
    return ", ".join(f"{100 * found[data_set].estimate:.1f}" for data_set in shared or sorted(found))
