from __future__ import annotations

import pytest
from textblob import TextBlob
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from framing.score.baselines import textblob_scores, vader_compound

SENTENCES = [
    "The deal is not good.",
    "A very bad crisis, and a stunning defeat!",
    "They were killed in the attack.",
    "Great :) news 🎉",
    "It isn't a really good deal, they've said (!) 'bad'...",
    "no’t very GOOD!!! :-( not\n\nhappily",
    "Yes 🎉🎉",
    "It was never so good, but kind of NICE without doubt, sort of a bad ass plan.",
    "Yeah right: no good or bad news, at least not very bad??",
    "( ! ) a fine 8 -) day, XD, and : ) x-D",
]


@pytest.mark.parametrize("text", SENTENCES)
def test_both_are_the_published_scores(text):
    assert vader_compound(text) == SentimentIntensityAnalyzer().polarity_scores(text)["compound"]
    blob = TextBlob(text)
    if blob.sentiment_assessments.assessments:
        assert textblob_scores(text) == (blob.sentiment.polarity, blob.sentiment.subjectivity)
    else:
        assert textblob_scores(text) == (None, None)


@pytest.mark.parametrize("text", ["The minister arrived at 11:00.", "...", "x", "Vučić – Kurti"])
def test_no_known_word_is_missing(text):
    assert vader_compound(text) is None
    assert textblob_scores(text) == (None, None)


def test_a_known_word_without_tone_is_zero_not_missing():
    assert textblob_scores("A daily visit.") == (0.0, 0.0)
