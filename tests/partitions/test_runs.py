"""Runs with many workers, runs that go on, and runs over a corpus that has grown end with the bytes of a plain run."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from framing.errors import FramingError
from framing.learn.choice import ModelChoice
from framing.learn.models import Models
from framing.options import Execution, RunOptions
from framing.partitions.working_folder import working_path
from framing.pipeline import Analyzer
from framing.progress import Message, SetAside
from framing.records import Document
from framing.run import analyze_to
from tests.labelled import target_rows, write_rows
from tests.partitions.conftest import EMPTY, N_ARTICLES, REPEATED, options_of, row
from tests.program.conftest import framing, tree

SET_ASIDE = (f"a{REPEATED}", f"a{EMPTY}")


@pytest.fixture
def here(corpus: Path, tmp_path: Path) -> Path:
    """A folder with the corpus and its study."""
    shutil.copytree(corpus / "springfield", tmp_path / "springfield")
    shutil.copy(corpus / "articles.jsonl", tmp_path / "articles.jsonl")
    return tmp_path


@pytest.fixture
def computed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the articles that are computed from now on in this process."""
    ids: list[str] = []
    rows = Analyzer.rows

    def noted(self: Analyzer, articles: list, known: object = None) -> object:  # type: ignore[type-arg]
        ids.extend(article.article_id for article in articles)
        return rows(self, articles, known)

    monkeypatch.setattr(Analyzer, "rows", noted)
    return ids


def run(corpus: Path, out: Path, execution: Execution, options: RunOptions | None = None) -> list[str]:
    """Analyses the corpus and gives what was told."""
    told: list[str] = []
    source = corpus / "articles.jsonl"
    outcome = analyze_to([source], out, options or options_of(corpus), lambda m: told.append(str(m)), execution)
    assert outcome.n_skipped == len(SET_ASIDE)
    return told


