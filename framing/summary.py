"""What a run found, in a form a person reads on a terminal and a script as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from framing.aggregate import voice_table, voice_tally
from framing.portrayals import SPEAKERS, portrayal_table, portrayal_tally
from framing.tallies import Tally, put_together

if TYPE_CHECKING:
    import pandas as pd

FEW_SENTENCES = 5


@dataclass(frozen=True)
class Summary:
    """Voices, their tone, and who presents whom how; ``labels`` are the study's names of the voices."""

    n_articles: int
    n_skipped: int
    n_sentences: int
    labels: Mapping[str, str]
    voices: pd.DataFrame
    portrayal: pd.DataFrame

    def as_json(self) -> dict[str, Any]:
        """Counts and tables as plain values; a missing number is null."""
        return {
            "articles": self.n_articles,
            "skipped": self.n_skipped,
            "sentences": self.n_sentences,
            "voices": _plain(self.voices),
            "portrayal": _plain(self.portrayal),
        }

    def as_text(self) -> str:
        """The summary as lines of text."""
        head = f"{_count(self.n_articles, 'article')}, {_count(self.n_sentences, 'sentence')}"
        if self.n_skipped:
            head += f"; {_count(self.n_skipped, 'article')} set aside"
        return "\n".join([head, "", *self._voice_lines(), "", *self._portrayal_lines()])

    def _voice_lines(self) -> list[str]:
        width = max((len(label) for label in self.labels.values()), default=10)
        lines = [f"{'Whose voice':<{width}}  sentences          tone (mean, of sentences with a loaded word)"]
        for row in self.voices.to_dict("records"):
            share = _interval(row["share"], row["ci_low"], row["ci_high"], "{:.0%}")
            mean = "none" if _missing(row["polarity"]) else f"{row['polarity']:+.2f} (n {row['n_scored']})"
            lines.append(
                f"{self.labels.get(row['voice'], row['voice']):<{width}}  {row['n_sentences']:>4}  {share:<16}  {mean}"
            )
        return lines

    def _portrayal_lines(self) -> list[str]:
        lines = ["How each side is presented (-1 to +1: positive less negative; n sentences)"]
        for side in dict.fromkeys(self.portrayal["perspective"]):
            by_speaker = self.portrayal[self.portrayal["perspective"] == side].set_index("speaker")
            parts = []
            for speaker in SPEAKERS:
                n = int(by_speaker["n_sentences"].get(speaker, 0))
                shown = (
                    f"{by_speaker.loc[speaker, 'balance']:+.2f} (n {n})" if n >= FEW_SENTENCES else f"too few (n {n})"
                )
                parts.append(f"by {'the ' if speaker != 'itself' else ''}{speaker}: {shown}")
            lines.append(f"  {self.labels.get(side, side)}: {'; '.join(parts)}")
        return lines if len(lines) > 1 else ["No side is spoken about."]


@dataclass(frozen=True, slots=True)
class Tallied:
    """All that a summary says of a part of a corpus, by article: it is stored, and put together with other parts."""

    n_articles: int
    n_skipped: int
    n_sentences: int
    voices: Tally
    portrayals: Tally

    def as_json(self) -> dict[str, Any]:
        """The tallies as plain values."""
        counts = {"n_articles": self.n_articles, "n_skipped": self.n_skipped, "n_sentences": self.n_sentences}
        return {**counts, "voices": self.voices.as_json(), "portrayals": self.portrayals.as_json()}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Tallied:
        """What ``as_json`` gave."""
        tallies = {name: Tally.from_json(values[name]) for name in ("voices", "portrayals")}
        return cls(**{**values, **tallies})


def tallied(tables: Mapping[str, pd.DataFrame]) -> Tallied:
    """The tallies of the tables ``articles``, ``sentences`` and ``mentions`` of some articles."""
    articles, sentences = tables["articles"], tables["sentences"]
    return Tallied(
        n_articles=int((articles["status"] == "ok").sum()),
        n_skipped=int((articles["status"] == "skipped").sum()),
        n_sentences=len(sentences),
        voices=voice_tally(sentences),
        portrayals=portrayal_tally(tables["mentions"], sentences),
    )


def summarize(parts: Iterable[Tallied], voices: Mapping[str, str]) -> Summary:
    """The summary of a corpus.

    Parameters
    ----------
    parts : iterable of Tallied
        Its articles, each in one of them.
    voices : mapping of str to str
        The study's voices in the order to list them, with their labels.
    """
    found = list(parts)
    order = list(voices)
    return Summary(
        n_articles=sum(part.n_articles for part in found),
        n_skipped=sum(part.n_skipped for part in found),
        n_sentences=sum(part.n_sentences for part in found),
        labels=voices,
        voices=voice_table(put_together(part.voices for part in found), order),
        portrayal=portrayal_table(put_together(part.portrayals for part in found), order),
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _interval(value: Any, low: Any, high: Any, form: str) -> str:
    if _missing(value):
        return "none"
    text = form.format(value)
    return text if _missing(low) else f"{text} [{form.format(low)}, {form.format(high)}]"


def _missing(value: Any) -> bool:
    import pandas as pd

    return bool(pd.isna(value))


def _plain(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {str(key): None if _missing(value) else value for key, value in row.items()} for row in frame.to_dict("records")
    ]
