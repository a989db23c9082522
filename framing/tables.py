"""One article's records as rows of the tables that ``framing.schema`` describes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from framing.attribute import Attributed
from framing.records import Article, Document, Span
from framing.schema import TABLES
from framing.score import Scored

Row = dict[str, Any]
Rows = dict[str, list[Row]]
SEPARATOR = ";"


def rows_of(
    article: Article, document: Document | None = None, attributed: Attributed | None = None, scored: Scored | None = None
) -> Rows:
    """The rows of an article; one that was set aside has a row in ``articles`` only."""
    rows: Rows = {name: [] for name in TABLES}
    rows["articles"].append(_article(article, document))
    if document and attributed and scored:
        rows["sentences"] = list(_sentences(document, attributed, scored))
        rows["attributions"] = list(_attributions(document, attributed))
        rows["mentions"] = list(_mentions(article, attributed))
        rows["stances"] = list(_stances(article, scored))
        rows["frames"] = list(_frames(article, scored))
        rows["terms"] = list(_terms(article, scored))
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
        "path": article.path,
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
