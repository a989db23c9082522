"""Tokens and their forms for comparison; in the table the tokens of a text stand between blanks."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.tokens import _tokenizer, norm_of, tokenize, tokens_of

CASES = {
    "Vučić's citizens' rights": "Vučić 's citizens ' rights",
    "Kosovo’s envoy’s": "Kosovo ’s envoy ’s",
    "don't can’t won't DON'T": "do n't ca n’t wo n't DO N'T",
    "we've they'll I'd I'm we're": "we 've they 'll I 'd I 'm we 're",
    "O'Brien d'Estaing rock'n'roll": "O'Brien d'Estaing rock'n'roll",
    "Serb-majority, 50-year-old": "Serb-majority , 50-year-old",
    "so\u2011called, so\u2010called \u2011 no": "so\u2011called , so\u2010called \u2011 no",
    "U.S. and U.N.-led a.m. Ph.D.": "U.S. and U.N.-led a.m. Ph.D.",
    "the U.S.'s aim": "the U.S. 's aim",
    "Gen. Clark, No. 5": "Gen . Clark , No . 5",
    "George W. Bush": "George W . Bush",
    "11:00 5,000 3.5 40% 9/11": "11:00 5,000 3.5 40 % 9/11",
    "$5m (€3.5m)": "$ 5m ( € 3.5m )",
    "wait... no…": "wait ... no …",
    "“No,” she said.": "“ No , ” she said .",
    "``No,'' ‘he’ said": "`` No , '' ‘ he ’ said",
    "«Da»?!": "« Da » ? !",
    "Serbia–Kosovo—and -- so": "Serbia – Kosovo — and -- so",
    "1998-99, Mitrovica/Mitrovicë": "1998-99 , Mitrovica / Mitrovicë",
    "AT&T a & b": "AT&T a & b",
    "https://b92.net/a?x=1. Now": "https://b92.net/a?x=1 . Now",
    "socialbites.ca, @kurti #Kosovo": "socialbites.ca , @kurti #Kosovo",
    "a.b@rts.rs!": "a.b@rts.rs !",
    "the '90s and 1990's": "the ' 90s and 1990 's",
    "Vuc\u030cic\u0301": "Vuc\u030cic\u0301",
}


@pytest.mark.parametrize(("text", "wanted"), CASES.items())
def test_tokens(text: str, wanted: str) -> None:
    assert [text[start:end] for start, end in tokenize(text, 0, len(text))] == wanted.split()


def test_offsets_are_those_of_the_whole_text() -> None:
    text = "He left. She didn't."
    assert [text[start:end] for start, end in tokenize(text, 9, len(text))] == ["She", "did", "n't", "."]


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(), st.text(alphabet="ab.'’-@#:/1,n t\n\u00a0“\"č\u0301")))
def test_only_white_space_is_left_out(text: str) -> None:
    position = 0
    for start, end in tokenize(text, 0, len(text)):
        assert position <= start < end
        assert not text[position:start].strip()
        position = end
    assert not text[position:].strip()


def test_endless_runs_are_read() -> None:
    text = "a" * 50_000 + " " + "b c " * 20_000
    spans = tokenize(text, 0, len(text))
    assert "".join(text[start:end] for start, end in spans) == text.replace(" ", "")


@pytest.mark.parametrize(
    ("word", "norm"),
    [
        ("Vučić", "vucic"),
        ("Vuc\u030cic\u0301", "vucic"),
        ("Đinđić", "djindjic"),
        ("Thaçi", "thaci"),
        ("Mitrovicë", "mitrovice"),
        ("Łódź", "lodz"),
        ("Straße", "strasse"),
        ("Ærø", "aero"),
        ("n’t", "n't"),
        ("‘s", "'s"),
        ("U.S.", "u.s."),
        ("…", "..."),
        ("so\u2011called", "so-called"),
        ("so\u2010called", "so-called"),
        ("“", "“"),
    ],
)
def test_norm(word: str, norm: str) -> None:
    assert norm_of(word) == norm


@given(st.text(alphabet="ĐđŠšČčĆćŽžËëÇçßŁłØøÆæŒœÞþÐ’‘`aZ1-.", min_size=1))
def test_norm_of_a_norm_is_itself(word: str) -> None:
    assert norm_of(norm_of(word)) == norm_of(word)


def test_letters_alone_are_one_token_to_the_pattern_too() -> None:
    chance = random.Random(1)
    letters = [chr(code) for code in range(0x530) if chr(code).isalpha()]
    for _ in range(2000):
        word = "".join(chance.choices(letters, k=chance.randint(1, 12)))
        assert list(_tokenizer().span_tokenize(word)) == [(0, len(word))]
        assert tokens_of(f"{word} {word}.", 0, 2 * len(word) + 2)[1] == [word, word, "."]
