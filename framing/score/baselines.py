"""The two published general lexicons, VADER and TextBlob, as baselines; "no listed word" is missing, not 0."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from framing.nltk_import import import_nltk

LARGEST_VALENCE = 4.0
"""VADER's raters gave words from -4 to 4."""


def vader_compound(text: str) -> float | None:
    """VADER's compound score of a sentence, in [-1, 1]; None where none of its words or emoji is listed.

    Hutto & Gilbert (2014), VADER: A Parsimonious Rule-based Model for Sentiment Analysis of Social Media Text, in
    the authors' own implementation. It was made for short social-media texts.

    Examples
    --------
    >>> vader_compound("The talks failed."), vader_compound("The talks took place.")
    (-0.5106, None)
    """
    analyzer, sentence_of = _vader()
    words = map(str.lower, sentence_of(text).words_and_emoticons)
    if analyzer.lexicon.keys().isdisjoint(words) and analyzer.emojis.keys().isdisjoint(text):
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
    score = _textblob()(text)
    if not score.assessments:
        return None, None
    polarity, subjectivity = score
    return float(polarity), float(subjectivity)


def vader_words(text: str) -> dict[str, float]:
    """The words of a sentence that VADER lists, in lower case, with their polarity in [-1, 1] before any rule.

    Examples
    --------
    >>> vader_words("The talks failed.")
    {'failed': -0.575}
    """
    analyzer, sentence_of = _vader()
    words = (word.lower() for word in sentence_of(text).words_and_emoticons)
    return {word: analyzer.lexicon[word] / LARGEST_VALENCE for word in words if word in analyzer.lexicon}


def textblob_words(text: str) -> dict[str, float]:
    """The words and phrases of a sentence that TextBlob assesses, in lower case, with the polarity it gives them.

    Examples
    --------
    >>> textblob_words("A good deal.")
    {'good': 0.7}
    """
    return {" ".join(words).lower(): float(polarity) for words, polarity, *_ in _textblob()(text).assessments}


@lru_cache(maxsize=1)
def _vader() -> tuple[Any, Any]:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer, SentiText

    return SentimentIntensityAnalyzer(), SentiText


@lru_cache(maxsize=1)
def _textblob() -> Any:
    """The analyzer behind ``TextBlob(text).sentiment_assessments``, which itself would run it twice.

    Theirs asks at every word whether its list is loaded yet, and looks for each contraction in texts without an
    apostrophe too; ours is the same without that.
    """
    import_nltk()
    from textblob.en import Sentiment, parser, sentiment

    class Loaded(Sentiment):  # type: ignore[misc]
        __contains__, __getitem__ = dict.__contains__, dict.__getitem__

    def tokens(text: str) -> list[str]:
        found: list[str] = parser.find_tokens(text) if "'" in text else parser.find_tokens(text, replace={})
        return found

    loaded = Loaded(
        sentiment.path,
        synset="wordnet_id",
        negations=sentiment.negations,
        modifiers=sentiment.modifiers,
        modifier=sentiment.modifier,
        tokenizer=tokens,
    )
    loaded.load()
    return loaded
