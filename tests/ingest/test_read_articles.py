from __future__ import annotations

import hashlib
import json
import tracemalloc
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing import ingest
from framing.errors import FramingError
from framing.ingest import read_articles, read_text
from framing.ingest.articles import article_of, content_id
from framing.ingest.entries import Entry
from framing.ingest.repeats import Seen
from framing.records import Article
from tests.ingest.conftest import ENGLISH, SERBIAN, lines


def read(*rows: object, **options: bool) -> list[Article]:
    Path("a.jsonl").write_text(lines(*rows))
    return list(read_articles("a.jsonl", **options))


def test_the_same_text_is_kept_once(here: Path) -> None:
    first, second, third = read(
        {"text": ENGLISH, "id": "x"},
        {"text": f"\n{ENGLISH.replace(' ', '  ')}", "id": "x"},
        {"text": ENGLISH, "outlet": "B"},
    )
    assert (first.article_id, first.status) == ("x", "ok")
    assert (second.status, second.problem) == ("skipped", "same text as x (a.jsonl#1)")
    assert (third.status, third.problem) == ("skipped", "same text as x (a.jsonl#1)")
    assert len({first.article_id, second.article_id, third.article_id}) == 3


def test_the_same_id_with_another_text(here: Path) -> None:
    _, second, third = read(
        {"text": ENGLISH, "id": "x"}, {"text": f"{ENGLISH} So.", "id": "x"}, {"text": f"{ENGLISH} Then."}
    )
    assert (second.status, second.problem) == ("skipped", "id x already used by a.jsonl#1")
    assert second.article_id != "x"
    assert third.status == "ok"


@pytest.mark.parametrize(
    ("given_id", "problem"),
    [
        ("a\x00b", r"line 1: id 'a\x00b' has control characters"),
        ("a\nb\x1b", r"line 1: id 'a\nb\x1b' has control characters"),
        ("x" * 201, "line 1: id 'xxxxxxxxxxxxxxxxxxxx'... has 201 characters; at most 200"),
    ],
)
def test_ids_that_cannot_be_used(here: Path, given_id: str, problem: str) -> None:
    [article] = read({"text": ENGLISH, "id": given_id})
    assert (article.status, article.problem) == ("skipped", problem)


def test_other_languages(here: Path) -> None:
    rows = [
        {"text": SERBIAN},
        {"text": "Deklaracioni u miratua sot nga qeveria me shumicë votash në seancë.", "id": "q"},
        {"text": ENGLISH, "language": "sr-Latn"},
        {"text": "Kurti said no."},
        {"text": f"{SERBIAN} So.", "language": "en"},
    ]
    serbian, albanian, stated, short, claimed = read(*rows)
    assert (serbian.status, serbian.language) == ("skipped", "bs")
    assert (albanian.article_id, albanian.problem) == ("q", "language sq, not English (use --any-language)")
    assert stated.problem == "language sr, not English (use --any-language)"
    assert (short.status, short.language) == ("ok", None)
    assert (claimed.status, claimed.language) == ("ok", "en")
    assert [article.status for article in read(*rows, any_language=True)] == ["ok"] * 5
    assert [article.language for article in read(*rows, any_language=True)] == ["bs", "sq", "sr", None, "en"]


def test_strict_stops_at_the_first(here: Path) -> None:
    Path("a.jsonl").write_text(lines({"text": ENGLISH}, {"text": ""}, {"text": ENGLISH}))
    articles = read_articles("a.jsonl", strict=True)
    assert next(articles).status == "ok"
    with pytest.raises(FramingError) as error:
        next(articles)
    assert str(error.value) == "a.jsonl#2: no text; without --strict it is set aside"


def test_ids_depend_on_text_and_metadata_only(here: Path) -> None:
    [article] = read(
        {"text": f"  {ENGLISH}\r\n", "title": "T", "outlet": "O", "date": "14 Feb 2023", "url": "u", "note": 1}
    )
    canonical = {"date": "2023-02-14", "outlet": "O", "text": ENGLISH, "title": "T", "url": "u"}
    expected = hashlib.sha256(json.dumps(canonical, sort_keys=True, separators=(",", ":")).encode()).hexdigest()[:16]
    assert article.article_id == expected
    assert article.text_sha256 == hashlib.sha256(ENGLISH.encode()).hexdigest()
    Path("b.md").write_text(f"---\ntitle: T\noutlet: O\ndate: 2023-02-14\nurl: u\n---\n{ENGLISH}")
    [same] = read_articles(here / "b.md")
    assert same.article_id == expected


