"""Log-odds against an implementation written here from the formulas of Monroe, Colaresi & Quinn (2008)."""

import math
from collections import Counter

import numpy as np
import pandas as pd
import pytest

import framing
from framing.angles.distinctive import Distinction, distinctive_terms, log_odds_of
from framing.errors import FramingError

HOW = Distinction(prior_tokens=50, min_count=1, min_articles=1, longest=1)


def corpus(n_articles=12, seed=3):
    chance = np.random.default_rng(seed)
    words = [f"word{chr(97 + number)}" for number in range(20)]
    articles, sentences = [], []
    for number in range(n_articles):
        outlet = "PWR"[number % 3]
        weights = np.arange(1, 21) if outlet == "P" else np.arange(20, 0, -1) if outlet == "W" else np.ones(20)
        articles.append({"article_id": f"{number:02d}", "outlet": outlet})
        for index in range(5):
            text = " ".join(chance.choice(words, 15, p=weights / weights.sum()))
            voice = "narrator" if index % 2 else "east"
            sentences.append(
                {"article_id": f"{number:02d}", "sentence_index": index, "text": text, "voice": voice, "voices": voice}
            )
    return {"articles": pd.DataFrame(articles), "sentences": pd.DataFrame(sentences)}


def by_hand(tables, prior_tokens):
    """Equations 15 to 22, one number at a time: group, term -> (log-odds difference, z)."""
    outlet = dict(zip(tables["articles"]["article_id"], tables["articles"]["outlet"], strict=True))
    counts = {name: Counter() for name in set(outlet.values())}
    for row in tables["sentences"].to_dict("records"):
        if row["voice"] == "narrator":
            counts[outlet[row["article_id"]]].update(row["text"].split())
    everything = sum(counts.values(), Counter())
    n_all = sum(everything.values())
    found = {}
    for name, own in counts.items():
        n_own = sum(own.values())
        for word, y_all in everything.items():
            a_w = prior_tokens * y_all / n_all
            y_i, y_j = own[word], y_all - own[word]
            n_i, n_j = n_own, n_all - n_own
            odds_i = (y_i + a_w) / (n_i + prior_tokens - y_i - a_w)
            odds_j = (y_j + a_w) / (n_j + prior_tokens - y_j - a_w)
            delta = math.log(odds_i) - math.log(odds_j)
            variance = 1 / (y_i + a_w) + 1 / (y_j + a_w)
            found[name, word] = delta, delta / math.sqrt(variance), math.sqrt(variance)
    return found


def test_log_odds_equal_an_independent_implementation():
    tables = corpus()
    expected = by_hand(tables, 50)
    found = distinctive_terms(tables, how=HOW)
    assert len(found) == len(expected)
    for row in found.to_dict("records"):
        delta, z, error = expected[row["outlet"], row["term"]]
        assert row["log_odds"] == pytest.approx(delta, abs=1e-9)
        assert row["z"] == pytest.approx(z, abs=1e-9)
        assert row["ci_low"] == pytest.approx(delta - 1.959963984540054 * error, abs=1e-9)
        assert row["ci_high"] == pytest.approx(delta + 1.959963984540054 * error, abs=1e-9)
        assert row["p"] == pytest.approx(math.erfc(abs(z) / math.sqrt(2)), abs=1e-9)


def test_the_correction_is_that_of_benjamini_and_hochberg():
    found = distinctive_terms(corpus(), how=HOW)
    p = sorted(found["p"])
    adjusted, least = {}, 1.0
    for rank in range(len(p), 0, -1):
        least = min(least, p[rank - 1] * len(p) / rank)
        adjusted[p[rank - 1]] = least
    for row in found.to_dict("records"):
        assert row["p_adjusted"] == pytest.approx(adjusted[row["p"]], abs=1e-9)


def test_two_groups_mirror_each_other():
    counts = np.array([[3.0, 1.0, 6.0], [1.0, 5.0, 2.0]])
    every = counts.sum(axis=1, keepdims=True).repeat(3, axis=1)
    difference, error = log_odds_of(counts, every, 10)
    assert difference[0] == pytest.approx(-difference[1])
    assert error[0] == pytest.approx(error[1])


