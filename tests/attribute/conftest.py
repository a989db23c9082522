"""One splitter and one attributor of the study ``kosovo`` for all tests of the stage."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from framing.attribute import Attributor
from framing.attribute.chunks import SentenceView
from framing.quotations import find_quotations
from framing.records import Article, Attributed, Document
from framing.split import Splitter
from framing.study import Study

Attributes = Callable[[str, str | None], tuple[Document, Attributed]]
Views = Callable[[str], list[SentenceView]]


@pytest.fixture(scope="session")
def study(kosovo: Study) -> Study:
    return kosovo


@pytest.fixture(scope="session")
def splitter(study: Study) -> Splitter:
    return Splitter.from_lexicons(study.lexicons)


@pytest.fixture(scope="session")
def attributor(study: Study) -> Attributor:
    return Attributor(study)


@pytest.fixture(scope="session")
def attribute(splitter: Splitter, attributor: Attributor) -> Attributes:
    """Splits a text of a date and attributes it."""

    def run(text: str, date: str | None) -> tuple[Document, Attributed]:
        document = splitter.split(Article("case", text, date=date))
        return document, attributor.attribute(document)

    return run


@pytest.fixture(scope="session")
def views(study: Study, splitter: Splitter) -> Views:
    """The sentences of a text as the rules see them, without names and roles of a study."""

    def of(text: str) -> list[SentenceView]:
        quotations = find_quotations(text)
        sentences = splitter.split(Article("case", text)).sentences
        return [SentenceView(sentence, quotations, {}, study.lexicons.grammar) for sentence in sentences]

    return of


def words(view: SentenceView, first: int, last: int) -> str:
    """The tokens between two positions, with a blank between each."""
    return " ".join(token.text for token in view.tokens[first:last])


def place(view: SentenceView, word: str) -> int:
    """Where a word stands in its sentence."""
    return [token.text for token in view.tokens].index(word)
