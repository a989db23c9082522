"""Numbers that a person can redo by hand, and intervals against a loop that redraws articles one by one."""

import numpy as np
import pandas as pd
import pytest

from framing import ratios
from framing.aggregate import frames_by_voice, tone, voice_order, voice_share, who_on_whom
from framing.ratios import Bootstrap

SENTENCES = pd.DataFrame(
    [
        ("a", 0, "east", -0.5, "negative"),
        ("a", 1, "east;west", 0.1, "neutral"),
        ("a", 2, "narrator", None, None),
        ("b", 0, "west", 0.4, "positive"),
        ("b", 1, "narrator", None, None),
        ("b", 2, "west;west", -0.2, "negative"),
        ("c", 0, "narrator", 0.3, "positive"),
        ("c", 1, "other;narrator", None, None),
    ],
    columns=["article_id", "sentence_index", "voices", "lexicon_polarity", "sentiment"],
)
STANCES = pd.DataFrame(
    [
        ("a", 0, "east", "perspective", "west", "against", -0.6),
        ("a", 1, "east", "perspective", "west", "none", None),
        ("b", 0, "east", "perspective", "west", "favor", 0.2),
        ("b", 1, "narrator", "perspective", "east", "none", None),
        ("b", 1, "narrator", "issue", "dialogue", "favor", 0.9),
    ],
    columns=["article_id", "sentence_index", "holder", "target_kind", "target", "stance", "polarity"],
)


def weighed(stances: pd.DataFrame) -> pd.DataFrame:
    """With the probabilities whose difference is the polarity."""
    polarity = stances["polarity"].astype("Float64")
    return stances.assign(p_favor=polarity.clip(lower=0), p_against=(-polarity).clip(lower=0))


STANCES = weighed(STANCES)
FRAMES = pd.DataFrame(
    [
        ("a", 0, "law", True),
        ("a", 1, "law", True),
        ("a", 1, "security", True),
        ("b", 0, "law", False),
        ("c", 1, "security", True),
    ],
    columns=["article_id", "sentence_index", "frame", "present"],
)


def corpus(n_articles=9, seed=5):
    """A made-up table of sentences, with a voice (rare) that speaks in four articles only."""
    chance = np.random.default_rng(seed)
    rows = []
    for number in range(n_articles):
        for index in range(int(chance.integers(3, 9))):
            voices = ";".join(chance.choice(["east", "west", "narrator"], int(chance.integers(1, 3)), replace=False))
            voices += ";rare" if number < 4 and index == 0 else ""
            polarity = round(float(chance.normal(0, 0.4)), 3) if chance.random() < 0.7 else None
            rows.append((f"{number}", index, voices, polarity, None if polarity is None else "neutral"))
    return pd.DataFrame(rows, columns=SENTENCES.columns)


def records(table):
    return table.astype(object).where(table.notna(), None).to_dict("records")


def brute_force(articles, ratio, seed, resamples):
    """The middle 95 % of a ratio over articles drawn one by one; the draws are those of the multinomial."""
    chance = np.random.default_rng(seed)
    found = []
    for _ in range(resamples):
        counts = chance.multinomial(len(articles), [1 / len(articles)] * len(articles))
        drawn = [article for article, count in zip(articles, counts, strict=True) for _ in range(count)]
        value = ratio(drawn)
        if value is not None:
            found.append(value)
    return np.percentile(found, [2.5, 97.5])


def test_voice_share_by_hand():
    assert records(voice_share(SENTENCES, ["east", "west", "north"])) == [
        {"voice": "east", "n_sentences": 2, "n_articles": 1, "share": 2 / 8, "ci_low": None, "ci_high": None},
        {"voice": "west", "n_sentences": 3, "n_articles": 2, "share": 3 / 8, "ci_low": None, "ci_high": None},
        {"voice": "north", "n_sentences": 0, "n_articles": 0, "share": 0.0, "ci_low": None, "ci_high": None},
        {"voice": "other", "n_sentences": 1, "n_articles": 1, "share": 1 / 8, "ci_low": None, "ci_high": None},
        {"voice": "narrator", "n_sentences": 4, "n_articles": 3, "share": 4 / 8, "ci_low": None, "ci_high": None},
    ]


