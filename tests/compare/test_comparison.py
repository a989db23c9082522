"""The tidy table: what is counted, what is measured against what, and where there is a note and no number."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib import import_module

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

import framing
from framing.angles.credence import credence_profile
from framing.angles.naming import naming_index
from framing.cli.main import app
from framing.compare import COLUMNS, MEASURES, Question, compare, distances, find_events, mixed_models
from framing.compare.measures import Tables
from framing.compare.sums import sums_of
from framing.comparisons import Compared, compare_results, needs_of
from framing.errors import FramingError
from framing.results import Result
from tests.compare.made import made, manifest

QUICK = Question(resamples=300, permutations=199)


@pytest.fixture(scope="module")
def result() -> Result:
    return made()


def row(table: pd.DataFrame, measure: str, side: str, group: str) -> pd.Series:
    return table[(table["measure"] == measure) & (table["side"] == side) & (table["group"] == group)].iloc[0]


def observed(name: str, tables: Tables) -> dict[str, tuple[float, float]]:
    """Sum and number of each side over all articles."""
    articles = sorted({article for table in tables.values() for article in table["article_id"]})
    found = sums_of(MEASURES[name], tables, articles)
    pairs = zip(found.top.sum(axis=0).tolist(), found.bottom.sum(axis=0).tolist(), strict=True)
    return dict(zip(found.sides, pairs, strict=True))


def table(columns: str, *rows: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=columns.split())


KEY = "article_id sentence_index "


def test_every_measure_by_hand() -> None:
    sentences = table(
        KEY + "voices lexicon_polarity",
        ("a", 0, "east;west", 0.5), ("a", 1, "narrator", None), ("b", 0, "narrator", -0.1), ("b", 1, "west", -0.3),
    )  # fmt: skip
    mentions = table(
        KEY + "perspective portrayal portrayal_negative portrayal_positive",
        ("a", 0, "east", "positive", 0.1, 0.7), ("a", 1, "east", "negative", 0.5, 0.1),
        ("b", 0, "east", None, 0.3, 0.4),
        ("b", 1, "west", None, None, None), ("b", 1, "other", "positive", 0, 1),
    )  # fmt: skip
    stances = table(
        "article_id holder target_kind target stance",
        ("a", "east", "perspective", "west", "against"), ("b", "east", "perspective", "west", "none"),
        ("b", "east", "issue", "rent", "favor"), ("b", "east", "perspective", "west", None),
    )  # fmt: skip
    frames = table(KEY + "frame present", ("a", 0, "rent", True), ("a", 1, "rent", False), ("b", 0, "law", True),
                   ("b", 1, "law", None), ("b", 1, "tax", None))  # fmt: skip
    terms = table(
        "article_id perspective voice in_quote",
        ("a", "east", "narrator", False), ("a", "east", "narrator", False), ("b", "west", "narrator", False),
        ("a", "west", "east", True), ("b", "west", "west", False), ("b", "west", None, True),
    )  # fmt: skip
    attributions = table(
        "article_id perspective credence cue_start cue_end content_start content_end",
        ("a", "east", "doubting", 0, 5, 6, 50), ("a", "east", "neutral", 60, 65, 66, 90),
        ("a", "west", "doubting", 10, 15, 20, 40),  # within what east says
        ("b", "west", None, 0, 5, 6, 50), ("b", None, "neutral", 60, 65, 66, 90),
    )  # fmt: skip
    actions = table("article_id agent_perspective patient_perspective", ("a", "east", "west"), ("b", "east", None))
    distancing = table(
        KEY + "voice perspective", ("a", 1, "narrator", "east"), ("a", 1, "narrator", "east"), ("b", 1, "west", "east")
    )
    said = {"sentences": sentences}
    assert observed("voice-share", said) == {"east": (1, 4), "west": (2, 4), "narrator": (2, 4)}
    assert observed("tone", said) == {"east": (0.5, 1), "west": (pytest.approx(0.2), 2), "narrator": (-0.1, 1)}
    named = {"mentions": mentions, **said}
    assert observed("portrayal", named) == {"east": (pytest.approx(0.2), 2)}
    assert observed("portrayal-own", named) == {"east": (-0.4, 1)}
    assert observed("stance", {"stances": stances}) == {"east on west": (-1, 2)}
    assert observed("frames", {"frames": frames, **said}) == {"law": (1, 3), "rent": (1, 4)}
    assert observed("naming", {"terms": terms}) == {"east": (2, 3), "west": (1, 3)}
    assert observed("credence", {"attributions": attributions}) == {"east": (1, 2)}
    assert observed("agency", {"actions": actions}) == {"east": (2, 2), "west": (0, 1)}
    assert observed("distancing", {"distancing": distancing, **said}) == {"east": (1, 4)}


def test_naming_and_credence_are_those_of_the_angles() -> None:
    """One definition: what is compared is what the index and the profile of the same tables give."""
    articles = pd.DataFrame({"article_id": ["a", "b"], "outlet": "Post"})
    terms = table(
        "article_id perspective voice in_quote",
        ("a", "east", "narrator", False), ("a", "west", "narrator", False), ("b", "west", "narrator", False),
        ("a", "east", "east", True), ("b", "east", "east;west", False), ("b", "east", "narrator", True),
    )  # fmt: skip
    attributions = table(
        "article_id perspective credence cue_class cue_start cue_end content_start content_end",
        ("a", "east", "neutral", "doubting", 0, 5, 6, 50), ("a", "east", "doubting", "neutral", 60, 65, 66, 90),
        ("a", "east", "doubting", "doubting", 70, 75, 76, 80), ("b", "east", "endorsing", "admitting", 0, 5, 6, 50),
    )  # fmt: skip
    named = naming_index(terms, articles)
    found = {(row.perspective): (row.n_part, row.n_group) for row in named.itertuples()}
    assert observed("naming", {"terms": terms}) == found == {"east": (1, 3), "west": (2, 3)}
    profile = credence_profile(attributions).set_index("credence")
    kept, every = int(profile["n_part"].drop("doubting").sum()), int(profile["n_group"].iloc[0])
    assert observed("credence", {"attributions": attributions}) == {"east": (kept, every)} == {"east": (2, 3)}


def test_the_table_and_its_numbers(result: Result) -> None:
    found = compare(result, "outlet", QUICK)
    assert tuple(found.table.columns) == COLUMNS
    sentences = result.sentences.merge(result.articles[["article_id", "outlet"]])
    post, rest = sentences[sentences["outlet"] == "Post"], sentences[sentences["outlet"] != "Post"]
    share = [(part["voices"] == "east").mean() for part in (post, rest)]
    cell = row(found.table, "voice-share", "east", "Post")
    assert (cell["n_articles"], cell["n_sentences"]) == (8, len(post))
    assert cell["estimate"] == pytest.approx(share[0], abs=1e-6)
    assert cell["difference"] == pytest.approx(share[0] - share[1], abs=1e-6)
    assert cell["reference"] == "the rest"
    assert cell["ci_low"] < cell["estimate"] < cell["ci_high"]
    assert cell["difference_low"] < cell["difference"] < cell["difference_high"]
    tested = int(found.table["p"].notna().sum())
    assert found.family.startswith(f"Benjamini-Hochberg over {tested} tests of voice-share, tone, portrayal")
    assert "agency: left out: no table actions" in found.notes


def test_a_planted_difference_is_found_and_nothing_else() -> None:
    question = Question(measures=("voice-share",), events="event", resamples=300, permutations=999)
    found = compare(made(20, lift=0.35), "outlet", question).notable()
    assert "east" in set(found["side"])
    assert set(found.loc[found["side"] == "east", "group"]) >= {"Post"}


def test_many_articles_are_compared_at_once_with_the_same_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    result = made(n_events=14, lift=0.2)
    question = Question(measures=("voice-share", "tone"), resamples=1500, permutations=1999)
    apart = compare(result, "outlet", question).table
    monkeypatch.setattr("framing.compare.groups.LARGE", 10)
    at_once = compare(result, "outlet", question).table
    told = ["measure", "side", "group", "n_articles", "estimate", "ci_low", "ci_high", "difference", "effect_size"]
    pd.testing.assert_frame_equal(at_once[told], apart[told])
    for column, near in (("difference_low", 0.03), ("difference_high", 0.03), ("p", 0.04)):
        known = apart[column].notna()
        assert (at_once[column].notna() == known).all() and known.any()
        assert (at_once[column] - apart[column])[known].abs().max() < near
    assert (at_once["p"] - apart["p"]).abs().max() > 0
    monkeypatch.setattr("framing.compare.groups.MOST_KEPT", 0)
    monkeypatch.setattr("framing.compare.permutation.MAX_CELLS", 1000)
    pd.testing.assert_frame_equal(compare(result, "outlet", question).table, at_once)


def test_many_pairs_are_dealt_out_at_once_with_the_same_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    result, question = made(n_events=14, lift=0.2), Question(permutations=3999)
    apart = distances(result, "outlet", question).pairs
    monkeypatch.setattr(import_module("framing.compare.distances"), "LARGE", 10)
    at_once = distances(result, "outlet", question).pairs
    told = ["profile", "first", "second", "distance", "note"]
    pd.testing.assert_frame_equal(at_once[told], apart[told])
    assert apart["p"].min() < 0.01 < 0.1 < apart["p"].max()
    for column, near in (("by_chance", 0.003), ("p", 0.03)):
        gaps = (at_once[column] - apart[column]).abs()
        assert 0 < gaps.max() < near


def test_maps_are_redrawn_the_same_some_resamples_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    result = made(12)
    whole = distances(result, "outlet", QUICK)
    monkeypatch.setattr(import_module("framing.compare.distances"), "MAX_CELLS", 100)
    for name, table in distances(result, "outlet", QUICK).tables.items():
        if name != "distances":  # pairs are dealt out in other portions, and so otherwise
            pd.testing.assert_frame_equal(table, whole.tables[name])


def test_a_named_reference_has_no_difference_to_itself(result: Result) -> None:
    question = Question(measures=("voice-share",), reference="Wire", resamples=300, permutations=199)
    found = compare(result, "outlet", question).table
    assert row(found, "voice-share", "east", "Wire")["difference"] is pd.NA
    cells = [row(found, "voice-share", "east", group) for group in ("Post", "Wire")]
    assert cells[0]["difference"] == pytest.approx(cells[0]["estimate"] - cells[1]["estimate"], abs=1e-6)
    assert cells[0]["reference"] == "Wire"


def test_too_few_articles_have_a_note_and_no_number() -> None:
    found = compare(made(4), "outlet", Question(measures=("voice-share",), resamples=300, permutations=199)).table
    assert found["note"].unique().tolist() == ["too few: 4 articles with evidence, 5 needed"]
    assert found[["estimate", "ci_low", "difference", "p"]].isna().all(axis=None)


def test_few_events_carry_no_interval_but_a_test() -> None:
    twice = made(8)
    twice.tables["articles"]["event"] = [f"e{place // 6}" for place in range(24)]
    question = Question(measures=("voice-share",), events="event", resamples=300, permutations=199)
    cell = row(compare(twice, "outlet", question).table, "voice-share", "east", "Post")
    assert cell["note"] == "no interval: 4 events, 5 needed"
    assert cell["ci_low"] is pd.NA
    assert cell["difference_low"] is pd.NA
    assert 0 < cell["p"] <= 1


def test_by_article_describes_and_tests_nothing(result: Result) -> None:
    found = compare(result, "article", Question(measures=("voice-share",))).table
    assert found["group"].nunique() == 24
    assert found["estimate"].notna().all()
    assert found["p"].isna().all()
    assert set(found["note"]) == {"one article: no interval, no test"}


def test_by_side_within_the_same_articles(result: Result) -> None:
    question = Question(measures=("voice-share", "frames"), reference="west", resamples=300, permutations=199)
    found = compare(result, "side", question)
    assert found.notes == ("frames: left out: its sides cannot be compared with each other",)
    cell = row(found.table, "voice-share", "east", "all")
    west = row(found.table, "voice-share", "west", "all")
    assert cell["difference"] == pytest.approx(cell["estimate"] - west["estimate"], abs=1e-6)
    assert west["p"] is pd.NA


@pytest.mark.parametrize(
    ("period", "groups"),
    [("month", ["2024-01", "2024-02", "2024-03", "2024-04"]), ("quarter", ["2024-Q1", "2024-Q2"]), ("year", ["2024"])],
)
def test_by_calendar_period(result: Result, period: str, groups: list[str]) -> None:
    question = Question(measures=("tone",), period=period, resamples=300, permutations=199)
    assert compare(result, "date", question).table["group"].drop_duplicates().tolist() == groups


def test_several_results_by_corpus(result: Result) -> None:
    found = compare({"old": result, "new": made(seed=5)}, "corpus", QUICK).table
    assert set(found["group"]) == {"new", "old"}
    other = Result(result.tables, {**manifest(), "study": {"id": "city"}})
    with pytest.raises(FramingError) as caught:
        compare({"old": result, "new": other}, "corpus")
    assert str(caught.value) == (
        "results of different studies cannot be compared (old: town, new: city); analyse them with one study"
    )


def test_articles_without_a_group_are_left_out_and_counted(result: Result) -> None:
    articles = result.tables["articles"].copy()
    articles.loc[:2, "outlet"] = None
    found = compare(Result({**result.tables, "articles": articles}, result.manifest), "outlet", QUICK)
    assert found.notes[0] == "3 of 24 articles left out: no outlet"


def test_the_same_seed_and_the_same_numbers_whatever_else_is_measured(result: Result) -> None:
    alone = compare(result, "outlet", Question(measures=("tone",), resamples=300, permutations=199)).table
    among = compare(result, "outlet", QUICK).table
    columns = [name for name in COLUMNS if name != "p_adjusted"]
    pd.testing.assert_frame_equal(alone[columns], among.loc[among["measure"] == "tone", columns].reset_index(drop=True))
    order = np.random.default_rng(3).permutation(len(result.tables["sentences"]))
    mixed = Result({**result.tables, "sentences": result.tables["sentences"].iloc[order]}, result.manifest)
    pd.testing.assert_frame_equal(
        alone, compare(mixed, "outlet", Question(measures=("tone",), resamples=300, permutations=199)).table
    )


@pytest.mark.parametrize(
    ("by", "question", "message"),
    [
        ("outlet", Question(measures=("tones",)), "no measure 'tones'; did you mean 'tone'?"),
        ("outlet", Question(period="moth", correction="hom"), "no period 'moth'; did you mean 'month'?"),
        ("outlet", Question(resamples=9), "resamples 9: write 100 or more"),
        ("outlet", Question(reference="Pots"), "no outlet to measure against 'Pots'; did you mean 'Post'?"),
        ("outlet", Question(events="evnt"), "--events: no column 'evnt'; did you mean 'event'?"),
        ("outlte", Question(), "--by: no column 'outlte'; did you mean 'outlet'?"),
        ("problem", Question(), "--by problem: no article has a value there; nothing can be compared"),
        ("side", Question(reference="eats"), "no side to measure against 'eats'; did you mean 'east'?"),
    ],
)
def test_what_a_person_can_get_wrong(result: Result, by: str, question: Question, message: str) -> None:
    with pytest.raises(FramingError) as caught:
        compare(result, by, question)
    assert str(caught.value).startswith(message)


def test_as_json_is_plain(result: Result) -> None:
    found = json.loads(json.dumps(compare(made(4), "outlet", QUICK).as_json()))
    assert found["question"]["by"] == "outlet"
    assert found["rows"][0]["estimate"] is None
    assert result.articles["outlet"].nunique() == 3


def test_the_package_is_called_as_the_contract_says(result: Result) -> None:
    assert list(framing.compare(result, by="outlet", question=QUICK).table.columns) == list(COLUMNS)
    assert framing.compare.Question is Question


def test_distances_stand_beside_chance(result: Result) -> None:
    found = distances(made(12, lift=0.5), "outlet", QUICK)
    voices = found.pairs[found.pairs["profile"] == "voice-share"].set_index(["first", "second"])
    assert voices.loc[("Post", "Wire"), "distance"] > voices.loc[("Post", "Wire"), "by_chance"]
    assert voices.loc[("Post", "Wire"), "p"] < 0.05 < voices.loc[("Tribune", "Wire"), "p"]
    branch = found.branches[
        (found.branches["members"] == "Tribune;Wire") & (found.branches["profile"] == "voice-share")
    ]
    assert branch["stability"].iloc[0] > 0.9
    assert (found.points.loc[found.points["profile"] == "voice-share", "spread"] > 0).all()
    single = distances(result, "article", QUICK)
    assert single.pairs["p"].isna().all()
    assert single.points["spread"].isna().all()


def test_a_mixed_model_finds_what_was_planted() -> None:
    result = made(20)
    first = result.tables["sentences"]["article_id"].str.endswith("Post")
    moved = result.tables["sentences"].assign(lexicon_polarity=lambda rows: rows["lexicon_polarity"] + 0.3 * first)
    question = Question(measures=("tone",), reference="Wire", events="event")
    found = mixed_models(Result({**result.tables, "sentences": moved}, result.manifest), "outlet", question)
    cell = found[(found["side"] == "narrator") & (found["group"] == "Post")].iloc[0]
    assert cell["difference_low"] < 0.3 < cell["difference_high"]
    assert cell["p"] < 0.05


def test_a_mixed_model_of_balanced_articles_is_the_analysis_of_variance() -> None:
    n_articles, n_sentences = 12, 10
    chance = np.random.default_rng(31)
    own = chance.normal(0, 0.3, (2, n_articles, 1)) + np.array([[[0.2]], [[0.0]]])
    values = own + chance.normal(0, 0.2, (2, n_articles, n_sentences))
    articles = [(f"{group}{place}", group) for group in ("Post", "Wire") for place in range(n_articles)]
    rows = [
        (name, at, "east", value)
        for (name, _), cells in zip(articles, values.reshape(-1, n_sentences), strict=True)
        for at, value in enumerate(cells)
    ]
    sentences = table(KEY + "voices lexicon_polarity", *rows)
    metadata = pd.DataFrame(articles, columns=["article_id", "outlet"]).assign(status="ok", title=None, date=None)
    result = Result({"articles": metadata, "sentences": sentences}, manifest())
    [found] = mixed_models(result, "outlet", Question(measures=("tone",), reference="Wire")).to_dict("records")
    means = values.mean(axis=2)
    spread = n_sentences * ((means - means.mean(axis=1, keepdims=True)) ** 2).sum() / (2 * (n_articles - 1))
    rest = ((values - means[:, :, None]) ** 2).sum() / (2 * n_articles * (n_sentences - 1))
    assert found["difference"] == pytest.approx(means[0].mean() - means[1].mean(), abs=1e-4)
    assert found["sd_residual"] == pytest.approx(rest**0.5, rel=1e-3)
    assert found["sd_article"] == pytest.approx(((spread - rest) / n_sentences) ** 0.5, rel=1e-2)
    error = (2 * spread / (n_articles * n_sentences)) ** 0.5
    reach = (found["difference_high"] - found["difference_low"]) / 2
    assert reach == pytest.approx(1.959964 * error, rel=1e-2)


def test_any_column_of_the_articles_makes_groups(result: Result) -> None:
    articles = result.tables["articles"].assign(
        desk=lambda rows: ["home" if "0" in name else "abroad" for name in rows["event"]]
    )
    found = compare(Result({**result.tables, "articles": articles}, result.manifest), "desk", QUICK).table
    assert set(found["group"]) == {"home", "abroad"}


@pytest.mark.parametrize(
    "question", [Question(), Question(by="side"), Question(events="auto"), Question(measures=("tone",))]
)
def test_a_comparison_reads_the_columns_that_it_says_it_needs(result: Result, question: Question) -> None:
    quick = replace(QUICK, by=question.by, measures=question.measures)
    needs = needs_of(question)
    assert needs["articles"] == ()
    made_up = {name: [c for c in needs[name] if c in table] for name, table in result.tables.items() if name in needs}
    needed = {name: result.tables[name][columns] for name, columns in made_up.items() if columns}
    some = Result({**needed, "articles": result.articles}, result.manifest)
    if question.events:
        assert find_events(some).equals(find_events(result))
    found, wanted = compare_results(some, quick), compare_results(result, quick)
    assert found.tables.keys() == wanted.tables.keys()
    for name, table in wanted.tables.items():
        pd.testing.assert_frame_equal(found.tables[name], table)


def test_of_many_rows_the_first_are_shown_and_the_others_counted(
    result: Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = Compared(compare(result, "article", Question(measures=("voice-share",))), {})
    monkeypatch.setattr("framing.comparisons.compare_folders", lambda *given: done)
    monkeypatch.setattr("framing.cli.compare.MOST_SHOWN", 3)
    few = CliRunner().invoke(app, ["compare", "results", "--by", "article"])
    assert len([line for line in few.stdout.splitlines() if line.startswith("voice-share")]) == 3
    n_rows = int((done.comparison.table["n_articles"] > 0).sum())
    assert f"{n_rows - 3} more rows; --out FOLDER writes all of them, --json prints them" in few.stderr
    everything = CliRunner().invoke(app, ["compare", "results", "--by", "article", "--json"])
    assert len(json.loads(everything.stdout)["rows"]) >= n_rows
    assert "more rows" not in everything.stderr
