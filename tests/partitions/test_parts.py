"""Partitions, their names and their files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from framing.errors import FramingError
from framing.partitions.fingerprint import differences, program_sha256
from framing.partitions.packed import Kept, content_key, pack, unpack
from framing.partitions.part import parts_of
from framing.partitions.stored import StoredPart, read_batches, read_new
from framing.records import Article
from framing.table_bytes import FORMATS, TableBytes, decode, encode
from framing.tables import rows_of

ARTICLES = [Article(f"a{number}", f"Text {number}.", path=f"f#{number}") for number in range(5)]
TERM = {
    "article_id": "a",
    "sentence_index": 0,
    "start": 1,
    "end": 5,
    "text": "a, “b”\r",
    "term_id": "t",
    "perspective": "east",
    "voice": None,
    "in_quote": True,
}
NEW = Kept(b"packed", {"sentiment": b"said", "attribution": b"found"})


def test_articles_are_cut_in_their_order() -> None:
    parts = list(parts_of(ARTICLES, "f", 2))
    assert [[article.article_id for article in part.articles] for part in parts] == [["a0", "a1"], ["a2", "a3"], ["a4"]]
    assert [part.number for part in parts] == [0, 1, 2]
    assert [part.places for part in parts] == ["f#0 to f#1", "f#2 to f#3", "f#4"]


@pytest.mark.parametrize(
    "changed",
    [
        {"text": "Other."},
        {"date": "2023-01-01"},
        {"path": "g#0"},
        {"extra": {"desk": "7"}},
        {"status": "skipped", "problem": "no text"},
    ],
)
def test_a_partition_has_another_name_when_anything_in_it_changes(changed: dict[str, object]) -> None:
    (before,) = parts_of(ARTICLES, "f", 9)
    (again,) = parts_of(list(ARTICLES), "f", 9)
    (after,) = parts_of([replace(ARTICLES[0], **changed), *ARTICLES[1:]], "f", 9)  # type: ignore[arg-type]
    (other,) = parts_of(ARTICLES, "g", 9)
    assert before.file_name == again.file_name
    assert len({before.file_name, after.file_name, other.file_name}) == 3


@pytest.mark.parametrize("table_format", FORMATS)
def test_rows_survive_as_bytes(table_format: str, tmp_path: Path) -> None:
    frame = pd.DataFrame([TERM])
    rows = encode("terms", frame, table_format)
    assert rows == encode("terms", frame.copy(), table_format)
    StoredPart([{"terms": rows}, {"terms": rows}], {3: NEW}).write(tmp_path / "p.zip")
    first, second = read_batches(tmp_path / "p.zip")
    assert first == second == {"terms": rows}
    assert read_new(tmp_path / "p.zip") == {3: NEW}
    assert decode("terms", first["terms"], table_format)["text"].tolist() == [TERM["text"]]
    assert [path.name for path in tmp_path.iterdir()] == ["p.zip"]


def test_the_file_of_a_partition_has_the_same_bytes_again(tmp_path: Path) -> None:
    stored = StoredPart([{"terms": TableBytes(("a",), b"a\n", b"1\n")}])
    for name in ("one", "two"):
        stored.write(tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


DAMAGES = [lambda b: b[:-30], lambda b: b.replace(b"1\n", b"2\n"), lambda b: b"", lambda b: b"x"]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_partition_is_told(tmp_path: Path, damage: object) -> None:
    path = tmp_path / "p.zip"
    StoredPart([{"terms": TableBytes(("a",), b"a\n", b"1\n")}]).write(path)
    path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]
    with pytest.raises(FramingError) as caught:
        list(read_batches(path))
    assert str(caught.value) == f"{path}: damaged; delete it and go on with --resume, which computes it again"


def test_what_was_found_is_packed_but_for_what_is_told_of_the_article() -> None:
    article = Article("a", "Text.", path="old.txt", outlet="Danas", extra={"desk": "7"})
    rows = rows_of(article)
    rows["articles"][0].update(n_sentences=1, n_words=1)
    rows["terms"] = [{**TERM, "text": "Text"}]
    packed = pack(rows)
    assert unpack(packed, article) == rows
    moved = unpack(packed, replace(article, path="new.txt", outlet="Koha"))
    assert {key: moved["articles"][0][key] for key in ("path", "outlet", "n_sentences", "desk")} == {
        "path": "new.txt",
        "outlet": "Koha",
        "n_sentences": 1,
        "desk": "7",
    }
    assert moved["terms"] == rows["terms"]


def test_an_article_is_known_by_what_decides_its_findings() -> None:
    article = Article("a", "Text.", date="2023-01-01", text_sha256="1", outlet="Danas", path="x")
    key = content_key(article, "f")
    assert key == content_key(replace(article, outlet="Koha", path="y", title="t"), "f")
    others = [replace(article, date="2024-01-01"), replace(article, text_sha256="2"), replace(article, article_id="b")]
    assert len({key, content_key(article, "g"), *(content_key(other, "f") for other in others)}) == 5


def test_differences_are_named() -> None:
    before = {"program": "a" * 64, "options": {"format": "csv", "strict": False}, "models": {"x": "b" * 64}}
    now = {"program": "c" * 64, "options": {"format": "jsonl", "strict": True}, "lexicons": {"y": "d" * 64}}
    assert differences(before, now) == [
        "lexicons y: added",
        "models x: gone",
        "options format: csv, now jsonl",
        "options strict: false, now true",
        "program: changed",
    ]
    assert differences(before, before) == []
    assert len(program_sha256()) == 64
