"""Quotations of a text; ``[`` and ``]`` stand where one begins and ends, and ``>`` where it goes on."""

from __future__ import annotations

import pytest

from framing.quotations import LONGEST_UNCLOSED, Quotation, find_quotations

PAIRS = [
    "He said [“no”] twice.",
    'He said ["no"] and then ["yes"].',
    "He said [‘no’] twice.",
    "He said ['no'] twice.",
    "[«Non»], he said.",
    "[»Nein«], he said.",
    "[„Ne“], he said.",
    "[„Nie”], he said.",
    "[``No,''] he said.",
    "[''No,''] he said.",
    '[“No,"] he said.',
    "[“First.”] [“Second.”]",
    "[“”] is empty.",
]
NESTED = [
    "[“He said ‘never’ to me,”] she said.",
    "[“He said “never” to me,”] she said.",
    "[‘He said “never” to me,’] she said.",
    "[\"He said 'never' to me,\"] she said.",
]
APOSTROPHES = [
    "[‘It isn’t the voters’ fault,’] he said.",
    "['It isn't the voters' fault,'] he said.",
    "The voters' roll and the '90s aren't here.",
    "The mayors’ hall isn’t Kurti’s.",
    'A 12" pipe burst.',
]
UNPAIRED = [
    "[“No, he said.]\nThen it rained.",
    "No,” he said. [“Yes,”] she said.",
    "[‘No,’] he said, and ‘yes.",
    "A » stands alone.",
    "“One and [“two”] are here.",
]
PARAGRAPHS = [
    "[“One.>]\n[“Two.”]\nThree.",
    "[“One.>]\n\n[“Two.>]\n\n[“Three.”]",
    "[«One.>]\n[«Two.»]",
    '["One.>]\n["Two."]',
    "[“One”] and [“two.]\nThree.",
    "[“One.]\nTwo [“three”].",
    "[“One.”]\n[“Two.”]",
]


def marked(text: str, quotations: list[Quotation]) -> str:
    for quotation in reversed(quotations):
        inside = text[quotation.start : quotation.end]
        text = f"{text[: quotation.start]}[{inside}{'>' * quotation.continues}]{text[quotation.end :]}"
    return text


@pytest.mark.parametrize("wanted", PAIRS + NESTED + APOSTROPHES + UNPAIRED + PARAGRAPHS)
def test_where_quotations_stand(wanted: str) -> None:
    text = wanted.translate(str.maketrans("", "", "[]>"))
    assert marked(text, find_quotations(text)) == wanted


def test_a_stray_mark_costs_one_quotation_at_most() -> None:
    long = "word " * LONGEST_UNCLOSED
    text = f"“{long}\n“Yes,” he said."
    assert [text[each.start : each.end] for each in find_quotations(f"{long}“{long}\nRain.")] == []
    assert text[slice(*_ends(find_quotations(text)[-1]))] == "“Yes,”"


def test_a_text_without_marks() -> None:
    assert find_quotations("") == find_quotations("It rained.") == []


def _ends(quotation: Quotation) -> tuple[int, int]:
    return quotation.start, quotation.end
