"""A sentence as the rules see it: tokens, a one-letter shape for each, noun phrases, verb groups and quotations."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property
from operator import attrgetter

from framing.quotations import Quotation
from framing.records import Sentence, Span, Token, record

_SHAPES = {
    "DT": "D", "PDT": "D", "PRP$": "D", "WP$": "W",
    "JJ": "J", "JJR": "J", "JJS": "J",
    "NN": "N", "NNS": "N", "NNP": "N", "NNPS": "N", "CD": "N", "NNP-PERS": "N", "FW": "N",
    "PRP": "P", "EX": "X",
    "POS": "S",
    "IN": "I", "TO": "I", "RP": "R",
    "VB": "V", "VBD": "V", "VBP": "V", "VBZ": "V", "VBN": "E", "VBG": "G", "MD": "M",
    "RB": "R", "RBR": "R", "RBS": "R", "CC": "C",
    "WDT": "W", "WP": "W", "WRB": "W",
}  # fmt: skip
OUTSIDE = "^"
QUOTE_MARKS = frozenset('"“”„«»‘’') | {"``", "''"}
MOSTLY_CAPITALS = 0.75
DASHES = frozenset("-–—") | {"--"}
_start_of, _end_of = attrgetter("start"), attrgetter("end")
_NOUN_PHRASE = re.compile(r"P|D*[JN]*N(?:S[JN]*N)*(?:S(?![JNDEGR]))?|D+J+(?=[VM])|D(?=[VMEI,.])")


@record
class Chunk:
    """A noun phrase ``tokens[first:last]``; its head is the last token that is no possessive mark."""

    first: int
    last: int
    head: int


class SentenceView:
    """What the rules ask of a sentence.

    Parameters
    ----------
    sentence : Sentence
    quotations : sequence of Quotation
        All quotations of the article.
    nouns : mapping of int to int
        Token positions that names and roles cover, with the position after the name: they are nouns whatever
        their tag.
    grammar : mapping of str to frozenset of str
        Function words by category: some mend what the tagger gets wrong ("such", a verb behind "he").
    verbs : frozenset of int
        Token positions that are verbs whatever their tag: the first words of phrasal verbs ("points out").
    """

    def __init__(
        self,
        sentence: Sentence,
        quotations: Sequence[Quotation],
        nouns: Mapping[int, int],
        grammar: Mapping[str, frozenset[str]],
        verbs: frozenset[int] = frozenset(),
    ) -> None:
        self._verbs = verbs
        self._determiners = grammar["determiner"]
        self._nominative = grammar["pronoun_he"] | grammar["pronoun_she"] | grammar["pronoun_they"]
        self.sentence = sentence
        self.tokens = sentence.tokens
        words = [token.text for token in self.tokens if token.text[0].isalpha()]
        self._capitals = sum(word[0].isupper() for word in words) > MOSTLY_CAPITALS * len(words)
        self.quotations = [q for q in quotations if q.start < sentence.end and q.end > sentence.start]
        self.quote_of = [self._quote_at(token.start) if self.quotations else -1 for token in self.tokens]
        self._name_starts = frozenset(nouns)
        self._named = {position for first, last in nouns.items() for position in range(first, last)}
        self._norms = [token.norm for token in self.tokens]
        self._size = len(self._norms)
        self.shapes = self._shapes()
        self.chunks = self._chunks()
        self.chunk_ending = {chunk.last: chunk for chunk in self.chunks}
        self.chunk_starting = {chunk.first: chunk for chunk in self.chunks}
        self._chunk_of = {position: chunk for chunk in self.chunks for position in range(chunk.first, chunk.last)}

    def norm(self, position: int) -> str:
        """The norm of the token at a position, empty outside the sentence."""
        return self._norms[position] if 0 <= position < self._size else ""

    def shape(self, position: int) -> str:
        """The shape of the token at a position; ``OUTSIDE`` beyond the sentence."""
        return self.shapes[position] if 0 <= position < self._size else OUTSIDE

    def chunk_at(self, position: int) -> Chunk | None:
        """The noun phrase that holds a token."""
        return self._chunk_of.get(position)

    @cached_property
    def in_quote_share(self) -> float:
        """The share of the sentence's words that stand in quotation marks."""
        words = [index for index, token in enumerate(self.tokens) if token.norm[:1].isalnum()]
        return sum(self.quote_of[index] >= 0 for index in words) / len(words) if words else 0.0

    def covering(self, spans: Sequence[Span]) -> tuple[int, int] | None:
        """The first token that any of the spans touches, and the one behind the last; None where none does."""
        tokens, low, high = self.tokens, len(self.tokens), 0
        for span in spans:
            if span.start < self.sentence.end and span.end > self.sentence.start:
                first = bisect_right(tokens, span.start, key=_end_of)
                last = bisect_left(tokens, span.end, key=_start_of)
                if first < last:
                    low, high = min(low, first), max(high, last)
        return (low, high) if low < high else None

    def _quote_at(self, offset: int) -> int:
        for index, quotation in enumerate(self.quotations):
            if quotation.start <= offset < quotation.end:
                return index
        return -1

    def _shapes(self) -> str:
        shapes = [self._shape(position, token) for position, token in enumerate(self.tokens)]
        for position in range(len(shapes) - 2, 0, -1):
            before, here, after = shapes[position - 1], shapes[position], shapes[position + 1]
            if (here in "EG" and before in "DJS" and after in "JN") or (
                here == "R" and before in "DS" and after == "J"
            ):
                shapes[position] = "J"
        for position in range(1, len(shapes)):
            behind_subject = shapes[position - 1] == "P" and self.tokens[position - 1].norm in self._nominative
            if behind_subject and shapes[position] == "N" and position not in self._named:
                shapes[position] = "V" if self.tokens[position].text.islower() else "N"
        return "".join(shapes)

    def _shape(self, position: int, token: Token) -> str:
        if token.text in QUOTE_MARKS or (token.text == "'" and self._is_edge(token)):
            return '"'
        if position in self._named:
            return "N"
        if position in self._verbs and not token.tag.startswith("V"):
            return "V"
        if token.norm in ("'s", "'"):
            return "S" if position and self._possessive(position) else "V"
        if not token.norm[:1].isalnum():
            return "," if token.text in ",;" or token.text in DASHES or token.text in "()[]" else "."
        if "." in token.norm[1:-1] and token.norm[0].isalpha():
            return "N"
        if token.norm in self._determiners:
            return "D"
        shape = _SHAPES.get(token.tag, "X")
        named = position and token.text[0].isupper() and not self._capitals
        if token.tag in ("JJ", "VB", "VBN", "VBD", "VBP", "X", "RB") and named:
            return "N"
        return shape

    def _is_edge(self, token: Token) -> bool:
        """Whether a quotation begins or ends with a token."""
        return any(token.start == quotation.start or token.end == quotation.end for quotation in self.quotations)

    def _possessive(self, position: int) -> bool:
        before = self.tokens[position - 1]
        if before.tag in ("PRP", "WP", "EX", "DT") and position - 1 not in self._named:
            return False
        after = self.tokens[position + 1] if position + 1 < len(self.tokens) else None
        return not (after and after.tag in ("VBG", "DT", "VBN", "RB", "IN")) or (
            after is not None and position + 2 < len(self.tokens) and self.tokens[position + 2].tag.startswith("NN")
        )

    def _chunks(self) -> list[Chunk]:
        chunks = []
        for match in _NOUN_PHRASE.finditer(self.shapes):
            head = match.end() - 1
            while head > match.start() and self.shapes[head] == "S":
                head -= 1
            cut = self._name_behind_noun(match.start(), match.end())
            if cut:
                chunks.append(Chunk(match.start(), cut, cut - 1))
            chunks.append(Chunk(cut or match.start(), match.end(), head))
        return chunks

    def _name_behind_noun(self, first: int, last: int) -> int:
        """Where a relative clause without its pronoun starts: the name in "a charge Pristina denied"; 0 elsewhere."""
        if self.shape(last) != "V" or self.shape(first) != "D":
            return 0
        for at in range(first + 2, last):
            noun = self.tokens[at - 1]
            if at in self._name_starts and at - 1 not in self._named and noun.tag == "NN" and noun.text.islower():
                return at if self.tokens[at].text[0].isupper() else 0
        return 0
