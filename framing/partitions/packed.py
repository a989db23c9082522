"""What was found in one article as a few bytes, to be taken again when the article comes again."""

from __future__ import annotations

import hashlib
import json
import zlib
from typing import Any

from framing.records import Article
from framing.schema import TABLES
from framing.tables import Rows, rows_of

LEVEL = 1
FOUND = tuple(name for name in TABLES if name != "articles")
COUNTS = ("n_sentences", "n_words")


def content_key(article: Article, fingerprint: str) -> bytes:
    """A hash of all that decides what is found: the analysis, the text, the date and the id that every row bears."""
    parts = (fingerprint, article.article_id, article.text_sha256, article.date or "")
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=24).digest()


def pack(rows: Rows) -> bytes:
    """The rows of an article but for what is told of the article itself."""
    (article,) = rows["articles"]
    found = [[list(map(row.get, TABLES[name].names)) for row in rows[name]] for name in FOUND]
    return zlib.compress(json.dumps([[article[name] for name in COUNTS], found]).encode(), LEVEL)


def unpack(packed: bytes, article: Article) -> Rows:
    """The rows as they were found, under what is told of the article now."""
    counts, found = json.loads(zlib.decompress(packed))
    rows = rows_of(article)
    rows["articles"][0].update(zip(COUNTS, counts, strict=True))
    for name, table in zip(FOUND, found, strict=True):
        rows[name] = [_row(name, values) for values in table]
    return rows


def _row(name: str, values: list[Any]) -> dict[str, Any]:
    return dict(zip(TABLES[name].names, values, strict=True))
