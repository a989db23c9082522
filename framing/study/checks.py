"""What must hold between the rows of a study's sheets: ids, names, references, dates, phrases that can be found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from framing.errors import unknown
from framing.lexicons.phrases import can_match, words_of
from framing.lexicons.sheet import Row, Sheet
from framing.study.records import ENTITY_KINDS, Entity
from framing.tokens import norm_of

HOLDERS = ("person", "party", "government_place", "demonym")
"""Who can hold an office: states, and the peoples called after them, hold membership in an alliance or a union."""
KINDS_REFERRED_TO = {"person_id": HOLDERS, "office_id": ("office",), "entity_id": ENTITY_KINDS}
PHRASES = {"entities": ("name", "aliases"), "descriptions": ("description",), "terms": ("term", "variants")}
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


def check_sheets(sheets: Mapping[str, Sheet], entities: Mapping[str, Entity]) -> None:
    """Notes in each sheet what is wrong with its rows, beyond what each cell shows by itself."""
    _check_ids(sheets["entities"], "entity_id")
    _check_ids(sheets["terms"], "term_id")
    _check_names(sheets["entities"], entities)
    broken = {row.text("entity_id") for row in sheets["entities"].broken}
    for name in ("offices", "descriptions"):
        for row in sheets[name].rows:
            for message in (*_reference_problems(row, entities, broken), *_period_problems(row)):
                sheets[name].wrong(row.line, message)
    for name, columns in PHRASES.items():
        for row in sheets[name].rows:
            for message in dead(phrase for column in columns for phrase in row.many(column)):
                sheets[name].wrong(row.line, message)


def dead(phrases: Iterable[str]) -> list[str]:
    """What to say of the phrases that no text can hold as they are written."""
    return [f"{phrase!r} can never match: no run of tokens reads so" for phrase in phrases if not can_match(phrase)]


def _check_ids(sheet: Sheet, column: str) -> None:
    lines: dict[str, int] = {}
    for row in sheet.rows:
        first = lines.setdefault(row.text(column), row.line)
        if first != row.line:
            sheet.wrong(row.line, f"{column} {row.text(column)!r} stands on line {first} already")


def _check_names(sheet: Sheet, entities: Mapping[str, Entity]) -> None:
    owners: dict[tuple[str, bool], tuple[str, int]] = {}
    for row in sheet.rows:
        entity_id = row.text("entity_id")
        for name in dict.fromkeys(entities[entity_id].names):
            key = (" ".join(norm_of(word) for word in words_of(name)), name.isupper())
            owner, line = owners.setdefault(key, (entity_id, row.line))
            if owner != entity_id:
                sheet.wrong(row.line, f"{name!r} names {owner} (line {line}) already; a name can have one owner")


def _reference_problems(row: Row, entities: Mapping[str, Entity], broken: Iterable[str]) -> Iterator[str]:
    for column, kinds in KINDS_REFERRED_TO.items():
        value = row.cells.get(column)
        if not value or value in broken:
            continue
        if value not in entities:
            near = unknown("entity", value, entities).split(" choices:")[0]
            yield f"column {column}: {near} see entities.tsv"
        elif entities[value].kind not in kinds:
            yield f"column {column}: {value!r} is of kind {entities[value].kind}; needs {' or '.join(sorted(kinds))}"


def _period_problems(row: Row) -> Iterator[str]:
    start, end = row.text("start"), row.text("end")
    wrong = [(column, row.text(column)) for column in ("start", "end") if not _is_date(row.text(column))]
    for column, value in wrong:
        yield f"column {column}: {value!r} is no date; write 2008, 2008-02 or 2008-02-17"
    if start and end and not wrong and end[: len(start)] < start[: len(end)]:
        yield f"column end: {end!r} lies before the start {start!r}"


def _is_date(text: str) -> bool:
    """Whether it is empty or the date of a day, month or year."""
    if not text:
        return True
    try:
        return bool(_DATE.fullmatch(text) and date.fromisoformat(text + "0000-01-01"[len(text) :]))
    except ValueError:
        return False
