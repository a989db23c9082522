"""Rows that models were trained on: figures on them are too good, and a user is told so."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from framing.learn.choice import ModelChoice
from framing.tasks import task_of
from framing.tasks.rows import STANDARD, read_rows


def known_rows(task: str, gold: Path, choice: ModelChoice | None = None) -> list[str]:
    """What to say of a file of rows that the models of a task, or the encoder under them, were trained on.

    A model knows the hash of the file it was trained on, an encoder the fingerprint of each text. A line for each that
    knows the rows; none for rows from standard input.
    """
    from framing.learn.encoder.seen import SeenTexts
    from framing.learn.models import ENCODER, encoder_folder
    from framing.learn.store import find_model, read_card

    if gold == STANDARD:
        return []
    chosen = choice or ModelChoice()
    folders = (
        [find_model(chosen.model)]
        if chosen.model
        else [find_model(f"{each}-{chosen.tier}") for each in task_of(task).models]
    )
    digest = sha256(gold.read_bytes()).hexdigest()
    found, tiers = [], {chosen.tier}
    for card in map(read_card, folders):
        tiers = {card.tier}
        if digest in (each.sha256 for each in card.data):
            found.append(f"{card.name} was trained on these very rows: figures are too good")
    if ENCODER in tiers:
        texts = [str(row["text"]) for row in read_rows(gold, ("text",))]
        known = int(SeenTexts.load(encoder_folder(chosen.encoder or ENCODER)).among(texts).sum())
        if known:
            found.append(f"the encoder was trained on {known:,} of these {len(texts):,} texts: figures are too good")
    return found
