"""How a passage makes a target look: negative, neutral or positive, from words and from an encoder's states."""

from framing.learn.target.models import TargetModel, load_target_model
from framing.learn.target.sentiment import LABELS, TRUSTED, TargetSentiment, fit_target_sentiment
from framing.learn.target.target import Target, likely_heads, target_of

__all__ = [
    "LABELS",
    "TRUSTED",
    "Target",
    "TargetModel",
    "TargetSentiment",
    "fit_target_sentiment",
    "likely_heads",
    "load_target_model",
    "target_of",
]
