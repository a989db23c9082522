"""Says of each final mark whether a sentence ends there, where Punkt alone cannot know.

Each rule reads one construction and answers True (a sentence ends), False (it goes on) or None (not its case); the
first answer counts. Where no rule answers, Punkt's decision stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Literal

from framing.records import record
from framing.split.abbreviations import Abbreviations, listed
from framing.split.stops import Stop

LONGEST_DATELINE = 90
LONGEST_ITEM_MARK = 3
LONGEST_OPENING_TIME = 20

_INITIALS = re.compile(r"[^\W\d_](?:[.&]{1,2}[^\W\d_])*$")
_AGENCY = re.compile(r"[^/\n]{2,60}/[^/\n]{2,30}/\.?(?=\s)")
_PLACE = re.compile(r"[^\W\d_]{1,60}")
_ROMAN = re.compile(r"[IVXLC]+$")
_WRITTEN_DATE = re.compile(r"[^\W\d_]+ \d{4}\b")
_AFTER_NUMBER = re.compile(r"\d\s+\S*$")
_TAG = re.compile(r"[^\W\da-z_][\w.'’-]* (?:[\w.'’-]+ ){0,4}?(?P<verb>[a-z]+)(?:[.,;:]|$)")
_QUOTES = frozenset("\"'”’»›")
_DASHES = ("-", "–", "—", "―")
_BYLINE = re.compile(r"―\s*[^\W\d_a-z]")

Case = Literal["mixed", "lower", "upper"]


@record
class Setting:
    """What a rule may know beside the mark itself.

    Attributes
    ----------
    text : str
        The whole text.
    start : int
        Where the present sentence begins.
    block_start : int
        Where its block begins.
    case : str
        ``mixed``, or ``lower`` or ``upper`` for a block that is all in one case.
    common : callable
        Whether a capitalised word stands elsewhere in lower case, and nowhere capitalised inside a sentence.
    """

    text: str
    start: int
    block_start: int
    case: Case
    common: Callable[[str], bool]
    abbreviations: Abbreviations


def ends_sentence(stop: Stop, setting: Setting) -> bool | None:
    """Whether a sentence ends at ``stop.tail``; None where the question is left to Punkt."""
    for rule in _RULES:
        verdict = rule(stop, setting)
        if verdict is not None:
            return verdict
    return None


def _omission(stop: Stop, setting: Setting) -> bool | None:
    """``[...]`` and ``(...)`` stand for words, and so does ``...`` before the first word of a sentence."""
    opening = setting.text[setting.start : min(stop.start, setting.start + LONGEST_DATELINE)]
    if stop.start < setting.start + LONGEST_DATELINE and not any(map(str.isalnum, opening)):
        return False
    bracket = setting.text[max(setting.block_start, stop.start - 1) : stop.start]
    return False if stop.is_ellipsis and bracket in ("[", "(") and stop.closers[:1] in ("]", ")") else None


def _glued(stop: Stop, setting: Setting) -> bool | None:
    """No space behind the mark: ``3.5``, ``b92.net``; but ``left.The``, ``left.”The`` only lack theirs.

    So does a full stop before a link or a topic: ``left.https://``, ``left.#north``.
    """
    if stop.gap:
        return None
    if stop.is_full_stop and stop.after.startswith(("http://", "https://", "#")):
        return True
    begins = stop.after[:1].isupper() or stop.opening
    if stop.closers:
        return begins and setting.case == "mixed" and not stop.after.startswith(("'", "’"))
    if stop.after[:1] in ("“", "„", "«"):
        return True
    starter = stop.next_word.lower() in setting.abbreviations.starters
    return begins and starter and len(stop.before) > 1 and stop.before[-2:].islower()


def _item_mark(stop: Stop, setting: Setting) -> bool | None:
    """``1. The first``, ``a.) Another``: the mark belongs to its item."""
    if stop.start - setting.start > LONGEST_ITEM_MARK + len("•  "):
        return None
    mark = setting.text[setting.start : stop.start].lstrip("•⁃◦▪‣●■·*(–— ")
    number = mark.isdigit() and len(mark) <= LONGEST_ITEM_MARK
    letter = mark.isalpha() and len(mark) == 1
    return False if (number or letter) and stop.is_full_stop else None


def _dateline(stop: Stop, setting: Setting) -> bool | None:
    """``MOSCOW, May 26. /TASS/. Russia said``, ``Brussels, 3 May 2023. – The``: the dateline opens its sentence."""
    if setting.start != setting.block_start or stop.tail - setting.start > LONGEST_DATELINE:
        return None
    agency = _AGENCY.match(setting.text, setting.start, setting.start + LONGEST_DATELINE)
    if agency and stop.end <= agency.end():
        return False
    if not stop.after.startswith(_DASHES):
        return None
    place = _PLACE.match(setting.text, setting.start)
    shouted = place is not None and len(place.group()) > 1 and place.group().isupper()
    return False if (shouted and setting.case == "mixed") or stop.before.isdigit() else None


def _byline(stop: Stop, setting: Setting) -> bool | None:
    """Behind a quotation the quotation dash names the speaker on its own: ``“We left.” ― Ana Ilić``."""
    return True if stop.closers[-1:] in _QUOTES and _BYLINE.match(stop.after) else None


def _continuation(stop: Stop, setting: Setting) -> bool | None:
    """A comma, a dash after a quotation, or lower case goes on: ``"Why?" he asked``, ``Yahoo! in``."""
    if stop.after[:1] in tuple(",;:%)]}”»"):
        return False
    if stop.after.startswith(_DASHES) and (stop.closers or not stop.is_full_stop):
        return False
    if stop.next_case == "link":
        return True
    if stop.is_full_stop and not stop.closers and stop.after[:1] in ("“", "„", "«"):
        return None  # a quotation may begin in lower case: “... and so on”
    return False if stop.next_case == "lower" and setting.case != "lower" else None


def _quotation_tag(stop: Stop, setting: Setting) -> bool | None:
    """``“Why now?” Mr. Kurti asked.`` is one sentence: a name, a reporting verb and a mark follow."""
    tag = _TAG.match(stop.after) if not stop.is_full_stop and _QUOTES & set(stop.closers) else None
    return False if tag and tag["verb"] in setting.abbreviations.reporting_verbs else None


def _number(stop: Stop, setting: Setting) -> bool | None:
    """``No. 5``, ``pp. 3-4``, ``Art. IV``, ``N°. 7``, ``5. May 2023``."""
    if not stop.is_full_stop:
        return None
    figure = stop.next_case == "digit" or _ROMAN.match(stop.next_word)
    if figure and (_in_any_case(stop.before, setting.abbreviations.before_number) or stop.before[-1:] in ("°", "º")):
        return False
    day = stop.before.isdigit() and len(stop.before) <= len("31") and _WRITTEN_DATE.match(stop.after)
    return False if day and stop.next_word.lower() not in setting.abbreviations.starters else None


def _fixed_abbreviation(stop: Stop, setting: Setting) -> bool | None:
    """``Gen. Wesley Clark``, ``e.g. Serbia``, ``GEN. CLARK``; but ``RT. The network`` is no ``Rt. Hon.``."""
    never_end = setting.abbreviations.never_end
    shouted = stop.before.isupper() and stop.before not in never_end and not stop.next_word.isupper()
    return False if stop.is_full_stop and _listed(stop.before, never_end) and not shouted else None


def _open_abbreviation(stop: Stop, setting: Setting) -> bool | None:
    """``U.S. President``, ``Jan. 5``, ``George W. Bush`` go on; ``the U.S. The``, ``6 p.m. Mr. Smith`` end."""
    known = _listed(stop.before, setting.abbreviations.may_end) or _INITIALS.match(stop.before)
    if not stop.is_full_stop or not known or stop.next_case == "other":
        return None
    if stop.next_case == "digit":
        return False
    quote_ends = bool(_QUOTES & set(stop.closers)) and stop.closers not in ("'", "’")  # not the U.S.' allies
    if quote_ends or (stop.opening and stop.after[0] not in "([" and len(stop.before) > 1):
        return True
    word, closing = stop.next_word, setting.abbreviations.before_capital
    if listed(stop.before, closing) and stop.next_case == "upper":
        return not listed(word, closing)
    if word.lower() in setting.abbreviations.starters or (setting.common(word) and _before_lower(stop)):
        return True
    return _listed(word, setting.abbreviations.titles) and _late_time(stop, setting)


def _mere_word(stop: Stop, setting: Setting) -> bool | None:
    """``He sat. Belgrade agreed``: a word that is an abbreviation only in another case, which Punkt does not see."""
    known = setting.abbreviations
    twin = any(_in_any_case(stop.before, words) for words in (known.never_end, known.may_end))
    return True if stop.is_full_stop and twin and stop.next_case in ("upper", "digit") else None


def _before_lower(stop: Stop) -> bool:
    """Whether the next word is no part of a name: the one behind it is in lower case."""
    behind = stop.after.partition(stop.next_word)[2]
    return behind[:1] == " " and behind[1:2].islower()


def _late_time(stop: Stop, setting: Setting) -> bool:
    """Whether the mark ends a time of day that does not open its sentence (``At 5 a.m. Mr. Smith went``)."""
    sentence = setting.text[max(setting.start, stop.start - LONGEST_DATELINE) : stop.start]
    return len(sentence) > LONGEST_OPENING_TIME and _AFTER_NUMBER.search(sentence) is not None


def _ellipsis(stop: Stop, setting: Setting) -> bool | None:
    """``... Still, he left`` opens a sentence, ``... Milan`` only behind a fourth stop; "I" always has its capital."""
    if not stop.is_ellipsis or stop.next_case != "upper":
        return None
    starter = len(stop.next_word) > 1 and stop.next_word.lower() in setting.abbreviations.starters
    return starter or stop.opening or stop.marks.replace(" ", "").startswith(("....", "…."))


def _question(stop: Stop, setting: Setting) -> bool | None:
    """``What now? Nobody knows``; Punkt misses some behind quotation marks."""
    plain = not stop.is_full_stop and not stop.is_ellipsis
    return True if plain and stop.next_case in ("upper", "digit") else None


@lru_cache(maxsize=1 << 14)
def _listed(word: str, words: frozenset[str]) -> bool:
    """Whether a word, or what stands in it behind the last hyphen (``ex-Gov``, ``D-Calif``), is listed."""
    word = word.lstrip("'‘’`")
    last = re.split(r"[-–/]", word)[-1]
    return listed(word, words) or (last != word and listed(last, words))


@lru_cache(maxsize=1 << 14)
def _in_any_case(word: str, words: frozenset[str]) -> bool:
    return _listed(word, words) or word.lower() in words or word.capitalize() in words


_RULES: tuple[Callable[[Stop, Setting], bool | None], ...] = (
    _omission,
    _byline,
    _glued,
    _item_mark,
    _dateline,
    _continuation,
    _quotation_tag,
    _number,
    _fixed_abbreviation,
    _open_abbreviation,
    _mere_word,
    _ellipsis,
    _question,
)
