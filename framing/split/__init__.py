"""The second stage: an article becomes sentences and tokens, each with its place in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.records import Article, Document, Sentence, Token, Words
from framing.split.abbreviations import Abbreviations
from framing.split.sentences import split_sentences
from framing.split.tags import forms_of, tags_of
from framing.tokens import norm_of, tokenize, tokens_of

if TYPE_CHECKING:
    from framing.lexicons import Cue, Lexicons

__all__ = ["Abbreviations", "Splitter", "norm_of", "split_sentences", "tokenize"]


class Splitter:
    """Splits articles; one is made for a study and used for every text.

    Parameters
    ----------
    abbreviations : Abbreviations
        The abbreviations and sentence openers of the articles' language.

    Examples
    --------
    >>> document = Splitter(Abbreviations()).split(Article("1", "Kurti left. Vučić stayed."))
    >>> [[token.norm for token in sentence.tokens] for sentence in document.sentences]
    [['kurti', 'left', '.'], ['vucic', 'stayed', '.']]
    """

    def __init__(self, abbreviations: Abbreviations) -> None:
        self.abbreviations = abbreviations

    @classmethod
    def from_lexicons(cls, lexicons: Lexicons) -> Splitter:
        """A splitter with the abbreviations, sentence openers and verbs of saying of the general lists."""
        verbs = (form for form, cues in lexicons.cues.items() if any(_introduces_quote(cue) for cue in cues))
        return cls(Abbreviations.from_entries(lexicons.abbreviations, lexicons.sentence_starters, verbs))

    def split(self, article: Article) -> Document:
        """The article's sentences and tokens; a text without words gives a document without sentences."""
        text = article.text
        sentences = (
            Sentence(index, start, end, paragraph, _words(text, start, end))
            for index, (start, end, paragraph) in enumerate(split_sentences(text, self.abbreviations))
        )
        return Document(article, tuple(sentences))


def _words(text: str, start: int, end: int) -> Words:
    spans, words = tokens_of(text, start, end)
    tags = tags_of(text, spans, words)
    read = zip(spans, words, map(forms_of, words, tags), tags, strict=True)
    return Words([Token(first, last, word, norm, lemma, tag) for (first, last), word, (norm, lemma), tag in read])


def _introduces_quote(cue: Cue) -> bool:
    return cue.part == "verb" and "quote" in cue.complements
