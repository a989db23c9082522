"""What framing compare found, as the page tells it: no surer than the tests."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from framing.compare import Question
from framing.comparisons import compare_folders
from framing.errors import FramingError
from framing.report import Contrasts, Report, build_report
from framing.report.compared import differences, told
from framing.report.findings import findings_of
from framing.results import Result
from framing.run import open_report, report_results
from tests.charts.sample import PALETTE
from tests.report.conftest import Opened

QUESTION: dict[str, Any] = {"by": "outlet", "events": "event", "correction": "bh", "reference": None}
FAMILY = "Benjamini-Hochberg over 2 tests of voice-share, by outlet"
ROW = {
    "measure": "voice-share", "side": "belgrade", "group": "Post", "n_articles": 20, "n_sentences": 400,
    "estimate": 0.42, "ci_low": 0.36, "ci_high": 0.48, "reference": "the rest", "difference": 0.11,
    "difference_low": 0.04, "difference_high": 0.18, "effect_size": 0.2, "p": 0.006, "p_adjusted": 0.012, "note": None,
}  # fmt: skip


def contrasts(*rows: dict[str, Any], **question: Any) -> Contrasts:
    table = pd.DataFrame([{**ROW, **row} for row in rows]).convert_dtypes()
    return Contrasts("by-outlet", table, {**QUESTION, **question}, FAMILY)


def test_a_sure_difference_is_told_with_all_it_rests_on() -> None:
    other = {"side": "moscow", "difference": -0.02, "p": 0.4, "p_adjusted": 0.4}
    assert list(told(contrasts(ROW, other), PALETTE)) == [
        "1 of 2 tested differences between outlets is larger than chance explains (adjusted p below .05; tests that "
        "deal out whole articles within events; Benjamini-Hochberg over 2 tests of voice-share, by outlet). Of "
        "differences found in this way up to one in twenty is expected to be chance.",
        "Voice, Belgrade: 42% in Post against 31% in the rest, a difference of +11 points (95% interval +4 to +18; "
        "adjusted p .012; n = 400 in 20 articles).",
    ]


def test_an_interval_that_holds_nothing_sure_is_said_to() -> None:
    [_, text] = told(contrasts({"difference_low": -0.01}), PALETTE)
    assert "(95% interval −1 to +18, which holds 0: take it as open; adjusted p .012" in text
    [_, text] = told(contrasts({"difference_low": None, "difference_high": None}), PALETTE)
    assert "(no interval; adjusted p .012" in text


def test_where_nothing_is_sure_no_difference_is_told() -> None:
    [text] = told(contrasts({"p_adjusted": 0.12}, {"side": "west", "p_adjusted": 0.3}, events=None), PALETTE)
    assert text == (
        "None of 2 tested differences between outlets can be told from chance: the smallest adjusted p is .120 (tests "
        "that deal out whole articles; Benjamini-Hochberg over 2 tests of voice-share, by outlet). That is no proof "
        "that they are alike: the intervals in the table say how large a difference could still be."
    )


def test_where_nothing_was_tested_the_reason_is_told() -> None:
    few = {"p": None, "p_adjusted": None, "difference": None, "note": "too few: 4 articles with evidence, 5 needed"}
    assert list(told(contrasts(few), PALETTE)) == [
        "No difference between outlets could be tested (by-outlet): too few: 4 articles with evidence, 5 needed."
    ]


def test_sides_are_compared_with_each_other() -> None:
    sides = {"side": "pristina", "group": "all", "reference": "belgrade"}
    [first, text] = told(contrasts(sides, by="side"), PALETTE)
    assert "between sides is larger" in first and "tests that let two sides change places within whole events" in first
    assert text.startswith("Voice: 42% for Pristina against 31% for Belgrade, a difference of +11 points")


def test_only_what_is_sure_is_told_one_by_one_and_only_six() -> None:
    many = [{"side": f"s{n}", "p_adjusted": 0.01 + n / 1000} for n in range(8)]
    found = list(told(contrasts(*many, {"p_adjusted": 0.2}), PALETTE))
    assert len(found) == 8
    assert found[-1] == "2 further differences of that kind: see the table."


def test_rows_are_drawn_to_scale_and_lead_to_their_sentences() -> None:
    tone = {"measure": "tone", "difference": -0.1, "difference_low": -0.3, "difference_high": 0.1, "p_adjusted": 0.5}
    first, second = differences(contrasts(tone, ROW), PALETTE, "compared-1")
    assert (first.what, first.gap, first.interval, first.p, first.sure) == (
        "Voice, Belgrade", "+11 points", "+4 to +18", ".012", True
    )  # fmt: skip
    assert (first.at, first.high) == (pytest.approx(50 + 48 * 11 / 18, abs=0.01), 98)
    assert first.view == "#at=compared-1&outlet=Post&voice=belgrade"
    assert (second.gap, second.low, second.sure) == ("−0.10", 2, False)
    assert differences(contrasts(ROW, by="date"), PALETTE, "compared-1")[0].view is None


@pytest.fixture(scope="module")
def folder(sample: Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with a comparison in its folder, and one of other results."""
    place = tmp_path_factory.mktemp("compared") / "sample"
    sample.save(place)
    question = Question("outlet", ("voice-share", "tone"), events="event", resamples=100, permutations=99,
                        min_articles=4)  # fmt: skip
    compare_folders([place], question, place / "by-outlet", formats=("svg",))
    changed = json.loads((place / "by-outlet" / "manifest.json").read_text(encoding="utf-8"))
    changed["comparison"]["inputs"][0]["manifest_sha256"] = "0" * 64
    (place / "other").mkdir()
    (place / "other" / "manifest.json").write_text(json.dumps(changed), encoding="utf-8")
    (place / "other" / "comparison.csv").write_bytes((place / "by-outlet" / "comparison.csv").read_bytes())
    return place


