"""What ``model.json`` may say: every wrong key and value has its message, and all are told at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from framing.errors import DataError, FramingError
from framing.learn.store import ModelCard, check_task, check_tier, read_card
from tests.learn.stored import DATA_SHA256, ENCODER, HEAD, LINEAR, ONNX_SHA256, card_of, change, encoder, head, linear

KEYS = (
    "data, description, encoder, figures, files, format, known_failures, labels, libraries, name, settings, task, tier"
)
ENTRY = {"name": "town news", "sha256": DATA_SHA256, "rows": 3, "licence": "none stated"}
HASH = "write its 64 hexadecimal digits in lower case"
STEP = "not a name inside the folder; write letters, digits, '.', '_', '-', and '/' below a subfolder"


def problems(folder: Path) -> list[str]:
    with pytest.raises(DataError) as caught:
        read_card(folder)
    assert caught.value.what == str(folder)
    return list(caught.value.problems)


@pytest.mark.parametrize("card", [LINEAR, ENCODER, HEAD])
def test_a_card_is_the_same_after_json(card: ModelCard) -> None:
    assert ModelCard.from_json(card.as_json()) == card


def test_known_failures_may_be_there_or_not(tmp_path: Path) -> None:
    folder = linear(tmp_path / "m")
    assert "known_failures" not in card_of(folder), "what framing of before can read stays as it was"
    assert read_card(folder).known_failures == ()
    change(folder, known_failures=["Irony is missed.", "Names of towns are taken for people."])
    card = read_card(folder)
    assert card.known_failures == ("Irony is missed.", "Names of towns are taken for people.")
    assert ModelCard.from_json(card.as_json()) == card


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("name", "Town News", "name: 'Town News'; write lower case letters and digits, joined by hyphens"),
        ("name", 7, "name: 7; write lower case letters and digits, joined by hyphens"),
        (
            "task",
            "target-sentment",
            "task: no task 'target-sentment'; did you mean 'target-sentiment'? "
            "choices: attribution, encoder, frames, sentiment, stance, target-sentiment, target-stance",
        ),
        (
            "task",
            ["frames"],
            "task: no task 'a list'; "
            "choices: attribution, encoder, frames, sentiment, stance, target-sentiment, target-stance",
        ),
        ("tier", "linaer", "tier: no tier 'linaer'; did you mean 'linear'? choices: encoder, linear"),
        ("description", "Two\nlines", "description: 'Two\\nlines'; write one sentence"),
        ("description", " ", "description: ' '; write one sentence"),
        ("labels", "negative", "labels: 'negative'; write a list of names"),
        ("labels", ["a", 1], "labels: a list; write a list of names"),
        ("labels", ["a", "b", "a"], "labels: 'a' more than once; name each label once"),
        ("labels", [], "labels: empty; name what a model for target-sentiment tells apart"),
        ("encoder", ONNX_SHA256, "encoder: a model of the linear tier uses none; write null"),
        ("tier", "encoder", "encoder: null; write the SHA-256 of the model.onnx whose states the model was trained on"),
        ("files", {}, "files: an object without entries; write an object of file names and their SHA-256"),
        (
            "files",
            {"weights.npz": ONNX_SHA256.upper()},
            f"files: 'weights.npz': '{ONNX_SHA256.upper()}' is no SHA-256; {HASH}",
        ),
        ("files", {"weights.npz": None}, f"files: 'weights.npz': null is no SHA-256; {HASH}"),
        ("files", {"../weights.npz": ONNX_SHA256}, f"files: '../weights.npz': {STEP}"),
        ("files", {"/etc/weights.npz": ONNX_SHA256}, f"files: '/etc/weights.npz': {STEP}"),
        ("files", {"C:\\weights.npz": ONNX_SHA256}, f"files: 'C:\\\\weights.npz': {STEP}"),
        ("files", {"a/./weights.npz": ONNX_SHA256}, f"files: 'a/./weights.npz': {STEP}"),
        ("files", {"": ONNX_SHA256}, f"files: '': {STEP}"),
        ("files", {"model.json": ONNX_SHA256}, "files: 'model.json': the card cannot hold its own hash; leave it out"),
        (
            "files",
            {"weights.pkl": ONNX_SHA256},
            "files: 'weights.pkl': no file of a model ends so; choices: .json, .md, .npz, .onnx, .skops, .tsv, .txt",
        ),
        (
            "libraries",
            {"numpy": 2},
            'libraries: an object; write an object of names and versions, such as {"numpy": "2.1.0"}',
        ),
        ("data", {}, "data: an object without entries; write a list of objects with name, sha256, rows, licence"),
        ("data", [ENTRY, "x"], "data: entry 2: 'x'; write an object with name, sha256, rows, licence"),
        ("data", [{"rows": 1}], "data: entry 1: has rows; write an object with name, sha256, rows, licence"),
        ("data", [{**ENTRY, "rows": True}], "data: entry 1: rows: True; write a whole number, 0 or more"),
        ("data", [{**ENTRY, "rows": -1}], "data: entry 1: rows: -1; write a whole number, 0 or more"),
        ("data", [{**ENTRY, "licence": ""}], "data: entry 1: licence: ''; write a text ('none stated' is one)"),
        ("data", [{**ENTRY, "sha256": "0"}], f"data: entry 1: sha256: '0' is no SHA-256; {HASH}"),
        (
            "figures",
            [],
            "figures: a list without entries; write an object: measure, data set, estimate, ci_low, ci_high",
        ),
        ("figures", {"f1": 3}, "figures: f1: 3; write an object with a data set or more"),
        (
            "figures",
            {"f1": {"dev": {}}},
            "figures: f1: dev: has no keys; write an object with estimate, ci_low, ci_high",
        ),
        (
            "figures",
            {"f1": {"dev": {"estimate": 1, "ci_low": 2, "ci_high": 1}}},
            "figures: f1: dev: ci_low 2 lies above ci_high 1; exchange them",
        ),
        (
            "figures",
            {"f1": {"dev": {"estimate": "1", "ci_low": 1, "ci_high": 1}}},
            "figures: f1: dev: {'estimate': '1', 'ci_low': 1, 'ci_high': 1}; write three numbers",
        ),
        ("settings", None, "settings: null; write an object, {} if there are none"),
        ("known_failures", "Irony.", "known_failures: 'Irony.'; write a list of sentences"),
        ("known_failures", ["Irony.", "Two\nlines."], "known_failures: a list; write a list of sentences"),
        (
            "format",
            2,
            "format: 2; this framing reads format 1; "
            "take a model made for this version, or install the framing that made it",
        ),
        (
            "format",
            True,
            "format: True; this framing reads format 1; "
            "take a model made for this version, or install the framing that made it",
        ),
        ("format", ..., "format: missing; write 1"),
        ("figures", ..., "figures: missing; write an object, {} if there are none"),
        (
            "setings",
            {},
            f"no key 'setings'; did you mean 'settings'? choices: {KEYS}; "
            "rename it, or put values of your own under settings",
        ),
    ],
)
def test_a_wrong_value(tmp_path: Path, key: str, value: Any, message: str) -> None:
    found = problems(change(linear(tmp_path / "m"), **{key: value}))
    assert [problem for problem in found if problem.startswith("model.json: ")] == [f"model.json: {message}"]


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    folder = change(linear(tmp_path / "m"), tier="cubic", labels=3, name=..., seed=1)
    (folder / "weights.npz").unlink()
    assert problems(folder) == [
        f"model.json: no key 'seed'; choices: {KEYS}; rename it, or put values of your own under settings",
        "model.json: name: missing; write lower case letters and digits, joined by hyphens",
        "model.json: tier: no tier 'cubic'; choices: encoder, linear",
        "model.json: labels: 3; write a list of names",
        "weights.npz: no such file in the folder; restore it, or make the model again",
    ]


def test_an_encoder_needs_its_tokenizer_and_no_other_encoder(tmp_path: Path) -> None:
    folder = change(encoder(tmp_path / "m"), files={"model.onnx": ONNX_SHA256}, encoder=ONNX_SHA256, tier="linear")
    assert problems(folder) == [
        "model.json: tier: 'linear', but the task is encoder; write encoder",
        "model.json: encoder: an encoder is trained on no other; write null",
        "model.json: files: an encoder needs tokenizer.json; add it to the folder and name it here",
    ]


def test_the_card_of_a_head_names_its_encoder(tmp_path: Path) -> None:
    assert read_card(head(tmp_path / "m")).encoder == ONNX_SHA256
    assert problems(change(tmp_path / "m", encoder="ABC")) == [f"model.json: encoder: 'ABC' is no SHA-256; {HASH}"]


def test_the_main_figure() -> None:
    assert LINEAR.main_figure() == "macro_f1: dev_a 0.7124 [0.68, 0.74], dev_b 0.7 [0.65, 0.751]"
    assert ENCODER.main_figure() is None


def test_tiers_and_tasks() -> None:
    assert (check_tier("encoder"), check_task("stance")) == ("encoder", "stance")
    with pytest.raises(FramingError) as caught:
        check_tier("lineal")
    assert str(caught.value) == "no tier of models 'lineal'; did you mean 'linear'? choices: encoder, linear"
    with pytest.raises(FramingError, match="no task of models 'voice'; choices: attribution, encoder, frames, "):
        check_task("voice")
