"""The parts of a study that are YAML."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing.study import load_study
from tests.study.conftest import Change, problems


@pytest.mark.parametrize(
    ("name", "old", "new", "wanted"),
    [
        ("study.yaml", '"#0072B2"', "blue", ["study.yaml: perspective 1: colour 'blue'; write it as '#0072B2'"]),
        (
            "study.yaml",
            "id: tenants",
            "id: city",
            [
                "study.yaml: perspective 2: id 'city' is taken, or not of a-z, 0-9, - and _",
                "entities.tsv:10: column perspective: 'tenants'; choices: city, other",
                "terms.tsv:7: column perspective: 'tenants'; choices: city, other",
            ],
        ),
        ("study.yaml", "label: Tenants, ", "", ["study.yaml: perspective 2: lacks label"]),
        (
            "study.yaml",
            "[boydstun, semetko]",
            "[boydston]",
            [
                "study.yaml: frames: no frame scheme 'boydston'; did you mean 'boydstun'? "
                "choices: boydstun, semetko, springfield",
            ],
        ),
        (
            "study.yaml",
            "[boydstun, semetko]",
            "[springfield]",
            ["study.yaml: frames: springfield: no frames.yaml in {folder}"],
        ),
        (
            "study.yaml",
            "[boydstun, semetko]",
            "boydstun",
            [
                "study.yaml: frames: 'boydstun'; write a list of schemes, such as [boydstun, semetko]",
            ],
        ),
        ("study.yaml", "title: My study\n", "", ["study.yaml: lacks title"]),
        (
            "study.yaml",
            "frames:",
            "voices_outside: {world: {label: x}}\nframes:",
            [
                "study.yaml: voices_outside: may hold other and narrator, each with label and colour",
            ],
        ),
        (
            "study.yaml",
            "frames:",
            "voices_outside: {other: grey}\nframes:",
            [
                "study.yaml: voices_outside: may hold other and narrator, each with label and colour",
            ],
        ),
        (
            "study.yaml",
            "frames:",
            "voices_outside: {other: {colour: grey}}\nframes:",
            [
                "study.yaml: voices_outside: other: colour 'grey'; write it as '#8C8C8C'",
            ],
        ),
        ("issues.yaml", "  label: Rent cap\n", "", ["issues.yaml: issue 1: needs id, label, description, terms"]),
        (
            "issues.yaml",
            "[affordable housing]",
            "[affordable housing, '...']",
            [
                "issues.yaml: issue 1 (rent-cap): '...' can never match: no run of tokens reads so",
            ],
        ),
        (
            "issues.yaml",
            "[affordable housing]",
            "affordable housing",
            [
                "issues.yaml: issue 1 (rent-cap): favor_terms: 'affordable housing'; "
                "write a list, such as [rent cap, cap on rents]",
            ],
        ),
        (
            "issues.yaml",
            "issues:\n",
            "issues:\n- {id: rent-cap, label: a, description: b, terms: []}\n",
            [
                "issues.yaml: issue 2 (rent-cap): the id stands above already",
            ],
        ),
    ],
)
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


def test_a_study_that_is_not_yaml(springfield: Path) -> None:
    (springfield / "study.yaml").write_text("id: [\n", encoding="utf-8")
    [problem] = problems(springfield)
    assert problem.startswith("study.yaml: not YAML: ")
