"""Experiments that compare: plans checked at the door, and differences named to the byte with their cause."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.proportion import proportion_confint

from framing import experiments, reproduction
from framing.compare import Question, compare
from framing.comparisons import chart_comparison, compare_folders
from framing.errors import FramingError
from framing.experiments import list_experiments, run_experiment
from framing.replicate.differences import differing, reasons
from framing.replicate.plans import Variant, plan_problems, question_of
from framing.replicate.sensitivity import agreement, changed, verdicts
from framing.replicate.shares import share_of
from framing.replicate.shuffled import counted_of, dealt_out, families, run_shuffled
from framing.replicate.simulation import run_simulation
from tests.compare.made import made

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "results" / "kosovo-sample"


def test_the_plans_that_ship_are_right() -> None:
    kinds = {experiment.name: experiment.kind for experiment in list_experiments()}
    assert kinds["outlets"] == kinds["naming"] == "comparison"
    assert (kinds["lexicon-sensitivity"], kinds["simulation"], kinds["us-politics"]) == (
        "sensitivity", "simulation", "corpus"
    )  # fmt: skip


def test_everything_wrong_with_a_plan_is_told() -> None:
    values = {
        "comparisons": [{"name": "a", "by": "outlet", "evnts": "event"}, {"name": "b", "measures": ["tones"]}],
        "variants": [{"name": "c", "tone": "vader", "frames_weight": 0}],
    }
    assert [problem.split(";")[0] for problem in plan_problems(values, "comparison")] == [
        "comparisons[0]: no key 'evnts'",
        "comparisons[1]: no measure 'tones'",
        "variants[0]: tone: no choice 'vader'",
        "variants[0]: frames_weight: 0",
    ]
    assert plan_problems({"comparisons": {}}, "comparison") == [
        "comparisons: write a list of mappings, each with a name"
    ]
    assert question_of({"by": "date", "measures": ["tone"]}, 7).seed == 7


def test_a_changed_lexicon_is_named() -> None:
    old = {"lexicons": {"sentiment.tsv": "a" * 64}, "study": {"files": {"k/terms.tsv": "b"}}, "models": {"tier": "x"}}
    new = {"lexicons": {"sentiment.tsv": "c" * 64}, "study": {"files": {"k/terms.tsv": "d"}}, "models": {"tier": "x"}}
    files = [{"manifest.json": json.dumps(each).encode()} for each in (old, new)]
    assert reasons(*files) == [
        f"lexicon sentiment.tsv changed: {'a' * 12}…, now {'c' * 12}…",
        "file of the study k/terms.tsv changed: b, now d",
    ]


def test_the_first_cell_that_differs_is_named() -> None:
    before = {"a.csv": b"x,y\n1,2\n3,4\n", "b.png": b"abc", "c.txt": b""}
    after = {"a.csv": b"x,y\n1,2\n3,5\n", "b.png": b"abd", "d.txt": b""}
    assert differing(before, after) == [
        "c.txt: no longer made",
        "d.txt: new",
        "a.csv: 1 of 2 rows differ; first row 2, y: 4, now 5",
        "b.png: 3 bytes, now 3; the first other byte is 2",
    ]


def test_verdicts_against_the_first_variant() -> None:
    row = {"measure": "tone", "side": "east", "group": "Post", "n_articles": 9, "estimate": 0.1, "difference_low": 0.0,
           "difference_high": 0.3, "p": 0.01}  # fmt: skip
    tables = [
        pd.DataFrame([{**row, "variant": name, "difference": gap, "p_adjusted": p}])
        for name, gap, p in (("a", 0.2, 0.01), ("b", 0.1, 0.2), ("c", -0.1, 0.03))
    ]
    found = verdicts(tables)
    assert found["same_sign"].tolist() == [True, True, False]
    assert found["same_verdict"].tolist() == [True, False, True]
    assert agreement(found)["same_sign"].tolist() == [1, 1, 0]


def test_a_variant_reads_the_tables_in_its_own_way() -> None:
    result = made(2)
    frames = result.frames.assign(weight=1.0)
    sentences = result.sentences.assign(vader_compound=0.5)
    given = type(result)({**result.tables, "frames": frames, "sentences": sentences}, result.manifest)
    other = changed(given, Variant("x", tone="vader_compound", frames_weight=2))
    assert set(other.sentences["lexicon_polarity"]) == {0.5}
    assert not other.frames["present"].any()


def test_a_small_simulation_and_its_bytes(tmp_path: Path) -> None:
    small = {"coverage_corpora": 60, "resamples": 200, "families": 10, "power_corpora": 20, "permutations": 99,
             "articles": [10], "power_articles": [5, 20]}  # fmt: skip
    for name in ("one", "two"):
        run_simulation(tmp_path / name, 1, small)
    files = [{path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two")]
    assert files[0] == files[1]
    coverage = pd.read_csv(tmp_path / "one" / "coverage.csv").set_index(["quantity", "redrawn"])["coverage"]
    assert coverage["share", "articles"] > 0.85 > 0.8 > coverage["share", "sentences"]
    with pytest.raises(FramingError, match="no setting 'familys'"):
        run_simulation(tmp_path / "three", 1, {"familys": 2})


def test_shuffled_articles_are_tested_as_compare_tests_them() -> None:
    result, question = made(10), Question(measures=("voice-share", "tone"), events="event", permutations=199)
    counted = counted_of(result, question)
    assert counted.top.shape == (30, 8)
    groups = counted.group_of[None, :]
    ours = families(counted, groups, question, True, np.random.default_rng(1))[0].reshape(3, 8)
    table = compare(result, "outlet", replace(question, resamples=100)).table
    theirs = table.pivot_table(index=["measure", "side"], columns="group", values="p", sort=False).T.to_numpy()
    assert np.isfinite(ours).all()
    assert np.abs(ours - theirs).max() < 0.15
    few = families(counted.of_events(np.arange(4)), groups[:, counted.event_of < 4], question, True,
                   np.random.default_rng(1))  # fmt: skip
    assert np.isnan(few).all()


def test_articles_dealt_out_keep_their_number_in_every_event() -> None:
    counted = counted_of(made(6), Question(events="event"))
    for within in (True, False):
        dealt = dealt_out(counted, within, 50, np.random.default_rng(2))
        assert {tuple(np.bincount(each).tolist()) for each in dealt} == {(6, 6, 6)}
        once = {tuple(sorted(each[counted.event_of == 0].tolist())) for each in dealt}
        assert (once == {(0, 1, 2)}) is within


def test_a_small_run_of_shuffled_articles(tmp_path: Path) -> None:
    comparison = {"by": "outlet", "events": "event", "measures": ["tone"], "permutations": 99, "min_articles": 3}
    plan = {"comparison": comparison, "settings": {"families": 12, "events": [3, 4]}}
    for name in ("one", "two"):
        run_shuffled(SAMPLE, tmp_path / name, plan, 1)
    files = [{path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two")]
    assert files[0] == files[1]
    table = pd.read_csv(tmp_path / "one" / "false_positives.csv")
    assert table["n_events"].tolist() == [3] * 6 + [4] * 6
    rates = table.groupby("correction")["any_below_05"].mean()
    assert rates["holm"] <= rates["bh"] <= rates["none"]
    for settings, message in (({"events": [9]}, "events 9: .* has 4"), ({"evens": [8]}, "no setting 'evens'")):
        with pytest.raises(FramingError, match=message):
            run_shuffled(SAMPLE, tmp_path / "three", {**plan, "settings": settings}, 1)
    with pytest.raises(FramingError, match="name the column of events"):
        run_shuffled(SAMPLE, tmp_path / "three", {"comparison": {"by": "outlet"}}, 1)


def test_published_false_positives_stay_within_five_per_cent() -> None:
    table = pd.read_csv(ROOT / "results" / "shuffled" / "false_positives.csv")
    assert set(table["n_events"]) == {8, 24, 72}
    assert (table["n_families"] >= 2000).all()
    adjusted = table[table["correction"] != "none"]
    assert (adjusted["any_below_05"] <= 0.05).all()
    assert (table.loc[table["correction"] == "none", "any_below_05"] > 0.5).all()


@pytest.mark.parametrize(("hits", "n"), [(0, 20), (7, 150), (54, 1000), (20, 20)])
def test_wilson_intervals_as_statsmodels_has_them(hits: int, n: int) -> None:
    found = share_of(hits, n, "share")
    assert (found["low"], found["high"]) == pytest.approx(proportion_confint(hits, n, method="wilson"), abs=1e-6)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose only experiment compares committed results of another."""
    folder = tmp_path / "experiments" / "town"
    folder.mkdir(parents=True)
    (folder / "experiment.yaml").write_text(
        'kind: simulation\nquestion: How sure?\nversion: "1"\nseed: 3\n'
        "settings: {coverage_corpora: 20, resamples: 100, families: 5, power_corpora: 5, permutations: 99,"
        " articles: [10], power_articles: [5]}\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(experiments, "ROOT", tmp_path)
    return tmp_path


def compared(place: Path, name: str) -> Path:
    """Committed results of an experiment that compares: a folder of its own, as framing compare wrote it."""
    question = Question(measures=("voice-share",), resamples=100, permutations=99, min_articles=4)
    folder = place / "results" / name / "by-outlet"
    compare_folders([SAMPLE], question, folder)
    return folder


def test_charts_within_folders_of_an_experiment_are_redrawn(repository: Path) -> None:
    folder = repository / "experiments" / "nested"
    folder.mkdir()
    (folder / "experiment.yaml").write_text(
        'kind: comparison\nquestion: Who differs?\nversion: "1"\nof: kosovo-sample\nseed: 20080217\n'
        "comparisons: [{name: by-outlet, by: outlet, measures: [voice-share], resamples: 100, permutations: 99, "
        "min_articles: 4}]\n",
        encoding="utf-8",
    )
    charts = compared(repository, "nested") / "charts"
    found = reproduction.reproduce(["nested"])
    assert [(each.step, each.outcome) for each in found] == [("charts", "same"), ("tables", "same")]
    assert len(found[0].lines) == 1
    n_charts = len(list(charts.iterdir()))
    assert n_charts > 3
    assert found[0].lines == (f"{n_charts} files are the same to the byte",)
    (charts / "forest.svg").write_text("changed", encoding="utf-8")
    (charts / "map.png").unlink()
    charted = reproduction.reproduce(["nested"])[0]
    assert (charted.step, charted.outcome) == ("charts", "differs")
    assert [line.split(":")[0] for line in charted.lines] == ["by-outlet/charts/map.png", "by-outlet/charts/forest.svg"]
    (charts.parent / "comparison.csv").write_text("a\n", encoding="utf-8")
    charted = reproduction.reproduce(["nested"])[0]
    assert charted.outcome == "differs"
    assert charted.lines[0].startswith(
        f"by-outlet: charts cannot be drawn: {charts.parent / 'comparison.csv'}: damaged: lacks measure, side, "
    )


def test_the_charts_of_the_simulation_are_redrawn_from_its_tables(repository: Path) -> None:
    run_experiment("town")
    picture = repository / "results" / "town" / "power.svg"
    before = picture.read_bytes()
    picture.write_bytes(b"")
    charted = reproduction.reproduce(["town"])[0]
    assert (charted.step, charted.lines) == ("charts", (f"power.svg: 0 bytes, now {len(before):,}; the first other "
                                                        "byte is 0",))  # fmt: skip


def test_other_versions_of_libraries_are_told_and_are_no_difference(repository: Path) -> None:
    run_experiment("town")
    path = repository / "results" / "town" / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**manifest, "numpy": "1.0"}), encoding="utf-8")
    _, found = reproduction.reproduce(["town"])
    assert (found.outcome, found.lines) == (
        "same",
        (
            "8 files are the same to the byte, but for libraries named in a manifest",
            f"numpy changed: 1.0, now {np.__version__}",
        ),
    )
    path.write_text(json.dumps({**manifest, "numpy": "1.0", "framing": "0.0.1"}), encoding="utf-8")
    _, found = reproduction.reproduce(["town"])
    assert (found.outcome, found.lines[0]) == (
        "differs",
        f"because version of framing changed: 0.0.1, now {manifest['framing']}",
    )


