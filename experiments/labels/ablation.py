"""What each family of word features adds: cross-validated F1 without it, linear tier.

    python experiments/labels/ablation.py ../shared/data/stance/train.jsonl --penalty 3

Each line: the block left out, macro-F1 over the labels, and micro-F1 (accuracy where a row has one label). One penalty
for all, so that lines differ by their features alone; half a minute for 1,850 sentences on an idle core.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from framing.learn.store import find_model
from framing.learn.target.models import VECTORS
from framing.learn.training import TrainingPlan, TrainingRows
from framing.learn.training.estimates import compared
from framing.learn.training.folds import folds_of
from framing.learn.training.labels import LabelTable, decided, label_table, unseen_scores
from framing.lexicons import load_lexicons

NOTHING = "nothing"


def without(table: LabelTable, block: str) -> LabelTable:
    """The table without the features of a block."""
    spans = {name: span for name, span in table.words.spans.items() if name != block}
    return replace(table, words=replace(table.words, spans=spans))


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints a line a block."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("rows", type=Path, help="labelled rows of stance, sentiment or frames")
    parser.add_argument("--penalty", type=float, default=3.0, help="of the regression")
    options = parser.parse_args(arguments)
    rows = [json.loads(line) for line in options.rows.read_text(encoding="utf-8").splitlines()]
    plan = TrainingPlan(TrainingRows(options.rows.name, rows), load_lexicons(), None, 0, "ablation", "Ablation.")
    table = label_table(plan, find_model("target-sentiment-linear") / VECTORS)
    folds = folds_of(rows, table.flags, plan.seed)
    for block in (NOTHING, *table.words.spans):
        part = without(table, block)
        scores = unseen_scores(part, "words", folds, options.penalty)
        found = compared(rows, decided(part, folds, [scores]))
        print(
            f"without {block:<12} macro-F1 {found.mean_f1:5.2f}   micro-F1 {100 * found.scores[-1].f1:5.2f}", flush=True
        )


if __name__ == "__main__":
    main()
