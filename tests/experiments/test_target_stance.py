"""The rows of the model of stances to targets, and that the shipped model is learnt from them."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from framing.learn.store import find_model, read_card

FOLDER = Path(__file__).resolve().parents[2] / "experiments" / "encoder"


@pytest.fixture(scope="module")
def target_stance() -> ModuleType:
    spec = importlib.util.spec_from_file_location("target_stance", FOLDER / "target_stance.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_row_for_each_target_but_who_speaks(target_stance: ModuleType, tmp_path: Path) -> None:
    targets = [
        {"start": 0, "end": 6, "kind": "actor", "look": "neutral", "stance": None},
        {"start": 16, "end": 21, "kind": "actor", "look": "positive", "stance": "favor"},
        {"start": 34, "end": 37, "kind": "issue", "look": "negative", "stance": "against"},
    ]
    sentence = {"id": "own-1", "text": "Harris thanked  union and opposed ban.", "holder": "Harris", "targets": targets}
    (tmp_path / "rows.jsonl").write_text(json.dumps(sentence) + "\n", encoding="utf-8")
    rows = target_stance.stance_rows(tmp_path / "rows.jsonl").rows
    assert [(row["text"][row["start"] : row["end"]], row["label"]) for row in rows] == [
        ("union", "positive"),
        ("ban", "negative"),
    ]
    assert {row["article"] for row in rows} == {"own-1"}


def test_every_target_of_the_sentences_stands_in_its_text(target_stance: ModuleType) -> None:
    found = [json.loads(line) for line in target_stance.TARGETS.read_text(encoding="utf-8").splitlines()]
    assert len({sentence["text"] for sentence in found}) == len(found) == 8_053
    for sentence in found:
        for target in sentence["targets"]:
            words = sentence["text"][target["start"] : target["end"]]
            assert words.strip() == words != ""
            assert target["look"] in ("negative", "neutral", "positive")
            assert target["stance"] in ("favor", "against", "none", None)


def test_the_shipped_model_names_these_sentences_and_its_figure(target_stance: ModuleType) -> None:
    card = read_card(find_model("target-stance-encoder"))
    [data] = card.data
    rows = target_stance.stance_rows()
    assert (data.sha256, data.rows) == (rows.sha256, len(rows.rows))
    assert card.figures["macro_f1"][target_stance.COUNTED_ON].estimate > 0.6
