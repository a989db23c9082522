"""Macro-F1 of sentence tone on the hand-coded sample: our lexicon beside VADER and TextBlob.

    python benchmarks/tone.py

VADER's label is negative up to -.05 and positive from .05, as its authors have it; TextBlob's by the sign.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from framing.pipeline import Analyzer
from framing.records import Article
from framing.study import load_study

LABELS = ("negative", "neutral", "positive")
GOLD = Path(__file__).parent.parent / "tests" / "coded" / "sample.jsonl"
VADER_THRESHOLD = 0.05


def label(score: float | None, threshold: float) -> str:
    """The label of a score; a missing one is neutral."""
    if score is None or abs(score) < threshold or score == 0:
        return "neutral"
    return "positive" if score > 0 else "negative"


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """The mean over the labels of 2 hits / (gold + predicted), in percent."""
    figures = []
    for name in LABELS:
        hits = sum(gold == name == found for gold, found in pairs)
        both = sum(gold == name for gold, _ in pairs) + sum(found == name for _, found in pairs)
        figures.append(2 * hits / both if both else 0.0)
    return 100 * sum(figures) / len(figures)


def main() -> None:
    """Prints the three figures."""
    analyzer = Analyzer(load_study("kosovo"))
    pairs: dict[str, list[tuple[str, str]]] = {"our lexicon": [], "VADER": [], "TextBlob": []}
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found = analyzer.rows([Article(row["id"], row["text"], date=row["date"])])[0]["sentences"]
        for gold in row["sentences"]:
            ours = max(found, key=lambda one: min(one["end"], gold["end"]) - max(one["start"], gold["start"]))
            pairs["our lexicon"].append((gold["sentiment"], ours["sentiment"]))
            pairs["VADER"].append((gold["sentiment"], label(ours["vader_compound"], VADER_THRESHOLD)))
            pairs["TextBlob"].append((gold["sentiment"], label(ours["textblob_polarity"], 0)))
    for name, each in pairs.items():
        print(f"{name:<12}{macro_f1(each):6.1f}   n {len(each)}")


if __name__ == "__main__":
    main()
