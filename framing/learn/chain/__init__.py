"""A linear sequence model of source, cue and content: no more than numpy at run time, trained in minutes."""

from framing.learn.chain.learner import Plan
from framing.learn.chain.model import LinearChain
from framing.learn.chain.train import train_chain

__all__ = ["LinearChain", "Plan", "train_chain"]
