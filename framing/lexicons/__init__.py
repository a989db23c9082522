"""Loads the judgements about language that lie as data under ``lexicons/``, and checks them at the door."""

from framing.lexicons.general import load_lexicons
from framing.lexicons.phrases import Match, PhraseMatcher, can_match
from framing.lexicons.records import Abbreviation, Cue, Lexicons, PolarTerm, Role, Shifter, StanceWeight

__all__ = [
    "Abbreviation",
    "Cue",
    "Lexicons",
    "Match",
    "PhraseMatcher",
    "PolarTerm",
    "Role",
    "Shifter",
    "StanceWeight",
    "can_match",
    "load_lexicons",
]
