"""What a run found, in a form a person reads on a terminal and a script as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from framing.aggregate import tone, voice_share
from framing.portrayals import SPEAKERS, portrayal_by_speaker

if TYPE_CHECKING:
    import pandas as pd

    from framing.results import Result

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


def summarize(result: Result, order: Sequence[str]) -> Summary:
    """The summary of a result with the tables ``articles``, ``sentences`` and ``mentions``.

    Parameters
    ----------
    result : Result
        Of a run, or read back.
    order : sequence of str
        The study's voices in the order to list them.
    """
    articles, sentences = result.tables["articles"], result.tables["sentences"]
    shares = voice_share(sentences, order)
    tones = tone(sentences, order)[["voice", "n_scored", "polarity"]]
    return Summary(
        n_articles=int((articles["status"] == "ok").sum()),
        n_skipped=int((articles["status"] == "skipped").sum()),
        n_sentences=len(sentences),
        labels={voice["id"]: voice["label"] for voice in result.manifest["study"]["voices"]},
        voices=shares.merge(tones, on="voice", how="left"),
        portrayal=portrayal_by_speaker(result.tables["mentions"], sentences, order),
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