def test_a_stronger_prior_draws_towards_zero():
    tables = corpus()
    weak, strong = (
        distinctive_terms(tables, how=Distinction(prior_tokens=prior, min_count=1, min_articles=1, longest=1))
        for prior in (10, 10_000)
    )
    assert strong["log_odds"].abs().max() < weak["log_odds"].abs().max()


def test_every_term_leads_to_its_sentences():
    tables = corpus()
    found = distinctive_terms(tables, how=HOW)
    texts = {(row["article_id"], row["sentence_index"]): row["text"] for row in tables["sentences"].to_dict("records")}
    for row in found.to_dict("records"):
        places = row["sentences"].split(";") if isinstance(row["sentences"], str) else []
        assert bool(places) == bool(row["n_group"])
        for place in places:
            article_id, index = place.split(":")
            assert row["term"] in texts[article_id, int(index)].split()


def test_own_voice_pairs_and_voices():
    tables = corpus()
    whole = distinctive_terms(tables, how=Distinction(min_count=1, min_articles=1, own_voice=False))
    own = distinctive_terms(tables, how=Distinction(min_count=1, min_articles=1))
    assert whole["n_group"].sum() > own["n_group"].sum()
    assert own["term"].str.contains(" ").any()
    assert set(distinctive_terms(tables, "voice")["voice"]) == {"east", "narrator"}
    assert framing.distinctive_terms is distinctive_terms


def test_a_term_of_one_article_is_not_tested():
    tables = corpus()
    tables["sentences"].loc[1, "text"] = "rareword " * 9
    assert "rareword" not in set(distinctive_terms(tables)["term"])


@pytest.mark.parametrize("longest", [1, 2])
def test_the_only_term_of_its_length_is_not_tested(longest):
    """Every group uses it always, so its odds have no logarithm."""
    tables = corpus()
    tables["sentences"]["text"] = "army army"
    how = Distinction(min_count=1, min_articles=1, longest=longest)
    assert distinctive_terms(tables, how=how).empty


def test_what_cannot_be_compared_is_said():
    tables = corpus()
    with pytest.raises(FramingError, match=r"no column 'outlets'; did you mean 'outlet'\?"):
        distinctive_terms(tables, "outlets")
    tables["articles"]["outlet"] = "Post"
    with pytest.raises(FramingError, match=r"by outlet: 1 group has words; at least two are compared"):
        distinctive_terms(tables)


def test_the_order_of_rows_changes_nothing():
    tables = corpus()
    mixed = {name: table.sample(frac=1, random_state=2) for name, table in tables.items()}
    pd.testing.assert_frame_equal(distinctive_terms(tables), distinctive_terms(mixed))


def functional():
    """Two outlets whose sentences differ in a function word as much as in a word that says something."""
    texts = {"P": "of the levy in it. We won't pay.", "W": "by a reform of it."}
    articles = [{"article_id": f"{outlet}{n}", "outlet": outlet} for outlet in texts for n in range(4)]
    sentences = [
        {"article_id": each["article_id"], "sentence_index": 0, "text": texts[each["outlet"]], "voice": "narrator",
         "voices": "narrator"}
        for each in articles
    ]  # fmt: skip
    return {"articles": pd.DataFrame(articles), "sentences": pd.DataFrame(sentences)}


def test_terms_of_function_words_alone_are_not_ranked():
    found = distinctive_terms(functional())
    assert set(found["term"]) == {"levy", "the levy", "levy in", "pay", "n't pay", "reform", "a reform", "reform of"}
    every = distinctive_terms(functional(), how=Distinction(function_words=True))
    assert {"of the", "in it", "we", "by", "wo n't"} < set(every["term"]) - set(found["term"])
    # they count among the words of a group, so what is said of the others does not change, but for the correction
    kept = every[every["term"].isin(found["term"])].reset_index(drop=True)
    pd.testing.assert_frame_equal(found.drop(columns="p_adjusted"), kept.drop(columns="p_adjusted"))


def test_function_words_may_be_all_there_is():
    tables = functional()
    tables["sentences"]["text"] = "of the"
    assert distinctive_terms(tables).empty
