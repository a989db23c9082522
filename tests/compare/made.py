"""Made-up results: as many articles an outlet and event as a test asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from framing.results import Result

VOICES = [
    {"id": "east", "label": "East", "colour": "#0072B2"},
    {"id": "west", "label": "West", "colour": "#D55E00"},
    {"id": "other", "label": "Other sources", "colour": "#707070"},
    {"id": "narrator", "label": "Narrator", "colour": "#BDBDBD"},
]
OUTLETS = ("Post", "Wire", "Tribune")


def made(n_events: int = 8, outlets: Sequence[str] = OUTLETS, seed: int = 1, lift: float = 0.0) -> Result:
    """An article of each outlet on each event; ``lift`` is how much more often the first outlet quotes the east."""
    chance = np.random.default_rng(seed)
    tables: dict[str, list[dict[str, Any]]] = {
        name: [] for name in ("articles", "sentences", "stances", "frames", "terms", "attributions", "mentions")
    }
    for event in range(n_events):
        for outlet in outlets:
            name = f"{event:02d}-{outlet}"
            tables["articles"].append(
                {"article_id": name, "outlet": outlet, "date": f"2024-{1 + event % 4:02d}-1{event % 3}", "title": name,
                 "status": "ok", "event": f"e{event}", "problem": None, "path": None}
            )  # fmt: skip
            _article(tables, name, chance, lift if outlet == outlets[0] else 0.0)
    return Result({name: pd.DataFrame(rows) for name, rows in tables.items()}, manifest())


def manifest() -> Mapping[str, Any]:
    """What a result says of its study."""
    return {
        "framing": "0",
        "study": {"id": "town", "voices": VOICES, "frames": {"town.rent": "Rent"}},
        "inputs": {"n_articles": 1, "n_skipped": 0, "sha256": "0"},
    }


def _article(tables: Any, name: str, chance: np.random.Generator, lift: float) -> None:
    for index in range(int(chance.integers(8, 20))):
        key = {"article_id": name, "sentence_index": index}
        east = chance.random() < 0.3 + lift
        voice = "east" if east else str(chance.choice(["west", "narrator", "other"]))
        polarity = round(float(chance.normal(0, 0.4)), 3) if chance.random() < 0.7 else None
        tables["sentences"].append(
            {**key, "voices": voice, "voice": voice, "lexicon_polarity": polarity, "text": f"words {name} {index}"}
        )
        tables["stances"].append(
            {**key, "holder": voice, "target_kind": "perspective", "target": "west",
             "stance": str(chance.choice(["favor", "against", "none"]))}
        )  # fmt: skip
        if chance.random() < 0.3:
            tables["frames"].append({**key, "frame": "town.rent", "present": bool(chance.random() < 0.8)})
        if chance.random() < 0.3:
            side = str(chance.choice(["east", "west"]))
            use = {"term_id": "gouging", "perspective": side, "voice": "narrator", "in_quote": False}
            tables["terms"].append({**key, **use})
        if voice in ("east", "west"):
            cue = str(chance.choice(["neutral", "doubting"]))
            spans = {"cue_start": 99 * index, "cue_end": 99 * index + 4}
            spans |= {"content_start": 99 * index + 5, "content_end": 99 * index + 90}
            tables["attributions"].append({**key, **spans, "perspective": voice, "credence": cue})
            tables["mentions"].append(
                {
                    **key,
                    "perspective": voice,
                    "portrayal": "neutral",
                    "portrayal_negative": 0.2,
                    "portrayal_positive": round(chance.random(), 3),
                }
            )
