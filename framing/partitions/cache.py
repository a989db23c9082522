"""Keeps what was found in each article, so that a corpus that has grown is computed only where it is new.

One SQLite file. The rows of an article are known by its text, date and id and by all that decides what is found in it;
what the model of a task says of it by its text and by all that decides that.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from framing.errors import FramingError
from framing.partitions.fingerprint import answers_fingerprints, differences, sha256_of
from framing.partitions.packed import Kept, answer_key, content_key
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
        What is no longer as it was when the file was written, so that no rows in it can be used.
    tasks_kept : list of str
        The tasks of models whose answers can be used still.
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
        self._of_task = answers_fingerprints(decides)
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._file = sqlite3.connect(path)
            self._file.executescript(TABLES)
            row = self._file.execute("select value from settings where name = ?", (MADE_FOR,)).fetchone()
        except sqlite3.Error as error:
            raise FramingError(f"{path}: not a cache of framing ({error}); name another file with --cache") from error
        before = json.loads(row[0]) if row else decides
        self.changed = differences(before, decides)
        self.tasks_kept = sorted(task for task, _ in self._of_task.items() & answers_fingerprints(before).items())

    def known(self, articles: Sequence[Article]) -> dict[int, Kept]:
        """What is known of articles that can be used, by their place: their rows, or else what the models say."""
        usable = {place: article for place, article in enumerate(articles) if article.status == "ok"}
        rows = self._found({content_key(article, self._fingerprint): place for place, article in usable.items()})
        self.n_known += len(rows)
        answers: dict[int, dict[str, bytes]] = {}
        left = {place: article for place, article in usable.items() if place not in rows}
        for task, fingerprint in self._of_task.items():
            keys = {answer_key(article, fingerprint): place for place, article in left.items()}
            for place, packed in self._found(keys).items():
                answers.setdefault(place, {})[task] = packed
        kept = {place: Kept(answers=of_task) for place, of_task in answers.items()}
        return kept | {place: Kept(packed) for place, packed in rows.items()}

    def _found(self, places: Mapping[bytes, int]) -> dict[int, bytes]:
        keys, found = list(places), dict[int, bytes]()
        for start in range(0, len(keys), ASKED_AT_ONCE):
            asked = keys[start : start + ASKED_AT_ONCE]
            marks = ",".join("?" * len(asked))
            query = f"select key, rows from found where key in ({marks})"  # noqa: S608 (marks alone are put in)
            found |= {places[key]: packed for key, packed in self._file.execute(query, asked)}
        return found

    def add(self, articles: Sequence[Article], new: Mapping[int, Kept]) -> None:
        """Keeps what was found in articles of a partition, by their place; all of it or none."""
        rows = [
            (content_key(articles[place], self._fingerprint), self._fingerprint, kept.rows)
            for place, kept in new.items()
        ]
        rows += [
            (answer_key(articles[place], self._of_task[task]), self._of_task[task], packed)
            for place, kept in new.items()
            for task, packed in kept.answers.items()
            if task in self._of_task
        ]
        with self._file:
            self._file.executemany("insert or replace into found values (?, ?, ?)", rows)

    def finish(self) -> None:
        """Notes what the file is made for; what was found by other data goes."""
        used = (self._fingerprint, *self._of_task.values())
        marks = ",".join("?" * len(used))
        with self._file:
            self._file.execute(f"delete from found where made_for not in ({marks})", used)  # noqa: S608 (marks alone)
            value = json.dumps(self._decides, sort_keys=True)
            self._file.execute("insert or replace into settings values (?, ?)", (MADE_FOR, value))

    def close(self) -> None:
        """Lets go of the file."""
        self._file.close()
