"""How a target's passage is read: names masked, words by their lemma, loaded words with what negation makes of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from framing.learn.passages import Passage
from framing.learn.target.target import Target
from framing.lexicons import Cue, Lexicons
from framing.records import Token, Words
from framing.score.sentiment import SentimentLexicon
from framing.score.shifters import clause_stops

TARGET, NAME, NUMBER = "<target>", "<name>", "<number>"
MOST_KEPT = 2048
"""Passages of which a reading is kept: those of a batch of articles."""
VADER_LARGEST = 4.0
DENIAL = -0.7
"""What a negator makes of a word of VADER's lexicon; the package's own lexicon has a factor for each shifter."""
LOADED_TAGS = ("NN", "VB", "JJ", "RB", "UH")


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

    def sign(self, at: int) -> str:
        """``+`` or ``-`` for a loaded word, else an empty text; the package's lexicon goes before VADER's."""
        value = self.valence[at] or self.vader[at]
        return "+" if value > 0 else "-" if value < 0 else ""


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
        self._kept: dict[tuple[object, ...], tuple[Sequence[Token], Reading]] = {}

    def read(self, target: Target) -> Reading:
        """The passage of a target as its features see it."""
        passage, first, last = target.passage, target.first, target.last
        untold = self.read_passage(passage)
        if not last:
            return untold
        begin, end = _sentence_of(passage, first)
        words, lemmas, vader = list(untold.words), list(untold.lemmas), list(untold.vader)
        valence = untold.valence
        if any(word != NAME for word in words[first:last]):
            masks = [_mask(token) for token in passage.tokens]
            masks[first:last] = [TARGET] * (last - first)
            valence, vader, _ = self._valences(passage, masks)
        words[first:last] = lemmas[first:last] = [TARGET] * (last - first)
        return replace(
            untold,
            first=first,
            last=last,
            begin=begin,
            end=max(end, last),
            words=words,
            lemmas=lemmas,
            valence=valence,
            vader=vader,
        )

    def read_passage(self, passage: Passage) -> Reading:
        """A passage for no target; kept for a while, as several targets and tasks ask for the same words."""
        tokens = passage.tokens
        if not tokens:
            return Reading(0, 0, 0, 0, (), (), (), (), (), frozenset(), frozenset(), ())
        key = (tuple(map(id, tokens)), passage.quoted, passage.sentences)
        kept = self._kept.get(key)
        if kept is None:
            if len(self._kept) == MOST_KEPT:
                self._kept.clear()
            kept = self._kept[key] = (tokens, self._read(passage))  # the tokens too: an id lasts as long as they
        return kept[1]

    def _read(self, passage: Passage) -> Reading:
        tokens = passage.tokens
        masks = [_mask(token) for token in tokens]
        valence, vader, negated = self._valences(passage, masks)
        return Reading(
            0,
            0,
            *_sentence_of(passage, 0),
            [mask or token.norm for mask, token in zip(masks, tokens, strict=True)],
            [mask or token.lemma for mask, token in zip(masks, tokens, strict=True)],
            [token.tag for token in tokens],
            valence,
            vader,
            negated,
            clause_stops(tokens),
            passage.quoted,
        )

    def _valences(self, passage: Passage, masks: Sequence[str]) -> tuple[list[float], list[float], frozenset[int]]:
        """By token: polarity of the package's lexicon, of VADER's; and which tokens a negator reaches."""
        tokens = passage.tokens
        valence = [0.0] * len(tokens)
        negated: set[int] = set()
        names = frozenset(at for at, mask in enumerate(masks) if mask in (NAME, TARGET))
        start = 0
        while start < len(tokens):
            stop = start
            while stop < len(tokens) and passage.sentences[stop] == passage.sentences[start]:
                stop += 1
            sentence = Words(tokens[start:stop])
            reaches = self._sentiment.shifters(sentence)
            inside = frozenset(at - start for at in names if start <= at < stop)
            for word in self._sentiment.find(sentence, inside, reaches):
                valence[start + word.last - 1] = word.value
            for reach in reaches:
                if reach.shifter.kind == "negator" and not sentence[reach.first].tag.startswith(("V", "N")):
                    negated.update(start + at for at in reach.positions[: reach.shifter.window_tokens])
            start = stop
        listed = self._vader
        vader = [
            0.0
            if mask or not token.tag.startswith(LOADED_TAGS)
            else listed.get(token.norm, 0.0) or listed.get(token.lemma, 0.0)
            for mask, token in zip(masks, tokens, strict=True)
        ]
        for at in negated:
            vader[at] *= DENIAL
        return valence, vader, frozenset(negated)


def _sentence_of(passage: Passage, at: int) -> tuple[int, int]:
    number = passage.sentences[at]
    begin, end = at, at + 1
    while begin and passage.sentences[begin - 1] == number:
        begin -= 1
    while end < len(passage.sentences) and passage.sentences[end] == number:
        end += 1
    return begin, end


def _mask(token: Token) -> str:
    if token.tag.startswith("NNP"):
        return NAME
    return NUMBER if token.tag == "CD" else ""


@lru_cache(maxsize=1)
def vader_lexicon() -> Mapping[str, float]:
    """VADER's word list (Hutto & Gilbert 2014), scaled to [-1, 1]."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return {word: value / VADER_LARGEST for word, value in SentimentIntensityAnalyzer().lexicon.items()}
