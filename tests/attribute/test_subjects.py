"""Subjects: the noun phrases before a verb, behind it, behind "by", and those a second verb shares."""

from __future__ import annotations

import pytest

from framing.attribute.chunks import OUTSIDE
from framing.attribute.subjects import Subject, SubjectFinder
from framing.study import Study
from tests.attribute.conftest import Views, place, words

BEFORE = [
    ("Kurti said no.", "said", "Kurti"),
    ("The Serbian president said no.", "said", "The Serbian president"),
    ("The president of Serbia said no.", "said", "The president of Serbia"),
    ("Serbia and Kosovo said no.", "said", "Serbia and Kosovo"),
    ("Serbia, Kosovo and Albania said no.", "said", "Serbia , Kosovo and Albania"),
    ("Serbia and Kosovo both said no.", "said", "Serbia and Kosovo"),
    ("The president neither said no.", "said", "The president"),
    ("Kurti, the prime minister, said no.", "said", "Kurti , the prime minister ,"),
    ("Kurti (48) said no.", "said", "Kurti ( 48 )"),
    ("Kurti – the prime minister – said no.", "said", "Kurti – the prime minister –"),
    ("Kurti, who arrived late, said no.", "said", "Kurti , who arrived late ,"),
    ("Kurti, who said no, left.", "said", "Kurti"),
    ("People living near the bridge said no.", "said", "People living near the bridge"),
    ("They met Borrell in Brussels and Kurti said no.", "said", "Kurti"),
    ("Never said no.", "said", None),
]
AFTER = [
    ("“No,” said Kurti.", "said", "Kurti"),
    ("“No,” said the president of Serbia.", "said", "the president of Serbia"),
    ("“No,” said Serbia and Kosovo.", "said", "Serbia and Kosovo"),
    ("“No,” said Ana Ilić, a lawyer in Niš.", "said", "Ana Ilić , a lawyer in Niš"),
    ("“No,” said Kurti, and Borrell left.", "said", "Kurti"),
    ("“No,” said quietly.", "said", None),
]
AGENTS = [
    ("The plan was rejected by Kurti.", "rejected", "Kurti"),
    ("The plan was rejected on Monday by the mayors of Zvečan.", "rejected", "the mayors of Zvečan"),
    ("The plan was rejected by Serbia and Kosovo.", "rejected", "Serbia and Kosovo"),
    ("The plan was rejected, and a deal by Kurti failed.", "rejected", "Kurti"),
    ("The plan was rejected; it was written by Kurti.", "rejected", None),
    ("The plan was rejected.", "rejected", None),
]


def shown(views: Views, text: str, subject: Subject | None) -> str | None:
    return words(views(text)[0], subject.first, subject.last) if subject else None


@pytest.mark.parametrize(("text", "verb", "wanted"), BEFORE)
def test_before_a_verb(study: Study, views: Views, text: str, verb: str, wanted: str | None) -> None:
    [view] = views(text)
    finder = SubjectFinder(view, study.lexicons.grammar)
    assert shown(views, text, finder.before(finder.verb_group(place(view, verb)).first)) == wanted


@pytest.mark.parametrize(("text", "verb", "wanted"), AFTER)
def test_behind_a_verb(study: Study, views: Views, text: str, verb: str, wanted: str | None) -> None:
    [view] = views(text)
    assert shown(views, text, SubjectFinder(view, study.lexicons.grammar).after(place(view, verb) + 1)) == wanted


@pytest.mark.parametrize(("text", "verb", "wanted"), AGENTS)
def test_agents(study: Study, views: Views, text: str, verb: str, wanted: str | None) -> None:
    [view] = views(text)
    assert shown(views, text, SubjectFinder(view, study.lexicons.grammar).agent(place(view, verb) + 1)) == wanted


@pytest.mark.parametrize(
    ("text", "verb", "refused", "wanted"),
    [
        ("Kurti came early and said no.", "said", (), "Kurti"),
        ("Kurti said the road was closed and left.", "left", ("the road",), "Kurti"),
        ("Kurti came early, adding nothing.", "adding", ("Kurti",), None),
    ],
)
def test_what_a_second_verb_shares(
    study: Study, views: Views, text: str, verb: str, refused: tuple[str, ...], wanted: str | None
) -> None:
    [view] = views(text)
    finder = SubjectFinder(view, study.lexicons.grammar)
    found = finder.shared(place(view, verb), lambda subject: shown(views, text, subject) not in refused)
    assert shown(views, text, found) == wanted


def test_each_coordinated_phrase_is_a_group(study: Study, views: Views) -> None:
    [view] = views("The mayor of Zvečan and the prime minister said no.")
    found = SubjectFinder(view, study.lexicons.grammar).before(place(view, "said"))
    assert found is not None
    assert [[words(view, each.first, each.last) for each in group] for group in found.groups] == [
        ["The mayor", "Zvečan"],
        ["the prime minister"],
    ]


def test_nothing_stands_beyond_a_sentence(views: Views) -> None:
    [view] = views("He spoke.")
    for position in (-1, -10, 3, 19, 10_000):
        assert (view.norm(position), view.shape(position)) == ("", OUTSIDE)
