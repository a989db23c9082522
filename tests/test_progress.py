from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from framing.ingest import text_bytes
from framing.progress import Message, Meter, Note, Pace, SetAside, in_words, told_as_text
from framing.records import Article


@pytest.mark.parametrize(
    ("pace", "line"),
    [
        (Pace(10, 5.0, 500, 1_000), "10 articles, 2.0 a second, about 5 s left"),
        (Pace(10, 5.0, 500, None), "10 articles, 2.0 a second"),
        (Pace(10, 5.0, 2_000, 1_000), "10 articles, 2.0 a second"),
        (Pace(10, 5.0, 0, 1_000), "10 articles, 2.0 a second"),
        (Pace(10, 5.0, 500, None, 3), "10 articles (3 set aside), 2.0 a second"),
        (Pace(10, 5.0, 600, 1_000, 0, 5, 200), "10 articles, 1.0 a second, about 5 s left"),
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
    texts = [f"Article {number} of many. " * 20 for number in range(1_000)]
    pq.write_table(pa.table({"id": list(map(str, range(1_000))), "Text": texts}), tmp_path / "c.parquet")
    assert text_bytes(tmp_path) == pytest.approx(8 + sum(map(len, texts)), rel=0.05)
    (tmp_path / "d.parquet").write_bytes(b"no Parquet")
    assert text_bytes(tmp_path) is None
    (tmp_path / "d.parquet").unlink()
    (tmp_path / "c.html").write_bytes(b"<p>1</p>")
    assert text_bytes(tmp_path) is None


def test_a_long_run_tells_its_pace_and_the_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 3.0, 6.0, 6.5, 8.0])
    monkeypatch.setattr("framing.progress.time.monotonic", lambda: next(clock))
    told: list[Message] = []
    meter = Meter(told.append, 500)
    aside = Article("b", "x" * 100, status="skipped")
    meter.report()
    meter.add([Article("a", "x" * 100)], before=[Article("a", "x" * 100)])
    meter.add([aside, Article("c", "x" * 100)])
    meter.report()
    meter.add([Article("d", "x" * 100)])
    meter.report()
    meter.report()
    assert list(map(str, told)) == ["3 articles (1 set aside), 0.3 a second, about 6 s left"]
    assert told[0].as_json() == {
        "event": "progress",
        "articles": 3,
        "set_aside": 1,
        "articles_per_second": 0.33,
        "seconds": 6.0,
        "seconds_left": 6.0,
    }


def test_messages_as_text_and_as_values() -> None:
    aside = SetAside("a.txt", "no text")
    assert (str(aside), aside.as_json()) == (
        "set aside: a.txt: no text",
        {"event": "set_aside", "path": "a.txt", "problem": "no text"},
    )
    assert Note("done").as_json() == {"event": "note", "text": "done"}
    lines: list[str] = []
    tell = told_as_text(lines.append)
    assert tell is not None
    tell(aside)
    assert lines == ["set aside: a.txt: no text"]
    assert told_as_text(None) is None
