"""The tasks: rows in, the same rows answered out; wrong rows told at once; files whole or not at all."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from framing.errors import DataError, FramingError
from framing.learn.choice import ModelChoice
from framing.tasks import TASKS, evaluate_file, predict_file, predict_rows, task_of
from framing.tasks.rows import read_rows, written
from tests.labelled import target_rows

Row = dict[str, Any]
TEXT = "Vučić rejected the plan. It rained on Monday."
VOICES = [{"start": 0, "end": 24, "voices": ["belgrade"]}, {"start": 25, "end": 45, "voices": ["narrator"]}]


def write(path: Path, *rows: object) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def answer(task: str, text: str, **further: object) -> Row:
    [row] = predict_rows(task, [{"id": 1, "text": text, **further}])
    return row


def test_the_rows_of_attribution() -> None:
    text = "“Never,” Kurti said, “again.”"
    assert answer("attribution", text) == {
        "id": 1,
        "text": text,
        "attributions": [
            {"source": [[9, 14]], "cue": [[15, 19]], "content": [[0, 8], [21, 29]], "kind": "direct"},
        ],
    }


@pytest.mark.parametrize("tier", ["encoder", "linear"])
@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "kind"),
    [
        ("The mayor said the bridge would open soon.", "The mayor", "said", "the bridge would open soon", "indirect"),
        ("“The bridge will open soon,” the mayor said.", "the mayor", "said", "“The bridge will open soon,”", "direct"),
    ],
)
def test_simple_attributions_in_both_tiers(
    tier: str, text: str, source: str, cue: str, content: str, kind: str
) -> None:
    [row] = predict_rows("attribution", [{"id": 1, "text": text}], choice=ModelChoice(tier))
    [found] = row["attributions"]
    spans = [[text[start:end] for start, end in found[part]] for part in ("source", "cue", "content")]
    assert (spans, found["kind"]) == ([[source], [cue], [content]], kind)


@pytest.mark.parametrize("tier", ["encoder", "linear"])
@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Critics attacked Ana Kovač over the disastrous scandal.", "negative"),
        ("Ana Kovač arrived on Monday.", "neutral"),
        ("Everyone praised Ana Kovač for her brave and excellent work.", "positive"),
    ],
)
def test_the_rows_of_target_sentiment(tier: str, text: str, label: str) -> None:
    start = text.index("Ana")
    given = {"id": 1, "text": text, "start": start, "end": start + len("Ana Kovač"), "desk": 7}
    [row] = predict_rows("target-sentiment", [given], choice=ModelChoice(tier))
    assert list(row) == ["id", "text", "start", "end", "desk", "label", "probabilities"]
    assert list(row["probabilities"]) == ["negative", "neutral", "positive"]
    assert (row["label"], max(row["probabilities"], key=row["probabilities"].get)) == (label, label)


@pytest.mark.parametrize("tier", ["encoder", "linear"])
def test_the_batches_of_rows_make_no_difference(tier: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{**row, "id": f"{row['id']}"} for row in target_rows()[::5]]
    for task in ("attribution", "target-sentiment"):
        together = list(predict_rows(task, rows, choice=ModelChoice(tier)))
        monkeypatch.setattr("framing.tasks.BATCH_ROWS", 2)
        assert list(predict_rows(task, rows, choice=ModelChoice(tier))) == together
        monkeypatch.undo()


def test_a_target_must_be_in_the_text(tmp_path: Path) -> None:
    rows = [{"id": 1, "text": "a b", "start": 1, "end": 2}, {"id": 2, "text": "a b", "start": 2, "end": "3"}]
    given = write(tmp_path / "rows.jsonl", *rows)
    with pytest.raises(DataError) as caught:
        predict_file("target-sentiment", given, None)
    assert list(caught.value.problems) == [
        "line 1: start and end [1, 2] hold no word of the text",
        "line 2: start and end [2, '3'] must be a span in the 3 characters of the text",
    ]


def test_the_rows_of_voice() -> None:
    assert answer("voice", TEXT)["sentences"] == VOICES


@pytest.mark.parametrize(
    ("date", "voices"),
    [(None, ["pristina"]), ("2022-01-01T10:00", ["pristina"]), ("yesterday", ["pristina"]), (2022, ["pristina"])],
)
def test_any_date_will_do(date: object, voices: list[str]) -> None:
    row = answer("voice", "Kurti said no.", date=date)
    assert (row["date"], row["sentences"][0]["voices"]) == (date, voices)


@pytest.mark.parametrize("tier", ["encoder", "linear"])
def test_the_rows_of_sentiment(tier: str) -> None:
    texts = {
        "Three people were killed and dozens wounded in the attack on the village.": "negative",
        "The minister will meet the envoy in Brussels on Monday.": "neutral",
        "They welcomed the agreement as a success that brings hope to both sides.": "positive",
    }
    rows = predict_rows("sentiment", [{"id": text, "text": text} for text in texts], choice=ModelChoice(tier))
    for row, label in zip(rows, texts.values(), strict=True):
        assert row["label"] == label
        assert sum(row["probabilities"].values()) == pytest.approx(1, abs=1e-5)


def test_a_text_without_words_has_no_tone() -> None:
    assert answer("sentiment", "") == {"id": 1, "text": "", "label": None, "probabilities": {}}


def test_the_rows_of_stance() -> None:
    given = {"id": 1, "text": "Scientists warn that the planet is warming fast.", "target": "the moon"}
    [row] = predict_rows("stance", [given], choice=ModelChoice("linear"))
    assert (set(row["probabilities"]), row["target_known"]) == ({"against", "favor", "none"}, False)


def test_the_rows_of_frames() -> None:
    row = answer("frames", "The bankruptcy cost billions of euros.\n\nThe minister arrived at noon.")
    assert "boydstun.economic" in row["frames"]
    assert answer("frames", "The minister arrived at noon.")["frames"] == []


def test_further_keys_are_kept_and_an_old_answer_is_replaced() -> None:
    row = answer("voice", TEXT, desk={"no": 7}, sentences=["old"])
    assert list(row) == ["id", "text", "desk", "sentences"]
    assert (row["desk"], row["sentences"]) == ({"no": 7}, VOICES)


def test_offsets_are_those_of_the_text_as_it_stands() -> None:
    [row] = predict_rows("voice", [{"id": 1, "text": f"\r\n  {TEXT}\r\n"}])
    assert [sentence["start"] for sentence in row["sentences"]] == [4, 29]


def test_an_unknown_task() -> None:
    with pytest.raises(FramingError) as caught:
        task_of("voices")
    choices = ", ".join(sorted(TASKS))
    assert str(caught.value) == f"no task 'voices'; did you mean 'voice'? choices: {choices}"


def test_a_file_is_predicted_into_another(tmp_path: Path) -> None:
    given = write(tmp_path / "rows.jsonl", {"id": "č", "text": TEXT}, {"id": 2, "text": "\ud83d It rained."})
    assert predict_file("voice", given, tmp_path / "out.jsonl") == 2
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith('{"id": "č", "text": "Vučić rejected the plan.')
    assert json.loads(lines[1])["text"] == "\ud83d It rained."
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.jsonl", "rows.jsonl"]


def test_rows_may_be_answered_in_place(tmp_path: Path) -> None:
    given = write(tmp_path / "rows.jsonl", {"id": 1, "text": TEXT})
    predict_file("voice", given, given)
    assert json.loads(given.read_text(encoding="utf-8"))["sentences"] == VOICES


def test_the_rows_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes('\ufeff{"id": 1, "text": "a\u2028b"}\r\n\r\n{"id": "2", "text": ""}'.encode())
    assert read_rows(path, ("id", "text")) == [{"id": 1, "text": "a\u2028b"}, {"id": "2", "text": ""}]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO('{"id": 1, "text": "č"}\n'.encode()), "latin-1"))
    assert read_rows(Path("-"), ("id", "text")) == [{"id": 1, "text": "č"}]


def test_every_bad_line_is_told(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    lines = [
        '{"id": 1, "text": "x"}',
        "{",
        "[1]",
        "{}",
        '{"id": null, "text": "x"}',
        '{"id": 2, "text": ["x"]}',
        '{"id": "1", "text": "x"}',
        "[" * 100_000,
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        predict_file("voice", path, tmp_path / "out.jsonl")
    said = str(caught.value).splitlines()
    assert said[:-1] == [
        f"{path}: 7 problems",
        "  line 2: not JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)",
        "  line 3: an object with id, text is needed, not list",
        "  line 4: lacks id, text; has nothing",
        "  line 5: lacks id; has id, text",
        "  line 6: text must be a string, not list",
        "  line 7: id '1' stands on line 1 already",
    ]
    assert said[-1].startswith("  line 8: not JSON: ")
    assert not (tmp_path / "out.jsonl").exists()


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    for path, message in (
        (tmp_path / "none.jsonl", "no such file"),
        (tmp_path, "cannot be read: Is a directory; name a file of JSON Lines"),
        (tmp_path / "binary", "not UTF-8 at byte 1; save it as UTF-8, one JSON object a line"),
    ):
        (tmp_path / "binary").write_bytes(b"a\xff")
        with pytest.raises(FramingError) as caught:
            read_rows(path, ("id",))
        assert str(caught.value) == f"{path}: {message}"


def test_a_file_appears_only_when_it_is_whole(tmp_path: Path) -> None:
    path = write(tmp_path / "out.jsonl", "old")
    with pytest.raises(KeyboardInterrupt), written(path) as file:
        file.write("half")
        raise KeyboardInterrupt
    assert [(each.name, each.read_text(encoding="utf-8")) for each in tmp_path.iterdir()] == [("out.jsonl", '"old"\n')]


def test_places_that_cannot_be_written(tmp_path: Path) -> None:
    for path, message in (
        (tmp_path, f"{tmp_path}: is a folder; name a file"),
        (tmp_path / "no" / "out.jsonl", f"{tmp_path / 'no' / 'out.jsonl'}: no folder {tmp_path / 'no'}; make it first"),
    ):
        with pytest.raises(FramingError) as caught, written(path):
            pass
        assert str(caught.value) == message


def test_evaluation_compares_with_the_answers(tmp_path: Path) -> None:
    gold = write(tmp_path / "gold.jsonl", {"id": 1, "text": TEXT, "sentences": VOICES})
    figures = evaluate_file("voice", gold)
    assert [(score.name, score.f1) for score in figures.scores] == [("belgrade", 1.0), ("all", 1.0)]


def test_evaluation_needs_rows(tmp_path: Path) -> None:
    gold = write(tmp_path / "gold.jsonl")
    with pytest.raises(FramingError) as caught:
        evaluate_file("voice", gold)
    assert str(caught.value) == f"{gold}: no row to evaluate; name JSON Lines with id, text and sentences"


@pytest.mark.parametrize(
    ("task", "given", "problem"),
    [
        ("voice", None, "lacks sentences; has id, text, sentences"),
        ("voice", "west", "sentences must be a list of objects with start, end and voices"),
        (
            "voice",
            [{"start": 0, "end": 99, "voices": ["west"]}],
            "sentence {'start': 0, 'end': 99, 'voices': ['west']} needs start and end in the text, "
            "and voices, a list of words",
        ),
        (
            "voice",
            [{"start": 0, "end": 9, "voices": "west"}],
            "sentence {'start': 0, 'end': 9, 'voices': 'west'} needs start and end in the text, "
            "and voices, a list of words",
        ),
        ("voice", [{"start": 0, "end": 9, "voices": [], "optional": 5}], "optional 5 must be a list of words"),
        ("attribution", ["x"], "attributions must be a list of objects with source, cue and content"),
        (
            "attribution",
            [{"source": [0, 5], "cue": [[6, 99]]}],
            "cue [[6, 99]] must be spans [start, end] in the 45 characters of the text",
        ),
        (
            "attribution",
            [{"source": "Kurti"}],
            "source 'Kurti' must be spans [start, end] in the 45 characters of the text",
        ),
        ("attribution", [{"source": 5}], "source 5 must be spans [start, end] in the 45 characters of the text"),
        ("sentiment", 5, "label 5 must be a word"),
        ("frames", "law", "frames 'law' must be a list of words"),
        ("frames", [["law"]], "frames [['law']] must be a list of words"),
    ],
)
def test_an_answer_of_another_form(tmp_path: Path, task: str, given: object, problem: str) -> None:
    gold = write(tmp_path / "gold.jsonl", {"id": 1, "text": TEXT, TASKS[task].answer: given})
    with pytest.raises(DataError) as caught:
        evaluate_file(task, gold)
    assert str(caught.value) == f"{gold}: 1 problem\n  line 1: {problem}"


def test_a_span_may_be_written_without_its_list(tmp_path: Path) -> None:
    row = {"id": 1, "text": TEXT, "attributions": [{"source": [0, 5], "cue": [6, 10], "content": None}]}
    figures = evaluate_file("attribution", write(tmp_path / "gold.jsonl", row))
    gold = {score.name: score.gold for score in figures.scores}
    assert [gold.pop(part) for part in ("source", "cue", "content")] == [1, 1, 0]
    assert [gold.pop(f"overlap {part}") for part in ("source", "cue", "content")] == [1, 1, 0]
    assert gold == {}  # rows that link nothing have no figures of links
