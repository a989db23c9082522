"""Times each stage on made-up articles, beside VADER and TextBlob on the same sentences in the same process.

    python -m benchmarks.stages [--articles 80] [--repeats 3] [--models linear] [--profile 30]

Prints a table and writes ``results/benchmarks/stages-TIER.json`` and ``.svg``. Seconds are of processor time. Each
stage has a budget in ``budgets.csv``, in times of VADER and TextBlob; what is over it is marked. ``--profile`` prints
instead in which functions the time goes.
"""

from __future__ import annotations

import argparse
import cProfile
import csv
import json
import pstats
import statistics
import tempfile
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.chart import draw
from benchmarks.corpus import write_corpus
from benchmarks.machine import ROOT, Cost, cost_of, cost_of_call, describe
from framing.atomic import write_atomically
from framing.collector import spare_the_loaded
from framing.ingest import read_articles
from framing.learn.choice import ModelChoice
from framing.learn.inquiry import Inquiry
from framing.learn.models import Models
from framing.learn.readings import Reading
from framing.manifest import Inputs, manifest_of
from framing.pipeline import Analyzer, analyze_batches
from framing.records import Article, Attributed, Document, ProposedAttribution
from framing.results import ResultWriter
from framing.run import Execution, RunOptions, analyze_to
from framing.study import load_study
from framing.tables import rows_of

OUT = ROOT / "results" / "benchmarks"
BUDGETS = Path(__file__).with_name("budgets.csv")
BASELINE, WHOLE = "VADER + TextBlob", "whole, with loading"
STARTS = 11
TO_VOICES = ("split", "encode", "propose", "attribute")


@dataclass(frozen=True, slots=True)
class Timing:
    """The median processor time of a step over the whole corpus, its clock time, and the most memory held in it."""

    step: str
    seconds: float
    clock_seconds: float
    peak_mib: float
    sentences_per_second: float
    to_baseline: float
    budget: float | None = None


