"""Text-free results: no word of the articles, all charts, and the words back from one's own copy."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing.errors import FramingError
from framing.learn.choice import ModelChoice
from framing.rehydrate import rehydrate
from framing.results import load_results
from framing.run import RunOptions, analyze_to, chart_results, report_results
from framing.schema import TABLES, holds_words

TEXT = (
    "---\noutlet: Post\nevent: e1\nsecret: Quokka\n---\nMayor Kurti said Serbia attacked Kosovo on Monday. It rained.\n"
)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "a.md").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    options = RunOptions(models=ModelChoice("linear"), text=False, keep=("event",))
    analyze_to(["a.md"], "free", options)
    analyze_to(["a.md"], "full", RunOptions(models=ModelChoice("linear")))
    return tmp_path


DISTINCTIVE = ("distinctive-terms", "distinctive-terms-by-side")


def test_no_word_is_left_but_charts_are_drawn(here: Path) -> None:
    written = b"".join(path.read_bytes() for path in (here / "free").iterdir())
    for word in (b"Quokka", b"rained", b"attacked", b"Monday", b"a.md"):
        assert word not in written
    free = load_results("free")
    assert free.articles["event"].tolist() == ["e1"]
    for name, table in free.tables.items():
        assert all(table[column].isna().all() for column in TABLES[name].names if holds_words(column)), name
    skipped = {charted.name: charted.skipped for charted in chart_results("free") if not charted.files}
    full = {charted.name for charted in chart_results("full") if not charted.files}
    assert {skipped.pop(name) for name in DISTINCTIVE} == {"the sentences have no text"}
    assert set(skipped) == full - set(DISTINCTIVE)


def test_a_report_needs_the_words(here: Path) -> None:
    with pytest.raises(FramingError, match="free: holds no text, which a report shows"):
        report_results("free")


def test_the_words_come_back_and_only_from_the_same_text(here: Path) -> None:
    assert rehydrate("free", ["a.md"], "back").n_articles == 1
    back, full = load_results("back"), load_results("full")
    for table, columns in (
        ("sentences", ["text"]),
        ("mentions", ["text"]),
        ("attributions", ["source_text", "cue_text"]),
    ):
        assert back.tables[table][columns].equals(full.tables[table][columns]), table
    assert back.sentences["lexicon_evidence"].isna().all()
    (here / "a.md").write_text(TEXT.replace("rained", "snowed"), encoding="utf-8")
    with pytest.raises(FramingError, match="articles are not"):
        rehydrate("free", ["a.md"], "again")
    assert not (here / "again").exists()
    with pytest.raises(FramingError, match="has its text already"):
        rehydrate("full", ["a.md"], "again")
