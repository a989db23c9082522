from __future__ import annotations

import codecs
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.ingest.decode import check_text, clean, declared_encoding, decode, open_text
from framing.ingest.entries import UnreadableError

QUOTED = "Kurti said “no” – and Vučić’s office “yes”."
CP1252 = "Kurti said “no” – and the West’s “yes” cost 5 €."

text_of_any_kind = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufeff"))


@pytest.mark.parametrize(
    "raw",
    [
        QUOTED.encode(),
        codecs.BOM_UTF8 + QUOTED.encode(),
        QUOTED.encode("utf-16"),
        codecs.BOM_UTF16_BE + QUOTED.encode("utf-16-be"),
        QUOTED.encode("utf-16-le"),
        QUOTED.encode("utf-16-be"),
        QUOTED.encode("utf-32"),
    ],
    ids=["utf-8", "utf-8 bom", "utf-16 le bom", "utf-16 be bom", "utf-16 le", "utf-16 be", "utf-32"],
)
def test_unicode_with_and_without_mark(raw: bytes) -> None:
    assert decode(raw) == QUOTED
    assert open_text(io.BytesIO(raw)).read() == QUOTED


@pytest.mark.parametrize("label", ["latin-1", "iso-8859-1", "ISO8859-1", "us-ascii", "windows-1252", "cp1252"])
def test_latin_1_means_cp1252(label: str) -> None:
    page = f'<html><head><meta charset="{label}"></head><body>{CP1252}</body></html>'.encode("cp1252")
    assert CP1252 in decode(page, declared_encoding(page))


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="windows-1251">', "cp1251"),
        ("<meta charset=koi8-r>", "koi8-r"),
        ("<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=iso-8859-2'>", "iso8859-2"),
        ('<?xml version="1.0" encoding="windows-1250"?>', "cp1250"),
        ('<meta charset="utf-7">', None),
        ('<meta charset="rot13">', None),
        ('<meta charset="unicode_escape">', None),
        ('<meta charset="nonsense"><meta charset="gb2312">', "gbk"),
        ("<p>charset=cp1251</p>", None),
    ],
)
def test_declared_encoding(head: str, encoding: str | None) -> None:
    assert declared_encoding(head.encode()) == encoding


def test_declared_encoding_decides_what_utf8_cannot_read() -> None:
    assert decode("Вучић је рекао".encode("cp1251"), "cp1251") == "Вучић је рекао"


def test_utf8_under_a_wrong_label_is_utf8() -> None:
    assert decode(QUOTED.encode(), "cp1252") == QUOTED


def test_cp1252_without_any_label() -> None:
    assert decode(CP1252.encode("cp1252")) == CP1252


def test_cp1252_pasted_into_utf8() -> None:
    raw = "Vučić said ".encode() + "“no”".encode("cp1252") + " to Thaçi".encode()
    assert decode(raw) == "Vučić said “no” to Thaçi"


def test_cp1250_shows_in_names_on_ic() -> None:
    assert decode("Aleksandar Vučić met Đorđe in Čačak, “said” he".encode("cp1250")) == (
        "Aleksandar Vučić met Đorđe in Čačak, “said” he"
    )


def test_french_stays_cp1252() -> None:
    assert decode("Père Noël à la crèche, Æneas, dæmon".encode("cp1252")) == "Père Noël à la crèche, Æneas, dæmon"


def test_utf8_cut_within_a_character() -> None:
    assert decode("Vučić said “no”".encode()[:-1]) == "Vučić said “no\ufffd"


def test_cp1252_quotes_saved_as_c1_controls() -> None:
    assert decode("\x93no\x94, he said\x85".encode()) == "“no”, he said…"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_newlines(newline: str) -> None:
    raw = newline.join(["One.", "", "Two."]).encode()
    assert decode(raw) == "One.\n\nTwo."
    assert open_text(io.BytesIO(raw)).read() == "One.\n\nTwo."


def test_nothing_else_is_touched() -> None:
    text = "  ﬁne ½ e\u0301 \u00a0 \u2028 \u200b \ufb01 …  \n\n\t“ ”  "
    assert decode(text.encode()) == text


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0", "not text: NUL bytes"),
        (bytes(range(1, 32)) * 8, "not text: control characters"),
        (b"text\0text", "not text: NUL bytes"),
        (codecs.BOM_UTF16_LE + b"a\0b", "not text: broken UTF-16 at byte 4"),
    ],
)
def test_what_is_not_text(raw: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError) as error:
        decode(raw)
    assert str(error.value) == reason


def test_check_text_rewinds() -> None:
    stream = io.BytesIO(b"fine")
    check_text(stream)
    assert stream.read() == b"fine"
    with pytest.raises(UnreadableError):
        check_text(io.BytesIO(b"\0\1\2\0\0\0"))


def test_one_stray_control_character_is_kept() -> None:
    assert decode(b"He said\x02 no.") == "He said\x02 no."


def test_lone_surrogates_of_json_can_be_written() -> None:
    assert clean("a \ud83d b \ud83d\ude00") == "a \ufffd b 😀"


@given(text_of_any_kind)
def test_utf8_comes_back_unaltered(text: str) -> None:
    assert decode(text.encode()) == text
    assert decode(codecs.BOM_UTF8 + text.encode()) == text
    assert decode(text.encode("utf-16")) == text


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_unreadable(raw: bytes) -> None:
    try:
        text = decode(raw, declared_encoding(raw))
    except UnreadableError:
        return
    assert "\r" not in text
    assert "\0" not in text
    text.encode()


@given(st.binary(max_size=400))
def test_a_stream_can_always_be_read(raw: bytes) -> None:
    open_text(io.BytesIO(raw)).read()
