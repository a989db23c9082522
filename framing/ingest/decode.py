r"""From the bytes of a file to its text, once and at the door: offsets count in what comes out of here.

Newlines become ``\n``, a byte order mark goes, and the marks that a wrong label turned into control characters
(curly quotes above all) come back; each of these keeps every other character as it was.
"""

from __future__ import annotations

import codecs
import io
import re
from typing import BinaryIO, TextIO

from framing.ingest.entries import UnreadableError

HEAD_BYTES = 1 << 20
# More control characters than one in 500 and it is no text; a stray one does happen in scraped pages.
CONTROLS_SHARE = 1 / 500
STRAY_CP1252, STRAY_CP1250 = "framing.stray-cp1252", "framing.stray-cp1250"

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Latin-1, as a label, means cp1252 (the WHATWG encoding standard, and every browser); ASCII does too.
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gbk"}
_TEXT_CODECS = ("utf-8", "cp125", "iso8859", "koi8", "mac-", "gb", "big5", "euc", "shift_jis", "iso2022", "cp866")
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]{0,100}encoding=["']([\w.:-]+)""", re.I
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_C1 = re.compile("[\x80-\x9f]")
_C1_MEANT = {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xA0)}
_SURROGATE = re.compile("[\ud800-\udfff]")
# "Vuèiæ" is "Vučić" in cp1250 read as cp1252: no word of a language written in cp1252 ends so.
_CP1250_READ_AS_CP1252 = re.compile(r"\w\wiæ\b")


def decode(raw: bytes, declared: str | None = None) -> str:
    """The text of a whole file.

    A byte order mark decides; then the pattern of NUL bytes (UTF-16 without a mark); then UTF-8, where the bytes
    are that; then the ``declared`` encoding; then UTF-8 whose stray bytes are cp1252, which covers plain cp1252
    files and pages pasted together from both. cp1250 takes the place of cp1252 where the text shows names in
    "-ić" that only cp1250 can write.

    Raises
    ------
    UnreadableError
        The bytes are not text: NUL bytes or too many control characters, or broken UTF-16.
    """
    codec, errors = _codec(raw, declared)
    try:
        return clean(raw.decode(codec, errors))
    except UnicodeDecodeError as error:
        guessed = codec in ("utf-16-le", "utf-16-be")
        reason = "NUL bytes" if guessed else f"broken {codec.upper()} at byte {error.start}"
        raise UnreadableError(f"not text: {reason}") from None


def open_text(stream: BinaryIO) -> TextIO:
    """The characters of a seekable stream, decoded as they are read; its first MiB decides the encoding.

    What is broken becomes U+FFFD; ``clean`` is the caller's part, article by article.
    """
    codec, errors = _codec(_head(stream), None)
    errors = "replace" if errors == "strict" else errors
    return io.TextIOWrapper(stream, encoding=codec, errors=errors, newline=None)


def check_text(stream: BinaryIO) -> None:
    """Raise UnreadableError where the head of a seekable stream is not text; the stream is rewound."""
    head = _head(stream)
    codec, errors = _codec(head, None)
    clean(head.decode(codec, "replace" if errors == "strict" else errors))


def clean(text: str) -> str:
    r"""The text with its newlines as ``\n``, cp1252's marks in place of C1 controls and no lone surrogates.

    Raises
    ------
    UnreadableError
        A NUL, or more than one control character and one in 500.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _C1.search(text):
        text = text.translate(_C1_MEANT)
    if _SURROGATE.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if "\0" in text:
        raise UnreadableError("not text: NUL bytes")
    if len(_CONTROL.findall(text)) > max(1, len(text) * CONTROLS_SHARE):
        raise UnreadableError("not text: control characters")
    return text.removeprefix("\ufeff")


def drop_controls(text: str) -> str:
    """A value of metadata without control characters or lone surrogates."""
    text = _SURROGATE.sub("\ufffd", text)
    return _CONTROL.sub("", text.translate(_C1_MEANT) if _C1.search(text) else text)


def has_controls(text: str) -> bool:
    """Whether a control character stands in the text."""
    return bool(_CONTROL.search(text))


def declared_encoding(raw: bytes) -> str | None:
    """The encoding that an HTML page or XML declaration names, as far as it is known."""
    for match in _DECLARED.finditer(raw[:8192]):
        label = (match[1] or match[2]).decode("ascii", "ignore")
        try:
            name = codecs.lookup(label).name
        except LookupError:
            continue
        if name in _MEANT or name.startswith(_TEXT_CODECS):
            return _MEANT.get(name, name)
    return None


def _codec(raw: bytes, declared: str | None) -> tuple[str, str]:
    for mark, codec in _BYTE_ORDER_MARKS:
        if raw.startswith(mark):
            return codec, STRAY_CP1252 if codec == "utf-8-sig" else "strict"
    wide = _utf16_without_mark(raw[:4096])
    if wide:
        return wide, "strict"
    if raw.isascii():
        # Only these write other scripts in ASCII bytes.
        return (declared, "replace") if declared and declared.startswith("iso2022") else ("utf-8", STRAY_CP1252)
    if _is_utf8(raw):
        return "utf-8", STRAY_CP1252
    if declared and not declared.startswith("utf-8"):
        return declared, STRAY_CP1252 if declared == "cp1252" else "replace"
    return "utf-8", _stray_bytes(raw)


def _is_utf8(raw: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(raw, final=len(raw) < HEAD_BYTES)
    except UnicodeDecodeError:
        return False
    return True


def _stray_bytes(raw: bytes) -> str:
    as_cp1252 = raw.decode("utf-8", STRAY_CP1252)
    return STRAY_CP1250 if _CP1250_READ_AS_CP1252.search(as_cp1252) else STRAY_CP1252


def _utf16_without_mark(head: bytes) -> str | None:
    """Latin letters in UTF-16 have a NUL in every second byte, and only there."""
    half = len(head) // 2
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if half and not even and odd * 10 >= half:
        return "utf-16-le"
    if half and not odd and even * 10 >= half:
        return "utf-16-be"
    return None


def _head(stream: BinaryIO) -> bytes:
    head = stream.read(HEAD_BYTES)
    stream.seek(0)
    return head


def _stray_handler(codec: str) -> None:
    def read_as_single_bytes(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeDecodeError):
            raise error
        stray = error.object[error.start : error.end]
        if len(stray) > 1 and error.end == len(error.object):  # a last character that was cut off
            return "\ufffd", error.end
        return "".join(bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in stray), error.end

    codecs.register_error(f"framing.stray-{codec}", read_as_single_bytes)


_stray_handler("cp1252")
_stray_handler("cp1250")
