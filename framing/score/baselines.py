"""The two published general lexicons, VADER and TextBlob, as baselines; "no listed word" is missing, not 0."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from framing.lean_import import part_by_part

LARGEST_VALENCE = 4.0
"""VADER's raters gave words from -4 to 4."""
MOST_STRETCHES = 1 << 15
"""Stretches without blanks that are remembered; texts repeat them."""
SARCASM = "(!)"
"""TextBlob's mark of irony."""


def vader_compound(text: str) -> float | None:
    """VADER's compound score of a sentence, in [-1, 1]; None where none of its words or emoji is listed.

    Hutto & Gilbert (2014), VADER: A Parsimonious Rule-based Model for Sentiment Analysis of Social Media Text, in
    the authors' own implementation. It was made for short social-media texts.

    Examples
    --------
    >>> vader_compound("The talks failed."), vader_compound("The talks took place.")
    (-0.5106, None)
    """
    analyzer, _ = _vader()
    listed = any(known for _, known in map(_vader_word, text.split()))
    if not listed and (text.isascii() or analyzer.emojis.keys().isdisjoint(text)):
        return None
    return float(analyzer.polarity_scores(text)["compound"])


def textblob_scores(text: str) -> tuple[float | None, float | None]:
    """TextBlob's polarity, in [-1, 1], and subjectivity, in [0, 1]; both None where it assesses no word.

    The lexicon of De Smedt & Daelemans (2012), Pattern for Python, as TextBlob carries it: mostly adjectives from
    reviews, so that "war" and "attack" are not in it.

    Examples
    --------
    >>> textblob_scores("A good deal."), textblob_scores("The war goes on.")
    ((0.7, 0.6000000000000001), (None, None))
    """
    analyzer, assessed = _textblob()
    words = _textblob_tokens(text)
    if assessed.isdisjoint(words):
        return None, None
    score = analyzer(words)
    return (float(score[0]), float(score[1])) if score.assessments else (None, None)


def vader_words(text: str) -> dict[str, float]:
    """The words of a sentence that VADER lists, in lower case, with their polarity in [-1, 1] before any rule.

    Examples
    --------
    >>> vader_words("The talks failed.")
    {'failed': -0.575}
    """
    values = vader_lexicon()
    read = (_vader_word(stretch) for stretch in text.split())
    return {word: values[word] for word, known in read if known}


@lru_cache(maxsize=1)
def vader_lexicon() -> Mapping[str, float]:
    """VADER's word list, scaled to [-1, 1]."""
    analyzer, _ = _vader()
    return {word: value / LARGEST_VALENCE for word, value in analyzer.lexicon.items()}


def textblob_words(text: str) -> dict[str, float]:
    """The words and phrases of a sentence that TextBlob assesses, in lower case, with the polarity it gives them.

    Examples
    --------
    >>> textblob_words("A good deal.")
    {'good': 0.7}
    """
    analyzer, _ = _textblob()
    found = analyzer(_textblob_tokens(text)).assessments
    return {" ".join(words).lower(): float(polarity) for words, polarity, *_ in found}


@lru_cache(maxsize=1)
def _vader() -> tuple[Any, Any]:
    """The analyzer, and the module of its rules."""
    from vaderSentiment import vaderSentiment

    return vaderSentiment.SentimentIntensityAnalyzer(), vaderSentiment


@lru_cache(maxsize=MOST_STRETCHES)
def _vader_word(stretch: str) -> tuple[str, bool]:
    """What VADER reads in a stretch without blanks, in lower case, and whether it is listed.

    A word without the marks round it, or an emoticon.
    """
    analyzer, rules = _vader()
    word = rules.SentiText._strip_punc_if_word(stretch).lower()
    return word, word in analyzer.lexicon


@lru_cache(maxsize=1)
def _textblob() -> tuple[Any, frozenset[str]]:
    """The analyzer behind ``TextBlob(text).sentiment_assessments``, which itself would run it twice; what it assesses.

    Theirs asks at every word whether its list is loaded yet; ours is the same without that.
    """
    part_by_part()
    from textblob._text import EMOTICONS
    from textblob.en import Sentiment, sentiment

    class Loaded(Sentiment):  # type: ignore[misc]
        __contains__, __getitem__ = dict.__contains__, dict.__getitem__

    loaded = Loaded(
        sentiment.path,
        synset="wordnet_id",
        negations=sentiment.negations,
        modifiers=sentiment.modifiers,
        modifier=sentiment.modifier,
    )
    loaded.load()
    emoticons = {emoticon.lower() for several in EMOTICONS.values() for emoticon in several}
    return loaded, frozenset((*dict.keys(loaded), *emoticons, SARCASM))


def _textblob_tokens(text: str) -> list[str]:
    """The words and marks of a text as TextBlob's analyzer reads them, in lower case.

    Stretches without blanks are taken apart alone; a text with emoticons, whose marks are put together again, as a
    whole.
    """
    find_tokens, emoticons, sarcasm = _textblob_parser()
    line = " ".join([part for stretch in text.split() for part in _textblob_parts(stretch)])
    if emoticons.search(line) or sarcasm.search(line):
        line = " ".join(find_tokens(text))
    return line.lower().split()


@lru_cache(maxsize=MOST_STRETCHES)
def _textblob_parts(stretch: str) -> tuple[str, ...]:
    find_tokens = _textblob_parser()[0]
    return tuple(" ".join(find_tokens(stretch)).split())


@lru_cache(maxsize=1)
def _textblob_parser() -> tuple[Any, Any, Any]:
    """What takes a text apart, and the patterns of emoticons and of marks of irony."""
    part_by_part()
    from textblob._text import RE_EMOTICONS, RE_SARCASM
    from textblob.en import parser

    return parser.find_tokens, RE_EMOTICONS, RE_SARCASM
