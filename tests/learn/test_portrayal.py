"""How sentences make the sides they mention look: opposite portrayals, negation, quotations, pronouns, odd texts."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import framing
from framing.learn.choice import ModelChoice
from framing.learn.models import Models
from framing.learn.portrayal import SentenceReadings, sentence_of
from framing.pipeline import Analyzer
from framing.records import Article, Mention, Span
from framing.study.records import Study

TIERS = ("encoder", "linear")


@pytest.fixture(scope="module")
def study() -> Study:
    return framing.load_study("kosovo")


@pytest.fixture(scope="module", params=TIERS)
def analyzer(request: pytest.FixtureRequest, study: Study) -> Analyzer:
    return Analyzer(study, Models(study.lexicons, ModelChoice(request.param)))


def mentions_of(analyzer: Analyzer, text: str) -> dict[str, Mention]:
    [(_, attributed, _)] = analyzer.heard([Article("1", text, date="2023-06-01")])
    return {mention.text: mention for mention in attributed.mentions}


def balance(mention: Mention) -> float:
    assert mention.portrayal_positive is not None
    assert mention.portrayal_negative is not None
    return mention.portrayal_positive - mention.portrayal_negative


def test_praise_and_blame_in_one_sentence_go_to_their_targets(analyzer: Analyzer) -> None:
    found = mentions_of(analyzer, "The minister praised Serbia but blamed Russia for the violence.")
    assert balance(found["Serbia"]) > balance(found["Russia"])
    assert found["Russia"].portrayal == "negative"
    other = mentions_of(analyzer, "The minister praised Russia but blamed Serbia for the violence.")
    assert balance(other["Russia"]) > balance(other["Serbia"])
    assert other["Serbia"].portrayal == "negative"


def test_negation_turns_the_portrayal_down(analyzer: Analyzer) -> None:
    plain = mentions_of(analyzer, "NATO protected the people.")["NATO"]
    denied = mentions_of(analyzer, "NATO did not protect the people.")["NATO"]
    assert balance(plain) > balance(denied)


def test_a_target_in_a_quotation_is_portrayed_with_the_words_that_decide(analyzer: Analyzer) -> None:
    found = mentions_of(analyzer, '"Russia is a brutal aggressor," the resident said.')["Russia"]
    assert found.portrayal == "negative"
    assert "brutal" in str(found.portrayal_evidence)


def test_function_words_are_not_shown(analyzer: Analyzer) -> None:
    found = mentions_of(analyzer, "He said that Russia, as an aggressor, must be stopped.")["Russia"]
    shown = {part.split()[0].lower() for part in str(found.portrayal_evidence).split("; ")}
    assert "aggressor" in shown
    assert not shown & {"that", "as", "an", "be", "he"}


def test_a_pronoun_that_is_followed_counts_as_a_mention(analyzer: Analyzer) -> None:
    found = mentions_of(analyzer, "Aleksandar Vučić spoke in Belgrade on Monday. Critics accused him of corruption.")
    assert (found["him"].form, found["him"].perspective) == ("pronoun", "belgrade")
    assert found["him"].portrayal == "negative"


def test_who_speaks_stands_differently_to_those_named(study: Study) -> None:
    analyzer = Analyzer(study, Models(study.lexicons, ModelChoice("encoder")))
    text = "Russia praised Serbia for its patience and accused NATO of sabotaging the dialogue."
    [(_, _, outlook)] = analyzer.heard([Article("1", text)])
    found = {span.of(text): stance for span, stance in outlook.toward.items()}
    assert found["NATO"].label == "against"
    assert found["Serbia"].label == "favor"
    assert "sabotaging the dialogue" in found
    assert sum((found["NATO"].favor, found["NATO"].against, found["NATO"].none)) == pytest.approx(1)
    assert outlook.tones[0].labels == ("negative",)


def test_the_linear_tier_has_tones_alone(study: Study) -> None:
    analyzer = Analyzer(study, Models(study.lexicons, ModelChoice("linear")))
    [(_, _, outlook)] = analyzer.heard([Article("1", "Russia accused NATO of sabotage.")])
    assert (outlook.toward, list(outlook.tones)) == ({}, [0])


def test_places_and_outsiders_are_not_portrayed(analyzer: Analyzer) -> None:
    found = mentions_of(analyzer, "Protesters in northern Kosovo threw stones. China condemned the terrible violence.")
    assert [(found[name].portrayal, found[name].portrayal_neutral) for name in ("Kosovo", "China")] == [
        (None, None)
    ] * 2


def test_probabilities_add_up_and_neutral_has_no_evidence(analyzer: Analyzer) -> None:
    found = mentions_of(analyzer, "The meeting of NATO takes place on Tuesday.")["NATO"]
    total = sum(getattr(found, f"portrayal_{label}") for label in ("negative", "neutral", "positive"))
    assert total == pytest.approx(1)
    assert (found.portrayal, found.portrayal_evidence) == ("neutral", None)


@pytest.mark.parametrize("tier", ["linear", "encoder"])
def test_a_tone_names_the_words_that_speak_for_it(study: Study, tier: str) -> None:
    text = "The brutal attack was condemned by everybody. A meeting takes place on Tuesday. They praised the good deal."
    found = framing.analyze([framing.read_text(text)], study, tier).sentences
    assert found["sentiment"].tolist() == ["negative", "neutral", "positive"]
    bad, none, good = found["sentiment_evidence"].tolist()
    assert pd.isna(none)
    assert {part.rpartition(" ")[0] for part in bad.split("; ")} & {"brutal", "attack", "condemned"}
    assert {part.rpartition(" ")[0] for part in good.split("; ")} & {"praised", "good", "deal"}
    weights = [float(part.rpartition(" ")[2]) for part in bad.split("; ")]
    assert weights == sorted(weights, reverse=True)
    assert min(weights) >= 0.1


@pytest.mark.parametrize("tier", ["linear", "encoder"])
def test_words_left_out_of_their_paragraph_are_evidence_on_request(study: Study, tier: str) -> None:
    text = (
        "A meeting takes place on Tuesday. Kurti praised NATO for its brilliant help. Vučić accused Pristina of crimes."
    )
    every, told = (
        framing.analyze([framing.read_text(text, date="2023-06-01")], study, tier, explain=explain)
        for explain in (False, True)
    )
    assert told.manifest["options"] == {"min_confidence": 0.0, "explain": True}
    named = dict(zip(told.mentions["text"], told.mentions["portrayal_evidence"], strict=True))
    assert {part.rpartition(" ")[0] for part in named["NATO"].split("; ")} & {"praised", "brilliant", "help"}
    assert "NATO" not in named["NATO"]
    assert pd.isna(told.sentences["sentiment_evidence"][0])
    losses = [float(part.rpartition(" ")[2]) for part in told.sentences["sentiment_evidence"][2].split("; ")]
    assert losses == sorted(losses, reverse=True)
    assert 0.005 <= max(losses) <= 1
    left = {"sentences": ["sentiment_evidence"], "mentions": ["portrayal_evidence"]}
    for table, columns in left.items():
        assert every.tables[table].drop(columns=columns).equals(told.tables[table].drop(columns=columns))
    assert every.stances.equals(told.stances)


def test_nothing_to_read_gives_nothing(analyzer: Analyzer) -> None:
    assert mentions_of(analyzer, "") == {}
    assert analyzer.models.portray([], []) == []


def test_a_span_that_touches_no_word_is_missing(analyzer: Analyzer) -> None:
    readings = analyzer.models.readings([analyzer.splitter.split(Article("1", "Serbia failed.   "))])
    [[inside, blank, behind]] = analyzer.models.portray(readings, [[Span(0, 6), Span(15, 17), Span(90, 95)]])
    assert inside is not None
    assert (blank, behind) == (None, None)


def test_the_sentence_decides_and_not_its_neighbours(study: Study) -> None:
    linear = Analyzer(study, Models(study.lexicons, ModelChoice("linear")))
    alone = mentions_of(linear, "Russia was praised for its help.")["Russia"]
    among = mentions_of(linear, "It was a murder. Russia was praised for its help. Criminals fled in terror.")["Russia"]
    assert balance(alone) == balance(among)


def test_a_sentence_is_cut_out_of_its_states(study: Study) -> None:
    models = Models(study.lexicons, ModelChoice("encoder"))
    splitter = Analyzer(study, models).splitter
    [[reading]] = models.readings([splitter.split(Article("1", "Rain fell. Serbia failed badly."))])
    assert reading.encoded is not None
    cut = sentence_of(reading, 3, 7)
    assert [token.text for token in cut.passage.tokens] == ["Serbia", "failed", "badly", "."]
    assert cut.encoded is not None
    assert (cut.encoded.tokens[0], set(cut.encoded.tokens[1:].tolist())) == (-1, {0, 1, 2, 3})
    np.testing.assert_array_equal(cut.encoded.states[0], reading.encoded.states[0])


def test_a_long_text_is_portrayed_to_its_end(study: Study) -> None:
    linear = Analyzer(study, Models(study.lexicons, ModelChoice("linear")))
    text = "The rain fell on the town. " * 16_700 + "Critics accused Serbia of terror."
    readings = linear.models.readings([linear.splitter.split(Article("1", text))])
    start = text.index("Serbia")
    [[found]] = linear.models.portray(readings, [[Span(start, start + 6)]])
    assert found is not None
    assert found.label == "negative"
    assert len(text.split()) > 100_000


def test_sentences_are_found_in_every_paragraph(study: Study) -> None:
    linear = Analyzer(study, Models(study.lexicons, ModelChoice("linear")))
    text = "Rain fell.\n\nSerbia won. Russia lost."
    [readings] = linear.models.readings([linear.splitter.split(Article("1", text))])
    found = SentenceReadings(readings).target(Span(text.index("Russia"), text.index("Russia") + 6))
    assert found is not None
    assert [token.text for token in found[0].passage.tokens] == ["Russia", "lost", "."]
