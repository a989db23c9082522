"""Training from files: small models of every task and tier, and what can be wrong with the call and the rows."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from framing.errors import DataError, FramingError
from framing.learn.choice import ModelChoice
from framing.learn.encoder.export import export_encoder
from framing.learn.store import read_card, verify
from framing.tasks import evaluate_file, predict_rows
from framing.tasks.training import TrainingFiles, train_file, training_rows
from tests.labelled import Row, attribution_rows, target_rows, write_rows
from tests.learn.bert import write_bert

TASKS = ("attribution", "target-sentiment")
LINEAR = ModelChoice("linear")
SIGNS = ("negative", "neutral", "positive")


def rows_of(task: str) -> list[Row]:
    return attribution_rows() if task == "attribution" else target_rows()


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Models of both tasks in both tiers, the encoder under them, and the rows."""
    folder = tmp_path_factory.mktemp("trained")
    export_encoder(write_bert(folder / "bert"), folder / "encoder")
    for task in TASKS:
        rows = write_rows(folder / f"{task}.jsonl", rows_of(task))
        dev = write_rows(folder / "dev.jsonl", _partly_wrong(rows_of(task)))
        for tier in ("encoder", "linear"):
            choice = ModelChoice(tier, folder / "encoder" if tier == "encoder" else None)
            train_file(task, TrainingFiles(rows, folder / f"{task}-{tier}", dev), choice)
    return folder


def _partly_wrong(rows: list[Row]) -> list[Row]:
    """Rows of which every third has an answer that no model gives: figures with something to tell."""
    wrong = {"label": "negative", "attributions": [{"source": [[0, 2]], "cue": [[3, 4]], "content": [[5, 8]]}]}
    return [
        {key: wrong.get(key, value) if at % 3 == 0 else value for key, value in row.items()}
        for at, row in enumerate(rows)
    ]


def choice_of(root: Path, task: str, tier: str) -> ModelChoice:
    return ModelChoice(tier, root / "encoder" if tier == "encoder" else None, root / f"{task}-{tier}")


@pytest.mark.parametrize("tier", ["encoder", "linear"])
@pytest.mark.parametrize("task", TASKS)
def test_a_model_knows_its_rows_again(root: Path, task: str, tier: str) -> None:
    figures = evaluate_file(task, root / f"{task}.jsonl", choice=choice_of(root, task, tier))
    assert figures.mean_f1 > (85 if tier == "linear" else 5)  # random states tell little


@pytest.mark.parametrize("tier", ["encoder", "linear"])
@pytest.mark.parametrize("task", TASKS)
def test_the_card_of_a_model(root: Path, task: str, tier: str) -> None:
    folder, rows = root / f"{task}-{tier}", root / f"{task}.jsonl"
    card = read_card(folder)
    assert (card.name, card.task, card.tier) == (f"{task}-{tier}", task, tier)
    assert card.description == f"Trained with framing train {task} on {len(rows_of(task))} rows of {rows.name}."
    [data] = card.data
    assert (data.name, data.rows) == (rows.name, len(rows_of(task)))
    assert data.sha256 == hashlib.sha256(rows.read_bytes()).hexdigest()
    mean = card.figures["mean_f1" if task == "attribution" else "macro_f1"]["dev.jsonl"]
    assert 0 <= mean.ci_low <= mean.estimate <= mean.ci_high <= 1
    assert set(card.figures) > {"mean_f1" if task == "attribution" else "negative_f1"}
    assert verify(folder, root / "encoder") == []


@pytest.mark.parametrize("task", TASKS)
def test_the_same_rows_and_seed_give_the_same_bytes(root: Path, tmp_path: Path, task: str) -> None:
    files = TrainingFiles(root / f"{task}.jsonl", tmp_path / "again")
    card = train_file(task, files, LINEAR, name=f"{task}-linear").card
    assert dict(card.files) == dict(read_card(root / f"{task}-linear").files)


