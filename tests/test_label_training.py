"""A classifier of one's own in four commands: a labelled CSV, train, evaluate, and its use; any labels and targets."""

from __future__ import annotations

import csv
import json
import shutil
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from framing.errors import DataError, FramingError
from framing.judgements import IssueName
from framing.learn.choice import ModelChoice
from framing.learn.encoder import SEEN, SeenTexts
from framing.learn.encoder.export import export_encoder
from framing.learn.store import read_card, verify
from framing.learn.store.card import CARD
from framing.learn.store.folder import file_sha256
from framing.records import Article
from framing.results import Result, load_results
from framing.run import RunOptions, analyze_to
from framing.score.own_targets import OwnTargets
from framing.split import Splitter
from framing.study import Study
from framing.tasks import evaluate_file, predict_file, predict_rows
from framing.tasks.known import known_rows
from framing.tasks.training import TrainingFiles, few_rows, train_file, training_rows
from tests.labelled import write_rows
from tests.learn.bert import write_bert

LINEAR = ModelChoice("linear")
TARGETS = ("harbour bridge", "Bus strike")
STANCES = {
    "FAVOR": ("we need the {} now", "great news, the {} saves the town #Yes", "i love the {} and so should you"),
    "AGAINST": ("the {} is a disgrace", "stop the {}, it ruins us", "@mayor the {} is a terrible lie"),
    "NONE": ("the meeting is on monday", "it rained in the town", "he bought a ticket for the ferry"),
}
ENDS = ("today", "again", "friends", "please")
FRAMES = {
    "cost": "The plan costs 40 million euros and taxes rise {}.",
    "safety": "Police patrol the streets and crime falls {}.",
    "rights": "The court protects the freedom of voters {}.",
}


def stance_rows() -> list[dict[str, Any]]:
    """72 posts on two targets."""
    found = []
    for (label, patterns), target, end in product(STANCES.items(), TARGETS, ENDS):
        for pattern in patterns:
            text = f"{pattern.format(target)} {end}"
            found.append({"id": f"p{len(found)}", "text": text, "target": target, "label": label})
    return found


