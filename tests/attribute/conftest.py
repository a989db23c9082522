"""One splitter and one attributor of the study ``kosovo`` for all tests of the stage."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from framing.attribute import Attributor
from framing.records import Article, Attributed, Document
from framing.split import Splitter
from framing.study import Study, load_study

Attributes = Callable[[str, str | None], tuple[Document, Attributed]]


@pytest.fixture(scope="session")
def study() -> Study:
    return load_study("kosovo")


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
