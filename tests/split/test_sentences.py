"""Sentence boundaries, construction by construction. In every case ``‖`` stands where a sentence must end."""

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.split.abbreviations import Abbreviations
from framing.split.sentences import split_sentences

CASES = {
    "titles": [
        "The envoy met Gen. Wesley Clark. ‖Mr. Vučić and Prof. Dr. Marko Đurić were absent.",
        "Lt. Gen. Milan Mojsilović spoke to Amb. Hovenier. ‖Sen. Murphy listened.",
        "The ex-Gov. of Ohio and Prime Minister Kurti met. ‖They agreed.",
        "GEN. CLARK LEFT. ‖REP. ENGEL STAYED.",
    ],
    "initials": [
        "George W. Bush met J. D. Vance. ‖Nobody else came.",
        "Christopher R. Hill wrote it. ‖J.R.R. Tolkien did not.",
        'Robert C. "Bobby" Scott voted no. ‖He lost.',
        "It was written by you and I. ‖Did you read it?",
        "This is hepatitis C. ‖The clinic in Mitrovica said so.",
    ],
    "initialisms": [
        "The U.S. President called. ‖He left the U.S. ‖The talks went on.",
        "Troops from the U.K. and the U.S. arrived. ‖They stayed.",
        "The U.S. State Department said the state was safe. ‖It was.",
        "Kosovo's P.M. Kurti went to the U.N. Security Council. ‖He spoke.",
        "He spoke at the U.N. ‖“Nobody helped us,” he said.",
        "The U.S.' Kurdish allies left. ‖“We will stay in the U.S.” ‖Kurti left.",
        "He lives in Washington, D.C. ‖But he was born in Peja.",
        "In the U.S. ‖Prosecutors said so, and prosecutors know.",
    ],
    "times": [
        "It began at 5 p.m. Monday. ‖It ended at 11 a.m. local time.",
        "At 5 a.m. Mr. Rashica was woken. ‖He left the bank at 6 P.M. ‖Mr. Rashica then slept.",
        "Police came at 7 a.m. ‖The mayor had gone.",
    ],
    "dates": [
        "It happened on Jan. 5 and Feb. 17. ‖Nobody was hurt.",
        "He was elected in Nov. ‖Belgrade congratulated him.",
        "The law came into force on 5. May 2023. ‖It failed.",
        "That was in 1999. ‖In 2008 it changed.",
        "On Sun. Jan. 5 they met. ‖He sat. ‖Belgrade agreed.",
    ],
    "numbers": [
        "Resolution No. 1244 and Art. IV, pp. 3-4, are clear. ‖See fig. 2.",
        "Was it peace? ‖No. ‖It was a ceasefire.",
        "Growth was 3.5 percent. ‖Some 5,000 people left by 11:00. ‖2.7 million stayed.",
        "It cost $100.00. ‖It was worth it.",
    ],
    "firms and places": [
        "Pitt, Briggs & Co. closed the deal. ‖They sold it to Energo Inc. ‖The price is secret.",
        "He works at Zastava Co. Ltd. in Kragujevac. ‖She does not.",
        "St. Sava Church stands near Mt. Avala. ‖It is large.",
    ],
    "latin": [
        "Roads, schools, etc. were closed. ‖They need water, e.g. Serbian villages, i.e. the north.",
        "They lack water, food, etc. ‖Pristina denied it.",
        "Kosovo v. Serbia was heard. ‖Hoxha et al. wrote about it.",
    ],
    "quotes, curly": [
        "“We will not go,” he said. ‖“We will stay.”",
        "“Why now?” he asked. ‖“It is time!” she said.",
        "“I came. ‖I saw. ‖I left.” ‖She stayed.",
        "He said: “It is over.” ‖Then he left.",
        "“Is that ‘peace’?” ‖“No.”",
        "‘We won.’ ‖‘Did we?’ she asked.",
        "“Why now?” Mr. Kurti asked. ‖“Because.”",
        "“Who?” ‖Kurti met him later in the day.",
        "“We won.” — Albin Kurti",
    ],
    "quotes, straight": [
        '"We will not go," he said. ‖"We will stay."',
        '"Is it over?" he asked. ‖"Yes." ‖"No."',
        "He said 'It is over.' ‖Then he left.",
        "He called it 'finished.' and left. ‖She stayed.",
        "''We won,'' he said. ''‖They lost.''",  # '' is the closing mark of the Penn Treebank, wherever it stands
        'He said "No."‖She left.',
        "“We left at night.” ‖― Ana Ilić",
        "He works for RT. ‖The network is his.",
    ],
    "quotes, other": [
        "«It is over.» ‖He left. ‖«We won» , he said.",
        "„Gotovo je.“ ‖Rekao je.",
        "« Oui. » ‖He left.",
        '" We go , " he said . ‖" They stay . " ‖He left .',
    ],
    "brackets": [
        "He said so (the talks had failed.) and left. ‖She stayed.",
        "He said so. ‖(She did not.) ‖They left.",
        "He was born here.[1] ‖He left.[2][3] ‖He died (aged 80.) ‖She lived.",
        "“They [...] left,” he said. ‖“And (...) came back.”",
        "(He said “No.”) ‖She left.",
    ],
    "ellipses": [
        "It was ... hard. ‖It is… over.",
        "I never meant that.... ‖She left.",
        "We waited... ‖But nobody came.",
        "He met ... Milan Radoičić. ‖“...and we go on,” he said.",
        "He trailed off. ‖. . . The end.",
    ],
    "exclamations": [
        "Did he resign?! ‖Yes! ‖Never!! ‖Why???",
        "She works at Yahoo! in Sofia. ‖He reads Gde! daily.",
    ],
    "datelines": [
        "PRISTINA (Reuters) - Kosovo police said so. ‖NATO agreed.",
        "BELGRADE, Jan. 5 (AP) — The talks failed. ‖They will go on.",
        "MOSCOW, September 26. /TASS/. Russia objects. ‖It has said so before.",
        "LONDON, Jan. 3. — The minister left. ‖He is ill.",
        "Sarajevo, 5 May 2023. – The Office objects. ‖It failed.",
        "MITROVICA, Kosovo -- Police came. ‖They left.",
    ],
    "web": [
        "See https://b92.net/a.html?x=1.2 or b92.net. ‖Mail to a.b@rts.rs. ‖Thanks.",
        "The minister tweeted it. ‖https://t.co/abc",
    ],
    "missing spaces": [
        "He left.‖The talks failed.‖“No,” he said.‖",
        "Prices rose 3.5 percent.‖They fell.",
    ],
    "lists": [
        "1. Police acted. ‖2. Serbia answered. ‖3. NATO watched.",
        "1) Police acted ‖2) Serbia answered",
        "a. Police acted ‖b. Serbia answered",
        "• Police acted. ‖They left. ‖• Serbia answered",
        "- First point. ‖Second point.",
    ],
    "case": [
        "SERBIA'S PRESIDENT LEFT THE U.S. ‖THE TALKS FAILED. ‖NO. 5 STAYED.",
        "he left the room. ‖then he came back. ‖why?",
        "The firm grew. ‖iPhone sales fell.",
        "no marks at all in this line of text",
    ],
    "lines": [
        "Talks fail in Brussels\n‖Both sides left early. ‖They will meet again.\n\n‖No date was set.",
        "He said:\n\n‖“We will not go.”\n‖She left.",
        "* Police acted\n‖* Serbia answered\r\n‖Third line\r\n\r\n‖Last",
        "The president said that his country would not\nrecognise Kosovo. ‖He left.",
        "The president of Serbia said on Tuesday that he had met the\n"
        "Kosovo envoy in Brussels, and that there was no date for the\n"
        "Association of municipalities yet, nor a statute of it. ‖He\n"
        "added that talks would go on.\n"
        "‖NATO said it was ready.",
    ],
}