def frame_rows() -> list[dict[str, Any]]:
    """48 headlines with one frame or two; the last two have none."""
    found = []
    for (one, first), (two, second), end in product(FRAMES.items(), FRAMES.items(), (*ENDS, "tonight")):
        text = first.format(end) if one == two else f"{first.format(end)} {second.format(end)}"
        found.append({"id": f"h{len(found)}", "text": text, "frames": sorted({one, two})})
    return [*found, *({"id": f"n{at}", "text": f"Rain fell on the old town {at}.", "frames": []} for at in range(3))]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A CSV of posts, rows of headlines, an encoder, and models of both."""
    folder = tmp_path_factory.mktemp("labels")
    with (folder / "posts.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, ["text", "target", "label"], extrasaction="ignore")
        writer.writeheader()
        writer.writerows(stance_rows())
    write_rows(folder / "heads.jsonl", frame_rows())
    export_encoder(write_bert(folder / "bert"), folder / "encoder")
    train_file("stance", TrainingFiles(folder / "posts.csv", folder / "stance"), LINEAR)
    train_file("frames", TrainingFiles(folder / "heads.jsonl", folder / "frames"), LINEAR)
    own = ModelChoice("encoder", folder / "encoder")
    train_file("frames", TrainingFiles(folder / "heads.jsonl", folder / "frames-encoder"), own)
    return folder


def test_a_model_of_stance_knows_labels_and_targets_of_its_rows(root: Path) -> None:
    card = read_card(root / "stance")
    assert card.labels == ("AGAINST", "FAVOR", "NONE")
    assert card.settings["targets"] == ["bus strike", "harbour bridge"]
    assert verify(root / "stance") == []
    assert evaluate_file("stance", root / "posts.csv", choice=ModelChoice(model=root / "stance")).mean_f1 > 95


def test_negation_free_words_decide_and_unknown_targets_are_told(root: Path) -> None:
    rows = [
        {"id": 1, "text": "the harbour bridge is a disgrace", "target": "Harbour  Bridge"},
        {"id": 2, "text": "the school is a disgrace", "target": "school"},
        {"id": 3, "text": " ", "target": "Bus strike"},
    ]
    first, second, third = predict_rows("stance", rows, choice=ModelChoice(model=root / "stance"))
    assert (first["label"], "target_known" in first) == ("AGAINST", False)
    assert second["target_known"] is False
    assert sum(first["probabilities"].values()) == pytest.approx(1, abs=1e-5)
    assert (third["label"], third["probabilities"]) == (None, {})


def test_cross_validation_learning_curve_and_progress(root: Path, tmp_path: Path) -> None:
    lines: list[str] = []
    done = train_file("stance", TrainingFiles(root / "posts.csv", tmp_path / "m"), LINEAR, progress=lines.append)
    assert done.validated is not None and done.validated.mean_f1 > 80
    assert [count for count, _ in done.curve] == sorted(count for count, _ in done.curve)
    assert done.curve[-1][0] == round(72 * 4 / 5)
    assert list(done.card.figures["calibration_error"]) == ["posts.csv, 5 folds of seed 0"]
    assert lines[0] == f"stance, linear tier: learning from 72 rows of {root / 'posts.csv'}"
    assert dict(done.card.files) == dict(read_card(root / "stance").files)  # the same bytes


def test_what_the_encoder_was_trained_on_is_learnt_from_and_not_measured_on(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "encoder", tmp_path / "encoder")
    rows = frame_rows()
    known = [row["text"].upper() for row in rows[::8]]
    SeenTexts.of(known).save(tmp_path / "encoder" / SEEN)
    card = json.loads((tmp_path / "encoder" / CARD).read_text(encoding="utf-8"))
    card["files"][SEEN] = file_sha256(tmp_path / "encoder" / SEEN)
    (tmp_path / "encoder" / CARD).write_text(json.dumps(card), encoding="utf-8")
    own = ModelChoice("encoder", tmp_path / "encoder")
    lines: list[str] = []
    files = TrainingFiles(write_rows(tmp_path / "heads.jsonl", rows), tmp_path / "m")
    done = train_file("frames", files, own, progress=lines.append)
    assert done.validated is not None
    assert done.card.settings["rows_known_to_the_encoder"] == len(known)
    assert sum(f"trained on {len(known)} of these {len(rows)} rows" in line for line in lines) == 1
    [score] = [score for score in done.validated.scores if score.name == "all"]
    assert score.gold == sum(len(row["frames"]) for at, row in enumerate(rows) if at % 8)
    write_rows(tmp_path / "some.jsonl", rows[:9])
    asked = ModelChoice("encoder", tmp_path / "encoder", tmp_path / "m")
    assert known_rows("frames", tmp_path / "some.jsonl", asked) == [
        "the encoder was trained on 2 of these 9 texts: figures are too good"
    ]
    assert known_rows("frames", files.train, asked) == [
        "m was trained on these very rows: figures are too good",
        f"the encoder was trained on {len(known)} of these {len(rows)} texts: figures are too good",
    ]
    plain = train_file("frames", replace(files, out=tmp_path / "plain"), ModelChoice("encoder", root / "encoder"))
    assert "rows_known_to_the_encoder" not in plain.card.settings


def test_rows_of_few_articles(tmp_path: Path) -> None:
    rows = [{**row, "article": at % 3} for at, row in enumerate(stance_rows()[::2])]
    path = write_rows(tmp_path / "rows.jsonl", rows)
    done = train_file("stance", TrainingFiles(path, tmp_path / "m"), LINEAR)
    assert list(done.card.figures) == []  # of three articles no interval can be drawn
    write_rows(path, [{**row, "article": "one"} for row in rows])
    with pytest.raises(FramingError) as caught:
        train_file("stance", TrainingFiles(path, tmp_path / "m"), LINEAR)
    assert str(caught.value) == ("rows.jsonl: all rows are of one article or text; at least two are needed to validate")


def test_frames_may_stand_together_or_be_none(root: Path) -> None:
    for tier in ("frames", "frames-encoder"):
        choice = ModelChoice("encoder", root / "encoder" if tier != "frames" else None, root / tier)
        rows = [
            {"id": 1, "text": "The plan costs 40 million euros. Police patrol the streets and crime falls."},
            {"id": 2, "text": "Rain fell on the old town."},
            {"id": 3, "text": ""},
        ]
        both, none, empty = predict_rows("frames", rows, choice=choice)
        assert set(both["probabilities"]) == set(FRAMES)
        if tier == "frames":
            assert (both["frames"], none["frames"]) == (["cost", "safety"], [])
        assert empty["frames"] == []


def test_abstaining(root: Path, tmp_path: Path) -> None:
    choice = ModelChoice(model=root / "stance")
    rows = [{"id": 1, "text": "the harbour bridge is on monday", "target": "harbour bridge"}]
    [row] = predict_rows("stance", rows, choice=choice)
    sure = row["probabilities"][row["label"]]
    [kept] = predict_rows("stance", rows, choice=choice, min_confidence=sure - 0.01)
    [left] = predict_rows("stance", rows, choice=choice, min_confidence=min(1.0, sure + 0.01))
    assert (kept["label"], left["label"], left["probabilities"]) == (row["label"], None, row["probabilities"])
    figures = evaluate_file("stance", root / "posts.csv", choice=choice, min_confidence=0.9)
    assert figures.coverage is not None and 0 < figures.coverage <= 1
    assert figures.as_json()["coverage"] == round(100 * figures.coverage, 2)


@pytest.mark.parametrize(
    ("task", "least", "message"),
    [
        (
            "voice",
            0.5,
            "--min-confidence: voice gives no probability; it is for sentiment, target-sentiment, stance, frames",
        ),
        ("stance", 1.5, "--min-confidence 1.5: must be a probability from 0 to 1, such as 0.7"),
        (
            "frames",
            0.5,
            "--min-confidence: frames of a word list have no probability; name a model of frames with --model",
        ),
    ],
)
def test_confidences_that_will_not_do(task: str, least: float, message: str) -> None:
    with pytest.raises(FramingError) as caught:
        list(predict_rows(task, [{"id": 1, "text": "Rain.", "target": "rain"}], choice=LINEAR, min_confidence=least))
    assert str(caught.value) == message


def test_the_words_a_label_rests_on(root: Path, tmp_path: Path) -> None:
    text = "the harbour bridge is a disgrace again"
    given = write_rows(tmp_path / "rows.jsonl", [{"id": 1, "text": text, "target": "harbour bridge"}])
    out = tmp_path / "out.jsonl"
    predict_file("stance", given, out, choice=ModelChoice(model=root / "stance"), explain=True)
    row = json.loads(out.read_text())
    words = [text[start:end] for start, end, _ in row["evidence"]]
    assert "disgrace" in words
    losses = [loss for _, _, loss in row["evidence"]]
    assert losses == sorted(losses, reverse=True) and min(losses) > 0


def test_a_model_of_another_task_is_refused(root: Path) -> None:
    with pytest.raises(FramingError) as caught:
        list(predict_rows("frames", [], choice=ModelChoice(model=root / "stance")))
    folder = root / "stance"
    assert str(caught.value) == (
        f"{folder}: a model of stance, not of frames; name one that `framing train frames` wrote"
    )


def analysed(root: Path, model: str, text: str, out: Path, least: float = 0.0) -> Result:
    (out / "articles").mkdir(parents=True)
    (out / "articles" / "a.txt").write_text(text, encoding="utf-8")
    options = RunOptions(models=ModelChoice(model=root / model), min_confidence=least)
    return load_results(analyze_to([out / "articles"], out / "results", options).folder)


def test_a_model_of_stance_fills_the_table_of_stances(root: Path, tmp_path: Path) -> None:
    text = (
        "Stop the harbour bridge, it ruins us, the mayor said. The harbour is a disgrace. "
        "Great news, the strike of the bus drivers saves the town. It rained in the town."
    )
    stances = analysed(root, "stance", text, tmp_path).stances
    own = stances[stances["target_kind"] == "own"]
    assert own[["sentence_index", "target", "stance"]].to_numpy().tolist() == [
        [0, "harbour bridge", "against"],
        [2, "bus strike", "favor"],
    ]
    assert own["holder"].tolist() == ["other", "narrator"]
    assert own[["p_favor", "p_against", "p_none"]].sum(axis=1).tolist() == pytest.approx([1, 1], abs=1e-5)


def test_an_issue_of_that_name_says_where_a_target_is_named(kosovo: Study) -> None:
    asks = OwnTargets(["kosovo membership", "toll road", "the"], [], kosovo.lexicons.function_words.keys())
    splitter = Splitter.from_lexicons(kosovo.lexicons)
    document = splitter.split(Article("1", "Tolls on roads rise. The road is long. No new roads, no toll!"))
    assert asks.asked(document, []) == [(0, "toll road"), (2, "toll road")]
    issue = replace(kosovo.issues[0], issue_id="toll_road", label="Road charges")
    for name in ("toll road", "road charges"):
        asks = OwnTargets([name], [issue], kosovo.lexicons.function_words.keys())
        assert asks.asked(document, [IssueName("toll_road", 1, 1, 2, 25, 29)]) == [(1, name)]


def test_a_model_whose_labels_are_no_stances_is_refused_in_an_analysis(root: Path, tmp_path: Path) -> None:
    rows = [{**row, "label": {"FAVOR": "yes"}.get(row["label"], row["label"])} for row in stance_rows()]
    write_rows(tmp_path / "rows.jsonl", rows)
    train_file("stance", TrainingFiles(tmp_path / "rows.jsonl", tmp_path / "mine"), LINEAR)
    with pytest.raises(FramingError) as caught:
        analysed(tmp_path, "mine", "Rain fell.", tmp_path / "out")
    assert str(caught.value) == (
        f"{tmp_path / 'mine'}: has the labels AGAINST, NONE, yes, but a stance in the tables is favor, against or "
        "none; name the labels of its rows so and train it again, or ask it by framing predict stance"
    )


def test_a_model_of_frames_names_its_words_and_abstains(root: Path, tmp_path: Path) -> None:
    text = "The plan costs 40 million euros and taxes rise today. Rain fell on the old town."
    frames = analysed(root, "frames", text, tmp_path / "every").frames
    own = frames[frames["frame"].str.startswith("frames.")]
    [cost] = own[own["present"]].to_dict("records")
    assert cost["frame"] == "frames.cost"
    assert {part.rpartition(" ")[0] for part in cost["evidence"].split("; ")} & {"costs", "euros", "taxes", "rise"}
    assert own["evidence"].notna().sum() == 1
    sure = analysed(root, "frames", text, tmp_path / "sure", least=1.0).frames
    unsure = sure[sure["frame"].str.startswith("frames.")]
    assert unsure["present"].isna().all()
    assert len(unsure) == 6
    assert unsure["evidence"].dropna().tolist() == [cost["evidence"]]


def test_every_wrong_row_of_a_csv_is_told(tmp_path: Path) -> None:
    path = tmp_path / "posts.csv"
    path.write_text("text,target,label\nGood.,bridge,favor\n,bridge,favor\nBad.,,against\nWell,bridge,none,more\n")
    with pytest.raises(DataError) as caught:
        training_rows("stance", path)
    assert str(caught.value) == (
        f"{path}: 3 problems\n"
        "  line 3: lacks text; has id, target, label\n"
        "  line 4: lacks target; has id, text, label\n"
        "  line 5: more fields than columns; put quotation marks round texts with commas"
    )
    path.write_text("words,label\nGood.,favor\n")
    with pytest.raises(FramingError) as caught_heading:
        training_rows("stance", path)
    assert str(caught_heading.value) == (
        f"{path}: no column text; the first line must name the columns, has words, label"
    )


def test_rows_of_nan_and_targets_that_are_none(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(
        '{"id": 1, "text": NaN, "target": "a", "label": "favor"}\n'
        '{"id": 2, "text": "Yes.", "target": 5, "label": "favor"}\n'
        '{"id": 3, "text": "Yes.", "target": " ", "label": "favor"}\n'
        '{"id": 4, "text": "Yes.", "target": "a", "label": " "}\n'
        '{"id": 5, "text": "Yes.", "target": "a", "label": "b", "weight": 0}\n'
    )
    with pytest.raises(DataError) as caught:
        training_rows("stance", path)
    assert str(caught.value) == (
        f"{path}: 5 problems\n"
        "  line 1: text must be a string, not float\n"
        "  line 2: target 5 must be a text\n"
        "  line 3: target is empty; name what the stance is asked about\n"
        "  line 4: label: an empty label; name it, or leave the row out\n"
        "  line 5: weight 0 must be a number above 0"
    )


def test_too_few_rows_and_rare_labels(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "rows.jsonl", stance_rows()[:24])
    with pytest.raises(FramingError) as caught:
        training_rows("stance", path)
    assert str(caught.value) == (
        f"{path}: too few rows: 24 with 1 labels (FAVOR); 20 rows and 2 labels or more are needed"
    )
    rows = [*stance_rows()[:30], {"id": "x", "text": "maybe", "target": "a", "label": "UNSURE"}]
    assert few_rows("stance", rows) == [
        "AGAINST: 6 of 31 rows; under 10 it is hardly learnt, and its figure says little",
        "UNSURE: 1 of 31 rows; under 10 it is hardly learnt, and its figure says little",
    ]


def test_the_tone_of_sentences_has_three_labels(tmp_path: Path) -> None:
    rows = [{"id": 1, "text": "Rain.", "label": "angry"}]
    with pytest.raises(DataError) as caught:
        training_rows("sentiment", write_rows(tmp_path / "rows.jsonl", rows))
    assert str(caught.value).endswith("line 1: no label 'angry'; choices: negative, neutral, positive")


def test_an_analysis_with_a_model_of_frames_of_ones_own(root: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The plan costs 40 million euros and taxes rise. Rain fell on the old town.\n")
    options = RunOptions(models=ModelChoice(model=root / "frames"))
    outcome = analyze_to([tmp_path / "a.txt"], tmp_path / "out", options)
    tables = load_results(outcome.folder)
    own = tables.frames[tables.frames["frame"].str.startswith("frames.")]
    cost = own[(own["frame"] == "frames.cost") & (own["sentence_index"] == 0)].iloc[0]
    assert cost["present"] and cost["probability"] > 0.5
    assert own["weight"].isna().all() and (own["evidence"].notna() == own["present"]).all()
    tones = tables.sentences[["sentiment_negative", "sentiment_neutral", "sentiment_positive"]].sum(axis=1)
    assert tones.round(4).tolist() == [1.0, 1.0]
    assert set(tables.manifest["models"]) == {"tier", "attribution", "target-sentiment", "sentiment", "frames"}


def test_frames_of_whole_articles(tmp_path: Path) -> None:
    """Rows of several paragraphs, longer than an encoder reads at once: the words of the frame may stand anywhere."""
    plain = " ".join(f"On day {day} the council met in the hall and the ferry left on time." for day in range(50))
    rows = [{**row, "text": f"{plain}\n\n{row['text']}\n\n{plain}"} for row in frame_rows()]
    write_rows(tmp_path / "articles.jsonl", rows)
    train_file("frames", TrainingFiles(tmp_path / "articles.jsonl", tmp_path / "model"), LINEAR)
    choice = ModelChoice(model=tmp_path / "model")
    early = {"id": 1, "text": f"{FRAMES['safety'].format('now')}\n\n{plain}\n\n{plain}"}
    late = {"id": 2, "text": f"{plain}\n\n{plain}\n\n{FRAMES['cost'].format('now')}"}
    found = [row["frames"] for row in predict_rows("frames", [early, late], choice=choice)]
    assert found == [["safety"], ["cost"]]
