"""What a run found, for a person and for a script."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import framing
from framing.aggregate import tone, voice_share
from framing.portrayals import portrayal_by_speaker
from framing.results import Result
from framing.summary import Summary, Tallied, summarize, tallied
from tests.conftest import TEXTS

VOICES = {"city": "City council", "tenants": "Tenants", "other": "Other sources", "narrator": "Narrator"}


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
            | {"portrayal_negative": max(-balance, 0.0), "portrayal_neutral": 1 - abs(balance), "portrayal": "neutral"}
            for at, side, balance in mentions
        ],
    }
    chances = [f"portrayal_{label}" for label in ("negative", "neutral", "positive")]
    columns = ["article_id", "sentence_index", "perspective", "portrayal", *chances]
    tables = {name: pd.DataFrame(listed, columns=None if listed else columns) for name, listed in rows.items()}
    return summarize([tallied(tables)], VOICES)


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


def test_a_portrayal_too_unsure_to_tell_counts_for_none() -> None:
    said = pd.DataFrame({"article_id": "a", "sentence_index": [0, 1], "voices": "narrator"})
    chances = {"portrayal_negative": [0.9, 0.4], "portrayal_neutral": [0.1, 0.3], "portrayal_positive": [0.0, 0.3]}
    key = {"article_id": "a", "sentence_index": [0, 1], "perspective": "city"}
    mentions = pd.DataFrame({**key, "portrayal": ["negative", None], **chances})
    [row] = portrayal_by_speaker(mentions, said).to_dict("records")
    assert (row["n_sentences"], row["balance"]) == (1, -0.9)


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
    labels = {voice["id"]: voice["label"] for voice in result.manifest["study"]["voices"]}
    text = summarize([tallied(result.tables)], labels).as_text()
    assert text.startswith("2 articles, 4 sentences\n")
    assert "Belgrade" in text


def test_the_parts_of_a_corpus_make_the_same_summary(result: Result) -> None:
    """However it is cut, stored and read again; article ids of a part need not lie before those of the next."""
    many = [framing.read_text(f"{text} Item {at}.", id=f"{9 - at}") for at in range(6) for text in TEXTS[at % 2 :: 2]]
    tables = framing.analyze(many, framing.load_study("kosovo"), models="linear").tables
    parts = []
    for at in range(0, 6, 2):
        ids = {article.article_id for article in many[at : at + 2]}
        part = tallied({name: table[table["article_id"].isin(ids)] for name, table in tables.items()})
        parts.append(Tallied.from_json(json.loads(json.dumps(part.as_json()))))
    labels = {voice["id"]: voice["label"] for voice in result.manifest["study"]["voices"]}
    whole = summarize([tallied(tables)], labels)
    assert whole.voices["ci_low"].notna().any()
    assert summarize(parts, labels).as_json() == whole.as_json()
    shares = voice_share(tables["sentences"], list(labels))
    assert_frame_equal(whole.voices[shares.columns], shares)
    tones = tone(tables["sentences"], list(labels))[["n_scored", "polarity"]]
    assert_frame_equal(whole.voices[["n_scored", "polarity"]], tones)
    assert_frame_equal(whole.portrayal, portrayal_by_speaker(tables["mentions"], tables["sentences"], list(labels)))
