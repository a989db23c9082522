"""One article's records as rows of the tables that ``framing.schema`` describes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any

from framing.records import Article, Attributed, Document, Span, Voice
from framing.schema import TABLES
from framing.score import Scored

Row = dict[str, Any]
Rows = dict[str, list[Row]]
SEPARATOR = ";"


def rows_of(
    article: Article,
    document: Document | None = None,
    attributed: Attributed | None = None,
    scored: Scored | None = None,
) -> Rows:
    """The rows of an article; one that was set aside has a row in ``articles`` only."""
    rows: Rows = {name: [] for name in TABLES}
    rows["articles"].append(_article(article, document))
    if document and attributed and scored:
        rows["sentences"] = list(_sentences(document, attributed, scored))
        rows["attributions"] = list(_attributions(document, attributed, scored))
        rows["mentions"] = list(_records(article, attributed.mentions))
        rows["stances"] = list(_records(article, scored.stances))
        rows["frames"] = list(_records(article, scored.frames))
        rows["terms"] = list(_records(article, scored.terms))
        rows["distancing"] = list(_records(article, scored.distancing))
        rows["actions"] = list(_records(article, attributed.actions))
    return rows


def _article(article: Article, document: Document | None) -> Row:
    sentences = document.sentences if document else ()
    words = sum(any(map(str.isalnum, token.text)) for sentence in sentences for token in sentence.tokens)
    row: Row = {name: value for name, value in article.extra.items() if name not in TABLES["articles"].names}
    row |= {
        "article_id": article.article_id,
        "title": article.title,
        "outlet": article.outlet,
        "date": article.date,
        "url": article.url,
        "language": article.language,
        "path": article.path.encode("utf-8", "backslashreplace").decode() or None,
        "text_sha256": article.text_sha256,
        "n_sentences": len(sentences),
        "n_words": words,
        "status": article.status,
        "problem": article.problem,
    }
    return row


def _span(article: Article, span: Span | None, prefix: str) -> Row:
    return {
        f"{prefix}_start": span.start if span else None,
        f"{prefix}_end": span.end if span else None,
        f"{prefix}_text": span.of(article.text) if span else None,
    }


def _columns(record: Any) -> Row:
    """The fields of a record that is named as its table."""
    return {field.name: getattr(record, field.name) for field in fields(record)}


def _sentences(document: Document, attributed: Attributed, scored: Scored) -> Iterator[Row]:
    text = document.article.text
    for sentence, voice, score in zip(document.sentences, attributed.voices, scored.scores, strict=True):
        yield {
            "article_id": document.article.article_id,
            "sentence_index": sentence.index,
            "start": sentence.start,
            "end": sentence.end,
            "text": text[sentence.start : sentence.end],
            "paragraph": sentence.paragraph,
            "voice": voice.main,
            "voices": SEPARATOR.join(voice.voices),
            "voice_confidence": voice.confidence,
            "voice_evidence": _evidence(voice, attributed) or None,
            "in_quote": voice.in_quote,
            **_columns(score),
        }


def _evidence(voice: Voice, attributed: Attributed) -> str:
    """The attributions behind a voice, as "3 subject+learnt; 4 phrase": ``attribution_index`` and ``rule``."""
    return "; ".join(f"{place} {attributed.attributions[place].rule}" for place in voice.evidence)


def _attributions(document: Document, attributed: Attributed, scored: Scored) -> Iterator[Row]:
    article = document.article
    for index, (attribution, credence) in enumerate(zip(attributed.attributions, scored.credences, strict=True)):
        pieces = attribution.content
        whole = Span(min(p.start for p in pieces), max(p.end for p in pieces)) if pieces else None
        yield {
            "article_id": article.article_id,
            "attribution_index": index,
            "sentence_index": attribution.sentence_index,
            "kind": attribution.kind,
            **_span(article, attribution.source, "source"),
            **_span(article, attribution.cue, "cue"),
            "cue_class": attribution.cue_class,
            "credence": credence,
            "content_start": whole.start if whole else None,
            "content_end": whole.end if whole else None,
            "content_text": " ... ".join(piece.of(article.text) for piece in pieces) or None,
            "entity_id": attribution.entity_id,
            "perspective": attribution.perspective,
            "rule": attribution.rule,
            "confidence": attribution.confidence,
        }


def _records(article: Article, records: Iterable[Any]) -> Iterator[Row]:
    for record in records:
        yield {"article_id": article.article_id, **_columns(record)}
