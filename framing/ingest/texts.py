"""Files of one article: plain text, Markdown with front matter, web pages."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from framing.ingest.decode import declared_encoding, decode
from framing.ingest.entries import Entry, UnreadableError

# The closing line may be missing: then it is no front matter, unless the first line looks like some.
_FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S | re.M)
_UNCLOSED = re.compile(r"---[ \t]*\n[\w-]+:(?:\s|$)")
# trafilatura leaves out dates after this day, by default today: the result would depend on the clock.
_LAST_DATE = "2199-12-31"


def read_plain(stream: BinaryIO) -> Iterator[Entry]:
    """A plain text; no title is guessed."""
    yield Entry({"text": decode(stream.read())})


def read_markdown(stream: BinaryIO) -> Iterator[Entry]:
    """A Markdown text; its front matter, where there is some, holds the metadata and is cut off."""
    text = decode(stream.read()).lstrip("\n")
    values: dict[str, object] = {}
    if match := _FRONT_MATTER.match(text):
        front = _front_matter(match["yaml"])
        if front is not None:  # else two rules with a paragraph between them
            values, text = front, text[match.end() :]
    elif _UNCLOSED.match(text):
        raise UnreadableError("front matter: no closing --- line")
    if "text" in values:
        raise UnreadableError("front matter: the text belongs below it, not under the key 'text'")
    yield Entry({**values, "text": text})


def read_page(stream: BinaryIO) -> Iterator[Entry]:
    """The article of a web page with what its metadata say, one paragraph a block.

    Decoded before the extractor sees it, or curly quotes of cp1252 pages under a latin-1 label would vanish.
    Tables and readers' comments are left out. Dates come from metadata and the address only, never from the text.
    """
    raw = stream.read()
    page = _extract(decode(raw, declared_encoding(raw)))
    if page is None:
        yield Entry({"text": ""})
        return
    found = {"title": page.title, "outlet": page.sitename, "date": page.date, "url": page.url}
    text = "\n\n".join(line for line in (page.text or "").split("\n") if line.strip())
    yield Entry({**found, "text": text})


def _front_matter(source: str) -> dict[str, object] | None:
    import yaml

    try:
        values = yaml.safe_load(source)
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 2}: " if error.problem_mark else ""
        cure = "; put the value in quotes" if error.problem and "mapping values" in error.problem else ""
        raise UnreadableError(f"front matter: {line}{error.problem}{cure}") from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:  # ValueError: a day that no month has
        raise UnreadableError(f"front matter: {' '.join(str(error).split())}") from None
    if values is None:
        return {}
    return {str(key): value for key, value in values.items()} if isinstance(values, dict) else None


def _extract(page: str) -> Any:
    from trafilatura import bare_extraction

    for name in ("trafilatura", "htmldate"):  # they log what we report ourselves
        logging.getLogger(name).setLevel(logging.CRITICAL)
    dates = {"original_date": True, "extensive_search": False, "max_date": _LAST_DATE}
    try:
        return bare_extraction(
            page, with_metadata=True, include_comments=False, include_tables=False, date_extraction_params=dates
        )
    except Exception as error:  # whatever the parser trips over, the corpus goes on
        raise UnreadableError(f"not a web page that can be read: {type(error).__name__}: {error}") from error
