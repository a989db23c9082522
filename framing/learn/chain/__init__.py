"""A linear sequence model of source, cue and content: no more than numpy at run time, trained in minutes."""

from framing.learn.chain.learner import Plan
from framing.learn.chain.model import LinearChain
from framing.learn.chain.second import StackedChain
from framing.learn.chain.stacking import FirstPass, first_pass, train_second
from framing.learn.chain.train import train_chain

__all__ = ["FirstPass", "LinearChain", "Plan", "StackedChain", "first_pass", "train_chain", "train_second"]
