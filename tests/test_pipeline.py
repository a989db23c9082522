"""The one way through, from articles to a result."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import framing
from framing import pipeline
from framing.errors import FramingError
from framing.learn.choice import ModelChoice
from framing.learn.models import Models
from framing.learn.store import find_model, sha256_of
from framing.manifest import Inputs, manifest_of
from framing.pipeline import analyze_batches
from framing.records import Article
from framing.results import FORMATS, Result
from framing.run import RunOptions, analyze_to
from framing.schema import TABLES
from framing.study import Study

SAMPLE = Path(__file__).parent.parent / "experiments" / "kosovo-sample" / "articles"


def test_the_way_that_the_contract_shows(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text("Kurti said the dialogue must go on.", encoding="utf-8")
    study = framing.load_study("kosovo")
    articles = framing.read_articles(tmp_path / "articles")
    result = framing.analyze(articles, study)
    assert isinstance(result, framing.Result)
    assert result.sentences["voice"].tolist() == ["pristina"]
    assert result.attributions["source_text"].tolist() == ["Kurti"]
    result.save(tmp_path / "results" / "my-study")
    assert_frame_equal(framing.load_results(tmp_path / "results" / "my-study").sentences, result.sentences)


def test_the_result_of_two_articles(result: Result) -> None:
    assert result.articles["article_id"].tolist() == ["first", "second"]
    assert result.articles["n_sentences"].tolist() == [3, 1]
    assert result.sentences["voice"].tolist() == ["belgrade", "belgrade", "narrator", "pristina"]
    assert result.sentences["in_quote"].tolist() == [False, True, False, False]
    assert result.sentences["sentiment"].tolist()[1:3] == ["negative", "neutral"]
    assert result.sentences["lexicon_polarity"].isna().tolist()[2]
    assert result.terms["text"].tolist() == ["Kosovo and Metohija"]
    assert set(result.tables) == set(TABLES)


def test_a_name_that_is_not_offered() -> None:
    with pytest.raises(AttributeError, match="module 'framing' has no attribute 'analyse'"):
        framing.analyse  # noqa: B018


def test_no_article_at_all(kosovo: Study) -> None:
    result = framing.analyze([], kosovo)
    assert all(table.empty for table in result.tables.values())
    assert result.manifest["inputs"]["n_articles"] == 0


def test_an_article_that_was_set_aside_stays_in_the_table_of_articles(kosovo: Study) -> None:
    result = framing.analyze([Article("x", "", status="skipped", problem="no text", text_sha256="0")], kosovo)
    assert result.articles["problem"].tolist() == ["no text"]
    assert result.sentences.empty
    assert (result.manifest["inputs"]["n_articles"], result.manifest["inputs"]["n_skipped"]) == (1, 1)


def test_the_batches_make_no_difference(kosovo: Study, result: Result, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "BATCH_ARTICLES", 1)
    articles = [framing.read_text(f"Kurti said no to plan {number}.", id=f"{number}") for number in range(3)]
    sizes = [len(batch["articles"]) for batch in analyze_batches(articles, kosovo)]
    assert sizes == [1, 1, 1]
    one_by_one = framing.analyze(articles, kosovo)
    monkeypatch.undo()
    together = framing.analyze(articles, kosovo)
    for name in TABLES:
        assert_frame_equal(one_by_one.tables[name], together.tables[name])


def test_the_manifest_says_what_produced_the_result(result: Result, kosovo: Study) -> None:
    manifest = result.manifest
    assert sorted(manifest) == ["framing", "inputs", "lexicons", "libraries", "models", "options", "study"]
    assert manifest["framing"] == framing.__version__
    assert manifest["study"]["id"] == "kosovo"
    assert manifest["study"]["files"] == kosovo.sha256
    assert manifest["lexicons"] == kosovo.lexicons.sha256
    assert [voice["id"] for voice in manifest["study"]["voices"]] == list(kosovo.voices)
    assert manifest["inputs"]["n_articles"] == 2
    assert manifest["libraries"]["pandas"] == pd.__version__


@pytest.mark.parametrize("tier", ["encoder", "linear"])
def test_the_manifest_names_the_models(kosovo: Study, tier: str) -> None:
    article = framing.read_text("The mayor said the bridge would open soon.")
    result = framing.analyze([article], kosovo, models=tier)
    assert result.attributions["source_text"].tolist() == ["The mayor"]
    models = result.manifest["models"]
    assert models.pop("tier") == tier
    tasks = {task: f"{task}-{tier}" for task in ("attribution", "sentiment", "target-sentiment")}
    names = tasks | ({"encoder": "encoder", "target-stance": "target-stance-encoder"} if tier == "encoder" else {})
    assert {task: model["name"] for task, model in models.items()} == names
    assert {model["sha256"] for model in models.values()} == {sha256_of(find_model(name)) for name in names.values()}


def test_models_are_loaded_before_the_first_article_is_read(kosovo: Study, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Rain.", encoding="utf-8")
    for choice in (ModelChoice("liner"), ModelChoice("encoder", tmp_path)):
        told: list[str] = []
        with pytest.raises(FramingError):
            analyze_to([tmp_path / "a.txt"], tmp_path / "r", RunOptions(models=choice), told.append)
        assert ([path.name for path in tmp_path.iterdir()], told) == (["a.txt"], [])


def test_the_manifest_holds_no_time_and_no_place(result: Result, kosovo: Study) -> None:
    text = json.dumps(result.manifest)
    assert re.findall(r"\b20\d\d-\d\d", text) == []
    assert str(kosovo.folder.parent) not in text
    assert str(Path(__file__).parent.parent) not in text


def test_the_hash_of_the_inputs_depends_on_ids_and_texts_and_their_order(kosovo: Study) -> None:
    rows = {"article_id": ["a", "b"], "text_sha256": ["1", "2"], "status": ["ok", "ok"]}
    hashes, models = [], Models(kosovo.lexicons, ModelChoice("linear"))
    for frame in (pd.DataFrame(rows), pd.DataFrame(rows).iloc[::-1], pd.DataFrame({**rows, "text_sha256": ["1", "3"]})):
        seen = Inputs()
        seen.add(frame)
        hashes.append(manifest_of(kosovo, seen, {}, models)["inputs"]["sha256"])
    split = Inputs()
    split.add(pd.DataFrame(rows).iloc[:1])
    split.add(pd.DataFrame(rows).iloc[1:])
    assert len(set(hashes)) == 3
    assert split.sha256 == hashes[0]


@pytest.mark.parametrize("table_format", FORMATS)
def test_two_runs_write_the_same_bytes(tmp_path: Path, table_format: str) -> None:
    inputs = [SAMPLE / "banjska_adriatic-wire.md"]
    for name in ("one", "two"):
        analyze_to(inputs, tmp_path / name, RunOptions(table_format=table_format))
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert one == two
    assert len(one) == len(TABLES) + 1
