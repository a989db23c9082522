"""Cuts a stream of articles into numbered partitions that are named by all that decides what is found in them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields

from framing.batches import batched
from framing.partitions.packed import Kept
from framing.records import Article

KEY_DIGITS = 16
ARTICLE_FIELDS = tuple(each.name for each in fields(Article))


@dataclass(frozen=True, slots=True)
class Part:
    """Consecutive articles of a corpus.

    Parameters
    ----------
    number : int
        Its place, from 0.
    key : str
        A hash of the articles and of all that decides what is found in them.
    articles : tuple of Article
    known : mapping of int to Kept
        What an earlier run found, by the place of the article in the partition.
    keep_new : bool
        Whether what is found is also stored article by article, for a later run.
    """

    number: int
    key: str
    articles: tuple[Article, ...]
    known: Mapping[int, Kept] = field(default_factory=dict)
    keep_new: bool = False

    def rows_of(self, place: int) -> bytes | None:
        """The rows that an earlier run found in an article, packed."""
        return self.known[place].rows if place in self.known else None

    @property
    def file_name(self) -> str:
        """The name of the file it is stored in: another content never has the same."""
        return f"{self.number:08}-{self.key}.zip"

    @property
    def places(self) -> str:
        """Where its articles stand, for messages."""
        first, last = self.articles[0].path, self.articles[-1].path
        return first if first == last else f"{first} to {last}"


def parts_of(articles: Iterable[Article], fingerprint: str, size: int) -> Iterator[Part]:
    """The articles in partitions of ``size``, in their order; ``fingerprint`` stands for the analysis."""
    for number, batch in enumerate(batched(articles, size)):
        yield Part(number, _key(batch, fingerprint), tuple(batch))


def _key(articles: Iterable[Article], fingerprint: str) -> str:
    found = hashlib.sha256(fingerprint.encode())
    for article in articles:
        values = [getattr(article, name) for name in ARTICLE_FIELDS]
        found.update(json.dumps(values, sort_keys=True).encode())
    return found.hexdigest()[:KEY_DIGITS]
