"""Made-up tables for the charts: as many articles as a test asks for, always the same ones."""

from __future__ import annotations

import numpy as np
import pandas as pd

from framing.charts import Palette

OUTLETS = (
    "Harbour Post",
    "The Meridian Wire",
    "Nova Tribuna — daily newspaper for politics, culture, sport and everything else that happens under the sun",
    None,
)
TITLES = (
    "Barricades go up in northern Kosovo over licence plates",
    "Damage between $5m and $10m as crowd blocks new mayors in Zvečan; leaders trade blame and allies call for calm",
    "Gunmen storm Banjska",
    None,
)
FRAMES = (*(f"boydstun.frame_{number}" for number in range(11)), "semetko.conflict", "kosovo.conflict")
PALETTE = Palette(
    {
        "belgrade": "Belgrade",
        "pristina": "Pristina",
        "west": "Western partners",
        "moscow": "Moscow",
        "other": "Other sources",
        "narrator": "Narrator (the outlet)",
    },
    {
        "belgrade": "#0072B2",
        "pristina": "#D55E00",
        "west": "#009E73",
        "moscow": "#CC79A7",
        "other": "#F0E442",
        "narrator": "#BFBFBF",
    },
    ("belgrade", "pristina", "west", "moscow", "other", "narrator"),
)
WIDE = Palette(
    {
        **{f"side_{number}": f"The {number}th delegation to the northern talks of ministers" for number in range(8)},
        "other": "Others who are asked",
        "narrator": "Narrator",
    },
    {**{f"side_{number}": f"#{number}0A0C0" for number in range(8)}, "other": "#F0E442", "narrator": "#BFBFBF"},
    (*(f"side_{number}" for number in range(8)), "other", "narrator"),
)


def tables(n_articles: int, palette: Palette = PALETTE, longest: int = 26) -> dict[str, pd.DataFrame]:
    """Articles, sentences, stances, mentions, frames, terms, attributions, actions, marks of distance: made up."""
    chance = np.random.default_rng(7)
    sentences, stances, mentions, frames, articles = [], [], [], [], []
    for number in range(n_articles):
        outlet, title = OUTLETS[number % 4], TITLES[number // 4 % 4]
        articles.append({"article_id": f"{number:04d}", "outlet": outlet, "title": title, "date": "2023-05-29"})
        for index in range(int(chance.integers(longest // 2, longest))):
            key = {"article_id": f"{number:04d}", "sentence_index": index}
            count = int(chance.choice([1, 1, 1, 2, 3]))
            voices = [str(voice) for voice in chance.choice(palette.order, count, replace=False)]
            polarity = round(max(-1.0, min(1.0, chance.normal(-0.1, 0.3))), 3) if chance.random() < 0.8 else None
            tone = (
                "" if polarity is None else ["negative", "neutral", "positive"][1 + int(np.sign(round(polarity * 4)))]
            )
            sentences.append(
                {**key, "voices": ";".join(voices), "lexicon_polarity": polarity, "sentiment": tone or None}
            )
            target = str(chance.choice(palette.order[:-2]))
            stances.append(
                {**key, "holder": voices[0], "target_kind": "perspective", "target": target, "stance": "none"}
            )
            stances[-1]["polarity"] = polarity
            stances[-1]["p_favor"] = None if polarity is None else max(polarity, 0.0)
            stances[-1]["p_against"] = None if polarity is None else max(-polarity, 0.0)
            good = 0.2 if polarity is None else max(polarity, 0.0)
            mentions.append({**key, "perspective": target, "portrayal_positive": good, "portrayal_neutral": 0.0})
            mentions[-1] |= {"portrayal_negative": 1.0 - good, "portrayal": "positive" if good > 0.5 else "negative"}
            frames.append({**key, "frame": str(chance.choice(FRAMES)), "present": bool(chance.random() < 0.7)})
    made = {"articles": articles, "sentences": sentences, "stances": stances, "mentions": mentions, "frames": frames}
    made |= angles(sentences, palette, np.random.default_rng(11))
    return {name: pd.DataFrame(rows) for name, rows in made.items()}


def angles(
    sentences: list[dict[str, object]], palette: Palette, chance: np.random.Generator
) -> dict[str, list[object]]:
    """What the charts of naming, credence, agency and distinctive terms read; sentences get a text and a voice."""
    words = np.array([f"word{number}" for number in range(60)])
    made: dict[str, list[object]] = {name: [] for name in ("terms", "attributions", "actions", "distancing")}
    for place, sentence in enumerate(sentences):
        key = {"article_id": sentence["article_id"], "sentence_index": sentence["sentence_index"]}
        voice = str(sentence["voices"]).split(";")[0]
        own = chance.random() < 0.5
        drawn = chance.choice(words, 12, p=np.arange(1, 61) / np.arange(1, 61).sum())
        told = "narrator" if own else voice
        sentence |= {"text": " ".join(drawn), "voice": told}
        sides = [str(side) for side in chance.choice(palette.order[:-2], 2)]
        made["terms"].append({**key, "perspective": sides[0], "voice": told, "in_quote": not own})
        if place % 3 == 0:
            made["distancing"].append({**key, "perspective": sides[1], "voice": told})
        spans = {"cue_start": 0, "cue_end": 4, "content_start": 10, "content_end": 90}
        credence = str(chance.choice(["doubting", "neutral", "endorsing"], p=[0.2, 0.7, 0.1]))
        speaker = None if voice == "narrator" else voice
        made["attributions"].append({**key, **spans, "perspective": speaker, "credence": credence})
        construction = str(chance.choice(["active", "passive_with_agent", "passive_without_agent"]))
        agent = None if construction.endswith("without_agent") else sides[0]
        made["actions"].append(
            {
                **key,
                "construction": construction,
                "agent_perspective": agent,
                "patient_perspective": sides[1],
                "voice": told,
            }
        )
    return made
