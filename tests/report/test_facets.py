"""The sentences behind a mark are as many as the chart says."""

from __future__ import annotations

import pandas as pd
import pytest

from framing.report import Report
from framing.report.facets import Facet, facets_of, tones_of
from framing.results import Result


@pytest.fixture(scope="module")
def facets(report: Report) -> dict[str, Facet]:
    return {facet.name: facet for facet in facets_of(report.corpus, report.palette)}


def test_voices_as_the_chart_counts_them(report: Report, facets: dict[str, Facet]) -> None:
    for row in report.figures.voices.itertuples():
        assert facets["voice"].count(str(row.voice)) == row.n_sentences, row.voice


def test_pairs_as_the_chart_counts_them(report: Report, facets: dict[str, Facet]) -> None:
    assert len(report.figures.pairs)
    assert not any(name.startswith("narrator>") for name in facets["pair"].values)
    for row in report.figures.pairs.itertuples():
        assert facets["pair"].count(f"{row.holder}>{row.target}") == row.n_scored


def test_frames_as_the_chart_counts_them(report: Report, facets: dict[str, Facet]) -> None:
    found = report.figures.frames.groupby("frame")["n_present"].sum()
    spoken = report.corpus.sentences["voices"].str.count(";") + 1
    frame = facets["frame"]
    for name, n in found[found > 0].items():
        place = list(frame.values).index(str(name))
        voices = sum(int(v) for v, s in zip(spoken, frame.of, strict=True) if place in frame.sets[s])
        assert voices == n, name


def test_the_tone_is_missing_without_a_scored_word() -> None:
    sentences = pd.DataFrame(
        {"sentiment": ["neutral", "negative", None], "lexicon_polarity": [None, -0.5, 0.2]}
    ).astype({"sentiment": "string", "lexicon_polarity": "Float64"})
    assert tones_of(sentences) == ["none", "negative", "unsure"]


def test_the_main_voice_comes_first(report: Report, facets: dict[str, Facet]) -> None:
    voice = facets["voice"]
    ids = list(voice.values)
    firsts = [ids[voice.sets[place][0]] for place in voice.of]
    assert firsts == [cell.split(";")[0] for cell in report.corpus.sentences["voices"]]


def test_columns_of_further_tables_are_shown_where_present(sample: Result, report: Report) -> None:
    from framing.report import build_report

    mentions = sample.mentions.assign(portrayal="negative", portrayal_negative=0.8, portrayal_positive=0.1)
    actions = sample.mentions[["article_id", "sentence_index", "start", "end", "text"]].assign(construction="active")
    tables = {**sample.tables, "mentions": mentions, "actions": actions}
    richer = build_report(tables, sample.manifest, report.palette)
    found = {facet.name: facet for facet in facets_of(richer.corpus, report.palette)}
    assert found["action"].values == {"active": "Active"}
    assert "belgrade:negative" in found["portrayal"].values
    assert 'id="chart-portrayal"' in richer.page()
    named = ["article_id", "sentence_index", "start", "end", "text", "entity_id", "perspective", "role", "form"]
    poorer = build_report({**sample.tables, "mentions": sample.mentions[named]}, sample.manifest, report.palette)
    assert 'id="chart-portrayal"' not in poorer.page()
