"""The features of a token: combinations of columns of its neighbourhood, as 32-bit hashes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from framing.learn.chain.columns import Strip, columns_of
from framing.learn.chain.hashing import Hashes, Wide, combined, hash_of
from framing.learn.chain.words import COLUMNS, Vocabulary
from framing.learn.passages import Passage

# One feature a line: columns, each with the offset of the token it is read at where that is not the token itself.
_LINES = """
word-3 | word-2 | word-1 | word | word+1 | word+2 | word+3
lemma-2 | lemma-1 | lemma | lemma+1 | lemma+2
tag-3 | tag-2 | tag-1 | tag | tag+1 | tag+2 | tag+3
judged-3 | judged-2 | judged-1 | judged | judged+1 | judged+2 | judged+3
suffix2 | suffix3 | suffix4 | prefix3 | prefix4 | shape-1 | shape | shape+1 | suffix3-1 | suffix3+1
role-1 | role | role+1 | content-1 | content | content+1 | known_cue-1 | known_cue | known_cue+1
word-1 word | word word+1 | lemma-2 lemma-1 | lemma+1 lemma+2
tag-2 tag-1 | tag-1 tag | tag tag+1 | tag+1 tag+2
tag-2 tag-1 tag | tag-1 tag tag+1 | tag tag+1 tag+2 | tag-1 tag tag+1 tag+2 | tag-2 tag-1 tag tag+1
judged-1 tag | judged tag+1 | judged-2 judged-1 | judged+1 judged+2 | judged-1 judged | judged judged+1
judged-1 judged judged+1 | judged judged+1 judged+2 | judged-2 judged-1 judged
word tag+1 | word tag-1 | word-1 tag | word+1 tag | word-1 word word+1 | word-2 word-1 word | word word+1 word+2
shape tag shape+1 | shape-1 shape shape+1
quote tag | quote word | quote-1 quote quote+1 tag | quote quote_length | quote quote_length quote_several tag
quote_from quote_to quote_length | quote quote_before | quote quote_after | quote quote_after quote_after2
quote quote_before quote_before2 | quote_left tag | quote_right tag | quote_left judged | quote_right judged
quote_left quote_right sentence_quotes | quote_from quote_before quote | quote_to quote_after quote
left_cue | left_cue left_cue_distance | left_cue_distance left_cue_between | left_cue left_cue_between
left_cue_distance left_cue_between left_cue_next | left_cue_between tag | left_cue left_cue_next left_cue_next2 tag
left_cue left_cue_tag left_cue_between word | left_cue_previous left_cue left_cue_next left_cue_distance
left_cue left_cue_between judged+1 | left_cue_between word+1 tag | left_cue_between sentence_to quote
left_cue_between clause_end clause_next clause_to sentence_quotes | left_cue_between tag tag+1 tag+2
left_cue left_cue2 left_cue_between | left_cue_between left_cue_next word
right_cue | right_cue right_cue_distance | right_cue_distance right_cue_between | right_cue right_cue_between
right_cue_distance right_cue_between right_cue_tag | right_cue_between tag
right_cue_previous right_cue right_cue_distance | right_cue right_cue_next right_cue_between word
right_cue right_cue2 right_cue_between
left_cue_between right_cue_between quote | left_cue_between right_cue_between judged | left_cue right_cue
left_verb | right_verb | left_verb_between left_verb_distance | right_verb_between right_verb_distance
left_verb left_verb_between tag | right_verb right_verb_between tag | left_verb tag | right_verb tag
clause_mark clause_first | clause_from clause_mark left_cue_between | clause_to clause_end right_cue_between
clause_first tag | clause_end clause_next tag | clause_end clause_next clause_to left_cue_between
opener opener_distance | opener tag opener_distance
sentence_from sentence_to | sentence_from judged | sentence_to judged | sentence_length sentence_cues sentence_quotes
sentence_first left_cue_between | sentence_cues sentence_quotes sentence_place tag | sentence_stop sentence_to
previous_first sentence_from sentence_quotes | sentence_place sentence_from quote
phrase phrase_head | phrase phrase_role phrase_after | phrase phrase_after phrase_before
phrase phrase_after phrase_after2 | phrase phrase_before_word phrase_length
phrase phrase_before left_cue_between | phrase phrase_head phrase_after
phrase phrase_after right_cue_distance quote
"""


def template_of(text: str) -> tuple[tuple[str, int], ...]:
    """The columns of a feature with their offsets."""
    parts = []
    for part in text.split():
        sign = max(part.find("+"), part.find("-"))
        parts.append((part, 0) if sign < 0 else (part[:sign], int(part[sign:])))
    return tuple(parts)


TEMPLATES = tuple(template_of(text) for line in _LINES.strip().split("\n") for text in line.split("|"))
OFFSETS = sorted({offset for template in TEMPLATES for _, offset in template})
_OF_TYPE = frozenset(COLUMNS) - {"word"}  # the word of a quotation mark says whether it opens or closes
OF_ONE_WORD = [
    number
    for number, template in enumerate(TEMPLATES)
    if len({offset for _, offset in template}) == 1 and {name for name, _ in template} <= _OF_TYPE
]
"""The templates that ask nothing but what one word, the token or a neighbour, is by itself."""
OF_PLACE = [number for number in range(len(TEMPLATES)) if number not in OF_ONE_WORD]

SIGNATURE = f"1-{hash_of(_LINES):08x}"  # changes with the features, so that weights are never read for others


def features_of(passages: Sequence[Passage], vocabulary: Vocabulary) -> Hashes:
    """The features of all tokens of the passages, in order; shape (n_templates, n_tokens)."""
    return features_in(*columns_of(passages, vocabulary))


def features_in(strip: Strip, columns: Mapping[str, Wide], templates: Sequence[int] = range(len(TEMPLATES))) -> Hashes:
    """The features of all tokens of a strip, in order; shape (n_templates, n_tokens)."""
    shifted: dict[tuple[str, int], Wide] = {}
    places = {offset: strip.places + offset for offset in OFFSETS}
    found = np.empty((len(templates), len(strip.places)), np.uint32)
    for row, number in enumerate(templates):
        for name, offset in TEMPLATES[number]:
            if (name, offset) not in shifted:
                shifted[name, offset] = columns[name][places[offset]]
        found[row] = combined(number, [shifted[part] for part in TEMPLATES[number]])
    return found
