"""Published experiments: found by name, and run only on the corpus they were written for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from framing import experiments
from framing.errors import DataError, FramingError
from framing.experiments import corpus_sha256, list_experiments, load_experiment, run_experiment

YAML = """\
question: Who speaks?
version: "1"
study: kosovo
corpus: articles
corpus_sha256: {digest}
charts: [{charts}]
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one experiment on one article."""
    folder = tmp_path / "experiments" / "small"
    (folder / "articles").mkdir(parents=True)
    (folder / "articles" / "a.txt").write_text("Kurti said no.", encoding="utf-8")
    write(folder, corpus_sha256(folder / "articles"))
    monkeypatch.setattr(experiments, "ROOT", tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder: Path, digest: str, charts: str = "voice-share") -> None:
    (folder / "experiment.yaml").write_text(YAML.format(digest=digest, charts=charts), encoding="utf-8")


def complaint(name: str, data: Path | None = None, out: Path | None = None) -> str:
    with pytest.raises(FramingError) as caught:
        run_experiment(name, out, data)
    return str(caught.value)


def test_the_experiments_that_ship_have_their_corpus() -> None:
    listed = list_experiments()
    assert "kosovo-sample" in [experiment.name for experiment in listed]
    for experiment in listed:
        if experiment.corpus and not experiment.corpus.outside:
            assert corpus_sha256(experiment.corpus.folder) == experiment.corpus.sha256, experiment.name


def test_an_experiment_as_json(root: Path) -> None:
    assert load_experiment("small").as_json() == {
        "name": "small",
        "kind": "corpus",
        "question": "Who speaks?",
        "version": "1",
        "study": "kosovo",
        "corpus": (root / "experiments" / "small" / "articles").as_posix(),
        "corpus_sha256": corpus_sha256(root / "experiments" / "small" / "articles"),
        "charts": ["voice-share"],
    }


def test_a_run_writes_tables_and_charts(root: Path) -> None:
    done = run_experiment("small")
    outcome = done.outcome
    assert outcome is not None
    assert done.folder == outcome.folder == root / "results" / "small"
    assert (outcome.folder / "charts" / "voice-share.svg").is_file()
    assert (outcome.folder / "report.html").is_file()
    manifest = (outcome.folder / "manifest.json").read_text(encoding="utf-8")
    assert json.loads(manifest)["inputs"]["n_articles"] == 1
    articles = (outcome.folder / "articles.csv").read_text(encoding="utf-8")
    assert ",experiments/small/articles/a.txt," in articles


def test_charts_in_the_formats_that_an_experiment_names(root: Path) -> None:
    path = root / "experiments" / "small" / "experiment.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}formats: [svg]\n", encoding="utf-8")
    run_experiment("small")
    assert [file.name for file in (root / "results" / "small" / "charts").iterdir()] == ["voice-share.svg"]
    path.write_text(f"{text}formats: [gif]\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_experiment("small")
    assert list(caught.value.problems) == ["experiment.yaml: formats: ['gif']; write a list of svg, png, pdf"]


def test_an_unknown_experiment(root: Path) -> None:
    assert complaint("smal") == "no experiment 'smal'; did you mean 'small'? choices: small"


def test_a_corpus_that_changed(root: Path) -> None:
    folder = root / "experiments" / "small"
    before = corpus_sha256(folder / "articles")
    (folder / "articles" / "b.txt").write_text("Vučić said yes.", encoding="utf-8")
    found = corpus_sha256(folder / "articles")
    assert complaint("small") == (
        f"experiments/small: the corpus has changed: SHA-256 {found}, experiment.yaml has {before}; "
        "restore the articles, or write the new hash and a new version"
    )
    assert not (root / "results").exists()


def test_a_corpus_that_is_gone(root: Path) -> None:
    folder = root / "experiments" / "small" / "articles"
    (folder / "a.txt").unlink()
    folder.rmdir()
    assert complaint("small") == (f"experiments/small: no corpus folder {folder}; restore it, or mend experiment.yaml")


def test_hidden_files_do_not_change_the_corpus(root: Path) -> None:
    folder = root / "experiments" / "small" / "articles"
    before = corpus_sha256(folder)
    (folder / ".DS_Store").touch()
    assert corpus_sha256(folder) == before


def test_an_unknown_chart_is_told_before_anything_is_written(root: Path) -> None:
    folder = root / "experiments" / "small"
    write(folder, corpus_sha256(folder / "articles"), "tones")
    assert complaint("small") == (
        "no chart 'tones'; did you mean 'tone'? choices: agency, credence, distinctive-terms, "
        "distinctive-terms-by-side, frame-profile, frames, naming, portrayal, ribbon, tone, voice-share, who-on-whom"
    )
    assert not (root / "results").exists()


def test_a_yaml_that_is_wrong(root: Path) -> None:
    path = root / "experiments" / "small" / "experiment.yaml"
    path.write_text("question: Who?\nstudy: kosovo\ncorpus: a\ncorpus_sha256: x\ncharts: tone\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_experiment("small")
    assert str(caught.value) == (
        f"{path}: 2 problems\n"
        "  experiment.yaml: lacks version\n"
        "  experiment.yaml: charts: 'tone'; write a list of names, such as [voice-share, tone]"
    )


def test_no_folder_of_experiments(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(experiments, "ROOT", root / "nowhere")
    monkeypatch.chdir("/")
    with pytest.raises(FramingError) as caught:
        list_experiments()
    assert str(caught.value) == "no experiments/ here; run this in a clone of the repository"


def trained(root: Path, script: str, kind: str = "training") -> Path:
    """An experiment that trains by a script of its own, and the folder of its data."""
    folder, data = root / "experiments" / "town", root / "data"
    folder.mkdir()
    data.mkdir()
    further = "out: models\n" if kind == "training" else ""
    text = f"kind: {kind}\nquestion: How well?\nversion: '1'\nseed: 7\n{further}"
    (folder / "experiment.yaml").write_text(text, encoding="utf-8")
    (folder / "run.py").write_text(script, encoding="utf-8")
    return data


@pytest.fixture
def torch(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if PyTorch were installed."""
    monkeypatch.setattr(experiments.importlib.util, "find_spec", lambda name: object())


