"""Whom pronouns mean in whole texts of our own, by what decides: gender, number, clause, quotation, lists of names."""

from __future__ import annotations

import pytest

from tests.attribute.conftest import Attributes

CASES = [
    ("a first name tells the gender", "Lena Holt met Marko Ban. She was late.", "She", "Holt"),
    ("and so does a title", "Mr. Dahl met Mrs. Roth. He was late.", "He", "Dahl"),
    ("and a role", "The spokeswoman met a pilot called Ban. She was late.", "She", "spokeswoman"),
    ("the surname after the full name", "Lena Holt left. Holt met Marko Ban. She was late.", "She", "Holt"),
    ("a pair is they", "Lena Holt and Marko Ban met the mayor. They were late.", "They", "Holt and Marko Ban"),
    ("a body is it", "The ministry wrote to Lena Holt. It was late.", "It", "ministry"),
    ("people by a noun are they", "Farmers met the mayor of Drava. They were late.", "They", "Farmers"),
    ("the subject of the clause is not its object", "Marko Ban saw Petar Dahl. Ban thanked him.", "him", "Dahl"),
    ("a possessive is its subject's", "Petar Dahl met a guard. Marko Ban sold his car.", "his", "Ban"),
    ("whose words are reported may be he", "Marko Ban met Petar Dahl. Dahl said he was late.", "he", "Dahl"),
    ("nobody quoted speaks of himself as he", "Petar Dahl left. “He was late,” said Marko Ban.", "He", "Dahl"),
    ("who follows a person", "Quorn, who met Zelt Ltd, wept. He was late.", "He", "Quorn"),
    ("a name in apposition", "The envoy, Marko Ban, spoke to Petar Dahl. He was late.", "He", "Ban"),
    ("an acronym is a body", "The OSZK wrote to Marko Ban. It was late.", "It", "OSZK"),
    ("the conjunct beside", "Petar Dahl left. The room that Marko Ban and his aides took was dark.", "his", "Ban"),
]


@pytest.mark.parametrize(("text", "pronoun", "wanted"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_whom_a_pronoun_means(attribute: Attributes, text: str, pronoun: str, wanted: str) -> None:
    _, found = attribute(text, None)
    [reference] = [each for each in found.references if each.pronoun.of(text) == pronoun]
    assert reference.antecedent is not None
    assert reference.antecedent.of(text) == wanted


def test_a_pronoun_of_nobody_named_has_no_antecedent(attribute: Attributes) -> None:
    _, found = attribute("She was late.", None)
    assert [(each.antecedent, each.entity_id) for each in found.references] == [(None, None)]


def test_a_surname_that_is_also_a_place_is_the_persons(attribute: Attributes) -> None:
    text = "Lena Paris left Serbia. Paris said she was late."
    _, found = attribute(text, None)
    assert [voice.voices for voice in found.voices] == [("narrator",), ("other",)]
    assert [each.antecedent.of(text) for each in found.references if each.antecedent] == ["Paris"]


def test_listed_persons_are_followed_to_their_side(attribute: Attributes) -> None:
    _, found = attribute("Albin Kurti met Ana Brnabić. She left before he did.", "2023-06-01")
    assert [(each.entity_id, each.perspective) for each in found.references] == [
        ("ana-brnabic", "belgrade"),
        ("albin-kurti", "pristina"),
    ]
