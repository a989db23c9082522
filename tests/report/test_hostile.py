"""Every text is hostile: nothing of it runs, leaves, or turns the page round."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from framing.report import Report, build_report
from framing.results import Result
from tests.report.conftest import Opened

ATTACKS = (
    "</script><script>window.hacked = 1; alert(1)</script>",
    '"><img src=x onerror="window.hacked = 1">',
    "<svg onload=window.hacked=1><style>body{display:none}</style>",
    "{{ 7 * 7 }} {% raw %} ${window.hacked = 1}",
    "<!-- <script> ]]> &lt;b&gt; <iframe src=https://example.org></iframe>",
    "\u202egnirts desrever\u2066 \u2028 \u2029 \u200f",
    "__proto__ constructor toString",
    "'; window.hacked = 1; //",
)
ADDRESSES = (
    "javascript:window.hacked=1",
    "data:text/html,<script>alert(1)</script>",
    " JavaScript:alert(1)",
    'https://example.org/" onclick="window.hacked=1',
)


@pytest.fixture(scope="module")
def hostile(sample: Result, report: Report, tmp_path_factory: pytest.TempPathFactory) -> tuple[Report, str]:
    """The sample with attacks in every text a publisher chooses."""

    def attacked(table: pd.DataFrame, *columns: str) -> pd.DataFrame:
        texts = pd.Series([ATTACKS[place % len(ATTACKS)] for place in range(len(table))], index=table.index)
        return table.assign(**{column: texts.astype("string") for column in columns})

    articles = attacked(sample.articles, "title", "outlet", "date", "event", "language", "path")
    articles["url"] = pd.array([ADDRESSES[place % 4] for place in range(len(articles))], dtype="string")
    sentences = attacked(sample.sentences, "text", "lexicon_evidence")
    sentences.loc[0, "text"] = "x" * 1_000_000
    tables = {
        **sample.tables,
        "articles": articles,
        "sentences": sentences,
        "attributions": attacked(sample.attributions, "source_text", "cue_text", "content_text", "rule", "entity_id"),
        "mentions": attacked(sample.mentions, "text", "entity_id"),
        "terms": attacked(sample.terms, "text", "term_id"),
        "stances": attacked(sample.stances, "evidence"),
        "frames": attacked(sample.frames, "evidence", "frame"),
    }
    tables["frames"] = tables["frames"].drop_duplicates(["article_id", "sentence_index", "frame"])
    made = build_report(tables, sample.manifest, report.palette)
    path: Path = tmp_path_factory.mktemp("hostile") / "report.html"
    path.write_text(made.page(), encoding="utf-8", newline="\n")
    return made, path.as_uri()


def test_no_attack_is_markup(hostile: tuple[Report, str]) -> None:
    page = hostile[0].page()
    for attack in ("<img src=x", "<svg onload", "<iframe", "<script>window"):
        assert attack not in page
    assert page.count("<script") == 2 + len(hostile[0].corpus.articles)


def test_titles_do_not_turn_the_page_round(hostile: tuple[Report, str]) -> None:
    made = hostile[0]
    for column in ("title", "outlet", "date", "url"):
        assert all(cell.isprintable() for cell in made.corpus.articles[column])


def test_nothing_runs_and_nothing_is_asked(hostile: tuple[Report, str], opened: Opened) -> None:
    address = hostile[1]
    opened.go(address)
    page = opened.page
    page.click("#chart-voice-share a.mark >> nth=0")
    opened.words()
    for button in page.query_selector_all("#words button.who")[:12]:
        button.evaluate("(button) => button.click()")
    for number in (0, 1, 2, 3):
        page.evaluate("(n) => document.querySelectorAll('#reader .article-head a')[n]?.click()", number)
        page.wait_for_selector("#article-title")
        page.evaluate("document.querySelectorAll('#reader button.who').forEach((button) => button.click())")
        page.evaluate("location.hash = 'at=read'")
        page.wait_for_selector("#reader .strips")
    page.evaluate("location.hash = 'at=pair&kind=outlet&left=__proto__&right=constructor'")
    page.evaluate("location.hash = 'at=constructor&__proto__=1'")
    page.evaluate("location.hash = 'at=read&q=%3Cimg%20src=x%20onerror=alert(1)%3E&voice=__proto__'")
    opened.until("document.querySelector('#reader > .status').textContent.includes('<img')")
    assert page.evaluate("window.hacked") is None
    assert opened.complaints == []
    assert opened.requests == [address]
    assert page.locator("body").is_visible()


def test_only_addresses_of_the_web_are_links(hostile: tuple[Report, str], opened: Opened) -> None:
    links = "[...document.querySelectorAll('a')].map((link) => link.getAttribute('href'))"
    ids = hostile[0].corpus.articles["article_id"]
    for number in range(4):
        opened.go(f"{hostile[1]}#at=read&article={ids[number]}")
        found = [href for href in opened.page.evaluate(links) if not href.startswith("#")]
        assert all(href.startswith("https://example.org/") for href in found), found
        assert opened.page.locator("#reader .url [onclick]").count() == 0


def test_a_word_of_a_megabyte_is_cut_for_reading(hostile: tuple[Report, str], opened: Opened, sample: Result) -> None:
    opened.page.set_viewport_size({"width": 360, "height": 800})
    opened.go(f"{hostile[1]}#at=read&article={sample.sentences['article_id'][0]}&s=1")
    text = opened.page.inner_text("#reader .sentence.open .text")
    assert text.endswith("997,000 more signs")
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 360
