"""The models are asked what is not known, and read a document only for that."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from framing.learn.choice import ModelChoice
from framing.learn.inquiry import Answers, Inquiry
from framing.learn.models import Models
from framing.learn.readings import Reading
from framing.pipeline import Analyzer
from framing.records import Article, Document, Span
from framing.study import load_study

TEXTS = (
    "Serbia blamed Kosovo for the attack. Kurti praised the EU.",
    'NATO warned Belgrade. "We reject it," Vučić said.',
)


class CountedModels(Models):
    """Models that note which documents they read."""

    read_texts: list[str]

    def readings(self, documents: Sequence[Document]) -> list[list[Reading]]:
        self.read_texts += [document.article.text for document in documents]
        return super().readings(documents)


@pytest.fixture
def analyzer() -> Analyzer:
    study = load_study("kosovo")
    models = CountedModels(study.lexicons, ModelChoice("linear"))
    models.read_texts = []
    return Analyzer(study, models)


def articles() -> list[Article]:
    return [Article(str(number), text, date="2023-06-01") for number, text in enumerate(TEXTS)]


def read_texts(analyzer: Analyzer) -> list[str]:
    assert isinstance(analyzer.models, CountedModels)
    return analyzer.models.read_texts


def test_each_document_is_read_once_for_all_tasks(analyzer: Analyzer) -> None:
    analyzer.rows(articles())
    assert sorted(read_texts(analyzer)) == sorted(TEXTS)


def test_what_is_known_is_not_read_again_and_gives_the_same_rows(analyzer: Analyzer) -> None:
    known = [Answers() for _ in TEXTS]
    rows = analyzer.rows(articles(), known)
    read_texts(analyzer).clear()
    assert analyzer.rows(articles(), known) == rows
    assert read_texts(analyzer) == []


def test_a_document_is_read_where_one_task_is_not_known(analyzer: Analyzer) -> None:
    known = [Answers() for _ in TEXTS]
    rows = analyzer.rows(articles(), known)
    read_texts(analyzer).clear()
    del known[1].labels["sentiment"]
    assert analyzer.rows(articles(), known) == rows
    assert read_texts(analyzer) == [TEXTS[1]]


def test_only_new_targets_are_asked_about(analyzer: Analyzer) -> None:
    inquiry = analyzer.inquiry(articles())
    both = inquiry.portrayals([[Span(0, 6), Span(14, 20), Span(0, 6)], []])
    assert both[0][0] == both[0][2] != both[0][1]
    assert read_texts(analyzer) == [TEXTS[0]]
    again = Inquiry(analyzer.models, inquiry.documents, inquiry.answers)
    assert again.portrayals([[Span(14, 20)], []]) == [[both[0][1]], []]
    assert read_texts(analyzer) == [TEXTS[0]]


def test_skipped_articles_are_asked_nothing(analyzer: Analyzer) -> None:
    skipped = Article("x", "", status="skipped", problem="empty")
    rows = analyzer.rows([skipped, articles()[0]], [Answers()])
    assert [len(each["sentences"]) for each in rows] == [0, 2]
