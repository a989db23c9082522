"""The second pass of the chain: scores of labels by what the first pass found in the passage, added to its own.

A chain scores a label by words and by the label before it. What it finds elsewhere in the sentence ("the cue stands
five words to the left, the sentence before was all content") it cannot use; a second chain over its findings can
(stacked learning, W. Cohen and V. Carvalho 2005). The second learns from what first chains find in rows that they did
not learn from, else it would trust them too much.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from framing.errors import FramingError
from framing.learn.chain.columns import Strip, columns_of
from framing.learn.chain.features import template_of
from framing.learn.chain.hashing import Hashes, Wide, combined, hash_of
from framing.learn.chain.model import LinearChain, groups_of
from framing.learn.chain.second_columns import Chances, second_columns
from framing.learn.chain.weights import FeatureWeights, unpacked
from framing.learn.likely import label_probabilities
from framing.learn.passages import Passage
from framing.learn.spans import LABELS, Scores
from framing.learn.store import load_arrays, save_arrays

# As in ``features``; the columns are those of ``columns_of`` and of ``second_columns``.
_LINES = """
own-2 own-1 own own+1 own+2 | own-1 own own+1 | own tag | own word | own-1 own word | own own+1 word
own tag-1 tag tag+1 | own word+1 | own word-1 | own lemma judged+1
own sure | sure word | sure tag | sure-1 sure sure+1 | sure_content | sure-1 sure sure+1 tag
own sure-1 sure sure+1 quote | own sure tag-1 tag tag+1
own found_left found_left_far | own found_left_word | own found_left_word found_left_far
own found_right found_right_far | own found_right_word | own found_left found_right | own found_left_word word
own found_right_word tag | own found_left found_right quote tag
own found_left found_left_far tag | own found_right found_right_far tag
own left_part left_far | own right_part right_far | own left_part right_part
own left_part left_far right_part right_far | own left_part left_part2 | own right_part right_part2
own left_part right_part quote | own left_part word | own right_part word | own left_part tag tag+1
own right_part tag tag-1 | own left_part left_part2 right_part right_part2 | own left_part right_part sentence_place
left_part left_far right_part right_far sentence_quotes
own from_begin to_end | own from_begin to_end tag | own sentence_to right_part | own sentence_from left_part
own to_end sentence_to | own to_end word+1 | own to_end tag+1 tag+2
own has | own has quote | own has sentence_quotes | has sentence_from sentence_to | own has tag | own has_before
own has_behind | own has has_before has_behind | own has_before quote | own has_behind quote
own quote quote_after sure | own quote quote_before sure | own quote_from quote_to has
own quote_several has has_before
own clause_first sure | own clause_next sure | own clause_end to_end | own left_cue_between found_left
own right_cue_between found_right
own mean | own mean quote sentence_quotes | mean sure
"""
TEMPLATES = tuple(template_of(text) for line in _LINES.strip().split("\n") for text in line.split("|"))
FIRST_SEED = 1000  # features of the two passes never share a hash by design
SIGNATURE = f"second-1-{hash_of(_LINES):08x}"


def second_features(strip: Strip, columns: Mapping[str, Wide], chances: Chances) -> Hashes:
    """The features of all tokens of a strip, in order; shape (n_templates, n_tokens)."""
    everything = {**columns, **second_columns(strip, dict(columns), chances)}
    shifted: dict[tuple[str, int], Wide] = {}
    found = np.empty((len(TEMPLATES), len(strip.places)), np.uint32)
    for number, template in enumerate(TEMPLATES):
        for name, offset in template:
            if (name, offset) not in shifted:
                shifted[name, offset] = everything[name][strip.places + offset]
        found[number] = combined(FIRST_SEED + number, [shifted[part] for part in template])
    return found


@dataclass(frozen=True, slots=True)
class StackedChain(FeatureWeights):
    """A linear chain and a second one over what it finds.

    Attributes
    ----------
    keys, weights, learnt : arrays
        Of the second chain, as those of ``FeatureWeights``; its scores are added to those of the first.
    first : LinearChain

    Notes
    -----
    Reads a passage at a time, as the first chain does.
    """

    first: LinearChain

    def scores(self, passages: Sequence[Passage]) -> list[Scores]:
        """The scores of the labels of each passage's tokens, each of shape (n_tokens, n_labels)."""
        return [scores for group in groups_of(passages) for scores in self._scores(group)]

    def _scores(self, passages: Sequence[Passage]) -> Iterator[Scores]:
        filled = [passage for passage in passages if passage.tokens]
        if not filled:
            return iter([np.zeros((0, len(LABELS)), np.float32) for _ in passages])
        strip, columns = columns_of(filled, self.first.vocabulary)
        first = self.first.sums(strip, columns)
        ends = np.cumsum([len(passage.tokens) for passage in filled])
        chances = np.concatenate(label_probabilities(np.split(first, ends[:-1]), self.first.transitions))
        both = first + self.sums_of(second_features(strip, columns, chances))
        lengths = np.cumsum([len(passage.tokens) for passage in passages])
        return iter(np.split(both, lengths[:-1]))

    def save(self, path: str | Path) -> None:
        """Writes the second chain, without the first, to one compressed npz file; the same gives the same bytes."""
        save_arrays(path, {"signature": np.array(SIGNATURE), **self.arrays()})

    @classmethod
    def load(cls, path: str | Path, first: LinearChain) -> StackedChain:
        """The second chain of a file that :meth:`save` wrote, over the first it was trained on.

        Raises
        ------
        FramingError
            Where the file is missing, damaged, or made for other features than this version's.
        """
        arrays = load_arrays(path)
        try:
            if str(arrays["signature"]) != SIGNATURE:
                raise FramingError(f"{path}: made for other features than this version's; train it again")
            keys, weights, learnt = unpacked(arrays)
        except (KeyError, ValueError, IndexError, TypeError) as error:
            raise FramingError(f"{path}: a part is missing or damaged ({error}); make it again") from None
        return cls(keys, weights, learnt, first)
