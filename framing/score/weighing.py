"""From cues to a stance: a multinomial regression over few cues that anybody can read in ``stance_weights.tsv``.

For a side: how the sentence portrays it (log-odds of negative and of positive over neutral, by the target-sentiment
model), the verb that governs it, the loaded words near it, and the class of the reporting cue. For an issue: its
phrases with negation and governing verbs. For both: the tone of the sentence by the model of sentiment; in the encoder
tier what the model of stances to targets says of the words that name the target; and whether the outlet or an outsider
speaks. The weights know no side by name: what is known of a holder is no evidence (codebook, Stance).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from framing.judgements import SentenceLabels, StanceProbabilities
from framing.lexicons import StanceWeight
from framing.records import NARRATOR, OTHER, Mention, Span
from framing.score.reading import Reading, Saying, Signal

STANCES = ("favor", "against", "none")
CRITICAL = frozenset(("condemning", "denying", "warning", "doubting"))
PRAISING = frozenset(("praising",))
LEAST_PROBABILITY = 1e-4
LARGEST_SIGNAL = 1.5

Cues = Mapping[str, float]


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
        favor, against, none = (part / math.fsum(parts) for part in parts)
        return StanceProbabilities(favor, against, none)


def side_cues(
    reading: Reading,
    saying: Saying,
    mentions: Sequence[Mention],
    governing: Sequence[Signal],
    near: Sequence[Signal],
    *,
    outside: bool,
) -> Cues | None:
    """What speaks for the stance to a side; None where its mentions are not portrayed.

    ``outside`` says that the side is named in the sentence, but not in what the holder says.
    """
    known = [odds for mention in mentions if (odds := _portrayed(mention)) is not None]
    if not known:
        return None
    places = {reading.place(mention.start, mention.end)[0] for mention in mentions}
    about = [act for act in saying.acts if not places.isdisjoint(act.said)]
    classes = {act.cue_class for act in about or saying.acts}
    negative, positive = _mean(known)
    return {
        "portrayed_negative": negative,
        "portrayed_positive": positive,
        "outside": float(outside),
        "critical_cue": float(not CRITICAL.isdisjoint(classes)),
        "praising_cue": float(not PRAISING.isdisjoint(classes)),
        "governing": math.fsum(signal.value for signal in governing),
        "tone_near": math.fsum(signal.value for signal in near),
        **_shared_cues(reading, saying, [Span(mention.start, mention.end) for mention in mentions]),
    }


def issue_cues(reading: Reading, saying: Saying, spans: Sequence[Span], signals: Sequence[Signal]) -> Cues:
    """What speaks for the stance to an issue that is named by some spans of what is said."""
    phrases = math.fsum(signal.value for signal in signals)
    return {
        "phrases": max(-LARGEST_SIGNAL, min(LARGEST_SIGNAL, phrases)),
        **_shared_cues(reading, saying, spans),
    }


def _shared_cues(reading: Reading, saying: Saying, spans: Sequence[Span]) -> dict[str, float]:
    """What speaks for a stance to any target: who speaks, in which tone, and what a model says of the spans."""
    found = {"narrator": float(saying.holder == NARRATOR), "outsider": float(saying.holder == OTHER)}
    found["tone_negative"], found["tone_positive"] = _tone(reading.tone)
    if reading.toward:
        known = [_log_odds(each.against, each.none, each.favor) for each in map(reading.toward.get, spans) if each]
        found["toward_against"], found["toward_favor"] = _mean(known) if known else (0.0, 0.0)
    return found


def _tone(labels: SentenceLabels | None) -> tuple[float, float]:
    """The log-odds of a negative and of a positive tone over a neutral one; 0 for a sentence no model has read."""
    if labels is None or not {"negative", "neutral", "positive"} <= labels.probabilities.keys():
        return 0.0, 0.0
    return _log_odds(*(labels.probabilities[sign] for sign in ("negative", "neutral", "positive")))


def _portrayed(mention: Mention) -> tuple[float, float] | None:
    """The log-odds of a negative and of a positive portrayal over a neutral one."""
    if mention.portrayal_negative is None or mention.portrayal_neutral is None or mention.portrayal_positive is None:
        return None
    return _log_odds(mention.portrayal_negative, mention.portrayal_neutral, mention.portrayal_positive)


def _log_odds(low: float, middle: float, high: float) -> tuple[float, float]:
    """The log-odds of two probabilities over the one between them."""
    base = math.log(max(middle, LEAST_PROBABILITY))
    return math.log(max(low, LEAST_PROBABILITY)) - base, math.log(max(high, LEAST_PROBABILITY)) - base


def _mean(pairs: Sequence[tuple[float, float]]) -> tuple[float, float]:
    lows, highs = zip(*pairs, strict=True)
    return math.fsum(lows) / len(pairs), math.fsum(highs) / len(pairs)
