"""A small lexicon of which every number can be redone by hand, and sentences split as the program splits them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from framing.lexicons import Lexicons, PolarTerm, Shifter, load_lexicons
from framing.records import Article, Document
from framing.split import Splitter

TERMS = {
    "attack": (-0.6, "any"), "violence": (-0.7, "noun"), "threat": (-0.5, "noun"), "violent": (-0.6, "adj"),
    "dispute": (-0.4, "any"), "crisis": (-0.6, "noun"), "accord": (0.4, "noun"), "agreement": (0.4, "noun"),
    "peace": (0.5, "noun"), "solve": (0.4, "verb"), "fair": (0.4, "adj"), "honest": (0.5, "adj"),
    "kind": (0.5, "adj"), "like": (0.4, "verb"), "brave": (0.6, "adj"), "tense": (-0.4, "adj"),
    "undermine": (-0.5, "verb"), "abandon": (-0.5, "verb"), "war": (-0.8, "noun"), "war of words": (-0.3, "any"),
    "bridge": (0.3, "verb"), "wanted": (-0.4, "adj"), "hope": (0.5, "any"), "praise": (0.5, "any"),
    "blame": (-0.5, "any"), "illegal": (-0.6, "adj"), "reckless": (-0.6, "adj"), "to blame": (-0.4, "any"),
    "progressive": (0.3, "adj"), "liberation": (0.4, "noun"), "aggression": (-0.7, "noun"), "injure": (-0.5, "verb"),
    "tension": (-0.5, "noun"), "killing": (-0.7, "noun"), "terror": (-0.8, "noun"),
}  # fmt: skip
SHIFTERS = {
    "not": Shifter("negator", -0.6, False, 4), "n't": Shifter("negator", -0.6, False, 4),
    "no": Shifter("negator", -0.6, False, 3), "never": Shifter("negator", -0.6, False, 4),
    "without": Shifter("negator", -0.6, False, 4), "nobody": Shifter("negator", -0.6, False, 3),
    "prevent": Shifter("negator", -0.7, False, 4), "avert": Shifter("negator", -0.7, False, 4),
    "end to": Shifter("negator", -0.7, False, 4), "lack of": Shifter("negator", -0.6, False, 3),
    "fail to": Shifter("negator", -0.6, False, 4), "subside": Shifter("negator", -0.6, True, 3),
    "undermine": Shifter("negator", -0.5, False, 4), "abandon": Shifter("negator", -0.5, False, 4),
    "very": Shifter("intensifier", 1.3, False, 2), "slightly": Shifter("diminisher", 0.5, False, 3),
    "might": Shifter("irrealis", 0.7, False, 5), "if": Shifter("irrealis", 0.6, False, 6),
    "but": Shifter("contrast", 1.3, False, 4), "although": Shifter("contrast", 0.6, False, 8),
}  # fmt: skip


@pytest.fixture(scope="session")
def lexicons() -> Lexicons:
    terms = tuple(PolarTerm(term, polarity, pos) for term, (polarity, pos) in TERMS.items())
    stance = {"support": "favor", "welcome": "favor", "oppose": "against", "reject": "against"}
    return replace(load_lexicons(), sentiment=terms, shifters=SHIFTERS, stance=stance)


@pytest.fixture(scope="session")
def split(lexicons: Lexicons) -> Callable[[str], Document]:
    splitter = Splitter.from_lexicons(lexicons)
    return lambda text: splitter.split(Article("test", text))
