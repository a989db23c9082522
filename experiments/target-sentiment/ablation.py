"""What each family of features adds to the word-based model of target sentiment, as a Markdown table.

    python experiments/target-sentiment/ablation.py DATA

Learnt from ``DATA/target-sentiment/train.jsonl`` without the held-out 8 %, as the encoder tier's word model is;
measured on those and on both dev sets. Intervals: 95 %, 500 resamples of texts.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import f1_score, log_loss
from threadpoolctl import threadpool_limits

from framing.learn.store import find_model
from framing.learn.target import LABELS, target_of
from framing.learn.target.features import TargetFeatures
from framing.learn.target.models import VECTORS
from framing.learn.target.sentiment import _untrained
from framing.learn.target.vectors import WordVectors
from framing.learn.training.plan import held_out
from framing.lexicons import load_lexicons
from framing.records import Article
from framing.split import Splitter

RESAMPLES = 500
SEED = 20080217


def main() -> None:
    """Prints the table."""
    folder = Path(sys.argv[1]) / "target-sentiment"
    lexicons = load_lexicons()
    vectors = WordVectors.load(find_model("target-sentiment-linear") / VECTORS)
    features = TargetFeatures(lexicons, vectors=vectors)
    splitter = Splitter.from_lexicons(lexicons)
    rows = {name: _rows(folder / f"{name}.jsonl") for name in ("train", "dev_rw", "dev_mt")}
    tables = {}
    for name, given in rows.items():
        documents = [splitter.split(Article(str(row["id"]), row["text"])) for row in given]
        targets = [target_of(doc, row["start"], row["end"]) for doc, row in zip(documents, given, strict=True)]
        tables[name] = features.transform(targets)
    apart = np.array([held_out(row["text"]) for row in rows["train"]])
    labels = {name: np.array([row["label"].lower() for row in given]) for name, given in rows.items()}
    texts = {name: [row["text"] for row in given] for name, given in rows.items()}
    held = [text for text, here in zip(texts["train"], apart, strict=True) if here]
    sets = {
        "held-out": (tables["train"][apart], labels["train"][apart], held),
        **{name: (tables[name], labels[name], texts[name]) for name in ("dev_rw", "dev_mt")},
    }
    families = list(features.blocks)
    trials: list[tuple[str, list[str]]] = [("all", families)]
    trials += [(f"without {family}", [other for other in families if other != family]) for family in families]
    trials += [(f"{family} alone", [family]) for family in families]
    print("| features | held-out | rw | mt | log loss, dev |\n| --- | ---: | ---: | ---: | ---: |")
    for name, kept in trials:
        model = _fitted(features, kept, tables["train"][~apart], labels["train"][~apart])
        cells, losses = [], []
        for place, (table, right, given_texts) in sets.items():
            chances = model.predict_proba(table)
            said = np.array(LABELS)[chances.argmax(axis=1)]
            cells.append(_cell(right, said, given_texts))
            losses += [log_loss(right, chances, labels=list(LABELS))] if place != "held-out" else []
        print(f"| {name} | {' | '.join(cells)} | {np.mean(losses):.3f} |", flush=True)


def _fitted(features: TargetFeatures, kept: Sequence[str], table: Any, labels: NDArray[np.str_]) -> Any:
    model = _untrained(features)
    union = model.named_steps["weights"]
    union.transformer_list = [step for step in union.transformer_list if step[0] in kept]
    union.transformer_weights = {name: union.transformer_weights[name] for name in kept}
    with threadpool_limits(1):
        return model.fit(table, labels)


def _cell(right: NDArray[np.str_], said: NDArray[np.str_], texts: Sequence[str]) -> str:
    """Macro-F1 with its interval when texts are redrawn."""
    _, group = np.unique(texts, return_inverse=True)
    members = [np.flatnonzero(group == at) for at in range(group.max() + 1)]
    rng = np.random.default_rng(SEED)
    drawn = []
    for _ in range(RESAMPLES):
        rows = np.concatenate([members[at] for at in rng.integers(len(members), size=len(members))])
        drawn.append(f1_score(right[rows], said[rows], average="macro"))
    low, high = np.quantile(drawn, [0.025, 0.975])
    return f"{100 * f1_score(right, said, average='macro'):.1f} [{100 * low:.1f}, {100 * high:.1f}]"


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    main()
