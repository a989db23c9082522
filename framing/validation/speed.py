"""Speed: rows a second of processor time, one thread, every method on the same rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean, median
from time import process_time

from framing.tasks.rows import Row
from framing.validation.methods import BASELINES, Method

REPEATS = 3


@dataclass(frozen=True, slots=True)
class Speed:
    """The median processor time of ``repeats`` runs over ``n_rows`` rows, models loaded before.

    ``work`` is what was done; ``times_vader_textblob`` is the processor time over that of VADER and TextBlob together
    on the same rows.
    """

    model: str
    work: str
    n_rows: int
    words_per_row: float
    repeats: int
    cpu_seconds: float
    rows_per_second: float
    times_vader_textblob: float


def speeds_of(
    methods: Sequence[Method],
    rows: Sequence[Row],
    repeats: int = REPEATS,
    clock: Callable[[], float] = process_time,
    progress: Callable[[str], None] | None = None,
) -> list[Speed]:
    """The speed of every method that has one; the methods take turns, so that a busy machine slows all alike.

    Processor time counts every thread of this process and no other process. It cannot see waiting for disks, and a
    shared core's caches make it some 10 to 30 % longer than on an idle machine.
    """
    from threadpoolctl import threadpool_limits

    seconds: dict[str, list[float]] = {}
    timed = [(method, method.timed) for method in methods if method.timed]
    with threadpool_limits(1):
        for method, answer in timed:
            if progress:
                progress(f"{method.name}: speed, {repeats} times {len(rows):,} rows")
            answer(rows[:8])
        for _ in range(repeats):
            for method, answer in timed:
                start = clock()
                answer(rows)
                seconds.setdefault(method.name, []).append(max(clock() - start, 1e-9))
    middle = {name: median(each) for name, each in seconds.items()}
    words = round(fmean(len(row["text"].split()) for row in rows), 1)
    return [
        Speed(
            method.name,
            method.work,
            len(rows),
            words,
            repeats,
            round(middle[method.name], 4),
            round(len(rows) / middle[method.name], 1),
            round(middle[method.name] / middle[BASELINES], 2),
        )
        for method, _ in timed
    ]
