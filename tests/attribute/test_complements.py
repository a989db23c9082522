"""What a cue reports: the complement behind it, the clause before it, and how far content reaches."""

from __future__ import annotations

import pytest

from framing.attribute.complements import ContentFinder
from framing.attribute.content_borders import Content
from framing.lexicons import Cue
from framing.study import Study
from tests.attribute.conftest import Views, place, words

CUES = frozenset(("said", "saying", "rejected", "rejects", "warning", "denied"))


def finder(study: Study, views: Views, text: str) -> ContentFinder:
    [view] = views(text)
    at = frozenset(index for index, token in enumerate(view.tokens) if token.norm in CUES)
    return ContentFinder(view, study.lexicons.grammar, at)


def cue(*complements: str) -> Cue:
    return Cue("", "verb", "neutral", frozenset(complements))


def shown(finder: ContentFinder, content: Content | None) -> tuple[str, str] | None:
    if content is None:
        return None
    return content.complement, " | ".join(words(finder.view, *piece) for piece in content.pieces)


@pytest.mark.parametrize(
    ("text", "start", "wanted"),
    [
        ("Kurti said that the road was closed.", "that", "that the road was closed"),
        ("Kurti said the road was closed, while Vučić said no.", "the", "the road was closed"),
        ("Kurti said the road was closed; nobody cared.", "the", "the road was closed"),
        ("Kurti said the road was closed, but Vučić denied it.", "the", "the road was closed"),
        ("Kurti said the road was closed but safe.", "the", "the road was closed but safe"),
        ("Kurti said the road was closed, and that it rained.", "the", "the road was closed , and that it rained"),
        ("Kurti rejected the plan, saying it was late.", "the", "the plan"),
        ("Kurti rejected the plan, a step that Borrell praised.", "the", "the plan"),
        ("According to Kurti, the road was closed.", "the", "the road was closed"),
        (
            "Kurti rejected the “plan, or plot; whatever” of Monday.",
            "the",
            "the “ plan , or plot ; whatever ” of Monday",
        ),
    ],
)
def test_reach(study: Study, views: Views, text: str, start: str, wanted: str) -> None:
    contents = finder(study, views, text)
    first = place(contents.view, start)
    assert words(contents.view, first, contents.reach(first)) == wanted


@pytest.mark.parametrize(
    ("text", "verb", "complements", "wanted"),
    [
        ("Kurti said: “We stay.”", "said", ("quote", "that"), ("quote", "“ We stay . ”")),
        ("Kurti said on Monday: “We stay.”", "said", ("quote", "that"), ("quote", "“ We stay . ”")),
        ("Kurti said he would stay.", "said", ("quote", "that"), ("that", "he would stay")),
        ("Kurti said on Monday that he would stay.", "said", ("that",), ("that", "that he would stay")),
        ("Kurti said most had left.", "said", ("that",), ("that", "most had left")),
        ("Kurti told us he would stay.", "told", ("that",), ("that", "us he would stay")),
        ("Kurti refused to stay.", "refused", ("to",), ("to", "to stay")),
        ("Kurti urged both sides not to leave.", "urged", ("to",), ("to", "to leave")),
        ("Kurti objected to any change.", "objected", ("to",), ("to", "to any change")),
        ("Kurti called for calm in the north.", "called", ("for",), ("for", "for calm in the north")),
        ("Kurti sees the vote as a test.", "sees", ("as",), ("as", "as a test")),
        ("Kurti called the vote illegal.", "called", ("predicate",), ("predicate", "the vote illegal")),
        ("Kurti rejected the plan.", "rejected", ("object",), ("object", "the plan")),
        ("Kurti rejected it yesterday.", "rejected", ("to",), None),
        ("Kurti spoke on Monday.", "spoke", ("quote", "that"), None),
    ],
)
def test_behind(
    study: Study, views: Views, text: str, verb: str, complements: tuple[str, ...], wanted: tuple[str, str] | None
) -> None:
    contents = finder(study, views, text)
    found = contents.behind(cue(*complements), place(contents.view, verb) + 1)
    assert shown(contents, found) == wanted


@pytest.mark.parametrize(
    ("text", "first", "last", "wanted"),
    [
        ("“We stay,” Kurti said.", "Kurti", "said", ("quote", "“ We stay , ”")),
        ("“We,” Kurti said, “stay.”", "Kurti", "said", ("quote", "“ We , ” | “ stay . ”")),
        ("We “stay”, Kurti said.", "Kurti", "said", ("quote", "We “ stay ”")),
        ("The road is closed, Kurti said.", "Kurti", "said", ("fronted", "The road is closed")),
        ("The road is closed,” Kurti said.", "Kurti", "said", ("fronted", "The road is closed")),
        ("The road, Kurti said, is closed.", "Kurti", "said", ("parenthetical", "The road | is closed")),
        ("On Monday, Kurti said.", "Kurti", "said", None),
        ("If it rains, Kurti said.", "Kurti", "said", None),
    ],
)
def test_before(study: Study, views: Views, text: str, first: str, last: str, wanted: tuple[str, str] | None) -> None:
    contents = finder(study, views, text)
    found = contents.before(cue("quote", "that"), place(contents.view, first), place(contents.view, last) + 1)
    assert shown(contents, found) == wanted


def test_a_relative_clause_ends_where_the_main_clause_goes_on(study: Study, views: Views) -> None:
    contents = finder(study, views, "Kurti, who said he would stay, met Borrell.")
    content = contents.behind(cue("that"), place(contents.view, "said") + 1)
    assert content is not None
    assert shown(contents, contents.in_parenthesis(content)) == ("that", "he would stay")
