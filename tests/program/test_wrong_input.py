"""What a person can get wrong: the message says place, value, choices and cure; exit 2; nothing is written."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from framing.learn.encoder.export import export_encoder
from framing.learn.store import find_model
from framing.results import Result
from tests.learn.bert import PIECES, write_bert, write_tokenizer
from tests.program.conftest import framing, tree

SUFFIXES = ".txt, .md, .html, .htm, .json, .jsonl, .ndjson, .csv, .tsv, .parquet"
SORTED = ", ".join(sorted(SUFFIXES.split(", ")))
ROW = '{"id": 1, "text": "x", "attributions": []}\n'
EVALUATE = "evaluate attribution --gold -"
EXPERIMENTS = (
    "coreference, encoder, kosovo-sample, lexicon-sensitivity, naming, outlets, shuffled, simulation, us-politics, "
    "validation"
)
TASKS = "attribution, frames, sentiment, stance, target-sentiment, voice"
CHARTS = (
    "agency, credence, distinctive-terms, distinctive-terms-by-side, frame-profile, frames, naming, portrayal, "
    "ribbon, tone, voice-share, who-on-whom"
)


def refused(here: Path, *words: str, given: str | bytes = b"") -> str:
    """What the program says to a call that it refuses without writing anything."""
    before = tree(here)
    done = framing(*words, cwd=here, given=given)
    assert (done.returncode, done.stdout) == (2, "")
    assert tree(here) == before
    return done.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("b.txt --out r", "b.txt: no such file or folder; did you mean 'a.txt'?"),
        ("no/such/b.txt --out r", "no/such/b.txt: no such file or folder; there is no folder 'no'"),
        ("*.html --out r", f"*.html: no article matches this pattern; articles end in {SUFFIXES}"),
        ("'' --out r", "'': no such file or folder"),
        (
            "file --out r",
            f"file: no format '(no suffix)'; choices: {SORTED}; save it in one of them",
        ),
        (
            "a.txt --out r --study kosvo",
            "no study 'kosvo'; did you mean 'kosovo'? choices: kosovo; or give the path of a study's folder",
        ),
        (
            "a.txt --out r --study full",
            "full: no study.yaml in this folder; `framing studies new PATH` writes an example to start from",
        ),
        ("a.txt --out r --format cvs", "no format 'cvs'; did you mean 'csv'? choices: csv, jsonl, parquet"),
        ("a.txt --out full", "full: holds other files and no results; name a new folder for the results"),
        ("a.txt --out file", "file: is a file; name a folder for the results"),
        ("a.txt --out file/r", "file/r: file is a file; name a folder for the results"),
        ("full --out full/r", "full/r: lies in the folder of articles full; name a folder for the results outside it"),
    ],
)
def test_analyze(here: Path, words: str, message: str) -> None:
    given = [word.replace("''", "") for word in words.split()]
    said = refused(here, "analyze", *given)
    assert said.startswith(f"framing: {message}")
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    ("names", "holds"),
    [([], "it is empty"), (["a.docx", "b.pdf", ".hidden.txt"], "it holds files in .docx, .pdf")],
)
def test_a_folder_without_articles(here: Path, names: list[str], holds: str) -> None:
    (here / "news").mkdir()
    for name in names:
        (here / "news" / name).touch()
    assert refused(here, "analyze", "news", "--out", "r") == (
        f"framing: news: no article in this folder; {holds}; articles end in {SUFFIXES}\n"
    )


def test_a_table_without_text(here: Path) -> None:
    (here / "news.csv").write_text("body,title\nKurti said no.,No\n", encoding="utf-8")
    assert refused(here, "analyze", "news.csv", "--out", "r") == (
        "framing: news.csv: no column 'text'; choices: body, title; "
        "rename the column that holds the articles to 'text'\n"
    )


def test_several_wrong_inputs_are_told_at_once(here: Path) -> None:
    (here / "news.csv").write_text("body\nx\n", encoding="utf-8")
    assert refused(here, "analyze", "x.txt", "full/y.txt", "--out", "r") == (
        "framing: input: 2 problems\n  x.txt: no such file or folder; did you mean 'a.txt'?\n"
        "  full/y.txt: no such file or folder\n"
    )


def test_unreadable_bytes_and_nothing_else(here: Path) -> None:
    said = refused(here, "analyze", "binary.txt", "--out", "new/r", "--study", "springfield")
    assert said == (
        "set aside: binary.txt: not text: NUL bytes\n"
        "framing: no article can be used, nothing was written; mend these or name other inputs:\n"
        "  binary.txt: not text: NUL bytes\n"
    )
    assert not (here / "new").exists()


def test_strict_stops_at_the_first(here: Path) -> None:
    said = refused(here, "analyze", "a.txt", "binary.txt", "--out", "r", "--strict", "--study", "springfield")
    assert said == "framing: binary.txt: not text: NUL bytes; without --strict it is set aside\n"


def test_a_broken_study(here: Path) -> None:
    with (here / "springfield" / "entities.tsv").open("a", encoding="utf-8") as file:
        file.write("x\tAnn X\tperson\ttown\t\t\t...\n")
    (here / "springfield" / "issues.yaml").unlink()
    message = (
        f"framing: {here / 'springfield'}: 2 problems\n"
        f"  issues.yaml: no such file in {here / 'springfield'}\n"
        "  entities.tsv:11: column perspective: 'town'; choices: city, other, tenants\n"
    )
    assert refused(here, "analyze", "a.txt", "--out", "r", "--study", "springfield") == message


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("chart full", "full: no manifest.json here; make results with `framing analyze ARTICLES --out full`"),
        ("predict voices", "no task 'voices'; did you mean 'voice'? choices: " + TASKS),
        ("predict voice b.jsonl", "b.jsonl: no such file"),
        ("predict voice full", "full: cannot be read: Is a directory; name a file of JSON Lines"),
        ("predict voice binary.txt", "binary.txt: not UTF-8 at byte 11; save it as UTF-8, one JSON object a line"),
        ("evaluate voice --gold b.jsonl", "b.jsonl: no such file"),
        (
            "studies show kosvo",
            "no study 'kosvo'; did you mean 'kosovo'? choices: kosovo; or give the path of a study's folder",
        ),
        ("studies new springfield", "springfield: exists already; name a new folder"),
        ("experiments show kosovo", "no experiment 'kosovo'; did you mean 'kosovo-sample'? choices: " + EXPERIMENTS),
        ("experiments run kosovo", "no experiment 'kosovo'; did you mean 'kosovo-sample'? choices: " + EXPERIMENTS),
        (
            "experiments run kosovo-sample --data full",
            "experiments/kosovo-sample: brings its own articles; leave --data out",
        ),
        ("experiments run encoder", "experiments/encoder: needs labelled rows; name their folder with --data DIR"),
        (
            "experiments run encoder --data none",
            "--data none: no such folder; name the folder of the labelled rows",
        ),
        (
            "train voice --train b.jsonl --out m",
            "no task to train 'voice'; choices: attribution, frames, sentiment, stance, target-sentiment",
        ),
        ("train attribution --train b.jsonl --out m --models linear", "b.jsonl: no such file"),
        (
            "train attribution --train b.jsonl --out full",
            "full: holds other files and no model; name a new folder for the model",
        ),
        (
            "models export full --out m",
            "full: no config.json, model.safetensors, tokenizer.json; name a folder of a BERT model as transformers' "
            "save_pretrained makes it, with config.json, model.safetensors and tokenizer.json",
        ),
    ],
)
def test_other_commands(here: Path, words: str, message: str) -> None:
    assert refused(here, *words.split()) == f"framing: {message}\n"


@pytest.mark.parametrize("command", ["analyze a.txt --out r --study springfield", "predict voice --out p", EVALUATE])
@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("--models liner", "no tier of models 'liner'; did you mean 'linear'? choices: encoder, linear"),
        (
            "--models linear --encoder full",
            "--encoder full is of no use to the linear tier; leave it out, or ask for --models encoder",
        ),
        ("--encoder full", "full: no model.onnx; an encoder is a folder with model.onnx and tokenizer.json"),
        ("--encoder none", "no model 'none'; choices: "),
        ("--encoder garbage", "garbage/model.onnx: not an encoder that onnxruntime can run: "),
        ("--encoder stranger", "stranger/model.onnx: does not know all "),
        ("--encoder short", "short/model.onnx: cannot read 256 pieces at once; "),
        ("--encoder small", "attribution-encoder: trained on the encoder "),
        ("--encoder attribution-linear", "attribution-linear: a model of attribution, not an encoder; "),
    ],
)
def test_models_and_encoders(here: Path, encoders: Path, command: str, words: str, message: str) -> None:
    for folder in encoders.iterdir():
        shutil.copytree(folder, here / folder.name)
    said = refused(here, *command.split(), *words.split(), given=ROW)
    assert said.startswith("framing: ")
    assert message in said
    assert said.count("\n") == 1


@pytest.fixture(scope="module")
def encoders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small encoder; one without its card; one with another's tokenizer; one that is no graph."""
    root = tmp_path_factory.mktemp("encoders")
    bert = write_bert(tmp_path_factory.mktemp("bert"))
    export_encoder(bert, root / "small")
    for name in ("short", "stranger", "garbage"):
        (root / name).mkdir()
        for file in ("model.onnx", "tokenizer.json"):
            shutil.copy(root / "small" / file, root / name / file)
    write_tokenizer(root / "stranger" / "tokenizer.json", (*PIECES, "zz"))
    (root / "garbage" / "model.onnx").write_bytes(b"nothing")
    return root


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            "--model target-sentiment-linear",
            "target-sentiment-linear: a model of target-sentiment, not of attribution; ",
        ),
        ("--model encoder", "encoder: a model of encoder, not of attribution; "),
        ("--model attribution-linar", "no model 'attribution-linar'; did you mean 'attribution-linear'? choices: "),
        ("--model full", "full: no model.json in this folder; name a folder that `framing train` wrote"),
        ("--model file", "file: is a file; name the folder of a model"),
        ("--model damaged", "damaged/chain.npz: "),
        ("--model lacking", "lacking: 1 problem\n  chain.npz: no such file in the folder; "),
    ],
)
def test_models_of_ones_own(here: Path, words: str, message: str) -> None:
    for name in ("damaged", "lacking"):
        shutil.copytree(find_model("attribution-linear"), here / name)
        (here / name / "chain.npz").unlink()
    (here / "damaged" / "chain.npz").write_bytes(b"nothing")
    for command in ("predict attribution --out p", EVALUATE):
        said = refused(here, *command.split(), *words.split(), given=ROW)
        assert said.startswith("framing: ")
        assert message in said


