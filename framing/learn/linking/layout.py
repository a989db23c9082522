"""The spans of one document as arrays: where each begins and ends, what stands round it, what lies between two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from framing.learn.linking.records import PlacedSpan
from framing.learn.passages import Passage
from framing.learn.spans import PARTS, FoundSpan

SOURCE, CUE, CONTENT = range(3)
TAGS = (
    "", "NN", "IN", "NNP", "DT", "JJ", "NNS", ",", ".", "VBD", "RB", "VB", "PRP", "VBZ", "CC", "TO", "VBN", "VBG",
    "VBP", "CD", "''", "PRP$", "``", "MD", "POS", ":", "WP", "NNPS", "WRB", "WDT", "EX", "-LRB-", "-RRB-", "WP$",
)  # fmt: skip
OTHER_TAG = len(TAGS)
N_TAGS = len(TAGS) + 1
COUNTED = ((",",), (":",), (".",), ("``", "''"), ("VBD", "VBZ", "VBP", "MD"), ("NN", "NNS", "NNP", "NNPS", "PRP"))
COMMAS, COLONS, STOPS, MARKS, VERBS, NOUNS, FREE = range(len(COUNTED) + 1)
_TAG_NUMBER = {tag: number for number, tag in enumerate(TAGS)}

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Layout:
    """The spans of a document, in the order of the text, one array element a span.

    ``part`` indexes ``PARTS``; ``first`` and ``last`` count the tokens of the document, ``last`` exclusive;
    ``head_tag``, ``tail_tag``, ``tag_before`` and ``tag_after`` index ``TAGS`` (0: no token there in the passage).
    ``quoted`` is 1 where the first token stands in a quotation, plus 2 where the last does. ``edge`` is 1 where
    the span opens its sentence, plus 2 where it closes it, plus 4 where it opens its passage, plus 8 where it
    closes it. ``counts`` (kinds, tokens + 1) sums commas, colons, stops, quotation marks, finite verbs, nouns
    and any tokens up to a token, the last three only where they are in no span.
    """

    spans: tuple[PlacedSpan, ...]
    part: Ints
    first: Ints
    last: Ints
    passage: Ints
    sentence: Ints
    end_sentence: Ints
    head_tag: Ints
    tail_tag: Ints
    tag_before: Ints
    tag_after: Ints
    quoted: Ints
    edge: Ints
    counts: Ints

    def between(self, kind: int, low: Ints, high: Ints) -> Ints:
        """How many tokens of a kind stand between the spans ``low`` and ``high``, none where they touch."""
        sums = self.counts[kind]
        found: Ints = sums[np.maximum(self.first[high], self.last[low])] - sums[self.last[low]]
        return found


def layout_of(passages: Sequence[Passage], spans: Sequence[Sequence[FoundSpan]]) -> Layout:
    """The spans of a document's passages as arrays; spans of a passage may come in any order."""
    placed = tuple(
        PlacedSpan(index, span)
        for index, found in enumerate(spans)
        for span in sorted(found, key=lambda span: (span.first, span.last, span.part))
    )
    lengths = [len(passage.tokens) for passage in passages]
    starts = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
    tags, sentences, quoted = _token_arrays(passages)
    passage = np.array([each.passage for each in placed], np.int64)
    first = starts[passage] + np.array([each.span.first for each in placed], np.int64)
    last = starts[passage] + np.array([each.span.last for each in placed], np.int64)
    ends_with = np.maximum(last - 1, first)
    opens, closes = first == starts[passage], last == starts[passage + 1]
    padded = np.concatenate([[-1], sentences, [-1]])
    edge = (padded[first] != padded[first + 1]) + 2 * (padded[ends_with + 1] != padded[ends_with + 2])
    return Layout(
        spans=placed,
        part=np.array([PARTS.index(each.span.part) for each in placed], np.int64),
        first=first,
        last=last,
        passage=passage,
        sentence=sentences[first],
        end_sentence=sentences[ends_with],
        head_tag=tags[first],
        tail_tag=tags[ends_with],
        tag_before=np.where(opens, 0, tags[first - 1]),
        tag_after=np.where(closes, 0, tags[np.minimum(last, len(tags) - 1)]),
        quoted=quoted[first] + 2 * quoted[ends_with],
        edge=edge + 4 * opens + 8 * closes,
        counts=_counts(tags, first, last),
    )


def _token_arrays(passages: Sequence[Passage]) -> tuple[Ints, Ints, Ints]:
    number = _TAG_NUMBER.get
    tags = [number(token.tag, OTHER_TAG) for passage in passages for token in passage.tokens]
    sentences = list(chain.from_iterable(passage.sentences for passage in passages))
    quoted = list(chain.from_iterable(passage.quoted for passage in passages))
    return np.array(tags, np.int64), np.array(sentences, np.int64), np.array(quoted, np.int64)


def _counts(tags: Ints, first: Ints, last: Ints) -> Ints:
    kinds = [np.isin(tags, [_TAG_NUMBER[tag] for tag in counted]) for counted in COUNTED]
    cover = np.zeros(len(tags) + 1, np.int64)
    np.add.at(cover, first, 1)
    np.add.at(cover, last, -1)
    free = np.cumsum(cover)[:-1] == 0
    kinds = [*kinds[:VERBS], *(kind & free for kind in kinds[VERBS:]), free]
    sums = np.cumsum(np.array(kinds, np.int64), axis=1)
    return np.concatenate([np.zeros((len(kinds), 1), np.int64), sums], axis=1)
