"""Whom a pronoun or a description means, from what an article has said so far."""

from __future__ import annotations

from dataclasses import replace

import pytest

from framing.attribute.actors import Actor
from framing.attribute.antecedents import Weights
from framing.attribute.discourse import MENTIONED, REACH_SENTENCES, SOURCE, SUBJECT, Discourse

VUCIC = Actor(0, 1, "named", "vucic", "belgrade", "m", nouns=frozenset({"president"}), role_kind="office")
KURTI = Actor(2, 3, "named", "kurti", "pristina", "m", nouns=frozenset({"prime minister"}), role_kind="office")
OSMANI = Actor(4, 5, "named", "osmani", "pristina", "f", nouns=frozenset({"president"}), role_kind="office")
NATO = Actor(0, 1, "named", "nato", "west", "n", nouns=frozenset({"alliance"}), role_kind="institution")
SERBIA = Actor(6, 7, "named", "serbia", "belgrade", "n", role_kind="government_place")
NEIGHBOUR = Actor(0, 2, "unlisted", None, "other", name="hoti")
HE = Actor(0, 1, "pronoun", gender="m")
SHE = Actor(0, 1, "pronoun", gender="f")
IT = Actor(0, 1, "pronoun", gender="n")
THEY = Actor(0, 1, "pronoun", number="plural")
WEIGHTS = Weights(distance=-1.0, opens=0.5, listed=0.5, quoted=-1.0, gender_known=1.0, plural_persons=1.0)


def role(noun: str, kind: str = "office", first: int = 0) -> Actor:
    return Actor(first, first + 2, "role", nouns=frozenset({noun}), role_kind=kind)


def said(*seen: tuple[Actor, int, float]) -> Discourse:
    discourse = Discourse(
        generic_roles=frozenset({"leader"}),
        state_bodies=frozenset({"government", "police"}),
        own_bodies=frozenset({"alliance"}),
        state_offices=frozenset({"police spokesman"}),
        opposites=frozenset({"counterpart"}),
        weights=WEIGHTS,
    )
    for actor, sentence, weight in seen:
        discourse.add(actor, sentence, weight)
    return discourse


@pytest.mark.parametrize(("pronoun", "wanted"), [(HE, "kurti"), (SHE, "osmani"), (IT, "nato")], ids=["he", "she", "it"])
def test_gender(pronoun: Actor, wanted: str) -> None:
    seen = said((KURTI, 0, MENTIONED), (OSMANI, 0, MENTIONED), (NATO, 0, MENTIONED))
    assert seen.resolve(pronoun, 1).entity_id == wanted


def test_the_latest_of_two_equals() -> None:
    first, second = Actor(2, 3, "named", "a", "west", "m"), Actor(2, 3, "named", "b", "moscow", "m")
    assert said((first, 0, MENTIONED), (second, 1, MENTIONED)).resolve(HE, 2).entity_id == "b"


def test_a_speaker_is_there_twice_and_outweighs_a_mention_of_the_same_sentence() -> None:
    late = replace(VUCIC, first=6, last=7)
    mentions = (replace(KURTI, first=2), 0, MENTIONED), (late, 0, MENTIONED)
    assert said(*mentions, (KURTI, 0, SUBJECT)).resolve(HE, 1).entity_id == "kurti"
    assert said(*mentions, (late, 0, SUBJECT)).resolve(HE, 1).entity_id == "vucic"


def test_the_first_word_of_a_sentence_outweighs_a_later_one() -> None:
    assert said((VUCIC, 0, MENTIONED), (KURTI, 0, MENTIONED)).resolve(HE, 1).entity_id == "vucic"


def test_a_quoted_name_counts_least() -> None:
    discourse = said((KURTI, 0, MENTIONED))
    discourse.add(VUCIC, 0, MENTIONED, quoted=True)
    assert discourse.resolve(HE, 1).entity_id == "kurti"


def test_a_listed_person_outweighs_one_nobody_has_listed() -> None:
    assert said((KURTI, 0, SOURCE), (NEIGHBOUR, 0, SOURCE)).resolve(HE, 1).entity_id == "kurti"


