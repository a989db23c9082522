"""What the commands do when all is well."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import framing
from framing.schema import TABLES
from tests.labelled import target_rows, write_rows
from tests.learn.bert import write_bert
from tests.program.conftest import ROOT, SAMPLE, Run, tree
from tests.program.conftest import framing as run_framing


@pytest.fixture(scope="module")
def kosovo_runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two runs over the same articles of the sample, with another order of hashes in each."""
    folder = tmp_path_factory.mktemp("kosovo")
    shutil.copytree(SAMPLE, folder / "articles", ignore=shutil.ignore_patterns("[!b]*", "*sava*"))
    for seed in ("0", "1"):
        done = run_framing("analyze", "articles", "--out", f"r{seed}", cwd=folder, PYTHONHASHSEED=seed)
        assert (done.returncode, done.stdout) == (0, "")
        assert "Belgrade" in done.stderr
    return folder / "r0", folder / "r1"


def test_the_hash_seed_changes_no_byte(kosovo_runs: tuple[Path, Path]) -> None:
    first, second = map(tree, kosovo_runs)
    assert sorted(first) == sorted(["manifest.json", *(f"{name}.csv" for name in TABLES)])
    assert first == second


def test_the_sample_voices_every_side_that_speaks(kosovo_runs: tuple[Path, Path]) -> None:
    result = framing.load_results(kosovo_runs[0])
    assert set(result.sentences["voice"]) >= {"belgrade", "pristina", "west", "narrator"}
    assert (result.articles["path"].str.startswith("articles/")).all()


def test_some_set_aside_ends_with_1_and_json_alone_on_stdout(run: Run, here: Path) -> None:
    words = ("--out", "r", "--study", "springfield", "--format", "parquet", "--json")
    done = run("analyze", "a.txt", "binary.txt", *words)
    assert done.returncode == 1
    assert done.stderr == "set aside: binary.txt: not text: NUL bytes\n"
    document = json.loads(done.stdout)
    assert (document["articles"], document["skipped"], document["sentences"]) == (1, 1, 2)
    assert [row["voice"] for row in document["voices"]] == ["city", "tenants", "other", "narrator"]
    assert sorted(tree(here / "r")) == sorted(["manifest.json", *(f"{name}.parquet" for name in TABLES)])
    aside = framing.load_results(here / "r").articles.iloc[1]
    assert (aside["status"], aside["problem"]) == ("skipped", "not text: NUL bytes")


