"""Keeps account of the articles seen, in a few bytes each: the same text twice, the same id twice."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from framing.ingest.articles import content_id
from framing.records import Article


class Seen:
    """The articles handed on so far: 16 bytes a text and an id, and where each was found."""

    def __init__(self) -> None:
        self._found: list[tuple[str, str]] = []
        self._texts: dict[bytes, int] = {}
        self._ids: dict[bytes, int] = {}

    def problem_of(self, article: Article) -> str | None:
        """That the text, but for white space, or the given id was seen before; None where both are new."""
        twin = self._texts.get(_digest(" ".join(article.text.split())))
        if twin is not None:
            article_id, path = self._found[twin]
            return f"same text as {article_id} ({path})"
        owner = self._ids.get(_digest(article.article_id)) if article.article_id else None
        return f"id {article.article_id} already used by {self._found[owner][1]}" if owner is not None else None

    def add(self, article: Article) -> Article:
        """The article under an id that no other has, noted."""
        article = replace(article, article_id=self._free_id(article))
        position = len(self._found)
        self._found.append((article.article_id, article.path))
        self._ids[_digest(article.article_id)] = position
        if article.text:
            self._texts.setdefault(_digest(" ".join(article.text.split())), position)
        return article

    def _free_id(self, article: Article) -> str:
        """The given id, else the one of the content; with the path in it where that is taken or there is no text."""
        candidate = article.article_id or content_id(article, "" if article.text else article.path)
        turn = 0
        while _digest(candidate) in self._ids:
            candidate = content_id(article, f"{article.path}\n{turn}" if turn else article.path)
            turn += 1
        return candidate


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=16).digest()
