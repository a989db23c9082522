"""Puts the words back into text-free results from one's own copy of the articles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.errors import FramingError
from framing.ingest import read_articles
from framing.results import Result, check_out, has_text, load_results
from framing.schema import TABLES

if TYPE_CHECKING:
    import pandas as pd

    from framing.records import Article

MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Rehydrated:
    """Where the results with text lie, and how many articles got theirs."""

    folder: Path
    n_articles: int


def rehydrate(results: str | Path, articles: Sequence[str | Path], out: str | Path) -> Rehydrated:
    """Writes text-free results again, with the words of the articles at their offsets.

    Every column of words that has a start and an end beside it is filled, and the titles; the words behind a score
    (columns of evidence) are not known from offsets and stay empty: run `framing analyze` for them. Of a content in
    pieces, the whole stretch from the first to the last piece is given.

    Raises
    ------
    FramingError
        The results have their text, an article is missing, or one is not the text that was analysed (its SHA-256
        differs); nothing is written.
    """
    folder = check_out(Path(out))
    result = load_results(results)
    if has_text(result.manifest):
        raise FramingError(f"{results}: has its text already")
    wanted = result.articles[result.articles["status"] == "ok"]
    hashes = dict(zip(wanted["article_id"].astype(str), wanted["text_sha256"].astype(str), strict=True))
    found = {each.article_id: each for each in read_articles(articles, any_language=True) if each.article_id in hashes}
    _check(hashes, found)
    tables = {name: _filled(name, result.tables[name], found) for name in TABLES if name in result.tables}
    options = {key: value for key, value in result.manifest["options"].items() if key != "keep"}
    manifest = {**result.manifest, "options": {**options, "text": "rehydrated"}}
    Result(tables, manifest).save(folder, str(options.get("format", "csv")))
    return Rehydrated(folder, len(found))


def _check(hashes: Mapping[str, str], found: Mapping[str, Article]) -> None:
    missing = [article for article in hashes if article not in found]
    changed = [article for article, each in found.items() if each.text_sha256 != hashes[article]]
    problems = []
    if missing:
        problems.append(f"{len(missing)} of {len(hashes)} articles are not among these files: {_named(missing)}")
    if changed:
        problems.append(f"{len(changed)} articles are not the texts that were analysed: {_named(changed)}")
    if problems:
        raise FramingError("\n".join([*problems, "name the files that the results were made from"]))


def _named(articles: Sequence[str]) -> str:
    further = f" and {len(articles) - MOST_NAMED} more" if len(articles) > MOST_NAMED else ""
    return ", ".join(articles[:MOST_NAMED]) + further


def _filled(name: str, table: pd.DataFrame, found: Mapping[str, Article]) -> pd.DataFrame:
    """The table with its columns of words filled from offsets."""
    filled: dict[str, Any] = {}
    if name == "articles":
        filled["title"] = [found[article].title if article in found else None for article in table["article_id"]]
    for column in table.columns:
        prefix = column.removesuffix("text")
        if column.endswith("text") and f"{prefix}start" in table.columns and f"{prefix}end" in table.columns:
            spans = zip(table["article_id"], table[f"{prefix}start"], table[f"{prefix}end"], strict=True)
            filled[column] = [_words(found, article, start, end) for article, start, end in spans]
    return table.assign(**filled)


def _words(found: Mapping[str, Article], article: str, start: Any, end: Any) -> str | None:
    import pandas as pd

    if article not in found or pd.isna(start):
        return None
    return found[article].text[int(start) : int(end)]
