"""A few labelled rows of our own, enough to train small models on."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import product
from pathlib import Path
from typing import Any

Row = dict[str, Any]
NAMES = ("Ana Kovač", "Ben Ode", "the mayor", "the harbour board")
SIGNED = {
    "negative": (
        "Critics attacked {} over the failed plan.",
        "{} lied, and the court condemned the crime.",
        "The scandal disgraced {}.",
    ),
    "neutral": ("{} arrived on Monday.", "The bus stopped near the house of {}.", "{} meets the board at noon."),
    "positive": (
        "Voters praised {} for the brave rescue.",
        "{} won a prize for excellent work.",
        "The town thanked {} with a warm welcome.",
    ),
}
SPEAKERS = ("Ana Kovač", "The mayor", "A spokesman", "Ben Ode", "The ministry", "Police")
CUES = ("said", "insisted", "warned")
CONTENTS = ("the bridge would open soon", "taxes must fall next year", "nobody had asked the tenants")


def target_rows() -> list[Row]:
    """36 rows of target sentiment, 12 of each label."""
    rows = []
    for label, patterns in SIGNED.items():
        for pattern, name in product(patterns, NAMES):
            text = pattern.format(name)
            start = text.index(name)
            span = {"start": start, "end": start + len(name)}
            rows.append({"id": f"{label}-{len(rows)}", "text": text, **span, "label": label})
    return rows


def attribution_rows() -> list[Row]:
    """18 rows of attribution: two attributions in each, one of them with its content in two pieces."""
    rows = []
    for at, (speaker, cue) in enumerate(product(SPEAKERS, CUES)):
        content, quoted, rest = (CONTENTS[(at + step) % len(CONTENTS)] for step in range(3))
        other = SPEAKERS[(at + 2) % len(SPEAKERS)]
        first = [(speaker, "source"), (cue, "cue"), (f"that {content}", "content")]
        second = [(f"“{quoted},”", "content"), (other, "source"), ("has added", "cue"), (f"“and {rest}”", "content")]
        text, attributions = "", []
        for parts, behind in ((first, ". Rain fell on the old town. "), (second, ".")):
            found: dict[str, list[list[int]]] = {}
            for words, part in parts:
                text += " " if found else ""
                found.setdefault(part, []).append([len(text), len(text) + len(words)])
                text += words
            attributions.append(found)
            text += behind
        rows.append({"id": f"a{at}", "text": text, "attributions": attributions})
    return rows


def write_rows(path: Path, rows: Iterable[object]) -> Path:
    """JSON Lines."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path
