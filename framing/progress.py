"""What a run tells while it is at work, as words for a person and as values for a log."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from framing.records import Article

MINUTE_SECONDS = 60
HOUR_SECONDS = 3600
REPORT_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Note:
    """Anything worth knowing."""

    text: str

    def __str__(self) -> str:
        return self.text

    def as_json(self) -> dict[str, Any]:
        """The note as plain values."""
        return {"event": "note", **asdict(self)}


@dataclass(frozen=True, slots=True)
class SetAside:
    """An article that cannot be used, and why."""

    path: str
    problem: str

    def __str__(self) -> str:
        return f"set aside: {self.path}: {self.problem}"

    def as_json(self) -> dict[str, Any]:
        """Place and reason as plain values."""
        return {"event": "set_aside", **asdict(self)}


@dataclass(frozen=True, slots=True)
class Pace:
    """A moment of a run.

    ``done_bytes`` is the text done so far in UTF-8, ``total_bytes`` the size of the inputs, None where their text
    cannot be told from their size; ``n_before`` and ``bytes_before`` are what an earlier run or a cache had done.
    """

    n_articles: int
    seconds: float
    done_bytes: int
    total_bytes: int | None = None
    n_set_aside: int = 0
    n_before: int = 0
    bytes_before: int = 0

    def __str__(self) -> str:
        """The pace and, where the size of the inputs is known, about how long is left.

        >>> str(Pace(200, 50.0, 1_000_000, 4_000_000, 3))
        '200 articles (3 set aside), 4.0 a second, about 2 min left'
        """
        aside = f" ({self.n_set_aside} set aside)" if self.n_set_aside else ""
        pace = f"{self.n_articles} articles{aside}, {self.articles_per_second():.1f} a second"
        left = self.seconds_left()
        return f"{pace}, about {in_words(left)} left" if left is not None else pace

    def articles_per_second(self) -> float:
        """The pace of this run, without what was done before."""
        return (self.n_articles - self.n_before) / self.seconds

    def seconds_left(self) -> float | None:
        """The time the rest takes at the pace so far; None without a size, or where the text outgrew it."""
        done = self.done_bytes - self.bytes_before
        if self.total_bytes is None or done <= 0 or self.done_bytes > self.total_bytes:
            return None
        return self.seconds * (self.total_bytes - self.done_bytes) / done

    def as_json(self) -> dict[str, Any]:
        """Counts, pace and time left as plain values."""
        left = self.seconds_left()
        return {
            "event": "progress",
            "articles": self.n_articles,
            "set_aside": self.n_set_aside,
            "articles_per_second": round(self.articles_per_second(), 2),
            "seconds": round(self.seconds, 1),
            "seconds_left": None if left is None else round(left, 1),
        }


Message = Note | SetAside | Pace
Tell = Callable[[Message], None]
Progress = Callable[[str], None]
"""Takes lines of text alone."""


def told_as_text(progress: Progress | None) -> Tell | None:
    """What tells every message as a line of text."""
    return (lambda message: progress(str(message))) if progress else None


class Meter:
    """Counts what is done and, when asked to, tells the pace every few seconds.

    Parameters
    ----------
    tell : callable, optional
        Takes each message; without it nothing is told.
    total_bytes : int, optional
        The size of the inputs.
    """

    def __init__(self, tell: Tell | None, total_bytes: int | None) -> None:
        self._tell, self._total_bytes = tell, total_bytes
        self._started = self._told = time.monotonic()
        self._articles = self._aside = self._bytes = self._before = self._bytes_before = 0

    def add(self, articles: Sequence[Article], before: Sequence[Article] = ()) -> None:
        """Counts articles that are done, ``before`` those of them that this run did not compute."""
        self._articles += len(articles)
        self._aside += sum(article.status == "skipped" for article in articles)
        self._bytes += _text_bytes(articles)
        self._before += len(before)
        self._bytes_before += _text_bytes(before)

    def report(self) -> None:
        """Tells the pace, where something is done and the last time is a while ago."""
        now = time.monotonic()
        if self._tell and self._articles and now - self._told >= REPORT_SECONDS:
            self._told = now
            self._tell(self.pace(now))

    def pace(self, now: float) -> Pace:
        """The run at a time of the clock."""
        return Pace(
            self._articles,
            now - self._started,
            self._bytes,
            self._total_bytes,
            self._aside,
            self._before,
            self._bytes_before,
        )


def _text_bytes(articles: Iterable[Article]) -> int:
    return sum(len(article.text.encode("utf-8", "replace")) for article in articles)


def in_words(seconds: float) -> str:
    """A time to the second, the minute or the tenth of an hour.

    >>> in_words(12.4), in_words(151), in_words(9000)
    ('12 s', '3 min', '2.5 h')
    """
    if seconds < MINUTE_SECONDS:
        return f"{seconds:.0f} s"
    return f"{seconds / MINUTE_SECONDS:.0f} min" if seconds < HOUR_SECONDS else f"{seconds / HOUR_SECONDS:.1f} h"
