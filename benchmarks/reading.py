"""How long results of many articles take to be read: compare, chart, report and export, as whole calls.

    python -m benchmarks.reading [--articles 10000] [--format csv] [--only CALL ...] [--keep FOLDER]

Analysing 10,000 articles takes long, reading their results is what is measured, so 300 made-up articles are analysed
(linear tier) and their rows written again and again under other ids, dates, addresses and events. Numbers of such
results mean nothing, and their texts hold no more different words than the 300; the work of counting, redrawing and
permuting 10,000 articles is the same. Writes ``results/benchmarks/reading-FORMAT.json``.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, timedelta
from math import ceil
from pathlib import Path
from typing import Any

import pandas as pd

from benchmarks.corpus import FIRST_DAY, N_DAYS, write_corpus
from benchmarks.machine import ROOT, cost_of_call, describe
from framing.atomic import write_atomically
from framing.results import FORMATS, Result, ResultWriter, load_results

BASE_ARTICLES = 300
ARTICLES_AN_EVENT = 5
DAYS_A_TURN = 7
CALLS: Mapping[str, Sequence[str]] = {
    "compare --by outlet": ("compare", "RESULTS", "--by", "outlet"),
    "compare --by outlet --events event": ("compare", "RESULTS", "--by", "outlet", "--events", "event"),
    "compare --by date": ("compare", "RESULTS", "--by", "date"),
    "compare --by date --period week": ("compare", "RESULTS", "--by", "date", "--period", "week"),
    "compare --by side": ("compare", "RESULTS", "--by", "side"),
    "compare --by article": ("compare", "RESULTS", "--by", "article"),
    "chart": ("chart", "RESULTS", "--out", "OUT/charts"),
    "report": ("report", "RESULTS", "--out", "OUT/report.html"),
    "export --to statements": ("export", "RESULTS", "--to", "statements", "--out", "OUT/statements.csv"),
    "export --to spreadsheet": ("export", "RESULTS", "--to", "spreadsheet", "--out", "OUT/sheets"),
}


def main() -> None:
    """Measures every call and writes the figures after each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--format", default="csv", choices=FORMATS)
    parser.add_argument("--only", nargs="*", metavar="CALL", help="some of the calls; all by default")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where the made results stay, or lie already")
    arguments = parser.parse_args()
    with _folder(arguments.keep) as folder:
        results = folder / f"{arguments.articles}-{arguments.format}"
        if not results.is_dir():
            made_results(folder, results, arguments.articles, arguments.format)
        place = ROOT / "results" / "benchmarks" / f"reading-{arguments.format}.json"
        calls = _earlier(place, arguments.articles) if arguments.only else {}
        about = {
            "articles": arguments.articles,
            "sentences": len(load_results(results, {"sentences": ("article_id",)}).sentences),
            "format": arguments.format,
            "bytes": sum(path.stat().st_size for path in results.rglob("*") if path.is_file()),
        }
        for name in arguments.only or CALLS:
            calls[name] = measured(name, results, folder / "out")
            print(calls[name], flush=True)
            place.parent.mkdir(parents=True, exist_ok=True)
            rows = [calls[each] for each in CALLS if each in calls]
            text = json.dumps({**about, "calls": rows}, indent=1)
            write_atomically(place, (text + "\n").encode())


def _earlier(place: Path, n_articles: int) -> dict[str, dict[str, Any]]:
    """What was measured before of results of so many articles, by the names of the calls."""
    if not place.is_file():
        return {}
    found = json.loads(place.read_text(encoding="utf-8"))
    return {call["call"]: call for call in found["calls"]} if found["articles"] == n_articles else {}


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    """A folder that stays, or one that goes in the end."""
    if kept:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept
        return
    with tempfile.TemporaryDirectory() as place:
        yield Path(place)


def measured(name: str, results: Path, out: Path) -> dict[str, Any]:
    """The cost of one call by its name, and the bytes of the largest file it wrote."""
    shutil.rmtree(out, ignore_errors=True)
    words = [word.replace("RESULTS", str(results)).replace("OUT", str(out)) for word in CALLS[name]]
    cost = cost_of_call(words)
    written = [path.stat().st_size for path in out.rglob("*") if path.is_file()] if str(out) in " ".join(words) else []
    largest = {"largest_file": max(written)} if written else {}
    return {"call": name, **asdict(cost), **largest, "machine": describe()}


def made_results(folder: Path, results: Path, n_articles: int, table_format: str) -> None:
    """Writes results of so many articles: those of a few, analysed once, under other names."""
    corpus, base = folder / "base.jsonl", folder / "base"
    if not base.is_dir():
        write_corpus(corpus, BASE_ARTICLES)
        cost_of_call(["analyze", corpus, "--out", base, "--models", "linear", "--format", "parquet", "--quiet"])
    found = load_results(base)
    with ResultWriter(results, table_format) as writer:
        for turn in range(ceil(n_articles / BASE_ARTICLES)):
            most = n_articles - turn * BASE_ARTICLES
            for name, table in _turned(found, turn, most).items():
                writer.append(name, table)
        inputs = {**found.manifest["inputs"], "n_articles": n_articles}
        options = {**found.manifest["options"], "format": table_format}
        writer.finish({**found.manifest, "inputs": inputs, "options": options})


def _turned(found: Result, turn: int, most: int) -> dict[str, pd.DataFrame]:
    """The tables with other articles of the same words; ``most`` is how many articles at most."""
    articles = found.articles.head(most)
    kept = set(articles["article_id"])
    days = [date.fromisoformat(day) - FIRST_DAY for day in articles["date"]]
    shift = timedelta(days=turn * DAYS_A_TURN)
    numbers = [turn * BASE_ARTICLES + place for place in range(len(articles))]
    made = {
        "date": [(FIRST_DAY + (day + shift) % timedelta(days=N_DAYS)).isoformat() for day in days],
        "url": [f"https://made.example/{number}" for number in numbers],
        "event": [f"event-{number // ARTICLES_AN_EVENT:06}" for number in numbers],
    }
    tables = {}
    for name, table in found.tables.items():
        rows = articles.assign(**made) if name == "articles" else table[table["article_id"].isin(kept)]
        tables[name] = rows.assign(article_id=rows["article_id"] + f"-{turn:04}")
    return tables


if __name__ == "__main__":
    main()
