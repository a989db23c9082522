"""What an archive costs, worked out from the measured stages and held against a measured run.

    python -m benchmarks.cost [--articles 1000000 100000000] [--sentences 25] [--cores 100] [--price 1.0]

Prints a table of core-hours, money at a price of a core-hour, hours on so many cores, disk and memory for both tiers.
``docs/scale.md`` holds it for the values above. Reads ``results/benchmarks``: ``stages-TIER.json``,
``archive-linear.json`` and, for what the process that begins a run does alone, ``workers-2-local.json``.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.machine import ROOT
from benchmarks.stages import BASELINE, WHOLE

PLACE = ROOT / "results" / "benchmarks"
ARTICLES, SENTENCES, CORES, PRICE = (1_000_000, 100_000_000), 25.0, 100, 1.0
TIERS = ("linear", "encoder")
SECONDS_AN_HOUR, BYTES_A_GB, MIB_A_GB = 3600, 1e9, 953.7


@dataclass(frozen=True, slots=True)
class Run:
    """What is taken from a measured run of two sizes: beyond its start, an article and a sentence of it."""

    articles: int
    sentences: int
    seconds_a_sentence: float
    bytes_a_sentence: float
    mib: float
    mib_an_article: float
    own_seconds_a_sentence: float

    @classmethod
    def of(cls, document: dict[str, Any]) -> Run:
        """From the figures of ``benchmarks.growth`` for two sizes."""
        small, large = document["runs"][0], document["runs"][-1]
        sentences, articles = large["sentences"] - small["sentences"], large["articles"] - small["articles"]
        return cls(
            large["articles"],
            large["sentences"],
            (large["processor_seconds"] - small["processor_seconds"]) / sentences,
            large["bytes_out"] / large["sentences"],
            large["peak_mib"],
            max(large["peak_mib"] - small["peak_mib"], 0) / articles,
            (large["own_seconds"] - small["own_seconds"]) / sentences if "own_seconds" in large else 0.0,
        )


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=int, nargs="+", default=list(ARTICLES))
    parser.add_argument("--sentences", type=float, default=SENTENCES, help="of an article (25)")
    parser.add_argument("--cores", type=int, default=CORES)
    parser.add_argument("--price", type=float, default=PRICE, help="of a core-hour, in any currency (1)")
    arguments = parser.parse_args()
    print(table(arguments.articles, arguments.sentences, arguments.cores, arguments.price))


def table(
    articles: Sequence[int] = ARTICLES, sentences: float = SENTENCES, cores: int = CORES, price: float = PRICE
) -> str:
    """The table as Markdown, with how far the stages foretold the measured run."""
    stages = {tier: _read(f"stages-{tier}.json") for tier in TIERS}
    run = Run.of(_read("archive-linear.json"))
    alone = Run.of(_read("workers-2-local.json")).own_seconds_a_sentence
    beyond = run.seconds_a_sentence - seconds_of(stages["linear"])
    lines = [
        f"Stages, linear tier: {1000 * seconds_of(stages['linear']):.2f} ms a sentence. A run over {run.articles:,} "
        f"articles ({run.sentences:,} sentences) took {1000 * run.seconds_a_sentence:.2f} ms a sentence, start not "
        f"counted; the {1000 * beyond:.2f} ms beyond are counted for every sentence below.",
        "",
        f"| tier | articles | core-hours | money, {price:g} a core-hour | hours on {cores} cores | results as CSV, GB "
        "| memory of the process that joins, GB |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for tier in TIERS:
        each = seconds_of(stages[tier]) + beyond
        for number in articles:
            n_sentences = number * sentences
            hours = n_sentences * each / SECONDS_AN_HOUR
            clock = max(hours / cores, n_sentences * alone / SECONDS_AN_HOUR)
            disk = n_sentences * run.bytes_a_sentence / BYTES_A_GB
            memory = (run.mib + run.mib_an_article * (number - run.articles)) / MIB_A_GB
            cells = [f"{number:,}", *map(_short, (hours, hours * price, clock, disk, memory))]
            lines.append(f"| {tier} | {' | '.join(cells)} |")
    return "\n".join(lines)


def seconds_of(stages: dict[str, Any]) -> float:
    """Processor seconds a sentence of all stages together."""
    seconds = [step["seconds"] for step in stages["steps"] if step["step"] not in (WHOLE, BASELINE)]
    return float(sum(seconds)) / float(stages["sentences"])


def _short(value: float) -> str:
    return f"{value:,.1f}" if value < 10 else f"{value:,.0f}"


def _read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((PLACE / name).read_text(encoding="utf-8"))
    return found


if __name__ == "__main__":
    main()
