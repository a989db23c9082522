"""Times each stage on the sample articles, beside VADER and TextBlob on the same sentences in the same process.

Run ``make bench``, or ``python benchmarks/stages.py --json FILE`` to keep the figures. Nothing else is written.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from framing.ingest import read_articles
from framing.learn.choice import ModelChoice
from framing.learn.models import Models
from framing.pipeline import Analyzer, Inputs, analyze_batches, manifest_of
from framing.records import Article, Attributed, Document, ProposedAttribution
from framing.results import ResultWriter
from framing.run import RunOptions, analyze_to
from framing.study import load_study
from framing.tables import rows_of

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "experiments" / "kosovo-sample" / "articles"
STARTS = 5
TO_VOICES = ("split", "encode", "propose", "attribute")


@dataclass(frozen=True, slots=True)
class Timing:
    """The median time of a step over the whole corpus; ``cpu_seconds`` is the least processor time of its runs."""

    step: str
    seconds: float
    sentences_per_second: float
    cpu_seconds: float


def main() -> None:
    """Measures, prints a table, and writes JSON where asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--sentences", type=int, default=2000, help="least number of sentences (2000)")
    parser.add_argument("--repeats", type=int, default=3, help="runs of which the median counts (3)")
    parser.add_argument("--models", default="encoder", metavar="TIER", help="encoder or linear (encoder)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures to FILE")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(Path(folder), arguments.sentences, arguments.repeats, arguments.models)
    show(figures)
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def measure(folder: Path, n_sentences: int, repeats: int, tier: str) -> dict[str, Any]:
    """Every figure, as plain values; ``folder`` takes the corpus and the results."""
    began = time.perf_counter()
    study = load_study("kosovo")
    analyzer = Analyzer(study, Models(study.lexicons, ModelChoice(tier)))
    analyzer.models.load(["attribution"])
    loading = time.perf_counter() - began
    corpus = folder / "articles"
    found = write_corpus(corpus, analyzer, n_sentences)
    articles = list(read_articles(corpus))
    timings = stages(analyzer, corpus, articles, folder, found, repeats)
    whole, baseline = timings["whole"], timings["VADER + TextBlob"]
    to_voices = [timings[step].cpu_seconds for step in TO_VOICES]
    first = sorted(SAMPLE.glob("*.md"))[0]
    one = [start("analyze", str(first), "--models", tier, "--out", str(folder / "one")) for _ in range(STARTS)]
    all_of_it = start("analyze", str(corpus), "--models", tier, "--out", str(folder / "all"))
    return {
        "articles": len(articles),
        "tier": tier,
        "sentences": found,
        "repeats": repeats,
        "steps": [asdict(timing) for timing in timings.values()],
        "whole_to_baseline": whole.seconds / baseline.seconds,
        "text_to_voices_sentences_per_second": found / sum(to_voices),
        "text_to_voices_beside_encode": sum(to_voices) / timings["encode"].cpu_seconds - 1,
        "load_study_seconds": loading,
        "help_seconds": statistics.median(start("--help")[0] for _ in range(STARTS)),
        "one_article_seconds": statistics.median(seconds for seconds, _ in one),
        "one_article_peak_mib": max(peak for _, peak in one),
        "corpus_seconds": all_of_it[0],
        "corpus_peak_mib": all_of_it[1],
        "machine": {
            "python": platform.python_version(),
            "system": platform.platform(),
            "processors": os.cpu_count(),
        },
    }


def write_corpus(folder: Path, analyzer: Analyzer, n_sentences: int) -> int:
    """Copies the sample until there are enough sentences; a last line tells the copies apart. The number there is."""
    folder.mkdir()
    found = copy = 0
    while found < n_sentences:
        copy += 1
        for path in sorted(SAMPLE.glob("*.md")):
            text = re.sub(r"^id:.*\n", "", path.read_text(encoding="utf-8"), count=1, flags=re.M)
            text = f"{text.rstrip()}\n\nThis is copy {copy} of the article.\n"
            (folder / f"{copy:03}_{path.name}").write_text(text, encoding="utf-8")
        added = read_articles(folder / f"{copy:03}_*.md")
        found += sum(len(analyzer.splitter.split(article).sentences) for article in added)
    return found


