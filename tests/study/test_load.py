"""Loading a study: every bad line of every file is reported at once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from framing.errors import DataError, FramingError
from framing.records import NARRATOR, OTHER
from framing.study import Description, Entity, Office, Study, Term, list_studies, load_study
from framing.study.example import write_example
from framing.tokens import norm_of
from tests.study.conftest import Add, Change


@pytest.fixture(scope="module")
def kosovo() -> Study:
    return load_study("kosovo")


def test_the_study_that_ships(kosovo: Study) -> None:
    assert list(kosovo.perspectives) == ["belgrade", "pristina", "west", "moscow"]
    assert kosovo.voices == ("belgrade", "pristina", "west", "moscow", OTHER, NARRATOR)
    assert len({side.colour for side in (*kosovo.perspectives.values(), *kosovo.outside.values())}) == 6
    assert len(kosovo.entities) >= 300
    assert len(kosovo.issues) >= 10
    assert len(kosovo.terms) >= 60
    assert {frame.frame_id.partition(".")[0] for frame in kosovo.frames} == {"kosovo", "boydstun", "semetko"}


@pytest.mark.parametrize(
    "name",
    ["Milošević", "Rugova", "Thaçi", "Albright", "Ivanov", "Vučić", "Kurti", "Lajčák", "Zakharova", "Vucic", "Thaci"],
)
def test_the_people_of_the_dispute_are_known_by_surname(kosovo: Study, name: str) -> None:
    names = [(entity.kind, set(map(norm_of, entity.names))) for entity in kosovo.entities.values()]
    assert [kind for kind, known in names if norm_of(name) in known] == ["person"]


def test_every_study_that_ships_is_listed_and_right() -> None:
    assert list_studies() == ["kosovo"]


def test_the_example_study(springfield: Path) -> None:
    study = load_study(springfield)
    assert (study.study_id, study.voices) == ("springfield", ("city", "tenants", OTHER, NARRATOR))
    assert study.entities["jane-doe"] == Entity("jane-doe", "Jane Doe", "person", "city", "f", "singular", ("Doe",))
    assert study.offices == (Office("jane-doe", "mayor", "2022-05", "", "city"),)
    assert study.descriptions == (Description("town hall", "city-council", "city", "", ""),)
    assert study.terms == (Term("rent-gouging", ("rent gouging", "rent gougers"), "tenants", "rent increase"),)
    assert [(issue.issue_id, issue.favor_terms) for issue in study.issues] == [("rent-cap", ("affordable housing",))]
    assert {frame.frame_id.partition(".")[0] for frame in study.frames} == {"boydstun", "semetko"}
    assert sorted(study.sha256) == [
        "frames/boydstun.yaml",
        "frames/semetko.yaml",
        *(f"springfield/{name}.tsv" for name in ("descriptions", "entities")),
        "springfield/issues.yaml",
        "springfield/offices.tsv",
        "springfield/study.yaml",
        "springfield/terms.tsv",
    ]


def test_the_example_goes_into_a_new_folder_only(springfield: Path, tmp_path: Path) -> None:
    with pytest.raises(FramingError) as caught:
        write_example(springfield)
    assert str(caught.value) == f"{springfield}: exists already; name a new folder"
    with pytest.raises(FramingError) as caught:
        write_example(tmp_path / "no" / "study")
    assert str(caught.value) == f"{tmp_path / 'no'}: no such folder; make it first"


def test_an_unknown_study() -> None:
    with pytest.raises(FramingError) as caught:
        load_study("kosvo")
    assert str(caught.value) == (
        "no study 'kosvo'; did you mean 'kosovo'? choices: kosovo; or give the path of a study's folder"
    )


def test_a_folder_without_a_study(tmp_path: Path) -> None:
    with pytest.raises(FramingError) as caught:
        load_study(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path}: no study.yaml in this folder; `framing studies new PATH` writes an example to start from"
    )


def test_a_study_is_read_again_only_when_a_file_has_changed(springfield: Path, change: Change) -> None:
    study = load_study(springfield)
    assert load_study(str(springfield)) is study
    change("study.yaml", "title: My study", "title: Rents")
    assert load_study(springfield).title == "Rents"


def test_a_relative_path(springfield: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(springfield.parent)
    assert load_study(f".{os.sep}springfield").folder == springfield


def test_everything_is_reported_at_once(springfield: Path, add: Add, change: Change) -> None:
    change("study.yaml", '"#0072B2"', "blue")
    entity = add("entities", "x;Ann X;person;town")
    office = add("offices", "jane-doe;mayor;soon;;city")
    (springfield / "terms.tsv").unlink()
    (springfield / "issues.yaml").write_text("- rents\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_study(springfield)
    assert str(caught.value) == (
        f"{springfield}: 5 problems\n"
        "  study.yaml: perspective 1: colour 'blue'; write it as '#0072B2'\n"
        "  issues.yaml: needs a mapping at its top, has list\n"
        f"  entities.tsv:{entity}: column perspective: 'town'; choices: city, other, tenants\n"
        f"  offices.tsv:{office}: column start: 'soon' is no date; write 2008, 2008-02 or 2008-02-17\n"
        f"  terms.tsv: no such file in {springfield}"
    )