@pytest.mark.parametrize("case", [case for cases in CASES.values() for case in cases])
def test_boundaries(case: str, abbreviations: Abbreviations) -> None:
    text = case.replace("‖", "")
    wanted = [part.strip() for part in case.split("‖") if part.strip()]
    assert [text[start:end] for start, end, _ in split_sentences(text, abbreviations)] == wanted


def test_there_are_enough_cases() -> None:
    assert sum(len(cases) for cases in CASES.values()) >= 60


def test_paragraphs_are_numbered_by_line(abbreviations: Abbreviations) -> None:
    text = "Heading\n\nOne. Two.\nThree."
    assert [paragraph for _, _, paragraph in split_sentences(text, abbreviations)] == [0, 1, 1, 2]


@pytest.mark.parametrize("text", ["", " ", "\n\n\t\u00a0\n"])
def test_blank_text_has_no_sentence(text: str, abbreviations: Abbreviations) -> None:
    assert split_sentences(text, abbreviations) == []


@pytest.mark.parametrize("piece", ["The U.S. envoy met Gen. Clark at 5 p.m. Monday, ", "wait ... then, ", "Kosovo "])
def test_a_long_sentence_stays_one(piece: str, abbreviations: Abbreviations) -> None:
    assert len(split_sentences(piece * 1_000 + "end. The next one.", abbreviations)) == 2


def test_a_quotation_tag_needs_its_verb(abbreviations: Abbreviations) -> None:
    silent = replace(abbreviations, reporting_verbs=frozenset())
    text = "“Why now?” Mr. Kurti asked."
    assert len(split_sentences(text, abbreviations)) == 1
    assert len(split_sentences(text, silent)) == 2


PIECES = [*"aB1 .?!…\"'“”‘’«»()[]–-,:\n\r\t\u00a0\u2028č", "U.S.", "Mr.", " The ", "No. 5", "…”", ". . ."]
NEWSLIKE = st.lists(st.sampled_from(PIECES)).map("".join)


@settings(max_examples=300, deadline=None)
@given(text=st.one_of(NEWSLIKE, st.text()))
def test_sentences_hold_all_that_is_not_blank(text: str, abbreviations: Abbreviations) -> None:
    sentences = split_sentences(text, abbreviations)
    position = 0
    for start, end, _ in sentences:
        assert position <= start < end
        assert not text[position:start].strip()
        assert text[start:end] == text[start:end].strip()
        position = end
    assert not text[position:].strip()
    paragraphs = [paragraph for _, _, paragraph in sentences]
    assert paragraphs == sorted(paragraphs)


@pytest.mark.parametrize("piece", ["The U.S. envoy met Gen. Clark. ", "U.S. ", "?! ", "word ", "a\n", '."', "1. One "])
def test_time_grows_with_length_only(piece: str, abbreviations: Abbreviations) -> None:
    def seconds(characters: int) -> float:
        text = piece * (characters // len(piece))
        start = time.perf_counter()
        split_sentences(text, abbreviations)
        return time.perf_counter() - start

    seconds(1_000)
    assert seconds(160_000) < 30 * max(seconds(20_000), 0.01)
