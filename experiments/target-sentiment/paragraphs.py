"""What the sentences around a target cost the encoder tier, and what a head for paragraphs wins back: a Markdown table.

    python experiments/target-sentiment/paragraphs.py DATA

The dev rows of ``DATA/target-sentiment`` are read alone and between other dev rows (``training.paragraphs``), and
judged by both pairs of head and blend of the shipped model: macro-F1, and the mean negative log-likelihood.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
from sklearn.metrics import f1_score

from framing.learn.models import open_encoder
from framing.learn.store import find_model
from framing.learn.target import LABELS, target_of
from framing.learn.target.models import EncoderTargetModel, load_target_model
from framing.learn.target.reading import Reader
from framing.learn.training import TrainingPlan, TrainingRows
from framing.learn.training.paragraphs import in_paragraphs, in_passages, pools_within
from framing.lexicons import load_lexicons

SEED = 2


def main() -> None:
    """Prints the table."""
    lexicons = load_lexicons()
    encoder = open_encoder("encoder")
    model = load_target_model(find_model("target-sentiment-encoder"), "encoder", Reader(lexicons))
    if not isinstance(model, EncoderTargetModel):
        raise SystemExit("the model is not of the encoder tier")
    print("| dev rows | read | head for sentences alone | head for paragraphs |\n| --- | --- | ---: | ---: |")
    for name in ("dev_rw", "dev_mt"):
        text = (Path(sys.argv[1]) / "target-sentiment" / f"{name}.jsonl").read_text(encoding="utf-8")
        rows = [json.loads(line) for line in text.splitlines()]
        rows = [{**row, "article": "_".join(str(row["id"]).split("_")[:3])} for row in rows]
        plan = TrainingPlan(TrainingRows(name, rows), lexicons, encoder, SEED, name, "")
        wanted = np.array([LABELS.index(row["label"]) for row in rows])
        pairs = zip(plan.documents(rows), rows, strict=True)
        alone = in_passages([target_of(document, row["start"], row["end"]) for document, row in pairs])
        words = model.words.log_probabilities([each.target for each in alone])
        for read, placed in (("alone", alone), ("between others", in_paragraphs(plan))):
            pools = pools_within(encoder, placed)
            cells = []
            for head in (model.alone, model.within):
                found = head.probabilities(pools, words)
                f1 = f1_score(wanted, found.argmax(axis=1), average="macro")
                loss = -np.log(found[np.arange(len(wanted)), wanted]).mean()
                cells.append(f"{100 * f1:.1f}, {loss:.3f}")
            print(f"| {name} | {read} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
