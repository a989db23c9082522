"""What a case of the tables holds: a text of our own, whose voice each sentence is, and who says what in it.

Expectations follow ``codebook.md``, not the program. A case the program gets wrong keeps its right answer and says
what is missing: ``wrong_voices`` where a sentence gets the wrong voice, ``wrong_spans`` where an attribution is
missing or has other words.
"""

from __future__ import annotations

from dataclasses import dataclass

WHEN = "2023-06-01"


@dataclass(frozen=True)
class Said:
    """An attribution that must be found; marks at the ends of a span do not count.

    In ``content`` a " | " stands between two pieces and " … " for words left out in the middle. ``side`` is None
    where the sentence does not tell.
    """

    source: str
    cue: str
    content: str
    kind: str
    side: str | None


@dataclass(frozen=True)
class Case:
    """``voices`` names the voices of every sentence, sentences parted by ";" and several voices by "+"."""

    text: str
    voices: str
    said: tuple[Said, ...] = ()
    date: str | None = WHEN
    wrong_voices: str = ""
    wrong_spans: str = ""

    @property
    def sentences(self) -> list[set[str]]:
        """The voices of each sentence."""
        return [set(each.strip().split("+")) for each in self.voices.split(";")]


def case(
    text: str,
    voices: str,
    *said: Said,
    date: str | None = WHEN,
    wrong_voices: str = "",
    wrong_spans: str = "",
) -> Case:
    """A line of a table."""
    return Case(text, voices, said, date, wrong_voices, wrong_spans)


def direct(source: str, cue: str, content: str, side: str | None) -> Said:
    """All that is said stands in quotation marks."""
    return Said(source, cue, content, "direct", side)


def indirect(source: str, cue: str, content: str, side: str | None) -> Said:
    """Nothing of what is said stands in quotation marks."""
    return Said(source, cue, content, "indirect", side)


def mixed(source: str, cue: str, content: str, side: str | None) -> Said:
    """Some of what is said stands in quotation marks."""
    return Said(source, cue, content, "mixed", side)