def test_tone_by_hand():
    rows = {row["voice"]: row for row in records(tone(SENTENCES, ["east", "west", "north"]))}
    assert rows["west"] == {
        "voice": "west",
        "n_sentences": 3,
        "n_articles": 2,
        "n_scored": 3,
        "n_without_evidence": 0,
        "polarity": 0.1,
        "ci_low": None,
        "ci_high": None,
        "negative": 1 / 3,
        "neutral": 1 / 3,
        "positive": 1 / 3,
    }
    assert (rows["east"]["polarity"], rows["east"]["negative"]) == (-0.2, 0.5)
    assert (rows["narrator"]["n_scored"], rows["narrator"]["n_without_evidence"]) == (1, 3)
    assert rows["narrator"]["polarity"] == 0.3


def test_no_evidence_is_missing_and_not_zero():
    rows = {row["voice"]: row for row in records(tone(SENTENCES, ["north"]))}
    for voice in ("other", "north"):
        assert [rows[voice][name] for name in ("polarity", "negative", "neutral", "positive")] == [None] * 4


def test_who_on_whom_by_hand():
    assert records(who_on_whom(STANCES, ["west", "east"])) == [
        {
            "holder": "east",
            "target": "west",
            "n_sentences": 3,
            "n_articles": 2,
            "n_scored": 2,
            "polarity": -0.2,
            "ci_low": None,
            "ci_high": None,
            "favor": 1 / 3,
            "against": 1 / 3,
            "none": 1 / 3,
        },
        {
            "holder": "narrator",
            "target": "east",
            "n_sentences": 1,
            "n_articles": 1,
            "n_scored": 0,
            "polarity": None,
            "ci_low": None,
            "ci_high": None,
            "favor": 0.0,
            "against": 0.0,
            "none": 1.0,
        },
    ]


def test_a_stance_too_unsure_to_tell_is_missing_and_not_none():
    unsure = STANCES.assign(stance=STANCES["stance"].where(STANCES["polarity"] != 0.2))
    [pair, _] = records(who_on_whom(unsure, ["west", "east"]))
    assert [pair[name] for name in ("n_sentences", "n_scored", "polarity", "favor", "against", "none")] == [
        2, 1, -0.6, 0.0, 0.5, 0.5,
    ]  # fmt: skip
    assert who_on_whom(STANCES.assign(stance=None)).empty


def test_a_frame_too_unsure_to_tell_is_missing_and_not_absent():
    unsure = pd.concat([FRAMES, pd.DataFrame([("a", 0, "security", None)], columns=FRAMES.columns)])
    rows = {(row["voice"], row["frame"]): row for row in records(frames_by_voice(unsure, SENTENCES))}
    assert {pair: (row["n_present"], row["n_sentences"]) for pair, row in rows.items() if pair[0] == "east"} == {
        ("east", "law"): (2, 2),
        ("east", "security"): (1, 1),
    }


def test_frames_by_voice_by_hand():
    rows = {(row["voice"], row["frame"]): row for row in records(frames_by_voice(FRAMES, SENTENCES))}
    assert {pair: (row["n_present"], row["n_sentences"]) for pair, row in rows.items()} == {
        ("east", "law"): (2, 2),
        ("east", "security"): (1, 2),
        ("west", "law"): (1, 3),
        ("west", "security"): (1, 3),
        ("other", "law"): (0, 1),
        ("other", "security"): (1, 1),
        ("narrator", "law"): (0, 4),
        ("narrator", "security"): (1, 4),
    }
    assert rows["narrator", "security"]["share"] == 0.25
    assert rows["narrator", "security"]["n_articles"] == 3


