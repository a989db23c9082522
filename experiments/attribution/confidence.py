"""Measures how often each rule is right on texts that the models have not seen, for ``lexicons/confidence.tsv``.

    python experiments/attribution/confidence.py --data ../shared/data [--write]

On the articles of PolNeAR train that ``framing.learn.training.plan.held_out`` keeps apart, an attribution is
right where a gold attribution has a source that overlaps its own and holds at least half of its content. On the coded
texts of ``tests/coded`` whose errors were read, it is right where its side is among the voices of the sentence that it
decided.
Both are counted together. Rules alone stand under ``rules``, those with the encoder tier's proposals under ``model``.
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
from framing.records import Article, Attributed, Attribution, Document, Span
from framing.split import Splitter
from framing.study import load_study
from framing.tasks.rows import read_rows

Row = dict[str, Any]
CODED = ("development", "sample", "second", "third", "interviews")
READERS = {"rules": None, "model": "encoder"}
ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "lexicons" / "confidence.tsv"
HEAD = """\
# title: How often each rule of attribution is right
# source: measured by experiments/attribution/confidence.py on held-out articles of PolNeAR train (Newell et al. 2018) \
and on the coded texts of tests/coded; holds no text of either
# licence: CC BY 4.0
# language: en
# date: 2026-11-30
# scale: confidence is (right + 1) / (cases + 2), 0 to 1
rule\treader\tconfidence\tcases
"""


class Reader:
    """The rules with the proposals of a tier, or alone."""

    def __init__(self, tier: str | None) -> None:
        study = load_study("kosovo")
        self._splitter, self._attributor = Splitter.from_lexicons(study.lexicons), Attributor(study)
        self._models = Models(study.lexicons, ModelChoice(tier)) if tier else None

    def read(self, rows: Sequence[Row]) -> Iterator[tuple[Row, Document, Attributed]]:
        """Every row with its document and what is found in it."""
        documents = [self._splitter.split(Article(str(row["id"]), row["text"], date=row.get("date"))) for row in rows]
        models = self._models
        proposed = models.attribution.propose(models.readings(documents)) if models else [()] * len(rows)
        for row, document, proposals in zip(rows, documents, proposed, strict=True):
            yield row, document, self._attributor.attribute(document, proposals)


def on_articles(reader: Reader, data: Path) -> Iterator[tuple[str, bool]]:
    """Rule and whether it is right, of every attribution in the held-out articles."""
    rows = [row for row in read_rows(data / "attribution" / "train.jsonl", ("id", "text")) if held_out(str(row["id"]))]
    for row, _, attributed in reader.read([{**row, "date": None} for row in rows]):
        for found in attributed.attributions:
            yield found.rule, right(found, row["attributions"])


def on_coded(reader: Reader) -> Iterator[tuple[str, bool]]:
    """Rule and whether it is right, of every attribution that decided a voice in the coded texts."""
    rows = [row for name in CODED for row in read_rows(ROOT / "tests" / "coded" / f"{name}.jsonl", ("id", "text"))]
    for row, document, attributed in reader.read(rows):
        for sentence, voice in zip(document.sentences, attributed.voices, strict=True):
            gold = max(
                row["sentences"],
                key=lambda each: min(each["end"], sentence.end) - max(each["start"], sentence.start),
            )
            wanted = {*gold["voices"], *gold.get("optional", [])}
            for place in voice.evidence:
                found = attributed.attributions[place]
                yield found.rule, found.perspective in wanted


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
    lines = []
    for name, tier in READERS.items():
        reader = Reader(tier)
        judged = [*on_articles(reader, options.data), *on_coded(reader)]
        cases, hits = Counter(rule for rule, _ in judged), Counter(rule for rule, is_right in judged if is_right)
        lines += [
            f"{rule}\t{name}\t{(hits[rule] + 1) / (cases[rule] + 2):.2f}\t{cases[rule]}" for rule in sorted(cases)
        ]
    print("\n".join(lines))
    if options.write:
        TABLE.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
