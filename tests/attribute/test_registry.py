"""Names, descriptions and roles: the longest match, the period a name stands for, and whose side a person is on."""

from __future__ import annotations

import pytest

from framing.attribute.registry import Registry
from framing.records import Article
from framing.split import Splitter
from framing.study import Study


@pytest.fixture(scope="module")
def registry(study: Study) -> Registry:
    return Registry(study)


def named(registry: Registry, splitter: Splitter, text: str, date: str) -> list[tuple[str, str | None]]:
    [sentence] = splitter.split(Article("case", text)).sentences
    return [
        (
            " ".join(token.text for token in sentence.tokens[match.first : match.last]),
            match.value.entity.entity_id if match.value.entity else None,
        )
        for match in registry.names(sentence.tokens, date)
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Kurti left.", [("Kurti", "albin-kurti")]),
        ("Albin Kurti left.", [("Albin Kurti", "albin-kurti")]),
        ("Vucic met Vuçiq.", [("Vucic", "aleksandar-vucic"), ("Vuçiq", "aleksandar-vucic")]),
        ("Serbia and Montenegro split.", [("Serbia and Montenegro", "serbia-and-montenegro")]),
        ("Serbia and Kosovo met.", [("Serbia", "serbia"), ("Kosovo", "kosovo")]),
        ("It was us who left the US.", [("US", "united-states")]),
        ("Taxi driver Besian Svečla left.", []),
        ("Minister Svečla left.", [("Svečla", "xhelal-svecla")]),
        ("Yesterday Kurti left.", [("Kurti", "albin-kurti")]),
        ("It rained.", []),
    ],
)
def test_names(registry: Registry, splitter: Splitter, text: str, wanted: list[tuple[str, str]]) -> None:
    assert named(registry, splitter, text, "2023-06-01") == wanted


def test_a_description_stands_for_its_period_only(registry: Registry, splitter: Splitter) -> None:
    text = "They called them Serbian forces."
    assert named(registry, splitter, text, "1999-03-25") == [("Serbian forces", None)]
    assert ("Serbian forces", None) not in named(registry, splitter, text, "2023-03-25")
    assert named(registry, splitter, text, "") == [("Serbian forces", None)]


@pytest.mark.parametrize(
    ("person", "date", "side"),
    [
        ("albin-kurti", "2012-05-01", "other"),
        ("albin-kurti", "2020-03-01", "pristina"),
        ("albin-kurti", "2020-09-01", "other"),
        ("albin-kurti", "2022-01-01", "pristina"),
        ("aleksandar-vucic", "1999-04-01", "belgrade"),
        ("aleksandar-vucic", "2008-04-01", "other"),
        ("aleksandar-vucic", "2018-04-01", "belgrade"),
        ("albin-kurti", "", "pristina"),
        ("boris-tadic", "2007", "belgrade"),
        ("boris-tadic", "", "other"),
    ],
)
def test_the_side_of_a_person_at_a_date(registry: Registry, person: str, date: str, side: str) -> None:
    assert registry.side_of(registry.study.entities[person], date) == side


@pytest.mark.parametrize(
    ("office", "date", "holder"),
    [
        ("president-of-serbia", "2009-01-01", "boris-tadic"),
        ("president-of-serbia", "2014-01-01", "tomislav-nikolic"),
        ("president-of-serbia", "2023-01-01", "aleksandar-vucic"),
        ("prime-minister-of-kosovo", "2020-12-01", "avdullah-hoti"),
        ("president-of-serbia", "1900-01-01", None),
        ("president-of-serbia", "", None),
        ("no-such-office", "2023-01-01", None),
    ],
)
def test_the_holder_of_an_office(registry: Registry, office: str, date: str, holder: str | None) -> None:
    found = registry.holder_of(office, date)
    assert (found.entity_id if found else None) == holder


def test_what_a_person_can_be_called(registry: Registry) -> None:
    vucic = registry.study.entities["aleksandar-vucic"]
    assert "president" in registry.nouns_of(vucic, "2023-06-01")
    assert "prime minister" not in registry.nouns_of(vucic, "2023-06-01")
    assert "prime minister" in registry.nouns_of(vucic, "2015-06-01")
    assert {"president", "prime minister"} <= registry.nouns_of(vucic, "")


def test_roles_take_the_longest(registry: Registry, splitter: Splitter) -> None:
    [sentence] = splitter.split(Article("case", "The prime minister and two analysts left.")).sentences
    found = registry.roles(sentence.tokens)
    assert [(match.value.role, match.value.kind) for match in found] == [
        ("prime minister", "office"),
        ("analyst", "outsider"),
    ]
