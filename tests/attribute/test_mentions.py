"""Which names are actors of a sentence, and which only say where."""

from __future__ import annotations

import pytest

from tests.attribute.conftest import Attributes

DATELINES = [
    # text, its mentions that are places, and those that are actors
    ("BELGRADE – The raids angered Russia.", ["BELGRADE"], ["Russia"]),
    ("PRISTINA (Reuters) - NATO arrested a man.", ["PRISTINA", "Reuters"], ["NATO"]),
    ("BELGRADE, May 3 (Tanjug) – Serbia protested.", ["BELGRADE", "Tanjug"], ["Serbia"]),
    ("By our own reporter, Pristina, 30 May 2023", ["Pristina"], []),
    ("Belgrade – which protested – is angry.", [], ["Belgrade"]),
    ("By Monday Serbia had left.", [], ["Serbia"]),
    ("In Belgrade NATO protested.", ["Belgrade"], ["NATO"]),
]


@pytest.mark.parametrize(("text", "places", "actors"), DATELINES)
def test_who_acts_and_where(attribute: Attributes, text: str, places: list[str], actors: list[str]) -> None:
    _, attributed = attribute(text, "2023-05-30")
    found = [[each.text for each in attributed.mentions if each.role == role] for role in ("place", "actor")]
    assert found == [places, actors]


def test_a_dateline_stands_at_the_beginning(attribute: Attributes) -> None:
    _, attributed = attribute("It rained. It hailed. It snowed. Belgrade - Serbia protested.", "2023-05-30")
    assert [each.role for each in attributed.mentions] == ["actor", "actor"]


def test_no_pronoun_means_who_stands_in_a_dateline(attribute: Attributes) -> None:
    _, attributed = attribute("MITROVICA, Kosovo (AP) — On the northern bank they call it a pogrom.", "2023-05-30")
    assert [each.role for each in attributed.mentions] == ["place", "place"]
    assert [each.perspective for each in attributed.attributions] == ["other"]
    _, attributed = attribute("BELGRADE (Reuters) - The government said it was calm.", "2023-05-30")
    assert [each.perspective for each in attributed.attributions] == ["belgrade"]
