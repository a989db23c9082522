"""A study: the sides of a conflict or debate, who belongs to them, what they dispute and how they name it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from framing.lexicons import Lexicons
from framing.records import NARRATOR, OTHER

ENTITY_KINDS = frozenset(("person", "office", "institution", "party", "media", "government_place", "demonym"))


@dataclass(frozen=True, slots=True)
class Perspective:
    """A side of the study, or one of the two voices outside it (``other``, ``narrator``)."""

    perspective_id: str
    label: str
    colour: str
    description: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, body, place or people with every name it goes by, ``name`` first in ``names``."""

    entity_id: str
    name: str
    kind: str
    perspective: str
    gender: str
    number: str
    aliases: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that text may use."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Office:
    """Who held which office when; dates are ISO prefixes (``2012``, ``2012-05``, ``2012-05-31``), an open end empty."""

    person_id: str
    office_id: str
    start: str
    end: str
    perspective: str

    def covers(self, date: str) -> bool:
        """Whether the office was held on a day, both ends included.

        >>> Office("a", "b", "2008", "2012-05", "belgrade").covers("2012-05-20")
        True
        """
        return within(date, self.start, self.end)


@dataclass(frozen=True, slots=True)
class Description:
    """A phrase that stands for a person or body without naming it, in a period."""

    description: str
    entity_id: str | None
    perspective: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Issue:
    """A matter in dispute and the phrases that name it, or that favour or oppose it by themselves.

    Where it has ``anchors``, all its phrases count only in an article that has one of them.
    """

    issue_id: str
    label: str
    description: str
    terms: tuple[str, ...]
    favor_terms: tuple[str, ...]
    against_terms: tuple[str, ...]
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """A naming choice that one side makes and the other would not."""

    term_id: str
    variants: tuple[str, ...]
    perspective: str
    counterpart: str


@dataclass(frozen=True, slots=True)
class Frame:
    """An angle with its weighted terms; ``frame_id`` carries the scheme (``boydstun.economic``)."""

    frame_id: str
    label: str
    definition: str
    terms: Mapping[str, float]


@dataclass(frozen=True)
class Study:
    """Everything that is known of a study, checked.

    Attributes
    ----------
    perspectives : mapping of str to Perspective
        The sides, in the order of charts.
    outside : mapping of str to Perspective
        ``other`` and ``narrator``.
    entities, offices, descriptions, issues, terms, frames
        The lists under ``lexicons/<study>/`` and the frame schemes the study names.
    lexicons : Lexicons
        The general lists.
    sha256 : mapping of str to str
        Hash of each of the study's files.
    """

    study_id: str
    title: str
    description: str
    folder: Path
    perspectives: Mapping[str, Perspective]
    outside: Mapping[str, Perspective]
    entities: Mapping[str, Entity]
    offices: tuple[Office, ...]
    descriptions: tuple[Description, ...]
    issues: tuple[Issue, ...]
    terms: tuple[Term, ...]
    frames: tuple[Frame, ...]
    lexicons: Lexicons
    sha256: Mapping[str, str]

    @property
    def voices(self) -> tuple[str, ...]:
        """The perspectives, then ``other`` and ``narrator``: the order of every table and chart."""
        return (*self.perspectives, OTHER, NARRATOR)


def within(date: str, start: str, end: str) -> bool:
    """Whether an ISO date lies in a period whose ends may be given to the year or month; empty ends are open.

    >>> within("2008-02-17", "2007", ""), within("2008", "2008-02-17", "2009"), within("1999-03-24", "2000", "")
    (True, True, False)
    """
    after = not start or date[: len(start)] >= start[: len(date)]
    before = not end or date[: len(end)] <= end[: len(date)]
    return after and before
