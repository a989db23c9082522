"""The one way through: articles are split, attributed and scored, and leave as rows of the tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

from framing.batches import BATCH_ARTICLES, batched
from framing.errors import FramingError
from framing.judgements import FrameScore, IssueName, Outlook, SentenceLabels, StanceScore
from framing.learn.choice import DEFAULT_TIER, ModelChoice
from framing.manifest import FRAMES, Inputs, manifest_of
from framing.records import Article, Attributed, Document, Mention, Portrayal, Span
from framing.schema import TABLES
from framing.study.records import Study
from framing.tables import Rows, rows_of

if TYPE_CHECKING:
    import pandas as pd

    from framing.learn.inquiry import Answers, Inquiry
    from framing.learn.models import Models
    from framing.learn.readings import Reading
    from framing.lexicons import SentimentList
    from framing.results import Result
    from framing.score import Scored, StanceWeigher


class Analyzer:
    """Everything that reads articles, made once from a study.

    Parameters
    ----------
    study : Study
    models : Models, optional
        The trained models; the shipped ones of the encoder tier by default.
    min_confidence : float
        In [0, 1]; attributions below it give no voice, and labels whose probability is below it are left out.
    own : SentimentList, optional
        A user's loaded words for the tone of sentences, in place of the package's.
    explain : bool
        Whether the evidence of models is found by leaving each word out in turn, which is slow.
    """

    def __init__(
        self,
        study: Study,
        models: Models | None = None,
        min_confidence: float = 0.0,
        own: SentimentList | None = None,
        *,
        explain: bool = False,
    ) -> None:
        from framing.attribute import Attributor
        from framing.learn.models import Models
        from framing.score import Scorer, StanceWeigher
        from framing.score.own_targets import OwnTargets
        from framing.split import Splitter

        self.study = study
        self.models = models or Models(study.lexicons)
        targets = self.models.own_targets
        self._targets_asked = (
            OwnTargets(targets, study.issues, study.lexicons.function_words.keys()) if targets else None
        )
        self.splitter = Splitter.from_lexicons(study.lexicons)
        self.min_confidence = min_confidence
        self.explain = explain
        self.attributor = Attributor(study, min_confidence)
        self.scorer = Scorer(study, StanceWeigher(study.lexicons.stance_weights, self.models.tier), own)

    def weigh_stances_by(self, weigher: StanceWeigher | None) -> None:
        """Takes other weights of stances than the tier's, or with None the lexicons alone."""
        from framing.score import Scorer

        self.scorer = Scorer(self.study, weigher)

    def rows(self, articles: Sequence[Article], known: Sequence[Answers] | None = None) -> list[Rows]:
        """The rows of each article for every table.

        Parameters
        ----------
        articles : sequence of Article
            Those set aside have a row in the table of articles alone.
        known : sequence of Answers, optional
            What the models are known to say of each usable article, in order; what they are asked besides is added.
        """
        inquiry = self.inquiry([article for article in articles if article.status == "ok"], known)
        heard = self._heard(inquiry)
        found = zip(heard, self._labelled(inquiry, heard), inquiry.documents, strict=True)
        rows, places = [], count()
        for article in articles:
            if article.status == "ok":
                (attributed, outlook), with_labels, document = next(found)
                scored = with_labels(self.scorer.score(document, attributed, outlook))
                attributed, scored = self._sure(attributed, scored)
                if self.explain:
                    attributed, scored = self._explained(inquiry.readings(next(places)), attributed, scored)
                rows.append(rows_of(article, document, attributed, scored))
            else:
                rows.append(rows_of(article, None, None, None))
        return rows

    def _sure(self, attributed: Attributed, scored: Scored) -> tuple[Attributed, Scored]:
        """What is sure enough; stances have been weighed by all probabilities before."""
        from framing.score.abstaining import surely_portrayed, surest

        least = self.min_confidence
        if not least:
            return attributed, scored
        return replace(attributed, mentions=surely_portrayed(attributed.mentions, least)), surest(scored, least)

    def _explained(
        self, readings: Sequence[Reading], attributed: Attributed, scored: Scored
    ) -> tuple[Attributed, Scored]:
        """With the words that tones, portrayals and frames of models rest on, each left out in turn."""
        from framing.learn.explained import Explainer
        from framing.score.labelled import frames_given, tones_given, with_frames_told, with_tones_told

        explainer, scheme = Explainer(self.models), self.models.own_scheme
        tones = explainer.labels("sentiment", readings, tones_given(scored.scores))
        scored = replace(scored, scores=with_tones_told(scored.scores, tones))
        if scheme:
            frames = explainer.labels(FRAMES, readings, frames_given(scheme, scored.frames))
            scored = replace(scored, frames=with_frames_told(scheme, scored.frames, frames))
        portrayals = explainer.portrayals(readings, attributed.mentions)
        mentions = tuple(
            replace(mention, portrayal_evidence=evidence)
            for mention, evidence in zip(attributed.mentions, portrayals, strict=True)
        )
        return replace(attributed, mentions=mentions), scored

    def attributed(self, articles: Sequence[Article]) -> list[tuple[Document, Attributed]]:
        """The sentences of each article and who speaks in them; the models read all articles in one go."""
        inquiry = self.inquiry(articles)
        return list(zip(inquiry.documents, self._attributed(inquiry), strict=True))

    def heard(self, articles: Sequence[Article]) -> list[tuple[Document, Attributed, Outlook]]:
        """As ``attributed``, with how each mention of a side is made to look, and what stances are weighed by."""
        inquiry = self.inquiry(articles)
        heard = self._heard(inquiry)
        return [(document, *found) for document, found in zip(inquiry.documents, heard, strict=True)]

    def inquiry(self, articles: Sequence[Article], known: Sequence[Answers] | None = None) -> Inquiry:
        """The articles in sentences, ready to be asked about."""
        from framing.learn.inquiry import Inquiry

        return Inquiry(self.models, [self.splitter.split(article) for article in articles], known)

    def _heard(self, inquiry: Inquiry) -> list[tuple[Attributed, Outlook]]:
        found = self.portrayed(inquiry, self._attributed(inquiry))
        return list(zip(found, self.outlooks(inquiry, found), strict=True))

    def _attributed(self, inquiry: Inquiry) -> list[Attributed]:
        return [
            self.attributor.attribute(document, proposals)
            for document, proposals in zip(inquiry.documents, inquiry.proposed(), strict=True)
        ]

    def _labelled(
        self, inquiry: Inquiry, heard: Sequence[tuple[Attributed, Outlook]]
    ) -> Iterator[Callable[[Scored], Scored]]:
        """For each document, what adds the models' labels of its sentences to its scores."""
        from framing.score.labelled import frames_of

        scheme = self.models.own_scheme
        framed = inquiry.labels(FRAMES) if scheme else [{} for _ in heard]
        taken = self._own_stances(inquiry, heard)
        for (_, outlook), frames, stances in zip(heard, framed, taken, strict=True):
            further = frames_of(scheme, frames, self.min_confidence) if scheme else ()
            yield partial(_with_labels, outlook.tones, further, stances)

    def _own_stances(
        self, inquiry: Inquiry, heard: Sequence[tuple[Attributed, Outlook]]
    ) -> list[Sequence[StanceScore]]:
        """What a user's model of stance says of the sentences that name one of its targets."""
        from framing.score.own_targets import own_stances

        if self._targets_asked is None:
            return [() for _ in heard]
        asked = [
            self._targets_asked.asked(document, outlook.issues or ())
            for document, (_, outlook) in zip(inquiry.documents, heard, strict=True)
        ]
        return [
            list(own_stances(wanted, answers, attributed.voices))
            for wanted, answers, (attributed, _) in zip(asked, inquiry.stances_to_own(asked), heard, strict=True)
        ]

    def outlooks(self, inquiry: Inquiry, found: Sequence[Attributed]) -> list[Outlook]:
        """What the models say of each document for its stances."""
        tones = inquiry.labels("sentiment")
        issues = [self.scorer.issue_names(document) for document in inquiry.documents]
        if self.models.tier != "encoder":
            return [Outlook(tone, issues=names) for tone, names in zip(tones, issues, strict=True)]
        spans = [self._targets(each, names) for each, names in zip(found, issues, strict=True)]
        return [
            Outlook(tone, {span: answer for span, answer in zip(asked, given, strict=True) if answer}, names)
            for tone, asked, given, names in zip(tones, spans, inquiry.stances(spans), issues, strict=True)
        ]

    def _targets(self, found: Attributed, issues: Sequence[IssueName]) -> list[Span]:
        """The mentions of sides and the words that name an issue, each once."""
        sides = [Span(each.start, each.end) for each in found.mentions if self._is_portrayed(each)]
        return list(dict.fromkeys([*sides, *(Span(name.start, name.end) for name in issues)]))

    def portrayed(self, inquiry: Inquiry, found: Sequence[Attributed]) -> list[Attributed]:
        """The findings of documents with how each mention of a side is made to look; places are not portrayed."""
        asked = [[mention for mention in each.mentions if self._is_portrayed(mention)] for each in found]
        spans = [[Span(mention.start, mention.end) for mention in mentions] for mentions in asked]
        return [
            replace(each, mentions=_with_portrayals(each.mentions, mentions, portrayals))
            for each, mentions, portrayals in zip(found, asked, inquiry.portrayals(spans), strict=True)
        ]

    def _is_portrayed(self, mention: Mention) -> bool:
        return mention.role == "actor" and mention.perspective in self.study.perspectives