def test_the_same_noun() -> None:
    seen = said((VUCIC, 0, MENTIONED), (KURTI, 1, SUBJECT))
    assert seen.resolve(role("president"), 2).entity_id == "vucic"
    assert seen.resolve(role("prime minister"), 2).entity_id == "kurti"
    assert seen.resolve(role("leader"), 2).entity_id == "kurti"
    assert seen.resolve(role("bishop"), 2).perspective is None


def test_who_speaks_for_the_state_last_spoken_of() -> None:
    seen = said((VUCIC, 0, SUBJECT), (SERBIA, 0, MENTIONED), (NATO, 1, SUBJECT))
    assert seen.resolve(role("police spokesman"), 2).perspective == "belgrade"
    assert seen.resolve(role("bishop"), 2).perspective is None


def test_a_counterpart_is_of_another_side() -> None:
    seen = said((VUCIC, 0, SUBJECT), (KURTI, 0, MENTIONED))
    his = replace(role("counterpart", first=1), owner=HE)
    assert seen.resolve(his, 1).entity_id == "kurti"
    assert said((VUCIC, 0, SUBJECT)).resolve(his, 1).perspective is None


def test_bodies() -> None:
    seen = said((SERBIA, 0, SUBJECT), (NATO, 1, MENTIONED))
    assert seen.resolve(role("alliance", "body"), 2).perspective == "west"
    assert seen.resolve(role("government", "body"), 2).perspective == "belgrade"


def test_a_state_is_no_alliance() -> None:
    assert said((NATO, 0, MENTIONED), (SERBIA, 1, SOURCE)).resolve(role("alliance", "body"), 2).perspective == "west"
    assert said((SERBIA, 1, SOURCE)).resolve(role("alliance", "body"), 2).perspective is None


def test_a_pronoun_has_no_antecedent_in_what_it_says() -> None:
    discourse = said((VUCIC, 0, MENTIONED), (KURTI, 1, MENTIONED))
    late = Actor(8, 9, "pronoun", gender="m")
    assert discourse.resolve(late, 1).entity_id == "kurti"
    assert discourse.resolve(late, 1, frozenset({KURTI.first})).entity_id == "vucic"


def test_a_name_behind_the_pronoun_is_no_antecedent() -> None:
    assert said((KURTI, 0, MENTIONED)).resolve(HE, 0).entity_id is None


def test_reach() -> None:
    seen = said((KURTI, 0, SUBJECT))
    assert seen.resolve(HE, REACH_SENTENCES).entity_id == "kurti"
    assert seen.resolve(HE, REACH_SENTENCES + 1).entity_id is None


def test_they_are_several_or_a_body() -> None:
    mayors = Actor(3, 4, "role", None, "belgrade", number="plural", role_kind="office")
    assert said((mayors, 0, MENTIONED), (KURTI, 0, MENTIONED)).resolve(THEY, 1).perspective == "belgrade"
    assert said((NATO, 0, MENTIONED), (KURTI, 0, MENTIONED)).resolve(THEY, 1).perspective == "west"
    assert said((KURTI, 0, MENTIONED)).resolve(THEY, 1).perspective is None


def test_a_pronoun_keeps_its_antecedent_in_mind() -> None:
    discourse = said((KURTI, 0, SUBJECT))
    for sentence in range(5, 40, 5):
        discourse.follow(HE, sentence)
    assert discourse.resolve(HE, 40).entity_id == "kurti"


def test_his_office() -> None:
    office = Actor(0, 2, "role", nouns=frozenset({"office"}), role_kind="body", owner=HE)
    assert said((KURTI, 0, MENTIONED)).resolve(office, 1).perspective == "pristina"


def test_a_known_side_is_left_alone_and_unknown_ones_are_not_remembered() -> None:
    discourse = said((HE, 0, SUBJECT), (role("minister"), 0, SUBJECT))
    assert discourse.resolve(NATO, 1) == NATO
    assert discourse.resolve(HE, 1) == HE


def test_a_person_is_known_by_the_last_name_once_introduced() -> None:
    discourse = said()
    discourse.introduce("ilic", role("official"))
    discourse.introduce("", role("official"))
    assert {name: actor.kind for name, actor in discourse.known.items()} == {"ilic": "unlisted"}
