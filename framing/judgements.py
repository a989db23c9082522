"""The typed records of what is judged of a document: tone, stance, frames, names and distance, by lists and by models.

Offsets are those of ``framing.records``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Literal

from framing.records import Span, record

Stance = Literal["favor", "against", "none"]


@record
class LexiconScore:
    """A lexicon's reading of a stretch of text.

    ``polarity`` lies in [-1, 1] and is None where no word of the lexicon stands in the text (missing, not 0).
    ``evidence`` lists the words that were found with what they counted after negation and shifters.
    """

    polarity: float | None
    evidence: tuple[tuple[str, float], ...] = ()


@record
class SentenceScore:
    """The scores of a sentence, named as in the table ``sentences``.

    ``sentiment`` is the label of ``lexicon_polarity``, ``neutral`` where that is missing; the three probabilities
    need a trained model, whose label is None where it was not sure enough. ``lexicon_evidence`` reads
    "attack -0.60; not agree -0.35"; ``lexicon_words`` counts its entries.
    """

    sentence_index: int
    sentiment: Literal["negative", "neutral", "positive"] | None
    vader_compound: float | None
    textblob_polarity: float | None
    textblob_subjectivity: float | None
    lexicon_polarity: float | None
    lexicon_evidence: str | None
    lexicon_words: int
    sentiment_negative: float | None = None
    sentiment_neutral: float | None = None
    sentiment_positive: float | None = None
    sentiment_evidence: str | None = None


@record
class StanceScore:
    """How a holder stands to a target in one sentence, named as in the table ``stances``.

    A target of kind ``own`` is one of a user's model of stance, which judges the sentence as a whole.
    ``polarity`` lies in [-1, 1] and is None where nothing speaks for or against the target; ``stance`` is None where
    its probability was too low to tell it.
    """

    sentence_index: int
    holder: str
    target_kind: Literal["perspective", "issue", "own"]
    target: str
    stance: Stance | None
    polarity: float | None = None
    evidence: str | None = None
    p_favor: float | None = None
    p_against: float | None = None
    p_none: float | None = None


@record
class SentenceLabels:
    """What a trained model gives a sentence: its labels, and the probability of each label the model knows.

    ``evidence`` has the words that speak for a label it gives, as that of ``Portrayal``, where there are any.
    """

    labels: tuple[str, ...]
    probabilities: Mapping[str, float]
    evidence: Mapping[str, str] = field(default_factory=dict)


@record
class StanceProbabilities:
    """The probabilities of a stance; they add up to 1. ``evidence`` is that of ``Portrayal``, for the likeliest."""

    favor: float
    against: float
    none: float
    evidence: str | None = None

    @property
    def label(self) -> Stance:
        """The likeliest stance; ``none`` where another is only as likely."""
        if self.none >= max(self.favor, self.against):
            return "none"
        return "favor" if self.favor > self.against else "against"


@record
class IssueName:
    """Words that name an issue: ``tokens[first:last]`` of a sentence, ``text[start:end]`` of the article.

    ``sign`` is 1 for a phrase that speaks for the issue by itself, -1 for one that speaks against it, else 0.
    """

    issue_id: str
    sentence_index: int
    first: int
    last: int
    start: int
    end: int
    sign: int = 0


@record
class Outlook:
    """What is known of a document for its stances before they are weighed.

    ``tones`` are the labels of sentiment by the index of the sentence; ``toward`` says of targets, by their span, how
    whoever speaks in the sentence stands to them, and is empty in the linear tier; both are from trained models.
    ``issues`` are the words that name issues, in the order of the text; None where nobody has looked.
    """

    tones: Mapping[int, SentenceLabels] = field(default_factory=dict)
    toward: Mapping[Span, StanceProbabilities] = field(default_factory=dict)
    issues: Sequence[IssueName] | None = None


@record
class FrameScore:
    """A frame in a sentence, named as in the table ``frames``.

    Found by matched terms (``weight``, and the terms as ``evidence``), or by a trained model (``probability``, and the
    words that speak for it); ``present`` is None
    where that was not sure enough.
    """

    sentence_index: int
    frame: str
    weight: float | None
    present: bool | None
    evidence: str | None
    probability: float | None = None


@record
class TermUse:
    """A naming choice found in the text, named as in the table ``terms``.

    ``voice`` is whose words it stands in: a side, several joined by ``;``, ``other``, ``narrator``, None where that is
    unknown; ``in_quote`` whether it stands in quotation marks.
    """

    sentence_index: int
    start: int
    end: int
    text: str
    term_id: str
    perspective: str
    voice: str | None = None
    in_quote: bool = False


@record
class Distance:
    """Words by which a writer or speaker keeps a distance from another's, named as in the table ``distancing``.

    ``marker`` is ``scare_quotes`` or one of ``lexicons/distancing.tsv``; ``voice`` is who keeps the distance, and
    ``perspective`` the side whose words or name they are, None where that is unknown.
    """

    sentence_index: int
    start: int
    end: int
    text: str
    marker: str
    voice: str | None
    perspective: str | None
