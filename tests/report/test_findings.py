"""The summary claims no more than its intervals."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd
import pytest

from framing.charts.palette import Palette
from framing.report import Report, build_report
from framing.report.findings import findings_of
from framing.results import Result
from tests.report.enlarged import enlarged

PALETTE = Palette(
    {"east": "East", "west": "West", "other": "Others", "narrator": "Narrator"},
    {"east": "#0072B2", "west": "#D55E00", "other": "#707070", "narrator": "#BDBDBD"},
    ("east", "west", "other", "narrator"),
)
MANIFEST = {
    "framing": "0",
    "study": {"id": "s", "title": "S"},
    "inputs": {"n_articles": 0, "n_skipped": 0, "sha256": "0"},
    "options": {},
    "lexicons": {},
    "models": {},
}


def made(voices: dict[str, list[list[str]]], stances: Sequence[tuple[int, str, str, float]] = ()) -> Report:
    """A report of articles by outlet, each the voices of its sentences; a stance: article, holder, target, lean."""
    articles, sentences = [], []
    for outlet, texts in voices.items():
        for text in texts:
            number = f"{len(articles):03d}"
            articles.append(
                {"article_id": number, "outlet": outlet, "status": "ok", "n_sentences": len(text), "n_words": 9}
            )
            sentences += [
                {"article_id": number, "sentence_index": at, "start": 0, "end": 2, "text": "No", "voices": cell}
                for at, cell in enumerate(text)
            ]
    told = [
        {"article_id": f"{n:03d}", "sentence_index": 0, "holder": h, "target": t, "stance": "none"}
        | {"p_favor": max(p, 0.0), "p_against": max(-p, 0.0)}
        for n, h, t, p in stances
    ]
    tables = {
        "articles": pd.DataFrame(articles).reindex(
            columns=[
                "article_id",
                "title",
                "outlet",
                "date",
                "url",
                "language",
                "status",
                "problem",
                "n_sentences",
                "n_words",
            ]
        ),
        "sentences": pd.DataFrame(sentences).assign(
            paragraph=0,
            in_quote=False,
            sentiment="neutral",
            lexicon_polarity=pd.array([None] * len(sentences), "Float64"),
        ),
        "stances": pd.DataFrame(
            told, columns=["article_id", "sentence_index", "holder", "target", "stance", "p_favor", "p_against"]
        )
        .assign(target_kind="perspective")
        .astype({"p_favor": "Float64", "p_against": "Float64"}),
        "frames": pd.DataFrame(columns=["article_id", "sentence_index", "frame", "present"]),
    }
    return build_report(tables, MANIFEST, PALETTE)


def told(report: Report) -> list[str]:
    topics = findings_of(report.corpus, report.figures, report.palette)
    return [finding.text for topic in topics for finding in topic.findings]


def test_overlapping_intervals_tell_no_order() -> None:
    mixed = [["east", "east", "west"], ["east", "west", "west"], ["east", "east", "west"]] * 4
    assert told(made({"Post": mixed}))[0] == (
        "Of the sides, East is heard most: in 56% of the sentences (95% interval 47–64%, n = 20 of 36); then West with "
        "44% (95% interval 36–53%, n = 16 of 36). The intervals overlap: which of the two is heard more cannot be told."
    )


def test_apart_intervals_tell_the_order() -> None:
    clear = [["east", "east", "east", "west"], ["east", "east", "east", "east"]] * 6
    assert told(made({"Post": clear}))[0].endswith("The intervals do not overlap: the order can be told.")


def test_few_articles_tell_nothing() -> None:
    found = told(made({"Post": [["east", "east", "west"]]}))
    assert found[0].endswith(
        "One of the two has no interval (too few articles), so which is heard more cannot be told."
    )
    assert "95%" not in found[0]
    assert "Never heard in these articles: Narrator." in found


def test_leans_follow_the_interval() -> None:
    one = [["east"]] * 12
    sure = [(n, "west", "east", -0.5 - n / 100) for n in range(12)]
    open_ = [(n, "narrator", "east", 0.4 if n % 2 else -0.4) for n in range(12)]
    few = [(n, "east", "east", 0.4) for n in range(3)]
    [text] = [text for text in told(made({"Post": one}, [*sure, *open_, *few])) if text.startswith("East:")]
    assert "in the words of the other sides negative on average (mean −0.56" in text
    assert "in the outlets’ own words no lean can be told (mean 0.00" in text
    assert text.endswith("too few to say in its own words (n = 3).")


def test_too_few_articles_for_an_interval_give_no_lean() -> None:
    text = told(made({"Post": [["east"]] * 3}, [(n % 3, "west", "east", -0.5) for n in (0, 1, 2)]))
    assert any(line.endswith("too few to say in the words of the other sides (n = 3).") for line in text)


def test_outlets_differ_only_where_intervals_are_apart() -> None:
    east = [["east", "east", "east", "west"], ["east"] * 4] * 4
    west = [["west", "west", "west", "east"], ["west"] * 4] * 4
    found = told(made({"East Post": east, "West Post": west}))
    at = found.index(
        "2 of 2 comparisons of two outlets in one voice have intervals that do not overlap, the widest gaps first; "
        "1 more were not made, for want of an interval:"
    )
    assert found[at + 1].startswith("East: 88% of the sentences in East Post (95% interval ")
    assert ", 12% of the sentences in West Post (95% interval " in found[at + 1]
    same = told(made({"One": east, "Two": east}))
    assert (
        "No difference between outlets can be told: 2 comparisons of two outlets in one voice, and no two intervals "
        "are apart; 1 more were not made, for want of an interval." in same
    )


def test_outlets_with_few_articles_are_not_compared(report: Report) -> None:
    assert any(
        text.startswith("No difference between the 3 outlets can be told: an interval needs 5") for text in told(report)
    )


def test_every_number_of_the_sample_has_its_n(report: Report) -> None:
    topics = findings_of(report.corpus, report.figures, report.palette)
    for topic in topics[:2]:
        for finding in topic.findings:
            assert finding.text.count("mean ") <= finding.text.count("n = "), finding.text
            assert not re.search(r"\d%(?! interval)", finding.text) or "n = " in finding.text, finding.text


@pytest.mark.parametrize("n", [0, 1, 60])
def test_results_of_any_size_have_a_summary_and_a_page(sample: Result, report: Report, n: int) -> None:
    tables = enlarged(sample.tables, n)
    made_of = build_report(tables, sample.manifest, report.palette)
    assert told(made_of)
    assert 'id="chart-voice-share"' in made_of.page()
