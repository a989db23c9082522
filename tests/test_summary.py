"""What a run found, for a person and for a script."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest

from framing.results import Result
from framing.summary import Summary, summarize

VOICES = {"city": "City council", "tenants": "Tenants", "other": "Other sources", "narrator": "Narrator"}
MANIFEST = {"study": {"voices": [{"id": key, "label": label} for key, label in VOICES.items()]}}


def summary(sentences: list[tuple[str, float | None]], stances: list[tuple[str, str, float | None]]) -> Summary:
    """Of one article: (voices, polarity) a sentence, (holder, target, polarity) a stance."""
    rows: dict[str, list[dict[str, Any]]] = {
        "articles": [{"status": "ok"}, {"status": "skipped"}],
        "sentences": [
            {"article_id": "a", "voices": voices, "lexicon_polarity": polarity, "sentiment": "neutral"}
            for voices, polarity in sentences
        ],
        "stances": [
            {"article_id": "a", "holder": holder, "target": target, "polarity": polarity}
            | {"target_kind": "perspective", "stance": "none"}
            for holder, target, polarity in stances
        ],
    }
    columns = ["article_id", "holder", "target", "polarity", "target_kind", "stance"]
    tables = {name: pd.DataFrame(listed, columns=None if listed else columns) for name, listed in rows.items()}
    return summarize(Result(tables, MANIFEST), list(VOICES))


@pytest.fixture(scope="module")
def found() -> Summary:
    return summary(
        [("city", -0.5), ("city;tenants", 0.25), ("narrator", None), ("narrator", None)],
        [("city", "tenants", -0.6)] * 5
        + [("narrator", "tenants", 0.1)] * 6
        + [("other", "city", None)] * 9
        + [("city", "city", 0.5)] * 4,
    )


def test_the_text(found: Summary) -> None:
    assert found.as_text() == "\n".join(
        [
            "1 article, 4 sentences; 1 article set aside",
            "",
            "Whose voice    sentences          tone (mean, of sentences with a loaded word)",
            "City council      2  50%               -0.12 (n 2)",
            "Tenants           1  25%               +0.25 (n 1)",
            "Other sources     0  0%                none",
            "Narrator          2  50%               none",
            "",
            "How each side is presented (mean tone of the words about it; n sentences)",
            "  City council: by itself: too few (n 4); by the other sides: too few (n 0); "
            "by other sources: too few (n 0); by the outlets: too few (n 0)",
            "  Tenants: by itself: too few (n 0); by the other sides: -0.60 (n 5); "
            "by other sources: too few (n 0); by the outlets: +0.10 (n 6)",
        ]
    )


def test_the_json(found: Summary) -> None:
    document = json.loads(json.dumps(found.as_json(), allow_nan=False))
    assert (document["articles"], document["skipped"], document["sentences"]) == (1, 1, 4)
    assert document["voices"][0] == {
        "voice": "city",
        "n_sentences": 2,
        "n_articles": 1,
        "share": 0.5,
        "ci_low": None,
        "ci_high": None,
        "n_scored": 2,
        "polarity": -0.125,
    }
    assert [row["polarity"] for row in document["voices"]] == [-0.125, 0.25, None, None]
    assert [(row["holder"], row["target"], row["n_sentences"], row["polarity"]) for row in document["portrayal"]] == [
        ("city", "city", 4, 0.5),
        ("city", "tenants", 5, -0.6),
        ("other", "city", 9, None),
        ("narrator", "tenants", 6, 0.1),
    ]


def test_the_outlets_voice_and_its_sources_are_never_mixed() -> None:
    stances = [("narrator", "city", -1.0)] * 5 + [("other", "city", 1.0)] * 5 + [("tenants", "city", 0.5)] * 5
    text = summary([("narrator", 0.0)], stances).as_text()
    assert "by the other sides: +0.50 (n 5); by other sources: +1.00 (n 5); by the outlets: -1.00 (n 5)" in text


def test_no_side_is_spoken_about() -> None:
    assert summary([("narrator", None)], []).as_text().splitlines()[-1] == "No side is spoken about."


def test_the_summary_of_a_run(result: Result) -> None:
    text = summarize(result, ["belgrade", "pristina", "west", "moscow", "other", "narrator"]).as_text()
    assert text.startswith("2 articles, 4 sentences\n")
    assert "Belgrade" in text
