"""What the second pass knows of a token's place: which spans the first pass found there and round it, how surely."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.learn.chain.columns import Mask, Places, Strip, distance_class, nearest_before, nearest_behind
from framing.learn.chain.hashing import Wide
from framing.learn.spans import PARTS

SOURCE, CUE, CONTENT = (1 + at for at in range(len(PARTS)))  # parts as numbers, 0 outside all spans

_CONTENT_BOUNDS = np.array([0.1, 0.3, 0.5, 0.7, 0.9])
_FINE_BOUNDS = np.array([0.02, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.98])
_OTHER_BOUNDS = np.array([0.2, 0.6])
_MEAN_BOUNDS = np.array([0.05, 0.2, 0.4, 0.6, 0.8, 0.95])

Chances = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Found:
    """The likeliest label of each place, and the spans that these make; ``begin`` and ``end`` are a span's borders."""

    inside: Mask
    label: Places
    part: Places
    starts: Mask
    ends: Mask
    begin: Places
    end: Places


def second_columns(strip: Strip, columns: dict[str, Wide], chances: Chances) -> dict[str, Wide]:
    """Columns by name, to be read beside those of ``columns_of``.

    Parameters
    ----------
    strip : Strip
        The passages.
    columns : mapping
        Those of ``columns_of``.
    chances : array of shape (n_tokens, n_labels)
        The probabilities of the labels of all tokens by the first pass.
    """
    spread = np.zeros((strip.size, chances.shape[1]))
    spread[strip.places] = chances
    found = _found(strip, spread)
    belongs = spread[:, 1::2] + spread[:, 2::2]
    return (
        {"own": _only(found.inside, found.label)}
        | _sureness(strip, found.inside, belongs)
        | _cues(strip, columns, found)
        | _neighbours(strip, found)
        | _sentences(strip, found)
    )


def _found(strip: Strip, spread: Chances) -> _Found:
    size = strip.size
    here = np.arange(size)
    inside = np.zeros(size, np.bool_)
    inside[strip.places] = True
    label = np.where(inside, spread.argmax(axis=1), 0)
    part = (label + 1) // 2
    previous = np.concatenate([[0], part[:-1]])
    starts = (part > 0) & ((label % 2 == 1) | (previous != part))
    ends = (part > 0) & np.concatenate([(part[1:] != part[:-1]) | starts[1:], [True]])
    begin = np.where(part > 0, np.maximum.accumulate(np.where(starts, here, 0)), here)
    end = np.where(part > 0, np.minimum.accumulate(np.where(ends, here, size - 1)[::-1])[::-1], here)
    return _Found(inside, label, part, starts, ends, begin, end)


def _only(inside: Mask, values: Places) -> Wide:
    """Values above 0 where there are tokens, else 0."""
    return np.where(inside, values + 1, 0).astype(np.uint64)


def _sureness(strip: Strip, inside: Mask, belongs: Chances) -> dict[str, Wide]:
    source, cue, content = belongs.T
    sums = np.concatenate([[0.0], np.cumsum(content)])
    mean = (sums[strip.last + 1] - sums[strip.first]) / (strip.last - strip.first + 1)
    others = 4 * np.searchsorted(_OTHER_BOUNDS, source) + np.searchsorted(_OTHER_BOUNDS, cue)
    return {
        "sure": _only(inside, 16 * np.searchsorted(_CONTENT_BOUNDS, content) + others),
        "sure_content": _only(inside, np.searchsorted(_FINE_BOUNDS, content)),
        "mean": _only(inside, np.searchsorted(_MEAN_BOUNDS, mean)),
    }


def _cues(strip: Strip, columns: dict[str, Wide], found: _Found) -> dict[str, Wide]:
    here = np.where(found.inside, np.arange(strip.size), 0)
    cue = found.part == CUE
    left, right = nearest_before(cue, strip.first), nearest_behind(cue & found.starts, strip.last)
    return {
        "found_left": _only(found.inside, (left > 0).astype(np.int64)),
        "found_left_far": distance_class(left, here),
        "found_left_word": columns["lemma"][left],
        "found_right": _only(found.inside, (right > 0).astype(np.int64)),
        "found_right_far": distance_class(here, right),
        "found_right_word": columns["lemma"][right],
    }


def _neighbours(strip: Strip, found: _Found) -> dict[str, Wide]:
    """The parts of the two spans before the own one and of the two behind it, and how far they are."""
    here = np.where(found.inside, np.arange(strip.size), 0)
    to_left, to_right = nearest_before(found.ends, strip.begin), nearest_behind(found.starts, strip.final)
    left = np.where(found.inside, to_left[found.begin], 0)
    right = np.where(found.inside, to_right[found.end], 0)
    left2 = np.where(left > 0, to_left[found.begin[left]], 0)
    right2 = np.where(right > 0, to_right[found.end[right]], 0)
    within = found.part > 0
    zero = np.uint64(0)

    def kind(at: Places) -> Wide:
        near = strip.sentence[at] == strip.sentence
        return np.where(at > 0, 2 * found.part[at] + near, 0).astype(np.uint64) + np.uint64(1)

    return {
        "left_part": kind(left),
        "left_part2": kind(left2),
        "left_far": distance_class(left, here),
        "right_part": kind(right),
        "right_part2": kind(right2),
        "right_far": distance_class(here, right),
        "from_begin": np.where(within, distance_class(np.maximum(found.begin, 1), here), zero),
        "to_end": np.where(within, distance_class(here, found.end), zero),
    }


def _sentences(strip: Strip, found: _Found) -> dict[str, Wide]:
    """Which parts the own sentence, the one before and the one behind hold, and whether content is most of them."""
    holds = np.zeros(strip.size, np.int64)
    earlier = np.maximum(strip.first - 1, 0)
    for part in (SOURCE, CUE, CONTENT):
        sums = np.cumsum(found.part == part)
        count = sums[strip.last] - sums[earlier]
        holds += (count > 0) << (part - 1)
    holds += 8 * (2 * count > strip.last - strip.first + 1)
    has = _only(found.inside, holds)
    later = np.minimum(strip.last + 1, strip.size - 1)
    one, zero = np.uint64(1), np.uint64(0)
    return {
        "has": has,
        "has_before": np.where(found.inside & (strip.first > strip.begin), has[earlier] + one, zero),
        "has_behind": np.where(found.inside & (strip.last < strip.final), has[later] + one, zero),
    }
