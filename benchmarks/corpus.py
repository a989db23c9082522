"""Makes a corpus of any size from the paragraphs of the sample articles, the same one on any machine.

    python -m benchmarks.corpus ARTICLES FILE.jsonl|FILE.parquet [--seed N] [--short]

Each article has an opening paragraph of one sample article and further paragraphs of any of them, as many as the
sample's have, and a last line that tells it from all others. Dates lie in the years of the sample. The first articles
of a large corpus are those of a small one. Short articles are the opening paragraph and the last line alone. Words are
those of the sample: text from many sources has more new words.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from benchmarks.machine import ROOT
from framing.batches import batched
from framing.ingest import read_articles

SAMPLE = ROOT / "experiments" / "kosovo-sample" / "articles"
OUTLETS = ("Adriatic Wire", "Dardania Review", "Sava Courier")
FIRST_DAY, N_DAYS = date(2022, 7, 1), 700
ROWS_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """What articles are made of: titles, opening paragraphs, further ones, and how many an article has."""

    titles: tuple[str, ...]
    openings: tuple[str, ...]
    further: tuple[str, ...]
    sizes: tuple[int, ...]


def main() -> None:
    """Writes the corpus."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("articles", type=int)
    parser.add_argument("file", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--short", action="store_true", help="articles of one paragraph and a line")
    arguments = parser.parse_args()
    write_corpus(arguments.file, arguments.articles, arguments.seed, short=arguments.short)


def write_corpus(path: Path, n_articles: int, seed: int = 1, *, short: bool = False) -> None:
    """Writes so many articles to a file, by its suffix as JSON Lines or Parquet, some thousand in memory at once."""
    rows = made_articles(n_articles, seed, short=short)
    if path.suffix == ".jsonl":
        with path.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    elif path.suffix == ".parquet":
        _write_parquet(path, rows)
    else:
        raise SystemExit(f"{path}: name a file that ends in .jsonl or .parquet")


def made_articles(n_articles: int, seed: int = 1, *, short: bool = False) -> Iterator[dict[str, str]]:
    """The articles as rows with id, title, outlet, date and text."""
    paragraphs = sample_paragraphs()
    for number in range(n_articles):
        row = _made(paragraphs, number, random.Random(f"{seed}:{number}"))
        yield {**row, "text": _shortened(row["text"])} if short else row


def sample_paragraphs() -> Paragraphs:
    """The paragraphs of the sample articles, in the order of their files."""
    articles = list(read_articles(SAMPLE))
    texts = [article.text.split("\n\n") for article in articles]
    return Paragraphs(
        tuple(article.title or "" for article in articles),
        tuple(paragraphs[0] for paragraphs in texts),
        tuple(paragraph for paragraphs in texts for paragraph in paragraphs[1:]),
        tuple(map(len, texts)),
    )


def _made(paragraphs: Paragraphs, number: int, chance: random.Random) -> dict[str, str]:
    further = chance.sample(paragraphs.further, chance.choice(paragraphs.sizes) - 1)
    text = "\n\n".join([chance.choice(paragraphs.openings), *further, f"This is report {number + 1} of the agency."])
    return {
        "id": f"made-{number + 1:09}",
        "title": chance.choice(paragraphs.titles),
        "outlet": chance.choice(OUTLETS),
        "date": (FIRST_DAY + timedelta(days=chance.randrange(N_DAYS))).isoformat(),
        "text": text,
    }


def _shortened(text: str) -> str:
    opening, *_, last = text.split("\n\n")
    return f"{opening}\n\n{last}"


def _write_parquet(path: Path, rows: Iterator[dict[str, str]]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([(name, pa.string()) for name in ("id", "title", "outlet", "date", "text")])
    with pq.ParquetWriter(path, schema) as writer:
        for batch in batched(rows, ROWS_AT_ONCE):
            writer.write_table(pa.Table.from_pylist(batch, schema))


if __name__ == "__main__":
    main()
