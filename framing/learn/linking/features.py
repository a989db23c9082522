"""What speaks for a link between two spans: named features, each a code in a small range, crossed with direction."""

from __future__ import annotations

import numpy as np

from framing.learn.linking.layout import COLONS, COMMAS, FREE, MARKS, N_TAGS, NOUNS, STOPS, VERBS, Ints, Layout
from framing.learn.linking.pairs import Pairs

_BOUNDS = np.array([1, 2, 3, 5, 9, 17, 33])
_LONGEST_PATTERN = 3
_N_PATTERNS = 41

SIZES: dict[str, int] = {
    "slot": 2 * 8,
    "pattern": 2 * _N_PATTERNS,
    "pattern_gap": _N_PATTERNS * 8,
    "gap": 2 * 8 * 4,
    "sentences": 2 * 4 * 3,
    "marks": 2 * 24 * 2,
    "free": 2 * 8 * 2,
    "verbs": 2 * 4 * 2,
    "quoted": 2 * 4 * 4 * 2,
    "outside": 2 * 7 * 7 * 2,
    "edge_from": 2 * 16 * 3,
    "edge_to": 2 * 16 * 3,
    "head_tag_from": 2 * N_TAGS * 2,
    "tail_tag_from": 2 * N_TAGS * 2,
    "head_tag_to": 2 * N_TAGS * 2,
    "tail_tag_to": 2 * N_TAGS * 2,
    "tag_after_low": N_TAGS * 2 * 2,
    "tag_before_high": N_TAGS * 2 * 2,
    "tag_before_low": N_TAGS * 2 * 2,
    "tag_after_high": N_TAGS * 2 * 2,
    "length": 2 * 8 * 3,
    "nouns": 2 * 4 * 2,
    "tags_from": N_TAGS * N_TAGS * 2,
    "tags_to": N_TAGS * N_TAGS * 2,
    "pattern_head": _N_PATTERNS * N_TAGS * 2,
    "pattern_before": _N_PATTERNS * N_TAGS * 2,
    "before_from": 7 * 8 * 2 * 2,
    "after_from": 7 * 8 * 2 * 2,
    "before_to": 7 * 8 * 2 * 2,
    "after_to": 7 * 8 * 2 * 2,
}
OFFSETS = dict(zip(SIZES, np.cumsum([0, *SIZES.values()])[:-1].tolist(), strict=True))
N_CODES = sum(SIZES.values())


def bucket(values: Ints) -> Ints:
    """Counts as 0, 1, 2, 3-4, 5-8, 9-16, 17-32, more."""
    return np.searchsorted(_BOUNDS, values, side="right")


def codes_of(layout: Layout, pairs: Pairs) -> Ints:
    """The features of pairs of spans.

    Parameters
    ----------
    layout : Layout
        The spans of the documents.
    pairs : Pairs
        ``start`` looks for its partner, ``goal`` is the candidate.

    Returns
    -------
    array of shape (n_pairs, len(SIZES)), each column within its feature's range of [0, N_CODES)
    """
    low, high = np.minimum(pairs.start, pairs.goal), np.maximum(pairs.start, pairs.goal)
    columns = _distances(layout, pairs, low, high) | _surroundings(layout, pairs, low, high)
    return np.stack([columns[name] + OFFSETS[name] for name in SIZES], axis=1)


def _distances(layout: Layout, pairs: Pairs, low: Ints, high: Ints) -> dict[str, Ints]:
    """How far apart the two are, and what stands between them."""
    side, same, gap = _side(pairs), _same_sentence(layout, low, high), _gap(layout, low, high)
    apart = _sentences(layout, low, high)
    pattern = _pattern(layout, low, high)
    marks = (
        (layout.between(COMMAS, low, high) > 0)
        + 2 * (layout.between(COLONS, low, high) > 0)
        + 4 * (layout.between(STOPS, low, high) > 0)
        + 8 * np.minimum(layout.between(MARKS, low, high), 2)
    )
    free, verbs, nouns = (layout.between(kind, low, high) for kind in (FREE, VERBS, NOUNS))
    return {
        "slot": pairs.rank * 2 + side,
        "pattern": pattern * 2 + side,
        "pattern_gap": pattern * 8 + gap,
        "pattern_head": (pattern * N_TAGS + layout.head_tag[pairs.start]) * 2 + side,
        "pattern_before": (pattern * N_TAGS + layout.tag_before[pairs.start]) * 2 + side,
        "gap": (gap * 4 + apart) * 2 + side,
        "sentences": (apart * 3 + np.minimum(layout.passage[high] - layout.passage[low], 2)) * 2 + side,
        "marks": (marks * 2 + same) * 2 + side,
        "free": (bucket(free) * 2 + same) * 2 + side,
        "verbs": (np.minimum(verbs, 3) * 2 + same) * 2 + side,
        "nouns": (np.minimum(nouns, 3) * 2 + same) * 2 + side,
    }


