"""Who acts and who is acted on, and whose attackers, helpers and judges go unnamed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from framing.aggregate import voice_order
from framing.angles.shares import SAMPLING, Sampling, exploded
from framing.ratios import Cells, codes_of, estimate, typed_table, words_of
from framing.records import NARRATOR

AGENTLESS = "passive_without_agent"


def agency(
    actions: pd.DataFrame,
    order: Sequence[str] = (),
    *,
    own_voice: bool | None = None,
    sampling: Sampling = SAMPLING,
) -> pd.DataFrame:
    """How often each side acts and is acted on.

    Parameters
    ----------
    actions : DataFrame
        The table ``actions``; read are article_id, construction, agent_perspective, patient_perspective and voice.
    order : sequence of str
        The sides to list first.
    own_voice : bool, optional
        Only deeds that the outlets tell themselves (True), or that their sources tell (False); all if None.
    sampling : Sampling
        How intervals are made, over whole articles.

    Returns
    -------
    DataFrame
        A row a side: perspective, n_acting, n_acted_on, n_agentless (acted on in a passive that names no agent),
        n_articles (with a deed of the side), acting (share of n_acting in both, 0 to 1), acting_low, acting_high,
        agentless (share of n_agentless in n_acted_on), agentless_low, agentless_high.

    Notes
    -----
    What it cannot see: deeds told by nouns, intransitive verbs or infinitives, and whether an agent left out is known
    or plain from the sentence before.

    Examples
    --------
    >>> rows = pd.DataFrame({"article_id": ["a", "a"], "construction": ["active", "passive_without_agent"],
    ...                      "agent_perspective": ["east", None], "patient_perspective": ["west", "west"],
    ...                      "voice": ["narrator", "narrator"]})
    >>> agency(rows)[["perspective", "n_acting", "n_acted_on", "acting", "agentless"]]
      perspective  n_acting  n_acted_on  acting  agentless
    0        east         1           0     1.0       <NA>
    1        west         0           2     0.0        0.5
    """
    rows = actions.reset_index(drop=True)
    if own_voice is not None:
        rows = rows[((rows["voice"] == NARRATOR) == own_voice) & rows["voice"].notna()].reset_index(drop=True)
    acting = exploded(rows.assign(side=rows["agent_perspective"], acts=True), "side")
    acted = exploded(rows.assign(side=rows["patient_perspective"], acts=False), "side")
    both = pd.concat([acting, acted], ignore_index=True)
    sides = [side for side in voice_order(both["side"], order) if (both["side"] == side).any()]
    articles, ids = pd.factorize(words_of(both["article_id"]), sort=True)
    cells = Cells(articles, np.arange(len(both)), codes_of(both["side"], sides), (len(ids), len(sides)))
    acts = both["acts"].to_numpy(dtype=bool)
    agentless = ~acts & (words_of(both["construction"]) == AGENTLESS)
    n_acting, n_acted, n_agentless = cells.tally(acts), cells.tally(~acts), cells.tally(agentless)
    share, low, high = estimate(n_acting, n_acting + n_acted, sampling.rng, sampling.bootstrap)
    hidden, hidden_low, hidden_high = estimate(n_agentless, n_acted, sampling.rng, sampling.bootstrap)
    size = {
        "n_acting": n_acting.sum(axis=0),
        "n_acted_on": n_acted.sum(axis=0),
        "n_agentless": n_agentless.sum(axis=0),
        "n_articles": (n_acting + n_acted > 0).sum(axis=0),
    }
    return typed_table(
        {"perspective": sides}, size, acting=share, acting_low=low, acting_high=high,
        agentless=hidden, agentless_low=hidden_low, agentless_high=hidden_high,
    )  # fmt: skip
