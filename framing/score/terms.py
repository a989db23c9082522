"""Finds the study's naming choices: the words that one side uses and the other would not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from framing.lexicons import PhraseMatcher
from framing.lexicons.inflect import plural_of
from framing.records import Sentence, TermUse
from framing.study.records import Term


class TermFinder:
    """The study's terms, ready for matching.

    Every variant is found with its plural, with a possessive behind it, in any case that keeps a name a name, and
    with or without diacritics; never inside another word. Of overlapping terms the longest counts.

    Parameters
    ----------
    terms : iterable of Term
    """

    def __init__(self, terms: Iterable[Term]) -> None:
        terms = tuple(terms)
        plurals = [(_plural(variant), term) for term in terms for variant in term.variants]
        stated = [(variant, term) for term in terms for variant in term.variants]
        self._matcher = PhraseMatcher([*plurals, *stated])

    def find(self, sentence: Sentence, text: str) -> Iterator[TermUse]:
        """The terms of a sentence in the order of the text.

        Parameters
        ----------
        sentence : Sentence
            Its offsets are those of the article.
        text : str
            The whole article.
        """
        for match in self._matcher.find(sentence.tokens):
            start, end = sentence.tokens[match.first].start, sentence.tokens[match.last - 1].end
            term = match.value
            yield TermUse(sentence.index, start, end, text[start:end], term.term_id, term.perspective)


def _plural(variant: str) -> str:
    """A variant with its last word in the plural: a name has no lemma by which its plural would be found."""
    first, blank, last = variant.rpartition(" ")
    return first + blank + plural_of(last) if last.isalpha() else variant
