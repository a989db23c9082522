"""Results in parts: the same rows as in one file a table, the same bytes by every engine, and no part lost unseen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pandas.testing import assert_frame_equal

from framing.compare import Question
from framing.comparisons import compare_folders
from framing.errors import FramingError
from framing.export import data_package, export_results
from framing.options import Execution, RunOptions
from framing.rehydrate import rehydrate
from framing.results import load_results, part_name
from framing.run import analyze_to, chart_results, report_results
from framing.schema import TABLES
from tests.partitions.conftest import N_ARTICLES, options_of
from tests.partitions.test_runs import interrupt, run
from tests.program.conftest import tree

SIZE = 64
N_PARTS = -(-N_ARTICLES // SIZE)


def in_parts(corpus: Path) -> RunOptions:
    return replace(options_of(corpus, "parquet"), parts=SIZE)


@pytest.fixture(scope="module")
def parts(corpus: Path) -> Path:
    """Results in parts."""
    return analyze_to([corpus / "articles.jsonl"], corpus / "in-parts", in_parts(corpus)).folder


@pytest.fixture(scope="module")
def whole(corpus: Path) -> Path:
    """The same in one file a table."""
    return analyze_to([corpus / "articles.jsonl"], corpus / "whole", options_of(corpus, "parquet")).folder


def test_every_partition_has_a_file_of_every_table(parts: Path) -> None:
    names = [f"{name}.parquet/{part_name(number)}" for name in TABLES for number in range(N_PARTS)]
    assert sorted(tree(parts)) == sorted(["manifest.json", *names])


def test_the_rows_are_those_of_one_file(parts: Path, whole: Path) -> None:
    """The last part alone has the column ``desk``."""
    found, wanted = load_results(parts), load_results(whole)
    assert found.manifest["options"] == {**wanted.manifest["options"], "parts": SIZE}
    for name in TABLES:
        assert_frame_equal(found.tables[name], wanted.tables[name])


def test_some_columns_of_both(parts: Path, whole: Path) -> None:
    needs = {"sentences": ("article_id", "voices"), "articles": ()}
    found, wanted = load_results(parts, needs), load_results(whole, needs)
    assert list(found.sentences.columns) == ["article_id", "voices"]
    assert "desk" in found.articles
    for name in needs:
        assert_frame_equal(found.tables[name], wanted.tables[name])


@pytest.mark.parametrize("execution", [Execution(workers=2), Execution(partition_articles=128)])
def test_the_bytes_depend_neither_on_the_workers_nor_on_what_is_stored_as_one(
    corpus: Path, parts: Path, tmp_path: Path, execution: Execution
) -> None:
    run(corpus, tmp_path / "r", execution, in_parts(corpus))
    assert tree(tmp_path / "r") == tree(parts)


def test_many_machines_end_with_the_same_bytes(corpus: Path, parts: Path, tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    run(corpus, tmp_path / "r", Execution(workers=2, engine="dask"), in_parts(corpus))
    assert tree(tmp_path / "r") == tree(parts)


def test_results_in_parts_give_way_to_results_in_files_and_back(corpus: Path, parts: Path, tmp_path: Path) -> None:
    source = [corpus / "articles.jsonl"]
    for options in (in_parts(corpus), options_of(corpus, "parquet"), in_parts(corpus)):
        analyze_to(source, tmp_path / "r", options)
    assert tree(tmp_path / "r") == tree(parts)


def test_a_lost_part_is_told(corpus: Path, tmp_path: Path) -> None:
    folder = analyze_to([corpus / "articles.jsonl"], tmp_path / "r", in_parts(corpus)).folder
    (folder / "terms.parquet" / part_name(2)).unlink()
    with pytest.raises(FramingError) as caught:
        load_results(folder)
    assert str(caught.value) == (
        f"{folder / 'terms.parquet'}: damaged: 3 part files, 4 by the manifest; first that differs: "
        "part-00000002.parquet; run `framing analyze` again"
    )


def test_charts_report_and_exports_are_those_of_one_file(parts: Path, whole: Path, tmp_path: Path) -> None:
    for folder, name in ((parts, "parts"), (whole, "whole")):
        chart_results(folder, ["voice-share", "tone"], tmp_path / name / "charts", ["svg"])
        export_results(folder, "statements", tmp_path / name / "statements.csv")
        export_results(folder, "spreadsheet", tmp_path / name / "sheets")
    assert tree(tmp_path / "parts") == tree(tmp_path / "whole")
    assert report_results(parts, tmp_path / "r.html").is_file()


def test_a_comparison_of_parts_is_that_of_one_file(parts: Path, whole: Path) -> None:
    question = Question(by="side", measures=("voice-share", "portrayal"), resamples=200, permutations=199)
    found, wanted = (compare_folders([folder], question).comparison.table for folder in (parts, whole))
    assert_frame_equal(found, wanted)
    assert found["n_articles"].max() > SIZE


def test_text_is_put_back_into_parts(corpus: Path, whole: Path, tmp_path: Path) -> None:
    articles = [corpus / "articles.jsonl"]
    without = analyze_to(articles, tmp_path / "without", replace(in_parts(corpus), text=False)).folder
    assert load_results(without).sentences["text"].isna().all()
    assert rehydrate(without, articles, tmp_path / "with").n_articles == N_ARTICLES - 2
    assert_frame_equal(load_results(tmp_path / "with").sentences[["text"]], load_results(whole).sentences[["text"]])


def test_a_data_package_lists_the_parts(parts: Path) -> None:
    first = data_package(parts, load_results(parts, []).manifest)["resources"][0]
    assert first["path"] == [f"articles.parquet/{part_name(number)}" for number in range(N_PARTS)]
    assert "hash" not in first


def test_saved_again_they_are_one_file_a_table(parts: Path, whole: Path, tmp_path: Path) -> None:
    load_results(parts).save(tmp_path / "r", "parquet")
    assert tree(tmp_path / "r")["manifest.json"] == tree(whole)["manifest.json"]


def test_parts_are_of_parquet_and_of_whole_batches(corpus: Path, tmp_path: Path) -> None:
    for options, words in (
        (replace(options_of(corpus), parts=SIZE), "--parts: a table of format csv is one file; add --format parquet"),
        (replace(in_parts(corpus), parts=100), "--partition 100: give a multiple of 64, the articles read at once"),
    ):
        with pytest.raises(FramingError) as caught:
            analyze_to([corpus / "articles.jsonl"], tmp_path / "r", options)
        assert str(caught.value) == words
    assert list(tmp_path.iterdir()) == []


def test_a_run_in_parts_goes_on(corpus: Path, parts: Path, tmp_path: Path) -> None:
    interrupt(corpus, tmp_path / "r", in_parts(corpus))
    run(corpus, tmp_path / "r", Execution(unfinished="resume"), in_parts(corpus))
    assert tree(tmp_path / "r") == tree(parts)
