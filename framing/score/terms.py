"""Finds the study's naming choices: the words that one side uses and the other would not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from framing.judgements import TermUse
from framing.lexicons import Match, PhraseMatcher
from framing.lexicons.inflect import plural_of, singulars_of
from framing.lexicons.phrases import is_mixed, words_of
from framing.quotations import PAIRS
from framing.records import Sentence, Token, Words
from framing.speakers import Speakers
from framing.study.records import Term
from framing.tokens import norm_of

NOBODY = Speakers(())
QUOTES = frozenset(norm_of(mark) for opening, closing in PAIRS.items() for mark in (opening, *closing))
NO_WORDS: frozenset[str] = frozenset()


class TermFinder:
    """The study's terms, ready for matching.

    Every variant is found in singular and plural, with a possessive behind it, in any case that keeps a name a name,
    with or without diacritics, its words joined by blanks, hyphens or a dash, some of them in quotation marks
    (the "so-called" state); never inside another word. Of overlapping terms the longest counts.

    Parameters
    ----------
    terms : iterable of Term

    Notes
    -----
    A single capitalised word has no singular: whether "Drenas" is a plural cannot be seen. List both where both exist.
    An abbreviation with small letters ("KiM") counts in capitals only where the words round it are not in capitals:
    "KIM JONG UN" is somebody else.
    """

    def __init__(self, terms: Iterable[Term]) -> None:
        stated = [(variant, term) for term in terms for variant in term.variants]
        numbered = [(form, term) for variant, term in stated for form in _numbers(variant)]
        spelled = [(spelling, term) for form, term in (*numbered, *stated) for spelling in _spellings(form)]
        self._matcher = PhraseMatcher([*spelled, *numbered, *stated])
        self.sides = PhraseMatcher((phrase, term.perspective) for phrase, term in (*spelled, *numbered, *stated))
        self._mixed = frozenset(norm_of(variant) for variant, _ in stated if is_mixed(variant))
        self._behind: dict[str, set[str]] = {}
        for form, _ in (*numbered, *stated):
            if " " in form:
                for first, second in pairwise(map(norm_of, words_of(form))):
                    self._behind.setdefault(first, set()).add(second)

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
        tokens = self._without_inner_quotes(sentence.tokens)
        for match in self._matcher.find(tokens):
            if self._mixed and self._is_shouted(match, tokens):
                continue
            start, end = tokens[match.first].start, tokens[match.last - 1].end
            term = match.value
            voice, in_quote = speakers.voice(start, end), speakers.quoted(start, end)
            yield TermUse(sentence.index, start, end, text[start:end], term.term_id, term.perspective, voice, in_quote)

    def _without_inner_quotes(self, words: Words) -> Words:
        """The words without quotation marks that stand between two words of a term and enclose words of it alone."""
        marks = QUOTES & words.norms.keys()
        places = [at for mark in marks for at in words.norms[mark]]
        last = len(words) - 1
        inner = {at for at in places if 0 < at < last and self._joined(words[at - 1], words[at + 1])}
        if not inner:
            return words
        enclosing = {
            at
            for left, right in pairwise(sorted(places))
            if right - left > 1 and all(self._joined(words[at], words[at + 1]) for at in range(left + 1, right - 1))
            for at in (left, right)
        }
        dropped = inner & enclosing
        return Words(token for at, token in enumerate(words) if at not in dropped)

    def _joined(self, first: Token, second: Token) -> bool:
        """Whether some term has two words one after the other."""
        behind = self._behind.get(first.norm, NO_WORDS) | self._behind.get(first.lemma, NO_WORDS)
        return second.norm in behind or second.lemma in behind

    def _is_shouted(self, match: Match[Term], tokens: Words) -> bool:
        """Whether an abbreviation with small letters stands in capitals among other words in capitals."""
        token = tokens[match.first]
        if match.last - match.first > 1 or token.norm not in self._mixed or not token.text.isupper():
            return False
        before = next((each.text for each in reversed(tokens[: match.first]) if each.text[0].isalpha()), "")
        behind = next((each.text for each in tokens[match.last :] if each.text[0].isalpha()), "")
        return any(len(word) > 1 and word.isupper() for word in (before, behind))


def _numbers(variant: str) -> Iterator[str]:
    """A variant with its last word in the plural, and with each plural of it in the singular.

    A name has no lemma by which its plural would be found, and no word has one by which its singular would be.
    """
    words = variant.split(" ")
    if words[-1].isalpha():
        yield " ".join([*words[:-1], plural_of(words[-1])])
    for at, word in enumerate(words):
        if word[-1:].isalpha() and not word.isupper() and (len(words) > 1 or word.islower()):
            yield from (" ".join([*words[:at], singular, *words[at + 1 :]]) for singular in singulars_of(word))


def _spellings(form: str) -> Iterator[str]:
    """The ways besides its own in which the words of a term are joined."""
    if "-" in form:
        yield form.replace("-", " ")
        yield form.replace("-", " – ")
    if " and " in form:
        yield form.replace(" and ", " & ")
    if " " in form and "'" not in form:
        yield form.replace(" ", "-")
