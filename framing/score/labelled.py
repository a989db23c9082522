"""What trained models say of sentences, beside what word lists say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from framing.judgements import FrameScore, SentenceLabels, SentenceScore

SIGNS = ("negative", "neutral", "positive")
LEAST_SHOWN = 0.1
"""Frames less probable than this that are not present get no row."""


def with_tones(scores: Sequence[SentenceScore], tones: Mapping[int, SentenceLabels]) -> tuple[SentenceScore, ...]:
    """The scores with label and probabilities of the model of sentiment; a sentence it did not read keeps its own."""
    return tuple(_with_tone(score, tones.get(score.sentence_index)) for score in scores)


def _with_tone(score: SentenceScore, tone: SentenceLabels | None) -> SentenceScore:
    if tone is None:
        return score
    label = next((sign for sign in SIGNS if sign in tone.labels), score.sentiment)
    negative, neutral, positive = (tone.probabilities.get(sign) for sign in SIGNS)
    return replace(
        score,
        sentiment=label,  # type: ignore[arg-type]
        sentiment_negative=negative,
        sentiment_neutral=neutral,
        sentiment_positive=positive,
        sentiment_evidence=tone.evidence.get(label or ""),
    )


def frames_of(scheme: str, labels: Mapping[int, SentenceLabels], least_sure: float = 0.0) -> tuple[FrameScore, ...]:
    """A row a sentence and frame that is present or at least ``LEAST_SHOWN`` probable; without weight.

    So does each frame whose absence is less probable than ``least_sure``: what has no row is surely not there.
    """
    least_shown = min(LEAST_SHOWN, 1 - least_sure)
    return tuple(
        FrameScore(index, f"{scheme}.{frame}", None, frame in found.labels, found.evidence.get(frame), probability)
        for index, found in sorted(labels.items())
        for frame, probability in found.probabilities.items()
        if frame in found.labels or probability >= least_shown
    )


def tones_given(scores: Sequence[SentenceScore]) -> dict[int, tuple[str, ...]]:
    """The tones that a model has told, by sentence."""
    told = [score for score in scores if score.sentiment_neutral is not None and score.sentiment]
    return {score.sentence_index: (str(score.sentiment),) for score in told}


def with_tones_told(scores: Sequence[SentenceScore], words: Mapping[tuple[int, str], str]) -> tuple[SentenceScore, ...]:
    """The scores with these words behind their tones, by sentence and tone."""
    found = [words.get((score.sentence_index, score.sentiment or "")) for score in scores]
    return tuple(replace(score, sentiment_evidence=each) for score, each in zip(scores, found, strict=True))


def frames_given(scheme: str, frames: Sequence[FrameScore]) -> dict[int, list[str]]:
    """The frames of a user's model that are present, by sentence, as the model calls them."""
    found: dict[int, list[str]] = {}
    for frame in frames:
        if frame.probability is not None and frame.present:
            found.setdefault(frame.sentence_index, []).append(frame.frame.removeprefix(f"{scheme}."))
    return found


def with_frames_told(
    scheme: str, frames: Sequence[FrameScore], words: Mapping[tuple[int, str], str]
) -> tuple[FrameScore, ...]:
    """The frames, those of the model with these words behind them; of word lists they are as they were."""
    return tuple(
        frame
        if frame.probability is None
        else replace(frame, evidence=words.get((frame.sentence_index, frame.frame.removeprefix(f"{scheme}."))))
        for frame in frames
    )
