"""The voices of sentences from attributions made by hand, and what floating quotations add."""

from __future__ import annotations

from dataclasses import replace

import pytest

from framing.attribute.floating import attribute_floating_quotations
from framing.attribute.voices import find_voices
from framing.quotations import find_quotations
from framing.records import Attribution, Span
from tests.attribute.conftest import Views


def attribution(text: str, source: str, cue: str, *content: str, side: str | None, sentence: int = 0) -> Attribution:
    """An attribution whose parts are the first places of their words in the text."""
    spans = tuple(span_of(text, piece) for piece in content)
    kind = "direct" if content and content[0][0] in "“”" else "indirect"
    return Attribution(sentence, kind, span_of(text, source), span_of(text, cue), spans, None, None, side, "by-hand")


def span_of(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def voices(views: Views, text: str, *attributions: Attribution) -> list[tuple[str, ...]]:
    return [voice.voices for voice in find_voices(views(text), attributions)]


def test_without_any_attribution_the_outlet_speaks(views: Views) -> None:
    assert voices(views, "It rained. It snowed.") == [("narrator",), ("narrator",)]


def test_the_side_with_most_words_comes_first(views: Views) -> None:
    text = "Kurti said no, and Vučić said the road would be closed for years."
    kurti = attribution(text, "Kurti", "said", "no", side="pristina")
    vucic = attribution(text, "Vučić", "Vučić said", "the road would be closed for years", side="belgrade")
    assert voices(views, text, kurti, vucic) == [("belgrade", "pristina")]


def test_other_gives_way_to_a_side(views: Views) -> None:
    text = "Residents said the road was closed, and Kurti said no."
    residents = attribution(text, "Residents", "said", "the road was closed", side="other")
    kurti = attribution(text, "Kurti", "Kurti said", "no", side="pristina")
    assert voices(views, text, residents, kurti) == [("pristina",)]
    assert voices(views, text, residents) == [("other",)]


def test_an_unknown_source_is_no_voice(views: Views) -> None:
    text = "It said no."
    assert voices(views, text, attribution(text, "It", "said", "no", side=None)) == [("narrator",)]


def test_a_report_within_a_report_is_dropped(views: Views) -> None:
    text = "Vučić said that Kurti demanded a veto."
    outer = attribution(text, "Vučić", "said", "that Kurti demanded a veto", side="belgrade")
    inner = attribution(text, "Kurti", "demanded", "a veto", side="pristina")
    assert voices(views, text, outer, inner) == [("belgrade",)]
    assert voices(views, text, inner) == [("pristina",)]


def test_a_statement_within_a_report_is_a_voice_as_well(views: Views) -> None:
    text = "Vučić said that Kurti denied everything."
    outer = attribution(text, "Vučić", "said", "that Kurti denied everything", side="belgrade")
    inner = attribution(text, "Kurti", "denied", "everything", side="pristina")
    assert [voice.voices for voice in find_voices(views(text), [outer, inner], stated=[1])] == [
        ("belgrade", "pristina")
    ]


def test_a_report_within_the_words_of_nobody_known_stays(views: Views) -> None:
    text = "It said that Kurti demanded a veto."
    outer = attribution(text, "It", "said", "that Kurti demanded a veto", side=None)
    inner = attribution(text, "Kurti", "demanded", "a veto", side="pristina")
    assert voices(views, text, outer, inner) == [("pristina",)]


def test_evidence_and_confidence_of_a_voice(views: Views) -> None:
    text = "Residents said the road was closed, and Kurti said no."
    residents = replace(attribution(text, "Residents", "said", "the road was closed", side="other"), confidence=0.9)
    kurti = replace(attribution(text, "Kurti", "Kurti said", "no", side="pristina"), confidence=0.6)
    [voice] = find_voices(views(text), [residents, kurti])
    assert (voice.voices, voice.evidence, voice.confidence) == (("pristina",), (1,), 0.6)
    [unsure] = find_voices(views(text), [residents, kurti], 0.7)
    assert (unsure.voices, unsure.evidence, unsure.confidence) == (("other",), (0,), 0.9)
    [silent] = find_voices(views(text), [residents, kurti], 0.95)
    assert (silent.voices, silent.evidence, silent.confidence) == (("narrator",), (), None)


def test_content_over_two_sentences_voices_both(views: Views) -> None:
    text = "“We stay. We wait,” Kurti said."
    assert voices(
        views, text, attribution(text, "Kurti", "said", "“We stay. We wait,”", side="pristina", sentence=1)
    ) == [
        ("pristina",),
        ("pristina",),
    ]


def test_content_that_runs_into_the_next_report_is_that_reports(views: Views) -> None:
    text = "“We stay,” Kurti said. “You leave,” Vučić answered."
    kurti = attribution(text, "Kurti", "said", "“We stay,”", "“You leave,”", side="pristina")
    vucic = attribution(text, "Vučić", "answered", "“You leave,”", side="belgrade", sentence=1)
    assert voices(views, text, kurti, vucic) == [("pristina",), ("belgrade",)]
    assert voices(views, text, kurti) == [("pristina",), ("pristina",)]


@pytest.mark.parametrize(
    ("text", "in_quote"),
    [("“We stay here,” he said.", True), ("He said they “stay”.", False), ("It rained.", False)],
)
def test_in_quote_is_more_than_half(views: Views, text: str, *, in_quote: bool) -> None:
    [voice] = find_voices(views(text), [])
    assert voice.in_quote is in_quote
    assert voice.main == "narrator"


def floated(views: Views, text: str, *attributions: Attribution) -> list[tuple[int, str | None, str]]:
    """Sentence, side and words of every attribution that floating quotations add."""
    found = attribute_floating_quotations(views(text), find_quotations(text), attributions)
    return [
        (each.sentence_index, each.perspective, piece.of(text))
        for each in found
        if each.rule == "carried-quote"
        for piece in each.content
    ]


def test_a_quotation_that_goes_on_keeps_its_speaker(views: Views) -> None:
    text = "“We stay. We wait here,” Kurti said."
    kurti = attribution(text, "Kurti", "said", "We wait here,”", side="pristina", sentence=1)
    assert floated(views, text, kurti) == [(0, "pristina", "“We stay.")]


def test_the_next_quotation_is_the_same_speakers(views: Views) -> None:
    text = "“We stay,” Kurti said. “We wait.” It rained."
    kurti = attribution(text, "Kurti", "said", "“We stay,”", side="pristina")
    assert floated(views, text, kurti) == [(1, "pristina", "“We wait.”")]


def test_a_quotation_over_paragraphs(views: Views) -> None:
    text = "Kurti said: “We stay.\n\n“We wait.\n\n“We hope.”"
    kurti = attribution(text, "Kurti", "said", "“We stay.", side="pristina")
    assert floated(views, text, kurti) == [(1, "pristina", "“We wait."), (2, "pristina", "“We hope.”")]


def test_the_speaker_may_follow_in_the_next_sentence(views: Views) -> None:
    text = "“We stay in the north.” “We wait,” Kurti said."
    kurti = attribution(text, "Kurti", "said", "“We wait,”", side="pristina", sentence=1)
    assert floated(views, text, kurti) == [(0, "pristina", "“We stay in the north.”")]


@pytest.mark.parametrize(
    "text",
    [
        "Kurti said no. The “parallel structures” pay pensions.",
        "Kurti said no. The film “We Stay Here For Ever” opens in Niš on Friday night at eight.",
    ],
)
def test_titles_and_scare_quotes_are_nobodys_speech(views: Views, text: str) -> None:
    assert floated(views, text, attribution(text, "Kurti", "said", "no", side="pristina")) == []


def test_a_quotation_of_nobody_named_stays_nobodys(views: Views) -> None:
    assert floated(views, "“We stay in the north.” It rained.") == []
