"""What trained models say of documents: each is asked once, read only where something is not known yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from framing.judgements import SentenceLabels, StanceProbabilities
from framing.records import Document, Portrayal, ProposedAttribution, Span

if TYPE_CHECKING:
    from framing.learn.models import Models
    from framing.learn.readings import Reading

T = TypeVar("T")
Readings = Sequence[Sequence["Reading"]]
Spans = Sequence[Sequence[Span]]


@dataclass(slots=True)
class Answers:
    """What the models have said of one document so far.

    Attributes
    ----------
    proposed : sequence of ProposedAttribution, optional
        None until the model of attribution was asked.
    labels : mapping of str to mapping of int to SentenceLabels
        By task, and by the index of the sentence.
    portrayals : mapping of Span to Portrayal or None
        By the characters of the target; None where they touch no word.
    stances : mapping of Span to StanceProbabilities or None
        As ``portrayals``.
    """

    proposed: Sequence[ProposedAttribution] | None = None
    labels: dict[str, Mapping[int, SentenceLabels]] = field(default_factory=dict)
    portrayals: dict[Span, Portrayal | None] = field(default_factory=dict)
    stances: dict[Span, StanceProbabilities | None] = field(default_factory=dict)


class Inquiry:
    """Asks the models of a choice about documents.

    Parameters
    ----------
    models : Models
    documents : sequence of Document
    known : sequence of Answers, optional
        What is known of each document; it is added to. A document of which all is known is not read.
    readings : sequence of sequence of Reading, optional
        The paragraphs of every document, where they were read before (``Models.readings``).
    """

    def __init__(
        self,
        models: Models,
        documents: Sequence[Document],
        known: Sequence[Answers] | None = None,
        readings: Readings | None = None,
    ) -> None:
        self.models = models
        self.documents = documents
        self.answers = [Answers() for _ in documents] if known is None else known
        self._read: dict[int, Sequence[Reading]] = dict(enumerate(readings or ()))

    def proposed(self) -> list[Sequence[ProposedAttribution]]:
        """The attributions that the model finds in each document."""
        new = [at for at, answers in enumerate(self.answers) if answers.proposed is None]
        for at, found in zip(new, self._asked(new, self.models.attribution.propose), strict=True):
            self.answers[at].proposed = found
        return [answers.proposed or () for answers in self.answers]

    def labels(self, task: str) -> list[Mapping[int, SentenceLabels]]:
        """The labels of the sentences of each document, by their index."""
        new = [at for at, answers in enumerate(self.answers) if task not in answers.labels]
        asked = self._asked(new, lambda readings: self.models.label_sentences(task, readings))
        for at, found in zip(new, asked, strict=True):
            self.answers[at].labels[task] = found
        return [answers.labels[task] for answers in self.answers]

    def stances_to_own(self, asked: Sequence[Sequence[tuple[int, str]]]) -> list[Sequence[SentenceLabels]]:
        """What the user's model of stance says of sentences, by their index, and targets of each document."""
        some = [at for at, wanted in enumerate(asked) if wanted]
        wanted = [asked[at] for at in some]
        answers = self._asked(some, lambda readings: self.models.label_targets(readings, wanted))
        found: list[Sequence[SentenceLabels]] = [() for _ in asked]
        for at, each in zip(some, answers, strict=True):
            found[at] = each
        return found

    def portrayals(self, spans: Spans) -> list[list[Portrayal | None]]:
        """How its sentence makes each target of each document look (``framing.learn.portrayal``)."""
        return self._of_targets([each.portrayals for each in self.answers], spans, self.models.portray)

    def stances(self, spans: Spans) -> list[list[StanceProbabilities | None]]:
        """How whoever speaks stands to each target of each document; encoder tier."""
        return self._of_targets([each.stances for each in self.answers], spans, self.models.stances_toward)

    def readings(self, at: int) -> Sequence[Reading]:
        """The paragraphs of the document at a place, read now where nothing was asked about it before."""
        [found] = self._readings([at])
        return found

    def _of_targets(
        self,
        known: Sequence[dict[Span, T]],
        spans: Spans,
        ask: Callable[[Readings, Spans], Sequence[Sequence[T]]],
    ) -> list[list[T]]:
        unknown = [
            [span for span in dict.fromkeys(wanted) if span not in here]
            for here, wanted in zip(known, spans, strict=True)
        ]
        new = [at for at, targets in enumerate(unknown) if targets]
        asked = [unknown[at] for at in new]
        for at, answers in zip(new, self._asked(new, lambda readings: ask(readings, asked)), strict=True):
            known[at].update(zip(unknown[at], answers, strict=True))
        return [[here[span] for span in wanted] for here, wanted in zip(known, spans, strict=True)]

    def _asked(self, places: Sequence[int], ask: Callable[[Readings], Sequence[T]]) -> Sequence[T]:
        return ask(self._readings(places)) if places else ()

    def _readings(self, places: Sequence[int]) -> list[Sequence[Reading]]:
        """The readings of some documents; those that were not asked about before are read in one go."""
        new = [at for at in places if at not in self._read]
        if new:
            self._read.update(zip(new, self.models.readings([self.documents[at] for at in new]), strict=True))
        return [self._read[at] for at in places]
