"""How a passage makes a target look: negative, neutral or positive, from words and from an encoder's states."""

from framing.learn.target.models import TargetModel, load_target_model
from framing.learn.target.target import Target, target_of
from framing.learn.target.word_model import LABELS

__all__ = ["LABELS", "Target", "TargetModel", "load_target_model", "target_of"]
