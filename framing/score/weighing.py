"""From cues to a stance: a multinomial regression over few cues that anybody can read in ``stance_weights.tsv``.

For a side: how the sentence portrays it where the holder speaks of it (log-odds of negative and of positive over
neutral, by the target-sentiment model), the verb that governs it, the loaded words near it and in all that is said, and
the class of the reporting cue. For an issue: its phrases with negation and governing verbs, and the holder's stance
terms. The weights know no side by name: what is known of a holder is no evidence (codebook, Stance).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from framing.lexicons import StanceWeight
from framing.records import NARRATOR, OTHER, Mention, record
from framing.score.reading import Reading, Saying, Signal
from framing.score.sentiment import polarity_of

Stance = Literal["favor", "against", "none"]
STANCES = ("favor", "against", "none")
CRITICAL = frozenset(("condemning", "denying", "warning", "doubting"))
PRAISING = frozenset(("praising",))
LEAST_PROBABILITY = 1e-4
LARGEST_SIGNAL, LARGEST_VERB = 1.5, 1.0

Cues = Mapping[str, float]


@record
class StanceProbabilities:
    """The probabilities of a stance; they add up to 1."""

    favor: float
    against: float
    none: float

    @property
    def label(self) -> Stance:
        """The likeliest stance; ``none`` where another is only as likely."""
        if self.none >= max(self.favor, self.against):
            return "none"
        return "favor" if self.favor > self.against else "against"


class StanceWeigher:
    """The weights of a tier, for each kind of target.

    Parameters
    ----------
    weights : iterable of StanceWeight
        ``lexicons.stance_weights``.
    tier : str
        Whose portrayals the weights were learnt on: ``encoder`` or ``linear``.
    """

    def __init__(self, weights: Iterable[StanceWeight], tier: str) -> None:
        self._weights: dict[str, dict[str, tuple[float, ...]]] = {}
        for weight in weights:
            if weight.tier == tier:
                of_kind = self._weights.setdefault(weight.kind, {})
                of_kind[weight.cue] = (weight.favor, weight.against, weight.none)

    def probabilities(self, kind: str, cues: Cues) -> StanceProbabilities:
        """The softmax of the weighted sums of the cues; a cue without a weight does not count."""
        weights = self._weights[kind]
        sums = list(weights["intercept"])
        for name, value in cues.items():
            for at, weight in enumerate(weights.get(name, ())):
                sums[at] += weight * value
        top = max(sums)
        parts = [math.exp(value - top) for value in sums]
        return StanceProbabilities(*(part / math.fsum(parts) for part in parts))


def side_cues(
    reading: Reading, saying: Saying, mentions: Sequence[Mention], governing: Sequence[Signal], near: Sequence[Signal]
) -> Cues | None:
    """What speaks for the stance to a side; None where its mentions are not portrayed."""
    odds = [_log_odds(mention) for mention in mentions]
    known = [pair for pair in odds if pair is not None]
    if not known:
        return None
    classes = {act.cue_class for act in saying.acts}
    said = [word.value for word in reading.loaded if word.first in saying.positions]
    return {
        "portrayed_negative": math.fsum(negative for negative, _ in known) / len(known),
        "portrayed_positive": math.fsum(positive for _, positive in known) / len(known),
        "narrator": float(saying.holder == NARRATOR),
        "critical_cue": float(not CRITICAL.isdisjoint(classes)),
        "praising_cue": float(not PRAISING.isdisjoint(classes)),
        "governing": math.fsum(signal.value for signal in governing),
        "tone_near": math.fsum(signal.value for signal in near),
        "tone_said": polarity_of(said) or 0.0,
    }


def issue_cues(saying: Saying, signals: Sequence[Signal], verbs: Sequence[float]) -> Cues:
    """What speaks for the stance to an issue."""
    return {
        "phrases": _within(math.fsum(signal.value for signal in signals), LARGEST_SIGNAL),
        "stance_verbs": _within(math.fsum(verbs), LARGEST_VERB),
        "narrator": float(saying.holder == NARRATOR),
        "outsider": float(saying.holder == OTHER),
    }


def _log_odds(mention: Mention) -> tuple[float, float] | None:
    """The log-odds of negative and of positive over neutral."""
    if mention.portrayal_negative is None or mention.portrayal_neutral is None or mention.portrayal_positive is None:
        return None
    neutral = math.log(max(mention.portrayal_neutral, LEAST_PROBABILITY))
    negative = math.log(max(mention.portrayal_negative, LEAST_PROBABILITY)) - neutral
    return negative, math.log(max(mention.portrayal_positive, LEAST_PROBABILITY)) - neutral


def _within(value: float, largest: float) -> float:
    return max(-largest, min(largest, value))
