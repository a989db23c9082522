"""Abstaining: an answer that its model is not sure enough of is not given."""

from __future__ import annotations

from framing.errors import FramingError
from framing.tasks.rows import Row

SURE = ("sentiment", "target-sentiment", "stance", "frames")


def check_confidence(task: str, least: float | None) -> None:
    """Raises a FramingError for a task without probabilities, or a number that is none.

    >>> check_confidence("stance", 0.7)
    """
    if least is None:
        return
    if task not in SURE:
        raise FramingError(f"--min-confidence: {task} gives no probability; it is for {', '.join(SURE)}")
    if not 0 <= least <= 1:
        raise FramingError(f"--min-confidence {least:g}: must be a probability from 0 to 1, such as 0.7")


def confidence_of(key: str, answer: Row) -> float:
    """How sure an answer is, from 0 to 1: the probability of its label.

    Of frames it is that of the decision about the likeliest frame, whether it is present or not.

    >>> confidence_of("frames", {"frames": [], "probabilities": {"moral": 0.2, "conflict": 0.1}})
    0.8
    """
    probabilities = answer["probabilities"]
    if key == "label":
        return float(probabilities[answer["label"]])
    likeliest = max(probabilities, key=lambda label: probabilities[label])
    return float(probabilities[likeliest] if likeliest in answer["frames"] else 1 - probabilities[likeliest])


def abstained(key: str, answer: Row, least: float | None) -> Row:
    """The answer, its label or frames None where it is less sure than ``least``; probabilities stay.

    Raises
    ------
    FramingError
        The answer has no probabilities: frames of a word list.
    """
    if least is None:
        return answer
    if "probabilities" not in answer:
        raise FramingError(
            "--min-confidence: frames of a word list have no probability; name a model of frames with --model"
        )
    unsure = answer["probabilities"] and confidence_of(key, answer) < least
    return {**answer, key: None} if unsure else answer
