"""Gives the tokens of a sentence their parts of speech (Penn Treebank) and lemmas.

TextBlob's tagger knows each word's most frequent tag and has rules for unknown words. Three corrections follow it:
figures and acronyms by their shape, contextual rules by Brill between tags where they proved right, and marks by
their place. It does not see a word's meaning: about one word in ten is tagged wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import count
from typing import Any

from framing.split.brill import ContextualRules
from framing.tag_lexicon import tag_lexicon
from framing.tokens import norm_of

# The changes of tag that Brill's rules got right more often than wrong on GUM's academic and court texts.
TRUSTED_CHANGES = frozenset(
    (
        ("VB", "VBP"),
        ("VBP", "VB"),
        ("VBD", "VBN"),
        ("VBN", "VBD"),
        ("NN", "VB"),
        ("VB", "NN"),
        ("VBG", "NN"),
        ("POS", "VBZ"),
        ("JJR", "RBR"),
        ("JJ", "RB"),
        ("DT", "PDT"),
    )
)
TRUSTED_RULES = frozenset((("VBZ", "NNS", "PREVWD", "the"), ("VBZ", "NNS", "PREVTAG", "PRP$")))
"""Rules of other changes that cost more than they mend in none of GUM's four genres: "the suspects", "its stands"."""
LONGEST_ACRONYM = 6
FEW_WORDS = 2_000
"""So many are looked up in the packed dictionary: to unpack it takes as long."""

_DOUBLE_QUOTES = frozenset(("“", "”", "„", '"', "''", "``", "«", "»"))
_SINGLE_QUOTES = frozenset(("'", "’", "‘", "`", "‹", "›"))
_OPENING_QUOTES = frozenset(("“", "„", "‘", "``", "`", "«", "‹"))
_STRAIGHT = str.maketrans("’‘“”", "''\"\"")
_MARKS = {
    **dict.fromkeys((".", "!", "?", "‽"), "."),
    **dict.fromkeys((",", "،"), ","),
    **dict.fromkeys((":", ";", "-", "–", "—", "―", "‒", "--", "…", "..."), ":"),
    **dict.fromkeys("([{", "-LRB-"),
    **dict.fromkeys(")]}", "-RRB-"),
    **dict.fromkeys("$€£¥₽", "$"),
    "#": "#",
    "%": "NN",
    "&": "CC",
}


def tags_of(text: str, spans: Sequence[tuple[int, int]], words: Sequence[str] | None = None) -> list[str]:
    """The tags of the tokens of one sentence.

    Parameters
    ----------
    text : str
        The whole text.
    spans : sequence of (int, int)
        The sentence's tokens, as :func:`framing.tokens.tokenize` gives them.
    words : sequence of str, optional
        Their texts, where they are at hand.

    Notes
    -----
    The stop of an abbreviation inside the sentence ("Gen", ".") takes the tag of its word. A sentence in capitals is
    read in lower case, so its names are not told from other nouns.

    Examples
    --------
    >>> from framing.tokens import tokenize
    >>> line = "Gen. Clark met 40 officials."
    >>> tags_of(line, tokenize(line, 0, len(line)))
    ['NNP', 'NNP', 'NNP', 'VBD', 'CD', 'NNS', '.']
    """
    words = [text[start:end] for start, end in spans] if words is None else words
    stops = {place for place, word in enumerate(words) if word == "." and _is_abbreviation_stop(text, spans, place)}
    tags = _tag_words([word for place, word in enumerate(words) if place not in stops] if stops else words)
    for place in sorted(stops):
        tags.insert(place, tags[place - 1])
    for place, word in enumerate(words):
        if not word[0].isalnum() and place not in stops:
            tags[place] = _mark_tag(text, spans, place) or tags[place]
    return tags


def _is_abbreviation_stop(text: str, spans: Sequence[tuple[int, int]], place: int) -> bool:
    """Whether the full stop at a place belongs to the word before it."""
    if not 0 < place < len(spans) - 1:
        return False
    start, end = spans[place]
    next_start = spans[place + 1][0]
    return (
        spans[place - 1][1] == start and text[start - 1].isalnum() and next_start > end and text[next_start].isalnum()
    )


