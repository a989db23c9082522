"""The call: which files come out, that their bytes stay the same, and what it says when something is wrong."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import matplotlib
import pytest

from framing.charts import CHARTS, Charted, chart
from framing.charts.registry import needs_of
from framing.errors import FramingError
from tests.charts.sample import PALETTE, tables

ROOT = Path(__file__).parents[2]
RENDER = """
import hashlib, sys, pathlib
from framing.charts import chart
from tests.charts.sample import PALETTE, tables
out = pathlib.Path(sys.argv[1])
chart(tables(13), PALETTE, None, out, ("svg", "png", "pdf"))
for path in sorted(out.iterdir()):
    print(path.name, hashlib.sha256(path.read_bytes()).hexdigest())
"""


def render(out: Path, seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", RENDER, str(out)]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True, cwd=ROOT).stdout


def test_the_same_tables_give_the_same_bytes_in_any_process(tmp_path):
    first, second = render(tmp_path / "a", "0"), render(tmp_path / "b", "1")
    assert len(first.splitlines()) == 3 * (len(CHARTS) + 1)
    assert first == second


def test_the_same_tables_give_the_same_bytes_twice_and_in_any_order_of_rows(tmp_path):
    made = tables(6)
    shuffled = {name: table.sample(frac=1, random_state=1) for name, table in made.items()}
    for folder, each in (("a", made), ("b", made), ("c", shuffled)):
        chart(each, PALETTE, None, tmp_path / folder, ("svg",))
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()
        assert path.read_bytes() == (tmp_path / "c" / path.name).read_bytes()


def test_one_chart_alone_has_the_bytes_it_has_among_all(tmp_path):
    chart(tables(6), PALETTE, None, tmp_path / "all", ("svg",))
    chart(tables(6), PALETTE, ["frames"], tmp_path / "one", ("svg",))
    assert (tmp_path / "all/frames.svg").read_bytes() == (tmp_path / "one/frames.svg").read_bytes()


def test_the_users_own_style_changes_nothing_and_is_left_alone(tmp_path):
    chart(tables(3), PALETTE, ["tone"], tmp_path / "a", ("svg",))
    with matplotlib.rc_context({"font.size": 30, "axes.facecolor": "black", "svg.hashsalt": "mine"}):
        before = dict(matplotlib.rcParams)
        chart(tables(3), PALETTE, ["tone"], tmp_path / "b", ("svg",))
        assert dict(matplotlib.rcParams) == before
    assert (tmp_path / "a/tone.svg").read_bytes() == (tmp_path / "b/tone.svg").read_bytes()


@pytest.mark.filterwarnings("error")
def test_letters_that_the_font_lacks_cause_no_warning(tmp_path):
    made = tables(2)
    made["articles"]["outlet"] = "新华社"
    chart(made, PALETTE, ["ribbon"], tmp_path)


def test_pyplot_holds_no_figure(tmp_path):
    chart(tables(3), PALETTE, None, tmp_path, ("png",))
    from matplotlib import pyplot

    assert pyplot.get_fignums() == []


def test_files_and_results(tmp_path):
    results = chart(tables(13), PALETTE, ["ribbon", "tone"], tmp_path / "new" / "folder")
    out = tmp_path / "new" / "folder"
    assert [result.name for result in results] == ["ribbon", "tone"]
    assert results[0].files == tuple(
        out / name for name in ("ribbon.svg", "ribbon.png", "ribbon-2.svg", "ribbon-2.png")
    )
    assert sorted(out.iterdir()) == sorted([*results[0].files, *results[1].files])
    assert results[1].title == "In which tone are each side’s sentences told?"
    svg = (out / "tone.svg").read_text(encoding="utf-8")
    assert "n scored" in svg
    assert "<title>In which tone" in svg


def test_files_that_no_longer_belong_are_removed_and_others_kept(tmp_path):
    chart(tables(13), PALETTE, ["ribbon", "tone"], tmp_path, ("svg",))
    for name in ("notes.svg", "ribbon-x.svg", "ribbon-2.txt"):
        (tmp_path / name).write_text("mine")
    chart(tables(3), PALETTE, ["ribbon"], tmp_path, ("svg",))
    assert {path.name for path in tmp_path.iterdir()} == {
        "ribbon.svg",
        "tone.svg",
        "notes.svg",
        "ribbon-x.svg",
        "ribbon-2.txt",
    }


def test_a_chart_with_nothing_to_show_is_skipped_with_its_reason(tmp_path):
    results = chart({"sentences": tables(2)["sentences"]}, PALETTE, ["frames", "voice-share"], tmp_path, ("svg",))
    assert results[0] == Charted("frames", skipped="the result has no table frames")
    assert results[1].skipped is None
    assert [path.name for path in tmp_path.iterdir()] == ["voice-share.svg"]


CHOICES = ", ".join(sorted(CHARTS))
WRONG = {
    "chart": (
        {"names": ["tones", "ribon"]},
        f"no chart 'tones'; did you mean 'tone'? choices: {CHOICES}\n"
        f"no chart 'ribon'; did you mean 'ribbon'? choices: {CHOICES}",
    ),
    "format": (
        {"formats": ["jpg"]},
        "no chart format 'jpg'; did you mean 'png'? choices: pdf, png, svg",
    ),
    "column": (
        {"tables": {"sentences": tables(1)["sentences"][["article_id", "sentence_index"]]}},
        "table sentences: missing columns voices; has article_id, sentence_index",
    ),
    "voice": (
        {"tables": {"sentences": tables(1)["sentences"].assign(voices="ankara;belgrade")}},
        "table sentences: voices ankara are none of the study's (belgrade, pristina, west, moscow, other, narrator); "
        "chart a result with the study that made it",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_calls_say_what_and_write_nothing(case, tmp_path):
    call, message = WRONG[case]
    call = {"tables": tables(1), "names": ["voice-share"], "formats": ["svg"], **call}
    with pytest.raises(FramingError) as caught:
        chart(call["tables"], PALETTE, call["names"], tmp_path / "out", call["formats"])
    assert str(caught.value) == message
    assert not (tmp_path / "out").exists()


def test_a_write_that_fails_leaves_the_old_file(tmp_path, monkeypatch):
    chart(tables(1), PALETTE, ["tone"], tmp_path, ("svg",))
    before = hashlib.sha256((tmp_path / "tone.svg").read_bytes()).hexdigest()

    def full(self, content):
        raise OSError("no space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="no space left"):
        chart(tables(9), PALETTE, ["tone"], tmp_path, ("svg",))
    assert [path.name for path in tmp_path.iterdir()] == ["tone.svg"]
    assert hashlib.sha256((tmp_path / "tone.svg").read_bytes()).hexdigest() == before


def test_importing_the_package_imports_neither_matplotlib_nor_pandas():
    code = "import sys, framing.charts; print([m for m in ('matplotlib', 'pandas', 'seaborn') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_reads_the_columns_that_it_says_it_needs(tmp_path, name):
    whole = tables(7)
    needed = {table: whole[table][list(columns)] for table, columns in needs_of([name]).items() if table in whole}
    chart(whole, PALETTE, [name], tmp_path / "whole", ["svg"])
    chart(needed, PALETTE, [name], tmp_path / "needed", ["svg"])
    files = [{path.name: path.read_bytes() for path in (tmp_path / each).iterdir()} for each in ("whole", "needed")]
    assert files[0] == files[1] and files[0]
