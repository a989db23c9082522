"""What many tests share: the study, and the result of two short articles."""

from __future__ import annotations

import pytest

import framing
from framing.results import Result
from framing.study import Study

TEXTS = (
    "MITROVICA - Serbian President Aleksandar Vučić said Belgrade would never accept this in Kosovo and Metohija. "
    '"This is a violent attack on our people," he said.\n\nIt rained on Monday.',
    "Prime Minister Albin Kurti welcomed the support of NATO and closed the so-called parliament.",
)


@pytest.fixture(scope="session")
def kosovo() -> Study:
    return framing.load_study("kosovo")


@pytest.fixture(scope="session")
def result(kosovo: Study) -> Result:
    """The result of two articles; one has a column of its own."""
    first = framing.read_text(TEXTS[0], outlet="Danas", date="2023-05-29", id="first", desk="007")
    second = framing.read_text(TEXTS[1], outlet="Koha", date="2023-05-30", id="second")
    return framing.analyze([first, second], kosovo)
