"""Writes the figures of results/validation onto the cards of the models of attribution and target sentiment.

    python experiments/validation/card_figures.py        # after framing experiments run validation

The other shipped models carry the figures of their own cross-validation. What a card says of figures decides nothing a
model predicts, so no hash in a manifest changes.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pandas as pd

from framing.learn.store import find_model, read_card
from framing.learn.store.card import CARD, Estimate

FIGURES = Path(__file__).resolve().parents[2] / "results" / "validation" / "figures.csv"
TASKS = ("attribution", "target-sentiment")
TIERS = ("encoder", "linear")
LEFT_OUT = ("overlap", "accuracy")
DECIMALS = 4


def main() -> None:
    """Rewrites the four cards."""
    table = pd.read_csv(FIGURES)
    for task in TASKS:
        for tier in TIERS:
            folder = find_model(f"{task}-{tier}")
            rows = table[(table["task"] == task) & (table["model"] == f"{tier} tier")]
            card = replace(read_card(folder), figures=figures_of(rows))
            content = json.dumps(card.as_json(), indent=2, sort_keys=True, ensure_ascii=False)
            (folder / CARD).write_text(content + "\n", encoding="utf-8")
            print(folder.name)


def figures_of(rows: pd.DataFrame) -> dict[str, dict[str, Estimate]]:
    """Measure to data set to estimate, in [0, 1], as cards have them; rows hold percent."""
    found: dict[str, dict[str, Estimate]] = {}
    for row in rows.itertuples():
        if not row.measure.startswith(LEFT_OUT):
            numbers = (round(value / 100, DECIMALS) for value in (row.estimate, row.ci_low, row.ci_high))
            found.setdefault(row.measure.lower().replace("-", "_").replace(" ", "_"), {})[row.data] = Estimate(*numbers)
    return found


if __name__ == "__main__":
    main()
