"""A sentence as the rules see it: tokens, a one-letter shape for each, noun phrases, verb groups and quotations."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from operator import attrgetter

from framing.quotations import Quotation
from framing.records import Sentence, Span, Token, record
from framing.tag_lexicon import is_common_noun

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
_MARGIN = 16  # how far before a sentence its rules may ask
_ASK_SENTENCE = "?"
QUOTE_MARKS = frozenset('"“”„«»‘’') | {"``", "''"}
MOSTLY_CAPITALS = 0.75
MOST_REMEMBERED = 1 << 16
DASHES = frozenset("-–—") | {"--"}
_start_of, _end_of = attrgetter("start"), attrgetter("end")
_NAMED_TAGS = frozenset(("JJ", "VB", "VBN", "VBD", "VBP", "X", "RB"))
_ADJECTIVAL = re.compile(r"[DJSN](?:(?<!N)[EG][JN]|(?<=[DS])RJ|(?<=N)E[JN]|(?<=D)RI)")
_MODIFYING = re.compile(r'(?:^|(?<=[IG"])|(?<=^R)|(?<=[ICG"]R))E(?=[JN])')
"""Participles that open a noun phrase, as nearly all do there in GUM: "by armed men", "that heavily armed men"."""
_LISTED = re.compile(r"(?<=[C,])E(?=[JN])")
_NOUN_PHRASE = re.compile(r"(?=[PDJN])(?:P|D*[JN]*N(?:S[JN]*N)*(?:S(?![JNDEGR]))?|D+J+(?=[VM])|D(?=[VMEI,.]))")


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
        self._grammar = grammar
        self.sentence = sentence
        self.tokens = sentence.tokens
        within = slice(
            bisect_right(quotations, sentence.start, key=_end_of), bisect_left(quotations, sentence.end, key=_start_of)
        )
        self.quotations = quotations[within]
        self.quote_of = self._quotes() if self.quotations else [-1] * len(self.tokens)
        self._name_starts = nouns.keys()
        self._named = {position for first, last in nouns.items() for position in range(first, last)}
        self.norms = [token.norm for token in self.tokens]
        self.shapes = self._shapes()
        self._norms_around = [*self.norms, *[""] * _MARGIN]
        self._shapes_around = self.shapes + OUTSIDE * _MARGIN
        self.chunks = self._chunks()
        self.chunk_ending = {chunk.last: chunk for chunk in self.chunks}
        self.chunk_starting = {chunk.first: chunk for chunk in self.chunks}

    def norm(self, position: int) -> str:
        """The norm of the token at a position, empty outside the sentence."""
        try:
            return self._norms_around[position]
        except IndexError:
            return ""

    def shape(self, position: int) -> str:
        """The shape of the token at a position; ``OUTSIDE`` beyond the sentence."""
        try:
            return self._shapes_around[position]
        except IndexError:
            return OUTSIDE

    def is_noun_by_place(self, position: int) -> bool:
        """Whether a word has its capital from its place alone: "Trade" where it opens a sentence or a quotation."""
        quoted = self.shape(position - 1) == '"' and self.quote_of[position] >= 0
        if position and not quoted and self.norm(position - 1) != ":":
            return False
        following = self.tokens[position + 1 : position + 2]
        if following and following[0].text[0].isupper():
            return False
        return is_common_noun(self.tokens[position].text)

    def chunk_at(self, position: int) -> Chunk | None:
        """The noun phrase that holds a token."""
        for first in range(position, -1, -1):
            chunk = self.chunk_starting.get(first)
            if chunk is not None:
                return chunk if position < chunk.last else None
        return None

    @cached_property
    def in_quote_share(self) -> float:
        """The share of the sentence's words that stand in quotation marks."""
        if not self.quotations:
            return 0.0
        words = [index for index, norm in enumerate(self.norms) if norm[:1].isalnum()]
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

    def _quotes(self) -> list[int]:
        """For each token the quotation that holds it; -1 outside of all."""
        found = [-1] * len(self.tokens)
        for index, quotation in enumerate(self.quotations):
            first = bisect_left(self.tokens, quotation.start, key=_start_of)
            last = bisect_left(self.tokens, quotation.end, key=_start_of)
            found[first:last] = [index] * (last - first)
        return found

    @cached_property
    def _capitals(self) -> bool:
        """Whether most words begin with a capital, as in a title."""
        words = [token.text for token in self.tokens if token.text[0].isalpha()]
        return sum(word[0].isupper() for word in words) > MOSTLY_CAPITALS * len(words)

    def _shapes(self) -> str:
        usual = _usual_shapes(self._grammar["determiner"])
        shapes = [usual[token.text, token.norm, token.tag] for token in self.tokens]
        asked = [position for position, shape in enumerate(shapes) if shape == _ASK_SENTENCE]
        for position in (*asked, *self._named, *self._verbs):
            shapes[position] = self._shape(position, self.tokens[position])
        line = "".join(shapes)
        if _ADJECTIVAL.search(line):
            for position in range(len(shapes) - 2, 0, -1):
                before, here, after = shapes[position - 1], shapes[position], shapes[position + 1]
                if here in "EG":
                    counted = here == "E" and before == "N" and self.tokens[position - 1].tag == "CD"
                    if after in "JN" and (before in "DJS" or counted):
                        shapes[position] = "J"
                elif here == "R" and before in "DS" and after == "J":
                    shapes[position] = "J"
                elif here == "R" and before == "D" and after == "I":  # "the north of"
                    shapes[position] = "N" if self.norms[position] in self._grammar["locative_modifier"] else "R"
            line = "".join(shapes)
        line = _MODIFYING.sub("J", line)
        for match in _LISTED.finditer(line):  # "and long-barrelled weapons"
            if "-" in self.norms[match.start()]:
                line = f"{line[: match.start()]}J{line[match.end() :]}"
        return self._with_verbs_behind_subjects(line) if "PN" in line else line

    def _with_verbs_behind_subjects(self, line: str) -> str:
        """The shapes where what follows "he" and its kin in lower case is a verb, unless it is part of a name."""
        shapes = list(line)
        nominative = self._grammar["pronoun_he"], self._grammar["pronoun_she"], self._grammar["pronoun_they"]
        for position in range(1, len(shapes)):
            before = self.norms[position - 1]
            behind_subject = shapes[position - 1] == "P" and any(before in words for words in nominative)
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
        if token.text == "'" and position and self.tokens[position - 1].tag == "POS":
            return '"'
        if token.norm in ("'s", "'"):
            return "S" if position and self._possessive(position) else "V"
        shape = _usual_shapes(self._grammar["determiner"])[token.text, token.norm, token.tag]
        if shape != _ASK_SENTENCE:
            return shape
        return "N" if position and not self._capitals else _SHAPES.get(token.tag, "X")

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
        chunks, shapes = [], self.shapes
        for match in _NOUN_PHRASE.finditer(shapes):
            first, last = match.span()
            head = last - 1
            while head > first and shapes[head] == "S":
                head -= 1
            cut = self._name_behind_noun(first, last) if shapes[first] == "D" and self._name_starts else 0
            if cut:
                chunks.append(Chunk(first, cut, cut - 1))
            chunks.append(Chunk(cut or first, last, head))
        return chunks

    def _name_behind_noun(self, first: int, last: int) -> int:
        """Where a relative clause without its pronoun starts: the name in "a charge Pristina denied"; 0 elsewhere."""
        if self.shape(last) != "V":
            return 0
        for at in range(first + 2, last):
            noun = self.tokens[at - 1]
            if at in self._name_starts and at - 1 not in self._named and noun.tag == "NN" and noun.text.islower():
                return at if self.tokens[at].text[0].isupper() else 0
        return 0


class _UsualShapes(dict[tuple[str, str, str], str]):
    """The shapes of words by text, norm and tag; ``_ASK_SENTENCE`` where other words decide."""

    def __init__(self, determiners: frozenset[str]) -> None:
        super().__init__()
        self._determiners = determiners

    def __missing__(self, word: tuple[str, str, str]) -> str:
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        shape = self[word] = self._shape(*word)
        return shape

    def _shape(self, text: str, norm: str, tag: str) -> str:
        if text in QUOTE_MARKS:
            return '"'
        if text == "'" or norm in ("'s", "'"):
            return _ASK_SENTENCE
        if not norm[:1].isalnum():
            return "," if text in ",;" or text in DASHES or text in "()[]" else "."
        if "." in norm[1:-1] and norm[0].isalpha():
            return "N"
        if norm in self._determiners:
            return "D"
        return _ASK_SENTENCE if tag in _NAMED_TAGS and text[0].isupper() else _SHAPES.get(tag, "X")


_usual_shapes = lru_cache(maxsize=8)(_UsualShapes)
