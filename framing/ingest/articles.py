"""From the values of an entry to an article: metadata in order, everything else kept as text."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date

from framing.errors import unknown
from framing.ingest.dates import iso_date
from framing.ingest.decode import clean, decode, drop_controls, has_controls
from framing.ingest.entries import Entry, UnreadableError
from framing.ingest.language import stated_language
from framing.records import Article

KNOWN = ("text", "title", "outlet", "date", "url", "language", "id")
DATE_AS_GIVEN = "date_as_given"
LONGEST_ID = 200


def article_of(entry: Entry, file: str) -> Article:
    """The article of an entry; one that cannot be had from it is ``skipped``, with its problem.

    The ``article_id`` is the one given, else ``content_id``. White space round the text is cut off.
    """
    values, extra = _sorted(entry.values)
    metadata = {name: one_line(values.get(name)) for name in ("title", "outlet", "url", "language")}
    day = iso_date(values.get("date"))
    if day is None and (as_given := one_line(values.get("date"))):
        extra[DATE_AS_GIVEN] = as_given
    if metadata["language"]:
        metadata["language"] = stated_language(metadata["language"])
    text, given_id, problem = "", None, entry.problem
    try:
        if not problem and "text" not in values:
            problem = unknown("key", "text", [name.strip() for name in entry.values])
        if not problem:
            text = _text(values)
            given_id = _given_id(values.get("id"))
    except UnreadableError as error:
        problem = str(error)
    return Article(
        article_id=given_id or "",
        text=text,
        date=day,
        path=entry.path(file),
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        status="skipped" if problem else "ok",
        problem=entry.placed(problem) if problem else None,
        extra=extra,
        **metadata,
    )


def content_id(article: Article, salt: str = "") -> str:
    """16 hexadecimal digits that are the same for the same text and metadata on any machine.

    The first half of the SHA-256 of text, title, outlet, date and url as canonical JSON. ``salt`` tells apart
    articles that are set aside: the same text twice, or no text at all.
    """
    content = {
        "text": article.text,
        "title": article.title,
        "outlet": article.outlet,
        "date": article.date,
        "url": article.url,
    }
    if salt:
        content["salt"] = salt
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:16]


def one_line(value: object) -> str | None:
    """A value of metadata as text on one line; None where it is missing or blank."""
    return " ".join((as_text(value) or "").split()) or None


def as_text(value: object) -> str | None:
    """Any value as text; None where it is missing (also NaN) or blank."""
    if value is None or value != value:  # NaN and NaT differ from themselves
        return None
    if isinstance(value, str):
        text = value
    elif isinstance(value, bytes):
        text = value.decode("utf-8", "replace")
    elif isinstance(value, date):  # and datetime
        text = value.isoformat()
    elif isinstance(value, float) and value.is_integer():
        text = str(int(value))
    elif isinstance(value, bool | dict | list):
        text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    else:
        text = str(value)
    return drop_controls(text).strip() or None


def _sorted(values: Mapping[str, object]) -> tuple[dict[str, object], dict[str, str]]:
    """The values we know by name, whatever their case, and the rest as text."""
    known: dict[str, object] = {}
    extra: dict[str, str] = {}
    names = {name.strip() for name in values}
    for key, value in values.items():
        name = key.strip()
        if name in KNOWN or (name.lower() in KNOWN and name.lower() not in names):
            known.setdefault(name.lower(), value)
        elif name and (text := as_text(value)):
            extra[drop_controls(name)] = text
    return known, extra


def _text(values: Mapping[str, object]) -> str:
    value = values["text"]
    if value is None or value != value:
        return ""
    if isinstance(value, bytes):
        return decode(value).strip()
    if not isinstance(value, str):
        raise UnreadableError(f"text is {type(value).__name__}, not a string")
    return clean(value).strip()


def _given_id(value: object) -> str | None:
    if isinstance(value, str) and has_controls(value):
        raise UnreadableError(f"id {value!r} has control characters")
    given = one_line(value)
    if given and len(given) > LONGEST_ID:
        raise UnreadableError(f"id {given[:20]!r}... has {len(given)} characters; at most {LONGEST_ID}")
    return given
