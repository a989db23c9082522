"""The labelled rows that the shipped models of labels are learnt from: tone of sentences, stance, and frames.

No corpus of news sentences labelled for tone is at hand, so one is put together: sentences of NewsMTSC, whose tone
is that of all their targets (one with a good and a bad one is left out), and the sentences we coded ourselves, which
count more, for they are coded by the codebook. Of NewsMTSC those are taken that the encoder is not trained on: of the
others it knows the answer, and a regression over its states would trust them too much.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from framing.learn.training import TrainingRows, held_out

Row = dict[str, Any]

CODED = Path(__file__).resolve().parents[2] / "tests" / "coded"
CODED_FILES = ("development.jsonl", "development_tone.tsv", "second.jsonl")
CODED_WEIGHT = 3.0
TARGETS = "target-sentiment/train.jsonl"
GWSD, GVFC, NARRATIVE = "stance/train.jsonl", "frames/headlines_train.jsonl", "frames/articles_train.jsonl"
LICENCES = {
    GWSD: "GWSD (EMNLP Findings 2020): no licence stated",
    GVFC: "GVFC (CoNLL 2019): no licence stated",
    NARRATIVE: "Narrative Frames (ACL 2023): MIT",
}


def label_rows(data: Path) -> Iterator[tuple[str, str, TrainingRows]]:
    """Task, stem of the model's name, and rows of every shipped model of labels."""
    yield "sentiment", "sentiment", tone_rows(data)
    yield "stance", "stance", _rows(data, GWSD)
    yield "frames", "frames", _rows(data, NARRATIVE)
    yield "frames", "frames-headlines", _rows(data, GVFC)


def tone_rows(data: Path) -> TrainingRows:
    """Sentences with their tone."""
    files = [data / TARGETS, *(CODED / name for name in CODED_FILES)]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
    rows = [*_by_targets(_read(files[0])), *coded_sentences()]
    return TrainingRows(
        f"{TARGETS} by sentence + coded/{' + '.join(CODED_FILES)}",
        rows,
        digest,
        "NewsMTSC (EACL 2021): MIT; coded sentences: CC BY 4.0",
    )


def coded_sentences() -> list[Row]:
    """The sentences of the coded articles that are there to learn from, each with its tone."""
    development, codes, second = (CODED / name for name in CODED_FILES)
    lines = [line.split("\t") for line in codes.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    tones = {(article, int(at)): tone for article, at, tone in lines[1:]}
    return [
        {
            "id": f"{article['id']}-{at}",
            "text": article["text"][sentence["start"] : sentence["end"]],
            "label": sentence.get("sentiment") or tones[article["id"], at],
            "article": article["id"],
            "weight": CODED_WEIGHT,
        }
        for article in (*_read(development), *_read(second))
        for at, sentence in enumerate(article["sentences"])
    ]


def _by_targets(rows: Sequence[Row]) -> list[Row]:
    signs: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        signs[row["text"]].add(row["label"])
    found = []
    for at, (text, labels) in enumerate(signs.items()):
        loaded = labels - {"neutral"}
        if len(loaded) < 2 and held_out(text):
            found.append({"id": f"t{at}", "text": text, "label": next(iter(loaded), "neutral")})
    return found


def _rows(data: Path, name: str) -> TrainingRows:
    path = data / name
    return TrainingRows(name, _read(path), hashlib.sha256(path.read_bytes()).hexdigest(), LICENCES[name])


def _read(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
