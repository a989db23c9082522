"""A text that gets labels: the words of a passage, or of one sentence in it, and what the label is asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from framing.learn.passages import Passage, whole_passage
from framing.records import Document


@dataclass(frozen=True, slots=True)
class LabelText:
    """What a label is given to.

    Parameters
    ----------
    passage : Passage
        The words themselves, no others.
    target : str
        What a stance is asked about, in the user's words; empty for tasks without a target.
    first : int
        Where the words begin in the passage that an encoder has read, counted in tokens; 0 where it read them alone.
    """

    passage: Passage
    target: str = ""
    first: int = 0


def text_of(document: Document, target: str = "") -> LabelText:
    """The whole text of a row as one piece.

    Examples
    --------
    >>> from framing.records import Article
    >>> from framing.split import Abbreviations, Splitter
    >>> document = Splitter(Abbreviations()).split(Article("1", "Taxes rise. Nobody cares."))
    >>> len(text_of(document, "taxes").passage.tokens)
    6
    """
    return LabelText(whole_passage(document), target)


def sentence_texts(passage: Passage) -> list[tuple[int, LabelText]]:
    """Each sentence of a paragraph with its index in the document, to be labelled from the paragraph's one reading."""
    found = []
    first = 0
    for index, group in groupby(passage.sentences):
        last = first + len(list(group))
        found.append((index, LabelText(cut(passage, first, last), first=first)))
        first = last
    return found


def cut(passage: Passage, first: int, last: int) -> Passage:
    """The tokens ``first`` up to, not including, ``last`` as a passage of their own."""
    here = slice(first, last)
    return Passage(passage.tokens[here], passage.quoted[here], passage.sentences[here])


def without(text: LabelText, left_out: Sequence[int]) -> LabelText:
    """The text with some of its tokens left out."""
    gone = frozenset(left_out)
    kept = [at for at in range(len(text.passage.tokens)) if at not in gone]
    whole = text.passage
    passage = Passage(
        tuple(whole.tokens[at] for at in kept),
        tuple(whole.quoted[at] for at in kept),
        tuple(whole.sentences[at] for at in kept),
    )
    return LabelText(passage, text.target)
