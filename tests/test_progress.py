from __future__ import annotations

from pathlib import Path

import pytest

from framing.ingest import text_bytes
from framing.progress import Pace, in_words
from framing.records import Article
from framing.run import _watched


@pytest.mark.parametrize(
    ("pace", "line"),
    [
        (Pace(10, 5.0, 500, 1_000), "10 articles, 2.0 a second, about 5 s left"),
        (Pace(10, 5.0, 500, None), "10 articles, 2.0 a second"),
        (Pace(10, 5.0, 2_000, 1_000), "10 articles, 2.0 a second"),
        (Pace(10, 5.0, 0, 1_000), "10 articles, 2.0 a second"),
    ],
)
def test_pace(pace: Pace, line: str) -> None:
    assert str(pace) == line


def test_times_in_words() -> None:
    assert [in_words(seconds) for seconds in (0, 59, 60, 3599, 3600)] == ["0 s", "59 s", "1 min", "60 min", "1.0 h"]


def test_text_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"12345")
    (tmp_path / "b.md").write_bytes(b"123")
    assert text_bytes(tmp_path) == 8
    assert text_bytes([tmp_path / "a.txt"]) == 5
    assert text_bytes("-") is None
    (tmp_path / "c.html").write_bytes(b"<p>1</p>")
    assert text_bytes(tmp_path) is None


def test_a_long_run_reports_pace_and_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 3.0, 6.0])
    monkeypatch.setattr("framing.run.time.monotonic", lambda: next(clock))
    said: list[str] = []
    articles = [Article("a", "x" * 100), Article("b", "x" * 100)]
    assert list(_watched(articles, said.append, 400)) == articles
    assert said == ["2 articles, 0.3 a second, about 6 s left"]
