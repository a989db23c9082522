"""The spans of documents as arrays: where each begins and ends, what stands round it, what lies between two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
PARAGRAPHS = 2  # how many paragraphs lie at most between the ends of a link
_TAG_NUMBER = {tag: number for number, tag in enumerate(TAGS)}
_IS_COUNTED = np.array([[tag in counted for tag in (*TAGS, None)] for counted in COUNTED])

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Layout:
    """The spans of documents, in the order of the text, one array element a span.

    ``document`` counts the documents. ``passage`` and ``sentence`` count through all of them, ``passage`` with a leap
    between documents over which no link reaches. ``part`` indexes ``PARTS``; ``first`` and ``last`` count the tokens
    of all documents, ``last`` exclusive;
    ``head_tag``, ``tail_tag``, ``tag_before`` and ``tag_after`` index ``TAGS`` (0: no token there in the passage).
    ``quoted`` is 1 where the first token stands in a quotation, plus 2 where the last does. ``edge`` is 1 where
    the span opens its sentence, plus 2 where it closes it, plus 4 where it opens its passage, plus 8 where it
    closes it. ``counts`` (kinds, tokens + 1) sums commas, colons, stops, quotation marks, finite verbs, nouns
    and any tokens up to a token, the last three only where they are in no span.
    """

    spans: tuple[PlacedSpan, ...]
    document: Ints
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


def layout_of(documents: Sequence[Sequence[Passage]], spans: Sequence[Sequence[Sequence[FoundSpan]]]) -> Layout:
    """The spans found in each passage of each document as arrays; spans of a passage may come in any order."""
    placed = [
        (number, PlacedSpan(index, span))
        for number, of_document in enumerate(spans)
        for index, found in enumerate(of_document)
        for span in sorted(found, key=lambda span: (span.first, span.last, span.part))
    ]
    counts = np.array([len(passages) for passages in documents], np.int64)
    before = np.cumsum(counts) - counts
    flat = [passage for passages in documents for passage in passages]
    starts = np.concatenate([[0], np.cumsum([len(passage.tokens) for passage in flat], dtype=np.int64)])
    tags, sentences, quoted = _token_arrays(documents)
    document = np.array([number for number, _ in placed], np.int64)
    at = before[document] + np.array([each.passage for _, each in placed], np.int64)
    first = starts[at] + np.array([each.span.first for _, each in placed], np.int64)
    last = starts[at] + np.array([each.span.last for _, each in placed], np.int64)
    ends_with = np.maximum(last - 1, first)
    opens, closes = first == starts[at], last == starts[at + 1]
    padded = np.concatenate([[-1], sentences, [-1]])
    edge = (padded[first] != padded[first + 1]) + 2 * (padded[ends_with + 1] != padded[ends_with + 2])
    return Layout(
        spans=tuple(each for _, each in placed),
        document=document,
        part=np.array([PARTS.index(each.span.part) for _, each in placed], np.int64),
        first=first,
        last=last,
        passage=at + (PARAGRAPHS + 1) * document,
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


def _token_arrays(documents: Sequence[Sequence[Passage]]) -> tuple[Ints, Ints, Ints]:
    """The tags, sentences (counted through all documents) and quotation states of all tokens."""
    number = _TAG_NUMBER.get
    tags: list[int] = []
    sentences: list[int] = []
    quoted: list[bool] = []
    following = 0
    for passages in documents:
        base = following
        for passage in passages:
            tags.extend([number(token.tag, OTHER_TAG) for token in passage.tokens])
            sentences.extend([base + sentence for sentence in passage.sentences])
            quoted.extend(passage.quoted)
        following = max(following, sentences[-1] + 1) if sentences else 0
    return np.array(tags, np.int64), np.array(sentences, np.int64), np.array(quoted, np.int64)


def _counts(tags: Ints, first: Ints, last: Ints) -> Ints:
    kinds = np.ones((len(COUNTED) + 1, len(tags)), np.bool_)
    kinds[:-1] = _IS_COUNTED[:, tags]
    cover = np.zeros(len(tags) + 1, np.int64)
    np.add.at(cover, first, 1)
    np.add.at(cover, last, -1)
    kinds[VERBS:] &= np.cumsum(cover)[:-1] == 0
    sums = np.zeros((len(kinds), len(tags) + 1), np.int64)
    np.cumsum(kinds, axis=1, out=sums[:, 1:])
    return sums
