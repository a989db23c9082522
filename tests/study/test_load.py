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
from tests.study.conftest import Add, Change, problems

KINDS = "demonym, government_place, institution, media, office, party, person"
ANY_KIND = KINDS.replace(", ", " or ")


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
        ("offices", "jane-do;mayor;2020;;city", "column person_id: no entity 'jane-do'; did you mean 'jane-doe'? see entities.tsv"),
        ("offices", "jane-doe;qqq;2020;;city", "column office_id: no entity 'qqq'; see entities.tsv"),
        ("offices", "mayor;mayor;2020;;city", "column person_id: 'mayor' is of kind office; needs party or person"),
        ("offices", "jane-doe;mayor;20;;city", "column start: '20' is no date; write 2008, 2008-02 or 2008-02-17"),
        ("offices", "jane-doe;mayor;2020-13;;city", "column start: '2020-13' is no date; write 2008, 2008-02 or 2008-02-17"),
        ("offices", "jane-doe;mayor;2020;2021-02-30;city", "column end: '2021-02-30' is no date; write 2008, 2008-02 or 2008-02-17"),
        ("offices", "jane-doe;mayor;2020-05;2020-04-30;city", "column end: '2020-04-30' lies before the start '2020-05'"),
        ("offices", "jane-doe;mayor;;;city", "column start is empty"),
        ("descriptions", "the rival;rival;city", "column entity_id: no entity 'rival'; see entities.tsv"),
        ("descriptions", "both sides;;city|town", "column perspective: 'town'; choices: city, other, tenants"),
        ("descriptions", "—;;city", "'—' can never match: no run of tokens reads so"),
        ("terms", "rent-gouging;rent hike;;tenants", "term_id 'rent-gouging' stands on line 7 already"),
        ("terms", "hike;rent hike|?;;tenants", "'?' can never match: no run of tokens reads so"),
        ("terms", "hike;rent hike;...;tenants", "'...' can never match: no run of tokens reads so"),
        ("terms", "hike;rent hike;;city | tenants", "column perspective: 'city | tenants'; choices: city, other, tenants"),
    ],
)  # fmt: skip
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


@pytest.mark.parametrize(
    ("name", "old", "new", "wanted"),
    [
        ("study.yaml", '"#0072B2"', "blue", ["study.yaml: perspective 1: colour 'blue'; write it as '#0072B2'"]),
        ("study.yaml", "id: tenants", "id: city", [
            "study.yaml: perspective 2: id 'city' is taken, or not of a-z, 0-9, - and _",
            "entities.tsv:10: column perspective: 'tenants'; choices: city, other",
            "terms.tsv:7: column perspective: 'tenants'; choices: city, other",
        ]),
        ("study.yaml", "label: Tenants, ", "", ["study.yaml: perspective 2: lacks label"]),
        ("study.yaml", "[boydstun, semetko]", "[boydston]", [
            "study.yaml: frames: no frame scheme 'boydston'; did you mean 'boydstun'? choices: boydstun, semetko, springfield",
        ]),
        ("study.yaml", "[boydstun, semetko]", "[springfield]", ["study.yaml: frames: springfield: no frames.yaml in {folder}"]),
        ("study.yaml", "[boydstun, semetko]", "boydstun", [
            "study.yaml: frames: 'boydstun'; write a list of schemes, such as [boydstun, semetko]",
        ]),
        ("study.yaml", "title: My study\n", "", ["study.yaml: lacks title"]),
        ("study.yaml", "frames:", "voices_outside: {world: {label: x}}\nframes:", [
            "study.yaml: voices_outside: may hold other and narrator, each with label and colour",
        ]),
        ("study.yaml", "frames:", "voices_outside: {other: grey}\nframes:", [
            "study.yaml: voices_outside: may hold other and narrator, each with label and colour",
        ]),
        ("study.yaml", "frames:", "voices_outside: {other: {colour: grey}}\nframes:", [
            "study.yaml: voices_outside: other: colour 'grey'; write it as '#8C8C8C'",
        ]),
        ("issues.yaml", "  label: Rent cap\n", "", ["issues.yaml: issue 1: needs id, label, description, terms"]),
        ("issues.yaml", "[affordable housing]", "[affordable housing, '...']", [
            "issues.yaml: issue 1 (rent-cap): '...' can never match: no run of tokens reads so",
        ]),
        ("issues.yaml", "[affordable housing]", "affordable housing", [
            "issues.yaml: issue 1 (rent-cap): favor_terms: 'affordable housing'; write a list, such as [rent cap, cap on rents]",
        ]),
        ("issues.yaml", "issues:\n", "issues:\n- {id: rent-cap, label: a, description: b, terms: []}\n", [
            "issues.yaml: issue 2 (rent-cap): the id stands above already",
        ]),
    ],
)  # fmt: skip
def test_a_bad_entry(springfield: Path, change: Change, name: str, old: str, new: str, wanted: list[str]) -> None:
    change(name, old, new)
    assert problems(springfield) == [line.replace("{folder}", str(springfield)) for line in wanted]


