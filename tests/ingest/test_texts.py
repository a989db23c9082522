from __future__ import annotations

from collections.abc import Callable

import pytest

from framing.records import Article
from tests.ingest.conftest import ENGLISH

Only = Callable[[str, str | bytes], Article]

PAGE = """<html lang="en"><head><meta charset="{label}"><title>Talks fail - B92</title>
<meta property="og:site_name" content="B92"><meta property="article:published_time" content="2023-02-14T10:00:00+01:00">
<link rel="canonical" href="https://b92.net/eng/a.html"></head>
<body><nav><a href="/">Home</a></nav>
<h1>Talks fail</h1><article>{body}</article><footer>(c) 2024</footer></body></html>"""
SAID = (
    "The Serbian president said “this is not – and will not be – our agreement” on Monday, and officials told "
    "reporters in Brussels that the “so-called” plan would be discussed again in the coming weeks."
)
BODY = "".join(f"<p>Part {i}. {SAID}</p>" for i in range(4))


def test_plain_text_has_no_title(only: Only) -> None:
    article = only("a.txt", f"Headline\n\n{ENGLISH}\n")
    assert (article.text, article.title, article.path, article.status) == (
        f"Headline\n\n{ENGLISH}", None, "a.txt", "ok",
    )  # fmt: skip


def test_white_space_within_is_kept(only: Only) -> None:
    assert only("a.txt", f" \n\t{ENGLISH}  \n\n\n  End. \n").text == f"{ENGLISH}  \n\n\n  End."


def test_front_matter(only: Only) -> None:
    article = only(
        "a.md",
        "---\ntitle: 'Talks: no end'\noutlet: Danas\ndate: 2023-02-14\nurl: https://danas.rs/1\nlanguage: en-GB\n"
        f"id: d-1\nauthor: A. B.\ntags: [north, kfor]\nempty:\n---\n\n# Heading\n\n{ENGLISH}\n",
    )
    assert article.article_id == "d-1"
    assert (article.title, article.outlet, article.date) == ("Talks: no end", "Danas", "2023-02-14")
    assert (article.url, article.language) == ("https://danas.rs/1", "en")
    assert article.text == f"# Heading\n\n{ENGLISH}"
    assert article.extra == {"author": "A. B.", "tags": '["north", "kfor"]'}


@pytest.mark.parametrize(
    "text",
    [ENGLISH, f"---\n{ENGLISH}\n---\n\nMore.", f"---\n\n{ENGLISH}", f"One.\n---\ntitle: x\n---\n{ENGLISH}"],
    ids=["none", "two rules", "one rule", "not at the top"],
)
def test_markdown_without_front_matter(only: Only, text: str) -> None:
    article = only("a.md", text)
    assert (article.text, article.title, article.problem) == (text, None, None)


def test_empty_front_matter_and_dots(only: Only) -> None:
    assert only("a.md", f"---\n---\n{ENGLISH}").text == ENGLISH
    assert only("b.md", f"---\ntitle: T\n...\n{ENGLISH}").text == ENGLISH
    assert only("c.md", f"\ufeff---\r\ntitle: T\r\n---\r\n{ENGLISH}").title == "T"


@pytest.mark.parametrize(
    ("front", "problem"),
    [
        ("---\noutlet: X\ntitle: Talks: no end\n---\n",
         "front matter: line 3: mapping values are not allowed here; put the value in quotes"),
        ("---\ntitle: 'open\n---\n", "front matter: line 3: found unexpected end of stream"),
        ("---\ntitle: T\n\n", "front matter: no closing --- line"),
        ("---\ndate: 2023-02-31\n---\n", "front matter: day is out of range for month"),
        ("---\ntext: T\n---\n", "front matter: the text belongs below it, not under the key 'text'"),
        ("---\na: !!python/name:os.system ''\n---\n",
         "front matter: line 2: could not determine a constructor for the tag "
         "'tag:yaml.org,2002:python/name:os.system'"),
    ],
)  # fmt: skip
def test_broken_front_matter(only: Only, front: str, problem: str) -> None:
    article = only("a.md", front + ENGLISH)
    assert (article.status, article.problem, article.text) == ("skipped", problem, "")


def test_page(only: Only) -> None:
    article = only("a.html", PAGE.format(label="utf-8", body=BODY))
    assert article.text == "\n\n".join(f"Part {i}. {SAID}" for i in range(4))
    assert (article.title, article.outlet, article.date) == ("Talks fail", "B92", "2023-02-14")
    assert (article.url, article.language) == ("https://b92.net/eng/a.html", "en")


@pytest.mark.parametrize("label", ["iso-8859-1", "latin1", "us-ascii", "utf-8", "windows-1252"])
def test_curly_quotes_of_a_mislabelled_page_survive(only: Only, label: str) -> None:
    article = only("a.htm", PAGE.format(label=label, body=BODY).encode("cp1252"))
    assert article.text.count("“") == article.text.count("”") == 8
    assert "–" in article.text


def test_tables_of_a_page_are_left_out(only: Only) -> None:
    table = "<table><tr><th>Party</th><th>Seats</th></tr><tr><td>SNS</td><td>120</td></tr></table>"
    assert only("a.html", PAGE.format(label="utf-8", body=BODY + table)).text.endswith("coming weeks.")


def test_a_page_without_metadata_gets_none(only: Only) -> None:
    article = only("a.html", f"<html><body>{BODY}<p>14 February 2023</p></body></html>")
    assert (article.title, article.outlet, article.date, article.url) == (None, None, None, None)


@pytest.mark.parametrize("page", ["", "<html><body></body></html>", "<html><body><script>x()</script></body></html>"])
def test_a_page_without_text(only: Only, page: str) -> None:
    article = only("a.html", page)
    assert (article.status, article.problem) == ("skipped", "no text")


def test_reading_pages_is_silent(only: Only, capfd: pytest.CaptureFixture[str]) -> None:
    only("a.html", "<html></html>")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.json", "a.jsonl", "a.csv"])
def test_binary_files_are_set_aside(only: Only, name: str) -> None:
    article = only(name, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(200))
    assert (article.status, article.problem, article.text) == ("skipped", "not text: NUL bytes", "")
    assert len(article.article_id) == 16
