"""What must hold between the rows of a study's sheets."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing.study import load_study
from tests.study.conftest import Add, problems

KINDS = "demonym, government_place, institution, media, office, party, person"


@pytest.mark.parametrize(
    ("name", "row", "problem"),
    [
        ("entities", "x;Ann X;person;town", "column perspective: 'town'; choices: city, other, tenants"),
        ("entities", "x;Ann X;people;city", f"column kind: 'people'; choices: {KINDS}"),
        ("entities", "x;Ann X;person;city;d", "column gender: 'd'; choices: f, m"),
        ("entities", "x;Ann X;person;city;f;dual", "column number: 'dual'; choices: plural, singular"),
        ("entities", "x;...;person;city", "'...' can never match: no run of tokens reads so"),
        ("entities", "x;Ann X;person;city;f;singular;X|!", "'!' can never match: no run of tokens reads so"),
        ("entities", "jane-doe;Ann X;person;city", "entity_id 'jane-doe' stands on line 7 already"),
        ("entities", "x;Ann X;person;city;;;Dôe", "'Dôe' names jane-doe (line 7) already; a name can have one owner"),
        (
            "offices",
            "jane-do;mayor;2020;;city",
            "column person_id: no entity 'jane-do'; did you mean 'jane-doe'? see entities.tsv",
        ),
        ("offices", "jane-doe;qqq;2020;;city", "column office_id: no entity 'qqq'; see entities.tsv"),
        (
            "offices",
            "mayor;mayor;2020;;city",
            "column person_id: 'mayor' is of kind office; needs demonym or government_place or party or person",
        ),
        ("offices", "jane-doe;mayor;20;;city", "column start: '20' is no date; write 2008, 2008-02 or 2008-02-17"),
        (
            "offices",
            "jane-doe;mayor;2020-13;;city",
            "column start: '2020-13' is no date; write 2008, 2008-02 or 2008-02-17",
        ),
        (
            "offices",
            "jane-doe;mayor;2020;2021-02-30;city",
            "column end: '2021-02-30' is no date; write 2008, 2008-02 or 2008-02-17",
        ),
        (
            "offices",
            "jane-doe;mayor;2020-05;2020-04-30;city",
            "column end: '2020-04-30' lies before the start '2020-05'",
        ),
        ("offices", "jane-doe;mayor;;;city", "column start is empty"),
        ("descriptions", "the rival;rival;city", "column entity_id: no entity 'rival'; see entities.tsv"),
        ("descriptions", "both sides;;city|town", "column perspective: 'town'; choices: city, other, tenants"),
        ("descriptions", "—;;city", "'—' can never match: no run of tokens reads so"),
        ("terms", "rent-gouging;rent hike;;tenants", "term_id 'rent-gouging' stands on line 7 already"),
        ("terms", "hike;rent hike|?;;tenants", "'?' can never match: no run of tokens reads so"),
        ("terms", "hike;rent hike;...;tenants", "'...' can never match: no run of tokens reads so"),
        (
            "terms",
            "hike;rent hike;;city | tenants",
            "column perspective: 'city | tenants'; choices: city, other, tenants",
        ),
    ],
)
def test_a_bad_row(springfield: Path, add: Add, name: str, row: str, problem: str) -> None:
    line = add(name, row)
    assert problems(springfield) == [f"{name}.tsv:{line}: {problem}"]


def test_a_row_that_is_wrong_in_itself_does_not_make_those_that_refer_to_it_wrong(springfield: Path, add: Add) -> None:
    line = add("entities", "ann;Ann X;people;city")
    add("offices", "ann;mayor;2020;;city")
    assert problems(springfield) == [f"entities.tsv:{line}: column kind: 'people'; choices: {KINDS}"]


def test_a_description_may_stand_for_two_sides(springfield: Path, add: Add) -> None:
    add("descriptions", "both sides;;city | tenants")
    assert load_study(springfield).descriptions[-1].perspective == "city | tenants"


def test_a_period_may_begin_and_end_in_the_same_month(springfield: Path, add: Add) -> None:
    add("offices", "jane-doe;mayor;2020-05-03;2020-05;city")
    assert load_study(springfield).offices[-1].covers("2020-05-31")
