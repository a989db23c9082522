"""Verb groups: which words belong to a verb, and what kind of verb it is."""

from __future__ import annotations

import pytest

from framing.attribute.verb_groups import VerbGroupFinder, certain_verbs
from framing.lexicons import PhraseMatcher
from framing.study import Study
from tests.attribute.conftest import Views, place, words

PLAIN = {"finite"}
CASES = [
    ("Kurti said no.", "said", "said", PLAIN),
    ("Kurti has said no.", "said", "has said", PLAIN),
    ("Kurti has never said no.", "said", "has never said", PLAIN),
    ("Kurti did not say no.", "say", "did not say", PLAIN),
    ("Kurti will say no.", "say", "will say", PLAIN),
    ("Kurti is saying no.", "saying", "is saying", PLAIN),
    ("The plan was rejected by Kurti.", "rejected", "was rejected", {"finite", "passive"}),
    ("The plan has been rejected.", "rejected", "has been rejected", {"finite", "passive"}),
    ("The plan was read as a threat.", "read", "was read", {"finite", "passive"}),
    ("Kurti may reject the plan.", "reject", "may reject", {"finite", "hypothetical"}),
    ("Kurti could have rejected the plan.", "rejected", "could have rejected", {"finite", "hypothetical"}),
    ("Kurti plans to reject it.", "reject", "to reject", {"infinitive"}),
    ("Kurti continues to reject it.", "reject", "continues to reject", PLAIN),
    ("Kurti is said to reject it.", "reject", "is said to reject", PLAIN),
    ("Kurti went so far as to reject it.", "reject", "went so far as to reject", PLAIN),
    ("Kurti has for years rejected it.", "rejected", "has for years rejected", PLAIN),
    ("He left, rejecting the plan.", "rejecting", "rejecting", set()),
]


@pytest.mark.parametrize(("text", "verb", "group", "kinds"), CASES)
def test_groups(study: Study, views: Views, text: str, verb: str, group: str, kinds: set[str]) -> None:
    [view] = views(text)
    found = VerbGroupFinder(view, study.lexicons.grammar).at(place(view, verb))
    assert words(view, found.first, found.verb + 1) == group
    assert {kind for kind in ("finite", "passive", "hypothetical", "infinitive") if getattr(found, kind)} == kinds


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("Reports indicate that he left.", ["indicate"]),
        ("He points out the gap.", ["points"]),
        ("Partners press for a deal.", ["press"]),
        ("Reuters reports that he left.", ["reports"]),
        ("Authorities appear to agree.", ["appear"]),
        ("Serbia demands answers.", ["demands"]),
        ("Serbia demands were heard.", []),
        ("The demands of Serbia were heard.", []),
    ],
)
def test_words_that_must_be_verbs(study: Study, views: Views, text: str, verbs: list[str]) -> None:
    [view] = views(text)
    cues = PhraseMatcher(study.lexicons.cues.items(), lemmas=False).find(view.tokens)
    found = certain_verbs(view.tokens, cues, study.lexicons.grammar)
    assert [view.tokens[position].text for position in sorted(found)] == verbs
