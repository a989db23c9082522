"""How time and memory grow with the corpus: whole calls of ``framing analyze``, from a file to the tables.

    python -m benchmarks.growth [--articles 1000 10000] [--models linear] [--workers 1] [--short] [--name growth-linear]

Writes ``results/benchmarks/NAME.json``. Processor time is compared, for the clock counts other programs too.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from dataclasses import asdict
from pathlib import Path

from benchmarks.corpus import write_corpus
from benchmarks.machine import ROOT, cost_of_call, describe
from framing.atomic import write_atomically
from framing.results import load_results


def main() -> None:
    """Measures corpora of growing size and writes the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--models", default="linear", metavar="TIER")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--engine", default="local")
    parser.add_argument("--short", action="store_true", help="articles of one paragraph and a line")
    parser.add_argument("--name", help="of the file of figures; growth-TIER by default")
    arguments = parser.parse_args()
    name = arguments.name or f"growth-{arguments.models}"
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for n_articles in arguments.articles:
            here = Path(folder)
            corpus, out = here / f"{n_articles}.jsonl", here / f"r{n_articles}"
            write_corpus(corpus, n_articles, short=arguments.short)
            how = ["--models", arguments.models, "--workers", str(arguments.workers), "--engine", arguments.engine]
            cost = cost_of_call(["analyze", corpus, "--out", out, *how, "--quiet"])
            n_sentences = int(load_results(out, ["articles"]).articles["n_sentences"].sum())
            bytes_out = sum(path.stat().st_size for path in out.iterdir())
            rows.append({"articles": n_articles, "sentences": n_sentences, "bytes_out": bytes_out, **asdict(cost)})
            print(rows[-1], flush=True)
            document = {
                "tier": arguments.models,
                "workers": arguments.workers,
                "engine": arguments.engine,
                "short": arguments.short,
                "runs": rows,
                "machine": describe(),
            }
            place = ROOT / "results" / "benchmarks" / f"{name}.json"
            place.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(place, (json.dumps(document, indent=1) + "\n").encode())


if __name__ == "__main__":
    main()
