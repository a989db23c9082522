"""Construction by construction: whose voice each sentence is, and source, cue, content and kind of what is said.

The tables are in ``cases/``; every sentence in them is our own, and every answer was written by the codebook.
"""

from __future__ import annotations

import re

import pytest

from framing.records import Attribution
from tests.attribute.cases import answers, plain, positions, quotations, reports, sides
from tests.attribute.cases.case import Case, Said
from tests.attribute.conftest import Attributes

TABLES = {**quotations.CASES, **reports.CASES, **positions.CASES, **sides.CASES, **plain.CASES, **answers.CASES}
MARKS = " \t\n“”\"„«»‘’'`.,:;!?"


def rows(known_failure: str, *, spans: bool) -> list[object]:
    """Every case as a parameter; those with a reason in ``known_failure`` must fail."""
    return [
        pytest.param(
            each,
            id=f"{construction}-{number}",
            marks=[pytest.mark.xfail(reason=reason, strict=True)] if (reason := getattr(each, known_failure)) else [],
        )
        for construction, cases in TABLES.items()
        for number, each in enumerate(cases, start=1)
        if each.said or not spans
    ]


@pytest.mark.parametrize("each", rows("wrong_voices", spans=False))
def test_voices(attribute: Attributes, each: Case) -> None:
    _, found = attribute(each.text, each.date)
    assert [set(voice.voices) for voice in found.voices] == each.sentences


@pytest.mark.parametrize("each", rows("wrong_spans", spans=True))
def test_who_says_what(attribute: Attributes, each: Case) -> None:
    _, found = attribute(each.text, each.date)
    said = [as_said(attribution, each.text) for attribution in found.attributions]
    missing = [wanted for wanted in each.said if not any(fits(wanted, one) for one in said)]
    assert not missing, said


def as_said(attribution: Attribution, text: str) -> Said:
    """An attribution in the words of the article."""
    source, cue = (span.of(text) if span else "" for span in (attribution.source, attribution.cue))
    content = " | ".join(bare(piece.of(text)) for piece in attribution.content)
    return Said(bare(source), cue, content, attribution.kind, attribution.perspective)


def fits(wanted: Said, found: Said) -> bool:
    """Whether an attribution is the wanted one, with any words where its content has an ellipsis."""
    pattern = ".+".join(re.escape(part) for part in wanted.content.split("…"))
    same = (wanted.source, wanted.cue, wanted.kind, wanted.side) == (found.source, found.cue, found.kind, found.side)
    return same and re.fullmatch(pattern, found.content, flags=re.S) is not None


def bare(words: str) -> str:
    """The words without the marks at their ends."""
    return words.strip(MARKS)


def test_no_sentence_stands_in_two_tables() -> None:
    texts = [(each.text, each.date) for cases in TABLES.values() for each in cases]
    assert len(texts) == len(set(texts))
    assert len(texts) >= 150
    assert sum(bool(each.said) for cases in TABLES.values() for each in cases) >= 150