@pytest.mark.parametrize("listed", ["", "5", "[]", "{city: City}"])
def test_a_study_without_sides(springfield: Path, listed: str) -> None:
    text = (springfield / "study.yaml").read_text(encoding="utf-8")
    head, _, rest = text.partition("perspectives:\n")
    frames = rest[rest.index("frames:") :]
    (springfield / "study.yaml").write_text(f"{head}perspectives: {listed}\n{frames}", encoding="utf-8")
    assert problems(springfield) == [
        "study.yaml: perspectives: needs a list of {id, label, colour, description}",
    ]


@pytest.mark.parametrize(
    ("frames", "wanted"),
    [
        ("- {id: rent}", ["frames.yaml: frame 1: needs id, label, definition"]),
        ("5", ["frames.yaml: frames: needs a list of {id, label, definition}"]),
        (
            "- {id: rent, label: Rent, definition: d, terms: {rent: 2, '...': 1, cap: true}}",
            [
                "frames.yaml: frame 1 (rent): 'rent' needs a weight above 0 and up to 1, not 2",
                "frames.yaml: frame 1 (rent): 'cap' needs a weight above 0 and up to 1, not True",
                "frames.yaml: frame 1 (rent): '...' can never match: no run of tokens reads so",
            ],
        ),
        (
            "- {id: rent, label: Rent, definition: d, terms: [rent]}",
            ["frames.yaml: frame 1 (rent): terms: needs a weight for each, such as 'border: 0.5'"],
        ),
        (
            "[{id: a, label: A, definition: d}, {id: a, label: B, definition: d}]",
            ["frames.yaml: frame 2 (a): the id stands above already"],
        ),
    ],
)
def test_bad_frames(springfield: Path, change: Change, frames: str, wanted: list[str]) -> None:
    head = "title: Ours\nsource: us\nlicence: CC0\nlanguage: en\ndate: 2026-01-01\nframes:\n"
    (springfield / "frames.yaml").write_text(f"{head}  {frames}\n", encoding="utf-8")
    change("study.yaml", "[boydstun, semetko]", "[springfield]")
    assert problems(springfield) == wanted


def test_frames_of_the_study_itself(springfield: Path, change: Change) -> None:
    head = "title: Ours\nsource: us\nlicence: CC0\nlanguage: en\ndate: 2026-01-01\n"
    frames = "frames:\n- {id: rent, label: Rent, definition: What it costs., terms: {rent cap: 1, cap: 0.5}}\n"
    (springfield / "frames.yaml").write_text(head + frames, encoding="utf-8")
    change("study.yaml", "[boydstun, semetko]", "[springfield]")
    [frame] = load_study(springfield).frames
    assert (frame.frame_id, frame.terms) == ("springfield.rent", {"rent cap": 1.0, "cap": 0.5})


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


def test_a_study_that_is_not_yaml(springfield: Path) -> None:
    (springfield / "study.yaml").write_text("id: [\n", encoding="utf-8")
    [problem] = problems(springfield)
    assert problem.startswith("study.yaml: not YAML: ")