def test_voice_share_interval_against_brute_force():
    rows = corpus()
    articles = [group["voices"].str.split(";").to_list() for _, group in rows.groupby("article_id")]

    def ratio(drawn):
        sentences = [voices for article in drawn for voices in article]
        return sum("west" in voices for voices in sentences) / len(sentences)

    found = voice_share(rows, rng=np.random.default_rng(11), bootstrap=Bootstrap(300)).set_index("voice").loc["west"]
    assert [found["ci_low"], found["ci_high"]] == pytest.approx(brute_force(articles, ratio, 11, 300))
    assert found["ci_low"] < found["share"] < found["ci_high"]


def test_tone_interval_against_brute_force():
    rows = corpus()
    rows = rows[rows["voices"].str.contains("east") | rows["article_id"].isin(["0", "1"])]
    articles = [
        [value for value, voices in zip(group["lexicon_polarity"], group["voices"], strict=True) if "east" in voices]
        for _, group in rows.groupby("article_id")
    ]

    def ratio(drawn):
        values = [value for article in drawn for value in article if not np.isnan(value)]
        return sum(values) / len(values) if values else None

    found = tone(rows, rng=np.random.default_rng(3), bootstrap=Bootstrap(300)).set_index("voice").loc["east"]
    assert [found["ci_low"], found["ci_high"]] == pytest.approx(brute_force(articles, ratio, 3, 300))


def test_who_on_whom_interval_against_brute_force():
    rows = corpus().rename(columns={"lexicon_polarity": "polarity"})
    rows = rows.assign(holder="east", target="west", target_kind="perspective", stance="none")
    rows = weighed(rows)
    articles = [group["polarity"].dropna().to_list() for _, group in rows.groupby("article_id")]

    def ratio(drawn):
        values = [value for article in drawn for value in article]
        return sum(values) / len(values)

    found = who_on_whom(rows, rng=np.random.default_rng(2), bootstrap=Bootstrap(300)).iloc[0]
    assert [found["ci_low"], found["ci_high"]] == pytest.approx(brute_force(articles, ratio, 2, 300))


def test_frames_interval_against_brute_force():
    rows = corpus()
    frames = rows[rows["sentence_index"] % 2 == 0][["article_id", "sentence_index"]].assign(frame="law", present=True)
    articles = [
        [
            (index % 2 == 0)
            for index, voices in zip(group["sentence_index"], group["voices"], strict=True)
            if "east" in voices
        ]
        for _, group in rows.groupby("article_id")
    ]

    def ratio(drawn):
        values = [value for article in drawn for value in article]
        return sum(values) / len(values) if values else None

    chance = np.random.default_rng(4)
    found = frames_by_voice(frames, rows, rng=chance, bootstrap=Bootstrap(300)).set_index("voice").loc["east"]
    assert [found["ci_low"], found["ci_high"]] == pytest.approx(brute_force(articles, ratio, 4, 300))


def test_the_interval_is_near_the_normal_one_for_many_articles():
    chance = np.random.default_rng(0)
    n_articles, length = 400, 10
    spoken = chance.binomial(length, chance.beta(2, 3, n_articles))
    rows = pd.DataFrame(
        {
            "article_id": np.repeat([f"{number:03d}" for number in range(n_articles)], length),
            "voices": [voice for count in spoken for voice in ["east"] * count + ["west"] * (length - count)],
        }
    )
    found = voice_share(rows).set_index("voice").loc["east"]
    half = 1.96 * (spoken / length).std(ddof=1) / np.sqrt(n_articles)
    assert found["ci_low"] == pytest.approx(found["share"] - half, abs=0.004)
    assert found["ci_high"] == pytest.approx(found["share"] + half, abs=0.004)