def stages(
    analyzer: Analyzer, corpus: Path, articles: Sequence[Article], folder: Path, n_sentences: int, repeats: int
) -> dict[str, Timing]:
    """The time of each stage on what the stages before it gave, of the whole run, and of the two baselines."""
    documents = [analyzer.splitter.split(article) for article in articles]
    models = analyzer.models
    readings = models.readings(documents)
    proposed = models.attribution.propose(readings)
    attributed = attribute(analyzer, documents, proposed)
    scored = [analyzer.scorer.score(*pair) for pair in zip(documents, attributed, strict=True)]
    batches = list(analyze_batches(articles, analyzer.study, models))
    manifest = manifest_of(analyzer.study, Inputs(), {}, models)
    texts = [
        document.article.text[sentence.start : sentence.end]
        for document in documents
        for sentence in document.sentences
    ]

    steps: Mapping[str, Callable[[], object]] = {
        "ingest": lambda: list(read_articles(corpus)),
        "split": lambda: [analyzer.splitter.split(article) for article in articles],
        "encode": lambda: models.readings(documents),
        "propose": lambda: models.attribution.propose(readings),
        "attribute": lambda: attribute(analyzer, documents, proposed),
        "score": lambda: [analyzer.scorer.score(*pair) for pair in zip(documents, attributed, strict=True)],
        "rows": lambda: [rows_of(*parts) for parts in zip(articles, documents, attributed, scored, strict=True)],
        "write": lambda: write(batches, manifest, folder / "written"),
        "whole": lambda: analyze_to([corpus], folder / "whole", RunOptions(models=ModelChoice(models.tier))),
        "VADER + TextBlob": baseline(texts),
    }
    timings = {}
    for step, run in steps.items():
        run()
        runs = [timed(run) for _ in range(repeats)]
        seconds = statistics.median(wall for wall, _ in runs)
        timings[step] = Timing(step, seconds, n_sentences / seconds, min(cpu for _, cpu in runs))
    return timings


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


def timed(run: Callable[[], object]) -> tuple[float, float]:
    """Wall-clock and processor seconds of a call."""
    began, busy = time.perf_counter(), time.process_time()
    run()
    return time.perf_counter() - began, time.process_time() - busy


def start(*arguments: str) -> tuple[float, float]:
    """Wall-clock seconds and peak memory (MiB) of one call of the command line, imports included."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "framing", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"framing {' '.join(arguments)}: ended with status {process.returncode}")
    return seconds, usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def show(figures: Mapping[str, Any]) -> None:
    """Prints the figures as a table."""
    print(f"{figures['articles']} articles, {figures['sentences']} sentences; median of {figures['repeats']} runs\n")
    print(f"{'step':<18}{'seconds':>10}{'sentences/s':>14}")
    for step in figures["steps"]:
        print(f"{step['step']:<18}{step['seconds']:>10.3f}{step['sentences_per_second']:>14,.0f}")
    print(f"\nwhole, in times of VADER + TextBlob   {figures['whole_to_baseline']:.1f}")
    print(f"text to voices, processor time          {figures['text_to_voices_sentences_per_second']:,.0f} sentences/s")
    if figures["tier"] == "encoder":
        print(f"text to voices, over encode alone       +{100 * figures['text_to_voices_beside_encode']:.0f} %")
    print(f"load study and lexicons               {figures['load_study_seconds']:.2f} s")
    print(f"framing --help                        {figures['help_seconds']:.2f} s")
    print(
        f"one article, from a cold start        {figures['one_article_seconds']:.2f} s, "
        f"{figures['one_article_peak_mib']:.0f} MiB at most"
    )
    print(
        f"all articles, from a cold start       {figures['corpus_seconds']:.2f} s, "
        f"{figures['corpus_peak_mib']:.0f} MiB at most"
    )


if __name__ == "__main__":
    main()