def test_training_runs_the_script_with_data_out_and_seed(
    root: Path, torch: None, capfd: pytest.CaptureFixture[str]
) -> None:
    script = "import pathlib, sys, framing\nprint('step 1')\npathlib.Path(sys.argv[4]).write_text(repr(sys.argv[1:]))\n"
    data = trained(root, script)
    assert run_experiment("town", data=data).folder == root / "models"
    words = ["--data", str(data), "--out", str(root / "models"), "--seed", "7"]
    assert (root / "models").read_text(encoding="utf-8") == repr(words)
    assert capfd.readouterr() == ("", "step 1\n")
    assert load_experiment("town").as_json() == {
        "name": "town",
        "kind": "training",
        "question": "How well?",
        "version": "1",
        "seed": 7,
        "out": "models",
    }
    assert [experiment.kind for experiment in list_experiments()] == ["corpus", "training"]


def test_training_that_fails(root: Path, torch: None) -> None:
    data = trained(root, "raise SystemExit(3)")
    said = complaint("town", data)
    assert said == "experiments/town: run.py ended with status 3; what it printed says why"
    (root / "experiments" / "town" / "run.py").unlink()
    assert complaint("town", data) == "experiments/town: no run.py; restore it from the repository"


def test_training_without_torch(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(experiments.importlib.util, "find_spec", lambda name: None)
    assert complaint("town", trained(root, "")) == (
        "experiments/town: trains with torch, which is not installed; pip install 'framing[train]'"
    )


def test_validation_is_handed_data_out_and_seed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data, given = trained(root, "", "validation"), list[object]()
    monkeypatch.setattr("framing.validation.run_validation", lambda *words: given.extend(words))
    assert run_experiment("town", data=data).folder == root / "results" / "town"
    assert given == [data, root / "results" / "town", 7, None]


def test_data_that_are_missing_or_not_wanted(root: Path) -> None:
    data = trained(root, "")
    assert complaint("town") == "experiments/town: needs labelled rows; name their folder with --data DIR"
    none = root / "none"
    assert complaint("town", none) == f"--data {none}: no such folder; name the folder of the labelled rows"
    assert complaint("small", data) == "experiments/small: brings its own articles; leave --data out"
    (root / "file").touch()
    said = complaint("town", data, root / "file")
    assert said == f"{root / 'file'}: is a file; name a folder for the results"


def test_a_yaml_of_another_kind(root: Path) -> None:
    path = root / "experiments" / "small" / "experiment.yaml"
    for text, problems in (
        (
            "kind: training\nseed: one\ncorpus: a\n",
            [
                "lacks question, version, out",
                "no key 'corpus'; choices: kind, out, question, seed, version",
                "seed: 'one'; write a whole number, 0 or more",
            ],
        ),
        (
            "kind: traning\n",
            [
                "no kind of experiment 'traning'; did you mean 'training'? choices: comparison, "
                "coreference, corpus, sensitivity, shuffled, simulation, training, validation"
            ],
        ),
    ):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(DataError) as caught:
            load_experiment("small")
        assert list(caught.value.problems) == [f"experiment.yaml: {problem}" for problem in problems]
