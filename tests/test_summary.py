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


def summary(sentences: list[tuple[str, float | None]], mentions: list[tuple[int, str, float]]) -> Summary:
    """Of one article: (voices, polarity) a sentence, (sentence, side, positive less negative) a mention."""
    rows: dict[str, list[dict[str, Any]]] = {
        "articles": [{"status": "ok"}, {"status": "skipped"}],
        "sentences": [
            {"article_id": "a", "sentence_index": at, "voices": voices, "lexicon_polarity": polarity}
            | {"sentiment": "neutral"}
            for at, (voices, polarity) in enumerate(sentences)
        ],
        "mentions": [
            {"article_id": "a", "sentence_index": at, "perspective": side, "portrayal_positive": max(balance, 0.0)}
            | {"portrayal_negative": max(-balance, 0.0), "portrayal_neutral": 1 - abs(balance)}
            for at, side, balance in mentions
        ],
    }
    chances = [f"portrayal_{label}" for label in ("negative", "neutral", "positive")]
    columns = ["article_id", "sentence_index", "perspective", *chances]
    tables = {name: pd.DataFrame(listed, columns=None if listed else columns) for name, listed in rows.items()}
    return summarize(Result(tables, MANIFEST), list(VOICES))


@pytest.fixture(scope="module")
def found() -> Summary:
    return summary(
        [("city", -0.5)] * 5 + [("narrator", None)] * 5,
        [(at, "tenants", -0.6) for at in range(5)] + [(at, "tenants", 0.1) for at in range(5, 10)] + [(0, "city", 0.5)],
    )


def test_the_text(found: Summary) -> None:
    assert found.as_text() == "\n".join(
        [
            "1 article, 10 sentences; 1 article set aside",
            "",
            "Whose voice    sentences          tone (mean, of sentences with a loaded word)",
            "City council      5  50%               -0.50 (n 5)",
            "Tenants           0  0%                none",
            "Other sources     0  0%                none",
            "Narrator          5  50%               none",
            "",
            "How each side is presented (-1 to +1: positive less negative; n sentences)",
            "  City council: by the outlets: too few (n 0); by itself: too few (n 1); "
            "by the other sides: too few (n 0); by the other sources: too few (n 0)",
            "  Tenants: by the outlets: +0.10 (n 5); by itself: too few (n 0); "
            "by the other sides: -0.60 (n 5); by the other sources: too few (n 0)",
        ]
    )


def test_the_json(found: Summary) -> None:
    document = json.loads(json.dumps(found.as_json(), allow_nan=False))
    assert (document["articles"], document["skipped"], document["sentences"]) == (1, 1, 10)
    assert [row["polarity"] for row in document["voices"]] == [-0.5, None, None, None]
    rows = [(row["perspective"], row["speaker"], row["n_sentences"], row["balance"]) for row in document["portrayal"]]
    assert rows == [("city", "itself", 1, 0.5), ("tenants", "outlets", 5, 0.1), ("tenants", "other sides", 5, -0.6)]


def test_the_outlets_voice_and_its_sources_are_never_mixed() -> None:
    voices = ["narrator", "other", "tenants"]
    said = [(voice, 0.0) for voice in voices for _ in range(5)]
    text = summary(said, [(at, "city", (-1.0, 1.0, 0.5)[at // 5]) for at in range(15)]).as_text()
    assert "by the outlets: -1.00 (n 5)" in text
    assert "by the other sides: +0.50 (n 5); by the other sources: +1.00 (n 5)" in text


def test_no_side_is_spoken_about() -> None:
    assert summary([("narrator", None)], []).as_text().splitlines()[-1] == "No side is spoken about."


def test_the_summary_of_a_run(result: Result) -> None:
    text = summarize(result, ["belgrade", "pristina", "west", "moscow", "other", "narrator"]).as_text()
    assert text.startswith("2 articles, 4 sentences\n")
    assert "Belgrade" in text
