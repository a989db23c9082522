"""From one row a sentence to one row a voice, pair or frame, each number with its n and its 95 % interval.

How intervals are made: ``framing.ratios``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from framing.ratios import (
    PERCENTILE,
    POLARITY_STEPS,
    Bootstrap,
    Cells,
    Chance,
    Codes,
    Numbers,
    codes_of,
    estimate,
    ratio,
    size_of,
    steps_of,
    typed_table,
    words_of,
)
from framing.records import NARRATOR, OTHER
from framing.tallies import Counts, Tally

ALL, COUNT, SCORED, POLARITY = "", "n", "scored", "polarity"


def voice_share(
    sentences: pd.DataFrame, order: Sequence[str] = (), rng: Chance = None, bootstrap: Bootstrap = PERCENTILE
) -> pd.DataFrame:
    """The share of the sentences that each voice speaks in; a sentence counts once for each of its voices.

    Parameters
    ----------
    sentences : DataFrame
        The table ``sentences``; read are article_id and voices.
    order : sequence of str
        The voices to list, also those that never speak; others found in the table follow.
    rng : Generator, optional
        The source of chance; a fresh one from ``SEED`` if not given.
    bootstrap : Bootstrap
        How the interval is made.

    Returns
    -------
    DataFrame
        A row a voice: voice, n_sentences, n_articles (in which it speaks), share (of all sentences, 0 to 1; the
        shares add up to more than 1 where voices share sentences), ci_low, ci_high.

    Examples
    --------
    >>> rows = pd.DataFrame({"article_id": ["a", "a", "b", "b"], "voices": ["east", "east;west", "narrator", "west"]})
    >>> voice_share(rows)[["voice", "n_sentences", "n_articles", "share"]]
          voice  n_sentences  n_articles  share
    0      east            2           1    0.5
    1      west            2           2    0.5
    2  narrator            1           1   0.25
    """
    voices, _, said = spoken(sentences, order)
    return share_table(voices, said.tally(), np.bincount(said.article_of_row), rng, bootstrap)


def share_table(
    voices: Sequence[str],
    counts: Numbers,
    n_sentences: Counts,
    rng: Chance = None,
    bootstrap: Bootstrap = PERCENTILE,
) -> pd.DataFrame:
    """What ``voice_share`` gives, from the sentences by article and voice, and all sentences by article."""
    everything = n_sentences.astype(np.float64)[:, None].repeat(len(voices), axis=1)
    share, low, high = estimate(counts, everything, rng, bootstrap)
    return typed_table({"voice": list(voices)}, size_of(counts), share=share, ci_low=low, ci_high=high)


def voice_tally(sentences: pd.DataFrame) -> Tally:
    """By article and voice: sentences, those scored, and the sum of their polarities in millionths.

    ``all`` has a column of its own: every sentence of the article once.
    """
    voices, place, said = spoken(sentences, ())
    polarity = steps_of(sentences["lexicon_polarity"])[place]
    scored = ~np.isnan(polarity)
    by_voice = (said.tally(), said.tally(scored), said.tally(scored, polarity))
    everything = np.bincount(said.article_of_row, minlength=said.shape[0])[:, None]
    ids = sorted(set(words_of(sentences["article_id"])))
    layers = {
        name: np.hstack([everything if name == COUNT else np.zeros_like(everything), np.rint(values)])
        for name, values in zip((COUNT, SCORED, POLARITY), by_voice, strict=True)
    }
    return Tally(ids, [ALL, *voices], {name: values.astype(np.int64) for name, values in layers.items()})


def voice_table(tally: Tally, order: Sequence[str] = ()) -> pd.DataFrame:
    """A row a voice, from a tally of the whole corpus: what ``voice_share`` gives, n_scored, and polarity."""
    voices = voice_order((name for name in tally.names if name != ALL), order)
    at = {name: place for place, name in enumerate(tally.names)}
    counted = {
        layer: np.column_stack(
            [values[:, at[voice]] if voice in at else np.zeros(len(values)) for voice in voices]
            or [np.zeros((len(values), 0))]
        ).astype(np.float64)
        for layer, values in tally.layers.items()
    }
    shares = share_table(voices, counted[COUNT], tally.layers[COUNT][:, at[ALL]])
    n_scored = counted[SCORED].sum(axis=0)
    polarity = ratio(counted[POLARITY].sum(axis=0), n_scored) / POLARITY_STEPS
    return shares.assign(n_scored=n_scored, polarity=polarity).astype({"n_scored": "Int64", "polarity": "Float64"})


def tone(
    sentences: pd.DataFrame, order: Sequence[str] = (), rng: Chance = None, bootstrap: Bootstrap = PERCENTILE
) -> pd.DataFrame:
    """The tone of each voice's sentences, from those with at least one word of the lexicon (the scored ones).

    Parameters
    ----------
    sentences : DataFrame
        The table ``sentences``; read are article_id, voices, lexicon_polarity and sentiment.
    order, rng, bootstrap
        As in ``voice_share``.

    Returns
    -------
    DataFrame
        A row a voice: voice, n_sentences, n_articles, n_scored, n_without_evidence, polarity (mean over the scored
        sentences, -1 to 1), ci_low, ci_high (of polarity), negative, neutral, positive (shares of the scored
        sentences that bear a label). Missing, not 0, where nothing is scored.

    Examples
    --------
    >>> rows = pd.DataFrame({"article_id": ["a", "a", "a"], "voices": ["east", "east", "east"],
    ...                      "lexicon_polarity": [-0.5, 0.1, None], "sentiment": ["negative", "neutral", None]})
    >>> tone(rows)[["voice", "n_scored", "n_without_evidence", "polarity", "negative"]]
      voice  n_scored  n_without_evidence  polarity  negative
    0  east         2                   1      -0.2       0.5
    """
    voices, place, said = spoken(sentences, order)
    polarity = steps_of(sentences["lexicon_polarity"])[place]
    scored = ~np.isnan(polarity)
    n_scored = said.tally(scored)
    mean, low, high = estimate(said.tally(scored, polarity), n_scored, rng, bootstrap) / POLARITY_STEPS
    label = words_of(sentences["sentiment"])[place]
    labelled = {name: said.tally(scored & (label == name)).sum(axis=0) for name in ("negative", "neutral", "positive")}
    scores = {"n_scored": n_scored.sum(axis=0), "n_without_evidence": said.tally(~scored).sum(axis=0)}
    shares = {name: ratio(count, sum(labelled.values())) for name, count in labelled.items()}
    return typed_table({"voice": voices}, said.size(), **scores, polarity=mean, ci_low=low, ci_high=high, **shares)


def who_on_whom(
    stances: pd.DataFrame, order: Sequence[str] = (), rng: Chance = None, bootstrap: Bootstrap = PERCENTILE
) -> pd.DataFrame:
    """How each voice stands to each other perspective; targets that are issues are left out.

    So are rows without a stance: the model was not sure enough of any.

    Parameters
    ----------
    stances : DataFrame
        The table ``stances``; read are article_id, holder, target_kind, target, stance, p_favor and p_against.
    order, rng, bootstrap
        As in ``voice_share``.

    Returns
    -------
    DataFrame
        A row a holder and target that occur together: holder, target, n_sentences, n_articles, n_scored (sentences
        with probabilities), polarity (their mean of p_favor - p_against, -1 to 1), ci_low, ci_high (of polarity),
        favor, against, none (shares of the n_sentences).

    Examples
    --------
    >>> rows = pd.DataFrame({"article_id": ["a", "b"], "holder": ["east", "east"], "target": ["west", "west"],
    ...                      "target_kind": "perspective", "stance": ["against", "none"],
    ...                      "p_favor": [0.1, None], "p_against": [0.5, None]})
    >>> who_on_whom(rows)[["holder", "target", "n_sentences", "n_scored", "polarity", "against"]]
      holder target  n_sentences  n_scored  polarity  against
    0   east   west            2         1      -0.4      0.5
    """
    rows = stances[(words_of(stances["target_kind"]) == "perspective") & stances["stance"].notna().to_numpy()]
    holders, targets = voice_order(rows["holder"], order), voice_order(rows["target"], order)
    code = codes_of(rows["holder"], holders) * len(targets) + codes_of(rows["target"], targets)
    kept, pair = np.unique(code, return_inverse=True)
    articles, ids = pd.factorize(words_of(rows["article_id"]), sort=True)
    said = Cells(articles, np.arange(len(rows)), pair, (len(ids), len(kept)))
    polarity, stance = steps_of(rows["p_favor"]) - steps_of(rows["p_against"]), words_of(rows["stance"])
    n_scored = said.tally(~np.isnan(polarity))
    mean, low, high = estimate(said.tally(~np.isnan(polarity), polarity), n_scored, rng, bootstrap) / POLARITY_STEPS
    names = {"holder": np.take(holders, kept // len(targets)), "target": np.take(targets, kept % len(targets))}
    total, size = n_scored.sum(axis=0), said.size()
    found = {name: said.tally(stance == name).sum(axis=0) for name in ("favor", "against", "none")}
    shares = {name: ratio(count, size["n_sentences"]) for name, count in found.items()}
    return typed_table(names, size, n_scored=total, polarity=mean, ci_low=low, ci_high=high, **shares)


def frames_by_voice(
    frames: pd.DataFrame,
    sentences: pd.DataFrame,
    order: Sequence[str] = (),
    rng: Chance = None,
    bootstrap: Bootstrap = PERCENTILE,
) -> pd.DataFrame:
    """The share of each voice's sentences in which each frame is present.

    Parameters
    ----------
    frames : DataFrame
        The table ``frames``; read are article_id, sentence_index, frame and present.
    sentences : DataFrame
        The table ``sentences``; read are article_id, sentence_index and voices.
    order, rng, bootstrap
        As in ``voice_share``.

    Returns
    -------
    DataFrame
        A row a voice and frame of the table: voice, frame, n_sentences and n_articles (of the voice), n_present,
        share (n_present of n_sentences, 0 to 1), ci_low, ci_high. Sentences of which it is missing whether the frame
        is present do not count among the n_sentences of that frame.

    Examples
    --------
    >>> said = pd.DataFrame({"article_id": ["a", "a"], "sentence_index": [0, 1], "voices": ["east", "east"]})
    >>> found = pd.DataFrame({"article_id": ["a"], "sentence_index": [1], "frame": ["law"], "present": [True]})
    >>> frames_by_voice(found, said)[["voice", "frame", "n_sentences", "n_present", "share"]]
      voice frame  n_sentences  n_present  share
    0  east   law            2          1    0.5
    """
    voices, place, said = spoken(sentences, order)
    names = sorted(set(frames["frame"].dropna()))
    key = ["article_id", "sentence_index"]
    long = pd.DataFrame({"place": place, "voice": said.column})

    def tally(rows: pd.DataFrame) -> Numbers:
        found = rows[[*key, "frame"]].merge(sentences[key].reset_index(drop=True).reset_index(names="place"), on=key)
        each = long.merge(found, on="place")
        cell = each["voice"].to_numpy(dtype=np.intp) * len(names) + codes_of(each["frame"], names)
        shape = (said.shape[0], len(voices) * len(names))
        return Cells(said.article_of_row, each["place"].to_numpy(dtype=np.intp), cell, shape).tally()

    counts = tally(frames[frames["present"].to_numpy(dtype=bool, na_value=False)])
    decided = said.tally().repeat(len(names), axis=1) - tally(frames[frames["present"].isna().to_numpy()])
    share, low, high = estimate(counts, decided, rng, bootstrap)
    labels = {"voice": np.repeat(np.array(voices, dtype=object), len(names)), "frame": names * len(voices)}
    return typed_table(labels, size_of(decided), n_present=counts.sum(axis=0), share=share, ci_low=low, ci_high=high)


def voice_order(found: Iterable[str], order: Sequence[str] = ()) -> list[str]:
    """The voices of ``order``, then further ones by name, ``other`` and ``narrator`` last.

    >>> voice_order(["narrator", "moscow", "other"], ["west", "other"])
    ['west', 'other', 'moscow', 'narrator']
    """
    further = {str(voice) for voice in found} - set(order)
    return [*order, *sorted(further - {OTHER, NARRATOR}), *(voice for voice in (OTHER, NARRATOR) if voice in further)]


def spoken(sentences: pd.DataFrame, order: Sequence[str]) -> tuple[list[str], Codes, Cells]:
    """The voices, and every sentence once for each of its voices: its place in the table, and its cells."""
    lists = sentences["voices"].astype("string").reset_index(drop=True).str.split(";").explode().str.strip()
    long = pd.DataFrame({"place": lists.index, "voice": words_of(lists)})
    long = long[long["voice"] != ""].drop_duplicates()
    voices = voice_order(long["voice"].unique(), order)
    articles, ids = pd.factorize(words_of(sentences["article_id"]), sort=True)
    place = long["place"].to_numpy(dtype=np.intp)
    return voices, place, Cells(articles, place, codes_of(long["voice"], voices), (len(ids), len(voices)))
