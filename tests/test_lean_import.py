from __future__ import annotations

import subprocess
import sys

import pytest

PROGRAM = """
import sys
from framing.lean_import import part_by_part
part_by_part()
from nltk.tokenize.punkt import PunktSentenceTokenizer
from textblob.en import sentiment
loaded = [name for name in ("scipy", "sklearn", "nltk.translate", "textblob.blob") if name in sys.modules]
print(PunktSentenceTokenizer().tokenize("One. Two."), sentiment("very good")[0] > 0, loaded)
"""
WHOLE = {
    "a name of the package": ("import nltk\nprint(nltk.word_tokenize.__module__)", "nltk.tokenize"),
    "a part by attribute": ("import nltk\nprint(nltk.translate.__name__)", "nltk.translate"),
    "all its names": ("from nltk import *\nprint(word_tokenize.__module__)", "nltk.tokenize"),
    "its version": ("import nltk\nprint(nltk.__version__[0].isdigit())", "True"),
    "a class of the package": ("from textblob import TextBlob\nprint(TextBlob('A good day.').polarity)", "0.7"),
    "the libraries it can do with": ("import nltk\nprint(nltk.BigramAssocMeasures.phi_sq(2, (3, 3), 9))", "0.25"),
    "what it lacks": ("import nltk\nprint(hasattr(nltk, 'nothing_of_the_kind'))", "False"),
}


def printed(program: str) -> str:
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout


def test_parts_come_without_the_rest() -> None:
    assert printed(PROGRAM) == "['One.', 'Two.'] True []\n"


@pytest.mark.parametrize(("code", "shown"), WHOLE.values(), ids=WHOLE)
def test_who_asks_for_more_gets_the_whole(code: str, shown: str) -> None:
    assert printed(PROGRAM + code) == f"['One.', 'Two.'] True []\n{shown}\n"


def test_a_loaded_package_is_left_alone() -> None:
    before = "import nltk\nkept = nltk.word_tokenize\n"
    assert printed(before + PROGRAM + "print(nltk.word_tokenize is kept)").endswith("True\n")
