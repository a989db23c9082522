"""What a chain knows of a token's place: its quotation, the cues and verbs round it, its sentence, its noun phrase."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.learn.chain import words
from framing.learn.chain.hashing import Wide
from framing.learn.chain.words import Vocabulary
from framing.learn.passages import Passage

PADDING = 4  # empty places between passages, so that windows never reach into a neighbour

Places = NDArray[np.int64]
Mask = NDArray[np.bool_]

_DISTANCES = np.array([0, 1, 2, 3, 4, 5, 6, 6, 7, 7, 7, *[8] * 5, *[9] * 10, 10])
_BETWEEN = (words.COMMA, words.QUOTE, words.FINITE, words.OPENER, words.CONJUNCTION, words.PAUSE)


@dataclass(frozen=True, slots=True)
class Strip:
    """Passages laid end to end with ``PADDING`` between them.

    ``places`` are the true tokens, in order; ``first`` and ``last`` the borders of each place's sentence, ``begin``
    and ``final`` those of its passage; at padding they point to the place itself.
    """

    size: int
    places: Places
    marks: NDArray[np.int32]
    quoted: Mask
    sentence: Places
    first: Places
    last: Places
    begin: Places
    final: Places


def columns_of(passages: Sequence[Passage], vocabulary: Vocabulary) -> tuple[Strip, dict[str, Wide]]:
    """The strip of the passages and its columns by name, each with a number or hash a place (0 at padding)."""
    tokens = [token for passage in passages for token in passage.tokens]
    lexical, marks = vocabulary.look_up(tokens)
    strip = _strip(passages, marks)
    columns = {}
    for name, values in lexical.items():
        columns[name] = np.zeros(strip.size, np.uint64)
        columns[name][strip.places] = values
    columns |= _quotation_columns(strip, columns)
    columns |= _cue_columns(strip, columns)
    columns |= _clause_columns(strip, columns)
    columns |= _sentence_columns(strip, columns)
    columns |= _phrase_columns(strip, columns)
    return strip, columns


def _strip(passages: Sequence[Passage], marks: NDArray[np.int32]) -> Strip:
    lengths = np.array([len(passage.tokens) for passage in passages])
    starts = PADDING + np.concatenate([[0], np.cumsum(lengths + PADDING)[:-1]])
    size = int(lengths.sum()) + PADDING * (len(passages) + 1)
    owner = np.repeat(np.arange(len(passages)), lengths)
    inside = np.arange(len(owner)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    places = starts[owner] + inside
    sentence = np.full(size, -1)
    sentence[places] = [number for passage in passages for number in passage.sentences]
    passage_of = np.full(size, -1)
    passage_of[places] = owner
    changes = np.flatnonzero(
        np.concatenate([[True], (sentence[1:] != sentence[:-1]) | (passage_of[1:] != passage_of[:-1])])
    )
    first, last = _borders(changes, size)
    begin, final = _borders(np.flatnonzero(np.concatenate([[True], passage_of[1:] != passage_of[:-1]])), size)
    spread = np.zeros(size, np.int32)
    spread[places] = marks
    quoted = np.zeros(size, np.bool_)
    quoted[places] = [state for passage in passages for state in passage.quoted]
    return Strip(size, places, spread, quoted, sentence, first, last, begin, final)


def _borders(changes: Places, size: int) -> tuple[Places, Places]:
    lengths = np.diff(np.concatenate([changes, [size]]))
    return np.repeat(changes, lengths), np.repeat(changes + lengths - 1, lengths)


def nearest_before(mask: Mask, limit: Places) -> Places:
    """The nearest place left of each where ``mask`` holds, not before ``limit``; 0 (padding) without one."""
    at = np.maximum.accumulate(np.where(mask, np.arange(len(mask)), 0))
    at = np.concatenate([[0], at[:-1]])
    return np.where(at >= limit, at, 0)


def nearest_behind(mask: Mask, limit: Places) -> Places:
    """The nearest place right of each where ``mask`` holds, not behind ``limit``; 0 (padding) without one."""
    size = len(mask)
    at = np.minimum.accumulate(np.where(mask, np.arange(size), size)[::-1])[::-1]
    at = np.concatenate([at[1:], [size]])
    return np.where(at <= limit, at, 0)


def distance_class(left: Places, right: Places) -> Wide:
    """Distances in classes from 1; 0 where one of the places is padding."""
    steps = _DISTANCES[np.clip(right - left, 0, len(_DISTANCES) - 1)] + 1
    return np.where((left > 0) & (right > 0), steps, 0).astype(np.uint64)


def _between(strip: Strip, left: Places, right: Places) -> Wide:
    """Which kinds of words stand between two places, one bit each; 0 where one of the places is padding."""
    found = np.zeros(strip.size, np.uint64)
    for bit, mark in enumerate(_BETWEEN):
        sums = np.cumsum((strip.marks & mark) > 0)
        inside = sums[np.maximum(right - 1, 0)] > sums[left]
        found |= (inside & (right > left)).astype(np.uint64) << np.uint64(bit)
    return np.where((left > 0) & (right > 0), found + np.uint64(1), np.uint64(0))


def _state(inside: Mask, opens: Mask, closes: Mask) -> Wide:
    """Where in a stretch each place stands: 0 outside, 1 inside, 2 first, 3 last, 4 all of it."""
    return inside.astype(np.uint64) + opens.astype(np.uint64) + np.uint64(2) * closes.astype(np.uint64)


def _quotation_columns(strip: Strip, columns: dict[str, Wide]) -> dict[str, Wide]:
    here = np.arange(strip.size)
    quoted = strip.quoted
    opens = quoted & ~np.concatenate([[False], quoted[:-1]])
    closes = quoted & ~np.concatenate([quoted[1:], [False]])
    start = np.where(quoted, np.maximum.accumulate(np.where(opens, here, 0)), 0)
    end = np.where(quoted, np.minimum.accumulate(np.where(closes, here, strip.size - 1)[::-1])[::-1], 0)
    state = _state(quoted, opens, closes)
    unclosed = quoted & ((strip.marks[end] & words.QUOTE) == 0)
    length = distance_class(start, end) + np.uint64(16) * unclosed.astype(np.uint64)
    several = (strip.sentence[start] != strip.sentence[end]).astype(np.uint64)
    is_mark = (strip.marks & words.QUOTE) > 0
    word = np.where(is_mark, state + np.uint64(11), columns["word"])
    before, after = np.maximum(start - 1, 0), np.minimum(end + 1, strip.size - 1)
    before2, after2 = np.maximum(start - 2, 0), np.minimum(end + 2, strip.size - 1)
    zero = np.uint64(0)
    left = nearest_before(closes, strip.first)
    right = nearest_behind(opens, strip.last)
    outside = ~quoted & (strip.sentence >= 0)
    return {
        "word": word,
        "quote": state,
        "quote_length": np.where(quoted, length, zero),
        "quote_several": np.where(quoted, several, zero),
        "quote_from": np.where(quoted, np.minimum(here - start, 4), 9).astype(np.uint64),
        "quote_to": np.where(quoted, np.minimum(end - here, 4), 9).astype(np.uint64),
        "quote_before": np.where(quoted, columns["lemma"][before], zero),
        "quote_after": np.where(quoted, columns["lemma"][after], zero),
        "quote_before2": np.where(quoted, columns["judged"][before2], zero),
        "quote_after2": np.where(quoted, columns["judged"][after2], zero),
        "quote_left": np.where(outside, distance_class(left, here), zero),
        "quote_right": np.where(outside, distance_class(here, right), zero),
    }


def _cue_columns(strip: Strip, columns: dict[str, Wide]) -> dict[str, Wide]:
    here = np.where(strip.sentence >= 0, np.arange(strip.size), 0)
    cue = (strip.marks & words.CUE) > 0
    left, right = nearest_before(cue, strip.first), nearest_behind(cue, strip.last)
    end = strip.size - 1
    beyond = np.where(left > 0, nearest_before(cue, strip.first)[left], 0)
    further = np.where(right > 0, nearest_behind(cue, strip.last)[right], 0)
    return {
        "left_cue": columns["lemma"][left],
        "left_cue_tag": columns["tag"][left],
        "left_cue_distance": distance_class(left, here),
        "left_cue_between": _between(strip, left, here),
        "left_cue_next": np.where(left > 0, columns["word"][np.minimum(left + 1, end)], np.uint64(0)),
        "left_cue_next2": np.where(left > 0, columns["tag"][np.minimum(left + 2, end)], np.uint64(0)),
        "left_cue_previous": np.where(left > 0, columns["judged"][np.maximum(left - 1, 0)], np.uint64(0)),
        "left_cue2": columns["lemma"][beyond],
        "right_cue": columns["lemma"][right],
        "right_cue_tag": columns["tag"][right],
        "right_cue_distance": distance_class(here, right),
        "right_cue_between": _between(strip, here, right),
        "right_cue_next": np.where(right > 0, columns["word"][np.minimum(right + 1, end)], np.uint64(0)),
        "right_cue_previous": np.where(right > 0, columns["judged"][np.maximum(right - 1, 0)], np.uint64(0)),
        "right_cue2": columns["lemma"][further],
    }


def _clause_columns(strip: Strip, columns: dict[str, Wide]) -> dict[str, Wide]:
    here = np.where(strip.sentence >= 0, np.arange(strip.size), 0)
    finite = (strip.marks & words.FINITE) > 0
    left, right = nearest_before(finite, strip.first), nearest_behind(finite, strip.last)
    border = (strip.marks & (words.COMMA | words.PAUSE | words.QUOTE | words.CONJUNCTION)) > 0
    back, ahead = nearest_before(border, strip.first), nearest_behind(border, strip.last)
    opening = np.where(back > 0, np.minimum(back + 1, strip.size - 1), strip.first)
    opener = (strip.marks & words.OPENER) > 0
    subordinate = nearest_before(opener, strip.first)
    return {
        "left_verb": columns["lemma"][left],
        "left_verb_distance": distance_class(left, here),
        "left_verb_between": _between(strip, left, here),
        "right_verb": columns["lemma"][right],
        "right_verb_distance": distance_class(here, right),
        "right_verb_between": _between(strip, here, right),
        "clause_mark": columns["word"][back],
        "clause_first": columns["word"][opening],
        "clause_from": distance_class(back, here),
        "clause_to": distance_class(here, ahead),
        "clause_end": columns["word"][ahead],
        "clause_next": np.where(ahead > 0, columns["judged"][np.minimum(ahead + 1, strip.size - 1)], np.uint64(0)),
        "opener": columns["lemma"][subordinate],
        "opener_distance": distance_class(subordinate, here),
    }


def _sentence_columns(strip: Strip, columns: dict[str, Wide]) -> dict[str, Wide]:
    here = np.where(strip.sentence >= 0, np.arange(strip.size), 0)
    cues = np.cumsum((strip.marks & words.CUE) > 0)
    quotes = np.cumsum(strip.quoted)
    here_cues = np.minimum(cues[strip.last] - cues[np.maximum(strip.first - 1, 0)], 4)
    before = np.maximum(strip.first - 1, 0)
    earlier = np.minimum(cues[before] - cues[np.maximum(strip.first[before] - 1, 0)], 2)
    share: Places = quotes[strip.last] - quotes[np.maximum(strip.first - 1, 0)]
    length = strip.last - strip.first + 1
    inside = strip.sentence >= 0
    zero = np.uint64(0)
    state = 1 + (share > 0) + (share * 2 > length) + (share == length)
    return {
        "sentence_from": np.where(inside, distance_class(strip.first, here), zero),
        "sentence_to": np.where(inside, distance_class(here, strip.last), zero),
        "sentence_length": np.where(inside, distance_class(strip.first, strip.last), zero),
        "sentence_first": np.where(inside, columns["word"][strip.first], zero),
        "sentence_cues": np.where(inside, here_cues + 5 * earlier + 1, 0).astype(np.uint64),
        "sentence_quotes": np.where(inside, state, 0).astype(np.uint64),
        "sentence_place": np.where(
            inside, 1 + (strip.first == strip.begin) + 2 * (strip.last == strip.final), 0
        ).astype(np.uint64),
        "sentence_stop": np.where(inside, columns["word"][strip.last], zero),
        "previous_first": np.where(inside & (strip.first > strip.begin), columns["judged"][before], zero),
    }


def _phrase_columns(strip: Strip, columns: dict[str, Wide]) -> dict[str, Wide]:
    here = np.arange(strip.size)
    nominal = (strip.marks & words.NOMINAL) > 0
    opens = nominal & ~np.concatenate([[False], nominal[:-1]])
    closes = nominal & ~np.concatenate([nominal[1:], [False]])
    start = np.where(nominal, np.maximum.accumulate(np.where(opens, here, 0)), 0)
    end = np.where(nominal, np.minimum.accumulate(np.where(closes, here, strip.size - 1)[::-1])[::-1], 0)
    inside = nominal.astype(np.uint64)
    return {
        "phrase": _state(nominal, opens, closes),
        "phrase_head": columns["lemma"][end],
        "phrase_role": columns["role"][end],
        "phrase_length": distance_class(start, end),
        "phrase_after": inside * columns["judged"][np.minimum(end + 1, strip.size - 1)],
        "phrase_after2": inside * columns["judged"][np.minimum(end + 2, strip.size - 1)],
        "phrase_before": inside * columns["judged"][np.maximum(start - 1, 0)],
        "phrase_before_word": inside * columns["word"][np.maximum(start - 1, 0)],
    }
