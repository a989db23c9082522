"""``framing models`` as a person calls it, over small models that stand for the shipped ones."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from framing.cli.main import main
from tests.learn.stored import LINEAR, change, encoder, head, linear
from tests.program.conftest import ROOT

Call = Callable[..., tuple[int, str, str]]
HEAVY = {"numpy", "scipy", "sklearn", "skops", "onnxruntime", "tokenizers", "pandas"}


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Calls ``framing models`` in this process: its status, what it printed on stdout and on stderr."""
    monkeypatch.setattr("framing.learn.store.catalogue.SHIPPED", tmp_path / "shipped")
    monkeypatch.chdir(tmp_path)

    def framing_models(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["framing", "models", *words])
        with pytest.raises(SystemExit) as left:
            main()
        out, err = capsys.readouterr()
        return int(left.value.code or 0), out, err

    return framing_models


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """Three models that ship."""
    root = tmp_path / "shipped"
    encoder(root / "encoder")
    head(root / "attribution-encoder")
    linear(root / LINEAR.name)
    return root


def test_a_copy_without_models(call: Call) -> None:
    said = "no model ships with this copy of framing"
    assert call("list") == (0, "", f"{said}; `framing models show PATH` shows one of your own\n")
    assert call("list", "--json") == (0, "[]\n", "")
    assert call("verify") == (0, "", f"{said}\n")
    assert call("verify", "--json") == (0, "[]\n", "")


def test_list(call: Call, ours: Path) -> None:
    status, out, err = call("list", "--json")
    assert (status, err) == (0, "")
    assert json.loads(out) == [
        {"model": "attribution-encoder", "task": "attribution", "tier": "encoder", "MB": 0.0, "figure": None},
        {"model": "encoder", "task": "encoder", "tier": "encoder", "MB": 0.0, "figure": None},
        {
            "model": "target-sentiment-linear",
            "task": "target-sentiment",
            "tier": "linear",
            "MB": 0.0,
            "figure": "macro_f1: dev_a 0.7124 [0.68, 0.74], dev_b 0.7 [0.65, 0.751]",
        },
    ]
    status, out, err = call("list")
    assert (status, err) == (0, "")
    assert [line.split()[0] for line in out.splitlines()] == ["model", "attribution-encoder", "encoder", LINEAR.name]


def test_list_of_a_damaged_model(call: Call, ours: Path) -> None:
    (ours / "encoder" / "model.onnx").unlink()
    assert call("list", "--json") == (
        2,
        "",
        f"framing: {ours}/encoder: 1 problem\n"
        "  model.onnx: no such file in the folder; restore it, or make the model again\n",
    )


def test_show(call: Call, ours: Path) -> None:
    status, out, err = call("show", LINEAR.name)
    assert (status, err) == (0, f"{LINEAR.name}: {LINEAR.description}\n\n\nFigures\n\nTrained on\n")
    assert "negative, neutral, positive" in out
    assert "CC BY 4.0" in out
    change(ours / LINEAR.name, known_failures=["Irony is missed.", "So are wishes."])
    err = call("show", LINEAR.name)[2]
    assert err.endswith("\nTrained on\n\nKnown failures\n- Irony is missed.\n- So are wishes.\n")
    status, out, err = call("show", "shipped/encoder", "--json")
    assert (status, err) == (0, "")
    document = json.loads(out)
    assert (document["name"], document["folder"], len(document["sha256"])) == ("encoder", "shipped/encoder", 64)


def test_show_a_model_that_is_not_there(call: Call, ours: Path) -> None:
    assert call("show", "encodr") == (
        2,
        "",
        "framing: no model 'encodr'; did you mean 'encoder'? "
        "choices: attribution-encoder, encoder, target-sentiment-linear; or give the path of a model's folder\n",
    )


def test_verify(call: Call, ours: Path) -> None:
    assert call("verify") == (0, "", "right: attribution-encoder, encoder, target-sentiment-linear\n")
    status, out, err = call("verify", "encoder", "--json")
    assert (status, err) == (0, "")
    assert json.loads(out) == [{"model": "encoder", "right": True, "problems": []}]


def test_verify_tells_every_problem_and_ends_with_2(call: Call, ours: Path) -> None:
    change(ours / "encoder", tier="linear")
    (ours / "attribution-encoder" / "notes.txt").touch()
    wrong_tier = "tier: 'linear', but the task is encoder; write encoder"
    assert call("verify", "./shipped/attribution-encoder", "encoder", "nothing") == (
        2,
        "",
        "framing: models: 3 problems\n"
        "  ./shipped/attribution-encoder: notes.txt: not named in model.json; move it away\n"
        f"  encoder: model.json: {wrong_tier}\n"
        "  nothing: no model 'nothing'; choices: attribution-encoder, encoder, target-sentiment-linear; "
        "or give the path of a model's folder\n",
    )
    status, out, err = call("verify", "encoder", "--json")
    assert (status, err) == (2, "")
    problems = [{"file": "model.json", "problem": wrong_tier}]
    assert json.loads(out) == [{"model": "encoder", "right": False, "problems": problems}]


def test_verify_with_another_encoder(call: Call, ours: Path, tmp_path: Path) -> None:
    encoder(tmp_path / "other", b"another network")
    status, _, err = call("verify", "attribution-encoder", "--encoder", "other")
    assert status == 2
    assert "but other/model.onnx is " in err


@pytest.mark.parametrize("words", [["models", "--help"], ["models", "list"]])
def test_nothing_heavy_is_loaded(words: list[str]) -> None:
    code = (
        "import json, sys\nfrom framing.cli.main import main\nsys.argv[1:] = json.loads(sys.argv[1])\n"
        "try:\n    main()\nfinally:\n    print(json.dumps(sorted(sys.modules)))\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, json.dumps(words)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert HEAVY & set(json.loads(run.stdout.splitlines()[-1])) == set()
