"""The first stage: from files, folders, globs and standard input to articles, one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from framing.errors import FramingError
from framing.ingest.articles import article_of
from framing.ingest.entries import Entry
from framing.ingest.formats import missing_text, read_entries
from framing.ingest.inputs import Source, find_sources, input_sizes, raise_all, text_bytes
from framing.ingest.language import ENGLISH, recognise_language
from framing.ingest.repeats import Seen
from framing.records import Article

__all__ = ["input_sizes", "read_articles", "read_text", "text_bytes"]


def read_articles(
    inputs: str | Path | Iterable[str | Path], *, any_language: bool = False, strict: bool = False
) -> Iterator[Article]:
    r"""Every article behind the inputs, one at a time, those that cannot be used marked as set aside.

    The call itself is checked at once; the files are read as the articles are asked for, so a corpus of any size
    needs the memory of one article, and some 500 bytes for each article gone by.

    Parameters
    ----------
    inputs : str, Path or iterable of them
        Files, folders (walked; hidden files and other suffixes left out), globs, or ``-`` for standard input
        (JSON Lines where it begins with ``{``, else one text). Suffixes: ``.txt``, ``.md`` (YAML front matter),
        ``.html`` and ``.htm``, ``.json``, ``.jsonl`` and ``.ndjson``, ``.csv`` and ``.tsv``, ``.parquet``.
        Keys and columns: ``text`` (needed), ``title``, ``outlet``, ``date``, ``url``, ``language``, ``id``; all
        others are kept as text in ``Article.extra``.
    any_language : bool
        Keep articles that are not in English.
    strict : bool
        Raise at the first article that would be set aside.

    Returns
    -------
    iterator of Article
        In the order of the inputs, folders and globs sorted by name. ``text`` has ``\n`` for every newline and no
        white space at its ends, and is not altered otherwise (of a web page, it is the article without tables).
        ``article_id`` is the given ``id``, else a hash of text, title, outlet, date and url. ``date`` is ISO 8601,
        or None with the words in ``extra["date_as_given"]`` where they are ambiguous. ``path`` is as given, with
        ``#7`` for line, row or item 7. ``language`` is the one given, else recognised, else None. ``status`` is
        ``skipped``, with the reason in ``problem``, for what is unreadable, empty, not English, a repeated text
        (white space apart) or a repeated id.

    Raises
    ------
    FramingError
        At once: a path that does not exist, a folder or glob without articles, an unknown suffix, a table or JSON
        without ``text``. With ``strict``, while reading: the first article set aside.

    Notes
    -----
    Does not see: near duplicates, several articles in one text, or an article half in another language. A text
    with fewer than 20 letters outside names is taken for English.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "a.md").write_text("---\noutlet: Danas\ndate: 2023-02-14\n---\nKurti said no.\n")
    >>> _ = (folder / "b.txt").write_text("Kurti said  no.")
    >>> for article in read_articles(folder):
    ...     print(article.outlet, article.date, article.text, article.status)
    Danas 2023-02-14 Kurti said no. ok
    None None Kurti said  no. skipped
    """
    sources = find_sources(inputs)
    raise_all([problem for source in sources if (problem := missing_text(source))])
    return _read(sources, any_language, strict)


def read_text(text: str, **metadata: object) -> Article:
    r"""One article from a text at hand.

    Parameters
    ----------
    text : str
        Treated as a file's text is: newlines become ``\n``, white space at the ends goes. Its language is not
        recognised; it is taken to be what the study can read.
    **metadata
        ``title``, ``outlet``, ``date``, ``url``, ``language``, ``id``; others are kept in ``Article.extra``.

    Returns
    -------
    Article
        With ``status`` ``ok`` and the ``article_id`` that ``read_articles`` would give.

    Raises
    ------
    FramingError
        The text is empty or not text, or the id cannot be used.

    Examples
    --------
    >>> read_text("Kurti said no.", outlet="Danas", date="14 February 2023").date
    '2023-02-14'
    """
    article = article_of(Entry({**metadata, "text": text}), "")
    problem = article.problem or (None if article.text else "no text")
    if problem:
        raise FramingError(f"text {text[:40]!r}: {problem}")
    return Seen().add(article)


def _read(sources: Iterable[Source], any_language: bool, strict: bool) -> Iterator[Article]:
    seen = Seen()
    for source in sources:
        for entry in read_entries(source):
            article = article_of(entry, source.path)
            if article.status == "ok":
                article = _judged(article, seen, any_language)
            if strict and article.problem:
                raise FramingError(f"{article.path}: {article.problem}; without --strict it is set aside")
            yield seen.add(article)


def _judged(article: Article, seen: Seen, any_language: bool) -> Article:
    problem = seen.problem_of(article) if article.text else "no text"
    if not problem:
        article = replace(article, language=article.language or recognise_language(article.text))
        if article.language not in (ENGLISH, None) and not any_language:
            problem = f"language {article.language}, not English (use --any-language)"
    return replace(article, status="skipped", problem=problem) if problem else article