def main() -> None:
    """Measures, prints a table, and writes figures and chart."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=int, default=80, help="size of the corpus (80)")
    parser.add_argument("--repeats", type=int, default=3, help="runs of which the median counts (3)")
    parser.add_argument("--models", default="encoder", metavar="TIER", help="encoder or linear (encoder)")
    parser.add_argument("--profile", type=int, metavar="N", help="print the N functions that take longest instead")
    arguments = parser.parse_args()
    if arguments.profile:
        profile(arguments.articles, arguments.models, arguments.profile)
        return
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(Path(folder), arguments.articles, arguments.repeats, arguments.models)
    show(figures)
    OUT.mkdir(parents=True, exist_ok=True)
    name = f"stages-{figures['tier']}"
    write_atomically(OUT / f"{name}.json", (json.dumps(figures, indent=1) + "\n").encode())
    write_atomically(OUT / f"{name}.svg", draw(figures, BASELINE))


def budgets(tier: str) -> dict[str, float]:
    """What each stage of a tier may take, in times of the baseline."""
    with BUDGETS.open(encoding="utf-8", newline="") as file:
        return {row["step"]: float(row["to_baseline"]) for row in csv.DictReader(file) if row["tier"] == tier}


def profile(n_articles: int, tier: str, n_functions: int) -> None:
    """Prints the functions that take longest by themselves, in a second run over the same articles."""
    study = load_study("kosovo")
    models = Models(study.lexicons, ModelChoice(tier))
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "articles.jsonl"
        write_corpus(corpus, n_articles)
        articles = list(read_articles(corpus))
    for _ in analyze_batches(articles, study, models):
        pass
    profiler = cProfile.Profile()
    profiler.runcall(lambda: [None for _ in analyze_batches(articles, study, models)])
    pstats.Stats(profiler).sort_stats("tottime").print_stats(n_functions)


def measure(folder: Path, n_articles: int, repeats: int, tier: str) -> dict[str, Any]:
    """Every figure, as plain values; ``folder`` takes the corpus and the results."""
    corpus = folder / "articles.jsonl"
    write_corpus(corpus, n_articles)
    study = load_study("kosovo")
    analyzer = Analyzer(study, Models(study.lexicons, ModelChoice(tier)))
    analyzer.models.load(["attribution"])
    articles = list(read_articles(corpus))
    timings, n_sentences = stages(analyzer, corpus, articles, folder, repeats)
    allowed = budgets(tier)
    timings = [replace(timing, budget=allowed.get(timing.step)) for timing in timings]
    by_step = {timing.step: timing for timing in timings}
    to_voices = sum(by_step[step].seconds for step in TO_VOICES)
    one = folder / "one.jsonl"
    write_corpus(one, 1)
    words: list[str | Path] = ["analyze", one, "--models", tier, "--out", folder / "one", "--quiet"]
    return {
        "articles": len(articles),
        "tier": tier,
        "sentences": n_sentences,
        "repeats": repeats,
        "steps": [asdict(timing) for timing in timings],
        "stages_to_baseline": sum(timing.to_baseline for timing in timings if timing.step not in (WHOLE, BASELINE)),
        "text_to_voices_sentences_per_second": n_sentences / to_voices,
        "text_to_voices_beside_encode": to_voices / by_step["encode"].seconds - 1,
        "help": asdict(middle([cost_of_call(["--help"]) for _ in range(STARTS)])),
        "one_article": asdict(middle(starts := [cost_of_call(words) for _ in range(STARTS)])),
        "one_article_clock_seconds": sorted(start.clock_seconds for start in starts),
        "machine": describe(),
    }


def middle(costs: Sequence[Cost]) -> Cost:
    """The median of each part of some costs, and the largest peak."""
    return Cost(
        statistics.median(cost.processor_seconds for cost in costs),
        statistics.median(cost.clock_seconds for cost in costs),
        max(cost.peak_mib for cost in costs),
    )


def stages(
    analyzer: Analyzer, corpus: Path, articles: Sequence[Article], folder: Path, repeats: int
) -> tuple[list[Timing], int]:
    """The time of each stage on what the stages before it gave, of the whole run, and of the two baselines.

    Also the number of sentences.
    """
    documents = [analyzer.splitter.split(article) for article in articles]
    models = analyzer.models
    readings = models.readings(documents)
    proposed = models.attribution.propose(readings)
    attributed = attribute(analyzer, documents, proposed)

    def inquiry(read: Sequence[Sequence[Reading]] = readings) -> Inquiry:
        return Inquiry(models, documents, readings=read)

    voiced = analyzer.portrayed(inquiry(), attributed)
    heard = list(zip(documents, voiced, analyzer.outlooks(inquiry(), voiced), strict=True))
    scored = [analyzer.scorer.score(*each) for each in heard]
    batches = list(analyze_batches(articles, analyzer.study, models))
    manifest = manifest_of(analyzer.study, Inputs(), {}, models)
    texts = [
        document.article.text[sentence.start : sentence.end]
        for document in documents
        for sentence in document.sentences
    ]

    options = RunOptions(models=ModelChoice(models.tier))
    unread = [readings, *(read_anew(readings) for _ in range(repeats))]
    steps: Mapping[str, Callable[[], object]] = {
        "ingest": lambda: list(read_articles(corpus)),
        "split": lambda: [analyzer.splitter.split(article) for article in articles],
        "encode": lambda: models.readings(documents),
        "propose": lambda: models.attribution.propose(readings),
        "attribute": lambda: attribute(analyzer, documents, proposed),
        "portray": lambda: analyzer.portrayed(inquiry(unread.pop()), attributed),
        "label": lambda: analyzer.outlooks(inquiry(), voiced),
        "score": lambda: [analyzer.scorer.score(*each) for each in heard],
        "rows": lambda: [rows_of(*parts) for parts in zip(articles, documents, attributed, scored, strict=True)],
        "write": lambda: write(batches, manifest, folder / "written"),
        WHOLE: lambda: analyze_to([corpus], folder / "whole", options, None, Execution(unfinished="fresh")),
        BASELINE: baseline(texts),
    }
    for run in steps.values():
        run()
    rounds = [{step: _undisturbed(run) for step, run in steps.items()} for _ in range(repeats)]
    return [timing(step, rounds, len(texts)) for step in steps], len(texts)


def _undisturbed(run: Callable[[], object]) -> Cost:
    """The cost of a step while the collector leaves alone what is loaded, as in a run; so for the baseline too."""
    spare_the_loaded()
    return cost_of(run)


def read_anew(readings: Sequence[Sequence[Reading]]) -> list[list[Reading]]:
    """Copies with tokens of their own: the models keep what they found in words they have seen, for a later stage."""
    return [
        [
            replace(each, passage=replace(each.passage, tokens=tuple(map(copy, each.passage.tokens))))
            for each in document
        ]
        for document in readings
    ]


def timing(step: str, rounds: Sequence[Mapping[str, Cost]], n_sentences: int) -> Timing:
    """The row of a step; what else the machine did in a round, it did to the baseline too."""
    cost = middle([costs[step] for costs in rounds])
    seconds = cost.processor_seconds
    ratios = [costs[step].processor_seconds / costs[BASELINE].processor_seconds for costs in rounds]
    return Timing(step, seconds, cost.clock_seconds, cost.peak_mib, n_sentences / seconds, statistics.median(ratios))


def attribute(
    analyzer: Analyzer, documents: Sequence[Document], proposed: Sequence[Sequence[ProposedAttribution]]
) -> list[Attributed]:
    """Who speaks in each document, from what the models propose and the rules find."""
    pairs = zip(documents, proposed, strict=True)
    return [analyzer.attributor.attribute(document, proposals) for document, proposals in pairs]


def write(batches: Sequence[Mapping[str, Any]], manifest: Mapping[str, Any], folder: Path) -> None:
    """Writes tables as ``framing analyze`` does, each batch checked against the schema."""
    with ResultWriter(folder) as writer:
        for batch in batches:
            for name, frame in batch.items():
                writer.append(name, frame)
        writer.finish(manifest)


def baseline(texts: Sequence[str]) -> Callable[[], object]:
    """VADER and TextBlob called as their own documentation has it, a sentence at a time."""
    from textblob import TextBlob
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    vader = SentimentIntensityAnalyzer()
    return lambda: [(vader.polarity_scores(text), TextBlob(text).sentiment) for text in texts]


def show(figures: Mapping[str, Any]) -> None:
    """Prints the figures as a table."""
    print(f"{figures['articles']} articles, {figures['sentences']} sentences; median of {figures['repeats']} runs\n")
    print(f"{'step':<20}{'processor s':>12}{'sentences/s':>14}{'to baseline':>13}{'budget':>9}{'peak MiB':>10}")
    for step in figures["steps"]:
        budget = "" if step["budget"] is None else f"{step['budget']:.2f}"
        over = "  over its budget" if budget and step["to_baseline"] > step["budget"] else ""
        print(
            f"{step['step']:<20}{step['seconds']:>12.3f}{step['sentences_per_second']:>14,.0f}"
            f"{step['to_baseline']:>13.2f}{budget:>9}{step['peak_mib']:>10.0f}{over}"
        )
    print(f"{'all stages':<44}{figures['stages_to_baseline']:>13.2f}")
    print(f"\ntext to voices                  {figures['text_to_voices_sentences_per_second']:,.0f} sentences/s")
    if figures["tier"] == "encoder":
        beside = figures["text_to_voices_beside_encode"]
        print(f"beside the encoder alone        +{100 * beside:.0f} % of time, {100 / (1 + beside):.0f} % of its rate")
    for name, what in (("help", "framing --help"), ("one_article", "one article, from a cold start")):
        cost = figures[name]
        print(
            f"{what:<32}{cost['processor_seconds']:>6.2f} s of processor, {cost['clock_seconds']:.2f} s by the clock, "
            f"{cost['peak_mib']:.0f} MiB"
        )


if __name__ == "__main__":
    main()
