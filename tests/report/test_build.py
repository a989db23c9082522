"""The page as a file."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest

from framing.charts.wording import percent, share_range
from framing.errors import FramingError
from framing.report import Report, build_report
from framing.results import Result
from framing.run import report_results
from tests.report.conftest import SAMPLE
from tests.report.enlarged import enlarged

MEGABYTE = 1_000_000


def test_the_page_shows_the_numbers_of_the_aggregates(report: Report) -> None:
    page = report.page()
    for row in report.figures.voices.itertuples():
        assert f"<b>{percent(row.share)}</b><small>{share_range(row.ci_low, row.ci_high)}</small>" in page


def test_the_same_tables_give_the_same_bytes(sample: Result, report: Report) -> None:
    again = build_report(sample.tables, sample.manifest, report.palette).page()
    assert again == report.page()


def test_every_sentence_and_span_is_in_its_block(sample: Result, report: Report) -> None:
    page = report.page()
    blocks = [json.loads(text) for text in re.findall(r'id="article-[0-9]+">(.*?)</script>', page)]
    assert sum(map(len, blocks)) == len(sample.sentences)
    marks = [
        (part, sentence["text"].encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le"))
        for block in blocks
        for sentence in block
        for start, end, part, _ in sentence.get("marks", ())
    ]
    cues = sample.attributions["cue_text"].dropna()
    assert sorted(words for part, words in marks if part == "cue") == sorted(cues)


def test_nothing_in_the_page_names_a_place_to_ask(report: Report) -> None:
    page = report.page()
    assert not re.search(r"\s(src|srcset|action|formaction|on[a-z]+|style)=", page.split("<script")[0])
    assert not re.search(r"<link|@import|url\((?!#)", page.split('<script type="application/json"')[0])


def test_fifty_articles_stay_under_three_megabytes(sample: Result, report: Report) -> None:
    page = build_report(enlarged(sample.tables, 50), sample.manifest, report.palette).page()
    assert len(page.encode()) < 3 * MEGABYTE


def test_a_file_of_too_many_articles_holds_some_of_them(
    sample: Result, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The numbers are those of all; what is held is every third article, and the page says so."""
    many = build_report(enlarged(sample.tables, 30), sample.manifest, report.palette)
    whole, served = many.page(), many.page(served=True)
    monkeypatch.setattr("framing.report.build.MOST_IN_FILE", 10)
    page = many.page()
    words = "Summary and charts count all 30 articles. This file holds the sentences of 10 of them"
    assert page.count(words) == 2 and words not in whole
    assert many.page(served=True) == served
    index, full = (json.loads(re.findall(r'id="index">(.*?)</script>', each)[0]) for each in (page, whole))
    assert [article["id"] for article in index["articles"]] == [article["id"] for article in full["articles"][::3]]
    blocks, every = (re.findall(r'id="article-[0-9]+">(.*?)</script>', each) for each in (page, whole))
    assert blocks == every[::3]
    assert [article["first"] for article in index["articles"]][:2] == [0, index["articles"][0]["n"]]
    figures = [re.findall(r"<figure.*?</figure>", each, re.DOTALL) for each in (page, whole)]
    assert figures[0] == figures[1]
    for facet in index["facets"]:
        assert len(facet["of"]) == sum(article["n"] for article in index["articles"])


def test_a_voice_that_the_study_lacks_is_an_error(sample: Result, report: Report) -> None:
    sentences = sample.sentences.assign(voices="mars")
    with pytest.raises(FramingError, match="table sentences: voices mars are none of the study's"):
        build_report({**sample.tables, "sentences": sentences}, sample.manifest, report.palette)


def test_the_command_writes_the_page_where_it_is_told(tmp_path) -> None:  # type: ignore[no-untyped-def]
    done = subprocess.run(
        [sys.executable, "-m", "framing", "report", str(SAMPLE), "--out", "deep/page.html"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "deep/page.html\n")
    assert (tmp_path / "deep" / "page.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_wrong_calls(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(FramingError, match=r"no manifest\.json here"):
        report_results(tmp_path)
    with pytest.raises(FramingError, match="is a folder; name a file for the report, such as"):
        report_results(SAMPLE, tmp_path)
    assert not list(tmp_path.iterdir())