def _tag_words(words: Sequence[str]) -> list[str]:
    shouted = not any(map(str.islower, "".join(words)))
    if shouted or not words:
        read = [_alone(word, place == 0, shouted) for place, word in enumerate(words)]
    else:
        read = [_alone(words[0], True, False), *map(_inside, words[1:])]
    straight, tags = [word for word, _ in read], [tag for _, tag in read]
    changed = _rules().apply(straight, tags)
    return [
        old if new == "VBN" and old == "VBD" and _is_suppletive(word) else new
        for word, old, new in zip(straight, tags, changed, strict=True)
    ]


@lru_cache(maxsize=1 << 17)
def _inside(word: str) -> tuple[str, str]:
    """A word as it is read behind others."""
    return _alone(word, False, False)


@lru_cache(maxsize=1 << 17)
def _alone(word: str, opens: bool, shouted: bool) -> tuple[str, str]:
    """A word as the contextual rules read it, with the tag it has by itself; ``opens`` where it is the first."""
    straight = word.translate(_STRAIGHT).lower() if shouted else word.translate(_STRAIGHT)
    before = () if opens else ("a",)
    _, tag = _parser().find_tags([*before, straight])[-1]
    return straight, tag if shouted else _shape_tag(straight, tag)


def _is_suppletive(word: str) -> bool:
    """Whether a past form has another stem than its verb (was, went): such forms are never participles."""
    return lemma_of(word, "VBD")[:1] != norm_of(word)[:1]


def _shape_tag(word: str, tag: str) -> str:
    """Figures are numbers; ``KFOR`` and ``wikiHow`` are names."""
    if word[0].isdigit():
        return "CD" if word.replace(".", "").replace(",", "").replace(":", "").isdigit() else tag
    if word.islower() or word[1:].islower():
        return tag
    capitals = sum(letter.isupper() for letter in word[1:])
    acronym = word.isupper() and 1 < len(word) <= LONGEST_ACRONYM and word[0].isalpha()
    mixed = capitals > 0 and tag == "NN"
    return "NNP" if acronym or mixed else tag


def _mark_tag(text: str, spans: Sequence[tuple[int, int]], place: int) -> str | None:
    """The tag of a mark; None for one that is read as a word."""
    start, end = spans[place]
    mark = text[start:end]
    if mark in _DOUBLE_QUOTES or mark in _SINGLE_QUOTES:
        return _quote_tag(text, spans, place)
    if mark.strip(".…") == "" and len(mark) > 1:
        return ":"
    return _MARKS.get(mark)


def _quote_tag(text: str, spans: Sequence[tuple[int, int]], place: int) -> str:
    start, end = spans[place]
    mark = text[start:end]
    after_word = place > 0 and spans[place - 1][1] == start and text[start - 1].isalnum()
    if mark in ("'", "’") and after_word and text[start - 1] in "sSxXzZ" and not _opened(text, spans, place):
        return "POS"
    if mark in _OPENING_QUOTES:
        return "``"
    glued_right = place + 1 < len(spans) and spans[place + 1][0] == end
    glued_left = place > 0 and spans[place - 1][1] == start
    return "``" if mark in ('"', "'", "''") and glued_right and not glued_left else "''"


def _opened(text: str, spans: Sequence[tuple[int, int]], place: int) -> bool:
    """Whether a single quotation mark opened earlier in the sentence."""
    for index in range(place):
        start, end = spans[index]
        alone = index == 0 or spans[index - 1][1] < start
        if text[start:end] in ("'", "‘") and alone and spans[index + 1][0] == end:
            return True
    return False


@lru_cache(maxsize=1)
def _parser() -> Any:
    tag_lexicon()
    from textblob.en import parser

    return parser


@lru_cache(maxsize=1)
def _rules() -> ContextualRules:
    known = tag_lexicon().context
    return ContextualRules(
        rule for rule in known if (rule[0], rule[1]) in TRUSTED_CHANGES or tuple(rule) in TRUSTED_RULES
    )


_looked_up = count()


@lru_cache(maxsize=1 << 17)
def forms_of(word: str, tag: str) -> tuple[str, str]:
    """The norm and the lemma of a word."""
    return norm_of(word), lemma_of(word, tag)


@lru_cache(maxsize=1 << 17)
def lemma_of(word: str, tag: str) -> str:
    """The dictionary form, lower case without diacritics; proper nouns keep their form.

    >>> lemma_of("accuses", "VBZ"), lemma_of("Thaçi", "NNP")
    ('accuse', 'thaci')
    """
    from simplemma import lemmatize

    if tag.startswith("NNP"):
        return norm_of(word)
    return norm_of(lemmatize(norm_of(word), "en", low_memory=next(_looked_up) < FEW_WORDS))
