"""Rows set into paragraphs: labelled sentences come alone, but an analysis reads them between others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.learn.encoder import Encoder
from framing.learn.portrayal import sentence_of
from framing.learn.readings import read_passages
from framing.learn.target import Target, target_of
from framing.learn.target.pools import pools_of
from framing.learn.training.folds import groups_of
from framing.learn.training.plan import TrainingPlan

AROUND = ((0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (2, 0))
"""How many sentences stand before and behind."""
SHARE_OF_GROUP = 0.7
"""How often a neighbour is taken from the same article, where the rows say which that is."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A target in the passage that is read, of which the tokens ``first`` up to ``last`` are the row's text."""

    target: Target
    first: int
    last: int


def in_passages(targets: Sequence[Target]) -> list[Placed]:
    """Targets whose passage is the row's text alone."""
    return [Placed(target, 0, len(target.passage.tokens)) for target in targets]


def in_paragraphs(plan: TrainingPlan) -> list[Placed]:
    """The targets of a plan's rows, each text between others of the rows, drawn by chance from the plan's seed.

    Rows of no other text have no neighbours.
    """
    chance = np.random.default_rng(plan.seed)
    rows = plan.data.rows
    groups = groups_of(rows)
    texts: dict[str, list[str]] = {}
    for row, group in zip(rows, groups, strict=True):
        texts.setdefault(group, []).append(row["text"])
    everything = [row["text"] for row in rows]

    def neighbours(count: int, text: str, group: str) -> list[str]:
        pool = texts[group] if chance.random() < SHARE_OF_GROUP and set(texts[group]) != {text} else everything
        return [drawn for drawn in (pool[at] for at in chance.integers(len(pool), size=count)) if drawn != text]

    set_in, starts = [], []
    for row, group in zip(rows, groups, strict=True):
        n_before, n_behind = AROUND[chance.integers(len(AROUND))]
        before = "".join(f"{text} " for text in neighbours(n_before, row["text"], group))
        behind = "".join(f" {text}" for text in neighbours(n_behind, row["text"], group))
        starts.append(len(before))
        set_in.append({**row, "text": f"{before}{row['text']}{behind}"})
    placed = []
    for row, whole, start, document in zip(rows, set_in, starts, plan.documents(set_in), strict=True):
        target = target_of(document, start + row["start"], start + row["end"])
        first, last = target.passage.covering(start, start + len(row["text"])) or (0, len(whole["text"]))
        placed.append(Placed(target, first, last))
    return placed


def pools_within(encoder: Encoder, placed: Sequence[Placed]) -> NDArray[np.float32]:
    """The pooled states of targets, each read in its passage and cut to its sentences."""
    found = read_passages([each.target.passage for each in placed], encoder)
    cut = [sentence_of(reading, each.first, each.last) for reading, each in zip(found, placed, strict=True)]
    targets = [
        Target(reading.passage, each.target.first - each.first, each.target.last - each.first)
        for reading, each in zip(cut, placed, strict=True)
    ]
    return pools_of(targets, [reading.encoded for reading in cut if reading.encoded is not None])
