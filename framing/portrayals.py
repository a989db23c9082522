"""How each side is presented, and by whom: by the outlets, by itself, by the other sides, by other sources.

From the portrayal of mentions: a sentence's mentions of a side are averaged, then sentences. Intervals resample whole
articles, as in ``framing.aggregate``. A portrayal is what one sentence says; the tone of a source's words about a side
is the source's, and is never mixed with the outlet's own.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from framing.aggregate import (
    PERCENTILE,
    POLARITY_STEPS,
    Bootstrap,
    Cells,
    Chance,
    codes_of,
    estimate,
    ratio,
    steps_of,
    typed_table,
    voice_order,
    words_of,
)
from framing.records import NARRATOR, OTHER

SPEAKERS = ("outlets", "itself", "other sides", "other sources")
CHANCES = ("portrayal_negative", "portrayal_neutral", "portrayal_positive")
KEY = ["article_id", "sentence_index"]


def portrayal_by_speaker(
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    order: Sequence[str] = (),
    rng: Chance = None,
    bootstrap: Bootstrap = PERCENTILE,
) -> pd.DataFrame:
    """How each side is made to look, by who speaks.

    Parameters
    ----------
    mentions : DataFrame
        The table ``mentions``; read are article_id, sentence_index, perspective and the three probabilities.
    sentences : DataFrame
        The table ``sentences``; read are article_id, sentence_index and voices.
    order, rng, bootstrap
        As in ``framing.aggregate.voice_share``.

    Returns
    -------
    DataFrame
        A row a side and speaker (``SPEAKERS``) of portrayed mentions: perspective, speaker, n_sentences, n_articles,
        balance (mean of positive less negative probability over sentences, -1 to 1), ci_low, ci_high (of balance),
        negative, neutral, positive (mean probabilities). A sentence of several voices counts for each.

    Examples
    --------
    >>> said = pd.DataFrame({"article_id": "a", "sentence_index": [0, 1], "voices": ["narrator", "east"]})
    >>> named = pd.DataFrame({"article_id": "a", "sentence_index": [0, 0, 1], "perspective": ["east", "east", "west"],
    ...     "portrayal_negative": [0.5, 0.7, 0.1], "portrayal_neutral": 0.3, "portrayal_positive": [0.2, 0.0, 0.6]})
    >>> portrayal_by_speaker(named, said)[["perspective", "speaker", "n_sentences", "balance"]]
      perspective      speaker  n_sentences  balance
    0        east      outlets            1     -0.5
    1        west  other sides            1      0.5
    """
    rows = _by_speaker(mentions, sentences)
    sides = voice_order(rows["perspective"].unique(), order)
    code = codes_of(rows["perspective"], sides) * len(SPEAKERS) + codes_of(rows["speaker"], SPEAKERS)
    kept, cell = np.unique(code, return_inverse=True)
    articles, ids = pd.factorize(words_of(rows["article_id"]), sort=True)
    cells = Cells(articles, np.arange(len(rows)), cell, (len(ids), len(kept)))
    chances = {name.removeprefix("portrayal_"): steps_of(rows[name]) for name in CHANCES}
    everything = cells.tally()
    sums = cells.tally(amount=chances["positive"] - chances["negative"])
    balance, low, high = estimate(sums, everything, rng, bootstrap) / POLARITY_STEPS
    size = cells.size()
    means = {
        name: ratio(cells.tally(amount=values).sum(axis=0), size["n_sentences"]) / POLARITY_STEPS
        for name, values in chances.items()
    }
    labels = {
        "perspective": np.take(np.array(sides, dtype=object), kept // len(SPEAKERS)),
        "speaker": np.take(np.array(SPEAKERS, dtype=object), kept % len(SPEAKERS)),
    }
    return typed_table(labels, size, balance=balance, ci_low=low, ci_high=high, **means)


def _by_speaker(mentions: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """A row a sentence, side and speaker, with the mean probabilities of the side's mentions there."""
    known = mentions.dropna(subset=list(CHANCES))
    columns = {**{name: known[name].astype("string") for name in ("article_id", "perspective")}}
    numbers = {name: known[name].astype("Float64").astype("float64") for name in CHANCES}
    table = pd.DataFrame({**columns, "sentence_index": known["sentence_index"].astype("int64"), **numbers})
    means = table.groupby([*KEY, "perspective"], as_index=False, sort=True)[list(CHANCES)].mean()
    said = pd.DataFrame(
        {
            "article_id": sentences["article_id"].astype("string"),
            "sentence_index": sentences["sentence_index"].astype("int64"),
            "voice": sentences["voices"].astype("string").str.split(";"),
        }
    )
    long = means.merge(said.explode("voice"), on=KEY)
    voice, side = words_of(long["voice"].str.strip()), words_of(long["perspective"])
    speaker = np.where(voice == side, "itself", "other sides").astype(object)
    speaker[voice == NARRATOR], speaker[voice == OTHER] = "outlets", "other sources"
    return long.assign(speaker=speaker).drop(columns="voice").drop_duplicates([*KEY, "perspective", "speaker"])
