"""Times the encoder tier beside one plain pass of the base encoder over the same sentences, in the same process.

    python -m benchmarks.passes --base DIR [--articles 80] [--repeats 5]

The base encoder is exported as ``framing models export`` does: its weights in 8 bits, six layers, nothing learnt. Rates
depend on the processor; how many plain passes the work costs does so far less. Prints a table, writes
``results/benchmarks/passes.json``. Needs the extra ``train``.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.corpus import write_corpus
from benchmarks.machine import ROOT, cost_of, describe
from benchmarks.stages import read_anew
from framing.atomic import write_atomically
from framing.collector import spare_the_loaded
from framing.ingest import read_articles
from framing.learn.encoder import Encoder
from framing.learn.encoder.export import export_encoder
from framing.learn.models import Models
from framing.learn.readings import Reading
from framing.pipeline import analyze_batches
from framing.records import Span
from framing.study import load_study
from framing.tasks.rows import Row
from framing.tokens import tokenize
from framing.validation.methods import BOTH, TierReader, article_of

THREE = "sentiment + target-sentiment + stance"
ENCODE, HEADS, WORDS = "the tier's own pass", f"{THREE}: heads", f"{THREE}: linear tier, from texts"
OUT = ROOT / "results" / "benchmarks" / "passes.json"
PASS, TABLES = "one pass of the base encoder", "all tables"
SEEN = 390.0
"""Sentences a second of such a pass where the rates were asked for."""

ASKED = {BOTH: 250.0, TABLES: 200.0}
"""Sentences a second that were asked for there."""

MOST_OF_HEADS, LINEAR = 0.2, 900.0
"""The heads of three tasks may add so much to a pass; the linear tier must do so many sentences a second of them."""


def main() -> None:
    """Measures, prints a table, and writes the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--base", type=Path, required=True, help="folder of the base encoder, with model.safetensors")
    parser.add_argument("--articles", type=int, default=80, help="size of the corpus (80)")
    parser.add_argument("--repeats", type=int, default=5, help="runs of which the median counts (5)")
    arguments = parser.parse_args()
    figures = measure(arguments.base, arguments.articles, arguments.repeats)
    print(f"{figures['sentences']} sentences of {figures['words_per_sentence']} words\n")
    print(f"{'':<72}{'sentences/s':>12}{'of a pass':>11}{'asked':>8}")
    for step in figures["steps"]:
        asked = f"{step['asked']:.2f}" if step["asked"] else ""
        print(f"{step['work']:<72}{step['sentences_per_second']:>12.0f}{step['of_a_pass']:>11.2f}{asked:>8}")
    print(
        f"heads beside the tier's own pass: +{100 * figures['heads_beside_encode']:.0f} % (asked: {MOST_OF_HEADS:.0%})"
    )
    OUT.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(OUT, (json.dumps(figures, indent=1) + "\n").encode())


def measure(base: Path, n_articles: int, repeats: int) -> dict[str, Any]:
    """Every figure, as plain values. Everything is loaded and has run once before."""
    reader = TierReader(load_study("kosovo"), "encoder")
    models = reader.engine.models
    with tempfile.TemporaryDirectory() as folder:
        corpus, exported = Path(folder) / "articles.jsonl", Path(folder) / "base"
        write_corpus(corpus, n_articles)
        articles = list(read_articles(corpus))
        export_encoder(base, exported)
        encoder = Encoder(exported)
        documents = reader.engine.split(articles)
        texts = [each.article.text[at.start : at.end] for each in documents for at in each.sentences]
        rows = rows_of_sentences(texts)
        sentences = [article_of(row) for row in rows]
        alone = models.readings(reader.engine.split(sentences))
        passages = [reading.passage for read in alone for reading in read]
        spans = [[Span(row["start"], row["end"])] for row in rows]
        linear = TierReader(reader.study, "linear").engine
        unread = [read_anew(alone) for _ in range(repeats + 1)]
        steps: dict[str, Callable[[], object]] = {
            PASS: lambda: encoder.encode(passages),
            BOTH: lambda: reader.both(rows),
            TABLES: lambda: [None for _ in analyze_batches(articles, reader.study, models)],
            ENCODE: lambda: models.read([[passage] for passage in passages]),
            HEADS: lambda: three_tasks(models, unread.pop(), spans),
            WORDS: lambda: three_tasks(linear.models, linear.models.readings(linear.split(sentences)), spans),
        }
        seconds: dict[str, list[float]] = {work: [] for work in steps}
        for at in range(repeats + 1):
            for work, run in steps.items():
                spare_the_loaded()
                cost = cost_of(run).processor_seconds
                if at:
                    seconds[work].append(cost)
    return {
        "sentences": len(rows),
        "words_per_sentence": round(statistics.fmean(len(row["text"].split()) for row in rows), 1),
        "repeats": repeats,
        "steps": [
            {
                "work": work,
                "seconds": round(statistics.median(taken), 3),
                "sentences_per_second": round(len(rows) / statistics.median(taken), 1),
                "of_a_pass": round(
                    statistics.median(one / this for one, this in zip(seconds[PASS], taken, strict=True)), 3
                ),
                "asked": round(ASKED[work] / SEEN, 3) if work in ASKED else None,
            }
            for work, taken in seconds.items()
        ],
        "heads_beside_encode": round(
            statistics.median(heads / one for heads, one in zip(seconds[HEADS], seconds[ENCODE], strict=True)), 3
        ),
        "machine": describe(),
    }


def three_tasks(models: Models, readings: Sequence[Sequence[Reading]], spans: Sequence[Sequence[Span]]) -> None:
    """What the models say of the tone of sentences, of their targets, and of their stance."""
    models.label_sentences("sentiment", readings)
    models.label_sentences("stance", readings)
    models.portray(readings, spans)


def rows_of_sentences(texts: Iterable[str]) -> list[Row]:
    """Each sentence as a text of its own, whose target is its first token."""
    rows = []
    for number, text in enumerate(texts):
        start, end = tokenize(text, 0, len(text))[0]
        rows.append({"id": str(number), "text": text, "start": start, "end": end})
    return rows


if __name__ == "__main__":
    main()
