"""Loads the judgements about language that lie as data under ``lexicons/``, and checks them at the door."""

from framing.lexicons.general import load_lexicons
from framing.lexicons.own import load_sentiment
from framing.lexicons.phrases import FirstWords, Match, PhraseMatcher, can_match
from framing.lexicons.records import Abbreviation, Cue, Lexicons, PolarTerm, Role, SentimentList, Shifter, StanceWeight

__all__ = [
    "Abbreviation",
    "Cue",
    "FirstWords",
    "Lexicons",
    "Match",
    "PhraseMatcher",
    "PolarTerm",
    "Role",
    "SentimentList",
    "Shifter",
    "StanceWeight",
    "can_match",
    "load_lexicons",
    "load_sentiment",
]
