"""What was found in one article as a few bytes, to be taken again when the article comes again.

Its rows rest on all that decides an analysis. What the models say of its text rests on less, so it is kept apart, task
by task: where a list of the study changes, no model is asked again but of what nobody asked before.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping
from dataclasses import astuple, dataclass, field
from typing import Any

from framing.judgements import SentenceLabels, StanceProbabilities
from framing.learn.inquiry import Answers
from framing.learn.models import ATTRIBUTION, TARGET_SENTIMENT, TARGET_STANCE
from framing.records import Article, Portrayal, ProposedAttribution, Span
from framing.schema import TABLES
from framing.tables import Rows, rows_of

LEVEL = 1
FOUND = tuple(name for name in TABLES if name != "articles")
COUNTS = ("n_sentences", "n_words")


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of an article, packed: its rows, and by task what the models say of it."""

    rows: bytes | None = None
    answers: Mapping[str, bytes] = field(default_factory=dict)


def content_key(article: Article, fingerprint: str) -> bytes:
    """A hash of all that decides the rows: the analysis, the text, the date and the id that every row bears."""
    return _key(fingerprint, article.article_id, article.text_sha256, article.date or "")


def answer_key(article: Article, fingerprint: str) -> bytes:
    """A hash of all that decides what a model says: the model and what it reads with, and the text."""
    return _key(fingerprint, article.text_sha256)


def _key(*parts: str) -> bytes:
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=24).digest()


def pack(rows: Rows) -> bytes:
    """The rows of an article but for what is told of the article itself."""
    (article,) = rows["articles"]
    found = [[list(map(row.get, TABLES[name].names)) for row in rows[name]] for name in FOUND]
    return _packed([[article[name] for name in COUNTS], found])


def unpack(packed: bytes, article: Article) -> Rows:
    """The rows as they were found, under what is told of the article now."""
    counts, found = _unpacked(packed)
    rows = rows_of(article)
    rows["articles"][0].update(zip(COUNTS, counts, strict=True))
    for name, table in zip(FOUND, found, strict=True):
        rows[name] = [_row(name, values) for values in table]
    return rows


def _row(name: str, values: list[Any]) -> dict[str, Any]:
    return dict(zip(TABLES[name].names, values, strict=True))


def pack_answers(answers: Answers) -> dict[str, bytes]:
    """What the models said, by task."""
    found: dict[str, Any] = {
        TARGET_SENTIMENT: _pack_targets(answers.portrayals),
        TARGET_STANCE: _pack_targets(answers.stances),
        **{task: _pack_labels(labels) for task, labels in answers.labels.items()},
    }
    if answers.proposed is not None:
        found[ATTRIBUTION] = [astuple(each) for each in answers.proposed]
    return {task: _packed(values) for task, values in found.items()}


def unpack_answers(packed: Mapping[str, bytes]) -> Answers:
    """What ``pack_answers`` was given, as far as it is there."""
    answers = Answers()
    for task, values in ((task, _unpacked(each)) for task, each in packed.items()):
        if task == ATTRIBUTION:
            answers.proposed = [_proposed(*each) for each in values]
        elif task == TARGET_SENTIMENT:
            answers.portrayals = {Span(*span): each and Portrayal(*each) for span, each in values}
        elif task == TARGET_STANCE:
            answers.stances = {Span(*span): each and StanceProbabilities(*each) for span, each in values}
        else:
            answers.labels[task] = _unpack_labels(*values)
    return answers


def _pack_targets(answers: Mapping[Span, Portrayal | None] | Mapping[Span, StanceProbabilities | None]) -> list[Any]:
    return [[astuple(span), each and astuple(each)] for span, each in answers.items()]


def _pack_labels(labels: Mapping[int, SentenceLabels]) -> list[Any]:
    names = list(next(iter(labels.values())).probabilities) if labels else []
    rows = [[at, each.labels, list(each.probabilities.values()), dict(each.evidence)] for at, each in labels.items()]
    return [names, rows]


def _unpack_labels(names: list[str], rows: list[Any]) -> dict[int, SentenceLabels]:
    return {
        at: SentenceLabels(tuple(labels), dict(zip(names, row, strict=True)), words) for at, labels, row, words in rows
    }


def _proposed(kind: Any, source: Any, cue: Any, content: Any, confidence: float) -> ProposedAttribution:
    return ProposedAttribution(kind, _spans(source), _spans(cue), _spans(content), confidence)


def _spans(part: list[list[int]]) -> tuple[Span, ...]:
    return tuple(Span(*span) for span in part)


def _packed(values: list[Any]) -> bytes:
    return zlib.compress(json.dumps(values).encode(), LEVEL)


def _unpacked(packed: bytes) -> Any:
    return json.loads(zlib.decompress(packed))