def _surroundings(layout: Layout, pairs: Pairs, low: Ints, high: Ints) -> dict[str, Ints]:
    """What the two are like, and what stands round them."""
    side, same = _side(pairs), _same_sentence(layout, low, high)
    touching = (_gap(layout, low, high) == 0).astype(np.int64)
    reach = 1 - same + (layout.passage[high] > layout.passage[low])
    quoted = layout.quoted[pairs.start] * 4 + layout.quoted[pairs.goal]
    part_before, part_after = _neighbours(layout, -1), _neighbours(layout, 1)
    setting_before, setting_after = _settings(layout, part_before, -1), _settings(layout, part_after, 1)
    outside = part_before[low] * 7 + part_after[high]
    columns = {
        "quoted": (quoted * 2 + same) * 2 + side,
        "outside": (outside * 2 + (high - low > 1)) * 2 + side,
        "length": (bucket(layout.last[pairs.start] - layout.first[pairs.start]) * 3 + reach) * 2 + side,
        "tag_after_low": (layout.tag_after[low] * 2 + touching) * 2 + side,
        "tag_before_high": (layout.tag_before[high] * 2 + touching) * 2 + side,
        "tag_before_low": (layout.tag_before[low] * 2 + same) * 2 + side,
        "tag_after_high": (layout.tag_after[high] * 2 + same) * 2 + side,
    }
    for end, at in (("from", pairs.start), ("to", pairs.goal)):
        head, tail = layout.head_tag[at], layout.tail_tag[at]
        columns[f"edge_{end}"] = (layout.edge[at] * 3 + reach) * 2 + side
        columns[f"head_tag_{end}"] = (head * 2 + same) * 2 + side
        columns[f"tail_tag_{end}"] = (tail * 2 + same) * 2 + side
        columns[f"tags_{end}"] = (head * N_TAGS + tail) * 2 + side
        columns[f"before_{end}"] = (setting_before[at] * 2 + same) * 2 + side
        columns[f"after_{end}"] = (setting_after[at] * 2 + same) * 2 + side
    return columns


def _side(pairs: Pairs) -> Ints:
    return (pairs.goal > pairs.start).astype(np.int64)


def _gap(layout: Layout, low: Ints, high: Ints) -> Ints:
    return bucket(np.maximum(layout.first[high] - layout.last[low], 0))


def _sentences(layout: Layout, low: Ints, high: Ints) -> Ints:
    apart: Ints = np.clip(layout.sentence[high] - layout.end_sentence[low], 0, 3)
    return apart


def _same_sentence(layout: Layout, low: Ints, high: Ints) -> Ints:
    same: Ints = (_sentences(layout, low, high) == 0).astype(np.int64)
    return same


def _pattern(layout: Layout, low: Ints, high: Ints) -> Ints:
    """The parts of the spans strictly between, up to three in order, as one number; 40 for more."""
    number = np.zeros(len(low), np.int64)
    for step in range(1, _LONGEST_PATTERN + 1):
        at = np.minimum(low + step, len(layout.part) - 1)
        number = np.where(low + step < high, number * 3 + layout.part[at] + 1, number)
    return np.where(high - low - 1 > _LONGEST_PATTERN, _N_PATTERNS - 1, number)


def _neighbours(layout: Layout, step: int) -> Ints:
    """For every span, the part of the next on a side, told apart by whether in the same sentence; 6 for none."""
    here = np.arange(len(layout.part))
    there = _next(layout, step)
    low, high = np.minimum(here, there), np.maximum(here, there)
    near = layout.end_sentence[low] == layout.sentence[high]
    return np.where(here == there, 6, layout.part[there] + 3 * near)


def _settings(layout: Layout, neighbours: Ints, step: int) -> Ints:
    """For every span, the part of the next on a side with the distance to it."""
    here, there = np.arange(len(layout.part)), _next(layout, step)
    return neighbours * 8 + _gap(layout, np.minimum(here, there), np.maximum(here, there))


def _next(layout: Layout, step: int) -> Ints:
    """For every span, the next of its document on a side; the span itself where there is none."""
    here = np.arange(len(layout.part))
    there = np.clip(here + step, 0, len(here) - 1)
    return np.where(layout.document[there] == layout.document[here], there, here)
