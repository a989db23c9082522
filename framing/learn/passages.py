"""What a model reads at once: a paragraph's tokens, with the state of its quotations."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from framing.quotations import Quotation, find_quotations
from framing.records import Document, Token

DOUBLE_MARKS = frozenset(('"', "“", "”", "„", "``", "''"))
SPEECH_ENDS = frozenset(".,!?…")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, or the part of one that is read at once.

    ``quoted`` says of each token whether it stands in a quotation, marks included. Marks that the text leaves single
    are paired in order, and one behind a stop closes a quotation that began before the passage: texts with blanks
    round every mark, and rows cut out of a longer quotation, have such marks. ``sentences`` holds the index of each
    token's sentence in the document.
    """

    tokens: tuple[Token, ...]
    quoted: tuple[bool, ...]
    sentences: tuple[int, ...]

    def covering(self, start: int, end: int) -> tuple[int, int] | None:
        """The first token that the characters [start, end) touch and the one behind the last, or None."""
        touched = [i for i, token in enumerate(self.tokens) if token.start < end and token.end > start]
        return (touched[0], touched[-1] + 1) if touched else None


def passages_of(document: Document) -> list[Passage]:
    r"""The paragraphs of a document, in order; quotations are those of the whole text.

    Examples
    --------
    >>> from framing.records import Article
    >>> from framing.split import Abbreviations, Splitter
    >>> document = Splitter(Abbreviations()).split(Article("1", 'He said "no". She left.\n\nRain fell.'))
    >>> [len(passage.tokens) for passage in passages_of(document)]
    [9, 3]
    """
    quotations = find_quotations(document.article.text)
    found = []
    for _, group in groupby(document.sentences, key=lambda sentence: sentence.paragraph):
        sentences = list(group)
        tokens = tuple(token for sentence in sentences for token in sentence.tokens)
        if tokens:
            numbers = tuple(sentence.index for sentence in sentences for _ in sentence.tokens)
            found.append(Passage(tokens, _quoted(tokens, quotations), numbers))
    return found


def whole_passage(document: Document) -> Passage:
    """All tokens of a document as one passage: the rows of tasks are short texts, whatever their line breaks."""
    tokens = tuple(token for sentence in document.sentences for token in sentence.tokens)
    numbers = tuple(sentence.index for sentence in document.sentences for _ in sentence.tokens)
    return Passage(tokens, _quoted(tokens, find_quotations(document.article.text)), numbers)


def _quoted(tokens: Sequence[Token], quotations: Sequence[Quotation]) -> tuple[bool, ...]:
    starts = [quotation.start for quotation in quotations]
    before = (bisect_right(starts, token.start) - 1 for token in tokens)
    inside = [at >= 0 and token.start < quotations[at].end for token, at in zip(tokens, before, strict=True)]
    stray = [at for at, token in enumerate(tokens) if token.text in DOUBLE_MARKS and not inside[at]]
    for first, last in zip(stray[::2], stray[1::2], strict=False):
        inside[first : last + 1] = [True] * (last + 1 - first)
    if len(stray) % 2 and _closes(tokens, stray):
        begin = stray[-2] + 1 if len(stray) > 1 else 0
        inside[begin : stray[-1] + 1] = [True] * (stray[-1] + 1 - begin)
    return tuple(inside)


def _closes(tokens: Sequence[Token], stray: Sequence[int]) -> bool:
    """Whether the last of the single marks ends a quotation that began before the passage."""
    last = stray[-1]
    behind_speech = last > 0 and tokens[last - 1].text[-1:] in SPEECH_ENDS
    return behind_speech and (last == len(tokens) - 1 or len(stray) == 1)