def test_a_comparison_is_charted_again_and_other_folders_are_refused(tmp_path: Path) -> None:
    folder = compared(tmp_path, "nested")
    done = chart_comparison(folder, ["forest"], tmp_path / "out", ["pdf"])
    assert [path.name for path in done[0].files] == ["forest.pdf"]
    with pytest.raises(FramingError) as caught:
        chart_comparison(folder, ["forrest"], tmp_path / "out", ["gif"])
    assert str(caught.value) == (
        "no chart 'forrest'; did you mean 'forest'? choices: forest, heat, map, slope, timeline, tree\n"
        "no chart format 'gif'; choices: pdf, png, svg"
    )
    (folder / "comparison.csv").unlink()
    with pytest.raises(FramingError, match="no comparison here; make one with"):
        chart_comparison(folder)


def test_reproducing_says_same_or_what_differs(repository: Path) -> None:
    assert [each.outcome for each in reproduction.reproduce()] == ["skipped"]
    run_experiment("town")
    assert [(each.step, each.outcome) for each in reproduction.reproduce(["town"])] == [
        ("charts", "same"), ("tables", "same")
    ]  # fmt: skip
    table = repository / "results" / "town" / "power.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("share,0.05", "share,0.06", 1), encoding="utf-8")
    _, verdict = reproduction.reproduce(["town"])
    assert verdict.outcome == "differs"
    assert verdict.lines[-1].startswith("power.csv: 1 of 12 rows differ; first row 1, difference: 0.06, now 0.05")
