"""Measures frames and deeds on hand-coded articles (tests/coded), by the rules alone: frames on two sets, deeds on one.

python experiments/angles/coded.py
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from framing.attribute import Attributor
from framing.records import Article, Document
from framing.score.frames import FrameFinder
from framing.split import Splitter
from framing.study import load_study

FOLDER = Path(__file__).resolve().parents[2] / "tests" / "coded"
CODED = ("sample-angles.jsonl", "third-frames.jsonl")
SCHEME = "kosovo."


def frames_counts(finder: FrameFinder, document: Document, row: dict[str, Any]) -> Counter[str]:
    """Frames found, coded and both; what is coded as optional counts neither way."""
    counts: Counter[str] = Counter()
    for coded in row["sentences"]:
        inside = [each for each in document.sentences if each.start < coded["end"] and coded["start"] < each.end]
        found = {each.frame for sentence in inside for each in finder.find(sentence, row["text"]) if each.present}
        gold = set(coded["frames"])
        counts["both"] += len(found & gold)
        counts["found"] += len(found - set(coded["optional"]))
        counts["coded"] += len(gold)
    return counts


def deeds_counts(attributor: Attributor, document: Document, row: dict[str, Any]) -> Counter[str]:
    """Deeds found, coded and both with their construction, and how many parties have the coded side."""
    counts: Counter[str] = Counter()
    found = list(attributor.attribute(document).actions)
    for deed in (deed for sentence in row["sentences"] for deed in sentence["actions"]):
        partner = next((each for each in found if each.start < deed["end"] and deed["start"] < each.end), None)
        if partner:
            found.remove(partner)
        if deed.get("optional"):
            continue
        counts["coded"] += 1
        if partner:
            counts["found"] += 1
            counts["both"] += partner.construction == deed["construction"]
            counts["parties"] += 2
            counts["side right"] += partner.agent_perspective in deed["agents"]
            counts["side right"] += partner.patient_perspective in deed["patients"]
    counts["found"] += len(found)
    return counts


def main() -> None:
    """Prints precision, recall and F1."""
    study = load_study("kosovo")
    splitter, attributor = Splitter.from_lexicons(study.lexicons), Attributor(study)
    finder = FrameFinder(frame for frame in study.frames if frame.frame_id.startswith(SCHEME))
    for name in CODED:
        totals = {"frames": Counter[str](), "deeds": Counter[str]()}
        for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            document = splitter.split(Article(row["id"], row["text"], date=row["date"]))
            totals["frames"] += frames_counts(finder, document, row)
            if all("actions" in sentence for sentence in row["sentences"]):
                totals["deeds"] += deeds_counts(attributor, document, row)
        for what, counts in totals.items():
            if counts["found"] and counts["coded"]:
                precision, recall = counts["both"] / counts["found"], counts["both"] / counts["coded"]
                f1 = 2 * precision * recall / (precision + recall)
                print(f"{name}, {what}: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f} {dict(counts)}")


if __name__ == "__main__":
    main()