def interrupt(corpus: Path, out: Path, options: RunOptions | None = None) -> None:
    """A run that is stopped in its third partition, as by Ctrl-C."""

    def stop(message: Message) -> None:
        if isinstance(message, SetAside) and message.path.endswith(f"#{EMPTY + 1}"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        analyze_to([corpus / "articles.jsonl"], out, options or options_of(corpus), stop)


def same_but_for_paths(found: dict[str, bytes], wanted: dict[str, bytes], corpus: Path, here: Path) -> bool:
    old, new = str(corpus).encode(), str(here).encode()
    return {name: content.replace(new, old) for name, content in found.items()} == wanted


def test_an_undisturbed_run_leaves_its_results_alone(corpus: Path, undisturbed: dict[str, bytes]) -> None:
    assert json.loads(undisturbed["manifest.json"])["inputs"]["n_articles"] == N_ARTICLES
    assert b",desk\n" in undisturbed["articles.csv"][:200]
    assert not working_path(corpus / "undisturbed").exists()


@pytest.mark.parametrize("partition", [64])
def test_workers_end_with_the_same_bytes(
    corpus: Path, undisturbed: dict[str, bytes], tmp_path: Path, partition: int
) -> None:
    told = run(corpus, tmp_path / "r", Execution(workers=2, partition_articles=partition))
    assert tree(tmp_path) == {f"r/{name}": content for name, content in undisturbed.items()}
    assert [line for line in told if line.startswith("set aside")] == [
        f"set aside: {corpus}/articles.jsonl#71: same text as a3 ({corpus}/articles.jsonl#4)",
        f"set aside: {corpus}/articles.jsonl#131: no text",
    ]


@pytest.mark.parametrize("table_format", ["parquet"])
def test_workers_in_other_formats(corpus: Path, tmp_path: Path, table_format: str) -> None:
    options = options_of(corpus, table_format)
    run(corpus, tmp_path / "one", Execution(), options)
    run(corpus, tmp_path / "two", Execution(workers=2), options)
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_an_interrupted_run_goes_on_and_computes_nothing_twice(
    here: Path, corpus: Path, undisturbed: dict[str, bytes], computed: list[str]
) -> None:
    interrupt(here, here / "r")
    assert computed == [f"a{number}" for number in range(128)]
    kept = working_path(here / "r") / "partitions"
    before = {path.name: path.stat().st_mtime_ns for path in kept.iterdir()}
    assert len(before) == 2
    assert not (here / "r").exists()
    computed.clear()
    told = run(here, here / "r", Execution(unfinished="resume"))
    assert told[0] == "going on after 2 finished partitions"
    assert computed == [f"a{number}" for number in range(128, 200)]
    assert same_but_for_paths(tree(here / "r"), undisturbed, corpus, here)
    assert not kept.exists()


def test_an_unfinished_run_is_not_thrown_away_unasked(here: Path, computed: list[str]) -> None:
    interrupt(here, here / "r")
    with pytest.raises(FramingError) as caught:
        run(here, here / "r", Execution())
    assert str(caught.value) == (
        f"{here / 'r'}: an unfinished run was left here with 2 partitions done; go on with --resume, or begin "
        "anew with --fresh"
    )
    computed.clear()
    run(here, here / "r", Execution(unfinished="fresh"))
    assert len(computed) == N_ARTICLES


def changed_study(here: Path) -> str:
    terms = here / "springfield" / "terms.tsv"
    terms.write_text(terms.read_text(encoding="utf-8") + "# one more line\n", encoding="utf-8")
    return "  decides study files .*terms.tsv: changed"


def changed_inputs(here: Path) -> str:
    with (here / "articles.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(row(900)) + "\n")
    return "  inputs bytes: [0-9]+, now [0-9]+\n  inputs names and sizes: changed"


@pytest.mark.parametrize("change", [changed_study, changed_inputs])
def test_a_run_does_not_go_on_with_other_data(here: Path, change: object) -> None:
    interrupt(here, here / "r")
    lines = change(here)  # type: ignore[operator]
    with pytest.raises(FramingError) as caught:
        run(here, here / "r", Execution(unfinished="resume"))
    assert re.fullmatch(
        f"{here / 'r'}: the unfinished run was begun otherwise:\n{lines}\n"
        "put this back as it was to go on with --resume, or begin anew with --fresh",
        str(caught.value),
    )
    assert len(list((working_path(here / "r") / "partitions").iterdir())) == 2


def test_a_run_does_not_go_on_with_other_options(here: Path) -> None:
    interrupt(here, here / "r")
    with pytest.raises(FramingError) as caught:
        run(here, here / "r", Execution(unfinished="resume"), options_of(here, "jsonl"))
    assert "\n  options format: csv, now jsonl\n" in str(caught.value)


def test_a_change_that_keeps_the_size_of_a_file_is_seen(here: Path) -> None:
    interrupt(here, here / "r")
    path = here / "articles.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace("plan 7 ", "plan 8 "), encoding="utf-8")
    with pytest.raises(FramingError) as caught:
        run(here, here / "r", Execution(unfinished="resume"))
    assert str(caught.value) == (
        f"{here / 'r'}: the articles have changed since the unfinished run began: partition 1 ({path}#1 to {path}#64) "
        "is not what it was; begin anew with --fresh"
    )


def test_a_run_that_was_stopped_while_it_moved_its_tables_goes_on(
    here: Path, corpus: Path, undisturbed: dict[str, bytes]
) -> None:
    interrupt(here, here / "r")
    (here / "r").mkdir()
    (here / "r" / "terms.csv").write_text("half", encoding="utf-8")
    (working_path(here / "r") / "tables").mkdir()
    (working_path(here / "r") / "tables" / "terms.csv").write_text("half", encoding="utf-8")
    run(here, here / "r", Execution(unfinished="resume"))
    assert same_but_for_paths(tree(here / "r"), undisturbed, corpus, here)


def test_nothing_to_go_on_from(corpus: Path, undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    assert run(corpus, tmp_path / "r", Execution(unfinished="resume"))[0] == "nothing to go on from"
    assert tree(tmp_path / "r") == undisturbed


def test_a_mistake_of_the_user_leaves_nothing(here: Path) -> None:
    options = RunOptions(here / "springfield", strict=True, models=options_of(here).models)
    with pytest.raises(FramingError, match="without --strict it is set aside"):
        analyze_to([here / "articles.jsonl"], here / "new" / "r", options)
    assert sorted(path.name for path in here.iterdir()) == ["articles.jsonl", "springfield"]


@pytest.fixture
def grown(here: Path, computed: list[str]) -> Iterator[Path]:
    """A corpus that was analysed with a cache before its last 20 articles came in, the first of them at its begin."""
    lines = (here / "articles.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    late = [0, *range(181, 200)]
    (here / "articles.jsonl").write_text("".join(lines[1:181]), encoding="utf-8")
    run(here, here / "first", Execution(cache=here / "c.cache"))
    (here / "articles.jsonl").write_text("".join(lines), encoding="utf-8")
    assert len(computed) == 180
    computed.clear()
    yield here
    assert len(late) == 20


@pytest.mark.parametrize("workers", [1, 2])
def test_only_new_articles_are_computed(
    grown: Path, corpus: Path, undisturbed: dict[str, bytes], computed: list[str], workers: int
) -> None:
    told = run(grown, grown / "r", Execution(workers=workers, cache=grown / "c.cache"))
    if workers == 1:
        new = ["a0", *(f"a{number}" for number in range(181, 200))]
        assert [article for article in computed if article not in SET_ASIDE] == new
    assert told[-1] == f"{grown}/c.cache: 178 of 200 articles were known from earlier runs"
    assert same_but_for_paths(tree(grown / "r"), undisturbed, corpus, grown)


def test_a_changed_lexicon_computes_all_again_and_says_so(grown: Path, computed: list[str]) -> None:
    changed_study(grown)
    told = run(grown, grown / "r", Execution(cache=grown / "c.cache"))
    assert told[0].startswith(f"{grown}/c.cache: every article is computed again, for it was made with other data:\n")
    assert re.search("\n  study files .*terms.tsv: changed\n", told[0])
    assert len(computed) == N_ARTICLES
    computed.clear()
    told = run(grown, grown / "r", Execution(cache=grown / "c.cache"))
    assert [article for article in computed if article not in SET_ASIDE] == []
    assert told[-1].endswith("198 of 200 articles were known from earlier runs")


@pytest.fixture
def read_by_models(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the articles that the models read from now on in this process."""
    ids: list[str] = []
    readings = Models.readings

    def noted(self: Models, documents: list[Document]) -> object:
        ids.extend(document.article.article_id for document in documents)
        return readings(self, documents)

    monkeypatch.setattr(Models, "readings", noted)
    return ids


@pytest.mark.parametrize("workers", [1, 2])
def test_after_a_changed_list_of_the_study_no_model_reads_again(
    here: Path, read_by_models: list[str], workers: int
) -> None:
    execution = Execution(cache=here / "c.cache", workers=workers)
    run(here, here / "first", execution)
    changed_study(here)
    read_by_models.clear()
    told = run(here, here / "r", execution)
    assert "\nwhat models say of a text stays known: attribution, sentiment, target-sentiment" in told[0]
    assert read_by_models == []
    assert told[-1].endswith("0 of 200 articles were known from earlier runs")
    run(here, here / "anew", Execution())
    assert tree(here / "r") == tree(here / "anew")


def test_after_a_side_is_named_anew_the_models_are_asked_about_it(here: Path, read_by_models: list[str]) -> None:
    execution = Execution(cache=here / "c.cache")
    run(here, here / "first", execution)
    read_by_models.clear()
    with (here / "springfield" / "entities.tsv").open("a", encoding="utf-8") as sheet:
        sheet.write("tenants\ttenants\tinstitution\ttenants\t\tplural\t\n")
    run(here, here / "r", execution)
    assert len(read_by_models) == N_ARTICLES - len(SET_ASIDE)
    run(here, here / "anew", Execution())
    assert b",tenants,tenants,actor,name,negative," in tree(here / "r")["mentions.csv"]
    assert tree(here / "r") == tree(here / "anew")


def test_after_a_changed_model_its_task_alone_is_asked_again(here: Path, read_by_models: list[str]) -> None:
    write_rows(here / "rows.jsonl", target_rows())
    learn = ("target-sentiment", "--train", "rows.jsonl", "--models", "linear")
    assert framing("train", *learn, "--out", "town", cwd=here).returncode == 0
    execution, own = Execution(cache=here / "c.cache"), ModelChoice("linear", model=here / "town")
    run(here, here / "first", execution)
    read_by_models.clear()
    told = run(here, here / "r", execution, replace(options_of(here), models=own))
    assert "\n  models target-sentiment" in told[0]
    assert told[0].splitlines()[-1] == "what models say of a text stays known: attribution, sentiment"
    assert len(read_by_models) == N_ARTICLES - len(SET_ASIDE)
    run(here, here / "anew", Execution(), replace(options_of(here), models=own))
    assert tree(here / "r") == tree(here / "anew")
    assert tree(here / "r")["mentions.csv"] != tree(here / "first")["mentions.csv"]


def test_a_file_that_is_no_cache(here: Path) -> None:
    with pytest.raises(FramingError, match=r"not a cache of framing \(file is not a database\); name another file"):
        run(here, here / "r", Execution(cache=here / "articles.jsonl"))


@pytest.mark.parametrize(
    ("execution", "message"),
    [
        (Execution(engine="dusk"), "no engine 'dusk'; did you mean 'dask'? choices: dask, local"),
        (Execution(workers=0), "--workers 0: give a number of processes, 1 or more"),
        (Execution(scheduler="tcp://a:1"), "--scheduler tcp://a:1 is of use to Dask only; add --engine dask"),
        (Execution(partition_articles=100), "--partition 100: give a multiple of 64, the articles read at once"),
    ],
)
def test_what_cannot_be_asked_for(corpus: Path, tmp_path: Path, execution: Execution, message: str) -> None:
    with pytest.raises(FramingError) as caught:
        run(corpus, tmp_path / "r", execution)
    assert str(caught.value) == message
    assert list(tmp_path.iterdir()) == []


def test_dask_that_is_not_installed(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(FramingError) as caught:
        run(corpus, tmp_path / "r", Execution(engine="dask"))
    assert str(caught.value) == (
        "--engine dask needs the package distributed; install it (pip install 'framing[distributed]'), or leave "
        "--engine out and use --workers N"
    )
    assert list(tmp_path.iterdir()) == []
