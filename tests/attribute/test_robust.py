"""Any text comes through: no error, one voice a sentence, every span where the record says; and in time."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from framing.attribute import Attributor
from framing.records import NARRATOR, OTHER, Article, Attributed, Document
from framing.split import Splitter
from tests.attribute.conftest import Attributes

PIECES = (
    "Kurti", "Vučić", "Vučić's", "the Kremlin", "NATO", "he", "they", "the minister", "residents", "Marko Ilić",
    "said", "told reporters", "refused to", "was seen in", "according to", "view", "insists", "demand", "warning",
    "that", "who", "and", "both", "by", "in", "to", "if", "not", "as", "with", ",", ";", ":", ".", "!", "?", "…",
    "“", "”", "‘", "’", '"', "'", "``", "''", "«", "»", "„", "(", ")", "–", "--", "\n", "\n\n", "- ", "\t",
    "the raid", "Serbia", "a crime", "was", "is", "had", "may", "SAID", "KURTI", "12:00", "U.S.", "a", "the",
)  # fmt: skip
DATES = st.sampled_from([None, "1999-03-24", "2012", "2023-06-01"])
UNHURRIED = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
LIMIT_S = 5.0


def check(attributor: Attributor, document: Document, found: Attributed) -> None:
    """What holds of the attribution of any document."""
    text = document.article.text
    sides = {*attributor.study.perspectives, OTHER}
    assert [voice.sentence_index for voice in found.voices] == list(range(len(document.sentences)))
    for voice in found.voices:
        assert set(voice.voices) <= sides | {NARRATOR}
        assert len(voice.voices) == len(set(voice.voices)) > 0
        assert voice.main == voice.voices[0]
        assert voice.voices in ((OTHER,), (NARRATOR,)) or not {OTHER, NARRATOR} & set(voice.voices)
    for mention in found.mentions:
        sentence = document.sentences[mention.sentence_index]
        assert sentence.start <= mention.start < mention.end <= sentence.end
        assert text[mention.start : mention.end].split() == mention.text.split()
        assert mention.perspective in sides
    for attribution in found.attributions:
        sentence = document.sentences[attribution.sentence_index]
        own = [span for span in (attribution.source, attribution.cue) if span and attribution.rule != "carried-quote"]
        for span in (*own, *attribution.content):
            assert sentence.start <= span.start < span.end <= sentence.end
            assert span.of(text) == span.of(text).strip()
        assert attribution.source is None or attribution.source.of(text)
        assert all(one.end <= other.start for one, other in pairwise(attribution.content))
        assert attribution.perspective is None or attribution.perspective in sides


@UNHURRIED
@given(words=st.lists(st.sampled_from(PIECES), max_size=60), date=DATES)
def test_any_words_of_the_trade(
    attribute: Attributes, attributor: Attributor, words: list[str], date: str | None
) -> None:
    check(attributor, *attribute(" ".join(words), date))


@UNHURRIED
@given(text=st.text(max_size=200), date=DATES)
def test_any_text(attribute: Attributes, attributor: Attributor, text: str, date: str | None) -> None:
    check(attributor, *attribute(text, date))


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "“", "””", "''", "“”", "...", "said", "“” Kurti said “”.", "\ufeff", "\x00"]
)
def test_next_to_nothing(attribute: Attributes, attributor: Attributor, text: str) -> None:
    check(attributor, *attribute(text, None))


@pytest.mark.parametrize(
    "piece",
    [
        "Kurti and Vučić and ",
        "Kurti said that ",
        "Kurti, who said that Vučić, ",
        "“No,” Kurti said, and ",
        "“ ‘ ",
        "the view of the minister of the government in Belgrade and ",
        "a request the government refused, ",
        "he said she said ",
        "word ",
    ],
)
def test_a_sentence_of_a_thousand_words(splitter: Splitter, attributor: Attributor, piece: str) -> None:
    text = (piece * 1000)[: 1000 * len(piece) // len(piece.split())].strip()
    document = splitter.split(Article("long", text))
    start = time.process_time()
    found = attributor.attribute(document)
    assert time.process_time() - start < LIMIT_S
    check(attributor, document, found)


def test_long_articles_take_time_in_proportion(splitter: Splitter, attributor: Attributor) -> None:
    paragraph = "“We stay,” Kurti said. Vučić said he would wait. “It is late.” NATO urged calm.\n\n"
    document = splitter.split(Article("long", paragraph * 500))
    start = time.process_time()
    found = attributor.attribute(document)
    assert time.process_time() - start < 2 * LIMIT_S
    assert [voice.voices for voice in found.voices[-4:]] == [voice.voices for voice in found.voices[4:8]]


def test_the_same_text_gives_the_same_answer(attribute: Attributes) -> None:
    text = "Kurti and Vučić met Borrell. He said both sides had agreed. “It holds,” she said. The minister denied it."
    assert attribute(text, "2023-06-01") == attribute(text, "2023-06-01")
