"""What a changed list of a study costs with a cache: a first run, one after the change, and one without a cache.

    python -m benchmarks.changed [--articles 60] [--models encoder linear]

Writes ``results/benchmarks/changed.json``. The results after the change are compared with those without a cache.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.corpus import write_corpus
from benchmarks.machine import ROOT, cost_of_call, describe
from framing.atomic import write_atomically
from framing.lexicons.locate import lexicon_folder

STUDY = "kosovo"
ADDED = "a-term-more\ttalks on talks\t\tbelgrade\t\t\n"


def main() -> None:
    """Measures each tier and writes the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--models", nargs="+", default=["encoder", "linear"], metavar="TIER")
    arguments = parser.parse_args()
    tiers = {tier: measured(tier, arguments.articles) for tier in arguments.models}
    document = {"articles": arguments.articles, "tiers": tiers, "machine": describe()}
    place = ROOT / "results" / "benchmarks" / "changed.json"
    write_atomically(place, (json.dumps(document, indent=1) + "\n").encode())


def measured(tier: str, n_articles: int) -> dict[str, Any]:
    """The cost of each run of a tier, and the size of the cache beside that of the tables."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        corpus, cache, study = here / "corpus.jsonl", here / "found.cache", here / STUDY
        write_corpus(corpus, n_articles)
        shutil.copytree(lexicon_folder() / STUDY, study)
        how = ["--study", study, "--models", tier, "--quiet"]
        costs = {"first": cost_of_call(["analyze", corpus, "--out", here / "first", *how, "--cache", cache])}
        with (study / "terms.tsv").open("a", encoding="utf-8") as sheet:
            sheet.write(ADDED)
        costs["changed"] = cost_of_call(["analyze", corpus, "--out", here / "changed", *how, "--cache", cache])
        costs["without_cache"] = cost_of_call(["analyze", corpus, "--out", here / "anew", *how])
        if _bytes_of(here / "changed") != _bytes_of(here / "anew"):
            raise SystemExit(f"{tier}: the results with and without the cache differ")
        found = {
            **{name: asdict(cost) for name, cost in costs.items()},
            "cache_bytes": cache.stat().st_size,
            "table_bytes": sum(len(content) for content in _bytes_of(here / "anew").values()),
        }
    print(tier, {name: round(cost.processor_seconds, 1) for name, cost in costs.items()}, flush=True)
    return found


def _bytes_of(results: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in results.iterdir()}


if __name__ == "__main__":
    main()
