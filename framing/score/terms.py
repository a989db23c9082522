"""Finds the study's naming choices: the words that one side uses and the other would not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from framing.judgements import TermUse
from framing.lexicons import PhraseMatcher
from framing.lexicons.inflect import plural_of
from framing.records import Sentence
from framing.speakers import Speakers
from framing.study.records import Term

NOBODY = Speakers(())


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
        self.sides = PhraseMatcher((variant, term.perspective) for term in terms for variant in term.variants)
        plurals = [(_plural(variant), term) for term in terms for variant in term.variants]
        stated = [(variant, term) for term in terms for variant in term.variants]
        self._matcher = PhraseMatcher([*plurals, *stated])

    def find(self, sentence: Sentence, text: str, speakers: Speakers = NOBODY) -> Iterator[TermUse]:
        """The terms of a sentence in the order of the text, each with whose words it stands in.

        Parameters
        ----------
        sentence : Sentence
            Its offsets are those of the article.
        text : str
            The whole article.
        speakers : Speakers
            Who says what in the article; by default all is the outlet's own.
        """
        for match in self._matcher.find(sentence.tokens):
            start, end = sentence.tokens[match.first].start, sentence.tokens[match.last - 1].end
            term = match.value
            voice, in_quote = speakers.voice(start, end), speakers.quoted(start, end)
            yield TermUse(sentence.index, start, end, text[start:end], term.term_id, term.perspective, voice, in_quote)


def _plural(variant: str) -> str:
    """A variant with its last word in the plural: a name has no lemma by which its plural would be found."""
    first, blank, last = variant.rpartition(" ")
    return first + blank + plural_of(last) if last.isalpha() else variant
