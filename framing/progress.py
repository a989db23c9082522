"""How far a run is and how long it will take, in words, from the text that has gone by."""

from __future__ import annotations

from dataclasses import dataclass

MINUTE_SECONDS = 60
HOUR_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Pace:
    """A moment of a run.

    ``done_bytes`` is the text read so far in UTF-8, ``total_bytes`` the size of the inputs, None where their text
    cannot be told from their size.
    """

    n_articles: int
    seconds: float
    done_bytes: int
    total_bytes: int | None = None

    def __str__(self) -> str:
        """The pace and, where the size of the inputs is known, about how long is left.

        >>> str(Pace(200, 50.0, 1_000_000, 4_000_000))
        '200 articles, 4.0 a second, about 2 min left'
        """
        pace = f"{self.n_articles} articles, {self.n_articles / self.seconds:.1f} a second"
        left = self.seconds_left()
        return f"{pace}, about {in_words(left)} left" if left is not None else pace

    def seconds_left(self) -> float | None:
        """The time the rest takes at the pace so far; None without a size, or where the text outgrew it."""
        if self.total_bytes is None or not 0 < self.done_bytes <= self.total_bytes:
            return None
        return self.seconds * (self.total_bytes - self.done_bytes) / self.done_bytes


def in_words(seconds: float) -> str:
    """A time to the second, the minute or the tenth of an hour.

    >>> in_words(12.4), in_words(151), in_words(9000)
    ('12 s', '3 min', '2.5 h')
    """
    if seconds < MINUTE_SECONDS:
        return f"{seconds:.0f} s"
    return f"{seconds / MINUTE_SECONDS:.0f} min" if seconds < HOUR_SECONDS else f"{seconds / HOUR_SECONDS:.1f} h"
