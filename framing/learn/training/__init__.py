"""Training: labelled rows in, a model folder out, by the same steps for the shipped models and a user's own."""

from framing.learn.training.plan import TrainingPlan, TrainingRows, held_out
from framing.learn.training.tasks import TRAINABLE, train

__all__ = ["TRAINABLE", "TrainingPlan", "TrainingRows", "held_out", "train"]
