"""What models said of texts, kept task by task for a later run."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import pytest

from framing.judgements import SentenceLabels, StanceProbabilities
from framing.learn.choice import ModelChoice
from framing.learn.inquiry import Answers, Inquiry
from framing.learn.models import LISTS_READ, Models
from framing.lexicons import Lexicons, load_lexicons
from framing.partitions.fingerprint import answers_fingerprints
from framing.partitions.packed import answer_key, pack_answers, unpack_answers
from framing.records import Article, Portrayal, ProposedAttribution, Span
from framing.split import Splitter


def test_what_models_say_is_packed_by_task() -> None:
    spans = (Span(0, 4),), (Span(5, 9),), (Span(10, 14), Span(20, 24))
    said = Answers(
        proposed=[
            ProposedAttribution("direct", *spans, 0.1 + 0.2),
            ProposedAttribution("indirect", (), (), spans[0], 1.0),
        ],
        labels={
            "sentiment": {0: SentenceLabels(("bad",), {"bad": 2 / 3, "good": 1 / 3}, {"bad": "hit +0.61"})},
            "frames": {},
        },
        portrayals={Span(0, 4): Portrayal("negative", 0.7, 0.2, 0.1, "hit +0.61"), Span(5, 6): None},
        stances={Span(0, 4): StanceProbabilities(0.1, 0.2, 0.7)},
    )
    packed = pack_answers(said)
    assert sorted(packed) == ["attribution", "frames", "sentiment", "target-sentiment", "target-stance"]
    assert unpack_answers(packed) == said
    assert unpack_answers({}) == Answers()
    assert unpack_answers({"sentiment": packed["sentiment"]}) == Answers(labels={"sentiment": said.labels["sentiment"]})


def test_what_a_model_says_is_known_by_the_text_alone() -> None:
    article = Article("a", "Text.", date="2023-01-01", text_sha256="1")
    key = answer_key(article, "f")
    assert key == answer_key(replace(article, article_id="b", date=None), "f")
    assert len({key, answer_key(article, "g"), answer_key(replace(article, text_sha256="2"), "f")}) == 3


DECIDES: dict[str, Any] = {
    "program": "a",
    "study": {"id": "kosovo", "files": {"kosovo/terms.tsv": "b"}},
    "lexicons": dict.fromkeys((*LISTS_READ, "roles.tsv"), "c"),
    "models": {
        "tier": "encoder",
        "attribution": {"sha256": "d"},
        "sentiment": {"sha256": "e"},
        "encoder": {"sha256": "f"},
    },
    "libraries": {"nltk": "3"},
    "options": {"min_confidence": 0.0},
}


@pytest.mark.parametrize(
    ("part", "name", "changed"),
    [
        ("study", "files", ()),
        ("options", "min_confidence", ()),
        ("lexicons", "roles.tsv", ()),
        *(("lexicons", name, ("attribution", "sentiment")) for name in LISTS_READ),
        ("models", "sentiment", ("sentiment",)),
        ("models", "encoder", ("attribution", "sentiment")),
        ("models", "tier", ("attribution", "sentiment")),
        ("libraries", "nltk", ("attribution", "sentiment")),
    ],
)
def test_answers_rest_on_what_models_read(part: str, name: str, changed: tuple[str, ...]) -> None:
    before = answers_fingerprints(DECIDES)
    after = answers_fingerprints({**DECIDES, part: {**DECIDES[part], name: "other"}})
    assert tuple(task for task in before if before[task] != after[task]) == changed
    assert answers_fingerprints({**DECIDES, "program": "other"}).items().isdisjoint(before.items())


class NotedLexicons:
    """Lexicons that note which of their lists are read."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._lexicons, self.read = lexicons, set[str]()

    def __getattr__(self, name: str) -> object:
        self.read.add(name)
        return getattr(self._lexicons, name)


@pytest.mark.parametrize("tier", ["encoder", "linear"])
def test_models_and_sentences_rest_on_no_other_list(tier: str) -> None:
    noted = NotedLexicons(load_lexicons())
    lexicons = cast("Lexicons", noted)
    models = Models(lexicons, ModelChoice(tier))
    text = 'Mr. Vučić did not praise the "hollow" deal, the minister said. It was blamed by Kosovo.'
    inquiry = Inquiry(models, [Splitter.from_lexicons(lexicons).split(Article("a", text))])
    inquiry.proposed()
    for task in ("sentiment", "stance", "frames"):
        inquiry.labels(task)
    inquiry.portrayals([[Span(4, 9)]])
    if tier == "encoder":
        inquiry.stances([[Span(4, 9)]])
    assert {f"{name}.tsv" for name in noted.read} <= set(LISTS_READ)
    assert "cues" in noted.read