@pytest.mark.parametrize(("n_articles", "given"), [(4, False), (5, True)])
def test_fewer_than_five_articles_give_no_interval(n_articles, given):
    found = voice_share(corpus(n_articles)).set_index("voice").loc["west"]
    assert (not pd.isna(found["ci_low"]), not pd.isna(found["ci_high"])) == (given, given)


def test_articles_that_do_not_bear_on_a_number_do_not_count():
    rows = corpus().assign(lexicon_polarity=lambda table: table["lexicon_polarity"].fillna(0.1))
    found = tone(rows).set_index("voice")
    assert found.loc["rare", "n_articles"] == 4
    assert pd.isna(found.loc["rare", "ci_low"])
    assert not pd.isna(found.loc["east", "ci_low"])
    everywhere = tone(rows, bootstrap=Bootstrap(min_articles=4)).set_index("voice")
    assert not pd.isna(everywhere.loc["rare", "ci_low"])


@pytest.mark.parametrize(("voice", "share"), [("north", 0.0), ("west", 1.0)])
def test_a_share_that_never_varies_has_no_interval(voice, share):
    rows = corpus().assign(voices="west")
    found = voice_share(rows, ["west", "north"]).set_index("voice").loc[voice]
    assert found["share"] == share
    assert pd.isna(found["ci_low"]) and pd.isna(found["ci_high"])


def test_chance_is_an_argument():
    rows = corpus()
    same = [voice_share(rows, rng=np.random.default_rng(1)) for _ in range(2)]
    pd.testing.assert_frame_equal(*same)
    assert not voice_share(rows, rng=np.random.default_rng(2))["ci_low"].equals(same[0]["ci_low"])
    pd.testing.assert_frame_equal(voice_share(rows), voice_share(rows))


def test_neither_the_order_of_rows_nor_the_size_of_batches_changes_a_bit(monkeypatch):
    rows = corpus()
    first = tone(rows)
    pd.testing.assert_frame_equal(first, tone(rows.sample(frac=1, random_state=3)), check_exact=True)
    monkeypatch.setattr(ratios, "MAX_WEIGHTS", 1)
    pd.testing.assert_frame_equal(first, tone(rows), check_exact=True)


def test_inputs_are_left_as_they_were():
    before = [table.copy() for table in (SENTENCES, STANCES, FRAMES)]
    voice_share(SENTENCES), tone(SENTENCES), who_on_whom(STANCES), frames_by_voice(FRAMES, SENTENCES)
    for table, copy in zip((SENTENCES, STANCES, FRAMES), before, strict=True):
        pd.testing.assert_frame_equal(table, copy)


def test_tables_as_the_schema_types_them_give_the_same():
    for function, tables in (
        (voice_share, (SENTENCES,)),
        (tone, (SENTENCES,)),
        (who_on_whom, (STANCES,)),
        (frames_by_voice, (FRAMES, SENTENCES)),
    ):
        typed = [table.convert_dtypes() for table in tables]
        pd.testing.assert_frame_equal(function(*typed), function(*tables))


def test_empty_tables_give_the_voices_with_nothing():
    empty = SENTENCES.iloc[:0]
    assert records(voice_share(empty, ["east"])) == [
        {"voice": "east", "n_sentences": 0, "n_articles": 0, "share": None, "ci_low": None, "ci_high": None}
    ]
    assert tone(empty, ["east"])["polarity"].isna().all()
    assert who_on_whom(STANCES.iloc[:0]).empty
    assert frames_by_voice(FRAMES.iloc[:0], SENTENCES).empty


def test_columns_have_the_types_of_the_schema():
    found = {str(kind) for kind in tone(SENTENCES).drop(columns="voice").dtypes}
    assert found == {"Int64", "Float64"}
    assert voice_share(SENTENCES)["voice"].dtype == "string"


def test_voice_order_keeps_the_study_and_ends_with_the_outlet():
    assert voice_order(["b", "a", "narrator", "other"], ["c"]) == ["c", "a", "b", "other", "narrator"]
