"""The tone of a sentence by our news lexicon: loaded words, what shifters make of them, one polarity, one label."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from operator import attrgetter
from typing import Literal

from framing.judgements import LexiconScore
from framing.lexicons import Lexicons, PhraseMatcher, PolarTerm
from framing.records import Mention, Token, record
from framing.score.parts import word_polarity
from framing.score.shifters import Reach, ShifterFinder, Span, effects

Label = Literal["negative", "neutral", "positive"]

ALPHA = 1.08
"""Chosen so that one word of 0.6 gives 0.5: 0.6 / sqrt(0.36 + 1.08)."""
LABEL_THRESHOLD = 0.2
"""About one word of 0.2: less than the weakest word that is more than a shade (0.3) is no tone."""
DENIED_BAD = 0.5
"""What "no" and "not" leave of a bad word once it is turned: "no violence" is less good than "prevented violence"."""
CONTENT_TAGS = frozenset(("NN", "VB", "JJ", "RB"))
OPENING_MARKS = frozenset("\"“„«‘'([:–—-•*") | {"``", "--", "''"}

_start_of, _end_of = attrgetter("start"), attrgetter("end")


@record
class LoadedWord:
    """A loaded word or phrase ``tokens[first:last]``: ``value`` is its polarity after the shifters in ``shifters``."""

    first: int
    last: int
    polarity: float
    value: float
    shifters: tuple[Span, ...] = ()


class SentimentLexicon:
    """Our news lexicon with its negators and valence shifters.

    Parameters
    ----------
    lexicons : Lexicons
    terms : iterable of PolarTerm, optional
        Loaded words in place of those of the lexicons; shifters stay theirs.

    Notes
    -----
    Words are weighed by the letter: irony, quotation marks that distance, and who suffers are beyond it.
    """

    def __init__(self, lexicons: Lexicons, terms: Iterable[PolarTerm] | None = None) -> None:
        self._terms: dict[str, tuple[PolarTerm, ...]] = {}
        for term in lexicons.sentiment if terms is None else terms:
            self._terms[term.term] = (*self._terms.get(term.term, ()), term)
        self._matcher = PhraseMatcher(self._terms.items())
        self._be = lexicons.grammar["be"]
        self._shifters = ShifterFinder(lexicons.shifters, self._be)

    def shifters(self, tokens: Sequence[Token]) -> list[Reach]:
        """The shifters of a sentence with what they reach."""
        return self._shifters.find(tokens)

    def find(
        self, tokens: Sequence[Token], names: AbstractSet[int] = frozenset(), shifters: Sequence[Reach] | None = None
    ) -> list[LoadedWord]:
        """The loaded words of a sentence, in the order of the text.

        Parameters
        ----------
        tokens : sequence of Token
            The sentence.
        names : set of int
            Positions of tokens that belong to names: the peace in "Peace Corps" is no peace.
        shifters : sequence of Reach, optional
            As ``self.shifters(tokens)`` gives them, if they are known already.
        """
        loaded = self.loaded(tokens, names)
        if not loaded:
            return []
        return self.shifted(tokens, loaded, self.shifters(tokens) if shifters is None else shifters)

    def shifted(
        self, tokens: Sequence[Token], loaded: Mapping[Span, float], reaches: Sequence[Reach]
    ) -> list[LoadedWord]:
        """The loaded words, as :meth:`loaded` gives them, with what shifters make of them."""
        reaches = [reach for reach in reaches if not any(_inside(reach, span) for span in loaded)]
        acting = list(zip(reaches, effects(tokens, loaded, reaches), strict=True))
        acting.sort(key=lambda pair: _is_function_word(tokens, pair[0]))
        values = dict(loaded)
        by: dict[Span, tuple[Span, ...]] = {}
        for reach, spans in acting:
            for span in spans:
                values[span] *= _factor(tokens, reach, values[span])
                by[span] = (*by.get(span, ()), (reach.first, reach.last))
        return [
            LoadedWord(*span, loaded[span], round(value, 6), by.get(span, ()))
            for span, value in values.items()
            if not any(_spent(reach, spans, span, values) for reach, spans in acting)
        ]

    def loaded(self, tokens: Sequence[Token], names: AbstractSet[int] = frozenset()) -> dict[Span, float]:
        """The loaded words outside names, as token ranges with their polarity before any shifter."""
        found: dict[Span, float] = {}
        for match in self._matcher.find(tokens):
            if not names.isdisjoint(range(match.first, match.last)):
                continue
            polarity: float | None = match.value[0].polarity
            if match.last - match.first == 1:
                polarity = self._word(tokens, match.first, match.value)
            if polarity is not None:
                found[match.first, match.last] = polarity
        return found

    def _word(self, tokens: Sequence[Token], at: int, entries: Sequence[PolarTerm]) -> float | None:
        """The polarity of a single word by the entry of its form, else of its lemma; None if neither fits."""
        token = tokens[at]
        known = word_polarity(tokens, at, entries, self._be)
        if known is None and token.lemma != token.norm and entries[0].term != token.lemma:
            known = word_polarity(tokens, at, self._terms.get(token.lemma, ()), self._be)
        return known


def score_of(words: Sequence[LoadedWord], tokens: Sequence[Token], text: str) -> LexiconScore:
    """The polarity of a sentence from its loaded words.

    polarity = s / sqrt(s^2 + ALPHA), s the sum of the words' values: in (-1, 1), None without a word. The form is
    VADER's (Hutto & Gilbert 2014); its constant is 15 for values up to 4, ours 1.08 for values up to 1.

    Parameters
    ----------
    words : sequence of LoadedWord
        As ``SentimentLexicon.find`` gives them.
    tokens : sequence of Token
        The sentence's tokens.
    text : str
        The whole article, from which the evidence is quoted.
    """
    polarity = polarity_of([word.value for word in words])
    return LexiconScore(polarity, tuple((quoted(word, tokens, text), word.value) for word in words))


def polarity_of(values: Sequence[float]) -> float | None:
    """One polarity from the values of words; None without any.

    >>> round(polarity_of([0.6]), 3), round(polarity_of([-0.6, -0.6]), 3), polarity_of([])
    (0.5, -0.756, None)
    """
    if not values:
        return None
    total = math.fsum(values)
    return round(total / math.sqrt(total * total + ALPHA), 6)


def label_of(polarity: float | None) -> Label:
    """The tone of a polarity; a sentence without a loaded word reports without tone.

    >>> label_of(-0.5), label_of(0.1), label_of(None)
    ('negative', 'neutral', 'neutral')
    """
    if polarity is None or abs(polarity) < LABEL_THRESHOLD:
        return "neutral"
    return "positive" if polarity > 0 else "negative"


def quoted(word: LoadedWord, tokens: Sequence[Token], text: str) -> str:
    """A loaded word and its shifters as they stand in the text, in its order."""
    spans = sorted({(word.first, word.last), *word.shifters})
    return " ".join(" ".join(text[tokens[first].start : tokens[last - 1].end].split()) for first, last in spans)


def token_range(tokens: Sequence[Token], start: int, end: int) -> Span:
    """The tokens that lie in ``text[start:end]`` as (first, last), last exclusive; (0, 0) where none does."""
    first = bisect_left(tokens, start, key=_start_of)
    last = bisect_right(tokens, end, key=_end_of)
    return (first, last) if first < last else (0, 0)


def name_positions(tokens: Sequence[Token], mentions: Sequence[Mention]) -> set[int]:
    """The positions of tokens that belong to names: those of mentions, and words with a capital inside a sentence.

    A capital says nothing at the start of a sentence or quotation, in headings in title case and in capitals.
    """
    inside = {at for mention in mentions for at in range(*token_range(tokens, mention.start, mention.end))}
    if not any(token.text[0].islower() and token.tag[:2] in CONTENT_TAGS for token in tokens):
        return inside
    capitals = [at for at, token in enumerate(tokens) if at and token.text[0].isupper() and not token.text.isupper()]
    inside.update(at for at in capitals if tokens[at - 1].text not in OPENING_MARKS)
    return inside


def _factor(tokens: Sequence[Token], reach: Reach, value: float) -> float:
    """What a shifter multiplies a word's value by.

    Negation is not symmetric: a good word denied is bad, a bad word denied is hardly good (Zhu, Guo, Mohammad &
    Kiritchenko 2014, An Empirical Study on the Effect of Negation Words on Sentiment). Verbs and nouns that undo
    what is bad ("prevent", "end of") turn it in full.
    """
    denied = reach.shifter.kind == "negator" and _is_function_word(tokens, reach) and value < 0
    return reach.shifter.factor * (DENIED_BAD if denied else 1.0)


def _is_function_word(tokens: Sequence[Token], reach: Reach) -> bool:
    """Whether a shifter is a word like "no" or "not", which acts after the verbs and nouns it denies."""
    return not tokens[reach.first].tag.startswith(("V", "N"))


def _inside(reach: Reach, span: Span) -> bool:
    """Whether a shifter is but a part of a longer loaded phrase."""
    return reach.overlaps(span) and span[1] - span[0] > reach.last - reach.first


def _spent(reach: Reach, spans: Sequence[Span], word: Span, values: Mapping[Span, float]) -> bool:
    """Whether a loaded word only served as a shifter: its own tone goes against what it made of others.

    "Abandoned the war" is not bad; "undermined peace" is bad twice.
    """
    if reach.shifter.kind in ("contrast", "irrealis") or not spans or not reach.overlaps(word):
        return False
    return values[word] * math.fsum(values[span] for span in spans) < 0
