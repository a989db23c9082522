"""Phrases of a lexicon in running text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.lexicons.phrases import PhraseMatcher, can_match, words_of
from framing.records import Token
from framing.tokens import norm_of, tokenize

LEMMAS = {"crimes": "crime", "accused": "accuse", "talks": "talk"}


def tokens(text: str) -> list[Token]:
    spans = [(start, end, text[start:end]) for start, end in tokenize(text, 0, len(text))]
    return [Token(start, end, word, norm_of(word), LEMMAS.get(word, norm_of(word)), "") for start, end, word in spans]


def found(phrases: str, text: str, **options: bool) -> list[str]:
    """The words that the phrases (separated by '|') match in a text."""
    words = tokens(text)
    matches = PhraseMatcher(((phrase, phrase) for phrase in phrases.split("|")), **options).find(words)
    return [text[words[match.first].start : words[match.last - 1].end] for match in matches]


@pytest.mark.parametrize(
    ("phrases", "text", "wanted"),
    [
        ("war crime|war", "War crimes, war.", ["War crimes", "war"]),
        ("accuse of|accuse", "He accused them; accused of it", ["accused", "accused of"]),
        ("us", "The US told us.", ["US", "us"]),
        ("US", "The US told us.", ["US"]),
        ("Thaçi", "Thaci and Thaçi, not thaçi", ["Thaci", "Thaçi"]),
        ("vučić", "Vucic, VUČIĆ", ["Vucic", "VUČIĆ"]),
        ("Serb forces", "Serb Forces and Serb forces but not serb forces", ["Serb Forces", "Serb forces"]),
        ("a b|b c d", "a b c d", ["a b"]),
        ("so-called Kosovo", "so-called Kosovo", ["so-called Kosovo"]),
        ("Kosovo's status", "Kosovo’s status", ["Kosovo’s status"]),
        ("war", "warfare, post-war", []),
        ("post-war", "post\u2011war, post\u2010war", ["post\u2011war", "post\u2010war"]),
        ("KiM", "KiM, KIM, Kim, kim", ["KiM", "KIM"]),
        ("McDonald", "McDonald, Mcdonald", ["McDonald", "Mcdonald"]),
        ("...", "so ... it goes", ["..."]),
        ("", "anything", []),
    ],
)
def test_matches(phrases: str, text: str, wanted: list[str]) -> None:
    assert found(phrases, text) == wanted


def test_without_lemmas_only_the_form_itself_matches() -> None:
    assert found("war crime|talks", "war crimes and talks", lemmas=False) == ["talks"]


def test_a_phrase_that_is_not_accepted_gives_way_to_a_shorter_one() -> None:
    matcher = PhraseMatcher([("the envoy of Serbia", 1998), ("the envoy", 2020)])
    words = tokens("the envoy of Serbia")
    assert [match.value for match in matcher.find(words)] == [1998]
    assert [match.value for match in matcher.find(words, lambda year: year > 2000)] == [2020]


def test_a_later_phrase_of_the_same_words_replaces_an_earlier_one() -> None:
    assert [match.value for match in PhraseMatcher([("war", 1), ("war", 2)]).find(tokens("war"))] == [2]


@pytest.mark.parametrize(
    ("phrase", "yes"),
    [
        ("war", True),
        ("U.S.", True),
        ("Srpska Lista", True),
        ("Thaçi's", True),
        ("Gen.", True),
        ("AT&T", True),
        ("9/11", True),
        ("...", False),
        ("", False),
        ("-", False),
    ],
)
def test_can_match(phrase: str, yes: bool) -> None:
    assert can_match(phrase) is yes


@given(st.lists(st.text(alphabet="abcČđ", min_size=1, max_size=6), min_size=1, max_size=4))
def test_plain_words_are_split_at_blanks(words: list[str]) -> None:
    phrase = " ".join(words)
    assert words_of(phrase) == words
    assert can_match(phrase)
