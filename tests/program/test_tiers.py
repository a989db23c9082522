"""Both tiers from outside: without the encoder's libraries, with one thread and two, and what the linear one says."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from framing.learn.store import find_model, read_card
from tests.program.conftest import ROOT, Run, tree

WITHOUT = """
import importlib.metadata, json, sys
absent = ("onnxruntime", "tokenizers")
sys.modules |= dict.fromkeys(absent)
version = importlib.metadata.version
def hidden(name):
    if name in absent:
        raise importlib.metadata.PackageNotFoundError(name)
    return version(name)
importlib.metadata.version = hidden
from framing.cli.main import main
sys.argv[1:] = json.loads(sys.argv[1])
main()
"""
"""framing where the encoder's libraries are not installed."""


def without_libraries(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", WITHOUT, json.dumps(words)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, env=environment, timeout=120)


def test_the_linear_tier_needs_none_of_the_encoders_libraries(run: Run, here: Path) -> None:
    words = ("analyze", "a.txt", "--study", "springfield", "--models", "linear", "--quiet", "--out")
    done = without_libraries(*words, "minimal", cwd=here)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    run(*words, "whole")
    tables = tree(here / "minimal")
    assert {name: tables[name] for name in tables if name != "manifest.json"} == {
        name: content for name, content in tree(here / "whole").items() if name != "manifest.json"
    }


def test_the_encoder_tier_without_its_libraries_says_what_to_do(here: Path) -> None:
    done = without_libraries("analyze", "a.txt", "--study", "springfield", "--out", "r", cwd=here)
    assert (done.returncode, done.stdout, done.stderr) == (
        2,
        "",
        "framing: the encoder needs onnxruntime and tokenizers; install them (pip install onnxruntime tokenizers), or "
        "ask for --models linear\n",
    )
    assert not (here / "r" / "manifest.json").exists()


@pytest.mark.parametrize("tier", ["encoder", "linear"])
def test_the_number_of_threads_changes_no_byte(run: Run, here: Path, tier: str) -> None:
    for threads in ("1", "2"):
        limits = {f"{name}_NUM_THREADS": threads for name in ("OMP", "OPENBLAS", "MKL")}
        done = run("analyze", "a.txt", "--out", threads, "--study", "springfield", "--models", tier, **limits)
        assert done.returncode == 0
    one, two = (tree(here / threads) for threads in ("1", "2"))
    tables = [name for name in one if name.endswith(".csv")]
    assert len(tables) > 5
    assert {name: one[name] for name in tables} == {name: two[name] for name in tables}


def test_the_linear_tier_says_how_accurate_it_is(run: Run, here: Path) -> None:
    linear, encoder = (
        f"{100 * read_card(find_model(f'attribution-{tier}')).figures['mean_f1']['dev_rows'].estimate:.1f}"
        for tier in ("linear", "encoder")
    )
    said = f"linear tier, mean F1 in percent (encoder tier in brackets): attribution {linear} ({encoder})"
    words = ("analyze", "a.txt", "--study", "springfield")
    [line] = [line for line in run(*words, "--out", "l", "--models", "linear").stderr.splitlines() if "F1" in line]
    assert line.startswith(f"{said}; target-sentiment ")
    assert line.endswith("; on which rows: framing models show")
    assert "linear tier" not in run(*words, "--out", "e").stderr
    row = json.dumps({"id": 1, "text": "Jane Doe said no."})
    done = run("predict", "attribution", "--models", "linear", given=row)
    assert (done.returncode, done.stderr) == (0, f"note: {said}; on which rows: framing models show\n")
    assert run("predict", "attribution", "--model", "attribution-linear", given=row).stderr == ""
