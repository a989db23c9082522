"""Who acts and who is acted on, case by case; the treebank figures are in experiments/angles/README.md."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from framing.attribute import Attributor
from framing.records import Article
from framing.split import Splitter
from tests.attribute.conftest import Attributes

CODED = Path(__file__).parents[1] / "coded" / "sample-angles.jsonl"
ACTIVE, WITH, WITHOUT = "active", "passive_with_agent", "passive_without_agent"
CASES = [
    # text, (verb, construction, agent, its side, patient, its side)
    (
        "Protesters attacked the KFOR soldiers.",
        [("attacked", ACTIVE, "Protesters", "other", "the KFOR soldiers", "west")],
    ),
    ("KFOR soldiers were attacked.", [("were attacked", WITHOUT, None, None, "KFOR soldiers", "west")]),
    (
        "KFOR soldiers were attacked by protesters.",
        [("were attacked", WITH, "protesters", "other", "KFOR soldiers", "west")],
    ),
    (
        "Thirty of its soldiers were injured.",
        [("were injured", WITHOUT, None, None, "Thirty of its soldiers", "other")],
    ),
    (
        "The plates issued by Serbia are old.",
        [("issued", WITH, "Serbia", "belgrade", "The plates", None)],
    ),
    ("Candles burn for the Serbs killed in Banjska.", [("killed", WITHOUT, None, None, "the Serbs", "other")]),
    (
        "The envoys, received at the presidency on Monday, were tired.",
        [("received", WITHOUT, None, None, "The envoys", "other")],
    ),
    ("Those who threw stones fled.", [("threw", ACTIVE, "Those", "other", "stones", None)]),
    ("Vučić took off his jacket yesterday.", [("took off", ACTIVE, "Vučić", "belgrade", "his jacket yesterday", None)]),
    (
        "Kosovo police arrested and questioned two protesters.",
        [
            ("arrested", ACTIVE, "Kosovo police", "pristina", "two protesters", "other"),
        ],
    ),
    # no deed: told as not done, possible, asked, to come, said, thought, or without an object
    ("Protesters did not attack the soldiers.", []),
    ("Nobody attacked the soldiers.", []),
    ("Protesters may attack the soldiers.", []),
    ("Protesters will attack the soldiers.", []),
    ("If protesters attack the soldiers, KFOR leaves.", []),
    ("Did protesters attack the soldiers?", []),
    ("Protesters wanted to attack the soldiers.", []),
    ("Kurti accused Serbia.", []),
    ("Kurti knows the soldiers.", []),
    ("The soldiers arrived on Monday.", []),
    ("Clashes erupted in the north.", []),
    ("The stones hit the wall.", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_deeds(attribute: Attributes, text: str, expected: list[tuple[str | None, ...]]) -> None:
    _, attributed = attribute(text, "2023-05-30")
    found = [
        (
            action.text,
            action.construction,
            action.agent_text,
            action.agent_perspective,
            action.patient_text,
            action.patient_perspective,
        )
        for action in attributed.actions
    ]
    assert found[: len(expected)] == expected
    assert expected or not found
    assert all(text[action.start : action.end] == action.text for action in attributed.actions)


def test_whose_words_tell_the_deed_and_who_i_is(attribute: Attributes) -> None:
    text = "NATO said protesters attacked its soldiers. Protesters burned a car. “I closed the office,” Vučić said."
    _, attributed = attribute(text, "2023-05-30")
    told = [(action.text, action.agent_text, action.agent_perspective, action.voice) for action in attributed.actions]
    assert told == [
        ("attacked", "protesters", "other", "west"),
        ("burned", "Protesters", "other", "narrator"),
        ("closed", "I", "belgrade", "belgrade"),
    ]


def coded_pairs(splitter: Splitter, attributor: Attributor) -> Iterator[tuple[dict[str, object] | None, object | None]]:
    """Each coded or found deed with its partner; those coded as optional are left out."""
    for line in CODED.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        gold = [deed for sentence in row["sentences"] for deed in sentence["actions"]]
        found = list(attributor.attribute(splitter.split(Article(row["id"], row["text"], date=row["date"]))).actions)
        for deed in gold:
            partner = next((each for each in found if each.start < deed["end"] and deed["start"] < each.end), None)
            if partner:
                found.remove(partner)
            if not deed.get("optional"):
                yield deed, partner
        yield from ((None, each) for each in found)


def test_the_coded_sample(splitter: Splitter, attributor: Attributor) -> None:
    """Floors under what is measured by the rules alone, which no change may lower."""
    pairs = list(coded_pairs(splitter, attributor))
    right = sum(1 for deed, found in pairs if deed and found and deed["construction"] == found.construction)  # type: ignore[attr-defined]
    assert right / sum(1 for _, found in pairs if found) >= 0.85
    assert right / sum(1 for deed, _ in pairs if deed) >= 0.6
