"""How a target's passage is read: names masked, words by their lemma, loaded words with what negation makes of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from framing.learn.passages import Passage
from framing.learn.target.target import Target
from framing.lexicons import Cue, Lexicons
from framing.records import Token, Words
from framing.score.baselines import vader_lexicon
from framing.score.sentiment import SentimentLexicon
from framing.score.shifters import clause_stops

TARGET, NAME, NUMBER = "<target>", "<name>", "<number>"
MASKS = frozenset((TARGET, NAME, NUMBER))
MOST_KEPT = 2048
"""Passages of which a reading is kept: those of a batch of articles."""
DENIAL = -0.7
"""What a negator makes of a word of VADER's lexicon; the package's own lexicon has a factor for each shifter."""
CONTENT_TAGS = ("NN", "VB", "JJ", "RB", "UH")
"""How the tags of content words begin, with so many letters; no other word is loaded."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage read for one target; all sequences have one entry a token of the passage.

    Attributes
    ----------
    first, last : int
        The target's tokens.
    begin, end : int
        The tokens of the target's sentence.
    words : sequence of str
        Forms in lower case; the target, other names and figures masked.
    lemmas : sequence of str
        As ``words``, by lemma.
    tags : sequence of str
        Penn Treebank tags.
    valence : sequence of float
        Polarity by the package's lexicon after its shifters, in about [-1, 1]; 0 for words it does not list.
    vader : sequence of float
        Polarity by VADER's lexicon in [-1, 1], turned and damped where negated.
    negated : set of int
        Tokens in reach of a negating function word.
    stops : set of int
        Marks between clauses.
    quoted : sequence of bool
    content : sequence of bool
        Whether it is a content word.
    signs : sequence of str
        ``+`` or ``-`` for a loaded word, else an empty text; the package's lexicon goes before VADER's.
    """

    first: int
    last: int
    begin: int
    end: int
    words: Sequence[str]
    lemmas: Sequence[str]
    tags: Sequence[str]
    valence: Sequence[float]
    vader: Sequence[float]
    negated: frozenset[int]
    stops: frozenset[int]
    quoted: Sequence[bool]
    content: Sequence[bool]
    signs: Sequence[str]


_EMPTY = Reading(0, 0, 0, 0, (), (), (), (), (), frozenset(), frozenset(), (), (), ())


@dataclass(frozen=True, slots=True)
class WordLists:
    """What the features ask of the lexicons, ready for look-up."""

    be: frozenset[str]
    copulas: frozenset[str]
    auxiliaries: frozenset[str]
    relatives: frozenset[str]
    negators: frozenset[str]
    cues: Mapping[str, tuple[Cue, ...]]
    stance: Mapping[str, str]


class Reader:
    """Reads passages for their targets.

    Parameters
    ----------
    lexicons : Lexicons
    """

    def __init__(self, lexicons: Lexicons) -> None:
        self.lexicons = lexicons
        grammar = lexicons.grammar
        negators = frozenset(
            term for term, shifter in lexicons.shifters.items() if shifter.kind == "negator" and " " not in term
        )
        self.lists = WordLists(
            grammar["be"] & grammar["auxiliary"],
            grammar["be"],
            grammar["auxiliary"],
            grammar["relative"],
            negators,
            lexicons.cues,
            lexicons.stance,
        )
        self._sentiment = SentimentLexicon(lexicons)
        self._vader = vader_lexicon()
        self._kept: dict[tuple[object, ...], tuple[Sequence[Token], Reading, AbstractSet[int]]] = {}

    def read(self, target: Target) -> Reading:
        """The passage of a target as its features see it."""
        passage, first, last = target.passage, target.first, target.last
        untold, loaded = self._kept_or_read(passage)
        if not last:
            return untold
        begin, end = _sentence_of(passage, first)
        here = range(first, last)
        words, lemmas = list(untold.words), list(untold.lemmas)
        words[first:last] = lemmas[first:last] = [TARGET] * len(here)
        valence, vader, signs = untold.valence, list(untold.vader), list(untold.signs)
        if loaded.isdisjoint(here):
            vader[first:last] = [0.0] * len(here)
            signs[first:last] = [""] * len(here)
        else:  # without the target's own words, shifters act on others
            names = {at for at, word in enumerate(words) if word in (NAME, TARGET)}
            valence, negated, _ = self._valences(passage, names)
            masked = [word in MASKS for word in words]
            vader = self._vaders(passage, masked, untold.content, negated)
            signs = _signs(valence, vader)
        return Reading(
            first,
            last,
            begin,
            max(end, last),
            words,
            lemmas,
            untold.tags,
            valence,
            vader,
            untold.negated,
            untold.stops,
            untold.quoted,
            untold.content,
            signs,
        )

    def read_passage(self, passage: Passage) -> Reading:
        """A passage for no target; kept for a while, as several targets and tasks ask for the same words."""
        return self._kept_or_read(passage)[0]

    def _kept_or_read(self, passage: Passage) -> tuple[Reading, AbstractSet[int]]:
        """A passage read for no target, and the tokens of its loaded words."""
        tokens = passage.tokens
        if not tokens:
            return _EMPTY, frozenset()
        key = (tuple(map(id, tokens)), passage.quoted, passage.sentences)
        kept = self._kept.get(key)
        if kept is None:
            if len(self._kept) == MOST_KEPT:
                self._kept.clear()
            kept = self._kept[key] = (tokens, *self._read(passage))  # the tokens too: an id lasts as long as they
        return kept[1], kept[2]

    def _read(self, passage: Passage) -> tuple[Reading, AbstractSet[int]]:
        tokens = passage.tokens
        tags = [token.tag for token in tokens]
        masks = [NAME if tag.startswith("NNP") else NUMBER if tag == "CD" else "" for tag in tags]
        content = [tag[:2] in CONTENT_TAGS for tag in tags]
        names = {at for at, mask in enumerate(masks) if mask == NAME}
        valence, negated, loaded = self._valences(passage, names)
        vader = self._vaders(passage, masks, content, negated)
        reading = Reading(
            0,
            0,
            *_sentence_of(passage, 0),
            [mask or token.norm for mask, token in zip(masks, tokens, strict=True)],
            [mask or token.lemma for mask, token in zip(masks, tokens, strict=True)],
            tags,
            valence,
            vader,
            negated,
            clause_stops(tokens),
            passage.quoted,
            content,
            _signs(valence, vader),
        )
        return reading, loaded

    def _valences(
        self, passage: Passage, names: AbstractSet[int]
    ) -> tuple[list[float], frozenset[int], AbstractSet[int]]:
        """By token the polarity of the package's lexicon; the tokens that a negator reaches; those of loaded words."""
        tokens = passage.tokens
        valence = [0.0] * len(tokens)
        negated: set[int] = set()
        touched: set[int] = set()
        start = 0
        while start < len(tokens):
            _, stop = _sentence_of(passage, start)
            sentence = Words(tokens[start:stop])
            reaches = self._sentiment.shifters(sentence)
            loaded = self._sentiment.loaded(sentence, {at - start for at in names} if start else names)
            touched.update(start + at for span in loaded for at in range(*span))
            for word in self._sentiment.shifted(sentence, loaded, reaches) if loaded else ():
                valence[start + word.last - 1] = word.value
            for reach in reaches:
                if reach.shifter.kind == "negator" and not sentence[reach.first].tag.startswith(("V", "N")):
                    negated.update(start + at for at in reach.positions[: reach.shifter.window_tokens])
            start = stop
        return valence, frozenset(negated), touched

    def _vaders(
        self, passage: Passage, masked: Sequence[object], content: Sequence[bool], negated: AbstractSet[int]
    ) -> list[float]:
        """By token the polarity of VADER's lexicon."""
        listed = self._vader
        vader = [
            0.0 if hidden or not said else listed.get(token.norm, 0.0) or listed.get(token.lemma, 0.0)
            for hidden, said, token in zip(masked, content, passage.tokens, strict=True)
        ]
        for at in negated:
            vader[at] *= DENIAL
        return vader


def _signs(valence: Sequence[float], vader: Sequence[float]) -> list[str]:
    values = (value or further for value, further in zip(valence, vader, strict=True))
    return ["+" if value > 0 else "-" if value < 0 else "" for value in values]


def _sentence_of(passage: Passage, at: int) -> tuple[int, int]:
    """The tokens of the sentence that a token stands in."""
    numbers = passage.sentences
    if numbers[0] == numbers[-1]:
        return 0, len(numbers)
    begin, end = at, at + 1
    while begin and numbers[begin - 1] == numbers[at]:
        begin -= 1
    while end < len(numbers) and numbers[end] == numbers[at]:
        end += 1
    return begin, end