def test_rows_in_several_batches_are_answered_alike(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    choice = choice_of(root, "target-sentiment", "encoder")
    together = list(predict_rows("target-sentiment", target_rows(), choice=choice))
    monkeypatch.setattr("framing.tasks.BATCH_ROWS", 5)
    assert list(predict_rows("target-sentiment", target_rows(), choice=choice)) == together


def test_a_model_is_replaced(root: Path, tmp_path: Path) -> None:
    files = TrainingFiles(root / "target-sentiment.jsonl", tmp_path / "model")
    lines: list[str] = []
    train_file("target-sentiment", files, LINEAR, name="one", progress=lines.append)
    train_file("target-sentiment", files, LINEAR, name="two")
    assert read_card(tmp_path / "model").name == "two"
    assert lines == [
        f"target-sentiment, linear tier: learning from 36 rows of {files.train}",
        *(f"warning: {label}: 12 of 36 rows; under 30 its figure says little" for label in SIGNS),
        f"written: {tmp_path / 'model'}",
    ]


@pytest.mark.parametrize("tier", ["encoder", "linear"])
def test_target_sentiment_is_cross_validated(root: Path, tmp_path: Path, tier: str) -> None:
    files = TrainingFiles(root / "target-sentiment.jsonl", tmp_path / "m")
    done = train_file("target-sentiment", files, ModelChoice(tier, root / "encoder" if tier == "encoder" else None))
    assert done.validated is not None
    assert [score.name for score in done.validated.scores] == [*SIGNS, "all"]
    assert sum(score.gold for score in done.validated.scores[:3]) == 36
    assert [count for count, _ in done.curve] == sorted(count for count, _ in done.curve)
    assert done.curve[-1] == (round(36 * 4 / 5), pytest.approx(done.validated.mean_f1 / 100, abs=1e-3))
    names = {name for by_data in done.card.figures.values() for name in by_data}
    assert names == {"target-sentiment.jsonl, 5 folds of seed 0"}
    assert sum(each["n"] for each in done.card.settings["calibration_curve"]) == 36
    assert dict(done.card.files) == dict(read_card(root / f"target-sentiment-{tier}").files)


def test_rows_of_one_article_are_never_learnt_from_and_answered(tmp_path: Path) -> None:
    rows = [{**row, "article": row["label"]} for row in target_rows()]
    lines: list[str] = []
    files = TrainingFiles(write_rows(tmp_path / "rows.jsonl", rows), tmp_path / "m")
    done = train_file("target-sentiment", files, LINEAR, progress=lines.append)
    assert done.validated is None and dict(done.card.figures) == {}
    said = "note: not cross-validated: too few articles or texts have each label; name further rows with --dev"
    assert said in lines


def test_figures_of_further_rows_stand_beside_those_of_folds(root: Path) -> None:
    figures = read_card(root / "target-sentiment-linear").figures
    assert set(figures["macro_f1"]) == {"dev.jsonl"}, "in folds all are right, so there is no interval"
    assert set(figures["calibration_error"]) == {"target-sentiment.jsonl, 5 folds of seed 0"}


def test_the_name_of_a_folder_that_will_not_do(root: Path, tmp_path: Path) -> None:
    files = TrainingFiles(root / "target-sentiment.jsonl", tmp_path / "My Model")
    assert train_file("target-sentiment", files, LINEAR).card.name == "target-sentiment-linear"


def test_rows_as_models_learn_from_them(tmp_path: Path) -> None:
    row = {"id": 1, "text": "\ud83d Ana said so.", "attributions": [{"source": [2, 5], "cue": [[6, 10], [10, 10]]}]}
    [read] = training_rows("attribution", write_rows(tmp_path / "rows.jsonl", [{**row}]), least=0)
    assert read["text"] == "\ufffd Ana said so."
    assert read["attributions"] == [{"source": [[2, 5]], "cue": [[6, 10]], "content": []}]


def refusal(task: str, files: TrainingFiles, choice: ModelChoice = LINEAR, name: str | None = None) -> str:
    with pytest.raises(FramingError) as caught:
        train_file(task, files, choice, name=name)
    return str(caught.value)


def test_a_task_that_cannot_be_trained(tmp_path: Path) -> None:
    files = TrainingFiles(tmp_path / "rows.jsonl", tmp_path / "out")
    assert refusal("voice", files) == (
        "no task to train 'voice'; choices: attribution, frames, sentiment, stance, target-sentiment"
    )


def test_places_that_cannot_take_a_model(root: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for out, message in (
        (tmp_path / "file", f"{tmp_path / 'file'}: is a file; name a folder for the model"),
        (tmp_path, f"{tmp_path}: holds other files and no model; name a new folder for the model"),
    ):
        assert refusal("attribution", TrainingFiles(root / "attribution.jsonl", out)) == message


def test_names_tiers_and_encoders_that_will_not_do(root: Path, tmp_path: Path) -> None:
    files = TrainingFiles(root / "attribution.jsonl", tmp_path / "out")
    assert refusal("attribution", files, name="My Model").startswith("name of the model: 'My Model'; ")
    said = refusal("attribution", files, ModelChoice("liner"))
    assert said == "no tier of models 'liner'; did you mean 'linear'? choices: encoder, linear"
    said = refusal("attribution", files, ModelChoice("linear", tmp_path))
    assert said.startswith(f"--encoder {tmp_path} is of no use to the linear tier; ")
    said = refusal("attribution", files, ModelChoice("encoder", tmp_path))
    assert said == f"{tmp_path}: no model.onnx; an encoder is a folder with model.onnx and tokenizer.json"
    said = refusal("attribution", files, ModelChoice("encoder", root / "attribution-linear"))
    assert (
        said
        == f"{root / 'attribution-linear'}: a model of attribution, not an encoder; name a folder with task encoder"
    )


def test_every_wrong_row_is_told(tmp_path: Path) -> None:
    row = {"id": 1, "text": "Ana won.", "start": 0, "end": 3, "label": "positive"}
    wrong = [{"id": 2}, {"label": "good"}, {"label": 5}, {"end": 99}, {"label": "Neutral"}]
    rows = [row, *({**row, "id": at, **change} for at, change in enumerate(wrong, start=2))]
    path = write_rows(tmp_path / "rows.jsonl", [*rows, {"id": 9, "text": "x"}])
    choices = "choices: negative, neutral, positive"
    with pytest.raises(DataError) as caught:
        training_rows("target-sentiment", path)
    assert str(caught.value) == (
        f"{path}: 5 problems\n"
        f"  line 3: no label 'good'; {choices}\n"
        "  line 4: label 5 must be a word\n"
        "  line 5: start and end [0, 99] must be a span in the 8 characters of the text\n"
        f"  line 6: no label 'Neutral'; did you mean 'neutral'? {choices}\n"
        "  line 7: lacks start, end, label; has id, text"
    )


def test_too_few_rows(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "rows.jsonl", [row for row in target_rows() if row["label"] != "neutral"][:15])
    files = TrainingFiles(path, tmp_path / "out")
    assert refusal("target-sentiment", files) == (
        f"{path}: too few rows: 12 negative, 0 neutral, 3 positive; 10 of each or more are needed"
    )
    bare = [
        {**row, "attributions": [{"cue": each["cue"]} for each in row["attributions"]]} for row in attribution_rows()
    ]
    write_rows(path, bare)
    assert refusal("attribution", files) == (
        f"{path}: too few rows: 0 source, 36 cue, 0 content; 10 of each or more are needed"
    )
    write_rows(path, [])
    assert refusal("attribution", files).startswith(f"{path}: too few rows: 0 source, 0 cue, 0 content; ")


def test_rows_without_a_content_in_pieces_will_do(tmp_path: Path) -> None:
    whole = [[{**each, "content": each["content"][:1]} for each in row["attributions"]] for row in attribution_rows()]
    rows = [{**row, "attributions": each} for row, each in zip(attribution_rows(), whole, strict=True)]
    path = write_rows(tmp_path / "rows.jsonl", rows)
    train_file("attribution", TrainingFiles(path, tmp_path / "out"), ModelChoice("linear"))
    assert (tmp_path / "out" / "linker.npz").is_file()


def test_rows_that_are_no_file(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert refusal("attribution", TrainingFiles(Path("-"), out)) == (
        "-: rows to train on are read from a file, whose hash goes on the card; name one"
    )
    none = tmp_path / "none.jsonl"
    assert refusal("attribution", TrainingFiles(none, out)) == f"{none}: no such file"
    assert refusal("attribution", TrainingFiles(root / "attribution.jsonl", out, none)) == f"{none}: no such file"
    assert not out.exists()


def test_a_model_of_another_task(root: Path) -> None:
    folder = root / "target-sentiment-linear"
    with pytest.raises(FramingError) as caught:
        list(predict_rows("attribution", [], choice=ModelChoice(model=folder)))
    assert str(caught.value) == (
        f"{folder}: a model of target-sentiment, not of attribution; name one that `framing train attribution` wrote"
    )


def test_a_damaged_model(root: Path, tmp_path: Path) -> None:
    for task, name in (("attribution", "chain.npz"), ("target-sentiment", "words.skops")):
        folder = root / f"{task}-linear"
        damaged = tmp_path / task
        damaged.mkdir()
        for path in folder.iterdir():
            (damaged / path.name).write_bytes(path.read_bytes()[: 500 if path.name == name else None])
        with pytest.raises(FramingError) as caught:
            list(predict_rows(task, [], choice=ModelChoice(model=damaged)))
        assert str(caught.value).startswith(f"{damaged / name}: not ")
