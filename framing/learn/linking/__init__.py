"""Links the spans that a sequence model finds into attributions: who says which content, by which cue."""

from framing.learn.linking.linker import Linker
from framing.learn.linking.records import LinkedAttribution, PlacedSpan
from framing.learn.linking.training import train_linker

__all__ = ["LinkedAttribution", "Linker", "PlacedSpan", "train_linker"]
