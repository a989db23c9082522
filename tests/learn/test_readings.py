"""One pass over the text for every task, and what the models of a tier make of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from framing.errors import FramingError
from framing.learn.choice import ModelChoice
from framing.learn.encoder import Encoded, Encoder
from framing.learn.models import Models
from framing.learn.occlusion import explain_target_sentiment
from framing.learn.passages import Passage, passages_of
from framing.learn.readings import read_passages
from framing.learn.target import target_of
from framing.learn.target.pools import pools_of
from framing.learn.target.target import Target
from framing.records import Article
from framing.split import Splitter
from framing.study import load_study

LEXICONS = load_study("kosovo").lexicons
TIERS = ("encoder", "linear")
TEXT = "The ministry said on Monday that the plan had failed.\n\n“We will not sign it,” Ana Kovač told reporters."


@pytest.fixture(scope="module", params=TIERS)
def models(request: pytest.FixtureRequest) -> Models:
    return Models(LEXICONS, ModelChoice(request.param))


def test_passages_are_paragraphs_with_their_quotations(splitter: Splitter) -> None:
    first, second = passages_of(splitter.split(Article("1", TEXT)))
    assert [token.text for token in second.tokens][:3] == ["“", "We", "will"]
    assert not any(first.quoted)
    assert [token.text for token, quoted in zip(second.tokens, second.quoted, strict=True) if quoted][-2:] == [",", "”"]
    assert second.covering(TEXT.index("Kovač"), TEXT.index("Kovač") + 2) == (9, 10)


def test_the_linear_tier_reads_no_states(splitter: Splitter) -> None:
    readings = read_passages(passages_of(splitter.split(Article("1", TEXT))), None)
    assert [reading.encoded for reading in readings] == [None, None]


def test_plain_reports_are_found_in_both_tiers(models: Models, splitter: Splitter) -> None:
    document = splitter.split(Article("1", TEXT))
    [found] = models.attribution.propose(models.readings([document]))
    parts = [
        tuple(" ".join(span.of(TEXT) for span in getattr(each, part)) for part in ("source", "cue")) for each in found
    ]
    assert parts == [("The ministry", "said"), ("Ana Kovač", "told")]
    assert found[0].kind == "indirect"
    assert found[1].kind == "direct"
    assert all(0 <= each.confidence <= 1 for each in found)


def test_documents_do_not_mix(models: Models, splitter: Splitter) -> None:
    documents = [splitter.split(Article(str(at), text)) for at, text in enumerate((TEXT, "", "Rain fell.", TEXT))]
    together = models.attribution.propose(models.readings(documents))
    alone = [models.attribution.propose(models.readings([document]))[0] for document in documents]
    assert together == alone
    assert together[0] == together[3]


@pytest.mark.parametrize(
    ("text", "target", "label"),
    [
        ("Everybody praised Mira Dell for her brilliant and generous work.", "Mira Dell", "positive"),
        ("Mira Dell lied to voters and wrecked the disastrous budget, critics said.", "Mira Dell", "negative"),
    ],
)
def test_plain_praise_and_blame(models: Models, splitter: Splitter, text: str, target: str, label: str) -> None:
    start = text.index(target)
    asked = target_of(splitter.split(Article("1", text)), start, start + len(target))
    [[reading]] = models.read([[asked.passage]])
    [probabilities] = models.target_sentiment.probabilities([asked], [reading.encoded])
    assert probabilities.sum() == pytest.approx(1)
    assert ("negative", "neutral", "positive")[int(probabilities.argmax())] == label


def test_the_words_a_decision_rests_on(models: Models, splitter: Splitter) -> None:
    text = "On Monday everybody praised Mira Dell for her brilliant work."
    start = text.index("Mira")
    target = target_of(splitter.split(Article("1", text)), start, start + len("Mira Dell"))
    found = explain_target_sentiment(models, target)
    assert {"praised", "brilliant"} & {evidence.span.of(text) for evidence in found[:2]}
    assert [evidence.loss for evidence in found] == sorted((evidence.loss for evidence in found), reverse=True)
    assert not {"Mira", "Dell", "."} & {evidence.span.of(text) for evidence in found}


def test_pools_fall_with_the_distance(passage: Callable[[str], Passage]) -> None:
    text = passage("Ana met Bo")
    states = np.eye(5, dtype=np.float32)
    encoded = Encoded(states, np.array([-1, 0, 1, 2, 3]), None)
    begin, target, near, far = np.split(pools_of([Target(text, 0, 1)], [encoded])[0], 4)
    assert begin.tolist() == [1, 0, 0, 0, 0]
    assert target.tolist() == [0, 1, 0, 0, 0]
    for pool, decay in ((near, 3), (far, 10)):
        weights = np.array([0, 1, np.exp(-1 / decay), np.exp(-2 / decay), 0])
        assert pool == pytest.approx(weights / weights.sum(), abs=1e-6)


def test_a_model_of_states_needs_states(splitter: Splitter) -> None:
    encoder_tier = Models(LEXICONS)
    document = splitter.split(Article("1", TEXT))
    with pytest.raises(FramingError, match="give it the encoder tier"):
        encoder_tier.attribution.propose([read_passages(passages_of(document), None)])


def test_what_is_encoded_is_encoded_once(encoder: Encoder, splitter: Splitter, monkeypatch: pytest.MonkeyPatch) -> None:
    models = Models(LEXICONS)
    seen: list[Passage] = []
    given = Encoder.encode

    def counted(self: Encoder, passages: list[Passage], *targets: Any) -> list[Encoded]:
        seen.extend(passages)
        return given(self, passages, *targets)

    monkeypatch.setattr(Encoder, "encode", counted)
    documents = [splitter.split(Article("1", TEXT))]
    models.attribution.propose(models.readings(documents))
    assert len(seen) == 2


def test_the_manifest_names_the_models(models: Models) -> None:
    found = models.manifest(["attribution"])
    assert found["tier"] == models.tier
    assert found["attribution"]["name"] == f"attribution-{models.tier}"
    assert ("encoder" in found) == (models.tier == "encoder")
    assert all(len(each["sha256"]) == 64 for key, each in found.items() if key != "tier")
