"""The wheel carries the lexicons, and the package in it works without the repository."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.program.conftest import ROOT


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a wheel built from a copy of the sources."""
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("wheel")
    ignore = shutil.ignore_patterns("__pycache__")
    for name in ("framing", "lexicons"):
        shutil.copytree(ROOT / name, folder / "source" / name, ignore=ignore)
    for name in ("pyproject.toml", "LICENSE", "README.md"):
        shutil.copy(ROOT / name, folder / "source" / name)
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--quiet"]
    built = subprocess.run(
        [*command, "--disable-pip-version-check", "--wheel-dir", str(folder), str(folder / "source")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    [wheel] = folder.glob("framing-*.whl")
    with zipfile.ZipFile(wheel) as files:
        files.extractall(folder / "unpacked")
    shutil.rmtree(folder / "source")
    return folder / "unpacked"


def test_every_lexicon_is_in_the_wheel(unpacked: Path) -> None:
    shipped = unpacked / "framing" / "shipped" / "lexicons"
    assert (shipped / "cues.tsv").is_file()
    names = [path.relative_to(ROOT / "lexicons") for path in (ROOT / "lexicons").rglob("*") if path.is_file()]
    for name in names:
        assert (shipped / name).read_bytes() == (ROOT / "lexicons" / name).read_bytes(), name


def test_the_parts_of_the_report_are_in_the_wheel(unpacked: Path) -> None:
    for part in ("templates", "page"):
        names = [path.relative_to(ROOT) for path in (ROOT / "framing" / "report" / part).iterdir()]
        assert names and all((unpacked / name).is_file() for name in names)


@pytest.mark.parametrize(("tier", "most"), [("encoder", 30e6), ("linear", 15e6)])
def test_models_fit_into_a_small_download(unpacked: Path, tier: str, most: float) -> None:
    folders = [folder for folder in (unpacked / "framing" / "models").iterdir() if folder.name.endswith(tier)]
    assert len(folders) > 5
    assert sum(path.stat().st_size for folder in folders for path in folder.rglob("*")) < most


def test_the_package_in_the_wheel_finds_its_study(unpacked: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "framing", "studies", "show", "kosovo", "--json"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(unpacked)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    study = json.loads(done.stdout)
    assert study["folder"] == str(unpacked / "framing" / "shipped" / "lexicons" / "kosovo")
    assert [side["perspective"] for side in study["perspectives"]] == ["belgrade", "pristina", "west", "moscow"]
