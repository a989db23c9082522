"""Rows from sentences of our own (``sentences/``): how whoever speaks stands to each target of a sentence."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from framing.learn.training import TrainingRows

TARGETS = Path(__file__).with_name("sentences") / "targets.jsonl"
SIGN_OF = {"against": "negative", "none": "neutral", "favor": "positive"}
"""A model of targets knows signs; a stance has one."""


def stance_rows(path: Path = TARGETS) -> TrainingRows:
    """A row for each target to which a stance is coded: all but who speaks."""
    rows: list[dict[str, Any]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        sentence = json.loads(line)
        for number, target in enumerate(sentence["targets"]):
            if target["stance"] is not None:
                rows.append(
                    {
                        "id": f"{sentence['id']}_{number}",
                        "text": sentence["text"],
                        "start": target["start"],
                        "end": target["end"],
                        "label": SIGN_OF[target["stance"]],
                    }
                )
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return TrainingRows("experiments/encoder/sentences/targets.jsonl", rows, digest, "our own, CC BY 4.0")
