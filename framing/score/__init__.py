"""Scores every sentence: tone, stance, frames and naming, each with the words it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from framing.judgements import (
    Distance,
    FrameScore,
    IssueName,
    LexiconScore,
    Outlook,
    SentenceScore,
    StanceScore,
    TermUse,
)
from framing.lexicons import SentimentList
from framing.quotations import find_quotations
from framing.records import Attributed, Credence, Document, Mention, Sentence, record
from framing.score.baselines import textblob_scores, vader_compound
from framing.score.credence import CredenceReader
from framing.score.distancing import DistanceFinder
from framing.score.frames import FrameFinder
from framing.score.issues import IssueFinder
from framing.score.reading import Reading, attributions_by_sentence, sayings
from framing.score.sentiment import SentimentLexicon, label_of, name_positions, polarity_of, score_of
from framing.score.stance import StanceFinder
from framing.score.terms import TermFinder
from framing.score.weighing import StanceWeigher
from framing.speakers import Speakers
from framing.study.records import Study


@record
class Scored:
    """What scoring finds in one document: rows of ``sentences``, ``stances``, ``frames``, ``terms``, ``distancing``.

    ``credences`` are those of the document's attributions, one each.
    """

    scores: tuple[SentenceScore, ...]
    stances: tuple[StanceScore, ...]
    frames: tuple[FrameScore, ...]
    terms: tuple[TermUse, ...]
    distancing: tuple[Distance, ...] = ()
    credences: tuple[Credence | None, ...] = ()


class Scorer:
    """Scores documents by the lexicons of a study; made once, used for any number of documents.

    Parameters
    ----------
    study : Study
    weigher : StanceWeigher, optional
        Weighs the cues of stances, by the tier that portrayed the mentions; without it the lexicons alone tell
        stances, and give no probabilities.
    own : SentimentList, optional
        A user's loaded words for the tone of sentences; stances are weighed by the package's all the same, as the
        weights were learnt with them.

    Notes
    -----
    All but the portrayal of mentions is counted from word lists; "no evidence" stays missing.
    """

    def __init__(self, study: Study, weigher: StanceWeigher | None = None, own: SentimentList | None = None) -> None:
        lexicons = study.lexicons
        self.study = study
        self._sentiment = SentimentLexicon(lexicons)
        self._own = SentimentLexicon(lexicons, own.terms) if own else None
        self._frames = FrameFinder(study.frames)
        self._terms = TermFinder(study.terms)
        self._stances = StanceFinder(lexicons.stance, study.perspectives, lexicons.grammar, weigher)
        self._issues = IssueFinder(study.issues, self._stances)
        self._distances = DistanceFinder(lexicons, self._terms.sides)
        self._credence = CredenceReader(lexicons.cues, lexicons.grammar)

    def issue_names(self, document: Document) -> list[IssueName]:
        """The words of a document that name an issue, for an ``Outlook``."""
        return list(self._issues.names(document))

    def score(self, document: Document, attributed: Attributed, outlook: Outlook | None = None) -> Scored:
        """The scores, stances, frames, terms and marks of distance of a document, each in the order of the text.

        Parameters
        ----------
        document : Document
            An article with its sentences.
        attributed : Attributed
            What attribution found in the same document.
        outlook : Outlook, optional
            What trained models say of it; the weights of stances were learnt with it.
        """
        outlook = outlook or Outlook()
        names: dict[int, list[IssueName]] = {}
        for name in self.issue_names(document) if outlook.issues is None else outlook.issues:
            names.setdefault(name.sentence_index, []).append(name)
        text = document.article.text
        mentions: dict[int, list[Mention]] = {}
        for mention in attributed.mentions:
            mentions.setdefault(mention.sentence_index, []).append(mention)
        attributions = attributions_by_sentence(document, attributed.attributions)
        scores: list[SentenceScore] = []
        stances: list[StanceScore] = []
        for sentence, voice in zip(document.sentences, attributed.voices, strict=True):
            reading = self._read(sentence, text, mentions.get(sentence.index, ()))
            reading = replace(reading, tone=outlook.tones.get(sentence.index), toward=outlook.toward)
            scores.append(_sentence_score(reading if self._own is None else self._own_tone(reading)))
            said = sayings(reading, voice, attributions.get(sentence.index, ()))
            for saying in said:
                stances += self._stances.find(reading, saying)
            stances += self._issues.find(reading, said, names.get(sentence.index, ()))
        quotations = find_quotations(text)
        speakers = Speakers(attributed.attributions, quotations)
        return Scored(
            tuple(scores),
            tuple(stances),
            tuple(frame for sentence in document.sentences for frame in self._frames.find(sentence, text)),
            tuple(term for sentence in document.sentences for term in self._terms.find(sentence, text, speakers)),
            tuple(self._distances.find(document, attributed, speakers, quotations)),
            self._credence.read(document, attributed.attributions),
        )

    def text_score(self, document: Document, attributed: Attributed) -> LexiconScore:
        """The news lexicon's reading of a whole text: its loaded words together, whatever their sentences."""
        text = document.article.text
        evidence: list[tuple[str, float]] = []
        for sentence in document.sentences:
            mentions = [mention for mention in attributed.mentions if mention.sentence_index == sentence.index]
            reading = self._read(sentence, text, mentions)
            evidence += score_of(reading.loaded, reading.tokens, text).evidence
        return LexiconScore(polarity_of([value for _, value in evidence]), tuple(evidence))

    def _own_tone(self, reading: Reading) -> Reading:
        """The reading with the loaded words of the user's list."""
        if self._own is None:
            return reading
        names = name_positions(reading.tokens, _names(reading.mentions))
        return replace(reading, loaded=tuple(self._own.find(reading.tokens, names, reading.shifters)))

    def _read(self, sentence: Sentence, text: str, mentions: Sequence[Mention]) -> Reading:
        names = name_positions(sentence.tokens, _names(mentions))
        shifters = self._sentiment.shifters(sentence.tokens)
        loaded = self._sentiment.find(sentence.tokens, names, shifters)
        return Reading(sentence, text, tuple(mentions), tuple(loaded), tuple(shifters), self.study.lexicons.grammar)


def _names(mentions: Iterable[Mention]) -> list[Mention]:
    return [mention for mention in mentions if mention.form == "name"]


def _sentence_score(reading: Reading) -> SentenceScore:
    words = reading.text[reading.sentence.start : reading.sentence.end]
    ours = score_of(reading.loaded, reading.tokens, reading.text)
    polarity, subjectivity = textblob_scores(words)
    return SentenceScore(
        sentence_index=reading.sentence.index,
        sentiment=label_of(ours.polarity),
        vader_compound=vader_compound(words),
        textblob_polarity=polarity,
        textblob_subjectivity=subjectivity,
        lexicon_polarity=ours.polarity,
        lexicon_evidence="; ".join(f"{word} {value:+.2f}" for word, value in ours.evidence) or None,
        lexicon_words=len(ours.evidence),
    )


__all__ = ["Scored", "Scorer", "StanceWeigher", "label_of"]