def test_quiet_and_logs_as_json(run: Run, here: Path) -> None:
    words = ("analyze", "a.txt", "binary.txt", "--study", "springfield", "--models", "linear")
    done = run(*words, "--out", "q", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")
    done = run(*words, "--out", "l", "--log-json", "--workers", "2", "--cache", "c")
    assert (done.returncode, done.stdout) == (1, "")
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert [(line["event"], line.get("path")) for line in lines] == [
        ("set_aside", "binary.txt"),
        ("note", None),
        ("note", None),
        ("note", None),
    ]
    assert all(len(line["time"]) == len("2026-11-29T13:00:00+00:00") for line in lines)
    assert lines[1]["text"] == "c: 0 of 2 articles were known from earlier runs"
    assert lines[2]["text"].startswith("1 article, 2 sentences; 1 article set aside\n")
    assert lines[3]["text"].startswith("linear tier, mean F1 in percent (encoder tier in brackets): ")
    assert tree(here / "q") == tree(here / "l")


def test_standard_input(run: Run, here: Path) -> None:
    rows = [{"text": "Jane Doe said no.", "outlet": "Post"}, {"text": "Jane Doe said yes.", "desk": "7"}]
    given = "".join(json.dumps(row) + "\n" for row in rows)
    done = run("analyze", "-", "--out", "r", "--study", "springfield", "--format", "jsonl", given=given)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith("2 articles, 2 sentences\n")
    articles = framing.load_results(here / "r").articles
    assert articles["path"].tolist() == ["-#1", "-#2"]
    assert articles["desk"].fillna("").tolist() == ["", "7"]


def test_the_linear_tier_and_what_the_manifest_says_of_it(run: Run, here: Path) -> None:
    for tier in ("linear", "encoder"):
        done = run("analyze", "a.txt", "--out", tier, "--study", "springfield", "--models", tier)
        assert (done.returncode, done.stdout) == (0, "")
        models = framing.load_results(here / tier).manifest["models"]
        assert models["tier"] == tier
        assert models["attribution"]["name"] == f"attribution-{tier}"
        assert ("encoder" in models) == (tier == "encoder")


def test_target_sentiment(run: Run) -> None:
    row = {"id": 1, "text": "Critics attacked Jane Doe.", "start": 17, "end": 25}
    for words in ((), ("--models", "linear"), ("--model", "target-sentiment-linear")):
        done = run("predict", "target-sentiment", *words, given=json.dumps(row))
        assert (done.returncode, "linear tier, mean F1" in done.stderr) == (0, words == ("--models", "linear"))
        answer = json.loads(done.stdout)
        assert answer["label"] == "negative"
        assert abs(sum(answer["probabilities"].values()) - 1) < 1e-5


def test_train_evaluate_and_predict_with_a_model_of_ones_own(run: Run, here: Path) -> None:
    write_rows(here / "rows.jsonl", target_rows())
    words = ("--train", "rows.jsonl", "--dev", "rows.jsonl", "--out", "models/town", "--models", "linear")
    done = run("train", "target-sentiment", *words)
    assert done.returncode == 0
    table = ["what", "negative", "neutral", "positive", "all"]
    assert [line.split()[0] for line in done.stdout.splitlines()] == [*table, *table]
    lines = done.stderr.splitlines()
    assert lines[0] == "target-sentiment, linear tier: learning from 36 rows of rows.jsonl"
    assert lines[1:4] == [
        f"warning: {label}: 12 of 36 rows; under 30 its figure says little"
        for label in ("negative", "neutral", "positive")
    ]
    assert lines[4:8] == [
        "written: models/town",
        "evaluating on rows.jsonl",
        "",
        "cross-validated: each row by a model that has not seen it",
    ]
    assert lines[9].startswith("learning curve, mean F1 by rows learnt from: ")
    assert lines[10] == (
        "mean F1 of negative, neutral, positive: 100.0   (one label a row, in percent; 'all' is accuracy)"
    )
    done = run("models", "show", "models/town", "--json")
    assert json.loads(done.stdout)["name"] == "town"
    done = run("evaluate", "target-sentiment", "--gold", "rows.jsonl", "--model", "models/town", "--json")
    warning = "warning: town was trained on these very rows: figures are too good\n"
    assert (done.returncode, done.stderr) == (0, warning)
    assert json.loads(done.stdout)["mean_f1"] == 100.0
    run("predict", "target-sentiment", "rows.jsonl", "--model", "models/town", "--out", "answers.jsonl")
    answers = (here / "answers.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["label"] for line in answers] == [row["label"] for row in target_rows()]


def test_an_encoder_of_ones_own(run: Run, here: Path) -> None:
    write_bert(here / "bert")
    done = run("models", "export", "bert", "--out", "small")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith(
        "small: 24 wide, 2 layers, reads 64 pieces at once; models on it: framing train TASK "
    )
    write_rows(here / "rows.jsonl", target_rows())
    done = run("train", "target-sentiment", "--train", "rows.jsonl", "--out", "town", "--encoder", "small", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["tier"] == "encoder"
    done = run(
        "evaluate", "target-sentiment", "--gold", "rows.jsonl", "--model", "town", "--encoder", "small", "--json"
    )
    assert (done.returncode, len(json.loads(done.stdout)["figures"])) == (0, 4)
    done = run("evaluate", "target-sentiment", "--gold", "rows.jsonl", "--model", "town")
    assert (done.returncode, done.stdout) == (2, "")
    assert "town: trained on the encoder " in done.stderr


def test_charts_of_a_run(kosovo_runs: tuple[Path, Path], tmp_path: Path) -> None:
    done = run_framing("chart", kosovo_runs[1], "--chart", "voice-share", "--out", "charts", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert sorted(tree(tmp_path)) == ["charts/voice-share.png", "charts/voice-share.svg"]
    assert done.stderr.splitlines() == ["charts/voice-share.svg", "charts/voice-share.png"]


def test_charts_of_a_comparison(tmp_path: Path) -> None:
    folder = ROOT / "results" / "outlets" / "by-outlet"
    done = run_framing("chart", folder, "--chart", "map", "--out", "charts", "--format", "svg", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "charts/map.svg\n")
    assert (tmp_path / "charts" / "map.svg").read_bytes() == (folder / "charts" / "map.svg").read_bytes()


def test_predict_from_stdin_to_stdout(run: Run) -> None:
    rows = [{"id": 7, "text": "Vučić said no.", "desk": "č"}, {"id": "b", "text": "", "voices": []}]
    given = "".join(json.dumps(row) + "\n" for row in rows)
    done = run("predict", "voice", given=given, PYTHONIOENCODING="latin-1")
    assert (done.returncode, done.stderr) == (0, "")
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        {**rows[0], "sentences": [{"start": 0, "end": 14, "voices": ["belgrade"]}]},
        {**rows[1], "sentences": []},
    ]
    assert "Vučić" in done.stdout


def test_a_study_of_ones_own(run: Run, here: Path) -> None:
    made = run("studies", "new", "rents")
    assert (made.returncode, made.stderr) == (
        0,
        "rents: a study with two sides. Fill it in, then: framing studies check rents\n",
    )
    assert (here / "rents" / "study.yaml").read_text(encoding="utf-8").startswith("id: rents\n")
    checked = run("studies", "check", "rents")
    assert (checked.returncode, checked.stdout) == (0, "")
    assert checked.stderr.startswith("rents: right. 2 perspectives, 4 entities, ")


def test_the_lexicons_are_right(run: Run) -> None:
    done = run("lexicons", "check")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "every lexicon is right\n")


@pytest.mark.parametrize("words", ["lexicons list", "lexicons show stance", "experiments list"])
def test_lists_as_json(run: Run, words: str) -> None:
    done = run(*words.split(), "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert isinstance(json.loads(done.stdout)[0], dict)


def test_evaluate_as_json(run: Run, here: Path) -> None:
    text = "Jane Doe said no."
    row = {"id": 1, "text": text, "sentences": [{"start": 0, "end": 17, "voices": ["city"]}]}
    (here / "gold.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    done = run("evaluate", "voice", "--gold", "gold.jsonl", "--study", "springfield", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["mean_f1"] == 100.0


HEAVY = {"numpy", "scipy", "sklearn", "skops", "onnxruntime", "onnx", "tokenizers", "pandas", "nltk"}


@pytest.mark.parametrize(
    "words", [["--help"], ["train", "--help"], ["models", "--help"], ["predict", "--help"], ["experiments", "list"]]
)
def test_nothing_heavy_is_loaded_for_help(words: list[str]) -> None:
    code = (
        "import json, sys\nfrom framing.cli.main import main\nsys.argv[1:] = json.loads(sys.argv[1])\n"
        "try:\n    main()\nfinally:\n    print(json.dumps(sorted(sys.modules)))\n"
    )
    command = [sys.executable, "-c", code, json.dumps(words)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert HEAVY & set(json.loads(done.stdout.splitlines()[-1])) == set()


@pytest.mark.parametrize(
    "words", ["--help", "analyze --help", "train --help", "models export --help", "lexicons", "--version"]
)
def test_help(run: Run, words: str) -> None:
    done = run(*words.split())
    assert framing.__version__ in done.stdout if words == "--version" else "Usage: " in done.stdout + done.stderr


def test_a_reader_that_stops_early() -> None:
    command = f"{sys.executable} -m framing lexicons show sentiment --json | head -1"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("[\n", "")
