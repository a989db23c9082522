"""Measures how often each rule is right on articles that the models have not seen, for ``lexicons/confidence.tsv``.

    python experiments/attribution/confidence.py --data ../shared/data [--write]

An attribution is right where one of the gold attributions has a source that overlaps its own and holds at least half of
its content. The articles are those of PolNeAR train that ``framing.learn.training.plan.held_out`` keeps apart. A rule
with fewer than ``FEWEST`` cases takes the figure of its family, the words before its first hyphen.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from framing.attribute import Attributor
from framing.learn.choice import ModelChoice
from framing.learn.models import Models
from framing.learn.training.plan import held_out
from framing.records import Article, Attribution, Span
from framing.split import Splitter
from framing.study import load_study
from framing.tasks.rows import read_rows

Row = dict[str, Any]
FEWEST = 20
PRIOR = 2.0
TABLE = Path(__file__).resolve().parents[2] / "lexicons" / "confidence.tsv"
HEAD = """\
# title: How often each rule of attribution is right
# source: measured by experiments/attribution/confidence.py on held-out articles of PolNeAR train (Newell et al. 2018), \
encoder tier; no text of it is here
# licence: CC BY 4.0
# language: en
# date: 2026-11-29
# note: confidence is (right + 1) / (cases + 2); a rule that supports a model's proposal ends in +learnt
"""


def judged(data: Path, tier: str | None) -> Iterator[tuple[str, float, bool]]:
    """Rule, confidence and whether it is right, of every attribution in the held-out articles."""
    study = load_study("kosovo")
    splitter, attributor = Splitter.from_lexicons(study.lexicons), Attributor(study)
    rows = [row for row in read_rows(data / "attribution" / "train.jsonl", ("id", "text")) if held_out(str(row["id"]))]
    documents = [splitter.split(Article(str(row["id"]), row["text"])) for row in rows]
    models = Models(study.lexicons, ModelChoice(tier)) if tier else None
    proposed = models.attribution.propose(models.readings(documents)) if models else [()] * len(rows)
    for row, document, proposals in zip(rows, documents, proposed, strict=True):
        for found in attributor.attribute(document, proposals).attributions:
            yield found.rule, found.confidence, right(found, row["attributions"])


def right(found: Attribution, gold: Sequence[Row]) -> bool:
    """Whether a gold attribution has the same source, and most of the content."""
    return any(
        found.source is not None
        and overlap([found.source], each["source"]) > 0
        and 2 * overlap(found.content, each["content"]) >= sum(piece.end - piece.start for piece in found.content) > 0
        for each in gold
    )


def overlap(spans: Sequence[Span], pieces: Sequence[Sequence[int]]) -> int:
    """How many characters two parts share."""
    return sum(max(0, min(one.end, end) - max(one.start, start)) for one in spans for start, end in pieces)


def main() -> None:
    """Prints the table of every rule, and writes it with ``--write``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the labelled rows")
    parser.add_argument("--write", action="store_true", help=f"write {TABLE.name}")
    options = parser.parse_args()
    counts: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    bins: dict[str, Counter[tuple[int, bool]]] = {}
    for tier in ("encoder", "linear", None):
        bins[tier or "rules"] = Counter()
        for rule, confidence, is_right in judged(options.data, tier):
            bins[tier or "rules"][int(10 * min(confidence, 0.999)), is_right] += 1
            if tier == "encoder" or (tier is None and "learnt" not in rule):
                name = rule if tier else f"{rule} (no model)"
                counts[name] += 1
                hits[name] += is_right
    for name in sorted(counts):
        print(f"{name}\t{(hits[name] + 1) / (counts[name] + PRIOR):.2f}\t{counts[name]}")
    for tier, found in bins.items():
        print(tier, {at / 10: (found[at, True], found[at, True] + found[at, False]) for at in range(10)})


if __name__ == "__main__":
    main()
