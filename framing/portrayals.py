"""How each side is presented, and by whom: by the outlets, by itself, by the other sides, by other sources.

From the portrayal of mentions: a sentence's mentions of a side are averaged, then sentences. A mention whose portrayal
is missing, as the model was not sure enough of it, does not count. Intervals resample whole
articles, as in ``framing.ratios``. A portrayal is what one sentence says; the tone of a source's words about a side
is the source's, and is never mixed with the outlet's own.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from framing.aggregate import voice_order
from framing.ratios import (
    PERCENTILE,
    POLARITY_STEPS,
    Bootstrap,
    Cells,
    Chance,
    estimate,
    ratio,
    size_of,
    steps_of,
    typed_table,
    words_of,
)
from framing.records import NARRATOR, OTHER
from framing.tallies import Tally

SPEAKERS = ("outlets", "itself", "other sides", "other sources")
NEGATIVE, NEUTRAL, POSITIVE = CHANCES = ("portrayal_negative", "portrayal_neutral", "portrayal_positive")
LABEL = "portrayal"
COUNT = "n"
NAME_BETWEEN = "/"
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
        The table ``mentions``; read are article_id, sentence_index, perspective, portrayal and the three
        probabilities.
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
    ...     "portrayal": ["negative", "negative", "positive"],
    ...     "portrayal_negative": [0.5, 0.7, 0.1], "portrayal_neutral": 0.3, "portrayal_positive": [0.2, 0.0, 0.6]})
    >>> portrayal_by_speaker(named, said)[["perspective", "speaker", "n_sentences", "balance"]]
      perspective      speaker  n_sentences  balance
    0        east      outlets            1     -0.5
    1        west  other sides            1      0.5
    """
    return portrayal_table(portrayal_tally(mentions, sentences), order, rng, bootstrap)


def portrayal_tally(mentions: pd.DataFrame, sentences: pd.DataFrame) -> Tally:
    """By article, and side and speaker ("side/speaker"): sentences, and sums of the probabilities in millionths."""
    rows = _by_speaker(mentions, sentences)
    names = words_of(rows["perspective"]) + NAME_BETWEEN + words_of(rows["speaker"])
    columns, known = pd.factorize(names)
    articles, ids = pd.factorize(words_of(rows["article_id"]), sort=True)
    cells = Cells(articles, np.arange(len(rows)), columns, (len(ids), len(known)))
    layers = {COUNT: cells.tally()} | {name: cells.tally(amount=steps_of(rows[name])) for name in CHANCES}
    whole = {name: np.rint(values).astype(np.int64) for name, values in layers.items()}
    return Tally(list(map(str, ids)), list(map(str, known)), whole)


def portrayal_table(
    tally: Tally, order: Sequence[str] = (), rng: Chance = None, bootstrap: Bootstrap = PERCENTILE
) -> pd.DataFrame:
    """What ``portrayal_by_speaker`` gives, from a tally of the whole corpus."""
    pairs = [tuple(name.rsplit(NAME_BETWEEN, 1)) for name in tally.names]
    sides = voice_order(dict.fromkeys(side for side, _ in pairs), order)
    columns = sorted(range(len(pairs)), key=lambda at: (sides.index(pairs[at][0]), SPEAKERS.index(pairs[at][1])))
    layers = {name: values[:, columns].astype(np.float64) for name, values in tally.layers.items()}
    counts, sums = layers[COUNT], layers[POSITIVE] - layers[NEGATIVE]
    balance, low, high = estimate(sums, counts, rng, bootstrap) / POLARITY_STEPS
    size = size_of(counts)
    means = {
        name.removeprefix("portrayal_"): ratio(layers[name].sum(axis=0), size["n_sentences"]) / POLARITY_STEPS
        for name in CHANCES
    }
    labels = {
        "perspective": np.array([pairs[at][0] for at in columns], dtype=object),
        "speaker": np.array([pairs[at][1] for at in columns], dtype=object),
    }
    return typed_table(labels, size, balance=balance, ci_low=low, ci_high=high, **means)


def _by_speaker(mentions: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """A row a sentence, side and speaker, with the mean probabilities of the side's mentions there."""
    known = mentions.dropna(subset=[LABEL, *CHANCES])
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