def _with_labels(
    tones: Mapping[int, SentenceLabels], further: Sequence[FrameScore], taken: Sequence[StanceScore], scored: Scored
) -> Scored:
    from framing.score.labelled import with_tones

    return replace(
        scored,
        scores=with_tones(scored.scores, tones),
        frames=(*scored.frames, *further),
        stances=(*scored.stances, *taken),
    )


def _with_portrayals(
    mentions: Sequence[Mention], asked: Sequence[Mention], portrayals: Sequence[Portrayal | None]
) -> tuple[Mention, ...]:
    answers = {
        (mention.start, mention.end): portrayal
        for mention, portrayal in zip(asked, portrayals, strict=True)
        if portrayal
    }
    return tuple(
        replace(
            mention,
            portrayal=answer.label,
            portrayal_negative=answer.negative,
            portrayal_neutral=answer.neutral,
            portrayal_positive=answer.positive,
            portrayal_evidence=answer.evidence,
        )
        if (answer := answers.get((mention.start, mention.end)))
        else mention
        for mention in mentions
    )


def analyze_batches(
    articles: Iterable[Article],
    study: Study,
    models: Models | None = None,
    min_confidence: float = 0.0,
    own: SentimentList | None = None,
    *,
    explain: bool = False,
) -> Iterator[dict[str, pd.DataFrame]]:
    """The tables of the articles, some ``BATCH_ARTICLES`` articles at a time, in the order of the articles."""
    analyzer = Analyzer(study, models, min_confidence, own, explain=explain)
    for batch in batched(articles, BATCH_ARTICLES):
        yield tables_of(analyzer.rows(batch))


