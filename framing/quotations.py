"""Quotations of an article: paired marks of any kind, quotations over paragraphs, and marks that never close."""

from __future__ import annotations

import re

from framing.records import record

PAIRS = {
    "“": ("”", '"'), "„": ("“", "”", '"'), '"': ('"', "”"), "‘": ("’",), "'": ("'", "’"),
    "«": ("»",), "»": ("«",), "``": ("''",), "''": ("''",),
}  # fmt: skip
SINGLE = frozenset("‘'")
LONGEST_UNCLOSED = 600
_MARK = re.compile(r"``|''|[\"“”„«»‘’']")
_WORD = re.compile(r"\w")


@record
class Quotation:
    """A quotation with its marks; ``continues`` where the paragraph ends before it closes and the next goes on."""

    start: int
    end: int
    continues: bool = False


def find_quotations(text: str) -> list[Quotation]:
    """The outermost quotations of a text, in order, never overlapping.

    Marks are paired within a paragraph. A quotation that stays open is taken to run to the end of its paragraph
    where the next paragraph opens with a mark again (then it ``continues``), or where it is the paragraph's last
    mark and at most ``LONGEST_UNCLOSED`` characters long; otherwise the stray mark is passed over, so that one
    unpaired mark costs one quotation and not the article.

    Examples
    --------
    >>> [q.start for q in find_quotations('He said "no" and “yes”.')]
    [8, 17]
    """
    paragraphs = [(match.start(), match.end()) for match in re.finditer(r"[^\n]+", text)]
    found: list[Quotation] = []
    for index, (start, end) in enumerate(paragraphs):
        following = text[slice(*paragraphs[index + 1])].lstrip() if index + 1 < len(paragraphs) else ""
        found.extend(_in_paragraph(text, start, end, bool(re.match(r"``|[\"“„«‘]", following))))
    return found


def _in_paragraph(text: str, start: int, end: int, next_opens: bool) -> list[Quotation]:
    found: list[Quotation] = []
    position = start
    while match := _MARK.search(text, position, end):
        position = match.end()
        if not _opens(text, match.start(), match[0]):
            continue
        close = _closing(text, match, end)
        if close:
            found.append(Quotation(match.start(), close))
            position = close
        elif next_opens and match[0] not in SINGLE:
            found.append(Quotation(match.start(), end, continues=True))
            break
        elif match[0] not in SINGLE | {"»"} and _runs_to(text, match, end):
            found.append(Quotation(match.start(), end))
            break
    return found


def _runs_to(text: str, opening: re.Match[str], end: int) -> bool:
    """Whether a quotation that never closes may run to the end of its paragraph: no mark follows, and it is short."""
    return end - opening.start() <= LONGEST_UNCLOSED and not _MARK.search(text, opening.end(), end)


def _opens(text: str, at: int, mark: str) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + len(mark) : at + len(mark) + 1]
    if mark in ("”", "’"):
        return False
    if mark == "'":
        return not _WORD.match(before) and after.isalpha()
    if mark == "»":
        return before.isspace() and bool(_WORD.match(after))
    if mark in ("“", "„", "«", "``"):
        return True
    return not _WORD.match(before) and bool(after.strip())


def _closing(text: str, opening: re.Match[str], end: int) -> int | None:
    mark = opening[0]
    closers = PAIRS.get(mark, (mark,))
    depth = 0
    position = opening.end()
    while match := _MARK.search(text, position, end):
        position = match.end()
        here = match[0]
        if here == mark and here not in closers:
            depth += 1
        elif here in closers:
            if here in ("’", "'", '"') and _apostrophe(text, match.start(), here):
                continue
            if depth == 0:
                return match.end()
            depth -= 1
    return None


def _apostrophe(text: str, at: int, mark: str) -> bool:
    after = text[at + 1 : at + 2]
    before = text[at - 1]
    if mark == '"':
        return before.isspace() and bool(_WORD.match(after))
    return bool(_WORD.match(after)) or (before == "s" and after == " ")
