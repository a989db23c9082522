"""Documents of a treebank with gold coreference, as texts with their mentions: CoNLL-U as GUM writes it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from framing.errors import DataError, FramingError
from framing.records import Article, Span

COLUMNS = 10
_MARK = re.compile(r"\(([^()]+)|([^()]*)\)")
_PART = re.compile(r"\[\d+/\d+\]")


@dataclass(frozen=True, slots=True)
class GoldMention:
    """A mention of an entity: ``kind`` as the treebank has it (person, organization, ...), ``entity`` its number.

    ``head`` is the span of its head word; ``tag`` is that word's universal part of speech (PRON, PROPN, NOUN, ...).
    """

    span: Span
    head: Span
    entity: str
    kind: str
    tag: str


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A text with the starts of its sentences and its mentions, both in the order of the text."""

    article: Article
    genre: str
    sentence_starts: tuple[int, ...]
    mentions: tuple[GoldMention, ...]


@dataclass(slots=True)
class _Open:
    entity: str
    kind: str
    head: int
    first: int


@dataclass(slots=True)
class _Building:
    """What has been read of a document so far."""

    name: str
    genre: str
    text: str = ""
    starts: list[int] = field(default_factory=list)
    words: list[tuple[Span, str]] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    mentions: list[GoldMention] = field(default_factory=list)

    def close(self, entry: _Open) -> None:
        first, last = self.words[entry.first][0], self.words[-1][0]
        head = min(entry.first + entry.head, len(self.words) - 1)
        place, tag = self.words[head]
        self.mentions.append(GoldMention(Span(first.start, last.end), place, entry.entity, entry.kind, tag))

    def finished(self) -> GoldDocument:
        mentions = sorted(self.mentions, key=lambda mention: (mention.span.start, -mention.span.end))
        article = Article(self.name, self.text, language="en")
        return GoldDocument(article, self.genre, tuple(self.starts), tuple(mentions))


def read_treebank(path: Path) -> list[GoldDocument]:
    """The documents of a CoNLL-U file with entities in ``MISC`` (``Entity=``, its fields as GUM 10 lists them).

    Raises
    ------
    FramingError
        No such file, or no document with entities in it.
    DataError
        Lines that are not CoNLL-U; all are listed.
    """
    if not path.is_file():
        raise FramingError(f"{path}: no such file; name the folder that holds it with --data")
    problems: list[str] = []
    documents = list(_documents(path, problems))
    if problems:
        raise DataError(str(path), problems)
    if not any(document.mentions for document in documents):
        raise FramingError(f"{path}: no entities in column MISC (Entity=...); name a treebank with coreference")
    return documents


def _documents(path: Path, problems: list[str]) -> Iterator[GoldDocument]:
    building: _Building | None = None
    apart = ""
    starts = False
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("# newdoc id = "):
            if building:
                yield building.finished()
            name = line.removeprefix("# newdoc id = ")
            building, apart = _Building(name, path.stem.rpartition("_")[2]), ""
        elif line.startswith(("# newpar", "# newutterance")) and building and building.text:
            apart = "\n\n"
        elif line.startswith("# sent_id"):
            starts = True
        elif line and not line.startswith("#") and building:
            cells = line.split("\t")
            if len(cells) != COLUMNS:
                problems.append(f"line {number}: {len(cells)} columns; CoNLL-U has {COLUMNS}")
            elif cells[0].isdigit():
                building.text += apart
                apart = "" if "SpaceAfter=No" in cells[9] else " "
                if starts:
                    building.starts.append(len(building.text))
                    starts = False
                _word(building, cells)
    if building:
        yield building.finished()


def _word(building: _Building, cells: list[str]) -> None:
    start = len(building.text)
    building.text += cells[1]
    building.words.append((Span(start, len(building.text)), cells[3]))
    found = next((part.removeprefix("Entity=") for part in cells[9].split("|") if part.startswith("Entity=")), "")
    _entities(building, found)


def _entities(building: _Building, marks: str) -> None:
    """Opens and closes mentions at the last word: ``(3-person-...``, ``3)`` or ``(3-person-...)``."""
    for opening, closing in _MARK.findall(marks):
        if opening:
            entity, kind, *rest = _PART.sub("", opening).split("-")
            head = rest[3].split(",")[0] if len(rest) > 3 else "1"
            place = int(head) - 1 if head.isdigit() else 0
            building.open.append(_Open(entity, kind, place, len(building.words) - 1))
        else:
            name = _PART.sub("", closing)
            fitting = [entry for entry in building.open if not name or entry.entity == name]
            if fitting:
                building.open.remove(fitting[-1])
                building.close(fitting[-1])