def test_an_unknown_lexicon(here: Path) -> None:
    said = refused(here, "lexicons", "show", "cuez")
    assert said.startswith("framing: no lexicon 'cuez'; did you mean 'cues'? choices: abbreviations, ")


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ("analyze a.txt", "Missing option '--out'."),
        ("analyze --out r", "Missing argument 'INPUT'."),
        ("analyze a.txt --out r --speed 9", "No such option: --speed"),
        ("analyse a.txt", "No such command 'analyse'."),
    ],
)
def test_a_call_that_no_command_takes(here: Path, words: str, complaint: str) -> None:
    said = refused(here, *words.split())
    assert complaint in said
    assert "--help" in said


def test_rows_that_are_no_rows(here: Path) -> None:
    given = '{"id": 1, "text": "x"}\nnonsense\n{"id": 1, "text": "y"}\n{"text": 5}\n'
    assert refused(here, "predict", "voice", "--out", "p.jsonl", given=given) == (
        "framing: standard input: 3 problems\n"
        "  line 2: not JSON: Expecting value: line 1 column 1 (char 0)\n"
        "  line 3: id 1 stands on line 1 already\n"
        "  line 4: lacks id; has text\n"
    )


def test_charts_of_results(here: Path, result: Result) -> None:
    result.save(here / "r")
    choices = f"did you mean 'tone'? choices: {CHARTS}"
    assert refused(here, "chart", "r", "--chart", "tones") == f"framing: no chart 'tones'; {choices}\n"
    assert refused(here, "chart", "r", "--format", "gif") == "framing: no chart format 'gif'; choices: pdf, png, svg\n"
    assert refused(here, "chart", "r", "--out", "file") == "framing: file: is a file; name a folder for the charts\n"
    (here / "r" / "sentences.csv").write_bytes(b"")
    assert refused(here, "chart", "r") == (
        "framing: r/sentences.csv: damaged: No columns to parse from file; run `framing analyze` again\n"
    )


def test_a_disk_that_refuses(here: Path) -> None:
    said = refused(here, "analyze", "a.txt", "--out", "x" * 300, "--study", "springfield")
    assert re.fullmatch(r"framing: \S*x{300}\S*: File name too long; mend this and run again\n", said)
