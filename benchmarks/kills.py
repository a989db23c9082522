"""Kills a run with -9 at random moments, lets it go on, and compares the results with those of an undisturbed run.

    python -m benchmarks.kills [--moments 20] [--workers 1] [--articles 200] [--seed 1]

Each time the whole program is killed, and with several workers in every second one a worker instead, which the program
has to survive. Moments are drawn over the time an undisturbed run takes here. Written after each moment, to
``results/benchmarks/kills.json``: partitions that were finished, how many of them ``--resume`` wrote again, and whether
every file of the results has the same bytes.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.corpus import write_corpus
from benchmarks.machine import ROOT, describe
from framing.atomic import write_atomically
from tests.partitions.killing import kill, start, stored, workers_of

OUT = ROOT / "results" / "benchmarks" / "kills.json"


@dataclass(frozen=True, slots=True)
class Killed:
    """What came of one moment."""

    seconds: float
    victim: str
    partitions_finished: int
    finished_partitions_written_again: int
    same_bytes: bool


def main() -> None:
    """Kills, and writes what came of it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--moments", type=int, default=20)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--articles", type=int, default=700)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        write_corpus(here / "articles.jsonl", arguments.articles, short=True)
        words = ["articles.jsonl", "--models", "linear", "--workers", str(arguments.workers)]
        began = time.monotonic()
        start([*words, "--out", "undisturbed"], here).wait()
        whole = time.monotonic() - began
        chance = random.Random(arguments.seed)
        found: list[Killed] = []
        for number in range(arguments.moments):
            victim = "worker" if arguments.workers > 1 and number % 2 else "program"
            found.append(killed(here, words, chance.uniform(0, whole), victim))
            print(found[-1], flush=True)
            write(found, arguments, whole)
    if not all(each.same_bytes and not each.finished_partitions_written_again for each in found):
        raise SystemExit("a run that was killed did not end as it should")


def killed(here: Path, words: list[str], seconds: float, victim: str) -> Killed:
    """A run that is killed after so many seconds, and goes on."""
    out = here / "r"
    shutil.rmtree(out, ignore_errors=True)
    run = start([*words, "--out", "r", "--fresh"], here)
    time.sleep(seconds)
    workers = workers_of(run.pid) if victim == "worker" else []
    if workers:
        kill(workers[0])
        finished, again = stored(out), followed(run, out, {})
    else:
        kill(run.pid)
        run.wait()
        finished = stored(out)
        again = followed(start([*words, "--out", "r", "--resume"], here), out, finished)
    same = contents(out) == contents(here / "undisturbed")
    return Killed(round(seconds, 2), "worker" if workers else "program", len(finished), again, same)


def followed(run: subprocess.Popen[bytes], out: Path, finished: dict[str, int]) -> int:
    """Waits for the end of a run; how many of the finished partitions it wrote again."""
    again: set[str] = set()
    while run.poll() is None:
        now = stored(out)
        again |= {name for name, written in finished.items() if name in now and now[name] != written}
        time.sleep(0.05)
    return len(again)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())} if folder.is_dir() else {}


def write(found: list[Killed], arguments: argparse.Namespace, whole: float) -> None:
    """Writes what is known so far."""
    document = {
        "articles": arguments.articles,
        "workers": arguments.workers,
        "seed": arguments.seed,
        "undisturbed_seconds": round(whole, 1),
        "moments": [asdict(each) for each in found],
        "machine": describe(),
    }
    OUT.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(OUT, (json.dumps(document, indent=1) + "\n").encode())


if __name__ == "__main__":
    main()