def test_comparisons_in_the_folder_are_read_and_others_are_not(folder: Path) -> None:
    report = open_report(folder)
    assert [each.name for each in report.compared] == ["by-outlet"]
    titles = [topic.title for topic in findings_of(report.corpus, report.figures, report.palette, report.compared)]
    assert titles[2] == "What differs between outlets, and how sure is that?"
    assert "What differs between outlets?" not in titles
    page = report_results(folder, folder.parent / "page.html").read_text(encoding="utf-8")
    assert 'id="chart-compared-1"' in page
    shown = int(re.findall(r"smallest adjusted p first; (\d+) differences", page)[0])
    assert shown == report.compared[0].table["difference"].notna().sum() == page.count('<circle class="gap')


def test_a_named_comparison_is_of_these_results(folder: Path) -> None:
    assert len(open_report(folder, [folder / "by-outlet"]).compared) == 1
    with pytest.raises(FramingError) as caught:
        open_report(folder, [folder / "other"])
    assert str(caught.value) == (
        f"{folder / 'other'}: compares other results than {folder}; make it again with "
        f"`framing compare {folder} --by outlet --out {folder / 'other'}`"
    )


def test_a_mark_opens_the_sentences_it_counts(opened: Opened, folder: Path) -> None:
    address = report_results(folder, folder.parent / "page.html").as_uri()
    opened.go(address)
    mark = opened.page.locator("#chart-compared-1 a.mark").first
    row = mark.locator("xpath=ancestor::tr")
    share, said = (str(row.locator(part).first.text_content()) for part in ("b", "th"))
    mark.click()
    n = int(opened.words().split()[0])
    total = int(re.findall(r"n\s=\s(\d+)", said)[0])
    assert said.startswith(("Voice", "Tone"))
    if said.startswith("Voice"):
        assert f"{100 * n / total:.0f}%" == share
    assert opened.complaints == []


def test_a_report_without_comparisons_is_as_before(sample: Result, report: Report) -> None:
    assert build_report(sample.tables, sample.manifest, report.palette, ()).page() == report.page()
