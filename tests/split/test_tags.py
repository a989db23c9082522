"""Parts of speech and lemmas of plain news sentences; in the table each token carries its tag."""

from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.split import tags
from framing.split.brill import ContextualRules
from framing.split.tags import lemma_of, tags_of
from framing.tokens import tokenize

CASES = {
    "Kurti said he would not go.": "NNP VBD PRP MD RB VB .",
    "The talks were held in Brussels.": "DT NNS VBD VBN IN NNP .",
    "Gen. Clark met 40 officials.": "NNP NNP NNP VBD CD NNS .",
    "KFOR and the US are in Kosovo.": "NNP CC DT NNP VBP IN NNP .",
    "“We won,” she said.": "`` PRP VBD , '' PRP VBD .",
    '"We won," she said.': "`` PRP VBD , '' PRP VBD .",
    "The citizens' rights matter.": "DT NNS POS NNS NN .",
    "Serbia's army (the old one) came -- again.": "NNP POS NN -LRB- DT JJ CD -RRB- VBD : RB .",
    "He paid $5,000...": "PRP VBD $ CD :",
}


@pytest.mark.parametrize(("text", "wanted"), CASES.items())
def test_tags(text: str, wanted: str) -> None:
    assert tags_of(text, tokenize(text, 0, len(text))) == wanted.split()


def test_capitals_are_read_in_lower_case() -> None:
    text = "THE POLICE LEFT THE TOWN"
    assert tags_of(text, tokenize(text, 0, len(text))) == tags_of(text.lower(), tokenize(text, 0, len(text)))


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_every_token_has_one_tag(text: str) -> None:
    spans = tokenize(text, 0, len(text))
    tags = tags_of(text, spans)
    assert len(tags) == len(spans)
    assert all(tags)


@pytest.mark.parametrize(
    ("word", "tag", "lemma"),
    [
        ("accuses", "VBZ", "accuse"),
        ("said", "VBD", "say"),
        ("went", "VBD", "go"),
        ("Countries", "NNS", "country"),
        ("Thaçi", "NNP", "thaci"),
        ("U.S.", "NNP", "u.s."),
        ("was", "VBD", "be"),
        (".", ".", "."),
    ],
)
def test_lemmas(word: str, tag: str, lemma: str) -> None:
    assert lemma_of(word, tag) == lemma


def test_few_words_and_many_have_the_same_lemmas(monkeypatch):
    words = ["accuses", "troops'", "ministers-elect", "unfreezing", "geese", "didn’t", "1990s", "Parties", "re-elected"]
    found = []
    for looked_up in (0, tags.FEW_WORDS):
        monkeypatch.setattr(tags, "_looked_up", count(looked_up))
        lemma_of.cache_clear()
        found.append([lemma_of(word, "NNS") for word in words])
    assert found[0] == found[1]
    assert found[0][0] == "accuse"


@pytest.mark.parametrize(
    ("rule", "words", "tags", "wanted"),
    [
        ("NN VB PREVTAG TO", "to attack", "TO NN", "TO VB"),
        ("NN VB PREV1OR2TAG MD", "will not attack", "MD RB NN", "MD RB VB"),
        ("VB NN SURROUNDTAG DT IN", "the attack on", "DT VB IN", "DT NN IN"),
        ("IN RB RBIGRAM as well", "as well", "IN RB", "RB RB"),
        ("IN RB RBIGRAM as well", "as ill", "IN RB", "IN RB"),
        ("VB NN SURROUNDTAG STAART IN", "attack on", "VB IN", "NN IN"),
        ("NN VB UNKNOWNQUESTION TO", "to attack", "TO NN", "TO NN"),
    ],
)
def test_contextual_rules(rule: str, words: str, tags: str, wanted: str) -> None:
    rules = ContextualRules([rule.split()])
    assert rules.apply(words.split(), tags.split()) == wanted.split()


def test_a_rule_sees_the_change_of_the_one_before() -> None:
    rules = ContextualRules([["NN", "VB", "PREVTAG", "TO"], ["VB", "VBP", "CURWD", "attack"]])
    assert rules.apply(["to", "attack"], ["TO", "NN"]) == ["TO", "VBP"]


def test_the_lexicon_is_read_as_textblob_reads_it() -> None:
    from textblob._text import Lexicon
    from textblob.en import lexicon

    tags_of("A word.", [(0, 1), (2, 6), (6, 7)])
    theirs = Lexicon(path=lexicon.path)
    assert dict(lexicon) == dict(theirs) and len(theirs) > 90_000
    assert "_tagged_words" in lexicon.load.__code__.co_names
