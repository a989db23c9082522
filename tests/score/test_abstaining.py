"""Labels whose model is less sure than asked for are missing in every table; their probabilities stay."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

import framing
from framing.judgements import FrameScore, SentenceLabels, SentenceScore, StanceScore
from framing.records import Mention
from framing.score import Scored
from framing.score.abstaining import surely_portrayed, surest
from framing.score.labelled import frames_of
from framing.study import Study

TEXT = (
    "Serbian President Aleksandar Vučić accused Pristina of brutal attacks on Monday. The talks go on in Brussels. "
    "Kurti thanked NATO for its help. Belgrade and Moscow said the plan was a mistake, but NATO praised it."
)
LABELS = {"sentences": "sentiment", "mentions": "portrayal", "stances": "stance"}
CHANCES = {
    "sentences": {label: f"sentiment_{label}" for label in ("negative", "neutral", "positive")},
    "mentions": {label: f"portrayal_{label}" for label in ("negative", "neutral", "positive")},
    "stances": {label: f"p_{label}" for label in ("favor", "against", "none")},
}

LEAST = 0.8
TONE = SentenceScore(0, "negative", None, None, None, None, None, 0, 0.7, 0.2, 0.1)
STANCE = StanceScore(0, "east", "perspective", "west", "none", None, None, 0.3, 0.26, 0.44)
MENTION = Mention(0, 0, 4, "East", None, "east", "actor", "name", "positive", 0.3, 0.23, 0.47, "good +0.20")
SURE_FRAME, ABSENT = FrameScore(0, "a.law", None, True, None, 0.9), FrameScore(0, "a.tax", None, False, None, 0.3)


@pytest.mark.parametrize(
    ("least", "tone", "stance", "present", "absent"),
    [
        (0.44, "negative", "none", True, False),
        (0.45, "negative", None, True, False),
        (0.7, "negative", None, True, False),
        (0.71, None, None, True, None),
        (0.95, None, None, None, None),
    ],
)
def test_what_is_sure_enough(least: float, tone: object, stance: object, present: object, absent: object) -> None:
    given = Scored((TONE,), (STANCE,), (SURE_FRAME, ABSENT), ())
    found = surest(given, least)
    assert [found.scores[0].sentiment, found.stances[0].stance] == [tone, stance]
    assert [frame.present for frame in found.frames] == [present, absent]
    back = (replace(found.scores[0], sentiment="negative"),), (replace(found.stances[0], stance="none"),)
    assert back == (given.scores, given.stances)  # nothing but the label goes


def test_a_mention_keeps_what_speaks_for_it() -> None:
    [found] = surely_portrayed([MENTION], 0.5)
    assert found == replace(MENTION, portrayal=None)
    assert surely_portrayed([MENTION], 0.47) == (MENTION,)


def test_what_word_lists_say_has_no_probability_to_doubt() -> None:
    tone = SentenceScore(0, "neutral", None, None, None, None, None, 0)
    stance = StanceScore(0, "east", "issue", "tax", "favor", 0.5, "backs")
    frame = FrameScore(0, "town.tax", 1.0, True, "levy")
    place = Mention(0, 0, 4, "East", None, "east", "place")
    given = Scored((tone,), (stance,), (frame,), ())
    assert surest(given, 1.0) == given
    assert surely_portrayed([place], 1.0) == (place,)


def test_frames_that_are_absent_but_not_surely_have_a_row() -> None:
    labels = {0: SentenceLabels((), {"law": 0.08, "tax": 0.01})}
    assert [frame.frame for frame in frames_of("mine", labels)] == []
    assert [frame.frame for frame in frames_of("mine", labels, 0.95)] == ["mine.law"]


@pytest.mark.parametrize("tier", ["linear", "encoder"])
def test_the_tables_of_an_analysis(kosovo: Study, tier: str) -> None:
    articles = [framing.read_text(TEXT, id="a", date="2023-05-29")]
    every = framing.analyze(articles, kosovo, tier)
    sure = framing.analyze(articles, kosovo, tier, min_confidence=LEAST)
    for table, label in LABELS.items():
        before, after = every.tables[table], sure.tables[table]
        if table != "stances":  # a voice that is not sure enough is none: other holders
            pd.testing.assert_frame_equal(
                before.drop(columns=[label, *_of_voices(before)]), after.drop(columns=[label, *_of_voices(after)])
            )
            told = [(row[label], row) for row in before.to_dict("records")]
        else:
            told = [(max(CHANCES[table], key=lambda each: row[f"p_{each}"]), row) for row in after.to_dict("records")]
        wanted = [name if pd.notna(name) and row[CHANCES[table][name]] >= LEAST else None for name, row in told]
        assert after[label].astype(object).where(after[label].notna(), None).tolist() == wanted
        assert {None} < set(wanted), table


def _of_voices(table: pd.DataFrame) -> list[str]:
    return [column for column in table.columns if column.startswith("voice")]
