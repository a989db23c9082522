"""What the splitter knows of abbreviations: which words keep their full stop, and which may end a sentence with it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from framing.records import record


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


# Kinds that stand before figures and lower case inside a sentence; before a capital they end it ("in Jan. Belgrade").
CLOSING_KINDS = frozenset(("month", "day", "measure", "latin", "other"))


@record
class Abbreviations:
    """The abbreviations of a language, without their last full stop, as they are written ("Gen", "U.S", "p.m").

    Capitals count, so that "Sat." is a day and "sat." a verb; a text in capitals matches any of them.

    Attributes
    ----------
    never_end : frozenset of str
        No sentence ends with these: "Mr", "e.g".
    may_end : frozenset of str
        These stand inside or at the end, and a capital says little: "U.S", "Co", "Jr".
    before_capital : frozenset of str
        Those of ``may_end`` that end a sentence when a capitalised word follows: "Jan", "etc".
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
    before_capital: frozenset[str] = frozenset()
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
            Function words that open sentences.
        reporting_verbs : iterable of str
            Inflected forms of the verbs in ``lexicons/cues.tsv``.
        """
        rows = [(entry.abbreviation.removesuffix("."), entry.kind, entry.never_ends) for entry in entries]
        plain = [row for row in rows if row[1] != "number"]
        return cls(
            never_end=frozenset(word for word, _, never in plain if never),
            may_end=frozenset(word for word, _, never in plain if not never),
            before_capital=frozenset(word for word, kind, never in plain if not never and kind in CLOSING_KINDS),
            before_number=frozenset(word for word, kind, _ in rows if kind == "number"),
            titles=frozenset(word for word, kind, never in plain if never and kind == "title"),
            starters=frozenset(word.lower() for word in starters),
            reporting_verbs=frozenset(reporting_verbs),
        )


def listed(word: str, words: frozenset[str]) -> bool:
    """Whether a word of the text is one of a set, as written or in capitals.

    >>> listed("GEN", frozenset({"Gen"})), listed("sat", frozenset({"Sat"})), listed("KM", frozenset({"km"}))
    (True, False, True)
    """
    if word in words:
        return True
    return len(word) > 1 and word.isupper() and (word.capitalize() in words or word.lower() in words)
