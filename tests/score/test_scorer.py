from __future__ import annotations

from dataclasses import fields

import pytest

from framing.attribute import Attributor
from framing.judgements import FrameScore, SentenceScore, StanceScore, TermUse
from framing.records import Article
from framing.schema import TABLES
from framing.score import Scored, Scorer
from framing.split import Splitter
from framing.study import load_study

TEXT = """Kosovo's Prime Minister Albin Kurti condemned Belgrade on Monday.

"The attack was a crime," he said. "Serbia is to blame."

Serbian President Aleksandar Vučić said Serbia would never recognise Kosovo and Metohija as independent.

The minister arrived at noon."""


@pytest.fixture(scope="module")
def scored() -> Scored:
    study = load_study("kosovo")
    document = Splitter.from_lexicons(study.lexicons).split(Article("a", TEXT, date="2023-05-31"))
    return Scorer(study).score(document, Attributor(study).attribute(document))


def test_one_score_a_sentence_in_order(scored):
    assert [score.sentence_index for score in scored.scores] == [0, 1, 2, 3, 4]
    assert [score.sentiment for score in scored.scores][-1] == "neutral"
    assert scored.scores[-1].lexicon_polarity is None
    assert scored.scores[-1].lexicon_evidence is None
    assert scored.scores[-1].lexicon_words == 0
    assert scored.scores[1].sentiment == "negative"


def test_polarity_has_its_words(scored):
    for score in scored.scores:
        assert (score.lexicon_polarity is None) == (score.lexicon_words == 0) == (score.lexicon_evidence is None)


def test_stance_naming_and_frames_reach_the_records(scored):
    stances = {(s.sentence_index, s.holder, s.target_kind, s.target): s.stance for s in scored.stances}
    assert stances[0, "pristina", "perspective", "belgrade"] == "against"
    assert len(stances) == len(scored.stances)
    assert [(t.text, t.perspective) for t in scored.terms] == [("Kosovo and Metohija", "belgrade")]
    assert all(frame.evidence for frame in scored.frames)


@pytest.mark.parametrize(
    ("record", "table"),
    [(SentenceScore, "sentences"), (StanceScore, "stances"), (FrameScore, "frames"), (TermUse, "terms")],
)
def test_every_field_is_a_column_of_its_table(record, table):
    names = {field.name for field in fields(record)}
    assert names <= set(TABLES[table].names)
    if table != "sentences":
        assert names == set(TABLES[table].names) - {"article_id"}


def test_a_text_without_words_has_no_rows(scored):
    study = load_study("kosovo")
    document = Splitter.from_lexicons(study.lexicons).split(Article("a", "  \n "))
    assert Scorer(study).score(document, Attributor(study).attribute(document)) == Scored((), (), (), ())
