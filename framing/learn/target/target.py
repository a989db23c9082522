"""A target: the words of a passage whose picture is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from framing.errors import FramingError
from framing.learn.passages import Passage, whole_passage
from framing.records import Document


@dataclass(frozen=True, slots=True)
class Target:
    """The tokens ``first`` up to, not including, ``last`` of a passage."""

    passage: Passage
    first: int
    last: int

    @property
    def head(self) -> int:
        """The last token, which is the head of most names and descriptions."""
        return self.last - 1


def target_of(document: Document, start: int, end: int) -> Target:
    """The target that the characters [start, end) of a document touch; the whole document is its passage.

    Raises
    ------
    FramingError
        Where the span touches no word.

    Examples
    --------
    >>> from framing.records import Article
    >>> from framing.split import Abbreviations, Splitter
    >>> document = Splitter(Abbreviations()).split(Article("1", "Critics attacked Ana Kovač."))
    >>> target = target_of(document, 17, 26)
    >>> (target.first, target.last)
    (2, 4)
    """
    passage = whole_passage(document)
    covered = passage.covering(start, end)
    if covered is None:
        raise FramingError(f"the span {start}-{end} of {document.article.article_id} touches no word of its text")
    return Target(passage, *covered)
