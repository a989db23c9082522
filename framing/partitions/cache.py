"""Keeps what was found in each article, so that a corpus that has grown is computed only where it is new.

One SQLite file; an article is known by its text, date and id and by all that decides what is found in it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from framing.errors import FramingError
from framing.partitions.fingerprint import differences, sha256_of
from framing.partitions.packed import content_key
from framing.records import Article

MADE_FOR = "made_for"
TABLES = """
create table if not exists settings (name text primary key, value text not null);
create table if not exists found (key blob primary key, made_for text not null, rows blob not null);
"""
ASKED_AT_ONCE = 500


class Cache:
    """A file of what was found.

    Parameters
    ----------
    path : Path
        The file, made where there is none.
    decides : mapping
        All that decides what is found, as plain values.

    Attributes
    ----------
    changed : list of str
        What is no longer as it was when the file was written, so that nothing in it can be used.
    n_known : int
        How many articles were found in it so far.

    Raises
    ------
    FramingError
        The file is not one of these.
    """

    def __init__(self, path: Path, decides: Mapping[str, Any]) -> None:
        self.path = path
        self.n_known = 0
        self._decides = decides
        self._fingerprint = sha256_of(decides)
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._file = sqlite3.connect(path)
            self._file.executescript(TABLES)
            row = self._file.execute("select value from settings where name = ?", (MADE_FOR,)).fetchone()
        except sqlite3.Error as error:
            raise FramingError(f"{path}: not a cache of framing ({error}); name another file with --cache") from error
        self.changed = differences(json.loads(row[0]), decides) if row else []

    def known(self, articles: Iterable[Article]) -> dict[int, bytes]:
        """What is known of articles that can be used, packed, by their place."""
        places = {
            content_key(article, self._fingerprint): place
            for place, article in enumerate(articles)
            if article.status == "ok"
        }
        keys, found = list(places), dict[int, bytes]()
        for start in range(0, len(keys), ASKED_AT_ONCE):
            asked = keys[start : start + ASKED_AT_ONCE]
            marks = ",".join("?" * len(asked))
            query = f"select key, rows from found where key in ({marks})"  # noqa: S608 (marks alone are put in)
            found |= {places[key]: rows for key, rows in self._file.execute(query, asked)}
        self.n_known += len(found)
        return found

    def add(self, articles: Sequence[Article], new: Mapping[int, bytes]) -> None:
        """Keeps what was found in articles of a partition, packed, by their place; all of it or none."""
        made_for = self._fingerprint
        rows = [(content_key(articles[place], made_for), made_for, packed) for place, packed in new.items()]
        with self._file:
            self._file.executemany("insert or replace into found values (?, ?, ?)", rows)

    def finish(self) -> None:
        """Notes what the file is made for; what was found by other data goes."""
        with self._file:
            self._file.execute("delete from found where made_for != ?", (self._fingerprint,))
            value = json.dumps(self._decides, sort_keys=True)
            self._file.execute("insert or replace into settings values (?, ?)", (MADE_FOR, value))

    def close(self) -> None:
        """Lets go of the file."""
        self._file.close()