def test_a_known_id_stays_what_it_was() -> None:
    assert content_id(Article("", "Kurti said “no”.", title="Č", date="2023-02")) == "1ccec3cd427e9a8a"


def test_files_are_read_when_their_articles_are_asked_for(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "abc":
        Path(f"{name}.txt").write_text(f"{ENGLISH} {name}")
    opened: list[str] = []
    read_entries = ingest.read_entries

    def noted(source: ingest.Source) -> Iterator[Entry]:
        opened.append(source.path)
        return read_entries(source)

    monkeypatch.setattr(ingest, "read_entries", noted)
    articles = read_articles(".")
    assert opened == []
    next(articles)
    assert opened == ["a.txt"]
    next(articles)
    assert opened == ["a.txt", "b.txt"]


@pytest.mark.parametrize("suffix", [".jsonl", ".json", ".csv"])
def test_a_long_file_is_never_in_memory(here: Path, suffix: str) -> None:
    rows = [{"text": f"{i} " + ENGLISH * 100, "language": "en"} for i in range(1500)]  # 13 MB
    path = Path(f"long{suffix}")
    if suffix == ".csv":
        path.write_text("language,text\n" + "".join(f'en,"{row["text"]}"\n' for row in rows))
    else:
        path.write_text(lines(*rows) if suffix == ".jsonl" else json.dumps(rows))
    del rows
    tracemalloc.start()
    try:
        assert sum(article.status == "ok" for article in read_articles(path)) == 1500
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 9_000_000


def test_the_call_is_checked_before_anything_is_read(here: Path) -> None:
    Path("a.txt").write_text(ENGLISH)
    Path("b.csv").write_text("body\nx\n")
    with pytest.raises(FramingError):
        read_articles(["a.txt", "b.csv"])


def test_a_file_that_vanishes_is_set_aside(here: Path) -> None:
    Path("a.txt").write_text(ENGLISH)
    Path("b.txt").write_text(f"{ENGLISH} So.")
    articles = read_articles(["a.txt", "b.txt"])
    Path("a.txt").unlink()
    gone, kept = articles
    assert (gone.status, gone.problem, kept.status) == ("skipped", "cannot be read: No such file or directory", "ok")


def test_a_text_at_hand(here: Path) -> None:
    Path("a.txt").write_text(ENGLISH)
    [article] = read_articles("a.txt")
    assert read_text(f" {ENGLISH}\n").article_id == article.article_id
    assert read_text(SERBIAN, id=5, note="x", language="sr").extra == {"note": "x"}
    with pytest.raises(FramingError) as error:
        read_text(" \n")
    assert str(error.value) == "text ' \\n': no text"


def test_two_empty_files_have_two_ids(here: Path) -> None:
    Path("a.txt").write_text("")
    Path("b.txt").write_text(" \n")
    first, second = read_articles(".")
    assert (first.problem, second.problem) == ("no text", "no text")
    assert first.article_id != second.article_id
    assert first.text_sha256 == hashlib.sha256(b"").hexdigest()


def test_breaking_off_leaves_nothing_open(here: Path) -> None:
    Path("a.jsonl").write_text(lines(*({"text": f"{ENGLISH} {i}"} for i in range(9))))
    articles = read_articles("a.jsonl")
    assert len(list(islice(articles, 2))) == 2
    del articles


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(), max_size=30)
    | st.binary(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(["text", "title", "id", "date", "url", "language", "Text", "", "x"]), anything))
def test_any_values_make_an_article_that_can_be_written(values: dict[str, object]) -> None:
    article = Seen().add(article_of(Entry(values, number=3), "f.jsonl"))
    assert (article.status == "ok") == (article.problem is None)
    assert article.article_id
    for value in (article.article_id, article.text, article.title, article.url, *article.extra.values()):
        assert "\0" not in (value or "")
        (value or "").encode()


@given(st.lists(st.sampled_from(["a", "b", " a", "c  d", "c d", ""]), max_size=12), st.data())
def test_every_article_has_its_own_id(texts: list[str], data: st.DataObject) -> None:
    seen, ids = Seen(), []
    for number, text in enumerate(texts):
        given_id = data.draw(st.sampled_from([None, "x", "y"]))
        article = article_of(Entry({"text": text, "id": given_id}, number), "f")
        assert bool(seen.problem_of(article)) == (article.article_id in ids or " ".join(text.split()) in
                                                  [" ".join(t.split()) for t in texts[:number] if t])  # fmt: skip
        ids.append(seen.add(article).article_id)
    assert len(set(ids)) == len(ids)
