"""How a passage is read for its target: masks, loaded words, negation, regions."""

from __future__ import annotations

import math

import numpy as np
import pytest

from framing.errors import FramingError
from framing.learn.grams import named
from framing.learn.target.batch import Batch
from framing.learn.target.blocks import namings
from framing.learn.target.reading import NAME, NUMBER, TARGET, Reader, Reading
from framing.learn.target.regions import COLUMNS, Loaded
from framing.learn.target.roles import RoleReader
from framing.learn.target.target import Target, target_of
from framing.learn.target.words import passage_characters, passage_words, words_by_side
from framing.records import Article
from framing.split import Splitter
from framing.study import Study


@pytest.fixture(scope="module")
def splitter(kosovo: Study) -> Splitter:
    return Splitter.from_lexicons(kosovo.lexicons)


@pytest.fixture(scope="module")
def reader(kosovo: Study) -> Reader:
    return Reader(kosovo.lexicons)


def target(splitter: Splitter, marked: str) -> Target:
    """The target between [ and ]."""
    start, end = marked.index("["), marked.index("]") - 1
    return target_of(splitter.split(Article("case", marked.replace("[", "").replace("]", ""))), start, end)


def names_of(sequence, reading: Reading) -> set[str]:
    """The names of the features of a reading that are words in sequence."""
    return {name for name, _ in named(sequence, Batch([reading]))}


def scores_of(reading: Reading) -> dict[str, float]:
    """The scores by region."""
    targets = Batch([reading])
    return dict(zip(COLUMNS, Loaded.of(targets).scores(targets)[0].tolist(), strict=True))


@pytest.fixture(scope="module")
def read(splitter: Splitter, reader: Reader):
    def of(marked: str) -> Reading:
        return reader.read(target(splitter, marked))

    return of


def test_target_names_and_figures_are_masked(read) -> None:
    reading = read("In 2019 [Ana Kovač] met Petrov.")
    assert list(reading.words) == ["in", NUMBER, TARGET, TARGET, "met", NAME, "."]
    names = names_of(passage_words, reading) | names_of(words_by_side, reading)
    names |= {name for name, _ in passage_characters(reading)}
    assert not [name for name in names if "kov" in name or "ana" in name or "petrov" in name]


def test_two_names_in_one_place_are_the_same_to_the_model(read) -> None:
    first, second = read("Critics praised [Kovač]."), read("Critics praised [Petrov].")
    assert (first.words, first.lemmas, first.valence) == (second.words, second.lemmas, second.valence)


def test_a_span_without_a_word_is_refused(splitter: Splitter) -> None:
    document = splitter.split(Article("case", "Rain  fell."))
    with pytest.raises(FramingError, match="the span 4-5 of case touches no word of its text"):
        target_of(document, 4, 5)


def test_all_sentences_of_a_text_are_its_passage_and_one_holds_the_target(read) -> None:
    reading = read("Rain fell. [Kovač] resigned.")
    assert (len(reading.words), reading.begin, reading.end) == (6, 3, 6)


def test_a_negator_turns_the_words_it_reaches(read) -> None:
    plain, denied = read("[Kovač] is honest."), read("[Kovač] is not honest.")
    assert plain.valence[2] > 0 > denied.valence[3]
    assert plain.vader[2] > 0 > denied.vader[3]
    assert denied.vader[3] == pytest.approx(-0.7 * plain.vader[2])
    assert 3 in denied.negated
    assert "N:honest" in names_of(words_by_side, denied)
    assert "N:honest" not in names_of(words_by_side, plain)


def test_regions_sum_good_and_bad_words_by_side_and_distance(read) -> None:
    reading = read("A disaster, said [Kovač] of the triumph.")
    scores = scores_of(reading)
    bad, good = -reading.valence[1], reading.valence[-2]
    assert (bad > 0, good > 0) == (True, True)
    assert scores["news:left:bad"] == scores["news:left_6:bad"] == pytest.approx(bad)
    assert scores["news:right:good"] == scores["news:right_3:good"] == pytest.approx(good)
    assert scores["news:left:good"] == scores["news:right:bad"] == scores["news:clause:bad"] == 0
    assert scores["news:decay_3:bad"] == pytest.approx(bad * math.exp(-3 / 3))
    assert scores["news:decay_8:good"] == pytest.approx(good * math.exp(-3 / 8))


def test_quotations_are_scored_apart(read) -> None:
    scores = scores_of(read('"A disaster," said [Kovač].'))
    assert scores["news:other_quotation:bad"] > 0 == scores["news:same_quotation:bad"]


def test_shares_of_regions_sum_to_one(read) -> None:
    targets = Batch([read("The disaster and the defeat hurt [Kovač]."), read("[Kovač] won the war.")])
    loaded = Loaded.of(targets)
    scores = loaded.scores(targets)
    totals = np.zeros(scores.shape)
    np.add.at(totals, (targets.lines.rows[loaded.places][:, None], loaded.columns), loaded.shares(targets, scores))
    assert totals == pytest.approx((scores > 0).astype(float))


def test_words_by_side_have_their_window_clause_and_neighbours(read) -> None:
    found = names_of(words_by_side, read("Critics of the war, said [Kovač], attacked him. It rained."))
    assert {"L:critic", "L6:critic", "L3:,", "L2:the war", "L1:say", "LT:VBD", "L12:say ,", "C:say"} <= found
    assert {"R:attack", "R3:attack", "R6:.", "R2:attack he", "R1:,", "RT:,", "R12:, attack"} <= found
    assert not {"L3:critic", "C:war", "L2:say <target>", "R:rain", "R2:. it", "L:<target>", "R:<target>"} & found


CASES = (
    ("[Kovač] attacked the press.", {"subj=attack", "subj.object=press", "kind=name"}),
    ("[Kovač] did not criticise the press.", {"subj=not criticise", "subj.object=not press"}),
    ("[Kovač] was criticised by the press.", {"psubj=criticise"}),
    ("The press attacked [Kovač].", {"object=attack", "object.link=attack "}),
    ("The law was attacked by [Kovač].", {"agent=attack", "prep=by"}),
    ("They voted against [Kovač].", {"prep=against", "object.link=vote against"}),
    ("The attack on [Kovač] failed.", {"noun_prep=attack on"}),
    ("[Kovač] is a corrupt liar.", {"subj.is=corrupt", "subj.is=liar"}),
    ("The corrupt banker [Kovač] left.", {"modifier=corrupt", "modifier=banker"}),
    ("[Kovač]'s record is poor.", {"has=record", "has.subj=be", "has.subj.is=poor"}),
    ("[Kovač], a brave doctor, left.", {"apposition=brave", "apposition=doctor"}),
    ('"It is over," said [Kovač].', {"speaks:left", "quoted=False"}),
    ('"[Kovač] lied," she said.', {"quoted=True", "subj=lie"}),
)


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_roles(read, reader: Reader, text: str, expected: set[str]) -> None:
    found = {name for name, _ in RoleReader(reader.lists).features(read(text))}
    assert expected <= found, sorted(found)


def test_every_feature_points_at_a_token(read, reader: Reader) -> None:
    reading = read('"A disaster," said the old mayor, [Kovač], whose aides never lied. It rained.')
    for naming in namings(reader.lists).values():
        assert all(0 <= at < len(reading.words) for _, at in naming(reading))
