"""From one article's records to the rows of the tables."""

from __future__ import annotations

import pytest

from framing.attribute import Attributed
from framing.judgements import Distance, FrameScore, SentenceScore, StanceScore, TermUse
from framing.records import Action, Article, Attribution, Document, Mention, Sentence, Span, Token, Voice, Words
from framing.schema import TABLES
from framing.score import Scored
from framing.tables import rows_of

TEXT = "“Never,” Kurti said, “again.”"
ARTICLE = Article(
    "a", TEXT, title="T", outlet="Danas", date="2023-05-29", path="a.md", extra={"desk": "7", "path": "x"}
)
WORDS = [Token(*span, TEXT[slice(*span)], "", "", "") for span in ((0, 1), (1, 6), (6, 7), (9, 14), (15, 19), (22, 27))]
DOCUMENT = Document(ARTICLE, (Sentence(0, 0, len(TEXT), 0, Words(WORDS)),))
SAID = Attribution(
    0, "direct", Span(9, 14), Span(15, 19), (Span(0, 8), Span(21, 29)), "neutral", "kurti", "pristina", "beside-quote"
)
UNSAID = Attribution(0, "indirect", None, None, (), None, None, None, "floating")
ATTRIBUTED = Attributed(
    (Mention(0, 9, 14, "Kurti", "kurti", "pristina"),),
    (SAID, UNSAID),
    (Voice(0, ("pristina", "other"), True),),
    actions=(Action(0, 15, 19, "said", "active", "Kurti", "kurti", "pristina", None, None, None, "narrator"),),
)
SCORED = Scored(
    (SentenceScore(0, "negative", -0.5, None, None, -0.4, "never -0.40", 1),),
    (StanceScore(0, "pristina", "issue", "dialogue", "against", -0.4, "never"),),
    (FrameScore(0, "kosovo.security", 1.0, True, "again"),),
    (TermUse(0, 9, 14, "Kurti", "kurti-term", "pristina", "narrator"),),
    (Distance(0, 1, 6, "Never", "scare_quotes", "narrator", None),),
    ("doubting", None),
)


def test_every_table_has_its_columns() -> None:
    rows = rows_of(ARTICLE, DOCUMENT, ATTRIBUTED, SCORED)
    assert list(rows) == list(TABLES)
    for name, table in TABLES.items():
        assert rows[name], name
        for row in rows[name]:
            assert set(row) - {"desk"} == set(table.names), name


def test_the_article() -> None:
    [row] = rows_of(ARTICLE, DOCUMENT, ATTRIBUTED, SCORED)["articles"]
    assert row == {
        "article_id": "a",
        "title": "T",
        "outlet": "Danas",
        "date": "2023-05-29",
        "url": None,
        "language": None,
        "path": "a.md",
        "text_sha256": "",
        "n_sentences": 1,
        "n_words": 4,
        "status": "ok",
        "problem": None,
        "desk": "7",
    }


def test_the_sentence_with_its_voices_and_scores() -> None:
    [row] = rows_of(ARTICLE, DOCUMENT, ATTRIBUTED, SCORED)["sentences"]
    assert (row["text"], row["voice"], row["voices"], row["in_quote"]) == (TEXT, "pristina", "pristina;other", True)
    assert (row["sentiment"], row["lexicon_polarity"], row["textblob_polarity"]) == ("negative", -0.4, None)


def test_an_attribution_with_content_in_two_pieces() -> None:
    row, empty = rows_of(ARTICLE, DOCUMENT, ATTRIBUTED, SCORED)["attributions"]
    assert (row["attribution_index"], row["source_text"], row["cue_text"]) == (0, "Kurti", "said")
    assert (row["credence"], empty["credence"]) == ("doubting", None)
    assert row["content_text"] == "“Never,” ... “again.”"
    assert (row["content_start"], row["content_end"]) == (0, 29)
    assert [name for name, value in empty.items() if value is not None] == [
        "article_id",
        "attribution_index",
        "sentence_index",
        "kind",
        "rule",
        "confidence",
    ]


@pytest.mark.parametrize(
    ("table", "prefix"),
    [
        ("sentences", ""),
        ("mentions", ""),
        ("terms", ""),
        ("distancing", ""),
        ("actions", ""),
        ("attributions", "source_"),
        ("attributions", "cue_"),
    ],
)
def test_every_span_leads_back_to_its_words(table: str, prefix: str) -> None:
    row = rows_of(ARTICLE, DOCUMENT, ATTRIBUTED, SCORED)[table][0]
    assert TEXT[row[f"{prefix}start"] : row[f"{prefix}end"]] == row[f"{prefix}text"]


def test_an_article_that_was_set_aside_has_one_row() -> None:
    rows = rows_of(Article("b", "", status="skipped", problem="no text"))
    assert {name: len(listed) for name, listed in rows.items() if listed} == {"articles": 1}
    [row] = rows["articles"]
    assert (row["status"], row["problem"], row["n_sentences"], row["path"]) == ("skipped", "no text", 0, None)


def test_a_path_that_is_not_utf_8_can_be_written() -> None:
    [row] = rows_of(Article("b", "x", path="odd\udcff.txt"))["articles"]
    assert row["path"] == "odd\\udcff.txt"