def analyze(
    articles: Iterable[Article],
    study: Study,
    models: str = DEFAULT_TIER,
    *,
    min_confidence: float = 0.0,
    explain: bool = False,
) -> Result:
    """The tables of a corpus, in memory.

    Parameters
    ----------
    articles : iterable of Article
        As ``framing.read_articles`` gives them.
    study : Study
        As ``framing.load_study`` gives it.
    models : str
        ``encoder``, or ``linear`` for very large corpora and installs without onnxruntime.
    min_confidence : float
        In [0, 1]; attributions below it are listed but give no voice, and tones, portrayals, stances and a model's
        frames whose probability is below it are missing.
    explain : bool
        Whether the evidence of models is found by leaving each word out in turn, which is slow.

    Returns
    -------
    Result
        ``result.sentences``, ``result.attributions`` ... are DataFrames (``framing.schema``).
    """
    import pandas as pd

    from framing.learn.models import Models
    from framing.results import Result
    from framing.schema import validate

    check_confidence(min_confidence)
    chosen = Models(study.lexicons, ModelChoice(models))
    batches = list(analyze_batches(articles, study, chosen, min_confidence, explain=explain)) or [tables_of([])]
    tables = {name: validate(name, pd.concat([batch[name] for batch in batches], ignore_index=True)) for name in TABLES}
    inputs = Inputs()
    inputs.add(tables["articles"])
    options = {"min_confidence": min_confidence, **({"explain": True} if explain else {})}
    return Result(tables, manifest_of(study, inputs, options, chosen))


def check_confidence(min_confidence: float) -> None:
    """Raises a FramingError for a confidence outside of [0, 1]."""
    if not 0 <= min_confidence <= 1:
        raise FramingError(f"--min-confidence {min_confidence}: give a number from 0 (no limit) to 1")


def check_own(models: Models) -> None:
    """Raises a FramingError for a user's model of stance whose labels are no stances, whatever their case."""
    from framing.score.own_targets import STANCES

    labels = models.own_card.labels if models.own_card and models.own_targets else ()
    if any(label.lower() not in STANCES for label in labels):
        raise FramingError(
            f"{models.own_folder}: has the labels {', '.join(labels)}, but a stance in the tables is "
            f"{', '.join(STANCES[:2])} or {STANCES[2]}; name the labels of its rows so and train it again, or ask it "
            "by framing predict stance"
        )


def tables_of(batch: Sequence[Rows]) -> dict[str, pd.DataFrame]:
    """The tables of a batch from the rows of each of its articles."""
    import pandas as pd

    frames = {}
    for name, table in TABLES.items():
        rows = [row for article in batch for row in article[name]]
        further = list(dict.fromkeys(key for row in rows for key in row if key not in table.names))
        frames[name] = pd.DataFrame(rows, columns=[*table.names, *further])
    return frames
