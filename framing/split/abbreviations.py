"""What the splitter knows of abbreviations: which words keep their full stop, and which may end a sentence with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol


class AbbreviationEntry(Protocol):
    """A row of ``lexicons/abbreviations.tsv``, in whatever record the loader keeps it."""

    @property
    def abbreviation(self) -> str:
        """The abbreviation, with or without its last full stop."""

    @property
    def kind(self) -> str:
        """``title``, ``month``, ``number`` and so on."""

    @property
    def never_ends(self) -> bool:
        """Whether no sentence can end with it."""


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """The abbreviations of a language, without their last full stop, as they are written ("Gen", "U.S", "p.m").

    An abbreviation in lower case matches any case; one with a capital matches itself and its form in capitals,
    so that "Sat." is a day and "sat." a verb. The same word may stand in several sets.

    Attributes
    ----------
    never_end : frozenset of str
        No sentence ends with these: "Mr", "e.g".
    may_end : frozenset of str
        These stand inside or at the end: "U.S", "Co", "Jan".
    before_number : frozenset of str
        Abbreviations only before a figure, else words: "No. 5", but "No. He left."
    titles : frozenset of str
        Those of ``never_end`` that open a name: after "6 p.m." they open a sentence.
    starters : frozenset of str
        Lower-case function words; capitalised after an abbreviation they open a sentence.
    reporting_verbs : frozenset of str
        Verb forms that may close a sentence behind a quoted question: ``“Why?” Kurti asked.``
    """

    never_end: frozenset[str] = frozenset()
    may_end: frozenset[str] = frozenset()
    before_number: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    starters: frozenset[str] = frozenset()
    reporting_verbs: frozenset[str] = frozenset()

    @classmethod
    def from_entries(
        cls, entries: Iterable[AbbreviationEntry], starters: Iterable[str] = (), reporting_verbs: Iterable[str] = ()
    ) -> Abbreviations:
        """The sets of a list of abbreviations, with the words that open sentences and the verbs of saying.

        Parameters
        ----------
        entries : iterable of AbbreviationEntry
            Anything with ``abbreviation``, ``kind`` and ``never_ends``.
        starters : iterable of str
            The words of ``lexicons/sentence_starters.tsv``.
        reporting_verbs : iterable of str
            Inflected forms of the verbs in ``lexicons/cues.tsv``.
        """
        never_end: set[str] = set()
        may_end: set[str] = set()
        before_number: set[str] = set()
        titles: set[str] = set()
        for entry in entries:
            word = entry.abbreviation.rstrip(".")
            if entry.kind == "number":
                before_number.add(word)
                continue
            (never_end if entry.never_ends else may_end).add(word)
            if entry.kind == "title" and entry.never_ends:
                titles.add(word)
        return cls(
            never_end=frozenset(never_end),
            may_end=frozenset(may_end),
            before_number=frozenset(before_number),
            titles=frozenset(titles),
            starters=frozenset(word.lower() for word in starters),
            reporting_verbs=frozenset(reporting_verbs),
        )


def listed(word: str, words: frozenset[str]) -> bool:
    """Whether a word of the text is one of a set, by the rule of :class:`Abbreviations`.

    >>> listed("GEN", frozenset({"Gen"})), listed("sat", frozenset({"Sat"})), listed("Co", frozenset({"co"}))
    (True, False, True)
    """
    if word in words or word.lower() in words:
        return True
    return len(word) > 1 and word.isupper() and word.capitalize() in words
