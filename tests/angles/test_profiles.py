"""Naming, credence, distance and agency: numbers that a person can redo by hand."""

import numpy as np
import pandas as pd
import pytest

from framing.angles.agency import agency
from framing.angles.credence import credence_profile, distance_rate
from framing.angles.naming import naming_index

ARTICLES = pd.DataFrame({"article_id": list("abc"), "outlet": ["Post", "Wire", None]})
TERMS = pd.DataFrame(
    [
        ("a", "east", "narrator", False),
        ("a", "east", "narrator", False),
        ("a", "west", "narrator", False),
        ("a", "west", "east", True),
        ("b", "west", "narrator", False),
        ("b", "east", None, True),
        ("b", "east", "east;west", False),
        ("c", "west", "narrator", False),
    ],
    columns=["article_id", "perspective", "voice", "in_quote"],
)


def rows(table, *names):
    kept = table[list(names)].astype(object)
    return [tuple(row) for row in kept.where(kept.notna(), None).itertuples(index=False)]


def test_naming_by_outlet_counts_only_its_own_words():
    found = naming_index(TERMS, ARTICLES, "outlet", ("east", "west"))
    assert rows(found, "outlet", "perspective", "n_part", "n_group", "n_articles", "share") == [
        ("Post", "east", 2, 3, 1, 2 / 3),
        ("Post", "west", 1, 3, 1, 1 / 3),
        ("Wire", "east", 0, 1, 1, 0.0),
        ("Wire", "west", 1, 1, 1, 1.0),
        ("no outlet given", "east", 0, 1, 1, 0.0),
        ("no outlet given", "west", 1, 1, 1, 1.0),
    ]


def test_naming_by_voice_leaves_out_terms_without_a_known_source():
    found = naming_index(TERMS, ARTICLES, "voice", ("east", "west"))
    assert rows(found, "voice", "perspective", "n_part", "n_group") == [
        ("east", "east", 1, 2),
        ("east", "west", 1, 2),
        ("west", "east", 1, 1),
        ("west", "west", 0, 1),
        ("narrator", "east", 2, 5),
        ("narrator", "west", 3, 5),
    ]


def attributions():
    columns = [
        "article_id",
        "perspective",
        "credence",
        "cue_class",
        "cue_start",
        "cue_end",
        "content_start",
        "content_end",
    ]
    return pd.DataFrame(
        [
            ("a", "east", "doubting", "doubting", 5, 12, 13, 80),
            ("a", "west", "doubting", "doubting", 30, 36, 40, 70),  # within what east says: not the outlet's choice
            ("a", "east", "neutral", "neutral", 100, 104, 105, 150),
            ("b", "west", "endorsing", "admitting", 5, 12, 13, 80),
            ("b", None, "neutral", "neutral", 205, 212, 213, 280),
            ("b", "west", None, None, None, None, 313, 380),
        ],
        columns=columns,
    )


def test_credence_counts_the_outlets_own_reports():
    found = credence_profile(attributions(), order=("east", "west"))
    assert rows(found, "perspective", "credence", "n_part", "n_group", "share") == [
        ("east", "doubting", 1, 2, 0.5),
        ("east", "neutral", 1, 2, 0.5),
        ("east", "endorsing", 0, 2, 0.0),
        ("west", "doubting", 0, 1, 0.0),
        ("west", "neutral", 0, 1, 0.0),
        ("west", "endorsing", 1, 1, 1.0),
    ]
    classes = credence_profile(attributions(), "cue_class", ("east", "west"))
    assert set(classes["cue_class"]) == {"doubting", "neutral", "admitting"}


def test_distance_is_a_rate_of_mentions():
    marks = pd.DataFrame(
        [("a", "east", "narrator"), ("b", "east", "narrator"), ("b", "east", "west"), ("b", None, "narrator")],
        columns=["article_id", "perspective", "voice"],
    )
    mentions = pd.DataFrame({"article_id": ["a"] * 3 + ["b"] * 2, "perspective": ["east"] * 4 + ["west"]})
    found = distance_rate(marks, mentions, ("east", "west"))
    assert rows(found, "perspective", "n_marks", "n_mentions", "per_100_mentions") == [
        ("east", 2, 4, 50.0),
        ("west", 0, 1, 0.0),
    ]


ACTIONS = pd.DataFrame(
    [
        ("a", "active", "east", "west", "narrator"),
        ("a", "passive_without_agent", None, "west", "narrator"),
        ("a", "passive_with_agent", "east;other", "west", "east"),
        ("b", "active", "west", None, "narrator"),
        ("b", "passive_without_agent", None, "east", None),
    ],
    columns=["article_id", "construction", "agent_perspective", "patient_perspective", "voice"],
)


def test_agency_by_hand():
    names = ("perspective", "n_acting", "n_acted_on", "n_agentless", "n_articles", "acting", "agentless")
    assert rows(agency(ACTIONS, ("east", "west")), *names) == [
        ("east", 2, 1, 1, 2, 2 / 3, 1.0),
        ("west", 1, 3, 1, 2, 1 / 4, 1 / 3),
        ("other", 1, 0, 0, 1, 1.0, None),
    ]


def test_agency_in_the_outlets_own_voice_and_in_their_sources():
    own = rows(agency(ACTIONS, ("east", "west"), own_voice=True), "perspective", "n_acting", "n_acted_on")
    told = rows(agency(ACTIONS, ("east", "west"), own_voice=False), "perspective", "n_acting", "n_acted_on")
    assert own == [("east", 1, 0), ("west", 1, 2)]
    assert told == [("east", 1, 0), ("west", 0, 1), ("other", 1, 0)]


def test_intervals_redraw_whole_articles():
    """Against a loop over the same draws."""
    chance = np.random.default_rng(1)
    made = pd.DataFrame(
        {
            "article_id": [f"{number // 4}" for number in range(40)],
            "perspective": chance.choice(["east", "west"], 40),
            "voice": "narrator",
            "in_quote": False,
        }
    )
    outlets = pd.DataFrame({"article_id": [f"{number}" for number in range(10)], "outlet": "Post"})
    found = naming_index(made, outlets, order=("east", "west"))
    draws = np.random.default_rng(20080217).multinomial(10, [0.1] * 10, size=2000)
    east = made.assign(east=made["perspective"] == "east").groupby("article_id")["east"].agg(["sum", "size"])
    shares = (draws @ east["sum"]) / (draws @ east["size"])
    assert found["ci_low"][0] == pytest.approx(np.quantile(shares, 0.025), abs=1e-9)
    assert found["ci_high"][0] == pytest.approx(np.quantile(shares, 0.975), abs=1e-9)


def test_empty_tables_give_empty_results():
    assert naming_index(TERMS.iloc[:0], ARTICLES).empty
    assert agency(ACTIONS.iloc[:0]).empty
    assert credence_profile(attributions().iloc[:0]).empty
